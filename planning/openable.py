"""Which seats can be opened: who on opening duty is there in time, and what else a place has."""

import numpy as np
import pandas as pd

from domain.profiles import walking_profiles
from domain.tables.opening import OpenersInTime
from domain.vocabulary import DayTime, OpenClass
from evacuation.duty_arrivals import duty_walks
from evacuation.network import FloatArray, Network
from evacuation.profile_on_network import Passage, put_on_network
from planning.case import Case
from shelters.openable_seats import openable_seats


def openers_in_time(case: Case, network: Network, passage: Passage) -> pd.DataFrame:
    """Return how many people on opening duty are at each place in time, by day and by night.

    They walk from their block where it is known; else what the list says they take counts, whatever the
    streets are like; else nothing is known. They are called at level 3, or, after an earthquake, at t0.

    Parameters
    ----------
    case
        The case: who is on duty in its class of disaster.
    network, passage
        Its walking network, and what the scenario lets people walk on.

    Returns
    -------
    pd.DataFrame
        ``OpenersInTime``, by place id.
    """
    duty = case.strength.opening_duty
    own = duty[duty["open_class"] == case.scenario.open_class.value]
    own = own[own["place_id"].isin(case.city.places.index)]
    if own.empty:
        return OpenersInTime.empty_in()
    persons = own["persons"].to_numpy(np.int64)
    table = pd.DataFrame({"place_id": own["place_id"], "persons": persons})
    within_s = case.settings.capacity.opener_within_s
    for time in DayTime:
        arrival_s = _arrivals_s(case, network, passage, own, time)
        table[f"{time.value}_min"] = persons * (arrival_s <= within_s)
        table[f"{time.value}_max"] = persons * ~(arrival_s > within_s)
    sums = table.groupby("place_id").sum()
    sums.index = pd.Index(sums.index, dtype="str", name=OpenersInTime.index_name())
    return OpenersInTime.check(sums[OpenersInTime.columns()])


def openable_table(case: Case, network: Network, passage: Passage, usable: pd.DataFrame) -> pd.DataFrame:
    """Return how many seats of each place can be opened.

    Parameters
    ----------
    case
        The case.
    network, passage
        Its walking network, and what the scenario lets people walk on.
    usable
        ``UsablePlaces`` of the case.

    Returns
    -------
    pd.DataFrame
        ``OpenableSeats``, every place, by id; at the time of day of the scenario.
    """
    return openable_seats(
        case.city.places,
        usable,
        case.strength.place_facts["toilets"],
        openers_in_time(case, network, passage),
        case.scenario.day_time,
        case.settings,
    )


def _arrivals_s(
    case: Case, network: Network, passage: Passage, duty: pd.DataFrame, time: DayTime
) -> FloatArray:
    """Return how long each row takes to be there [s]: +inf never, NaN not known."""
    city, scenario = case.city, case.scenario
    on_network = put_on_network(
        network, city.streets, passage, walking_profiles(case.settings)[0], time, case.settings
    )
    place_row = city.places.index.get_indexer(pd.Index(duty["place_id"])).astype(np.int64)
    block_row = city.blocks.index.get_indexer(pd.Index(duty["block_id"])).astype(np.int64)
    at_warning = scenario.open_class is OpenClass.WIND_WATER
    called_s = scenario.alerts_s.get("level3", 0.0) if at_warning else 0.0
    walks = duty_walks(network, on_network, place_row, block_row, called_s)
    stated = duty[f"arrival_{time.value}_s"].to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(block_row >= 0, walks, stated)
