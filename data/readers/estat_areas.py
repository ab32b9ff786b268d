"""e-Stat 統計地理情報: boundaries of the small areas of a census (``r2ka27…``, ``h27ka27…``).

Several polygons may be of one area (``KEY_CODE``, told apart by ``KIGO_E``). ``JINKO`` stands on every
one of them in some editions and on one of them in others, so it is never summed blindly.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from data.readers.area_crs import Bounds, crs_notes
from data.readers.area_file import AreaHead, area_heads, read_areas
from data.readers.area_members import AreaMember, area_members
from data.readers.area_repair import dissolved, repaired
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import ImportNote, RowCount, row_count

KEY, KIND, NAME, RESIDENTS, HOUSEHOLDS = "KEY_CODE", "HCODE", "S_NAME", "JINKO", "SETAI"
#: Kind of area that is water (水面調査区).
WATER = "8154"
_KEY_FORM = r"\d{5}(?:\d{4}|\d{6})"
_CITY_DIGITS = 5


@dataclass(frozen=True, slots=True, eq=False)
class SmallAreas:
    """Small areas of a census as one file draws them.

    Parameters
    ----------
    areas
        Index ``key`` (nine or eleven digits): ``code`` (municipality or ward, five digits), ``name``,
        ``residents`` and ``households`` (as the file says, <NA> where it does not), geometry in degrees.
    rows_read
        Polygons of the file.
    encoding
        Encoding of its texts.
    dropped, repairs
        Polygons that are not used, and those that were made valid.
    polygons
        Number of polygons of each area, by its key.
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
    polygons: "pd.Series[int]"
    faults: tuple[Fault, ...]
    notes: tuple[ImportNote, ...] = ()

    @property
    def joined(self) -> int:
        """Number of areas that were drawn as several polygons."""
        return int((self.polygons > 1).sum())


def is_estat(columns: Iterable[str]) -> bool:
    """Whether these are columns of boundaries of small areas."""
    return {KEY, NAME} <= set(columns)


def read_small_areas(path: Path, within: Bounds) -> SmallAreas:
    """Read boundaries of small areas: shapefile (plain or zipped), GeoJSON, GeoPackage or FlatGeobuf.

    Parameters
    ----------
    path
        File of a prefecture or a municipality.
    within
        Bounds of the city in degrees of JGD2011; what lies outside is left out.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, or holds no small areas.
    """
    with area_members(path) as members:
        found = [
            (member, head) for member in members for head in area_heads(member) if is_estat(head.columns)
        ]
        if len(found) != 1:
            missing = [Fault("column_missing", file=path.name, column=name) for name in (KEY, NAME)]
            several = [
                Fault("zip_several", file=path.name, value=", ".join(one.shown for one, _ in found)[:200])
            ]
            raise InputError(several if found else missing)
        return _read(*found[0], within)


def _read(member: AreaMember, head: AreaHead, within: Bounds) -> SmallAreas:
    columns = [name for name in (KEY, KIND, NAME, RESIDENTS, HOUSEHOLDS) if name in head.columns]
    table = read_areas(member, head, columns, within)
    cells = pd.DataFrame(
        {name: _texts(table.areas[name]) for name in columns}, index=table.areas.index, dtype="str"
    )
    water = cells[KIND].eq(WATER) if KIND in cells else pd.Series(False, index=cells.index)
    keyed = cells[KEY].str.fullmatch(_KEY_FORM)
    shapes, was_invalid = repaired(table.areas.geometry.to_numpy())
    whole = ~gpd.array.GeometryArray(shapes).is_empty
    kept = (keyed & ~water).to_numpy(dtype=bool) & whole
    dropped = (
        *row_count("not_an_area", [*table.not_areas, *cells.index[keyed & ~water & ~whole]]),
        *row_count("water_area", cells.index[water]),
        *row_count("no_key_code", cells.index[~keyed & ~water]),
    )
    polygons = cells[kept].assign(geometry=shapes[kept])
    groups = polygons.groupby(KEY, sort=True)
    records = [
        {
            "key": key,
            "code": str(key)[:_CITY_DIGITS],
            "name": _first(rows[NAME]),
            "residents": _stated(rows, RESIDENTS),
            "households": _stated(rows, HOUSEHOLDS),
            "geometry": dissolved(rows["geometry"].to_numpy()),
        }
        for key, rows in groups
    ]
    frame = pd.DataFrame(records, columns=["key", "code", "name", "residents", "households", "geometry"])
    areas = gpd.GeoDataFrame(frame.set_index("key"), geometry="geometry", crs=GEOGRAPHIC_EPSG)
    areas = areas.astype({"residents": "Int64", "households": "Int64"})
    return SmallAreas(
        areas=areas,
        rows_read=head.count,
        encoding=head.encoding,
        dropped=dropped,
        repairs=row_count("made_valid", cells.index[was_invalid & kept]),
        polygons=groups.size(),
        faults=head.faults,
        notes=tuple(crs_notes(head.settled)),
    )


def _texts(column: "pd.Series[str]") -> list[str]:
    """Return cells as texts; whole numbers without a point, what is missing as nothing."""
    cells = column.tolist()
    return ["" if value is None or value != value else _text(value) for value in cells]  # noqa: PLR0124


def _text(value: object) -> str:
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return f"{value:.0f}"
    return str(value).strip()


def _first(names: "pd.Series[str]") -> str:
    return next((name for name in names if name), "")


def _stated(rows: pd.DataFrame, column: str) -> int | None:
    """Return the people of an area from its polygons: once where all say the same, summed where they differ.

    Polygons that say 0 beside others that do not are the further parts of an area whose people stand on
    its main one.
    """
    if column not in rows:
        return None
    numbers = [int(text) for text in rows[column] if text.isascii() and text.isdigit()]
    if not numbers:
        return None
    above = [number for number in numbers if number]
    return above[0] if len(set(above)) == 1 else sum(above)
