"""The ways out of the hazard area for people of a district who have no place: the hardest, and all exits."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES
from planning.block_ground import BlockGround
from planning.block_ways_out import WayOut, ends_out_of_area, route_out_of_area
from planning.case import Case
from planning.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class DistrictWayOut:
    """How people of one walking profile get out of the hazard area, where no seat waits for them.

    Parameters
    ----------
    profile_id
        Who walks.
    persons
        People without a place who can still get out in time.
    block_id
        The block that ``first`` begins at.
    first
        The way of the block whose limit comes first; of those without a limit that is told the longest.
    towns
        Towns where the ways of all blocks end, of most people first.
    departures
        When the people leave: ``domain.vocabulary.Departure`` and seconds after t0, each once, the earliest
        first.
    """

    profile_id: str
    persons: int
    block_id: str
    first: WayOut
    towns: tuple[str, ...]
    departures: tuple[tuple[str, float], ...]


def district_ways_out(
    case: Case, plan: Plan, ground: BlockGround, district_id: str
) -> tuple[DistrictWayOut, ...]:
    """Return the ways out of people of a district who have no place and can still get out.

    They are those of the blocks (``planning.block_answer``), each with the last departure of its people.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it (``planning.block_ground``).
    district_id
        The district.

    Returns
    -------
    tuple
        One a walking profile, most people first; none where nobody needs it or can.
    """
    found = []
    rows = _who_can_leave(case, plan, district_id)
    for profile_id, parts in rows.groupby("profile_id", sort=True):
        together = parts.groupby("block_id", sort=True)
        own = together.agg(persons=("persons", "sum"), departure_s=("departure_s", "max"))
        ends = ends_out_of_area(case, plan, ground, own.index, str(profile_id))
        if not ends.leads_out.any():
            continue
        # Of those whose limit is the same, or told of nobody, the longest walk; of these the first block.
        hardest = np.lexsort((-ends.walk_s, ends.limit_s, ~ends.leads_out))[0]
        depart_s = float(own["departure_s"].iloc[hardest])
        block_id = str(own.index[hardest])
        first = route_out_of_area(case, plan, ground, block_id, str(profile_id), depart_s)
        if first is not None:
            led = own["persons"].where(ends.leads_out, 0).tolist()
            found.append(_of_profile(block_id, first, list(zip(ends.town, led, strict=True)), parts))
    return tuple(sorted(found, key=lambda one: -one.persons))


def _who_can_leave(case: Case, plan: Plan, district_id: str) -> pd.DataFrame:
    """Return the rows of people of a district who have no place and can still get out."""
    rows = plan.assignment
    blocks = case.city.blocks.index[case.city.blocks["district_id"] == district_id]
    without = rows["outcome"].isin([cause.value for cause in UNSERVED_CAUSES])
    return rows[without & rows["can_leave_area"] & rows["block_id"].isin(blocks)]


def _of_profile(
    block_id: str, first: WayOut, ends: list[tuple[str, int]], parts: pd.DataFrame
) -> DistrictWayOut:
    towns: dict[str, int] = {}
    for town, persons in ends:
        if town:
            towns[town] = towns.get(town, 0) + persons
    return DistrictWayOut(
        profile_id=first.profile_id,
        persons=sum(persons for _, persons in ends),
        block_id=block_id,
        first=first,
        towns=tuple(sorted(towns, key=lambda town: (-towns[town], town))),
        departures=tuple(
            (str(departure), float(at_s))
            for departure, at_s in parts[["departure", "departure_s"]]
            .drop_duplicates()
            .sort_values(["departure_s", "departure"])
            .itertuples(index=False)
        ),
    )
