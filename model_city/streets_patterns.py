"""How streets are laid out in each part of the city: the patterns and which town has which.

The patterns follow what is known of Sakai's quarters (a strict grid inside the old moats, rows
with lanes by the old shore, loops on the ridges of the new town …). Spacings are set so that the
walkable length per ward keeps the ratios of ``facts/managed_roads.csv``: a walking network also
has private roads, lanes, paths and both sides of parks, together ``WALKING_FACTOR`` times the
roads that the city manages.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import geopandas as gpd
import numpy as np

from model_city.lines import CityLines

#: Walkable length over the length of city-managed roads. Model.
WALKING_FACTOR = 1.45


class Pattern(StrEnum):
    """Layouts of streets."""

    OLD_GRID = "old_grid"
    ROWS = "rows"
    SUBURB = "suburb"
    REPLOTTED = "replotted"
    ESTATE = "estate"
    TOWN = "town"
    VILLAGE = "village"
    VALLEY = "valley"
    NEW_TOWN = "new_town"
    RECLAIMED = "reclaimed"


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout.

    Parameters
    ----------
    along, across
        Spacing of corners over the ward's base spacing, along and across the rows.
    bearing_deg
        Direction of the rows clockwise from north, or None where each town has its own.
    jitter
        Largest shift of a corner over the spacing.
    keep_share
        Share of kept links beyond those that hold the network together.
    width_shares
        Shares of streets below 4 m, 4–5.5 m, 5.5–13 m, and from 13 m.
    """

    along: float
    across: float
    bearing_deg: float | None
    jitter: float
    keep_share: float
    width_shares: tuple[float, float, float, float]


#: The city's mean width shares are 27, 38, 28 and 7 %; main roads carry most of the last class.
LAYOUTS: dict[Pattern, Layout] = {
    Pattern.OLD_GRID: Layout(1.30, 1.62, 35.0, 0.02, 0.93, (0.15, 0.40, 0.40, 0.05)),
    Pattern.ROWS: Layout(0.85, 1.15, None, 0.16, 0.45, (0.64, 0.26, 0.09, 0.01)),
    Pattern.SUBURB: Layout(0.95, 1.10, None, 0.05, 0.75, (0.10, 0.55, 0.34, 0.01)),
    Pattern.REPLOTTED: Layout(0.95, 1.10, 8.0, 0.03, 0.80, (0.10, 0.42, 0.44, 0.04)),
    Pattern.ESTATE: Layout(1.05, 1.05, 12.0, 0.04, 0.55, (0.25, 0.30, 0.35, 0.10)),
    Pattern.TOWN: Layout(0.95, 1.08, None, 0.18, 0.50, (0.28, 0.42, 0.29, 0.01)),
    Pattern.VILLAGE: Layout(0.95, 1.08, None, 0.28, 0.43, (0.42, 0.34, 0.23, 0.01)),
    Pattern.VALLEY: Layout(0.90, 1.05, None, 0.28, 0.38, (0.45, 0.33, 0.21, 0.01)),
    Pattern.NEW_TOWN: Layout(0.86, 1.18, None, 0.08, 0.48, (0.08, 0.46, 0.42, 0.04)),
    Pattern.RECLAIMED: Layout(6.0, 8.0, 20.0, 0.05, 0.70, (0.0, 0.05, 0.50, 0.45)),
}

#: Base spacing of corners by ward [m]; fitted to the street length of each ward.
SPACING_M = {
    "271411": 41.5,
    "271420": 48.5,
    "271438": 42.0,
    "271446": 50.5,
    "271454": 52.0,
    "271462": 48.5,
    "271471": 56.0,
}

_ROWS = (
    "三宝|松屋|山本|海山|神南辺|南島|[一二三四五六七八]条通|出島|西湊|東湊|昭和通|菅原通|春日通|石津|"
    "並松町|緑町|砂道|塩浜町|八幡通|幸通|新在家町西|大浜"
)
_RECLAIMED = "築港|匠町|出島西町|大浜西町|石津西町"
_NEW_TOWN = (
    "宮山台|竹城台|若松台|茶山台|三原台|高倉台|槇塚台|晴美台|"
    "桃山台|原山台|庭代台|御池台|城山台|赤坂台|新檜尾台|鴨谷台"
)
_SUBURB = "浜寺(?!石津)|上野芝|大美野|さつき野|青南台|向陵|香ヶ丘|霞ヶ丘|堀上緑"
_REPLOTTED = "北花田|中百舌鳥|新堀|奥本|蔵前|長曽根|東浅香山|船堂|中長尾|北長尾|南長尾|鳳"
_ESTATE = "新金岡|白鷺|宮園"

#: First match decides; what matches nothing takes the pattern of its ward.
_BY_NAME: tuple[tuple[Pattern, str, str], ...] = (
    (Pattern.RECLAIMED, "堺区|西区", _RECLAIMED),
    (Pattern.ROWS, "堺区", _ROWS),
    (Pattern.NEW_TOWN, "南区", _NEW_TOWN),
    (Pattern.SUBURB, ".*", _SUBURB),
    (Pattern.REPLOTTED, "北区|西区", _REPLOTTED),
    (Pattern.ESTATE, ".*", _ESTATE),
)

_BY_WARD = {
    "堺区": Pattern.TOWN,
    "中区": Pattern.VILLAGE,
    "東区": Pattern.VILLAGE,
    "西区": Pattern.TOWN,
    "南区": Pattern.VALLEY,
    "北区": Pattern.TOWN,
    "美原区": Pattern.VILLAGE,
}


def town_patterns(lines: CityLines) -> list[Pattern]:
    """Return the pattern of each town, in the order of ``lines.towns``."""
    wards = lines.towns["ward_code"].map(lines.wards["name"])
    return [_pattern(ward, town) for ward, town in zip(wards, lines.towns["town"], strict=True)]


def town_groups(towns: gpd.GeoDataFrame) -> np.ndarray:
    """Return a number per town; the numbered parts (丁) of one town share it, shape (n,)."""
    stems = towns["town"].str.replace(r"[一二三四五六七八九十]+(丁|丁目)$", "", regex=True)
    keys = towns["ward_code"] + stems
    return np.asarray(keys.astype("category").cat.codes, dtype=np.int64)


def _pattern(ward: str, town: str) -> Pattern:
    for pattern, wards, names in _BY_NAME:
        if re.fullmatch(wards, ward) and re.match(names, town):
            return pattern
    return _BY_WARD[ward]
