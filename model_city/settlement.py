"""Where people live: the ground that can be built on, towns, and the blocks on it."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from model_city.districts import nearest_district
from model_city.grids import FloatArray, Grid
from model_city.lines import CityLines
from model_city.towns import (
    INDUSTRIAL_TOWNS,
    block_cells,
    hold_districts,
    settle_blocks,
    town_cells,
    town_residents,
)

#: Settlement grid [m].
CELL_M = 30.0
#: Mean size of a block [persons]; none has more than 150.
MEAN_BLOCK_PERSONS = 74
LARGEST_BLOCK_PERSONS = 150
#: Blocks without residents in each reclaimed industrial town.
BLOCKS_PER_INDUSTRIAL_TOWN = 18


def build_settlement(
    lines: CityLines, wards: gpd.GeoDataFrame, schools: gpd.GeoDataFrame, rng: np.random.Generator
) -> gpd.GeoDataFrame:
    """Return the blocks before their people are described.

    Columns ``weight``, ``town``, ``town_row``, ``ward_code``, ``district_id``, ``industrial`` and the
    ground of each block; the index is the block id.
    """
    grid = Grid.over(wards.total_bounds, CELL_M)
    towns = _town_table(lines, schools)
    cells = town_cells(towns, grid, _buildable(lines, wards, grid), _pieces_of_land(wards))
    people = town_residents(towns, cells, wards["residents"], towns["district_id"].to_numpy(), rng)
    wanted = np.ceil(people / MEAN_BLOCK_PERSONS).astype(np.int64)
    industrial = towns["town"].isin(INDUSTRIAL_TOWNS).to_numpy()
    wanted[industrial] = BLOCKS_PER_INDUSTRIAL_TOWN
    points = settle_blocks(towns, cells, people, wanted, cell_m=CELL_M)
    outlines = {str(code): shape for code, shape in wards.geometry.items()}
    district = nearest_district(
        schools, points["ward_code"].to_numpy(), points["x"].to_numpy(), points["y"].to_numpy()
    )
    weight = people[points["town_row"]] / points.groupby("town_row")["x"].transform("size").to_numpy()
    blocks = gpd.GeoDataFrame(
        {
            "weight": _held(weight * rng.uniform(0.85, 1.15, len(points)), points["ward_code"], district),
            "town": points["town"],
            "town_row": points["town_row"],
            "ward_code": points["ward_code"],
            "district_id": district,
            "industrial": points["town"].isin(INDUSTRIAL_TOWNS),
        },
        geometry=block_cells(points, outlines),
        crs=wards.crs,
    )
    return _name_blocks(blocks)


def _held(weight: FloatArray, ward_code: pd.Series, district: npt.NDArray[np.object_]) -> FloatArray:
    """Hold districts near the mean of their ward and blocks below the largest size."""
    held = weight
    for _ in range(30):
        held = np.minimum(hold_districts(held, ward_code.to_numpy(), district), LARGEST_BLOCK_PERSONS * 0.93)
    return held


def _town_table(lines: CityLines, schools: gpd.GeoDataFrame) -> pd.DataFrame:
    xy = shapely.get_coordinates(lines.towns.geometry.to_numpy())
    towns = pd.DataFrame(lines.towns[["ward_code", "town"]]).assign(x=xy[:, 0], y=xy[:, 1])
    district = nearest_district(schools, towns["ward_code"].to_numpy(), xy[:, 0], xy[:, 1])
    return towns.assign(district_id=district)


def _pieces_of_land(wards: gpd.GeoDataFrame) -> list[shapely.Geometry]:
    """Return the pieces of land of all wards: nobody's town reaches across a channel of the port."""
    return [part for shape in wards.geometry for part in shapely.get_parts(shape)]


def _buildable(lines: CityLines, wards: gpd.GeoDataFrame, grid: Grid) -> npt.NDArray[np.object_]:
    """Return the ward code of each cell that may carry homes: no water, mound, park or railway."""
    water = lines.rivers.geometry.buffer(lines.rivers["width_m"].to_numpy() / 2 + 12.0)
    rail = lines.railways[lines.railways["kind"] == "rail"].geometry.buffer(18.0)
    barred = shapely.union_all([*water, *rail, *lines.sites.geometry])
    free = ~grid.inside(barred)
    ward = np.full(free.shape, "", dtype=object)
    for code, outline in wards.geometry.items():
        ward[grid.inside(outline.buffer(-15.0)) & free] = str(code)
    return ward


def _name_blocks(blocks: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give ids: by ward, by town, then from north to south."""
    centre = blocks.geometry.representative_point()
    keys = blocks.assign(cx=centre.x.round(0), cy=-centre.y.round(0))
    order = keys.sort_values(["ward_code", "town_row", "cy", "cx"]).index
    named = blocks.loc[order].reset_index(drop=True)
    number = named.groupby("ward_code").cumcount() + 1
    named["block_id"] = "M" + named["ward_code"] + "-" + number.astype(str).str.zfill(5)
    return named.set_index("block_id")
