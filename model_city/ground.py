"""The ground under the hazard fields, and the search for the level that floods a wanted share."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from scipy import ndimage

from model_city.grids import FloatArray, Grid, IntArray
from model_city.lines import CityLines
from model_city.terrain import Terrain

#: Grid of the hazard fields [m].
HAZARD_CELL_M = 50.0
#: Points at which a block is looked at, as shares of the way from its middle to each corner.
_SAMPLE_REACH = 0.8
#: Wards' levels are blended over about this distance [m], so that no step shows at their borders.
_BLEND_M = 250.0


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Everything that the hazard fields rest on.

    Parameters
    ----------
    grid
        The grid of all fields.
    elevation_m
        Model height of each cell [m, T.P.].
    ward
        Position of each cell's ward in ``ward_codes``; −1 outside the city.
    ward_codes
        Ward codes in order.
    lines
        Rivers, coast, reference lines.
    sample_block, sample_x, sample_y
        Points within blocks: position of the block, coordinates [m].
    block_ward
        Position of each block's ward.
    residents
        Residents of each block.
    """

    grid: Grid
    elevation_m: FloatArray
    ward: IntArray
    ward_codes: tuple[str, ...]
    lines: CityLines
    sample_block: IntArray
    sample_x: FloatArray
    sample_y: FloatArray
    block_ward: IntArray
    residents: IntArray

    def at_blocks(self, field: FloatArray) -> FloatArray:
        """Return the highest value of a field over each block's sample points."""
        values = np.asarray(self.grid.sample(field, self.sample_x, self.sample_y), dtype=np.float64)
        highest = np.full(self.residents.size, -np.inf)
        np.maximum.at(highest, self.sample_block, values)
        return highest

    def shares(self, flooded: FloatArray) -> dict[str, float]:
        """Return the share of each ward's residents whose block has a value above 0."""
        hit = self.at_blocks(flooded) > 0
        return {
            code: float(self.residents[(self.block_ward == number) & hit].sum())
            / float(self.residents[self.block_ward == number].sum())
            for number, code in enumerate(self.ward_codes)
        }


def build_ground(
    lines: CityLines, wards: gpd.GeoDataFrame, blocks: gpd.GeoDataFrame, terrain: Terrain
) -> Ground:
    """Lay the hazard grid over the city and find each block's sample points."""
    grid = Grid.over(wards.total_bounds, HAZARD_CELL_M)
    codes = tuple(str(code) for code in wards.index)
    ward = np.full((grid.rows, grid.columns), -1, dtype=np.int64)
    for number, code in enumerate(codes):
        ward[grid.inside(wards.geometry.loc[code])] = number
    middle = shapely.get_coordinates(blocks.geometry.representative_point().to_numpy())
    corners, owner = shapely.get_coordinates(blocks.geometry.to_numpy(), return_index=True)
    near = middle[owner] + _SAMPLE_REACH * (corners - middle[owner])
    return Ground(
        grid=grid,
        elevation_m=terrain.elevation_m(*grid.centres()),
        ward=ward,
        ward_codes=codes,
        lines=lines,
        sample_block=np.concatenate([np.arange(len(blocks)), owner]).astype(np.int64),
        sample_x=np.concatenate([middle[:, 0], near[:, 0]]),
        sample_y=np.concatenate([middle[:, 1], near[:, 1]]),
        block_ward=np.asarray(blocks["ward_code"].map(codes.index), dtype=np.int64),
        residents=blocks["residents"].to_numpy(dtype=np.int64),
    )


def excess_over_level(
    ground: Ground, field: FloatArray, wanted_share: Mapping[str, float], *, rounds: int = 12
) -> FloatArray:
    """Return how far a field rises above the level that reaches the wanted share of each ward.

    Parameters
    ----------
    ground
        Grid, wards and blocks.
    field
        Any field that is high where the water is deep.
    wanted_share
        Share of residents to reach, by ward code; wards that are not named stay dry.
    rounds
        Corrections after the levels of neighbouring wards have been blended.

    Returns
    -------
    numpy.ndarray
        ``field − level``; −inf in wards that stay dry and outside the city.
    """
    numbers = {ground.ward_codes.index(code): share for code, share in wanted_share.items()}
    level = dict.fromkeys(numbers, 0.0)
    excess = field
    for _ in range(rounds):
        highest = ground.at_blocks(excess)
        for number, share in numbers.items():
            mine = ground.block_ward == number
            level[number] += _weighted_top(highest[mine], ground.residents[mine], share)
        excess = field - _blended_level(ground.ward, level)
    excess = np.where(np.isin(ground.ward, list(numbers)), excess, -np.inf)
    return np.asarray(excess, dtype=np.float64)


def _weighted_top(values: FloatArray, weight: IntArray, share: float) -> float:
    order = np.argsort(-values, kind="stable")
    reached = np.cumsum(weight[order])
    position = min(int(np.searchsorted(reached, share * weight.sum())), values.size - 1)
    return float(values[order][position])


def _blended_level(ward: IntArray, level: Mapping[int, float]) -> FloatArray:
    named = np.isin(ward, list(level))
    nearest = ndimage.distance_transform_edt(~named, return_distances=False, return_indices=True)
    filled = ward[tuple(nearest)]
    table = np.zeros(int(ward.max()) + 1)
    for number, value in level.items():
        table[number] = value
    return np.asarray(
        ndimage.gaussian_filter(table[filled], _BLEND_M / HAZARD_CELL_M, mode="nearest"), dtype=np.float64
    )


def signed_distance(grid: Grid, line: shapely.Geometry) -> FloatArray:
    """Return the distance [m] to a line that runs north–south, positive on its east side."""
    xy = shapely.get_coordinates(line)
    order = np.argsort(xy[:, 1])
    xx, yy = grid.centres()
    line_x = np.interp(yy, xy[order, 1], xy[order, 0])
    return grid.distance_to(line) * np.sign(xx - line_x)


def with_mask(field: FloatArray, mask: npt.NDArray[np.bool_]) -> FloatArray:
    """Return the field with −inf outside the mask."""
    return np.asarray(np.where(mask, field, -np.inf), dtype=np.float64)
