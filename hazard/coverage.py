"""Where the hazard layers of a scenario say anything: beyond a border along which they were cut, nothing."""

from collections.abc import Iterable
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from domain.vocabulary import HazardKind

#: An edge so near to the border runs along it [m]; so much of it is a cut and no chance [m]; and it is of
#: concern to street corners beyond the border that lie so near to it [m].
_BORDER_M, _CUT_M, _NEAR_CORNERS_M = 2.0, 200.0, 300.0
#: A piece of an edge along the border is so long; a shorter one crosses it [m].
_ALONG_M = 20.0
#: Points of the border stand so far apart [m]. A layer that comes so near to one reaches it there [m]: maps
#: of cells and other outlines of the same city end some way before or behind the border.
_STEP_M, _REACH_M = 25.0, 50.0
#: A layer that goes on covers more than this share of what lies this far beyond where it reaches it [m].
_GOES_ON_SHARE, _BEYOND_M = 0.05, 150.0
#: The line there need not follow the border more closely [m].
_COARSE_M = 10.0
#: What lies there is of concern where a street corner is so near [m].
_STREETS_M = 100.0
#: Ground inside the city so near to where a layer ends is unknown like that beyond [m].
_SEAM_M = 100.0

_Points = npt.NDArray[np.object_]


def city_area(wards: gpd.GeoDataFrame) -> shapely.Geometry:
    """Return the area of a city.

    Parameters
    ----------
    wards
        ``Wards``.

    Returns
    -------
    shapely.Geometry
        Union of all wards, prepared, in their CRS [m].
    """
    city = shapely.union_all(shapely.buffer(wards.geometry.to_numpy(), 0.0))
    shapely.prepare(city)
    return city


def cut_length_m(areas: gpd.GeoDataFrame, city: shapely.Geometry, beyond: _Points) -> float:
    """Return how far a layer ends at the border of the city, where its streets go on.

    Parameters
    ----------
    areas
        ``HazardAreas`` of one layer with sound shapes, in metres.
    city
        The area of the city (``city_area``).
    beyond
        Street corners outside the city, shape (n,).

    Returns
    -------
    float
        Length of the border near such corners at which it ends [m]; 0 where it is too little to be a cut.
    """
    return len(_ends(areas, city, beyond)) * _STEP_M


def unknown_ground(
    wards: gpd.GeoDataFrame,
    layers: Iterable[gpd.GeoDataFrame],
    x_m: npt.NDArray[np.float64],
    y_m: npt.NDArray[np.float64],
) -> npt.NDArray[np.bool_]:
    """Mark the corners of which the layers of a scenario say nothing (ADR 0059).

    Parameters
    ----------
    wards
        ``Wards``.
    layers
        Hazard layers of the scenario.
    x_m, y_m
        Corners, in the CRS of the wards [m], shape (nodes,).

    Returns
    -------
    npt.NDArray[np.bool_]
        Where any layer ends at the border of the city: corners outside it, and those inside in the seam
        between the layer's end and the border; and wards that a layer cut along a border inside the city
        leaves out, shape (nodes,).
    """
    city = city_area(wards)
    outside = ~np.asarray(shapely.intersects_xy(city, x_m, y_m))
    beyond = _corners(x_m, y_m, outside)
    unknown = np.zeros_like(outside)
    for layer in layers:
        ends = _ends(layer, city, beyond)
        if len(ends):
            unknown |= outside | _within(ends, _corners(x_m, y_m, np.ones_like(outside)), _SEAM_M)
        unknown |= ward_cut(layer, wards, x_m, y_m).beyond
    return unknown


class WardCut(NamedTuple):
    """How far a layer was cut along borders inside the city [m], and the corners beyond, shape (nodes,)."""

    metres: float
    beyond: npt.NDArray[np.bool_]


def ward_cut(
    areas: gpd.GeoDataFrame,
    wards: gpd.GeoDataFrame,
    x_m: npt.NDArray[np.float64],
    y_m: npt.NDArray[np.float64],
) -> WardCut:
    """Return where a layer holds some wards or municipalities of a city only, and was cut along their border.

    Parameters
    ----------
    areas
        ``HazardAreas`` of one layer with sound shapes, in metres.
    wards
        ``Wards``.
    x_m, y_m
        Corners, in the CRS of the wards [m], shape (nodes,).

    Returns
    -------
    WardCut
        Length of its edges along that border, near corners beyond in the city, and the corners outside the
        wards that it holds; 0 and none where it has something in every ward, or was not cut.
    """
    nowhere = WardCut(0.0, np.zeros(len(x_m), np.bool_))
    grounds = shapely.buffer(wards.geometry.to_numpy(), 0.0)
    held = _within(areas.geometry.to_numpy(), shapely.buffer(grounds, -_SEAM_M), 0.0)
    if held.all() or not held.any():
        return nowhere
    ours, others = (shapely.union_all(grounds[which]) for which in (held, ~held))
    shapely.prepare([ours, others])
    beyond = ~np.asarray(shapely.intersects_xy(ours, x_m, y_m))
    near = beyond & np.asarray(shapely.intersects_xy(others, x_m, y_m))
    pieces = _edges(areas, shapely.boundary(ours))
    if not near.any() or shapely.length(pieces).sum() < _CUT_M:
        return nowhere
    metres = _near_m(pieces, _corners(x_m, y_m, near))
    return WardCut(metres, beyond) if metres >= _CUT_M else nowhere


