"""Walked ways for maps: persons by street, and arrows along the way."""

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from exports.hazard_style import FLOW_CLASSES
from planning.case import Case


def street_persons(case: Case, routes: gpd.GeoDataFrame) -> "pd.Series[Any]":
    """Return the persons who walk each street of these routes, by street id; unwalked left out."""
    paths = routes["street_path"].tolist()
    lengths = np.fromiter((len(path) for path in paths), dtype=np.int64, count=len(paths))
    streets = np.fromiter((street for path in paths for street in path), dtype=np.int64)
    persons = np.repeat(routes["persons"].to_numpy(), lengths)
    # A way may enter a street twice only by splitting it at an access point; it counts once.
    route = np.repeat(np.arange(len(paths)), lengths)
    once = pd.DataFrame({"street": streets, "route": route, "persons": persons})
    once = once.drop_duplicates(["street", "route"])
    summed = once.groupby("street")["persons"].sum()
    return summed[summed > 0].reindex(case.city.streets.index).dropna().astype("int64")


def flow_class(persons: "pd.Series[Any]") -> npt.NDArray[np.int64]:
    """Return the class (row of FLOW_CLASSES) of each number of persons."""
    bounds = np.array([bound for bound, _ in FLOW_CLASSES])
    return np.clip(np.digitize(persons.to_numpy(), bounds) - 1, 0, None)


def arrows(routes: gpd.GeoDataFrame, *, spacing_m: float) -> pd.DataFrame:
    """Return arrows along routes, each place once with the persons who pass there.

    Parameters
    ----------
    routes
        Routes in the metric CRS.
    spacing_m
        Distance between the arrows of one route [m]; they stand on a common grid of this size, so
        that routes on the same street share an arrow.

    Returns
    -------
    pandas.DataFrame
        Columns ``x_m, y_m, angle_rad`` (of walking, from east, counter-clockwise), ``persons``.
    """
    lines = routes.geometry.to_numpy()
    count = np.maximum(1, (shapely.length(lines) // spacing_m).astype(np.int64))
    row = np.repeat(np.arange(len(lines)), count)
    step = np.arange(row.size) - np.repeat(np.cumsum(count) - count, count)
    share = (step + 0.5) / count[row]
    along = share * shapely.length(lines)[row]
    here = shapely.get_coordinates(shapely.line_interpolate_point(lines[row], along))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines[row], along + 2.0))
    angle = np.arctan2(*(ahead - here).T[::-1])
    frame = pd.DataFrame({"x_m": here[:, 0], "y_m": here[:, 1], "angle_rad": angle})
    frame["persons"] = routes["persons"].to_numpy()[row]
    frame["cell"] = np.floor(frame["x_m"] / spacing_m) * 1e6 + np.floor(frame["y_m"] / spacing_m)
    frame["heading"] = np.round(frame["angle_rad"] / (np.pi / 2))
    first = frame.sort_values("persons", ascending=False, kind="stable").drop_duplicates(["cell", "heading"])
    total = frame.groupby(["cell", "heading"])["persons"].sum()
    keys = pd.MultiIndex.from_frame(first[["cell", "heading"]])
    return first.assign(persons=total.reindex(keys).to_numpy()).drop(columns=["cell", "heading"])
