"""A city from nothing: its wards, or the municipality itself, and no other layer yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd

from data.bundle.layout import LAYERS, SCHEMA_VERSION, default_file
from data.bundle.stand_in import stand_in_districts
from data.bundle.tables import empty_layer
from data.imports.datum_notice import with_datum
from data.imports.ward_areas import WardAreas, ward_areas
from data.official_sources import file_source, official_source
from data.readers.area_repair import in_metres
from data.readers.ksj_n03 import BoundaryTable
from data.readers.outline_file import OutlineColumns, read_outline
from domain.bundle import (
    STRENGTH_LAYERS,
    BundleMeta,
    CityBundle,
    LayerSource,
    OrganisationStrength,
    Source,
)
from domain.faults import Fault, InputError, sort_faults
from domain.import_report import ImportReport, RowCount, note
from domain.plane_zones import plane_rectangular_epsg
from domain.tables.city import Wards
from use_cases.file_hash import file_sha256
from use_cases.given_files import with_given_files
from use_cases.import_date import checked_date

_M2_PER_KM2 = 1e6


@dataclass(frozen=True, slots=True)
class NewCityOptions:
    """What is said of a new city beside its outline.

    Parameters
    ----------
    order
        Codes of its wards in the official order; by code where it is not given.
    name
        Name in place of that of the (first) municipality, such as of several together.
    date
        Date of the outlines, for the provenance.
    epsg
        Plane rectangular system in place of the municipality's own; 0 for its own.
    without_wards
        Whether each municipality is one area, whatever wards it has.
    columns
        Columns of codes and names of a file of no known form.
    maker
        Whose outlines a file holds that does not say it itself.
    """

    order: tuple[str, ...] = field(default=())
    name: str = ""
    date: str = ""
    epsg: int = 0
    without_wards: bool = False
    columns: OutlineColumns = field(default=OutlineColumns())
    maker: Source | None = None


@dataclass(frozen=True, slots=True, eq=False)
class NewCity:
    """A city of wards only, not yet written, and what was made of the files.

    Parameters
    ----------
    bundle
        The city.
    reports
        One for each file.
    faults
        Warnings.
    """

    bundle: CityBundle
    reports: tuple[ImportReport, ...]
    faults: tuple[Fault, ...]


def new_bundle(files: Sequence[Path], codes: Sequence[str], options: NewCityOptions | None = None) -> NewCity:
    """Begin a city from outlines of municipalities: 国土数値情報 N03, or any file of areas.

    Parameters
    ----------
    files
        Files of the country, of a prefecture, of a city, or one a ward.
    codes
        Municipality codes of five or six digits: a city with wards, one without (it is its own only
        ward then), or several.
    options
        What is said beside.

    Raises
    ------
    domain.faults.InputError
        With every fault: no file, no such municipality, a code that is none.
    """
    options = options or NewCityOptions()
    checked_date(options.date)
    faults = [
        *([] if files else [Fault("outline_needed")]),
        *([] if codes else [Fault("municipality_code", value="", expected="27140, 271403")]),
    ]
    if faults:
        raise InputError(faults)
    tables = [read_outline(file, codes, options.columns) for file in files]
    if options.without_wards:
        tables = [without_wards(table) for table in tables]
    areas = ward_areas(tables, codes, order=options.order, files=[file.name for file in files])
    point = areas.wards.geometry.iloc[0].representative_point()
    epsg = options.epsg or plane_rectangular_epsg(areas.city_code, point.x, point.y)
    wards = _ward_table(areas, epsg)
    named = zip(files, tables, strict=True)
    sources = tuple(
        dict.fromkeys(outline_source(file, table, options.date, options.maker) for file, table in named)
    )
    layer = LayerSource("wards", default_file("wards"), sources, sha256="", is_model=False)
    english = areas.name_en if not options.name else options.name
    meta = BundleMeta(
        SCHEMA_VERSION, "", areas.city_code, options.name or areas.name, english, epsg, (layer,)
    )
    reports = tuple(
        _report(file, table, kept, outline_source(file, table, options.date, options.maker))
        for file, table, kept in zip(files, tables, areas.rows_kept, strict=True)
    )
    area = f"{float(wards.geometry.area.sum()) / _M2_PER_KM2:,.2f}"
    notes = (
        note("wards_made", wards=len(wards), area=area),
        note("plane_system", epsg=epsg, system=epsg - 6668),
    )
    reports = (*reports[:-1], replace(reports[-1], notes=(*tables[-1].notes, *notes)))
    said = sort_faults(fault for table in tables for fault in table.faults)
    return NewCity(with_given_files(None, _empty_city(meta, wards), reports), reports, said)


def outline_source(file: Path, table: BoundaryTable, date: str, maker: Source | None = None) -> Source:
    """Return whose outlines they are."""
    if table.dataset:
        return with_datum(official_source(table.dataset, date), table.notes)
    return with_datum(file_source(file.name, date, maker), table.notes)


def without_wards(table: BoundaryTable) -> BoundaryTable:
    """Return outlines with wards as parts of their municipality."""
    return replace(table, areas=table.areas.assign(code=table.areas["city_code"], ward=""))


def _report(file: Path, table: BoundaryTable, kept: int, source: Source) -> ImportReport:
    dropped = table.dropped
    others = table.rows_read - kept - sum(one.count for one in dropped)
    return ImportReport(
        file=file.name,
        sha256=file_sha256(file),
        layer="wards",
        form=table.form,
        encoding=table.encoding,
        rows_read=table.rows_read,
        rows_kept=kept,
        dropped=(*dropped, *((RowCount("other_municipality", others),) if others else ())),
        repairs=table.repairs,
        notes=table.notes,
        sources=(source,),
    )


def _ward_table(areas: WardAreas, epsg: int) -> gpd.GeoDataFrame:
    wards = in_metres(areas.wards, epsg)
    unknown = pd.array([pd.NA] * len(wards), dtype="Int64")
    wards = wards.assign(residents=unknown, households=unknown)
    wards = wards.astype({"name": "str", "name_en": "str", "official_order": "int64"})
    wards.index = pd.Index(wards.index.to_numpy(), dtype="str", name="ward_code")
    return gpd.GeoDataFrame(Wards.check(wards[Wards.columns()].sort_index()))


def _empty_city(meta: BundleMeta, wards: gpd.GeoDataFrame) -> CityBundle:
    """Return a city of wards; every other table is empty, and whole wards stand in for districts."""
    tables: dict[str, Any] = {spec.layer: empty_layer(spec, meta.epsg) for spec in LAYERS}
    tables |= {"wards": wards, "districts": stand_in_districts(wards)}
    counts: dict[str, Any] = {layer: tables.pop(layer) for layer in STRENGTH_LAYERS}
    strength = OrganisationStrength(**counts)
    return CityBundle(
        meta=meta,
        hazards=MappingProxyType({}),
        scenarios=MappingProxyType({}),
        setting_overrides=MappingProxyType({}),
        strength=strength,
        **tables,
    )
