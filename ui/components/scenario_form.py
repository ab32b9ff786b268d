"""The form of one scenario: every field with what it is for; nothing is changed but the draft."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from domain.scenario import ALL_PLACES, HazardScenario
from domain.scenario_draft import ScenarioDraft, draft_of
from domain.scenario_sense import CLOCKS
from domain.vocabulary import (
    DayTime,
    DeadlineKind,
    DestinationKind,
    HazardKind,
    OpenClass,
    Phase,
)
from presentation.names import input_layer_name
from presentation.scenario_words import origin_mark
from ui import session
from ui.components import frame, scenario_closings
from use_cases.edit_scenarios import CheckedScenario, check_draft

_EDITING, _NUMBER, _DRAFT = "scenarios.editing", "scenarios.number", "scenarios.draft"
#: Alerts in the order in which they come, in rows of the form.
_ALERTS = ("warning", "level3", "level4", "level5", "storm_wind")
_SEASONS = ("summer", "winter")
_DAYS = (None, 1, 7, 30)


@dataclass(frozen=True, slots=True)
class Editing:
    """One edit.

    Parameters
    ----------
    begun_with
        What it began with.
    former_id
        Id of the scenario of the city that it takes the place of; empty for a new one.
    number
        Counts the edits of a session, so that no widget shows what an earlier one held.
    draft
        What the widgets of the form show first.
    """

    begun_with: HazardScenario
    former_id: str
    number: int
    draft: ScenarioDraft


def begin(scenario: HazardScenario, former_id: str) -> None:
    """Begin an edit; what was edited before and not adopted is given up."""
    _open(scenario, former_id, draft_of(scenario))


def _open(scenario: HazardScenario, former_id: str, draft: ScenarioDraft) -> Editing:
    number: int = (session.kept(_NUMBER) or 0) + 1
    session.keep(_NUMBER, number)
    opened = Editing(scenario, former_id, number, draft)
    session.keep(_EDITING, opened)
    return opened


def end() -> None:
    """Give the edit up."""
    session.forget(_EDITING)


def editing() -> Editing | None:
    """Return the edit under way; None where there is none."""
    found: Editing | None = session.kept(_EDITING)
    last: tuple[int, ScenarioDraft] | None = session.kept(_DRAFT)
    if found is None or last is None or last[0] != found.number:
        return found
    if session.value_of(_key(found, "name")) is not None:
        return found
    # The reader was on another page meanwhile, where the widgets of the form are forgotten.
    return _open(found.begun_with, found.former_id, last[1])


def show(one: Editing) -> CheckedScenario:
    """Draw the form, and return the scenario that it says with everything wrong about it."""
    words = session.words()
    title = "screen.scenarios.editing" if one.former_id else "screen.scenarios.making"
    frame.section(words(title), "edit")
    frame.sentences(
        [
            words(
                "screen.scenarios.mark",
                name=words.scenario(one.begun_with),
                mark=origin_mark(one.begun_with, words),
            )
        ],
        strong=True,
    )
    if one.begun_with.is_model:
        st.caption(words("screen.scenarios.stays_model"))
    draft = _hazard(one, one.draft)
    draft = _times(one, draft)
    draft = _people(one, draft)
    draft = _texts(one, draft)
    session.keep(_DRAFT, (one.number, draft))
    return check_draft(session.bundle(), draft, one.begun_with, former_id=one.former_id)


def _hazard(one: Editing, draft: ScenarioDraft) -> ScenarioDraft:
    words, city = session.words(), session.bundle()
    _head("hazard")
    left, right = st.columns(2)
    layers = [*city.hazards, *(layer for layer in draft.layers if layer not in city.hazards)]
    with left:
        kinds = _several(one, "kinds", list(HazardKind), draft.kinds, "hazard_kind")
        phase = _choice(one, "phase", list(Phase), draft.phase, "phase")
    with right:
        chosen = st.multiselect(
            words("compare.input.layers"),
            layers,
            default=list(draft.layers),
            key=_key(one, "layers"),
            help=words("screen.scenarios.help.layers"),
            placeholder=words("screen.scenarios.choose_some"),
            format_func=lambda layer: input_layer_name(city, f"hazards/{layer}", words.language),
        )
    return replace(draft, kinds=kinds, phase=phase, layers=tuple(chosen))


def _times(one: Editing, draft: ScenarioDraft) -> ScenarioDraft:
    words = session.words()
    _head("times")
    clocks = list(dict.fromkeys((*CLOCKS, draft.t0)))
    left, right = st.columns(2)
    with left:
        t0 = _choice(one, "t0", clocks, draft.t0, "clock")
    with right:
        deadline = _choice(one, "deadline", list(DeadlineKind), draft.deadline, "compare.deadline")
    alerts = {}
    order = [*(alert for alert in draft.alerts), *(alert for alert in _ALERTS if alert not in draft.alerts)]
    columns = dict(zip(_ALERTS, st.columns(len(_ALERTS)), strict=True))
    for alert in _ALERTS:
        with columns[alert]:
            alerts[alert] = st.text_input(
                words(f"day.alert.{alert}"),
                value=draft.alerts.get(alert, ""),
                key=_key(one, f"alert.{alert}"),
                placeholder=words("screen.scenarios.no_time"),
            )
    st.caption(words("screen.scenarios.help.alerts"))
    opens = st.text_input(
        words("screen.scenarios.opens"),
        value=draft.opens.get(ALL_PLACES, ""),
        key=_key(one, "opens"),
        help=words("screen.scenarios.help.opens"),
        placeholder=words("screen.scenarios.no_time"),
    )
    of_places = {place: at for place, at in draft.opens.items() if place != ALL_PLACES}
    if of_places:
        st.caption(words("screen.scenarios.own_openings", count=len(of_places)))
    every = {ALL_PLACES: opens} if opens.strip() else {}
    closed = scenario_closings.show(draft.closed_streets, lambda name: _key(one, name))
    return replace(
        draft,
        t0=t0,
        deadline=deadline,
        alerts={alert: alerts[alert] for alert in order if alerts.get(alert, "").strip()},
        opens=_in_order(draft.opens, {**of_places, **every}),
        closed_streets=closed,
    )


def _people(one: Editing, draft: ScenarioDraft) -> ScenarioDraft:
    words = session.words()
    _head("people")
    left, middle, right = st.columns(3)
    with left:
        day_time = _choice(one, "day_time", list(DayTime), draft.day_time, "day_time")
        day_after = st.selectbox(
            words("compare.input.day_after"),
            list(dict.fromkeys((*_DAYS, draft.day_after))),
            index=list(dict.fromkeys((*_DAYS, draft.day_after))).index(draft.day_after),
            key=_key(one, "day_after"),
            help=words("screen.scenarios.help.day_after"),
            format_func=lambda day: (
                words("export.none") if day is None else words("compare.day_after", day=day)
            ),
        )
    with middle:
        season = _choice(
            one, "season", list(dict.fromkeys((*_SEASONS, draft.season))), draft.season, "compare.season"
        )
        open_class = _choice(one, "open_class", list(OpenClass), draft.open_class, "compare.open_class")
    with right:
        targets = _several(one, "targets", list(DestinationKind), draft.targets, "destination_kind")
    return replace(
        draft, day_time=day_time, day_after=day_after, season=season, open_class=open_class, targets=targets
    )


def _texts(one: Editing, draft: ScenarioDraft) -> ScenarioDraft:
    words = session.words()
    _head("texts")
    left, right = st.columns(2)
    scenario_id = draft.scenario_id
    with left:
        name = _text(one, "name", draft.name)
        name_easy = _text(one, "name_easy", draft.name_easy)
        source = _area(one, "source", draft.source)
    with right:
        name_en = _text(one, "name_en", draft.name_en)
        if one.former_id:
            st.text_input(words("scenario.field.id"), value=one.former_id, key=_key(one, "id"), disabled=True)
        else:
            scenario_id = _text(one, "id", draft.scenario_id)
        source_en = _area(one, "source_en", draft.source_en)
    return replace(
        draft, scenario_id=scenario_id, name=name, name_en=name_en, name_easy=name_easy, source=source,
        source_en=source_en,
    )  # fmt: skip


def _head(which: str) -> None:
    words = session.words()
    st.subheader(words(f"screen.scenarios.part.{which}"), anchor=False)
    st.caption(words(f"screen.scenarios.part.{which}_lead"))


def _key(one: Editing, name: str) -> str:
    return f"scenarios.form.{one.number}.{name}"


def _several(
    one: Editing, name: str, offered: Sequence[Any], value: Sequence[Any], group: str
) -> tuple[Any, ...]:
    words = session.words()
    found = st.multiselect(
        words(f"compare.input.{name}"),
        offered,
        default=list(value),
        key=_key(one, name),
        help=words(f"screen.scenarios.help.{name}"),
        format_func=_worded(group),
        placeholder=words("screen.scenarios.choose_some"),
    )
    return tuple(found)


def _choice(one: Editing, name: str, offered: Sequence[Any], value: Any, group: str) -> Any:
    words = session.words()
    return st.selectbox(
        words(f"compare.input.{name}"),
        offered,
        index=list(offered).index(value),
        key=_key(one, name),
        help=words(f"screen.scenarios.help.{name}"),
        format_func=_worded(group),
    )


def _worded(group: str) -> Callable[[Any], str]:
    words = session.words()
    return lambda value: words.either(f"{group}.{value}", str(value))


def _text(one: Editing, name: str, value: str) -> str:
    return str(st.text_input(session.text(f"scenario.field.{name}"), value=value, key=_key(one, name)))


def _area(one: Editing, name: str, value: str) -> str:
    return str(
        st.text_area(
            session.text(f"scenario.field.{name}"),
            value=value,
            key=_key(one, name),
            help=session.text("screen.scenarios.help.source"),
        )
    )


def _in_order(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return times in the order in which the scenario has them, new ones last."""
    return {key: now[key] for key in (*before, *now) if key in now}
