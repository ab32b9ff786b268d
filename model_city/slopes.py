"""Model sediment-disaster zones 土砂災害警戒区域: small areas at the foot of the steepest slopes."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from domain.vocabulary import HazardKind, HazardZoneType
from model_city.areas import area_rows, join_areas
from model_city.grids import FloatArray
from model_city.ground import Ground

#: Number of warning zones by ward; invented for the model city (the real numbers were not found).
ZONE_COUNT = {"271454": 130, "271420": 20, "271446": 8, "271471": 6, "271438": 3, "271462": 3}
#: A block counts among the residents of a zone from this share of its area.
_BLOCK_SHARE_MIN = 0.05
#: Share of residents in them, at most.
RESIDENT_SHARE = {
    "271454": 0.019,
    "271420": 0.0075,
    "271446": 0.003,
    "271471": 0.0042,
    "271438": 0.0016,
    "271462": 0.0014,
}
#: Share of the zones with a special warning zone 特別警戒区域 at their upper end.
SPECIAL_SHARE = 0.65
#: Zones keep this distance between their middles [m].
_APART_M = 130.0


@dataclass(frozen=True, slots=True)
class _Slope:
    """Candidate points, the downhill direction and steepness there."""

    x: FloatArray
    y: FloatArray
    downhill: FloatArray
    rank: FloatArray


def landslide(ground: Ground, blocks: gpd.GeoDataFrame, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Warning and special warning zones, few of them on homes."""
    tree = shapely.STRtree(blocks.geometry.to_numpy())
    warning: list[shapely.Polygon] = []
    special: list[shapely.Polygon] = []
    for code, count in ZONE_COUNT.items():
        slope = _candidates(ground, ground.ward_codes.index(code), rng)
        limit = (
            RESIDENT_SHARE[code] * ground.residents[ground.block_ward == ground.ward_codes.index(code)].sum()
        )
        for zone, core in _choose(slope, count, limit, blocks, tree, rng):
            if len(warning) % 20 < round(SPECIAL_SHARE * 20):
                special.append(core)
            warning.append(zone)
    return join_areas(
        area_rows(warning, HazardKind.LANDSLIDE, zone_type=HazardZoneType.WARNING.value),
        area_rows(special, HazardKind.LANDSLIDE, zone_type=HazardZoneType.SPECIAL_WARNING.value),
    )


def _candidates(ground: Ground, ward: int, rng: np.random.Generator) -> _Slope:
    down_y, down_x = (np.asarray(part) for part in np.gradient(-ground.elevation_m, ground.grid.cell_m))
    steep = np.asarray(np.hypot(down_x, down_y))
    mine = ground.ward == ward
    chosen = mine & (steep >= np.quantile(steep[mine], 0.6))
    xx, yy = ground.grid.centres()
    rank = steep[chosen] * rng.uniform(0.5, 1.5, int(chosen.sum()))
    order = np.argsort(-rank, kind="stable")
    jitter = rng.uniform(-20, 20, (2, order.size))
    return _Slope(
        xx[chosen][order] + jitter[0],
        yy[chosen][order] + jitter[1],
        np.arctan2(down_y[chosen], down_x[chosen])[order],
        rank[order],
    )


def _choose(
    slope: _Slope,
    count: int,
    limit: float,
    blocks: gpd.GeoDataFrame,
    tree: shapely.STRtree,
    rng: np.random.Generator,
) -> list[tuple[shapely.Polygon, shapely.Polygon]]:
    """Take the steepest places in turn while the residents inside stay below the limit."""
    shapes = blocks.geometry.to_numpy()
    residents = blocks["residents"].to_numpy()
    hit: set[int] = set()
    kept: list[tuple[shapely.Polygon, shapely.Polygon]] = []
    middles: list[tuple[float, float]] = []
    size = rng.uniform(0.6, 1.5, slope.x.size)
    for x, y, downhill, factor in zip(slope.x, slope.y, slope.downhill, size, strict=True):
        if len(kept) == count:
            break
        if middles and np.min(np.hypot(*(np.array(middles) - (x, y)).T)) < _APART_M:
            continue
        zone, core = _fan(x, y, downhill, 60.0 * factor)
        near = tree.query(zone, predicate="intersects")
        share = shapely.area(shapely.intersection(shapes[near], zone)) / shapely.area(shapes[near])
        touched = hit | {int(row) for row in near[share > _BLOCK_SHARE_MIN]}
        if residents[np.array(sorted(touched), dtype=np.int64)].sum() > limit:
            continue
        hit = touched
        kept.append((zone, core))
        middles.append((x, y))
    if len(kept) < count:
        raise ValueError(f"only {len(kept)} of {count} slopes found")
    return kept


def _fan(x: float, y: float, downhill: float, length_m: float) -> tuple[shapely.Polygon, shapely.Polygon]:
    """Return a zone that widens downhill from the slope, and its upper part."""
    along = np.array([np.cos(downhill), np.sin(downhill)])
    across = np.array([-along[1], along[0]])
    outline = [(-1.0, -0.5), (0.2, -0.7), (1.0, -0.45), (1.0, 0.45), (0.2, 0.7), (-1.0, 0.5)]
    upper = [(-1.0, -0.5), (-0.1, -0.6), (-0.1, 0.6), (-1.0, 0.5)]
    middle = np.array([x, y])

    def polygon(corners: list[tuple[float, float]]) -> shapely.Polygon:
        points = [middle + length_m * (a * along + b * across) for a, b in corners]
        return shapely.Polygon(np.round(points))

    return polygon(outline), polygon(upper)
