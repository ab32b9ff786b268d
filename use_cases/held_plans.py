"""Whether supporters who have agreed can be there in a scenario, for all people of a reader."""

from dataclasses import dataclass

import pandas as pd

from domain.registers import RegisterName
from domain.support import PlanState
from planning.block_ground import BlockGround
from planning.case import Case
from planning.support import hold_people
from planning.support_ground import SupportGround
from presentation.block.address import homes_of
from presentation.block.search import SearchIndex
from storage.store.errors import ForbiddenError
from storage.store.reader import Reader
from storage.store.store import Store
from use_cases.individual_plans import plan_state
from use_cases.support_list import OFFICERS, helped_persons, read_helpers, supporters_of_plans


@dataclass(frozen=True, slots=True, eq=False)
class UnderPlan:
    """A case, the network under its plan, and what that says of each block."""

    case: Case
    ground: BlockGround
    on_blocks: SupportGround


def held_plans(
    store: Store, reader: Reader, under: UnderPlan, index: SearchIndex, *, year: int
) -> pd.DataFrame:
    """Return of everybody with an agreed plan how many of her supporters can be there.

    Parameters
    ----------
    store, reader
        The store, and who asks. Entries of districts with agreed plans are opened, and members of the names
        that stand in them.
    under
        What plans are held against.
    index
        Towns that addresses are held against.
    year
        Present year, for ages.

    Returns
    -------
    pandas.DataFrame
        By record of the person: ``district_id``, ``ward_code``, ``needed``, ``written``, ``absent``.

    Raises
    ------
    ForbiddenError
        For whoever does not see the whole of a list.
    """
    if reader.role not in OFFICERS:
        raise ForbiddenError("forbidden")
    plans = store.read(reader, RegisterName.INDIVIDUAL_PLANS)
    rows = zip(plans["person_consent"], plans["supporter_consent"], strict=True)
    states = pd.Series([plan_state(*row) for row in rows], index=plans.index, dtype="object")
    # Who is only proposed counts towards what a supporter takes on, as on the list of a district.
    plans, states = plans[states != PlanState.CLOSED], states[states != PlanState.CLOSED]
    made = plans[states == PlanState.AGREED]
    people = store.read(reader, RegisterName.NEEDS_HELP, scopes=sorted(set(made["district_id"])))
    people = people[people.index.isin(made["person_id"])]
    members = store.find(
        reader, RegisterName.MEMBERS, "name", sorted(set(plans["supporter_name"].astype(str)) - {""})
    )
    city = under.case.city
    homes = dict(zip(people.index.astype(str), homes_of(city.blocks, index, people), strict=True))
    helpers = read_helpers(store, reader, members, people, index, city, year=year)
    known = supporters_of_plans(plans, members)
    pairs = list(zip(plans.loc[known.index, "person_id"].astype(str), known, strict=True))
    needed, held = hold_people(
        under.case, under.ground, under.on_blocks, (helped_persons(people, homes), helpers), pairs, homes
    )
    agreed = known[known.index.isin(made.index)]
    of_made = pd.MultiIndex.from_arrays([plans.loc[agreed.index, "person_id"].astype(str), agreed])
    held = held[pd.MultiIndex.from_frame(held[["person_id", "supporter_id"]]).isin(of_made)]
    found = people[["district_id", "ward_code"]].join(needed)
    for name, counted in (("written", held), ("absent", held[held["held"] != ""])):
        found[name] = counted.groupby("person_id").size().reindex(found.index, fill_value=0).astype("int64")
    return found


def cannot_be_there(held: pd.DataFrame) -> "pd.Series[bool]":
    """Return of each person whether a supporter cannot be there and the others are too few.

    Parameters
    ----------
    held
        ``needed``, ``written`` and ``absent`` by person.
    """
    return (held["absent"] > 0) & (held["written"] - held["absent"] < held["needed"])
