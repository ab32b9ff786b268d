"""What kind of crossing takes a street over, under or across a river, a railway or the sea."""

from enum import StrEnum

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from model_city.lines import CityLines, to_metres
from model_city.shapes import located_m, points
from model_city.streets_links import Links

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

#: Water between the blocks of reclaimed land, as ``crosses`` names it.
PORT_WATER = "堺泉北港"

#: Where railways do not run on the ground: (line, from latitude, to latitude, raised or in a cutting).
#: 南海本線 is raised at 堺 and 湊, JR阪和線 between 鳳 and 上野芝; 泉北線 runs on a viaduct in the north
#: and in a cutting between the carriageways in the new town. Known low to medium.
NOT_ON_GROUND = (
    ("南海本線", 34.5635, 34.60, "raised"),
    ("JR阪和線", 34.5300, 34.5500, "raised"),
    ("南海泉北線", 34.5100, 34.5600, "raised"),
    ("南海泉北線", 34.4600, 34.5100, "cutting"),
)

#: Of the crossings of a railway on the ground that are no main road, one in this many is an underpass.
UNDERPASS_EVERY = 4


class Crossing(StrEnum):
    """Kinds of crossing; a passage below a viaduct at street level is marked as a tunnel."""

    BRIDGE = "橋"
    OVERPASS = "跨線橋"
    UNDERPASS = "地下道"
    LEVEL = "踏切"
    VIADUCT = "高架下"


def build_crossings(links: Links, highway: pd.Series, xy_m: FloatArray, lines: CityLines) -> pd.DataFrame:
    """Return the crossings among the links: ``kind``, ``crosses`` and a model ``name`` with its number.

    Parameters
    ----------
    links
        Links of the network.
    highway
        Class of the main road of each link, empty elsewhere.
    xy_m
        Coordinates of the corners [m].
    lines
        The facts.
    """
    rows = np.flatnonzero((links.barrier >= 0) | links.over_sea)
    barriers = lines.barriers()
    names = np.append(barriers.index.to_numpy(), PORT_WATER)
    kinds = np.append(barriers["kind"].to_numpy(), "sea")
    # Row −1, no barrier, is the port's water.
    barrier = links.barrier[rows]
    table = pd.DataFrame({"crosses": names[barrier], "of": kinds[barrier]}, index=rows)
    middle = xy_m[links.ends[rows]].mean(axis=1)
    table["at_m"] = _located_m(barriers, barrier, middle)
    table["highway"] = highway.iloc[rows]
    table["y_m"] = middle[:, 1]
    table["kind"] = _kinds(table)
    return table.assign(name=_names(table))[["kind", "crosses", "name"]]


def _located_m(barriers: gpd.GeoDataFrame, barrier: IntArray, middle: FloatArray) -> FloatArray:
    """Return how far along its barrier each crossing lies [m]; over the sea from west to east."""
    at_m = middle[:, 0].copy()
    for row, line in enumerate(barriers.geometry):
        ours = barrier == row
        at_m[ours] = located_m(line, points(middle[ours]))
    return at_m


def _kinds(table: pd.DataFrame) -> pd.Series:
    """Return the kind of each crossing by its barrier, its place and the class of its road."""
    kind = pd.Series(Crossing.LEVEL.value, index=table.index)
    number = table.sort_values(["crosses", "at_m"]).groupby("crosses").cumcount().reindex(table.index)
    minor = table["highway"] == ""
    kind[minor & (number % UNDERPASS_EVERY == UNDERPASS_EVERY - 1)] = Crossing.UNDERPASS.value
    kind[table["highway"] == "primary"] = Crossing.UNDERPASS.value
    kind[table["highway"] == "trunk"] = Crossing.OVERPASS.value
    for line, south, north, level in NOT_ON_GROUND:
        y_m = to_metres(np.array([135.49, 135.49]), np.array([south, north]))[:, 1]
        here = (table["crosses"] == line) & table["y_m"].between(*y_m)
        kind[here] = Crossing.VIADUCT.value if level == "raised" else Crossing.OVERPASS.value
    kind[table["of"] != "rail"] = Crossing.BRIDGE.value
    return kind


def _names(table: pd.DataFrame) -> pd.Series:
    """Return model names, numbered along each river or line: 「石津川3号橋」, 「JR阪和線2号踏切」."""
    ordered = table.sort_values(["crosses", "kind", "at_m", "y_m"])
    number = ordered.groupby(["crosses", "kind"]).cumcount() + 1
    names = ordered["crosses"] + number.astype(str) + "号" + ordered["kind"]
    return names.reindex(table.index)
