"""Take facilities whose users need help into a city: medical institutions, welfare facilities, schools."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd

from data.imports.datum_notice import with_datum
from data.imports.facility_layer import FacilityLayer, facility_layer
from data.official_sources import official_source, official_sources
from data.readers.ksj_facilities import ListedFacilities, facility_notes, read_facilities
from domain.bundle import CityBundle, Source
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import ImportReport, note, row_count
from use_cases.area_import import AreaImport, NewLayer, checked_import, file_report, with_layers
from use_cases.import_date import date_of

_LAYER = "facilities"
_MARGIN = 0.02


def import_facilities(
    bundle: CityBundle,
    files: Sequence[Path],
    *,
    date: str = "",
    dates: Mapping[str, str] = MappingProxyType({}),
) -> AreaImport:
    """Renew the facilities of a city from the data sets that the files are of; those of others stay.

    Parameters
    ----------
    bundle
        City to renew; it is not changed.
    files
        国土数値情報 P04 医療機関, P14 福祉施設, P29 学校, of a prefecture or the country.
    date
        Date of the files, for the provenance.
    dates
        Dates of single files by name, where they have another.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error: also where no file has a facility in the city.
    """
    west, south, east, north = bundle.wards.to_crs(GEOGRAPHIC_EPSG).total_bounds.tolist()
    within = (west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)
    read = [(file, one) for file in files for one in read_facilities(file, within)]
    lists = [one for _, one in read]
    held, kept_sources = _held(bundle, lists)
    made = facility_layer(
        [one.facilities for one in lists],
        held,
        wards=bundle.wards,
        districts=bundle.districts,
        own_codes={code[:5] for code in (bundle.meta.city_code, *bundle.wards.index)},
    )
    if not any(rows.any() for rows in made.kept):
        raise InputError([Fault("no_facility_of_city", file=file.name) for file in files])
    sources = [_source(one, date_of(file.name, date, dates)) for file, one in read]
    reports = [_report(file, one, made, at, sources[at]) for at, (file, one) in enumerate(read)]
    layer = NewLayer(layer=_LAYER, table=made.facilities, sources=(*sources, *kept_sources))
    renewed = with_layers(bundle, [layer])
    faults = [fault for one in lists for fault in one.faults]
    return checked_import(bundle, renewed, layers=[_LAYER], reports=reports, faults=faults)


def _held(
    bundle: CityBundle, lists: Sequence[ListedFacilities]
) -> tuple[gpd.GeoDataFrame, tuple[Source, ...]]:
    """Return the facilities that stay or say something of those that are named again, and their sources.

    Model facilities (模擬データ) give way wholly: none of them exists. Of the data sets that are renewed,
    facilities that are no longer listed go.
    """
    table = gpd.GeoDataFrame(bundle.facilities)
    source = bundle.meta.layer(_LAYER)
    if source is None or source.is_model:
        return gpd.GeoDataFrame(table.iloc[:0]), ()
    prefixes = tuple(one.layout.prefix for one in lists)
    listed = {str(facility) for one in lists for facility in one.facilities["facility_id"]}
    stays = ~table.index.str.startswith(prefixes) | table.index.isin(listed)
    forms = tuple(one.layout.form for one in lists)
    # Another edition of the same data set gives way too.
    renewed = {known.name for key, known in official_sources().items() if key.startswith(forms)}
    return gpd.GeoDataFrame(table[stays]), tuple(one for one in source.sources if one.name not in renewed)


def _source(one: ListedFacilities, date: str) -> Source:
    return with_datum(official_source(one.layout.dataset, date), one.notes)


def _report(file: Path, one: ListedFacilities, made: FacilityLayer, at: int, source: Source) -> ImportReport:
    rows, kept, outside = one.facilities.index, made.kept[at], made.outside[at]
    return file_report(
        file,
        layer=_LAYER,
        form=one.layout.form,
        encoding=one.encoding,
        rows_read=one.rows_read,
        rows_kept=int(kept.sum()),
        dropped=(
            *one.dropped,
            *row_count("outside_city", rows[outside]),
            *row_count("same_facility", rows[~outside & ~kept]),
        ),
        notes=(*facility_notes(one.facilities[kept]), *one.notes, note("facility_users_unknown")),
        sources=(source,),
    )
