"""What a choice of open places does: who has a place, who comes from where, who is left without."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.vocabulary import Departure
from evacuation.clock import seconds_of
from evacuation.network import BoolArray
from evacuation.opening_order import served_persons
from evacuation.price_tables import worth_columns
from planning.openings import Opening


@dataclass(frozen=True, slots=True)
class OpeningSums:
    """People of the whole city under a choice of places; they need a place outside their homes.

    Parameters
    ----------
    persons
        Everybody who needs a place; the sum of the five others.
    served
        Who has one: seats, or safe ground.
    could_be_served
        Who has none, but would if every place were open: opening more helps.
    seats_lacking
        Who reaches some place of known seats in time, but even with all open there are too few.
    out_of_reach
        Who reaches no place of known seats in time, whatever is opened.
    off_network
        Of whom nobody knows what they reach, for no street is held near their block.
    """

    persons: int
    served: int
    could_be_served: int
    seats_lacking: int
    out_of_reach: int
    off_network: int = 0

    @property
    def unserved(self) -> int:
        """Everybody without a place: 避難先を確保できない in the people ledger."""
        return self.persons - self.served


@dataclass(frozen=True, slots=True, eq=False)
class OpeningEffect:
    """Who goes where with some places open, exactly as the plan of this choice assigns them.

    Parameters
    ----------
    is_open
        Ids of the open places.
    places
        Index place id (and ``safe_area``): ``assigned_persons`` (seats taken), ``walking_persons``, and
        ``walk_time_s`` and ``walk_length_m``, the means over those who walk (NaN where nobody does).
    coming
        Columns ``place_id``, ``district_id``, ``persons`` (seats taken): most people of a place first.
    areas
        Index ``district_id``; columns ``ward_code``, ``persons`` who need a place and ``unserved_persons``
        without one.
    one_more
        What one more seat of each place would change, as in ``SeatPrices``, for open places.
    """

    is_open: frozenset[str]
    places: pd.DataFrame
    coming: pd.DataFrame
    areas: pd.DataFrame
    one_more: pd.DataFrame


def opening_sums(opening: Opening, is_open: frozenset[str]) -> OpeningSums:
    """Return how many people a choice of places serves: quick, for it assigns nobody.

    Parameters
    ----------
    opening
        What could be opened.
    is_open
        Ids of the open places.

    Returns
    -------
    OpeningSums
        People of the whole city.
    """
    openable, supply = opening.openable, opening.supply
    served = served_persons(supply, openable.mask(is_open))
    most = opening.most_served
    alone = np.diff(supply.group_start) == 0
    reaching_none = int(supply.persons[alone].sum())
    return OpeningSums(
        persons=openable.persons,
        served=served,
        could_be_served=most - served,
        seats_lacking=openable.persons - reaching_none - most,
        out_of_reach=reaching_none - openable.way_unknown_persons,
        off_network=openable.way_unknown_persons,
    )


def opening_effect(opening: Opening, is_open: frozenset[str]) -> OpeningEffect:
    """Return who goes where with some places open.

    Parameters
    ----------
    opening
        What could be opened.
    is_open
        Ids of the open places.

    Returns
    -------
    OpeningEffect
        Places, coming, and people without a place by district.
    """
    openable = opening.openable
    mask = openable.mask(is_open)
    flows = openable.assign(mask)
    open_ids = np.array(openable.destinations.destination_id, dtype=object)[mask]
    one_more = worth_columns(flows.worth, open_ids.size)
    demand = openable.demand.iloc[flows.row]
    staying = (demand["departure"] == Departure.NOT_LEAVING.value).to_numpy()
    served = flows.destination >= 0
    ticks = openable.connector[flows.row].astype(np.float64)
    ticks[served] += openable.choices.walk[flows.destination[served], flows.row[served]]
    length_m = np.zeros(len(demand))
    length_m[served] = openable.length_m[flows.destination[served], flows.row[served]]
    rows = pd.DataFrame(
        {
            "place_id": np.array([*openable.destinations.destination_id, ""], dtype=object)[
                flows.destination
            ],
            "district_id": demand["district_id"].to_numpy(),
            "ward_code": demand["ward_code"].to_numpy(),
            "persons": flows.persons,
            "walking": np.where(staying, 0, flows.persons),
            "person_s": np.where(staying, 0.0, flows.persons * seconds_of(ticks)),
            "person_m": np.where(staying, 0.0, flows.persons * length_m),
        }
    )
    return OpeningEffect(
        is_open, _places(rows[served]), _coming(rows[served]), _areas(rows, ~served),
        one_more.set_index(pd.Index(open_ids, dtype="str", name="place_id")),
    )  # fmt: skip


def _places(rows: pd.DataFrame) -> pd.DataFrame:
    sums = rows.groupby("place_id")[["persons", "walking", "person_s", "person_m"]].sum()
    walking = sums["walking"].where(sums["walking"] > 0)
    return pd.DataFrame(
        {
            "assigned_persons": sums["persons"],
            "walking_persons": sums["walking"],
            "walk_time_s": sums["person_s"] / walking,
            "walk_length_m": sums["person_m"] / walking,
        }
    )


def _coming(rows: pd.DataFrame) -> pd.DataFrame:
    sums = rows.groupby(["place_id", "district_id"])["persons"].sum().reset_index()
    order = np.lexsort((sums["district_id"], -sums["persons"], sums["place_id"]))
    return sums.iloc[order].reset_index(drop=True)


def _areas(rows: pd.DataFrame, without: BoolArray) -> pd.DataFrame:
    left = rows.assign(unserved_persons=rows["persons"].where(without, 0))
    keys = ["district_id", "ward_code"]
    sums = left.groupby(keys)[["persons", "unserved_persons"]].sum().reset_index()
    return sums.set_index("district_id")
