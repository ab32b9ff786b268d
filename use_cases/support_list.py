"""The support list of a district as a reader may see it, with candidates under a plan.

Everything here is of persons: it lives as long as its caller needs it and goes into nothing shared.
"""

from dataclasses import dataclass

import pandas as pd

from community.help_kinds import help_kind
from community.roster_columns import normal
from community.roster_text import folded_name
from community.support_overlap import members_on_list
from community.supporters import read_supporters, same_person
from domain.bundle import City
from domain.registers import RegisterName, Role
from domain.support import PlanState
from domain.tables.support import HelpedPersons
from planning.block_ground import BlockGround
from planning.case import Case
from planning.support import SupportAnswer, match_people
from planning.support_ground import SupportGround
from presentation.block.address import homes_of
from presentation.block.search import SearchIndex
from storage.store.errors import ForbiddenError
from storage.store.reader import Reader
from storage.store.store import Store
from use_cases.individual_plans import plan_state

#: Who sees people and possible helpers side by side.
OFFICERS = frozenset({Role.HEADQUARTERS, Role.WARD_OFFICER})


@dataclass(frozen=True, slots=True, eq=False)
class SupportList:
    """What a reader may see of one district. All of it is personal.

    Parameters
    ----------
    people
        ``NeedsHelpRegister``, by record id.
    plans
        ``IndividualPlanRegister`` of everybody whose plan the reader sees, by record id.
    homes
        Of each person the blocks that her address may mean, the middle one first.
    persons
        ``HelpedPersons`` of the same people.
    members
        ``MemberRegister`` of the ward; empty for whoever does not match.
    supporters
        ``Supporters`` of them.
    """

    people: pd.DataFrame
    plans: pd.DataFrame
    homes: dict[str, tuple[str, ...]]
    persons: pd.DataFrame
    members: pd.DataFrame
    supporters: pd.DataFrame

    @property
    def not_located(self) -> int:
        """People whose address names no town that the city knows."""
        return int((self.persons["block_id"] == "").sum())

    def home(self, person: str) -> str:
        """Return the block where a person lives; empty where her address may mean another one as well.

        Parameters
        ----------
        person
            Record id.

        Returns
        -------
        str
            Id of a block.
        """
        found = self.homes.get(person, ())
        return found[0] if len(found) == 1 else ""

    def states(self) -> "pd.Series[str]":
        """Return how far each row of the plans is, by its record id."""
        rows = zip(self.plans["person_consent"], self.plans["supporter_consent"], strict=True)
        return pd.Series([plan_state(*row).value for row in rows], index=self.plans.index, dtype="str")

    def pairs(self, *states: PlanState) -> list[tuple[str, str]]:
        """Return pairs of person and supporter in these states, as ``supporters_of_plans`` knows them."""
        known = supporters_of_plans(self.plans, self.members)
        kept = known[self.states().reindex(known.index).isin(states)]
        return list(zip(self.plans.loc[kept.index, "person_id"].astype(str), kept, strict=True))


def supporters_of_plans(plans: pd.DataFrame, members: pd.DataFrame) -> "pd.Series[str]":
    """Return the supporter of each plan that names one, by the plan's record id.

    Parameters
    ----------
    plans
        ``IndividualPlanRegister``.
    members
        ``MemberRegister``; a supporter is found by name and telephone. Who is none of them is known by the
        plan: ``plan:`` and its id.
    """
    first = same_person(members) if len(members) else pd.Series(dtype="str")
    names = zip(members["name"], members["phone"], strict=True)
    by_name = {_who(named): str(one) for named, one in zip(names, first, strict=True)}
    named = plans[plans["supporter_name"] != ""]
    rows = zip(named.index.astype(str), named["supporter_name"], named["supporter_phone"], strict=True)
    found = [by_name.get(_who((name, phone)), f"plan:{plan}") for plan, name, phone in rows]
    return pd.Series(found, index=named.index, dtype="str")


