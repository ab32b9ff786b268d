"""Parts of the page of people who need help: progress, list, candidates, plans."""

from collections.abc import Callable, Sequence

import streamlit as st

from domain.support import PlanState
from evacuation.destinations import SAFE_AREA_ID
from planning.case import Case
from planning.plan import Plan
from planning.support import SupportAnswer
from planning.support_ground import helped_profile
from presentation.block.routes import destination_name, limit_text
from presentation.people_map import AreaCount, people_area_grid, people_by_area, people_map
from presentation.plain_text import readable_text
from storage.store.errors import StoreError
from storage.store.reader import Reader
from ui import block_choice, session, shared, support_choice
from ui.components import frame, paper_parts, table, trouble
from ui.view import people as view
from use_cases import individual_plans
from use_cases.support_list import OFFICERS, SupportList

#: People whose rows stand on the page at once.
_AT_ONCE = 50


def progress(case: Case, plan: Plan) -> None:
    """Draw how far the plans of each ward are; in the demonstration the counts of the bundle."""
    words, reader = session.words(), session.reader()
    if reader is None:
        table.show(view.counts_grid(case, words))
        frame.nothing(words("people.demonstration"))
    elif reader.role in OFFICERS:
        frame.section(words("people.section.progress"), "progress")
        found = support_choice.progress(reader, case, plan)
        if found.empty:
            frame.nothing(words("people.no_list"))
        else:
            table.show(view.progress_grid(case, found, words))


def show(case: Case, plan: Plan, district_id: str) -> None:
    """Draw the people of a district whom the reader may see, and what she may do."""
    words, reader = session.words(), session.reader()
    if reader is None:
        return
    found = support_choice.listed(reader, district_id)
    frame.section(words("people.section.list"), "list")
    if found.people.empty:
        frame.nothing(words("people.nobody" if reader.role in OFFICERS else "people.nobody_given"))
        return
    if reader.role not in OFFICERS:
        table.show(view.given_grid(found, words))
        _map(case, found, district_id, exact=False)
        return
    answer, order = support_choice.matched(reader, case, plan, district_id)
    frame.sentences(view.summary(answer, found, words))
    reasons = view.reasons_grid(answer, words)
    if reasons is not None:
        table.show(reasons)
    areas = people_by_area(case, found.homes.values(), words.language)
    everybody = [*order, *sorted(set(found.people.index.astype(str)) - set(order))]
    chosen = view.chosen_people(found, answer, everybody, areas, _filters(found, answer, areas))
    if chosen:
        table.show(view.people_grid(case, found, answer, _one_page(chosen), words))
    else:
        frame.nothing(words("people.none_chosen"))
    _map(case, found, district_id, exact=True)
    frame.section(words("people.section.person"), "person")
    _person(case, plan, reader, found, answer, order)


def _filters(found: SupportList, answer: SupportAnswer, areas: Sequence[AreaCount]) -> view.Filters:
    """Draw the choices of whom to show."""
    words, support = session.words(), answer.support
    reasons = sorted(set(support["reason"].astype(str)))
    keys = view.plan_keys(found, answer)
    everybody, nowhere = words("people.filter.all"), words("people.unknown_home")
    with st.container(horizontal=True):
        area = st.selectbox(
            words("people.filter.area"),
            [None, *(one.name for one in areas), ""],
            key="people.filter.area",
            format_func=lambda one: everybody if one is None else readable_text(one) or nowhere,
        )
        reason = st.selectbox(
            words("people.filter.reason"),
            [None, *reasons],
            key="people.filter.reason",
            format_func=lambda one: (
                everybody
                if one is None
                else words(f"unmatched_reason.{one}" if one else "people.filter.covered")
            ),
        )
        state = st.selectbox(
            words("people.filter.state"), [None, *keys], key="people.filter.state",
            format_func=lambda one: everybody if one is None else view.plan_key_words(one, words),
        )  # fmt: skip
    return view.Filters(area, reason, state)


