"""国土数値情報 A27 小学校区: areas of elementary schools, in the columns of both editions.

Since 2016 ``A27_003`` is the code of the school and ``A27_004`` its name; before, ``A27_003`` is the name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.readers.area_crs import Bounds, crs_notes
from data.readers.area_file import AreaHead, area_heads, read_areas
from data.readers.area_members import AreaMember, area_members
from data.readers.area_repair import repaired
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import ImportNote, RowCount, row_count

CODE, FOUNDER, THIRD, FOURTH, FIFTH = "A27_001", "A27_002", "A27_003", "A27_004", "A27_005"
_SCHOOL_CODE = re.compile(r"[A-H]\d[0-9A-Z]{5,14}", re.ASCII)
_FOUNDER_PREFIX = re.compile(r"^.*?[都道府県市区町村]立")
_SCHOOL_ENDS = ("小学校", "義務教育学校", "小中学校", "小・中学校")


@dataclass(frozen=True, slots=True, eq=False)
class SchoolAreas:
    """Areas of schools as one file draws them.

    Parameters
    ----------
    areas
        One row an area in degrees of JGD2011, valid: ``school`` (code, empty in old editions), ``name``
        (short, as districts are called), geometry. Index: number of the feature, from 1.
    rows_read, encoding
        Features of the file, and encoding of its texts.
    dropped, repairs
        Features that are not used, and those that were made valid.
    faults
        Warnings.
    notes
        What was done to its coordinates.
    """

    areas: gpd.GeoDataFrame
    rows_read: int
    encoding: str
    dropped: tuple[RowCount, ...]
    repairs: tuple[RowCount, ...]
    faults: tuple[Fault, ...]
    notes: tuple[ImportNote, ...] = ()


def is_a27(columns: Iterable[str]) -> bool:
    """Whether these are columns of A27."""
    return {CODE, FOUNDER, THIRD} <= set(columns)


def district_name(school: str) -> str:
    """Return the short name of a school, as its district is called: 錦 for 堺市立錦小学校."""
    name = _FOUNDER_PREFIX.sub("", school.strip()) or school.strip()
    for end in _SCHOOL_ENDS:
        if name.endswith(end) and name != end:
            return name.removesuffix(end)
    return name.removesuffix("校区") or name


def read_a27(path: Path, within: Bounds) -> SchoolAreas:
    """Read a file of A27: shapefile (plain or zipped), GeoJSON, GeoPackage or FlatGeobuf.

    Parameters
    ----------
    path
        File of a prefecture; points of schools beside the areas are left alone.
    within
        Bounds of the city in degrees of JGD2011.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, or holds no A27.
    """
    with area_members(path) as members:
        found = [(member, head) for member in members for head in area_heads(member) if is_a27(head.columns)]
        if not found:
            raise InputError(
                [Fault("column_missing", file=path.name, column=name) for name in (CODE, FOUNDER, THIRD)]
            )
        tables = [_read(member, head, within) for member, head in found]
    # Points of schools have the same names of columns: of two layers that with areas is meant.
    return max(tables, key=lambda one: len(one.areas))


def _read(member: AreaMember, head: AreaHead, within: Bounds) -> SchoolAreas:
    columns = [name for name in (CODE, THIRD, FOURTH, FIFTH) if name in head.columns]
    table = read_areas(member, head, columns, within)
    cells = pd.DataFrame(
        {name: _texts(table.areas[name]) for name in columns}, index=table.areas.index, dtype="str"
    )
    coded = cells[THIRD].map(lambda text: bool(_SCHOOL_CODE.fullmatch(text)))
    names = cells[THIRD].where(~coded, cells.get(FOURTH, ""))
    shapes, was_invalid = repaired(table.areas.geometry.to_numpy())
    whole = ~gpd.array.GeometryArray(shapes).is_empty
    named = names.ne("").to_numpy(dtype=bool)
    kept = named & whole
    frame = pd.DataFrame({"school": cells[THIRD].where(coded, ""), "name": names.map(district_name)})[kept]
    areas = gpd.GeoDataFrame(
        frame, geometry=gpd.GeoSeries(shapes[kept], index=frame.index, crs=GEOGRAPHIC_EPSG)
    )
    dropped = (
        *row_count("not_an_area", [*table.not_areas, *cells.index[named & ~whole]]),
        *row_count("no_school", cells.index[~named]),
    )
    repairs = row_count("made_valid", cells.index[was_invalid & kept])
    return SchoolAreas(
        areas, head.count, head.encoding, dropped, repairs, head.faults, tuple(crs_notes(head.settled))
    )


def _texts(column: "pd.Series[str]") -> list[str]:
    return ["" if value is None or value != value else str(value).strip() for value in column.tolist()]  # noqa: PLR0124
