"""Places with free seats beside people without one: why nobody of them is sent there."""

from enum import StrEnum

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, Outcome
from planning.case import Case
from planning.plan import Plan

#: Where no street is held near nobody knows who is in reach of a free seat.
_CAUSES = [cause.value for cause in UNSERVED_CAUSES if cause is not Outcome.WAY_UNKNOWN]


class FreeSeats(StrEnum):
    """Why a place keeps free seats although its district has people without one; words below ``free_seats.``.

    The plan serves as many people as it can before anything else, so whoever has no place has no
    route in time to a free seat either.
    """

    NONE = ""
    NOBODY_IN_REACH = "nobody_in_reach"
    NOT_FOR_DISTRICT = "not_for_district"


def free_seat_reasons(case: Case, plan: Plan) -> "pd.Series[str]":
    """Return the reason of each place that keeps free seats beside people without a place.

    Parameters
    ----------
    case, plan
        Inputs and results.

    Returns
    -------
    pandas.Series
        Values of ``FreeSeats`` by place id; empty where the place is full, of unknown seats, not in
        the plan, for people who need care alone, or nobody of its district is without a place.
    """
    places = case.city.places
    usable, loads = (table.reindex(places.index) for table in (plan.usable_places, plan.loads))
    free = (usable["capacity_persons"] - loads["assigned_persons"] > 0).fillna(value=False).to_numpy(bool)
    unserved = plan.ledgers.districts[_CAUSES].sum(axis=1)
    beside = places["district_id"].map(unserved).fillna(0).to_numpy() > 0
    # Seats for people who need care are no answer for the others.
    asked = (usable["in_plan"] & ~usable["for_care"]).to_numpy(bool) & free & beside
    nobody = (loads["in_reach_persons"] == 0).to_numpy(bool)
    said = np.where(nobody, FreeSeats.NOBODY_IN_REACH.value, FreeSeats.NOT_FOR_DISTRICT.value)
    return pd.Series(np.where(asked, said, FreeSeats.NONE.value), places.index, dtype="str")
