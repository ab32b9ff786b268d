"""国土数値情報 N03 行政区域: outlines of municipalities and wards, one or several rows each.

Editions until 2023 name the designated city of a ward in ``N03_003`` (which else holds the county) and
the ward in ``N03_004``; since 2024 the city stands in ``N03_004`` and the ward in ``N03_005``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from data.readers.area_crs import crs_notes
from data.readers.area_file import AreaHead, area_heads, read_areas
from data.readers.area_members import AreaMember, area_members
from data.readers.area_repair import repaired
from domain.crs import GEOGRAPHIC_EPSG, JAPAN_LAT, JAPAN_LON
from domain.fault_log import FaultLog
from domain.faults import Fault, InputError
from domain.import_report import ImportNote, RowCount, row_count
from domain.municipal_codes import city_of

PREFECTURE, COUNTY, CITY, WARD, CODE = "N03_001", "N03_003", "N03_004", "N03_005", "N03_007"
_NEEDED = (PREFECTURE, COUNTY, CITY, CODE)

_JAPAN = (JAPAN_LON[0], JAPAN_LAT[0], JAPAN_LON[1], JAPAN_LAT[1])
#: What a row that belongs to no municipality is called.
_UNASSIGNED = "所属未定地"


@dataclass(frozen=True, slots=True, eq=False)
class BoundaryTable:
    """Areas of municipalities and wards as one file draws them.

    Parameters
    ----------
    areas
        One row an area that is drawn, in degrees of JGD2011, valid: ``code`` (five digits), ``city_code``
        (of its municipality, five digits), ``prefecture``, ``city``, ``ward`` (empty where it has none);
        several rows may be of one code. Index: number of the feature, from 1.
    rows_read
        Features of the file.
    encoding
        Encoding of its texts, where it has one of its own choice.
    dropped, repairs
        Features that are not among the areas, and those that were made valid.
    faults
        Warnings.
    form
        What the file was recognised as.
    dataset
        Whose data it is: a key of ``data/sources.toml``; empty where nobody has said it.
    notes
        What was done to its coordinates.
    """

    areas: gpd.GeoDataFrame
    rows_read: int
    encoding: str
    dropped: tuple[RowCount, ...]
    repairs: tuple[RowCount, ...]
    faults: tuple[Fault, ...]
    form: str = "ksj_n03"
    dataset: str = "ksj_n03"
    notes: tuple[ImportNote, ...] = ()


def is_n03(columns: Iterable[str]) -> bool:
    """Whether these are columns of N03."""
    return set(_NEEDED) <= set(columns)


def read_n03(path: Path) -> BoundaryTable:
    """Read a file of N03: shapefile (plain or zipped), GeoJSON, GeoPackage or FlatGeobuf.

    Parameters
    ----------
    path
        File of the country, of a prefecture, or of one municipality or ward.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, or holds no N03.
    """
    with area_members(path) as members:
        found = [(member, head) for member in members for head in _heads(member) if is_n03(head.columns)]
        if not found:
            raise InputError([Fault("column_missing", file=path.name, column=name) for name in _NEEDED])
        return _joined([_read(member, head) for member, head in found])


def _heads(member: AreaMember) -> Sequence[AreaHead]:
    return area_heads(member)


def _read(member: AreaMember, head: AreaHead) -> BoundaryTable:
    columns = [name for name in (*_NEEDED, WARD) if name in head.columns]
    table = read_areas(member, head, columns, _JAPAN)
    names = pd.DataFrame(
        {name: _texts(table.areas[name]) for name in columns}, index=table.areas.index, dtype="str"
    )
    coded = names[CODE].str.fullmatch(r"\d{5}") & ~names[CITY].eq(_UNASSIGNED)
    log = FaultLog()
    odd = names.index[~coded & names[CODE].ne("") & ~names[CITY].eq(_UNASSIGNED)]
    for row in odd:
        value = names[CODE][row][:20]
        log.add(
            Fault("wrong_form", file=member.shown, row=f"#{row}", column=CODE, value=value, expected="27141")
        )
    if len(odd):
        raise InputError(log.faults())
    shapes, was_invalid = repaired(table.areas.geometry.to_numpy())
    whole = ~gpd.array.GeometryArray(shapes).is_empty
    kept = coded.to_numpy(dtype=bool) & whole
    areas = gpd.GeoDataFrame(
        _names(names)[kept],
        geometry=gpd.GeoSeries(shapes[kept], index=names.index[kept], crs=GEOGRAPHIC_EPSG),
    )
    far = head.count - len(table.areas) - len(table.not_areas)
    dropped = (
        *row_count("not_an_area", [*table.not_areas, *names.index[coded & ~whole]]),
        *row_count("no_municipality", names.index[~coded]),
        *((RowCount("no_shape_in_japan", far),) if far else ()),
    )
    repairs = row_count("made_valid", names.index[was_invalid & kept])
    notes = tuple(crs_notes(head.settled))
    return BoundaryTable(areas, head.count, head.encoding, dropped, repairs, head.faults, notes=notes)


def _texts(column: "pd.Series[str]") -> list[str]:
    return ["" if value is None or value != value else str(value).strip() for value in column.tolist()]  # noqa: PLR0124


def _names(cells: pd.DataFrame) -> pd.DataFrame:
    """Return codes and names, wherever the edition writes them."""
    ward = cells[WARD] if WARD in cells else pd.Series("", index=cells.index, dtype="str")
    of_city = cells[COUNTY].str.endswith("市") & cells[CITY].str.endswith("区") & ward.eq("")
    return pd.DataFrame(
        {
            "code": cells[CODE],
            "city_code": [city_of(code) for code in cells[CODE]],
            "prefecture": cells[PREFECTURE],
            "city": cells[CITY].where(~of_city, cells[COUNTY]),
            "ward": ward.where(~of_city, cells[CITY]),
        },
        index=cells.index,
    )


def _joined(tables: Sequence[BoundaryTable]) -> BoundaryTable:
    """Return the tables of one zip as one; the features of a second file count on."""
    if len(tables) == 1:
        return tables[0]
    starts = np.cumsum([0, *(table.rows_read for table in tables[:-1])]).tolist()
    areas = [
        table.areas.set_index(table.areas.index + start) for table, start in zip(tables, starts, strict=True)
    ]
    return BoundaryTable(
        areas=gpd.GeoDataFrame(pd.concat(areas)),
        rows_read=sum(table.rows_read for table in tables),
        encoding=next((table.encoding for table in tables if table.encoding), ""),
        dropped=_summed(count for table in tables for count in table.dropped),
        repairs=_summed(count for table in tables for count in table.repairs),
        faults=tuple(fault for table in tables for fault in table.faults),
        notes=tuple(dict.fromkeys(note for table in tables for note in table.notes)),
    )


def _summed(counts: Iterable[RowCount]) -> tuple[RowCount, ...]:
    sums: dict[str, RowCount] = {}
    for one in counts:
        held = sums.get(one.key, RowCount(one.key, 0))
        sums[one.key] = RowCount(one.key, held.count + one.count, (held.rows or one.rows))
    return tuple(sums.values())
