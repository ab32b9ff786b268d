"""国土数値情報 P20 避難施設: shapefile (plain or zipped) and GeoJSON.

The data are of 2012, before the law told emergency sites from shelters: 避難所 is read as a
shelter, other words as an emergency site. A capacity names no standard and is kept as official.
"""

import unicodedata
from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.official_sources import official_source
from data.readers.content_ids import content_ids
from data.readers.geojson_points import PointTable
from data.readers.place_list import (
    CellFaults,
    ListKind,
    OwnEntries,
    PlaceList,
    own_rows,
    tidy_texts,
)
from data.readers.shapefile_points import ShapefileTable
from domain.faults import Fault
from domain.tables.ranges import MOST_UNDER_A_ROOF
from domain.vocabulary import HazardKind, Severity

#: Columns of P20 and what they hold.
_CODE, _NAME, _ADDRESS, _TYPE, _CAPACITY = "P20_001", "P20_002", "P20_003", "P20_004", "P20_005"
_FLAGS: dict[str, HazardKind] = {
    "P20_007": HazardKind.EARTHQUAKE,
    "P20_008": HazardKind.TSUNAMI,
    # 水害: river floods. It says nothing of surge or inland water, and is not read as if it did.
    "P20_009": HazardKind.FLOOD,
    "P20_010": HazardKind.VOLCANO,
}
P20_COLUMNS = {name: name for name in (_CODE, _NAME, _ADDRESS, _TYPE, _CAPACITY, *_FLAGS)}
_POINT = "geometry"

#: Standard of its capacities, as shown.
CAPACITY_STANDARD = "国土数値情報 P20（基準の記載なし）"

#: Ids of places that come from P20 begin so.
ID_PREFIX = "P20-"

_YES, _NO = frozenset({"1", "1.0"}), frozenset({"", "0", "0.0"})

#: More people than any place of the country holds.
_MOST_PERSONS = 1_000_000


def is_p20(columns: Sequence[str]) -> bool:
    """Whether these are columns of P20."""
    return _NAME in columns or _CODE in columns


def read_p20_shapefile(table: ShapefileTable, file: str, own: OwnEntries) -> PlaceList:
    """Read P20 that came as a shapefile, with every fault.

    Parameters
    ----------
    table
        Records as read.
    file
        Name of the file, for the faults.
    own
        Which entries are the city's own.

    Returns
    -------
    PlaceList
        Its ``place_id`` is ``P20-``, the municipality code, and a short hash of name and position:
        another order of the records gives the same ids.
    """
    return _read(table, file, own)


def read_p20_geojson(table: PointTable, file: str, own: OwnEntries) -> PlaceList:
    """Read P20 that came as GeoJSON; as ``read_p20_shapefile``."""
    return _read(table, file, own)


def _read(table: ShapefileTable | PointTable, file: str, own: OwnEntries) -> PlaceList:
    # No name is near a code: the neighbour of a missing column is another column.
    missing = [
        Fault("column_missing", file=file, column=name) for name in P20_COLUMNS if name not in table.cells
    ]
    if not table.rows or missing:
        said = (*table.faults, *(missing if table.rows else ())) or (Fault("table_empty", file=file),)
        return PlaceList(pd.DataFrame(), ListKind.P20, (), said)
    log = CellFaults(file, table.rows).log
    log.extend(table.faults)
    codes = table.cells[_CODE].str.strip().str.removesuffix(".0")
    mine = own_rows(codes.tolist(), own, file, log.add)
    if not own.only and not mine.all():
        return PlaceList(pd.DataFrame(), ListKind.P20, (), log.faults(), len(mine))
    cells = table.cells.copy()
    cells[_CODE], cells["lon"], cells["lat"] = codes, table.longitude, table.latitude
    cells = cells[mine].reset_index(drop=True)
    rows = [row for row, is_mine in zip(table.rows, mine.tolist(), strict=True) if is_mine]
    faults = CellFaults(file, rows)
    capacity = _capacities(cells[_CAPACITY], faults)
    _mark_cells(cells, faults)
    log.extend(faults.log.faults())
    entries = _entries(cells, capacity).assign(file=file, row=rows)
    return PlaceList(entries, ListKind.P20, (official_source("ksj_p20"),), log.faults(), len(mine))


