"""Lists of the Geospatial Information Authority: 指定緊急避難場所 and 指定避難所, CSV and GeoJSON.

The 共通ID is ``E``, the five-digit municipality code, five digits of the facility and three of the
designation; its first eleven characters are the facility, by which the two lists are joined.
"""

import json
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pyproj import Geod

from data.readers.text_lines import decode
from data.readers.text_table import read_text_table
from domain.faults import Fault
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

#: Notices that must be passed on with these lists (国土地理院 利用上の注意, in our words).
GSI_NOTICES = (
    "市町村が災害対策基本法に基づき登録した情報です。最新でない、または漏れがある場合があるため、"
    "最新の状況は市に確認してください。",
    "指定緊急避難場所と指定避難所は異なります。指定緊急避難場所は災害の種類ごとに指定されています。",
    "データは随時更新されます。",
    "このデータを他に提供するときは、これらの注意を併せて伝えてください。",
)

_ID, _NAME, _ADDRESS = "共通ID", "施設・場所名", "住所"
_LATITUDE, _LONGITUDE, _NOTE = "緯度", "経度", "備考"
_ACCEPTS = "受入対象者"
_TWIN_IN_SHELTERS = "指定避難所との住所同一"
_TWIN_IN_SITES = "指定緊急避難場所との住所同一"

_SITE_COLUMNS = (_ID, _NAME, _ADDRESS, *FLAG_COLUMNS)
_SHELTER_COLUMNS = (_ID, _NAME, _ADDRESS, _TWIN_IN_SITES)
_POINT_COLUMNS = (_LATITUDE, _LONGITUDE)

_YES = frozenset({"1", "1.0", "○", "◯", "〇", "◎"})
_NO = frozenset({"", "0", "0.0", "-", "－", "−", "×"})

#: Where Japan lies [degrees].
_LONGITUDES, _LATITUDES = (122.0, 154.0), (20.0, 46.0)

#: The same facility this far apart in the two lists is worth a question [m].
_SAME_POINT_M = 100.0


@dataclass(frozen=True, slots=True, eq=False)
class PlaceList:
    """One list as read.

    Parameters
    ----------
    rows
        One row an entry: ``place_id, name, address, lon, lat`` [degrees], ``emergency_site,
        shelter, welfare_shelter``, the eight flags, ``twin`` (marked as standing in the other list
        too), ``file`` and ``row`` as the user counts it.
    faults
        All that is wrong with the file.
    holds_sites
        True for a list of 指定緊急避難場所, False for 指定避難所.
    """

    rows: pd.DataFrame
    faults: tuple[Fault, ...]
    holds_sites: bool


def is_gsi_list(columns: Iterable[str]) -> bool:
    """Whether these are the columns of one of the two lists."""
    names = set(columns)
    return names >= set(_SITE_COLUMNS) or names >= set(_SHELTER_COLUMNS)


def read_gsi_list(content: bytes, file: str) -> PlaceList:
    """Read one list, CSV or GeoJSON, with every fault.

    Parameters
    ----------
    content
        Bytes of the file.
    file
        Its name, for the faults; a name ending in ``json`` is GeoJSON.
    """
    if file.lower().endswith("json"):
        cells, rows, faults = _read_geojson(content, file)
    else:
        table = read_text_table(content, file)
        cells, rows, faults = table.cells, [str(line) for line in table.lines], list(table.faults)
    names = set(cells.columns)
    holds_sites = names >= set(_SITE_COLUMNS)
    if cells.empty or not is_gsi_list(names) or not names >= set(_POINT_COLUMNS):
        if not faults:
            expected = ", ".join((*_SITE_COLUMNS, *_POINT_COLUMNS))
            faults.append(Fault("header_unknown", file=file, expected=expected))
        return PlaceList(pd.DataFrame(), tuple(faults), holds_sites)
    cells = cells.reset_index(drop=True)
    table_rows = _entries(cells, holds_sites=holds_sites).assign(file=file, row=rows)
    faults += _cell_faults(cells, rows, file, flags=FLAG_COLUMNS if holds_sites else {})
    return PlaceList(table_rows, tuple(faults), holds_sites)


