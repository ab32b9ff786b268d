"""Entries of two tables that are one place by name and distance."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Geod

from data.readers.place_list import name_form

#: Farther apart than this, entries of one address are one place only where they have one name [m].
SAME_PLACE_M = 100.0


def same_name_nearby(entries: pd.DataFrame, others: pd.DataFrame) -> dict[str, str]:
    """Find the entries whose name one other entry within 100 m has, and only one of each.

    Parameters
    ----------
    entries, others
        ``place_id, name, lon, lat`` [degrees].

    Returns
    -------
    dict
        Id in ``others`` by id in ``entries``.
    """
    one, two = (
        each[["place_id", "lon", "lat"]].assign(form=each["name"].map(name_form).astype("str"))
        for each in (entries, others)
    )
    both = one.merge(two, on="form", suffixes=("", "_other"))
    metres = distances_m(both["lon"], both["lat"], both["lon_other"], both["lat_other"])
    # A place with two points, of its site and of its shelter, is one place.
    near = both[metres <= SAME_PLACE_M].drop_duplicates(["place_id", "place_id_other"])
    once = near[~near.duplicated("place_id", keep=False) & ~near.duplicated("place_id_other", keep=False)]
    return dict(zip(once["place_id"], once["place_id_other"], strict=True))


def distances_m(
    lon: "pd.Series[float]",
    lat: "pd.Series[float]",
    other_lon: "pd.Series[float]",
    other_lat: "pd.Series[float]",
) -> npt.NDArray[np.float64]:
    """Return the distances between points in degrees [m], shape (n,)."""
    one, two, three, four = (np.asarray(each, dtype=float) for each in (lon, lat, other_lon, other_lat))
    _, _, metres = Geod(ellps="GRS80").inv(one, two, three, four)
    return np.asarray(metres, dtype=float)
