"""The switches beside every page: language, scenario, preset, what is closed; and what is changed."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.faults import SonaeError
from domain.measures import CLOSED_STREETS, NO_PLACE
from domain.scenario import HazardScenario
from domain.vocabulary import DayTime, DayTimeChoice, Preset
from planning.day_time import at_day_time, day_time_can_change
from presentation.plain_text import markdown_text
from presentation.provenance import scenario_source
from presentation.setting_words import setting_name, setting_value, written_value
from presentation.street_names import street_names
from ui import session
from ui.choices import CLOSINGS, DAY_TIME
from ui.view import options

#: Names of places that are listed as changed; a page of its own shows them all.
_NAMED = 8
_LANGUAGES = {"ja": "日本語", "en": "English", "ja_easy": "やさしい日本語"}


def show_language() -> None:
    """Draw the choice of language; it never depends on the city, so that errors can be read too."""
    with st.sidebar:
        st.segmented_control(
            "言語 / Language",
            list(_LANGUAGES),
            key=session.bind("sidebar.language", session.language()),
            format_func=lambda code: _LANGUAGES[code],
            on_change=_take_language,
            required=True,
        )


def show_switches() -> DeltaGenerator:
    """Draw scenario, time of day, preset, closings, and the list of what is changed.

    Returns
    -------
    DeltaGenerator
        The room below the closings for what they do (``ui.components.closing_effect``).
    """
    city, words, chosen = session.bundle(), session.words(), session.choices()
    with st.sidebar:
        st.selectbox(
            words("screen.sidebar.scenario"),
            list(city.scenarios),
            key=session.bind("sidebar.scenario", session.scenario().scenario_id),
            format_func=lambda key: words.scenario(city.scenarios[key]),
            on_change=_take_scenario,
            help=words("screen.sidebar.scenario_help"),
        )
        scenario = at_day_time(session.scenario(), options.chosen_day_time(city, chosen))
        _day_time(session.scenario(), scenario.day_time)
        st.radio(
            words("screen.sidebar.preset"),
            list(Preset),
            key=session.bind("sidebar.preset", chosen.preset),
            format_func=lambda preset: words(f"preset.{preset}"),
            on_change=_take_preset,
            help=words("screen.sidebar.preset_help"),
        )
        st.header(words("screen.sidebar.closings"), anchor="closings")
        switches = session.switches()
        _switch(
            "crossings",
            {
                name: words("screen.sidebar.crossing_count", name=name, count=n)
                for name, n in switches.crossings.items()
            },
        )
        _switch(
            "bridges",
            {
                name: words("screen.sidebar.bridge_count", name=name, count=n)
                for name, n in switches.bridges.items()
            },
        )
        if switches.bridges:
            st.caption(words("screen.sidebar.bridges_whole"))
            st.page_link(session.page("whatif"), label=words("screen.whatif.nav"))
        _switch("places", switches.places)
        room = st.container()
        _changed()
        kinds = words("export.separator").join(words(f"hazard_kind.{kind}") for kind in scenario.kinds)
        st.caption(
            words(
                "screen.sidebar.scenario_facts",
                kinds=kinds,
                phase=words(f"phase.{scenario.phase}"),
                day_time=words(f"day_time.{scenario.day_time}"),
                source=markdown_text(scenario_source(scenario, words.language)),
            )
        )
        progress = session.preparation()
        if not progress.is_complete:
            st.caption(words("screen.sidebar.preparing", done=progress.done, total=progress.total))
    return room


def _day_time(scenario: HazardScenario, shown: DayTime) -> None:
    words, free = session.words(), day_time_can_change(scenario)
    own = words("screen.sidebar.time_own", day_time=words(f"day_time.{scenario.day_time}"))
    st.segmented_control(
        words("screen.sidebar.time"),
        list(DayTime),
        key=session.bind("sidebar.time", shown),
        format_func=lambda one: own if one is scenario.day_time else words(f"day_time.{one}"),
        on_change=_take_day_time,
        help=words("screen.sidebar.time_help"),
        disabled=not free,
        required=True,
    )
    if not free:
        st.caption(words("screen.sidebar.time_fixed"))


def _switch(name: str, labels: Mapping[str, str]) -> None:
    chosen = list(session.choices().values(CLOSINGS[name]))
    if not labels and not chosen:
        return
    st.multiselect(
        session.text(f"screen.sidebar.{name}"),
        [*labels, *(value for value in chosen if value not in labels)],
        key=session.bind(f"sidebar.{name}", chosen),
        format_func=lambda value: labels.get(value, value),
        on_change=_take_list,
        args=(name,),
        placeholder=session.text(f"screen.sidebar.{name}_none"),
        select_all=False,  # one slip would close every bridge of the city
    )


def _changed() -> None:
    chosen, words = session.choices(), session.words()
    if not chosen.overrides:
        st.caption(words("screen.sidebar.unchanged", preset=words(f"preset.{chosen.preset}")))
        return
    names = {**session.switches().places, NO_PLACE: words("closing.no_place")}
    st.markdown(f"**{words('screen.sidebar.changed')}**")
    for key, value in chosen.overrides:
        if key == DAY_TIME:
            unused = "" if day_time_can_change(session.scenario()) else words("screen.sidebar.unused")
            chosen_time = options.chosen_day_time(session.bundle(), chosen)
            said = [setting_value(chosen_time, words.language) + unused]
        else:
            parts = value.split(",")
            said = _streets(parts[:_NAMED]) if key == CLOSED_STREETS else [
                names.get(part) or written_value(key, part, words.language) for part in parts[:_NAMED]
            ]  # fmt: skip
            if len(parts) > _NAMED:
                said.append(words("screen.sidebar.more_names", count=len(parts) - _NAMED))
        st.text(f"・{setting_name(key, words.language)}: {words('export.separator').join(said)}")
    st.button(words("screen.sidebar.reset"), key="sidebar.reset", on_click=session.reset_overrides)


def _streets(numbers: Sequence[str]) -> list[str]:
    """Return what people know streets by; their numbers where the city has no such streets, which is said."""
    try:
        return street_names(session.current_case(), [int(one) for one in numbers], session.words())
    except (SonaeError, ValueError):
        return list(numbers)


def _take_language() -> None:
    session.choose(language=session.value_of("sidebar.language"))
    session.say_again()


def _take_scenario() -> None:
    session.choose(scenario_id=session.value_of("sidebar.scenario"))


def _take_day_time() -> None:
    day_time = DayTime(session.value_of("sidebar.time"))
    own = session.scenario().day_time
    chosen = DayTimeChoice.SCENARIO if day_time is own else DayTimeChoice(day_time.value)
    # What the city sets anyway is no change.
    usual = options.usual_day_time(session.bundle())
    session.set_override(DAY_TIME, "" if chosen is usual else chosen.value)


def _take_preset() -> None:
    session.choose(preset=Preset(session.value_of("sidebar.preset")))


def _take_list(name: str) -> None:
    session.set_override(CLOSINGS[name], ",".join(session.value_of(f"sidebar.{name}")))
