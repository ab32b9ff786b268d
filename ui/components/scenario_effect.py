"""What an edited scenario says and does: its line, what is wrong, what differs, whom it concerns."""

import streamlit as st

from domain.scenario import HazardScenario
from domain.vocabulary import Severity
from planning.case import Case
from planning.comparison import Part, compare
from planning.scenario_line import scenario_line
from presentation.comparison.rows import shown_rows
from presentation.comparison.tables import paper_rows
from presentation.plain_text import markdown_text
from presentation.scenario_line import line_grid, line_html
from presentation.scenario_words import changed_grid, effect_grid, fault_lines
from ui import session
from ui.components import frame, table
from ui.components.scenario_form import Editing
from use_cases.edit_scenarios import CheckedScenario
from use_cases.make_case import run_settings

_ASKED = "scenarios.effect"


def line(checked: CheckedScenario) -> None:
    """Draw the line of time."""
    words = session.words()
    frame.section(words("screen.scenarios.line"), "line")
    case = _case(checked.scenario)
    moments = scenario_line(case.city, checked.scenario, case.settings)
    st.html(line_html(case, moments, words))
    with st.expander(words("screen.scenarios.line_table")):
        table.show(line_grid(case, moments, words))
    st.caption(words("screen.scenarios.line_note"))


def faults(checked: CheckedScenario) -> None:
    """Draw everything that is wrong, and everything to look at."""
    words = session.words()
    frame.section(words("screen.scenarios.checks"), "checks")
    errors = fault_lines(checked.faults, words, Severity.ERROR)
    warnings = fault_lines(checked.faults, words, Severity.WARNING)
    for said in errors:
        st.error(markdown_text(said))
    for said in warnings:
        st.warning(markdown_text(said))
    if not errors and not warnings:
        st.success(words("screen.scenarios.sound"))


def changes(one: Editing, checked: CheckedScenario) -> None:
    """Draw what differs from what the edit began with."""
    words = session.words()
    frame.section(words("screen.scenarios.changes"), "changes")
    grid = changed_grid(_case(one.begun_with), _case(checked.scenario), words)
    if grid.rows:
        table.show(grid)
    else:
        frame.nothing(words("screen.scenarios.no_change"))


def effect(one: Editing, checked: CheckedScenario) -> None:
    """Draw who must leave, who is too late and how much time is left, before and after; when asked."""
    words = session.words()
    frame.section(words("screen.scenarios.effect"), "effect")
    st.caption(words("screen.scenarios.effect_lead"))
    if not checked.is_sound:
        frame.nothing(words("screen.scenarios.mend_first"))
        return
    before, after = _case(one.begun_with), _case(checked.scenario)
    if st.button(words("screen.scenarios.effect_do"), key="scenarios.effect"):
        session.keep(_ASKED, after.key)
    if session.kept(_ASKED) != after.key:
        return
    said = words("screen.working")
    found = compare(
        (before, after), (session.plan_of(before, said), session.plan_of(after, said)),
        after.city.meta.city_code,
    )  # fmt: skip
    rows = shown_rows(found, words)
    for part in (Part.PEOPLE, Part.LIMITS):
        grid = effect_grid(paper_rows(rows, part), part, words)
        if grid.rows:
            table.show(grid)


def _case(scenario: HazardScenario) -> Case:
    """Return the case of a scenario with the settings of the city, not those that a reader tries out."""
    city = session.bundle()
    settings, measures = run_settings(city)
    return Case.of(city, scenario, settings, measures=measures)
