"""Places that an area needs or has: who is sent there in a plan, and whether the place fills."""

from typing import Any

import pandas as pd

from planning.case import Case
from planning.compared_people import districts_of
from planning.figures import Figure
from planning.plan import Plan

#: States of a place in a plan.
FULL, FREE, SEATS_UNKNOWN, NOT_USED = "full", "free", "seats_unknown", "not_used"


def place_figures(case: Case, plan: Plan, area_id: str) -> dict[str, Figure]:
    """Return the people sent to each place of the plan that lies in an area or takes its people.

    Parameters
    ----------
    case, plan
        Inputs and results.
    area_id
        District, ward or city.

    Returns
    -------
    dict
        All persons sent to the place, from wherever, by place id in the order of the city; the state says
        whether its seats are all taken (``FULL``), some free, or not known.
    """
    taking = _ids_of(case, plan, area_id)
    loads = plan.loads.reindex(taking)
    seats = plan.usable_places["capacity_persons"].reindex(taking)
    return {
        str(place): Figure.of(float(persons), _state(int(persons), count))
        for place, persons, count in zip(taking, loads["assigned_persons"].fillna(0), seats, strict=True)
    }


def _ids_of(case: Case, plan: Plan, area_id: str) -> list[str]:
    ids = districts_of(case.city, area_id)
    places, in_plan = case.city.places, plan.usable_places["in_plan"]
    there = places.index[places["district_id"].isin(ids)]
    rows = plan.assignment
    own = rows[rows["block_id"].map(case.city.blocks["district_id"]).isin(ids)]
    wanted = set(there) | set(own["destination_id"])
    return [str(one) for one in plan.usable_places.index[in_plan] if one in wanted]


def _state(persons: int, seats: Any) -> str:
    if pd.isna(seats):
        return SEATS_UNKNOWN
    return FULL if persons >= int(seats) else FREE
