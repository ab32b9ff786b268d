"""What the city decides about rights, for headquarters: settings, and emergency disclosures."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st

from domain.vocabulary import HazardKind
from presentation.names import scenario_name
from presentation.plain_text import html_text, markdown_text
from storage.store.disclosures import LONGEST, Disclosure
from storage.store.reader import Reader
from storage.store.rights import DRILL_MODE, ORDINANCE_OPT_OUT, SUPPORT_LIST_ON_SCREEN
from storage.store.sign_ins import IDLE_MINUTES, MOST_MINUTES, TIME_LIMITS
from ui import block_choice, session, shared
from ui.components import frame, gate, table
from ui.view import accounts as view
from use_cases.disclosed_people import people_in_area


def settings(reader: Reader) -> None:
    """Draw the settings of the city."""
    words, rights = session.words(), shared.store().rights
    frame.section(words("city_right.title"), "settings")
    for setting in (SUPPORT_LIST_ON_SCREEN, ORDINANCE_OPT_OUT, DRILL_MODE):
        on = rights.is_on(reader, setting)
        state = words("city_right.is_on" if on else "city_right.is_off")
        frame.sentences([words("city_right.now", name=words(f"city_right.{setting}"), state=state)])
        st.caption(words(f"city_right.{setting}_note"))
        do = words("city_right.switch_off" if on else "city_right.switch_on")
        label = words("city_right.switch", name=words(f"city_right.{setting}"), do=do)
        if st.button(label, key=f"city_right.{setting}"):
            gate.doing(partial(rights.switch, reader, setting, on=not on))
    with st.form("city_right.minutes"):
        minutes = {
            setting: st.number_input(
                words(f"city_right.{setting}"), least, most, rights.minutes(reader, setting), step=5,
                key=f"city_right.{setting}",
            )
            for setting, (_, least, most) in ((one, TIME_LIMITS[one]) for one in (IDLE_MINUTES, MOST_MINUTES))
        }  # fmt: skip
        if st.form_submit_button(words("city_right.keep")):
            gate.doing(partial(_keep_minutes, reader, minutes))


def _keep_minutes(reader: Reader, minutes: dict[str, int]) -> None:
    for setting, value in minutes.items():
        shared.store().rights.set_minutes(reader, setting, int(value))


def disclosures(reader: Reader) -> None:
    """Draw the emergency disclosures: those there are, a new one, approval and end."""
    words, rights, city = session.words(), shared.store().rights, session.bundle()
    frame.section(words("disclosure.title"), "disclosure")
    frame.sentences([words("disclosure.lead")])
    found, now = rights.disclosures(reader), shared.store().sessions.now()
    if found:
        logins = {one.account_id: one.login for one in shared.store().accounts.list(reader)}
        table.show(view.disclosure_grid(found, logins, view.area_names(city, words), now, words))
    for one in found:
        _decide(reader, one, view.disclosure_state(one, now))
    if rights.is_on(reader, DRILL_MODE):
        frame.nothing(words("store.disclosure_in_drill"))
        return
    _ask(reader)


def running() -> None:
    """Say on every page which emergency disclosures are open."""
    reader = session.reader()
    if reader is None:
        return
    words = session.words()
    for one in shared.store().rights.running_disclosures(reader):
        line = words(
            "disclosure.running", hazard=words(f"hazard_kind.{one.hazard}"), count=one.districts,
            ends=view.local_time(one.ends_at),
        )  # fmt: skip
        st.html(f'<p class="sonae-model" role="note">{html_text(line)}</p>')


def _decide(reader: Reader, one: Disclosure, state: str) -> None:
    words, rights = session.words(), shared.store().rights
    if state not in {"asked", "open"}:
        return
    with st.container(horizontal=True):
        if state == "asked" and st.button(
            words("disclosure.approve", id=one.disclosure_id), key=f"disclosure.approve.{one.disclosure_id}"
        ):
            gate.doing(lambda: rights.approve_disclosure(reader, one.disclosure_id))
        what = words(f"disclosure.end_{state}", id=one.disclosure_id)
        if st.button(what, key=f"disclosure.end.{one.disclosure_id}"):
            gate.doing(lambda: rights.end_disclosure(reader, one.disclosure_id))


def _ask(reader: Reader) -> None:
    words, city, scenario = session.words(), session.bundle(), session.scenario()
    concerned = session.concerned_persons()[scenario.scenario_id]
    offered = [str(one) for one in city.districts.index]
    inside = [one for one in offered if concerned.loc[one] > 0]
    names = view.area_names(city, words)
    with st.expander(words("disclosure.ask")):
        kinds = list(HazardKind)
        hazard = st.selectbox(
            words("disclosure.column.hazard"), kinds, index=kinds.index(scenario.kinds[0]),
            key="disclosure.hazard", format_func=lambda one: words(f"hazard_kind.{one}"),
        )  # fmt: skip
        reason = st.text_area(words("disclosure.column.reason"), key="disclosure.reason", max_chars=400)
        st.caption(words("disclosure.offered", count=len(inside)))
        districts = st.multiselect(
            words("disclosure.column.districts"), offered, inside, key="disclosure.districts",
            format_func=lambda one: markdown_text(names.get(one) or str(one)),
        )  # fmt: skip
        hours = st.number_input(
            words("disclosure.hours"), 1, int(LONGEST.total_seconds() // 3600), 72, key="disclosure.hours"
        )
        in_area = hazard in scenario.kinds and st.checkbox(
            words("disclosure.area_only", scenario=scenario_name(session.current_case(), words.language)),
            value=True, key="disclosure.area_only",
        )  # fmt: skip
        if st.button(words("disclosure.do"), key="disclosure.do"):
            ends = shared.store().sessions.clock() + dt.timedelta(hours=int(hours))

            def ask() -> object:
                people = _in_area(reader, districts) if in_area else None
                return shared.store().rights.ask_for_disclosure(
                    reader, hazard=hazard, reason=reason, district_ids=districts, ends=ends, drill=False,
                    people=people,
                )  # fmt: skip

            gate.doing(ask)


def _in_area(reader: Reader, districts: Sequence[str]) -> tuple[str, ...]:
    """Return the entries of the districts in the area of the scenario on screen."""
    case, plan = session.current_case(), session.current_plan()
    found = people_in_area(shared.store(), reader, case, plan, block_choice.index(), districts)
    return found.record_ids
