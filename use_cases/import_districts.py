"""Take school districts into a city: areas of A27, or the list of towns that a city keeps."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from data.imports.datum_notice import with_datum
from data.imports.district_areas import DistrictTable, district_areas, put_into_districts
from data.imports.district_list import place_towns
from data.official_sources import official_source
from data.readers.ksj_a27 import read_a27
from data.readers.sheet_file import read_list, read_sheet
from data.readers.town_list import read_town_list
from domain.bundle import CityBundle, Source
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError, has_error
from domain.import_report import ImportNote, ImportReport, note, row_count
from domain.vocabulary import Severity
from use_cases.area_import import AreaImport, NewLayer, checked_import, file_report, with_layers
from use_cases.import_date import checked_date

_LISTS = {".csv", ".txt", ".xlsx", ".xlsm"}
_MARGIN = 0.02
#: Towns and districts that a warning names.
_NAMED = 8


def import_districts(bundle: CityBundle, files: Sequence[Path], *, date: str = "") -> AreaImport:
    """Renew the school districts of a city; its blocks, places and facilities go into the new ones.

    Parameters
    ----------
    bundle
        City to renew; it is not changed.
    files
        国土数値情報 A27, or one list of towns and districts (CSV, Excel): the city must have blocks.
    date
        Date of the districts, for the provenance.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error: also where organisations name districts that are gone.
    """
    checked_date(date)
    if files[0].suffix.lower() in _LISTS:
        if len(files) > 1:
            raise InputError([Fault("one_list_only", file=file.name) for file in files[1:]])
        return _from_list(bundle, files[0], date)
    return _from_areas(bundle, files, date)


def _from_areas(bundle: CityBundle, files: Sequence[Path], date: str) -> AreaImport:
    west, south, east, north = bundle.wards.to_crs(GEOGRAPHIC_EPSG).total_bounds.tolist()
    within = (west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)
    read = [read_a27(file, within) for file in files]
    together = gpd.GeoDataFrame(pd.concat([one.areas for one in read]))
    if together.empty:
        raise InputError([Fault("no_district_of_city", file=file.name) for file in files])
    made = district_areas(together, bundle.wards, unit="通学区域")
    if made.districts.empty:
        raise InputError([Fault("no_district_of_city", file=file.name) for file in files])
    sources = [with_datum(official_source("ksj_a27", date), one.notes) for one in read]
    reports = []
    for file, one, source in zip(files, read, sources, strict=True):
        out = one.areas.index[one.areas["name"].isin(made.outside)]
        reports.append(
            file_report(
                file,
                layer="districts",
                form="ksj_a27",
                encoding=one.encoding,
                rows_read=one.rows_read,
                rows_kept=len(one.areas) - len(out),
                dropped=(*one.dropped, *row_count("outside_city", out)),
                repairs=one.repairs,
                notes=(*one.notes, *_notes(made)),
                sources=(source,),
            )
        )
    faults = [fault for one in read for fault in one.faults]
    moved: dict[str, Any] = {
        layer: put_into_districts(gpd.GeoDataFrame(bundle.table(layer)), made.districts)
        for layer in ("blocks", "places", "facilities")
    }
    return _result(bundle, made.districts, moved, sources, reports, faults)


def _from_list(bundle: CityBundle, file: Path, date: str) -> AreaImport:
    if bundle.blocks.empty:
        raise InputError([Fault("list_needs_blocks", file=file.name)])
    sheet = read_sheet(read_list(file), file.name)
    listed = read_town_list(sheet)
    if has_error(listed.faults):
        raise InputError(listed.faults)
    placed = place_towns(listed.entries, bundle.blocks, bundle.wards)
    source = official_source("town_list", date)
    faults = list(listed.faults)
    for key, names in (
        ("towns_not_listed", placed.towns_not_listed),
        ("towns_without_block", placed.towns_not_placed),
        ("districts_without_block", placed.districts_not_placed),
    ):
        if names:
            shown = "、".join(names[:_NAMED])
            fault = Fault(key, Severity.WARNING, file=file.name, value=f"{len(names):,}", expected=shown)
            faults.append(fault)
    notes = [note("districts_made", districts=len(placed.districts))]
    if placed.blocks_shared:
        persons = f"{placed.persons_shared:,}"
        notes.append(note("blocks_in_several_districts", blocks=f"{placed.blocks_shared:,}", persons=persons))
    report = file_report(
        file,
        layer="districts",
        form="district_list",
        rows_read=listed.rows_read,
        rows_kept=listed.rows_read - len(listed.rows_without) - len(placed.rows_not_placed),
        dropped=(
            *row_count("no_town_or_district", listed.rows_without),
            *row_count("town_unknown", placed.rows_not_placed),
        ),
        notes=tuple(notes),
        sources=(source,),
    )
    moved: dict[str, Any] = {"blocks": placed.blocks}
    for layer in ("places", "facilities"):
        moved[layer] = put_into_districts(gpd.GeoDataFrame(bundle.table(layer)), placed.districts)
    return _result(bundle, placed.districts, moved, [source], [report], faults)


def _notes(made: DistrictTable) -> tuple[ImportNote, ...]:
    said = [note("districts_made", districts=len(made.districts))]
    if made.in_several_wards:
        said.append(note("districts_in_several_wards", names="、".join(made.in_several_wards[:8])))
    return tuple(said)


def _result(
    bundle: CityBundle,
    districts: gpd.GeoDataFrame,
    moved: dict[str, Any],
    sources: Sequence[Source],
    reports: Sequence[ImportReport],
    faults: Sequence[Fault],
) -> AreaImport:
    renewed = with_layers(bundle, [NewLayer(layer="districts", table=districts, sources=tuple(sources))])
    renewed = replace(renewed, **moved)
    return checked_import(bundle, renewed, layers=["districts", *moved], reports=reports, faults=faults)
