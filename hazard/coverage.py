"""Where the hazard layers of a scenario say anything: beyond a border along which they were cut, nothing."""

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

#: An edge so near to the border runs along it [m]; so much of it is a cut and no chance [m]; and it is of
#: concern to street corners beyond the border that lie so near to it [m].
_BORDER_M, _CUT_M, _NEAR_CORNERS_M = 2.0, 200.0, 300.0


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


def cut_length_m(areas: gpd.GeoDataFrame, city: shapely.Geometry, beyond: npt.NDArray[np.object_]) -> float:
    """Return how far a layer was cut along the border of the city, where its streets go on.

    Parameters
    ----------
    areas
        Areas of one layer with sound shapes, in metres.
    city
        The area of the city (``city_area``).
    beyond
        Street corners outside the city, shape (n,).

    Returns
    -------
    float
        Length of its edges along the border near such corners [m]; 0 where it is too little to be a cut.
    """
    if not len(beyond) or areas.empty:
        return 0.0
    border = shapely.boundary(city)
    shapes = areas.geometry.to_numpy()
    near = shapely.STRtree(shapes).query(border, predicate="dwithin", distance=_BORDER_M)
    strip = shapely.buffer(border, _BORDER_M)
    edges = shapely.intersection(shapely.boundary(shapes[near]), strip)
    pieces = shapely.get_parts(shapely.line_merge(edges))
    at, _ = shapely.STRtree(beyond).query(pieces, predicate="dwithin", distance=_NEAR_CORNERS_M)
    metres = float(shapely.length(pieces[np.unique(at)]).sum())
    return metres if metres >= _CUT_M else 0.0


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
        Corners outside the city where any layer was cut along its border, shape (nodes,).
    """
    city = city_area(wards)
    outside = ~np.asarray(shapely.intersects_xy(city, x_m, y_m))
    if not outside.any():
        return outside
    beyond = np.asarray(shapely.points(x_m[outside], y_m[outside]), dtype=np.object_)
    is_cut = any(cut_length_m(layer, city, beyond) for layer in layers)
    return outside & is_cut
