"""People on a plain grid, for a city whose census is not at hand: model data, and marked as such."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from domain.shares import split_persons
from domain.tables.city import GROUND_HEIGHT, Blocks

FloatArray = npt.NDArray[np.float64]

#: No block holds more people than about this; cells are halved until it is so.
MOST_PERSONS = 150

#: Shares of the ages 0–14, 15–64, 65–74, 75 and over in Japan (総務省 人口推計, 2024, rounded).
_AGE_SHARES = np.array([0.11, 0.60, 0.13, 0.16])
#: Share of residents on a support list (仮定値), of them on power or care.
_SUPPORT_SHARE, _POWER_SHARE = 0.08, 0.05
_ALONE_SHARE = 0.2
_PERSONS_PER_HOUSEHOLD = 2.2


@dataclass(frozen=True, slots=True)
class GridArea:
    """Ward and district that the people of a grid belong to."""

    ward_code: str
    district_id: str


def grid_blocks(
    nodes: gpd.GeoDataFrame, persons: int, area: GridArea, *, cell_m: float = 100.0
) -> gpd.GeoDataFrame:
    """Spread people evenly over the square cells in which a street corner lies.

    Parameters
    ----------
    nodes
        Street corners, in the city's metric CRS.
    persons
        People in all; every one of them is placed.
    area
        Ward and district of the blocks.
    cell_m
        Side of a cell [m]; halved until no cell holds more than ``MOST_PERSONS``.

    Returns
    -------
    geopandas.GeoDataFrame
        ``Blocks``. Floors lived on are unknown; ages and needs follow the national shares.
    """
    x = np.asarray(nodes.geometry.x, dtype=np.float64)
    y = np.asarray(nodes.geometry.y, dtype=np.float64)
    cells = _cells(x, y, cell_m)
    while persons > MOST_PERSONS * len(cells) and cell_m > 10.0:
        cell_m /= 2
        cells = _cells(x, y, cell_m)
    n = len(cells)
    equal = np.full(n, 1.0 / n)
    residents = split_persons(np.array([persons]), equal)[0]
    ages = split_persons(residents, _AGE_SHARES)
    support = np.floor(residents * _SUPPORT_SHARE).astype("int64")
    low = cells * cell_m
    table = {
        "town": "",
        "district_id": area.district_id,
        "ward_code": area.ward_code,
        "residents": residents,
        "daytime_persons": residents,
        "households": np.ceil(residents / _PERSONS_PER_HOUSEHOLD).astype("int64"),
        **dict(zip(("age_0_14", "age_15_64", "age_65_74", "age_75_plus"), ages.T, strict=True)),
        "support_persons": support,
        "power_care_persons": np.floor(support * _POWER_SHARE).astype("int64"),
        "elderly_alone": np.floor(ages[:, 2:].sum(axis=1) * _ALONE_SHARE).astype("int64"),
        **{f"living_floor_{name}": 0 for name in ("b1", "1", "2", "3", "4_plus")},
        "living_floor_unknown": residents,
        **dict.fromkeys(GROUND_HEIGHT, np.nan),
    }
    ids = [f"M{area.ward_code}-{number:05d}" for number in range(1, n + 1)]
    frame = pd.DataFrame(table, index=pd.Index(ids, name="block_id"))
    frame = frame.astype({"town": "str", "district_id": "str", "ward_code": "str"})
    squares = shapely.box(low[:, 0], low[:, 1], low[:, 0] + cell_m, low[:, 1] + cell_m)
    blocks = gpd.GeoDataFrame(frame, geometry=squares, crs=nodes.crs)
    return gpd.GeoDataFrame(Blocks.check(blocks[Blocks.columns()]))


def _cells(x: FloatArray, y: FloatArray, cell_m: float) -> FloatArray:
    """Return the cells in which a corner lies, as whole multiples of the side, south-west first."""
    corners = np.floor(np.column_stack([x, y]) / cell_m)
    cells: FloatArray = np.unique(corners, axis=0)
    return cells
