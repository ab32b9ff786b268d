"""Every street of a network tagged with the flood classes that it touches, beside plain geopandas.

``python -m bench.hazard_tags NETWORK.parquet``: edges with geometry in a metric CRS. The areas are cells
around random points with a smooth depth, as small areas (20,000 polygons) and as official files hold
them: one multipolygon a class. The answers must be equal.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from bench.measure import load, machine, timed_on_processor
from hazard.hits import touch_hits

#: Lower limits of the classes of official maps [m].
_LIMITS_M = np.array([0.5, 3.0, 5.0, 10.0, 20.0])
#: Streets that plain geopandas overlays with whole classes: all of them would take an hour.
_SAMPLE = 2_000

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TagCost:
    """Seconds for the same tags.

    Parameters
    ----------
    areas, streets
        Number of polygons, and of streets that both overlaid.
    pairs
        Pairs of a street and an area that touch.
    ours_cpu_s, geopandas_cpu_s
        Least time of each on the processor.
    ours_s, geopandas_s
        Least time of each by the clock.
    """

    areas: int
    streets: int
    pairs: int
    ours_cpu_s: float
    geopandas_cpu_s: float
    ours_s: float
    geopandas_s: float


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


def compare_tags(
    streets: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, sample: int, *, repeats: int = 5
) -> TagCost:
    """Tag streets with both, and hold the answers against each other.

    Parameters
    ----------
    streets
        Lines in a metric CRS.
    areas
        Polygons with classes.
    sample
        Streets that are tagged, the first so many.
    repeats
        Runs of geopandas; the quickest counts, as for ours (5).

    Raises
    ------
    RuntimeError
        When a tag differs.
    """
    lines = streets.geometry.to_numpy()[:sample]
    (pairs, ours), *our_times = timed_on_processor(lambda: _ours(lines, areas), repeats=5)
    plain = gpd.GeoDataFrame(geometry=lines)
    theirs, *their_times = timed_on_processor(lambda: _geopandas(plain, areas), repeats=repeats)
    if not np.array_equal(ours, theirs, equal_nan=True):
        msg = "the tags differ"
        raise RuntimeError(msg)
    times = (our_times[0], their_times[0], our_times[1], their_times[1])
    return TagCost(len(areas), len(lines), pairs, *times)


def _ours(lines: npt.NDArray[np.object_], areas: gpd.GeoDataFrame) -> tuple[int, FloatArray]:
    hits = touch_hits(lines, areas)
    return len(hits.item), np.column_stack([hits.highest("depth_m_min"), hits.highest("depth_m_max")])


def _geopandas(lines: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> FloatArray:
    joined = gpd.sjoin(lines, areas, predicate="intersects")
    deepest = joined.groupby(level=0)[["depth_m_min", "depth_m_max"]].max()
    return np.asarray(deepest.reindex(lines.index).to_numpy(dtype=np.float64))


def tag_lines(costs: Sequence[TagCost]) -> list[str]:
    """Return the costs as lines of a page."""
    rows = [
        f"| {one.streets:,} | {one.areas:,} | {one.pairs:,} | {one.ours_cpu_s:.3f} "
        f"| {one.geopandas_cpu_s:.3f} | {one.geopandas_cpu_s / one.ours_cpu_s:.1f}× "
        f"| {one.ours_s:.2f} | {one.geopandas_s:.2f} |"
        for one in costs
    ]
    return [
        "| streets | areas | pairs | Sonae, processor [s] | geopandas sjoin | | by the clock | geopandas |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.hazard_tags", description=__doc__)
    parser.add_argument("network", type=Path, help="GeoParquet of edges in a metric CRS")
    parser.add_argument("--areas", type=int, default=20_000)
    options = parser.parse_args(arguments)
    streets = gpd.read_parquet(options.network, columns=["geometry"])
    areas = flood_areas(streets.total_bounds.tolist(), options.areas)
    classes = areas.dissolve(by=["depth_m_min", "depth_m_max"], as_index=False)
    costs = [
        compare_tags(streets, areas, len(streets)),
        compare_tags(streets, classes, _SAMPLE, repeats=1),
    ]
    print("\n".join([machine(), f"load {load():.1f}", *tag_lines(costs)]))


if __name__ == "__main__":
    main()
