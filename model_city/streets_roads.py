"""Main roads and green paths as chains of corners."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from model_city.lines import SAKAI_EPSG, CityLines, to_metres
from model_city.shapes import coordinates_m, points
from model_city.streets_patterns import Pattern, town_groups, town_patterns

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

#: Distance between two corners on a main road [m].
STEP_M = 45.0

#: No other corner lies nearer to a main road [m]; more than half a step, so that a road holds together.
ROAD_MARGIN_M = 24.0

#: A road that runs this near to one of higher rank shares its corners [m].
PARALLEL_M = 21.0

#: Two corners of a road farther apart are not linked by it [m]: the widest river and two steps.
LONGEST_GAP_M = 125.0

#: The carriageways of 泉北1号線 lie on both sides of the railway [m from its middle].
MEDIAN_RAIL_M = 24.0

#: South of this latitude the hills are forest: streets only beside roads.
FOREST_LATITUDE = 34.462

#: Villages up to this far north of the forest's edge have a road of their own, too [m].
VILLAGE_ROAD_REACH_M = 300.0

#: Width of the green paths 緑道 of the new town [m]. Model.
GREEN_PATH_WIDTH_M = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class RoadSamples:
    """Corners on main roads.

    Parameters
    ----------
    roads
        The roads in the order of their rank: ``name``, ``highway``, ``width_m``, centre line.
    lines
        Their centre lines.
    xy_m
        Corners [m], shape (n, 2).
    link, link_road
        Pairs of corners that follow each other, shape (m, 2), and the row of their road.
    """

    roads: gpd.GeoDataFrame
    lines: list[shapely.LineString]
    xy_m: FloatArray
    link: IntArray
    link_road: IntArray


def build_road_samples(lines: CityLines, ground: BaseGeometry) -> RoadSamples:
    """Place corners along the walkable main roads and green paths, as far as ``ground`` reaches."""
    roads = walkable_roads(lines)
    geometry = [line for line in roads.geometry if isinstance(line, shapely.LineString)]
    shapely.prepare(ground)
    parts, owners = [], []
    for rank, line in enumerate(geometry):
        along = _points_along(line, geometry)
        doubled = shapely.dwithin(along, shapely.union_all(geometry[:rank]), PARALLEL_M)
        meeting = shapely.dwithin(along, shapely.union_all(_others(geometry, rank)), 0.06)
        kept = along[shapely.contains(ground, along) & (~doubled | meeting)]
        parts.append(np.round(coordinates_m(kept), 1))
        owners.append(np.full(len(kept), rank))
    xy_m, position = _merge_close(np.concatenate(parts))
    owner = np.concatenate(owners)
    link = np.column_stack([position[:-1], position[1:]])
    gap_m = np.hypot(*(xy_m[link[:, 0]] - xy_m[link[:, 1]]).T)
    follows = (owner[:-1] == owner[1:]) & (link[:, 0] != link[:, 1]) & (gap_m <= LONGEST_GAP_M)
    return RoadSamples(roads, geometry, xy_m, link[follows], owner[:-1][follows].astype(np.int64))


def walkable_roads(lines: CityLines) -> gpd.GeoDataFrame:
    """Return main roads and green paths with ``name``, ``highway`` and ``width_m``, widest rank first."""
    roads = lines.roads[lines.roads["walkable"]].reset_index()[["name", "highway", "width_m", "geometry"]]
    beside_rail = roads["name"] == "泉北1号線"
    rail = shapely.LineString(coordinates_m(lines.railways.geometry[["南海泉北線"]]))
    doubled = roads[beside_rail].loc[lambda frame: frame.index.repeat(2)]
    sides = [rail.offset_curve(side * MEDIAN_RAIL_M) for side in (1, -1)]
    doubled = doubled.set_geometry(gpd.GeoSeries(sides, index=doubled.index, crs=SAKAI_EPSG))
    rank = {"trunk": 0, "primary": 1, "secondary": 2, "unclassified": 3, "footway": 4}
    parts = [roads[~beside_rail], doubled, _forest_roads(lines), _green_paths(lines)]
    every = pd.concat(parts, ignore_index=True)
    every = every.sort_values("highway", key=lambda values: values.map(rank), kind="stable")
    return gpd.GeoDataFrame(every.reset_index(drop=True), geometry="geometry", crs=SAKAI_EPSG)


def _green_paths(lines: CityLines) -> gpd.GeoDataFrame:
    """Return a path from the middle of each new-town quarter to its station and to two neighbours."""
    patterns = town_patterns(lines)
    groups = pd.Series(town_groups(lines.towns))
    new_town = np.array([pattern is Pattern.NEW_TOWN for pattern in patterns])
    xy = pd.DataFrame(coordinates_m(lines.towns.geometry), columns=["x", "y"])
    middles = xy[new_town].groupby(groups[new_town]).mean().to_numpy()
    stops = lines.stations[lines.stations["station"].isin(["泉ヶ丘", "栂・美木多", "光明池"])]
    # A path ends short of the station, beside the road that runs along the railway.
    ends = coordinates_m(stops.geometry)
    pairs = set()
    for i, middle in enumerate(middles):
        nearest = np.argsort(np.hypot(*(middles - middle).T), kind="stable")[1:3]
        pairs |= {(min(i, int(j)), max(i, int(j))) for j in nearest}
    paths = [shapely.LineString(middles[list(pair)]) for pair in sorted(pairs)]
    for middle in middles:
        end = ends[np.argmin(np.hypot(*(ends - middle).T))]
        paths.append(shapely.LineString([middle, end]))
    values = {"name": "緑道", "highway": "footway", "width_m": GREEN_PATH_WIDTH_M}
    return gpd.GeoDataFrame(values, geometry=paths, index=range(len(paths)), crs=SAKAI_EPSG)


def _forest_roads(lines: CityLines) -> gpd.GeoDataFrame:
    """Return a road from each village or place in the southern hills to the nearest one north of it."""
    xy = np.concatenate([coordinates_m(lines.towns.geometry), coordinates_m(lines.places.geometry)])
    paths = []
    for south in xy[xy[:, 1] < forest_y_m() + VILLAGE_ROAD_REACH_M]:
        north = xy[xy[:, 1] > south[1] + 1.0]
        paths.append(shapely.LineString([south, north[np.argmin(np.hypot(*(north - south).T))]]))
    return gpd.GeoDataFrame(
        {"name": "", "highway": "unclassified", "width_m": 5.0},
        geometry=paths,
        index=range(len(paths)),
        crs=SAKAI_EPSG,
    )


def forest_y_m() -> float:
    """Return the northing [m] south of which the hills are forest."""
    return float(to_metres(np.array([135.51]), np.array([FOREST_LATITUDE]))[0, 1])


def _others(geometry: list[shapely.LineString], rank: int) -> list[shapely.LineString]:
    return geometry[:rank] + geometry[rank + 1 :]


def _points_along(line: shapely.LineString, geometry: list[shapely.LineString]) -> npt.NDArray[np.object_]:
    """Return points each step along a road and where it meets another, none near such a meeting."""
    others = [other for other in geometry if other is not line]
    meetings = shapely.get_parts(shapely.intersection(line, others))
    meetings = meetings[shapely.get_type_id(meetings) == shapely.GeometryType.POINT]
    meeting_m = np.unique(np.round(shapely.line_locate_point(line, meetings), 1))
    regular_m = np.arange(0.0, line.length, STEP_M)
    if meeting_m.size:
        near = np.abs(regular_m[:, None] - meeting_m[None, :]).min(axis=1) < STEP_M / 2
        regular_m = regular_m[~near]
    at_m = np.sort(np.concatenate([regular_m, meeting_m]))
    return np.asarray(shapely.line_interpolate_point(line, at_m), dtype=object)


def _merge_close(xy_m: FloatArray, within_m: float = 17.0) -> tuple[FloatArray, IntArray]:
    """Return the points without those near an earlier one, and the new position of each point."""
    distance_m = shapely.STRtree(points(xy_m)).query(points(xy_m), "dwithin", within_m)
    first = np.arange(len(xy_m))
    order = np.lexsort((distance_m[1], distance_m[0]))
    for point, near in zip(*distance_m[:, order].tolist(), strict=True):
        if near < point and first[near] == near and first[point] == point:
            first[point] = near
    kept, position = np.unique(first, return_inverse=True)
    return xy_m[kept], position.astype(np.int64)
