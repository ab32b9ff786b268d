"""Model fields of water: tsunami, rivers, storm surge, inland flooding.

Each field is drawn from the coast, the rivers and the model heights, and raised or lowered ward by
ward until it reaches the share of residents named here. The extents are model data: they follow
public descriptions, no official map.
"""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from scipy import ndimage

from domain.vocabulary import HazardKind, HazardZoneType
from model_city.areas import Classes, area_rows, depth_areas, join_areas
from model_city.grids import FloatArray, class_polygons, smooth_noise
from model_city.ground import Ground, excess_over_level, signed_distance, with_mask
from model_city.zones import COAST_WARDS

#: Share of residents to reach by ward (tsunami: at 0.3 m or more).
TSUNAMI_SHARE = {"271411": 0.33, "271446": 0.138}
YAMATO_SHARE = {"271411": 0.50, "271462": 0.375, "271471": 0.02}
SMALL_RIVERS_SHARE = {
    "271411": 0.09,
    "271420": 0.10,
    "271438": 0.09,
    "271446": 0.175,
    "271454": 0.05,
    "271462": 0.075,
    "271471": 0.225,
}
SURGE_SHARE = {"271411": 0.575, "271446": 0.225, "271462": 0.012}
INLAND_SHARE = {
    "271411": 0.125,
    "271420": 0.077,
    "271438": 0.077,
    "271446": 0.105,
    "271454": 0.045,
    "271462": 0.100,
    "271471": 0.080,
}

TSUNAMI_CLASSES = Classes((0.01, 0.3, 0.5, 1.0, 3.0, 5.0))
FLOOD_CLASSES = Classes((0.01, 0.5, 3.0, 5.0, 10.0))
SURGE_CLASSES = Classes((0.01, 0.5, 1.0, 3.0, 5.0, 10.0))
#: Classes of the city's inland flood map; what is shallower than 15 cm is not drawn.
INLAND_CLASSES = Classes((0.15, 0.30, 0.45, 0.60, 1.0, np.inf))

#: First wetting after the quake [s] by distance seaward of the evacuation line [m]: 68 min in the ports
#: and on the reclaimed shore (rise of 20 cm; 住之江区), 95 min at the line, about 100 min (堺市: first
#: wave of 1 m) a little inland of it. It never gets earlier on the way inland.
TSUNAMI_ARRIVAL = ((-400.0, 6300.0), (0.0, 5700.0), (500.0, 5100.0), (1000.0, 4500.0), (1600.0, 4080.0))
TSUNAMI_BANDS_S = (4080.0, 4500.0, 5100.0, 5700.0, 6300.0, 9000.0)
#: Raised plots keep this distance from streets and blocks [m].
RAISED_FROM_STREET_M = 95.0
RAISED_FROM_BLOCK_M = 75.0
DURATION_BANDS_H = (0.0, 12.0, 24.0, 72.0, 168.0)