def _one_page(chosen: list[str]) -> list[str]:
    """Return the people of the page that is chosen; all of them where they are few."""
    pages = -(-len(chosen) // _AT_ONCE)
    if pages <= 1:
        return chosen
    words = session.words()
    page = st.number_input(
        words("people.page", pages=pages, count=f"{len(chosen):,}"), 1, pages, 1, key=f"people.page.{pages}"
    )
    return chosen[(int(page) - 1) * _AT_ONCE : int(page) * _AT_ONCE]


def _map(case: Case, found: SupportList, district_id: str, *, exact: bool) -> None:
    """Draw where people live, as counts by block or town; small ones are told to officers alone."""
    words = session.words()
    areas = people_by_area(case, found.homes.values(), words.language)
    if not areas:
        return
    frame.section(words("people.map.title"), "people-map")
    frame.sentences([words("people.map.note"), *([] if exact else [words("people.map.few_note")])])
    st.html(people_map(case, district_id, areas, words, exact=exact))
    table.show(people_area_grid(areas, words, exact=exact))


def _person(
    case: Case, plan: Plan, reader: Reader, found: SupportList, answer: SupportAnswer, order: list[str]
) -> None:
    """Draw the choice of a person, her candidates and her plans."""
    words = session.words()
    rest = sorted(set(found.people.index.astype(str)) - set(order))
    person = st.selectbox(
        words("people.choose"), [*order, *rest], key="people.person",
        format_func=lambda one: readable_text(str(found.people.loc[one, "name"])),
    )  # fmt: skip
    own = answer.candidates[(answer.candidates["person_id"] == person) & ~answer.candidates["is_locked"]]
    plans = view.plans_grid(case, found, answer, person, words)
    if plans is not None:
        table.show(plans)
        _answers(reader, found, person)
        paper_parts.sheet(case, plan, found, person)
    if own.empty:
        reason = str(answer.support.loc[person, "reason"])
        frame.nothing(words(f"unmatched_reason.{reason}") if reason else words("people.no_more_candidates"))
        return
    table.show(view.candidates_grid(found, answer, own, words))
    chosen = st.selectbox(
        words("people.choose_candidate"), [str(one) for one in own["supporter_id"]], key="people.candidate",
        format_func=lambda one: readable_text(str(found.members.loc[one, "name"])),
    )  # fmt: skip
    if st.button(words("people.propose"), key="people.propose"):
        # Where the address may mean several blocks, the route of one of them is not written down as hers.
        place_id, route = _way(case, plan, found.home(person))
        proposal = individual_plans.Proposal(person, chosen, place_id, route)
        _doing(
            lambda: individual_plans.propose(shared.store(), reader, found.people, found.members, proposal)
        )


def _answers(reader: Reader, found: SupportList, person: str) -> None:
    """Draw what may be written down of one of the person's plans."""
    words, states = session.words(), found.states()
    own = found.plans[(found.plans["person_id"] == person) & (states != PlanState.CLOSED.value)]
    if own.empty:
        return
    plan_id = st.selectbox(
        words("people.choose_plan"), [str(one) for one in own.index], key="people.plan",
        format_func=lambda one: readable_text(str(own.loc[one, "supporter_name"])),
    )  # fmt: skip
    state = PlanState(states.loc[plan_id])
    day, store = support_choice.today(), shared.store()
    with st.container(horizontal=True):
        if state is PlanState.PROPOSED and st.button(words("people.do.person_yes"), key="people.person_yes"):
            _doing(
                lambda: individual_plans.answer_person(store, reader, plan_id, person, agrees=True, today=day)
            )
        if state is PlanState.PERSON_AGREED and st.button(
            words("people.do.supporter_yes"), key="people.supporter_yes"
        ):
            _doing(
                lambda: individual_plans.answer_supporter(
                    store, reader, plan_id, person, agrees=True, today=day
                )
            )
        if st.button(words("people.do.person_no"), key="people.person_no"):
            _doing(
                lambda: individual_plans.answer_person(
                    store, reader, plan_id, person, agrees=False, today=day
                )
            )
        if state is not PlanState.PROPOSED and st.button(
            words("people.do.supporter_no"), key="people.supporter_no"
        ):
            _doing(
                lambda: individual_plans.answer_supporter(
                    store, reader, plan_id, person, agrees=False, today=day
                )
            )


def _way(case: Case, plan: Plan, block_id: str) -> tuple[str, str]:
    """Return the place and the route in words of people with help of a block; empty where none walks."""
    if not block_id:
        return "", ""
    words, who = session.words(), helped_profile(case).profile_id
    answer = block_choice.answer(case, plan, block_id)
    group = next((one for one in answer.groups if one.profile_id == who), None)
    if group is None:
        return "", ""
    destination = group.destination.destination_id
    said = words(
        "people.route", to=destination_name(case, group.destination, words),
        walk=words.walk(group.route.walk_time_s), limit=limit_text(case, group.route, words),
    )  # fmt: skip
    return "" if destination == SAFE_AREA_ID else destination, said


def _doing(do: Callable[[], None]) -> None:
    """Do something in the store and draw the page anew, or say in words why not."""
    try:
        do()
    except StoreError as error:
        trouble.show(error)
        return
    st.rerun()
