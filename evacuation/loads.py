"""Load of each place: seats kept, people who really come, first and last arrival."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from domain.profiles import WalkingProfile
from domain.tables.stages import PlaceLoads
from domain.vocabulary import Outcome


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
    placed = assignment[assignment["destination_id"].isin(usable.index)]
    walking = placed[placed["outcome"] != Outcome.NOT_LEAVING.value]
    arrival = walking["departure_s"] + walking["walk_time_s"] + walking["wait_s"]
    opens = usable["opens_at_s"].reindex(walking["destination_id"]).to_numpy()
    early = walking["persons"].where(arrival.to_numpy() < opens, 0)
    first = [profile.profile_id for profile in profiles if profile.first_to_seats]
    needing = walking["persons"] - walking["helpers"]
    assisted = needing.where(walking["profile_id"].isin(first), 0)

    def by_place(frame: pd.DataFrame, values: pd.Series) -> pd.Series:
        return (
            values.groupby(frame["destination_id"]).sum().reindex(usable.index, fill_value=0).astype(np.int64)
        )

    arrivals = arrival.groupby(walking["destination_id"])
    loads = pd.DataFrame({
        "assigned_persons": by_place(placed, placed["persons"]),
        "walking_persons": by_place(walking, walking["persons"]),
        "assisted_persons": by_place(walking, assisted),
        "capacity_persons": usable["capacity_persons"],
        "first_arrival_s": arrivals.min().reindex(usable.index).astype(np.float64),
        "last_arrival_s": arrivals.max().reindex(usable.index).astype(np.float64),
        "early_persons": by_place(walking, early),
        "in_reach_persons": in_reach.reindex(usable.index, fill_value=0).astype(np.int64),
    })  # fmt: skip
    return PlaceLoads.check(loads)
