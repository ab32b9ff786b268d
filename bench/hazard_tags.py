"""J6: every street of a network tagged with the flood classes that it touches, beside plain geopandas.

The areas are cells around random points with a smooth depth, as small areas (20,000 polygons) and as
official files hold them: one multipolygon a class.
"""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from bench.job_line import JobLine
from bench.measure import quickest
from bench.town import Town
from hazard.hits import touch_hits

#: Lower limits of the classes of official maps [m].
_LIMITS_M = np.array([0.5, 3.0, 5.0, 10.0, 20.0])
#: Cells before the dry ones are left out: about 20,000 stay.
_CELLS = 26_800
#: Streets that plain geopandas overlays with whole classes: all of them would take an hour.
_SAMPLE = 2_000

FloatArray = npt.NDArray[np.float64]


def run(town: Town) -> list[JobLine]:
    """Measure on the processor: small areas, then whole classes."""
    areas = flood_areas(town.streets.total_bounds.tolist(), _CELLS)
    classes = areas.dissolve(by=["depth_m_min", "depth_m_max"], as_index=False)
    return [
        compare_tags(town, areas, len(town.streets)),
        compare_tags(town, classes, min(_SAMPLE, len(town.streets)), repeats=1),
    ]


def flood_areas(bounds: Sequence[float], count: int, *, seed: int = 1) -> gpd.GeoDataFrame:
    """Return cells around random points with a class of depth, some of them dry and left out.

    Parameters
    ----------
    bounds
        Left, bottom, right and top of the network [m].
    count
        Cells before the dry ones are left out.
    seed
        Of the random points.
    """
    random = np.random.default_rng(seed)
    left, bottom, right, top = bounds
    xy = random.uniform((left, bottom), (right, top), (count, 2))
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(xy), extend_to=shapely.box(*bounds))
    )
    middle = shapely.get_coordinates(shapely.centroid(cells))
    scaled = (middle - (left, bottom)) / (right - left, top - bottom)
    depth = 3 + 8 * np.sin(9 * scaled[:, 0]) * np.cos(7 * scaled[:, 1]) + random.normal(0, 0.5, len(cells))
    wet = depth > 0
    at = np.searchsorted(_LIMITS_M, depth[wet], side="right")
    low = np.append(0.0, _LIMITS_M)[at]
    return gpd.GeoDataFrame(
        {
            "kind": "flood",
            "zone_type": "",
            "depth_m_min": low,
            "depth_m_max": np.append(_LIMITS_M, np.inf)[at],
            "duration_h": np.nan,
            "arrival_time_s": np.nan,
        },
        geometry=cells[wet],
    )


def compare_tags(town: Town, areas: gpd.GeoDataFrame, sample: int, *, repeats: int = 5) -> JobLine:
    """Tag streets with both, and hold the answers against each other.

    Parameters
    ----------
    town
        Its streets.
    areas
        Polygons with classes.
    sample
        Streets that are tagged, the first so many.
    repeats
        Runs of geopandas; the quickest counts, as for ours (5).
    """
    lines = town.streets.geometry.to_numpy()[:sample]
    (pairs, ours), sonae = quickest(lambda: _ours(lines, areas), repeats=5)
    plain = gpd.GeoDataFrame(geometry=lines)
    theirs, geopandas = quickest(lambda: _geopandas(plain, areas), repeats=repeats)
    return JobLine.of(
        "J6", town.name, {"sonae": sonae, "geopandas": geopandas},
        equal=bool(np.array_equal(ours, theirs, equal_nan=True)),
        size=f"{sample:,} streets × {len(areas):,} areas, {pairs:,} pairs",
    )  # fmt: skip


def _ours(lines: npt.NDArray[np.object_], areas: gpd.GeoDataFrame) -> tuple[int, FloatArray]:
    hits = touch_hits(lines, areas)
    return len(hits.item), np.column_stack([hits.highest("depth_m_min"), hits.highest("depth_m_max")])


def _geopandas(lines: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> FloatArray:
    joined = gpd.sjoin(lines, areas, predicate="intersects")
    deepest = joined.groupby(level=0)[["depth_m_min", "depth_m_max"]].max()
    return np.asarray(deepest.reindex(lines.index).to_numpy(dtype=np.float64))
