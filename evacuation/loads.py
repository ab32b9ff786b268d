"""Load of each place: seats kept, people who really come, first and last arrival."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from domain.profiles import WalkingProfile
from domain.tables.stages import PlaceLoads
from domain.vocabulary import Outcome
from evacuation.network import IntArray


def build_loads(
    assignment: pd.DataFrame,
    usable: pd.DataFrame,
    profiles: Sequence[WalkingProfile],
    in_reach: pd.Series,
) -> pd.DataFrame:
    """Sum the assignment by place.

    Parameters
    ----------
    assignment, usable
        ``Assignment`` and ``UsablePlaces``.
    profiles
        Walking profiles; ``assisted_persons`` are the people of those who come first to seats,
        without who helps them.
    in_reach
        Persons who have a route in time to each destination, by its id.

    Returns
    -------
    pandas.DataFrame
        ``PlaceLoads``, one row a place in the order of ``usable``. ``early_persons`` come before
        the place is open and wait outside.
    """
    place = usable.index.get_indexer(pd.Index(assignment["destination_id"]))
    persons, count = assignment["persons"].to_numpy(np.int64), len(usable)
    placed = place >= 0
    walking = placed & (assignment["outcome"] != Outcome.NOT_LEAVING.value).to_numpy()
    arrival = sum(
        (assignment[name].to_numpy(np.float64) for name in ("walk_time_s", "wait_s")),
        start=assignment["departure_s"].to_numpy(np.float64),
    )[walking]
    at, came = place[walking], persons[walking]
    early = arrival < usable["opens_at_s"].to_numpy(np.float64)[at]
    first = [profile.profile_id for profile in profiles if profile.first_to_seats]
    assisted = (assignment["profile_id"].isin(first)).to_numpy()[walking]
    needing = came - assignment["helpers"].to_numpy(np.int64)[walking]

    def by_place(where: IntArray, values: IntArray) -> IntArray:
        # Whole persons well below 2**53 are exact in float64, which bincount needs.
        return np.bincount(where, values, minlength=count).astype(np.int64)

    begin, end = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(begin, at, arrival)
    np.maximum.at(end, at, arrival)
    nobody = np.bincount(at, minlength=count) == 0
    begin[nobody] = end[nobody] = np.nan
    loads = pd.DataFrame({
        "assigned_persons": by_place(place[placed], persons[placed]),
        "walking_persons": by_place(at, came),
        "assisted_persons": by_place(at[assisted], needing[assisted]),
        "capacity_persons": usable["capacity_persons"],
        "first_arrival_s": begin,
        "last_arrival_s": end,
        "early_persons": by_place(at[early], came[early]),
        "in_reach_persons": in_reach.reindex(usable.index, fill_value=0).to_numpy(np.int64),
    }, index=usable.index)  # fmt: skip
    return PlaceLoads.check(loads)