def join_lists(lists: Sequence[PlaceList]) -> tuple[pd.DataFrame, tuple[Fault, ...]]:
    """Join lists by facility.

    Parameters
    ----------
    lists
        Lists without errors.

    Returns
    -------
    facilities
        One row a facility, index ``place_id``: name, address, lon, lat, roles and flags. Name,
        address and point are those of the list of emergency sites where it stands in both.
    faults
        Warnings where the lists disagree.
    """
    entries = pd.concat([each.rows for each in lists], ignore_index=True)
    entries = entries.sort_values(["place_id", "emergency_site"], ascending=[True, False], kind="stable")
    grouped = entries.groupby("place_id", sort=True)
    shown = grouped[["name", "address", "lon", "lat", "file", "row"]].first()
    kinds = [kind.value for kind in HazardKind]
    flags = grouped[["emergency_site", "shelter", "welfare_shelter", *kinds]].any()
    faults = [*_twin_faults(entries, lists), *_distance_faults(entries)]
    return shown.join(flags), tuple(faults)


def _read_geojson(content: bytes, file: str) -> tuple[pd.DataFrame, list[str], list[Fault]]:
    text = decode(content)
    try:
        document = json.loads(text) if text is not None else None
    except json.JSONDecodeError:
        document = None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        return pd.DataFrame(), [], [Fault("file_unreadable", file=file, expected="GeoJSON")]
    records: list[dict[str, str]] = []
    for feature in features:
        properties = feature.get("properties") or {}
        point = (feature.get("geometry") or {}).get("coordinates") or (None, None)
        record = {str(name): _text(value) for name, value in properties.items()}
        records.append({**record, _LONGITUDE: _text(point[0]), _LATITUDE: _text(point[1])})
    faults = [] if records else [Fault("table_empty", file=file)]
    cells = pd.DataFrame(records, dtype="str").fillna("")
    # A feature has no line: it is named by its id, and where it has none by its number.
    ids = cells[_ID].tolist() if _ID in cells else [""] * len(cells)
    return cells, [name or f"#{number}" for number, name in enumerate(ids, start=1)], faults


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _entries(cells: pd.DataFrame, *, holds_sites: bool) -> pd.DataFrame:
    code = cells[_ID].str.strip()
    accepts = cells[_ACCEPTS].str.strip() if _ACCEPTS in cells else pd.Series("", index=cells.index)
    # The last three digits say it (12x welfare, 11x general); elsewhere those who are admitted do.
    welfare = code.str[11:13].eq("12") | (~code.str[11:13].eq("11") & accepts.ne(""))
    twin = cells.get(_TWIN_IN_SHELTERS if holds_sites else _TWIN_IN_SITES, pd.Series("", index=cells.index))
    entries = {
        "place_id": code.str[:11],
        "name": _tidy(cells[_NAME]),
        "address": _tidy(cells[_ADDRESS]),
        "lon": pd.to_numeric(cells[_LONGITUDE], errors="coerce"),
        "lat": pd.to_numeric(cells[_LATITUDE], errors="coerce"),
        "emergency_site": holds_sites,
        "shelter": False if holds_sites else ~welfare,
        "welfare_shelter": False if holds_sites else welfare,
        "twin": twin.str.strip().isin(_YES),
    }
    flags = {
        kind.value: cells[name].str.strip().isin(_YES) if holds_sites else False
        for name, kind in FLAG_COLUMNS.items()
    }
    return pd.DataFrame({**entries, **flags}, index=cells.index)


