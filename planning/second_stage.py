"""How the second stage of a stay stands: people who need care in shelters against places with carers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.profiles import walking_profiles
from domain.tables.among import among
from domain.vocabulary import Phase, Suitability
from planning.case import Case
from planning.plan import Plan


@dataclass(frozen=True, slots=True)
class SecondStage:
    """People who need care, and the welfare shelters that they may move on to.

    Parameters
    ----------
    persons
        People who need care with a seat in a shelter for everybody, who walks with them not counted.
    places
        Welfare shelters to move on to that can be used.
    unusable_places
        Those that ground or water rules out in the scenario, or of which that is not known.
    unknown_places
        Of those that can be used, how many have no known capacity.
    seats
        Places with carers in the others. Floor area gives none: carers, not metres, are what they lack.
    """

    persons: int
    places: int
    unusable_places: int
    unknown_places: int
    seats: int


def second_stage(
    case: Case, plan: Plan, block_ids: "pd.Index[str] | None" = None, place_ids: "pd.Index[str] | None" = None
) -> SecondStage | None:
    """Return how people who need care stand against places with carers.

    Parameters
    ----------
    case, plan
        A case and its plan.
    block_ids, place_ids
        Blocks whose people, and places, are counted; all where None.

    Returns
    -------
    SecondStage | None
        None where the scenario is no stay of days.
    """
    if case.scenario.phase is not Phase.STAY:
        return None
    need_care = [one.profile_id for one in walking_profiles(case.settings) if one.first_to_seats]
    for_care = plan.usable_places.index[plan.usable_places["for_care"]]
    rows = plan.assignment
    rows = rows[(rows["destination_id"] != "") & rows["profile_id"].isin(need_care)]
    rows = rows[~rows["destination_id"].isin(for_care)]
    if block_ids is not None:
        rows = rows[among(rows["block_id"], block_ids)]
    usable = plan.usable_places
    usable = usable[usable["why_not"] == "welfare_second_stage"]
    if place_ids is not None:
        usable = usable[usable.index.isin(place_ids)]
    can = usable["suitability"].isin([Suitability.USABLE.value, Suitability.UPPER_FLOORS.value])
    seats = case.city.places["stay_capacity_persons"].reindex(usable.index[can])
    return SecondStage(
        persons=int((rows["persons"] - rows["helpers"]).sum()),
        places=int(can.sum()),
        unusable_places=int((~can).sum()),
        unknown_places=int(seats.isna().sum()),
        seats=int(np.nansum(seats.to_numpy(np.float64, na_value=np.nan))),
    )
