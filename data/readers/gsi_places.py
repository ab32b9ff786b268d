"""Lists of the Geospatial Information Authority: 指定緊急避難場所 and 指定避難所, CSV and GeoJSON.

A place is an entry of a list. What its id says is in ``domain.place_ids``.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from data.official_sources import official_source
from data.readers.geojson_points import PointTable
from data.readers.place_list import (
    CellFaults,
    ListKind,
    OwnEntries,
    PlaceList,
    own_rows,
    tidy_texts,
)
from data.readers.text_table import read_text_table
from domain.faults import Fault
from domain.place_ids import is_common_id, municipality_code
from domain.vocabulary import HazardKind, Severity

#: The eight flags by their official column names.
FLAG_COLUMNS: dict[str, HazardKind] = {
    "洪水": HazardKind.FLOOD,
    "崖崩れ、土石流及び地滑り": HazardKind.LANDSLIDE,
    "高潮": HazardKind.STORM_SURGE,
    "地震": HazardKind.EARTHQUAKE,
    "津波": HazardKind.TSUNAMI,
    "大規模な火事": HazardKind.LARGE_FIRE,
    "内水氾濫": HazardKind.INLAND_FLOOD,
    "火山現象": HazardKind.VOLCANO,
}

#: Data set of each list: a key of ``data/sources.toml``.
_SOURCES = {ListKind.SITES: "gsi_sites", ListKind.SHELTERS: "gsi_shelters"}

_ID, _NAME, _ADDRESS = "共通ID", "施設・場所名", "住所"
_LATITUDE, _LONGITUDE = "緯度", "経度"
_ACCEPTS = "受入対象者"
_TWIN_IN_SHELTERS = "指定避難所との住所同一"
_TWIN_IN_SITES = "指定緊急避難場所との住所同一"

_SHARED = (_ID, _NAME, _ADDRESS)
_POINT = (_LATITUDE, _LONGITUDE)
#: Columns that each list must have; the point of a GeoJSON is its geometry.
_REQUIRED = {
    ListKind.SITES: (*_SHARED, *FLAG_COLUMNS),
    ListKind.SHELTERS: (*_SHARED, _TWIN_IN_SITES),
}
#: Every column that is read, by its own name.
GSI_COLUMNS = {
    name: name for name in (*_SHARED, *FLAG_COLUMNS, _TWIN_IN_SHELTERS, _TWIN_IN_SITES, _ACCEPTS, *_POINT)
}

_YES = frozenset({"1", "1.0", "○", "◯", "〇", "◎"})
_NO = frozenset({"", "0", "0.0", "-", "－", "−", "×"})

#: How an id is written; letters behind the municipality code occur and are worth a word.
_USUAL_ID = r"E\d{13}"


def read_gsi_csv(content: bytes, file: str, own: OwnEntries) -> PlaceList:
    """Read a list written as CSV, with every fault.

    Parameters
    ----------
    content
        Bytes of the file.
    file
        Its name, for the faults.
    own
        Which entries are the city's own.
    """
    table = read_text_table(content, file, GSI_COLUMNS)
    kind = _kind_of(table.cells.columns)
    missing = table.missing((*_REQUIRED[kind], *_POINT))
    if missing or table.cells.empty:
        return PlaceList(pd.DataFrame(), kind, (), (*table.faults, *missing))
    rows = [str(line) for line in table.lines.tolist()]
    return _read_entries(table.cells.reset_index(drop=True), rows, file, kind, table.faults, own)


def read_gsi_geojson(table: PointTable, file: str, own: OwnEntries) -> PlaceList:
    """Read a list that came as GeoJSON, with every fault.

    Parameters
    ----------
    table
        Features as read.
    file
        Name of the file, for the faults.
    own
        Which entries are the city's own.
    """
    kind = _kind_of(table.cells.columns)
    missing = table.missing(_REQUIRED[kind])
    if missing:
        # Another layer: how its shapes would be read is of no interest.
        return PlaceList(pd.DataFrame(), kind, (), missing)
    if not table.rows:
        return PlaceList(pd.DataFrame(), kind, (), table.faults)
    cells = table.cells.assign(**{_LONGITUDE: table.longitude, _LATITUDE: table.latitude})
    # A feature has no line: it is named by its id, and where it has none by its number.
    rows = [name or number for name, number in zip(cells[_ID].tolist(), table.rows, strict=True)]
    return _read_entries(cells, rows, file, kind, table.faults, own)


def _kind_of(columns: Iterable[str]) -> ListKind:
    """Return which list it is by the flags, which only emergency sites have."""
    return ListKind.SITES if set(columns) & set(FLAG_COLUMNS) else ListKind.SHELTERS


def _read_entries(
    cells: pd.DataFrame,
    rows: Sequence[str],
    file: str,
    kind: ListKind,
    table_faults: Sequence[Fault],
    own: OwnEntries,
) -> PlaceList:
    faults = CellFaults(file, rows)
    faults.log.extend(table_faults)
    ids = cells[_ID].str.strip()
    mine = own_rows(ids.map(municipality_code).tolist(), own, file, faults.log.add)
    if not own.only and not mine.all():
        # Whatever else is wrong with such a file, it is the wrong file.
        return PlaceList(pd.DataFrame(), kind, (), faults.log.faults(), len(cells))
    cells = cells[mine].reset_index(drop=True)
    kept_rows = [row for row, is_mine in zip(rows, mine.tolist(), strict=True) if is_mine]
    faults_of_cells = CellFaults(file, kept_rows)
    _mark_cells(cells, faults_of_cells, kind)
    faults.log.extend(faults_of_cells.log.faults())
    entries = _entries(cells, kind).assign(file=file, row=kept_rows)
    return PlaceList(entries, kind, (official_source(_SOURCES[kind]),), faults.log.faults(), len(mine))


def _entries(cells: pd.DataFrame, kind: ListKind) -> pd.DataFrame:
    ids = cells[_ID].str.strip()
    accepts = cells[_ACCEPTS].str.strip() if _ACCEPTS in cells else pd.Series("", index=cells.index)
    # The last three digits say it (12x welfare, 11x general); elsewhere those who are admitted do.
    welfare = ids.str[11:13].eq("12") | (~ids.str[11:13].eq("11") & accepts.ne(""))
    holds_sites = kind is ListKind.SITES
    mark = _TWIN_IN_SHELTERS if holds_sites else _TWIN_IN_SITES
    twin = cells[mark] if mark in cells else pd.Series("", index=cells.index)
    entries = {
        "place_id": ids,
        "name": tidy_texts(cells[_NAME]),
        "address": tidy_texts(cells[_ADDRESS]),
        "lon": pd.to_numeric(cells[_LONGITUDE], errors="coerce"),
        "lat": pd.to_numeric(cells[_LATITUDE], errors="coerce"),
        "emergency_site": holds_sites,
        "shelter": False if holds_sites else ~welfare,
        "welfare_shelter": False if holds_sites else welfare,
        "twin": twin.str.strip().isin(_YES),
        "official_capacity_persons": pd.array([pd.NA] * len(cells), dtype="Int64"),
    }
    flags = {
        hazard.value: cells[name].str.strip().isin(_YES) if holds_sites else False
        for name, hazard in FLAG_COLUMNS.items()
    }
    return pd.DataFrame({**entries, **flags}, index=cells.index)


def _mark_cells(cells: pd.DataFrame, faults: CellFaults, kind: ListKind) -> None:
    ids = cells[_ID].str.strip()
    listed = ids.tolist()
    well_formed = ids.map(is_common_id).astype(bool)
    faults.mark("value_missing", ids.eq(""), listed, column=_ID)
    faults.mark("common_id", ids.ne("") & ~well_formed, listed, column=_ID, expected="E + 13")
    unusual = well_formed & ~ids.str.fullmatch(_USUAL_ID)
    faults.mark("common_id_unusual", unusual, listed, column=_ID, severity=Severity.WARNING)
    faults.mark("duplicate_id", well_formed & ids.duplicated(), listed, column=_ID)
    faults.mark_texts(cells[_NAME], column=_NAME, required=True)
    faults.mark_texts(cells[_ADDRESS], column=_ADDRESS, required=False)
    for name in FLAG_COLUMNS if kind is ListKind.SITES else ():
        words = cells[name].str.strip()
        faults.mark("flag_unknown", ~words.isin(_YES | _NO), words.tolist(), column=name, expected="1, ○")
    latitude, longitude = (cells[name].str.strip().tolist() for name in _POINT)
    faults.mark_points(latitude, longitude, column="・".join(_POINT))