def _tidy(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Return texts in one width (NFKC) with single blanks: lists mix full and half width."""
    return texts.map(lambda text: " ".join(unicodedata.normalize("NFKC", text).split())).astype("str")


def _cell_faults(
    cells: pd.DataFrame, rows: Sequence[str], file: str, *, flags: dict[str, HazardKind]
) -> list[Fault]:
    faults: list[Fault] = []

    def mark(key: str, wrong: "pd.Series[bool]", column: str, expected: str = "") -> None:
        for i in np.flatnonzero(wrong.to_numpy(dtype=bool)).tolist():
            value = cells[column].iloc[i]
            faults.append(Fault(key, file=file, row=rows[i], column=column, value=value, expected=expected))

    code = cells[_ID].str.strip()
    well_formed = code.str.fullmatch(r"E\d{13}")
    mark("value_missing", code.eq(""), _ID)
    mark("common_id", code.ne("") & ~well_formed, _ID, "E + 13 digits")
    mark("duplicate_id", well_formed & code.duplicated(), _ID)
    mark("value_missing", cells[_NAME].str.strip().eq(""), _NAME)
    for name in flags:
        word = cells[name].str.strip()
        mark("flag_unknown", ~word.isin(_YES | _NO), name, "1, ○")
    latitude, longitude = cells[_LATITUDE].str.strip(), cells[_LONGITUDE].str.strip()
    pairs = zip(latitude, longitude, strict=True)
    for row, (lat_text, lon_text) in zip(rows, pairs, strict=True):
        fault = _point_fault(lat_text, lon_text)
        if fault:
            value = f"{lat_text}, {lon_text}"
            faults.append(Fault(fault, file=file, row=row, column=f"{_LATITUDE}, {_LONGITUDE}", value=value))
    return faults


def _point_fault(latitude: str, longitude: str) -> str:
    """Return the key of what is wrong with a point in degrees; empty where nothing is."""
    if not latitude or not longitude:
        return "coordinate_missing"
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        return "coordinate_not_number"
    if not math.isfinite(lat) or not math.isfinite(lon):
        return "coordinate_not_number"
    if _in(lat, _LATITUDES) and _in(lon, _LONGITUDES):
        return ""
    swapped = _in(lon, _LATITUDES) and _in(lat, _LONGITUDES)
    return "coordinate_swapped" if swapped else "coordinate_range"


def _in(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _twin_faults(entries: pd.DataFrame, lists: Sequence[PlaceList]) -> list[Fault]:
    """Warn where an entry is marked as standing in the other list, which was read and lacks it."""
    if len({each.holds_sites for each in lists}) < 2:
        return []
    sites = set(entries.loc[entries["emergency_site"], "place_id"])
    others = set(entries.loc[~entries["emergency_site"], "place_id"])
    has_twin = np.where(
        entries["emergency_site"], entries["place_id"].isin(others), entries["place_id"].isin(sites)
    )
    lost = entries[entries["twin"] & ~has_twin]
    return [
        Fault("partner_missing", Severity.WARNING, file=file, row=row, value=place_id)
        for file, row, place_id in zip(lost["file"], lost["row"], lost["place_id"], strict=True)
    ]


def _distance_faults(entries: pd.DataFrame) -> list[Fault]:
    """Warn where one facility stands at two points."""
    first = entries.drop_duplicates("place_id").set_index("place_id").reindex(entries["place_id"])
    _, _, metres = Geod(ellps="GRS80").inv(
        entries["lon"].to_numpy(), entries["lat"].to_numpy(), first["lon"].to_numpy(), first["lat"].to_numpy()
    )
    apart = np.asarray(metres) > _SAME_POINT_M
    far = entries[apart]
    return [
        Fault(
            "facility_differs",
            Severity.WARNING,
            file=file,
            row=row,
            column=f"{_LATITUDE}・{_LONGITUDE}",
            value=place_id,
            expected=f"{distance:,.0f} m",
        )
        for file, row, place_id, distance in zip(
            far["file"], far["row"], far["place_id"], np.asarray(metres)[apart], strict=True
        )
    ]
