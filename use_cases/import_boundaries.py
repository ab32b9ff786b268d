"""Take the outlines of wards (or of a municipality without wards) into a city."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.imports.ward_areas import WardAreas, ward_areas
from data.readers.area_repair import in_metres
from data.readers.outline_file import OutlineColumns, read_outline
from domain.bundle import CityBundle, Source
from domain.import_report import ImportNote, note
from domain.municipal_codes import city_of
from domain.tables.city import Wards
from use_cases.area_import import AreaImport, NewLayer, checked_import, file_report, with_layers
from use_cases.import_date import checked_date
from use_cases.new_bundle import outline_source, without_wards

_M2_PER_KM2 = 1e6


def import_boundaries(
    bundle: CityBundle,
    files: Sequence[Path],
    *,
    date: str = "",
    order: Sequence[str] = (),
    columns: OutlineColumns | None = None,
    maker: Source | None = None,
) -> AreaImport:
    """Renew the wards of a city from 国土数値情報 N03, or any file of areas.

    Parameters
    ----------
    bundle
        City to renew; it is not changed. Published residents and households of a ward stay.
    files
        Files of the country, of a prefecture, or one a ward.
    date
        Date of the outlines, for the provenance.
    order
        Codes of wards in their official order; by code where it is not given.
    columns
        Columns of codes and names of a file of no known form.
    maker
        Whose outlines a file holds that does not say it itself.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error: also where the files do not hold the city.
    """
    checked_date(date)
    codes = [bundle.meta.city_code[:5], *(city_of(str(code)[:5]) for code in bundle.wards.index)]
    tables = [read_outline(file, codes, columns) for file in files]
    if bundle.wards.index.tolist() == [bundle.meta.city_code]:
        # The city stands without wards: so it stays.
        tables = [without_wards(table) for table in tables]
    areas = ward_areas(tables, codes, order=order, files=[file.name for file in files])
    wards = _ward_table(bundle, areas)
    sources = [outline_source(file, table, date, maker) for file, table in zip(files, tables, strict=True)]
    new = NewLayer(layer="wards", table=wards, sources=tuple(sources))
    reports = [
        file_report(
            file,
            layer="wards",
            form=table.form,
            encoding=table.encoding,
            rows_read=table.rows_read,
            rows_kept=kept,
            dropped=table.dropped,
            repairs=table.repairs,
            notes=(*table.notes, *(_notes(areas, wards) if file == files[-1] else ())),
            sources=(source,),
        )
        for file, table, kept, source in zip(files, tables, areas.rows_kept, sources, strict=True)
    ]
    return checked_import(
        bundle,
        with_layers(bundle, [new]),
        layers=["wards"],
        reports=reports,
        faults=[fault for table in tables for fault in table.faults],
    )


def _ward_table(bundle: CityBundle, areas: WardAreas) -> gpd.GeoDataFrame:
    """Return ``Wards``: new outlines and names, with the people that were published of the same codes."""
    wards = in_metres(areas.wards, bundle.meta.epsg)
    for column in ("residents", "households"):
        known = bundle.wards[column].astype("Int64").reindex(wards.index)
        wards[column] = pd.array(known.to_numpy(dtype=object), dtype="Int64")
    wards["official_order"] = wards["official_order"].astype("int64")
    wards = wards.astype({"name": "str", "name_en": "str"})
    wards.index = pd.Index(wards.index.to_numpy(), dtype="str", name="ward_code")
    return gpd.GeoDataFrame(Wards.check(wards[Wards.columns()]))


def _notes(areas: WardAreas, wards: gpd.GeoDataFrame) -> tuple[ImportNote, ...]:
    area = f"{float(wards.geometry.area.sum()) / _M2_PER_KM2:,.2f}"
    said = [note("wards_made", wards=len(wards), area=area)]
    return (*said, *(note("name_without_reading", name=name) for name in areas.without_english))
