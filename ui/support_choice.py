"""The support list that one reader looks at, and its candidates, kept for her alone.

What rests on whole lists is kept until a list or the plan changes; what is given to others is read anew
each time, because a disclosure may have ended.
"""

import datetime as dt

import pandas as pd

from domain.japan_time import day_in_japan
from domain.registers import RegisterName
from planning.case import Case
from planning.plan import Plan
from planning.plan_order import order_of_plans
from planning.support import SupportAnswer
from planning.support_ground import support_ground
from storage.store.reader import Reader
from ui import block_choice, session, shared
from use_cases.held_plans import UnderPlan, held_plans
from use_cases.plan_progress import plan_progress
from use_cases.support_list import OFFICERS, SupportList, match_support_list, read_support_list

_KEPT = ("people.progress", "people.list", "people.matched", "people.copy")
_REGISTERS = (RegisterName.NEEDS_HELP, RegisterName.MEMBERS, RegisterName.INDIVIDUAL_PLANS)


def today() -> dt.date:
    """Return the day in Japan."""
    return day_in_japan(dt.datetime.now(dt.UTC))


def forget() -> None:
    """Forget every person, for another page."""
    session.forget(*_KEPT)


def progress(reader: Reader, case: Case, plan: Plan) -> pd.DataFrame:
    """Return how far the plans of the reader's wards are, those made held against the scenario."""

    def made() -> pd.DataFrame:
        store, ground = shared.store(), block_choice.ground(case, plan)
        under = UnderPlan(case, ground, support_ground(case, plan, ground))
        held = held_plans(store, reader, under, block_choice.index(), year=today().year)
        return plan_progress(store, reader, case.city, held=held)

    return session.once("people.progress", (reader, _versions(reader), plan.key), made)


def listed(reader: Reader, district_id: str) -> SupportList:
    """Return the people of a district whom the reader may see."""

    def read() -> SupportList:
        return read_support_list(
            shared.store(), reader, session.bundle(), block_choice.index(), district_id, year=today().year
        )

    if reader.role not in OFFICERS:
        return read()
    key = (reader, district_id, _versions(reader), session.bundle().meta.bundle_hash)
    return session.once("people.list", key, read)


def matched(reader: Reader, case: Case, plan: Plan, district_id: str) -> tuple[SupportAnswer, list[str]]:
    """Return candidates of the people of a district, and who needs a plan first."""

    def match() -> tuple[SupportAnswer, list[str]]:
        found = listed(reader, district_id)
        ground = block_choice.ground(case, plan)
        answer = match_support_list(reader, case, ground, support_ground(case, plan, ground), found)
        # Whose supporters cannot be there wants a look again, agreed or not.
        absent = answer.support.index[answer.support["absent"] > 0]
        made = frozenset(found.plans.loc[found.states() == "agreed", "person_id"].astype(str)) - {*absent}
        return answer, [str(one) for one in order_of_plans(found.persons, answer.support, made)]

    return session.once("people.matched", (reader, district_id, _versions(reader), plan.key), match)


def _versions(reader: Reader) -> tuple[int, ...]:
    return tuple(shared.store().newest_version(reader, register) for register in _REGISTERS)