def tsunami(ground: Ground, raised: npt.NDArray[np.bool_], rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Nankai Trough tsunami: depth classes with the first wetting.

    Parameters
    ----------
    ground
        The ground.
    raised
        Cells that stay dry (``raised_plots``).
    rng
        Source of chance.
    """
    grid = ground.grid
    line = ground.lines.references.geometry["tsunami_evacuation_line"]
    east_m = signed_distance(grid, line)
    tongue = _near_river(ground, {"石津川": 1.2, "内川": 0.8, "大和川": 1.0}, reach_m=160.0)
    relief = np.clip(4.0 - ground.elevation_m, -2.0, 3.0)
    field = -np.clip(east_m, -1500.0, 4000.0) / 500.0 + 0.30 * relief + tongue
    field = field + 0.35 * smooth_noise(grid, rng, 250.0)
    reachable = east_m < 350.0 + 500.0 * (tongue > 0.3)
    excess = excess_over_level(ground, with_mask(field, reachable), TSUNAMI_SHARE)
    depth_m = np.clip(0.3 + np.where(excess > 0, 0.95 * excess, 1.6 * excess), -1.0, 4.6)
    # Reclaimed ground is flooded to its edge; only plots that are raised stay dry.
    coast = np.isin(ground.ward, [ground.ward_codes.index(code) for code in COAST_WARDS])
    depth_m = np.where(coast & (east_m < -1500.0), np.maximum(depth_m, 0.15), depth_m)
    depth_m = np.where(raised, -1.0, depth_m)
    arrival_s = np.interp(-east_m, *np.transpose(TSUNAMI_ARRIVAL))
    return join_areas(
        depth_areas(
            grid, HazardKind.TSUNAMI, depth_m, TSUNAMI_CLASSES, arrival_s, TSUNAMI_BANDS_S, "arrival_time_s"
        )
    )


def raised_plots(
    ground: Ground, blocks: gpd.GeoDataFrame, streets: gpd.GeoDataFrame
) -> npt.NDArray[np.bool_]:
    """Return the cells of reclaimed plots that lie high: far from the town, from streets and blocks.

    They bring the flooded area of 西区 nearer to the published 928 ha (大阪府 2013-08). Where people
    are, all ground of the reclaimed land is taken as flooded.
    """
    grid = ground.grid
    east_m = signed_distance(grid, ground.lines.references.geometry["tsunami_evacuation_line"])
    far = (east_m < -1200.0) & (ground.ward >= 0)
    x, y = (axis[far] for axis in grid.centres())
    points = shapely.points(x, y)
    _, to_street = shapely.STRtree(streets.geometry.to_numpy()).query_nearest(
        points, return_distance=True, all_matches=False
    )
    _, to_block = shapely.STRtree(blocks.geometry.to_numpy()).query_nearest(
        points, return_distance=True, all_matches=False
    )
    raised = np.zeros(far.shape, dtype=bool)
    raised[far] = (to_street > RAISED_FROM_STREET_M) & (to_block > RAISED_FROM_BLOCK_M)
    return raised


def yamato_flood(ground: Ground, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Largest thinkable flood of the Yamato river: depth with duration, collapse zone at the bank."""
    grid = ground.grid
    distance = grid.distance_to(ground.lines.rivers.geometry["大和川"])
    band = np.interp(distance, [0, 300, 600, 1500, 2500, 4500], [5.0, 4.2, 3.0, 1.0, 0.1, -1.9])
    field = band - 0.22 * np.clip(ground.elevation_m - 6.0, 0.0, None) + 0.25 * smooth_noise(grid, rng, 300.0)
    excess = excess_over_level(ground, with_mask(field, distance < 5000.0), YAMATO_SHARE)
    depth_m = np.clip(0.02 + excess, -1.0, 7.5)
    duration_h = np.clip(18.0 * depth_m, 2.0, 160.0)
    water = depth_areas(
        grid, HazardKind.FLOOD, depth_m, FLOOD_CLASSES, duration_h, DURATION_BANDS_H, "duration_h"
    )
    erosion = _torn_bank(ground, distance, depth_m, smooth_noise(grid, rng, 180.0))
    polygons, _ = class_polygons(
        grid, np.where(erosion, 0, -1).astype(np.int64), tolerance_m=55.0, least_area_m2=10_000.0
    )
    return join_areas(
        water, area_rows(polygons, HazardKind.FLOOD, zone_type=HazardZoneType.HOUSE_COLLAPSE.value)
    )


#: Share of the land within 500 m of 大和川 where houses are torn down (model: 20–25 %).
COLLAPSE_BANK_M = 500.0
COLLAPSE_SHARE = 0.225


def _torn_bank(
    ground: Ground, distance: FloatArray, depth_m: FloatArray, noise: FloatArray
) -> npt.NDArray[np.bool_]:
    """Return the cells near the bank whose houses the stream tears down, in patches."""
    bank = (distance < COLLAPSE_BANK_M) & (ground.ward >= 0)
    near = bank & (distance < 330.0) & (depth_m > 2.0)
    share = min(COLLAPSE_SHARE * bank.sum() / near.sum(), 1.0)
    return near & (noise > np.quantile(noise[near], 1.0 - share))


#: Reach of the smaller rivers' water [m].
RIVER_REACH_M = {
    "石津川": 260.0,
    "西除川": 260.0,
    "東除川": 260.0,
    "百済川": 170.0,
    "和田川": 170.0,
    "陶器川": 150.0,
    "伊勢路川": 110.0,
    "妙見川": 90.0,
    "法道寺川": 90.0,
}


def small_rivers_flood(ground: Ground, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Floods of 石津川, 西除川, 東除川 and their branches; duration left unknown in 美原区 on purpose."""
    grid = ground.grid
    field = np.full((grid.rows, grid.columns), -np.inf)
    for name, reach_m in RIVER_REACH_M.items():
        matches = [river for river in ground.lines.rivers.index if str(river).startswith(name)]
        for river in matches:
            distance = grid.distance_to(ground.lines.rivers.geometry[river])
            field = np.maximum(field, 1.0 - distance / reach_m)
    low = ground.elevation_m - ndimage.gaussian_filter(ground.elevation_m, 600.0 / grid.cell_m)
    field = field - 0.05 * np.clip(low, -8.0, 8.0) + 0.25 * smooth_noise(grid, rng, 250.0)
    excess = excess_over_level(ground, with_mask(field, field > -9.0), SMALL_RIVERS_SHARE)
    depth_m = np.clip(0.02 + 1.1 * excess, -1.0, 3.6)
    duration_h = np.clip(14.0 * depth_m, 2.0, 60.0)
    areas = depth_areas(
        grid, HazardKind.FLOOD, depth_m, FLOOD_CLASSES, duration_h, DURATION_BANDS_H, "duration_h"
    )
    middle = areas.geometry.representative_point()
    ward = grid.sample(ground.ward, middle.x.to_numpy(), middle.y.to_numpy())
    unknown = ward == ground.ward_codes.index("271471")
    return join_areas(areas.assign(duration_h=areas["duration_h"].mask(unknown)))


def storm_surge(ground: Ground, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Storm surge of a 室戸-class typhoon: depth with duration."""
    grid = ground.grid
    line = ground.lines.references.geometry["attention_line"]
    east_m = signed_distance(grid, line)
    field = 7.0 - ground.elevation_m - np.clip(east_m, -600.0, None) / 700.0
    field = np.where(ground.elevation_m > 14.0, -np.inf, field + 0.3 * smooth_noise(grid, rng, 300.0))
    excess = excess_over_level(ground, field, SURGE_SHARE)
    depth_m = np.clip(0.02 + 0.85 * excess, -1.0, 6.0)
    # In 2018 the sea stood more than 2 m deep on 築港新町, outside the gates (大阪市立大学の現地調査).
    seaward_m = -signed_distance(grid, ground.lines.references.geometry["tsunami_evacuation_line"])
    outside_gates = (seaward_m > 1200.0) & np.isin(
        ground.ward, [ground.ward_codes.index(c) for c in COAST_WARDS]
    )
    depth_m = np.where(
        outside_gates, np.maximum(depth_m, 1.6 + 0.8 * smooth_noise(grid, rng, 400.0)), depth_m
    )
    duration_h = np.clip(22.0 * depth_m, 2.0, 160.0)
    return join_areas(
        depth_areas(
            grid, HazardKind.STORM_SURGE, depth_m, SURGE_CLASSES, duration_h, DURATION_BANDS_H, "duration_h"
        )
    )


def inland_flood(ground: Ground, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Rain of 147 mm an hour: hollows and the sides of channels, 15 cm and deeper."""
    grid = ground.grid
    low = ndimage.gaussian_filter(ground.elevation_m, 350.0 / grid.cell_m) - ground.elevation_m
    rivers = shapely.union_all(ground.lines.rivers.geometry.to_numpy())
    field = 0.12 * np.clip(low, -4.0, 4.0) + 0.5 * np.exp(-grid.distance_to(rivers) / 250.0)
    field = field + 0.55 * smooth_noise(grid, rng, 110.0)
    excess = excess_over_level(ground, field, INLAND_SHARE)
    depth_m = np.where(excess > 0, 0.15 + 0.55 * excess, -1.0)
    duration_h = np.clip(6.0 * depth_m, 1.0, 20.0)
    return join_areas(
        depth_areas(
            grid, HazardKind.INLAND_FLOOD, depth_m, INLAND_CLASSES, duration_h, DURATION_BANDS_H, "duration_h"
        )
    )


def _near_river(ground: Ground, weight: dict[str, float], *, reach_m: float) -> FloatArray:
    field = np.zeros((ground.grid.rows, ground.grid.columns))
    for name, factor in weight.items():
        distance = ground.grid.distance_to(ground.lines.rivers.geometry[name])
        field = np.maximum(field, factor * np.exp(-((distance / reach_m) ** 2)))
    return field
