"""Papers about people who need help: plan sheets and numbered copies of the list, each in the audit log."""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from community.demand import alerts_s
from domain.support import PlanState
from domain.vocabulary import Phase
from exports.individual_plan_pdf import PERSON_ITEMS, SUPPORTER_ITEMS, PlanSheet, individual_plan_pdf
from exports.support_list_pdf import LIST_ITEMS, ListCopy, support_list_pdf
from planning.block_answer import BlockAnswer, block_answer
from planning.block_ground import BlockGround
from planning.case import Case
from planning.plan import Plan
from planning.support import hold_people
from planning.support_ground import helped_profile, support_ground
from presentation.block.legs import legs_of
from presentation.block.people import people_lines, staying_line, without_lines
from presentation.block.routes import departures_text, leg_head, leg_lines, way_lines
from presentation.held_supporters import held_words
from presentation.names import district_title
from presentation.paper_receiver import receiver_name
from presentation.words import Words
from storage.store.errors import RefusedError
from storage.store.paper import CopyOrder
from storage.store.reader import Reader
from storage.store.store import Store
from use_cases.support_list import SupportList, supporters_of_plans


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints a paper (by right, and by name), when, and in which language."""

    reader: Reader
    name: str
    at: dt.datetime
    language: str


@dataclass(frozen=True, slots=True, eq=False)
class RoutesOf:
    """What the route on a paper is of: case, plan, and the network under it."""

    case: Case
    plan: Plan
    ground: BlockGround


def plan_sheet(store: Store, of: RoutesOf, found: SupportList, person_id: str, printing: Printing) -> bytes:
    """Return the plan of a person on A4, and write down that it is printed.

    Parameters
    ----------
    store
        The store.
    of
        What the route is of.
    found
        The list that the person stands on.
    person_id
        The person; both she and a supporter must have agreed.
    printing
        Who prints it.

    Raises
    ------
    StoreError
        When nobody has agreed to it together with her, or the reader may not.
    """
    agreed = found.plans[(found.plans["person_id"] == person_id) & (found.states() == PlanState.AGREED.value)]
    if agreed.empty:
        raise RefusedError("plan_unknown")
    store.paper.note_plan(printing.reader, person_id)
    words, block_id = Words(printing.language), found.persons["block_id"].to_dict()[person_id]
    whole = block_answer(of.case, of.plan, block_id, of.ground) if block_id else None
    answer = None if whole is None else _told_answer(of.case, whole)
    way = () if whole is None else _way(of.case, of.plan, whole, words)
    way = (*_town_lines(of, found, person_id, words), *way)
    held = _held(of, found, person_id)
    supporters = [
        {name: str(row[f"supporter_{name}"]) for name in SUPPORTER_ITEMS}
        | {"in_scenario": held_words(held.get(str(plan_id), ""), of.case, words)}
        for plan_id, row in agreed.to_dict(orient="index").items()
    ]
    sheet = PlanSheet(
        person=_cells(found.people, person_id, PERSON_ITEMS, words),
        supporters=tuple(supporters), way=way, made_on=str(agreed["made_on"].max()),
    )  # fmt: skip
    return individual_plan_pdf(
        of.case, of.plan, sheet, answer, account=printing.name, at=printing.at,
        language=printing.language,
    )  # fmt: skip


def list_copy(store: Store, case: Case, order: CopyOrder, printing: Printing) -> bytes:
    """Write down a new copy of a district's list, and return it on A4.

    Parameters
    ----------
    store, case
        The store, and a case of the city, which names the district.
    order
        The copy.
    printing
        Who gives it.

    Raises
    ------
    StoreError
        When the reader may not, or nobody may stand on it.
    """
    given, words = store.paper.give(printing.reader, order), Words(printing.language)
    people = [_cells(given.people, str(one), LIST_ITEMS, words) for one in given.people.index]
    district = district_title(case, order.district_id, printing.language)
    copy = ListCopy(
        given.number, district, receiver_name(case, order.receiver, order.org_id, words), order.due_on, people
    )
    return support_list_pdf(copy, account=printing.name, at=printing.at, language=printing.language)


def _town_lines(of: RoutesOf, found: SupportList, person_id: str, words: Words) -> tuple[str, ...]:
    """Say that an address tells the town only: the route is of one of its blocks, the limit of all."""
    blocks = list(found.homes[person_id])
    if len(blocks) <= 1:
        return ()
    on_blocks = support_ground(of.case, of.plan, of.ground)
    earliest = float(on_blocks.limit_s[of.case.city.blocks.index.get_indexer(pd.Index(blocks))].min())
    is_withheld = on_blocks.limits_withheld and np.isfinite(earliest)
    limit = words("profile.limit_withheld") if is_withheld else words.limit(earliest, of.case.scenario)
    return (words("plan_sheet.town_only", count=len(blocks), limit=limit),)


def _held(of: RoutesOf, found: SupportList, person_id: str) -> dict[str, str]:
    """Return why supporters of a person do not count in this scenario, by plan."""
    open_states = (PlanState.PROPOSED, PlanState.PERSON_AGREED, PlanState.AGREED)
    on_blocks = support_ground(of.case, of.plan, of.ground)
    _, pairs = hold_people(
        of.case, of.ground, on_blocks, (found.persons.loc[[person_id]], found.supporters),
        found.pairs(*open_states), found.homes,
    )  # fmt: skip
    reasons = dict(zip(pairs["supporter_id"], pairs["held"], strict=True))
    known = supporters_of_plans(found.plans[found.plans["person_id"] == person_id], found.members)
    return {str(plan): reasons[one] for plan, one in known.items() if one in reasons}


def _cells(people: pd.DataFrame, person_id: str, items: tuple[str, ...], words: Words) -> dict[str, str]:
    row = people.loc[[person_id]].to_dict(orient="records")[0]
    cells = {name: str(row[name]) for name in items}
    if cells.get("sex"):
        cells["sex"] = words(f"people.sex.{cells['sex']}") if cells["sex"] in _SEXES else cells["sex"]
    return cells


#: Words of sex that the reading of lists gives; anything else stands as it is.
_SEXES = frozenset({"male", "female", "other", "not_given"})


def _of_helped(case: Case, answer: BlockAnswer) -> BlockAnswer:
    """Return what an answer says of people with help alone."""
    who = helped_profile(case).profile_id
    kept = [i for i, group in enumerate(answer.groups) if group.profile_id == who]
    return replace(
        answer,
        groups=tuple(answer.groups[i] for i in kept),
        seconds=tuple(answer.seconds[i] for i in kept) if answer.seconds else (),
        without_place=tuple(one for one in answer.without_place if one.profile_id == who),
        ways_out=tuple(one for one in answer.ways_out if one.profile_id == who),
    )


def _told_answer(case: Case, whole: BlockAnswer) -> BlockAnswer:
    """Return what an answer says of people with help, or of the others where none of them is planned for."""
    helped = _of_helped(case, whole)
    return helped if helped.groups or helped.without_place else whole


def _way(case: Case, plan: Plan, whole: BlockAnswer, words: Words) -> tuple[str, ...]:
    """Return when people with help leave, where to and which way, who has no place, or why nobody leaves.

    Where the plan has none of them in a block that others leave, one who lives there may have to leave all
    the same: the others' way is told as that, never as hers.
    """
    helped = _of_helped(case, whole)
    lines: list[str] = []
    for leg in legs_of(helped):
        lines.append(words("plan_sheet.depart", depart=departures_text(case, leg, words)))
        lines += leg_lines(case, plan, leg, words, asked=True)
    lines += [*without_lines(case, plan, helped, words), *way_lines(case, helped, words)]
    if lines:
        return tuple(lines)
    # Whoever lives outside the area, or may stay, must not read that she has no destination.
    there = people_lines(case, plan, helped, words)
    others = [*_of_others(case, plan, whole, words), staying_line(case, plan, whole, words)]
    if not any(others):
        return tuple(there)
    return (*_not_planned_for(case, plan, words), *there, *(one for one in others if one))


def _of_others(case: Case, plan: Plan, whole: BlockAnswer, words: Words) -> list[str]:
    lines: list[str] = []
    for leg in legs_of(whole):
        lines += [leg_head(case, plan, whole, leg, words), *leg_lines(case, plan, leg, words, asked=True)]
    return [*lines, *without_lines(case, plan, whole, words), *way_lines(case, whole, words)]


def _not_planned_for(case: Case, plan: Plan, words: Words) -> list[str]:
    """Say that nobody with help is planned for in a block, and when such people leave elsewhere."""
    said = [words("plan_sheet.not_planned_for")]
    profile_id = helped_profile(case).profile_id
    departs = plan.margin["departure_s"][plan.margin["profile_id"] == profile_id]
    if case.scenario.phase is not Phase.STAY and len(departs):
        alert_s = alerts_s(case.scenario, case.settings)[profile_id]
        depart = words.departure(float(departs.min()), case.scenario, alert_s, told=True)
        said.append(words("plan_sheet.others_like_her", depart=depart))
    return said
