"""What a place is in a scenario: one state and one sign of it, on every page, map, table and file."""

from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from domain.vocabulary import PlaceState, Suitability


class PlaceStanding(StrEnum):
    """What a place is in a scenario; words below ``place_standing.``."""

    USABLE = "usable"
    UPPER_FLOORS = "upper_floors"
    UNUSABLE = "unusable"
    TO_CONFIRM = "to_confirm"
    NOT_DESTINATION = "not_destination"


#: States of a place that has the flag of the hazard.
DESIGNATED_STATES = (PlaceState.DESIGNATED_INSIDE.value, PlaceState.DESIGNATED_OUTSIDE.value)


def place_standings(usable_places: pd.DataFrame) -> "pd.Series[Any]":
    """Return the standing of each place.

    Only a place of the plan is ever ○ or △. Outside the plan a designated place that the hazard
    reaches is ×, one of which too little is known is ？, and every other is no destination (－):
    not designated, not opened, not for this phase, or closed by a setting.

    Parameters
    ----------
    usable_places
        ``UsablePlaces``: columns ``state``, ``suitability``, ``in_plan``.

    Returns
    -------
    pandas.Series
        Values of ``PlaceStanding``, aligned to the places.
    """
    in_plan = usable_places["in_plan"].to_numpy(dtype=bool)
    designated = usable_places["state"].isin(DESIGNATED_STATES).to_numpy()
    suitability = usable_places["suitability"].to_numpy()
    upstairs = suitability == Suitability.UPPER_FLOORS.value
    standing = np.select(
        [
            in_plan & upstairs,
            in_plan,
            designated & (suitability == Suitability.UNUSABLE.value),
            designated & (suitability == Suitability.TO_CONFIRM.value),
        ],
        [
            PlaceStanding.UPPER_FLOORS.value,
            PlaceStanding.USABLE.value,
            PlaceStanding.UNUSABLE.value,
            PlaceStanding.TO_CONFIRM.value,
        ],
        default=PlaceStanding.NOT_DESTINATION.value,
    )
    return pd.Series(standing, index=usable_places.index, dtype="str")