def _ends(areas: gpd.GeoDataFrame, city: shapely.Geometry, beyond: _Points) -> _Points:
    """Return the points of the border at which a layer ends, near corners beyond; none where it goes on."""
    border = shapely.boundary(city)
    nobody = np.empty(0, np.object_)
    if not len(beyond) or areas.empty:
        return nobody
    points = _along(border)
    points = points[_within(beyond, points, _NEAR_CORNERS_M)]
    reached = points[_within(areas.geometry.to_numpy(), points, _REACH_M)]
    if not len(reached) or not (
        _near_m(_edges(areas, border), beyond) >= _CUT_M or _stops(areas, city, beyond)
    ):
        return nobody
    return reached


def _edges(areas: gpd.GeoDataFrame, border: shapely.Geometry) -> _Points:
    """Return the pieces of edges that run along a border itself."""
    shapes = areas.geometry.to_numpy()
    near = shapely.STRtree(shapes).query(border, predicate="dwithin", distance=_BORDER_M)
    edges = shapely.intersection(shapely.boundary(shapes[near]), shapely.buffer(border, _BORDER_M))
    pieces = shapely.get_parts(shapely.line_merge(edges))
    # Water that goes on crosses the strip at many places, for a few metres each.
    return np.asarray(pieces[shapely.length(pieces) >= _ALONG_M], dtype=np.object_)


def _near_m(pieces: _Points, beyond: _Points) -> float:
    """Return the length of the pieces near corners beyond [m]."""
    return float(shapely.length(pieces[_within(beyond, pieces, _NEAR_CORNERS_M)]).sum())


def _stops(areas: gpd.GeoDataFrame, city: shapely.Geometry, beyond: _Points) -> bool:
    """Whether next to nothing of a layer of water or fire goes on beyond where it reaches the border.

    Asked where streets go on that far: a quay before the coast line is no neighbour. Zones of landslides are
    many small ones, each of which ends by itself.
    """
    spread = areas[areas["kind"] != HazardKind.LANDSLIDE.value].geometry.to_numpy()
    farther = _along(shapely.boundary(shapely.buffer(shapely.simplify(city, _COARSE_M), _BEYOND_M)))
    farther = farther[_within(beyond, farther, _STREETS_M)]
    points = _along(shapely.boundary(city))
    reached = points[_within(farther, points, 2 * _BEYOND_M)]
    reached = reached[_within(spread, reached, _REACH_M)]
    if len(reached) * _STEP_M < _CUT_M:
        return False
    farther = farther[_within(reached, farther, 2 * _BEYOND_M)]
    return bool(_within(spread, farther, 0.0).mean() < _GOES_ON_SHARE)


def _corners(
    x_m: npt.NDArray[np.float64], y_m: npt.NDArray[np.float64], which: npt.NDArray[np.bool_]
) -> _Points:
    return np.asarray(shapely.points(x_m[which], y_m[which]), dtype=np.object_)


def _along(line: shapely.Geometry) -> _Points:
    """Return points along a line, one each step."""
    points = [np.empty(0, np.object_)]
    for one in shapely.get_parts(line):
        x_m, y_m = shapely.get_coordinates(one).T
        on_the_way_m = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x_m), np.diff(y_m)))])
        steps_m = np.arange(0.0, on_the_way_m[-1], _STEP_M)
        places = np.interp(steps_m, on_the_way_m, x_m), np.interp(steps_m, on_the_way_m, y_m)
        points.append(np.asarray(shapely.points(*places), dtype=np.object_))
    return np.concatenate(points)


def _within(shapes: _Points, what: _Points, distance_m: float) -> npt.NDArray[np.bool_]:
    """Return whether any of some shapes lies so near to each geometry, shape (what,)."""
    found = np.zeros(len(what), np.bool_)
    tree = shapely.STRtree(shapes)
    if distance_m > 0.0:
        near = tree.query_nearest(what, max_distance=distance_m, all_matches=False)
    else:
        near = tree.query(what, predicate="intersects")
    found[near[0]] = True
    return found