def read_support_list(
    store: Store, reader: Reader, city: City, index: SearchIndex, district_id: str, *, year: int
) -> SupportList:
    """Return the support list of a district with its plans and, for officers, the members of its ward.

    Parameters
    ----------
    store, reader
        The store, and who asks: rows that she may not see are not there.
    city, index
        The city, and the towns that addresses are held against.
    district_id
        District of the people.
    year
        Present year, for ages.

    Raises
    ------
    StoreError
        When the store cannot be read.
    """
    people = store.read(reader, RegisterName.NEEDS_HELP, scopes=[district_id])
    # Plans of other districts too: a supporter may have agreed to people there.
    plans = store.read(reader, RegisterName.INDIVIDUAL_PLANS)
    homes = dict(zip(people.index.astype(str), homes_of(city.blocks, index, people), strict=True))
    if reader.role in OFFICERS:
        members = store.read(
            reader, RegisterName.MEMBERS, scopes=_organisations(store, reader, city, district_id)
        )
    else:
        members = store.read(reader, RegisterName.MEMBERS, scopes=[])
    return SupportList(
        people=people, plans=plans, homes=homes, persons=helped_persons(people, homes), members=members,
        supporters=read_helpers(store, reader, members, people, index, city, year=year),
    )  # fmt: skip


def match_support_list(
    reader: Reader, case: Case, ground: BlockGround, on_blocks: SupportGround, found: SupportList
) -> SupportAnswer:
    """Return candidates for the people of a list; agreed pairs stay, closed ones are not proposed again.

    Raises
    ------
    ForbiddenError
        For whoever may not see people and possible helpers side by side.
    """
    if reader.role not in OFFICERS:
        raise ForbiddenError("forbidden")
    open_states = (PlanState.PROPOSED, PlanState.PERSON_AGREED, PlanState.AGREED)
    return match_people(
        case, ground, on_blocks, found.persons, found.supporters,
        agreed=found.pairs(*open_states), refused=found.pairs(PlanState.CLOSED),
        homes=found.homes,
    )  # fmt: skip


def read_helpers(
    store: Store, reader: Reader, members: pd.DataFrame, people: pd.DataFrame, index: SearchIndex,
    city: City, *, year: int,
) -> pd.DataFrame:  # fmt: skip
    """Return ``Supporters`` of members, those marked who stand on the support list themselves.

    Parameters
    ----------
    store, reader
        The store, and who asks.
    members
        ``MemberRegister``, with personal columns.
    people
        Entries of the support list that are open already.
    index, city
        The towns that addresses are held against, and their city.
    year
        Present year, for ages.
    """
    blocks = [_first(ids) for ids in homes_of(city.blocks, index, members)]
    return read_supporters(
        members, pd.Series(blocks, index=members.index, dtype="str"), year=year,
        on_the_list=_on_the_list(store, reader, members, people),
    )  # fmt: skip


def _on_the_list(store: Store, reader: Reader, members: pd.DataFrame, people: pd.DataFrame) -> frozenset[str]:
    """Return the members who stand on the support list: here, however spelled, or elsewhere by their name."""
    if members.empty:
        return frozenset()
    # By the marks of names, so that nobody else of another district is opened.
    elsewhere = store.find(reader, RegisterName.NEEDS_HELP, "name", sorted(set(members["name"].astype(str))))
    elsewhere = elsewhere[~elsewhere.index.isin(people.index)]
    return members_on_list(members, pd.concat([people, elsewhere]) if len(elsewhere) else people)


def _organisations(store: Store, reader: Reader, city: City, district_id: str) -> list[str]:
    ward = city.districts.loc[district_id, "ward_code"]
    organisations = store.read(reader, RegisterName.ORGANISATIONS, personal=False)
    return sorted(organisations.loc[organisations["ward_code"] == ward, "org_id"].astype(str))


def helped_persons(people: pd.DataFrame, homes: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """Return ``HelpedPersons`` of entries of the support list.

    Parameters
    ----------
    people
        ``NeedsHelpRegister``, with personal columns.
    homes
        Blocks that each address may mean, the middle one first, in the order of the rows.
    """
    kinds = [
        help_kind(needs, reason, note).value
        for needs, reason, note in zip(people["needs"], people["reason"], people["note"], strict=True)
    ]
    table = pd.DataFrame(
        {"block_id": [_first(ids) for ids in homes.values()], "kind": kinds},
        index=pd.Index(people.index.astype("str"), name="person_id"),
    )
    return HelpedPersons.check(table.astype("str"))


def _first(ids: tuple[str, ...]) -> str:
    return ids[0] if ids else ""


def _who(named: tuple[object, object]) -> tuple[str, str]:
    return folded_name(str(named[0])), normal(str(named[1]))