def _mark_cells(cells: pd.DataFrame, faults: CellFaults) -> None:
    faults.mark("value_missing", cells[_CODE].eq(""), cells[_CODE].tolist(), column=_CODE)
    odd = cells[_CODE].ne("") & ~cells[_CODE].str.fullmatch(r"[0-9]{5}")
    faults.mark("wrong_form", odd, cells[_CODE].tolist(), column=_CODE, expected="27141")
    faults.mark_texts(cells[_NAME], column=_NAME, required=True)
    faults.mark_texts(cells[_ADDRESS], column=_ADDRESS, required=False)
    for name in _FLAGS:
        words = cells[name].str.strip()
        faults.mark("flag_unknown", ~words.isin(_YES | _NO), words.tolist(), column=name, expected="1, 0")
    faults.mark_points(cells["lat"].tolist(), cells["lon"].tolist(), column=_POINT)


def _capacities(cells: "pd.Series[str]", faults: CellFaults) -> "pd.Series[int]":
    """Return the capacities [persons], <NA> unknown; a fraction is rounded down and said."""
    texts = cells.map(lambda text: unicodedata.normalize("NFKC", text).replace(",", "").strip())
    listed = cells.tolist()
    persons = pd.to_numeric(texts, errors="coerce").astype("float64")
    persons = persons.where(np.isfinite(persons))
    faults.mark("not_a_number", persons.isna() & texts.ne(""), listed, column=_CAPACITY)
    # -1 is how P20 writes "unknown"; nothing below it has a meaning.
    unknown = persons.eq(-1) | texts.eq("")
    faults.mark("negative_number", persons.lt(0) & ~unknown, listed, column=_CAPACITY)
    most = f"0–{_MOST_PERSONS:,}"
    faults.mark("out_of_range", persons.gt(_MOST_PERSONS), listed, column=_CAPACITY, expected=most)
    whole = pd.Series(np.floor(persons.to_numpy()), index=persons.index)
    large = persons.gt(MOST_UNDER_A_ROOF) & persons.le(_MOST_PERSONS)
    faults.mark("capacity_large", large, listed, column=_CAPACITY, severity=Severity.WARNING)
    broken = persons.ge(0) & persons.ne(whole)
    faults.mark("capacity_fraction", broken, listed, column=_CAPACITY, severity=Severity.WARNING)
    faults.mark("capacity_unknown", unknown, listed, column=_CAPACITY, severity=Severity.WARNING)
    return whole.where(whole.between(0, _MOST_PERSONS)).astype("Int64")


def _entries(cells: pd.DataFrame, capacity: "pd.Series[int]") -> pd.DataFrame:
    kind = cells[_TYPE]
    is_shelter = kind.str.contains("避難所")
    is_welfare = kind.str.contains("福祉")
    entries = {
        "name": tidy_texts(cells[_NAME]),
        "address": tidy_texts(cells[_ADDRESS]),
        "lon": pd.to_numeric(cells["lon"], errors="coerce"),
        "lat": pd.to_numeric(cells["lat"], errors="coerce"),
        "emergency_site": ~is_shelter,
        "shelter": is_shelter & ~is_welfare,
        "welfare_shelter": is_shelter & is_welfare,
        "twin": False,
        "official_capacity_persons": capacity,
    }
    flags = {hazard.value: cells[column].str.strip().isin(_YES) for column, hazard in _FLAGS.items()}
    others = {hazard.value: False for hazard in HazardKind if hazard not in _FLAGS.values()}
    table = pd.DataFrame({**entries, **flags, **others}, index=cells.index)
    # Several entries of one name on one point are numbered by what else they say, not by their order.
    said = [repr(row) for row in table.drop(columns=["name", "lon", "lat"]).itertuples(index=False)]
    table.insert(0, "place_id", content_ids(ID_PREFIX + cells[_CODE] + "-", table, said))
    return table
