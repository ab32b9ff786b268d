"""Attributes of the model streets: class, name, width, crossing, slope, steps and course."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from domain.vocabulary import WidthOrigin
from model_city.lines import SAKAI_EPSG, CityLines
from model_city.shapes import (
    Shapes,
    city_ground,
    closed_ground,
    is_covered,
    is_inside,
    lengths_m,
    meets,
    polylines,
)
from model_city.streets_corners import Corners
from model_city.streets_crossings import Crossing, build_crossings
from model_city.streets_links import Links
from model_city.streets_patterns import LAYOUTS, Pattern, town_patterns
from model_city.streets_roads import RoadSamples

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

#: Narrowest and widest of each width class [m], in the order of ``Layout.width_shares``.
WIDTH_CLASSES_M = ((2.0, 3.5), (4.0, 5.0), (5.5, 9.0), (13.0, 18.0))

#: A minor street at least this steep may have steps, with this share. Model.
STEPS_SLOPE = 0.045
STEPS_SHARE = 0.25

#: Nothing steeper is walked [rise over run].
STEEPEST = 0.30

#: Bridges between reclaimed blocks carry lorries: at least this wide [m]. Model.
PORT_BRIDGE_WIDTH_M = 13.0

#: Streets of these layouts bend, when they are longer than this [m], by at most this share.
BENT = {Pattern.ROWS, Pattern.TOWN, Pattern.VILLAGE, Pattern.VALLEY, Pattern.NEW_TOWN}
BEND_FROM_M = 42.0
BEND_SHARE = 0.08


def build_street_table(
    links: Links,
    corners: Corners,
    samples: RoadSamples,
    elevation_m: FloatArray,
    lines: CityLines,
    rng: np.random.Generator,
) -> gpd.GeoDataFrame:
    """Return the columns of ``domain.tables.city.Streets`` but the ids; u and v are corner positions."""
    road = samples.roads.reindex(links.road).reset_index(drop=True)
    highway = road["highway"].fillna("")
    crossings = build_crossings(links, highway, corners.xy_m, lines)
    patterns = np.array(town_patterns(lines), dtype=object)[corners.town[links.ends[:, 0]]]
    geometry = _courses(links, corners, patterns, lines, rng)
    length_m = np.maximum(np.round(lengths_m(geometry), 1), 0.1)
    slope = (elevation_m[links.ends[:, 1]] - elevation_m[links.ends[:, 0]]) / length_m
    width_m = road["width_m"].to_numpy(dtype=float, na_value=np.nan)
    width_m = np.where(np.isnan(width_m), _widths_m(links, corners, patterns, lines, rng), width_m)
    width_m = np.where(links.over_sea, np.maximum(width_m, PORT_BRIDGE_WIDTH_M), width_m)
    minor = (highway == "").to_numpy() & (links.barrier < 0) & ~links.over_sea
    steps = minor & (np.abs(slope) >= STEPS_SLOPE) & (rng.random(len(slope)) < STEPS_SHARE)
    table = {
        "u": links.ends[:, 0],
        "v": links.ends[:, 1],
        "length_m": length_m,
        "width_m": np.where(steps, np.minimum(width_m, 3.0), width_m),
        "width_origin": WidthOrigin.MODEL.value,
        "highway": np.where(steps, "steps", np.where(highway == "", _classes(width_m), highway)),
        "name": _street_names(road["name"].fillna(""), crossings),
        **_flags(crossings, len(slope)),
        "steps": steps,
        "crosses": crossings["crosses"].reindex(range(len(slope)), fill_value=""),
        "slope": np.round(np.clip(slope, -STEEPEST, STEEPEST), 3),
    }
    return gpd.GeoDataFrame(pd.DataFrame(table), geometry=geometry, crs=SAKAI_EPSG)


def _flags(crossings: pd.DataFrame, n: int) -> dict[str, BoolArray]:
    """Return the four columns that say how a street crosses something."""
    kinds = crossings["kind"].reindex(range(n), fill_value="").to_numpy()
    return {
        "bridge": np.isin(kinds, [Crossing.BRIDGE.value, Crossing.OVERPASS.value]),
        "tunnel": kinds == Crossing.VIADUCT.value,
        "underpass": kinds == Crossing.UNDERPASS.value,
        "level_crossing": kinds == Crossing.LEVEL.value,
    }


def _street_names(road_names: pd.Series, crossings: pd.DataFrame) -> pd.Series:
    """Return the road's name, or the crossing's with that of its road in brackets."""
    on_road = road_names.loc[crossings.index]
    suffix = ("（" + on_road + "）").where(on_road != "", "")
    names = road_names.copy()
    names.loc[crossings.index] = crossings["name"] + suffix
    return names


def _classes(width_m: FloatArray) -> npt.NDArray[np.str_]:
    """Return the highway class of a minor street, named as in OpenStreetMap, by its width."""
    conditions = [width_m < 2.5, width_m < 4.0, width_m < 13.0]
    return np.select(conditions, ["footway", "service", "residential"], "tertiary")


def _widths_m(
    links: Links,
    corners: Corners,
    patterns: npt.NDArray[np.object_],
    lines: CityLines,
    rng: np.random.Generator,
) -> FloatArray:
    """Draw widths [m] by the shares of the layout; one lattice line has one width throughout."""
    first, second = links.ends.T
    row = np.where(corners.row[first] == corners.row[second], corners.row[first], -1)
    column = np.where(corners.column[first] == corners.column[second], corners.column[first], -1)
    n_lines = int(max(corners.row.max(), corners.column.max())) + 1
    # Rows and columns are numbered apart; a street on no line draws for itself.
    own = 2 * n_lines + np.arange(len(first))
    line = np.where(row >= 0, row, np.where(column >= 0, n_lines + column, own))
    draw = rng.random((2 * n_lines + len(first), 2))[line]
    in_old_town = is_inside(lines.old_town(), corners.xy_m[first])
    layouts = np.where(in_old_town, Pattern.OLD_GRID, patterns)
    width_m = np.zeros(len(first))
    for pattern, layout in LAYOUTS.items():
        here = layouts == pattern
        at = np.searchsorted(np.cumsum(layout.width_shares)[:-1], draw[here, 0], side="right")
        low, high = np.array(WIDTH_CLASSES_M)[at].T
        width_m[here] = low + (high - low) * draw[here, 1]
    return np.asarray(np.round(width_m * 2.0) / 2.0)


def _courses(
    links: Links,
    corners: Corners,
    patterns: npt.NDArray[np.object_],
    lines: CityLines,
    rng: np.random.Generator,
) -> Shapes:
    """Return the line of each street: straight, or with one bend where that meets nothing."""
    ends = corners.xy_m[links.ends]
    straight = polylines(ends)
    length_m = lengths_m(straight)
    direction = (ends[:, 1] - ends[:, 0]) / length_m[:, None]
    shift_m = rng.uniform(-BEND_SHARE, BEND_SHARE, size=len(length_m)) * np.minimum(length_m, 90.0)
    middle = ends.mean(axis=1) + np.column_stack([-direction[:, 1], direction[:, 0]]) * shift_m[:, None]
    bent = polylines(np.stack([ends[:, 0], np.round(middle, 1), ends[:, 1]], axis=1))
    may = np.isin(patterns, list(BENT)) & (length_m > BEND_FROM_M) & (np.abs(shift_m) > 1.0)
    may &= (links.road < 0) & (links.barrier < 0) & ~links.over_sea
    may &= ~is_inside(lines.old_town(), ends[:, 0])
    may[may] = _meets_nothing(bent[may], lines)
    courses = np.where(may, bent, straight)
    # Two bends, or a bend and a straight street, may still meet: those stay straight.
    first, second = shapely.STRtree(courses).query(courses, predicate="crosses")
    may[first] = False
    may[second] = False
    return np.where(may, bent, straight)


def _meets_nothing(courses: Shapes, lines: CityLines) -> BoolArray:
    """Whether a course stays on the city's ground and clear of barriers and closed sites."""
    obstacles = shapely.union(closed_ground(lines), shapely.union_all(lines.barriers().geometry.to_numpy()))
    return is_covered(city_ground(lines), courses) & ~meets(obstacles, courses)
