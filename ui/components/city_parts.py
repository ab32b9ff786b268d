"""Parts of the city page: one ward's answer, the ward table, published figures, presets, scenarios."""

import streamlit as st

from domain.scenario import first_days
from domain.vocabulary import DeadlineKind, Preset
from planning.case import Case
from planning.day_time import at_day_time
from planning.plan import Plan
from presentation.answers import ward_answer as ward_sentences
from presentation.assignment_words import contested_grid, proof_text, uncoordinated_texts
from presentation.city_facts import fact_texts
from presentation.ledger_rows import measure_name
from presentation.names import covered_text, scenario_title, ward_names
from presentation.plain_text import markdown_text
from presentation.plan_change import change_grid
from ui import session
from ui.components import evidence, frame, table
from ui.view import city


def ward_answer(case: Case, plan: Plan) -> None:
    """Draw how many people of one ward are left without an answer, and why."""
    words = session.words()
    names = ward_names(case, words.language).to_dict()
    chosen = session.choices().ward_code
    ward = chosen if chosen in names else next(iter(names))
    st.segmented_control(
        words("screen.city.choose_ward"),
        list(names),
        key=session.bind("city.ward", ward),
        format_func=lambda code: markdown_text(names[code]),
        on_change=_take_ward,
        required=True,
    )
    first, reasons = ward_sentences(case, plan, ward, words)
    frame.sentences(first, strong=True)
    if reasons:
        frame.bullets(reasons)
    st.page_link(session.page("places"), label=words("screen.places.to_page"))
    evidence.show(case, plan, "ledger")
    usual = session.baseline()
    if usual is not None:
        frame.section(words("screen.change.title"), "change")
        # One below the other: side by side the last column, the difference, would be out of sight.
        for area in (ward, ""):
            table.show(change_grid((usual[0], case), (usual[1], plan), area, words))


def ward_table(case: Case, plan: Plan) -> None:
    """Draw 全市総括表 with the single figures of the plan below."""
    words = session.words()
    frame.section(words("screen.city.table"), "wards")
    table.show(city.ward_grid(case, plan, words))
    frame.bullets(fact_texts(case, plan, words))
    evidence.show(case, plan, "margin")


def uncoordinated(case: Case, plan: Plan) -> None:
    """Draw what the plan gains over everybody going to the nearest place, and where that would be full."""
    words = session.words()
    sentences = uncoordinated_texts(case, plan, words)
    if not sentences:
        return
    frame.section(words("assignment.title"), "uncoordinated")
    frame.bullets([*sentences, proof_text(plan, words)])
    grid = contested_grid(case, plan, words)
    if grid is not None:
        table.show(grid)


def official(case: Case, plan: Plan) -> None:
    """Draw published figures beside ours, and why they differ."""
    words = session.words()
    frame.section(words("screen.city.official"), "official")
    grid = city.official_grid(case, plan, words)
    if grid is None:
        frame.nothing(words("screen.city.official_none"))
        return
    table.show(grid)
    evidence.show(case, plan, "official")


def presets() -> None:
    """Draw the key figures of 現状 and 目標 side by side."""
    words = session.words()
    frame.section(words("screen.city.presets"), "presets")
    # The second plan takes as long as the first: it is made when it is asked for, or was before.
    if not all(session.is_made(preset) for preset in Preset) and not st.button(
        words("screen.city.presets_button"), key="city.presets"
    ):
        return
    cases = (session.case_for(Preset.CURRENT), session.case_for(Preset.TARGET))
    plans = (session.plan_for(Preset.CURRENT), session.plan_for(Preset.TARGET))
    table.show(city.preset_grid(cases, plans, words))


def all_scenarios() -> None:
    """Draw wards × scenarios; it is computed when the reader asks, for it takes a while."""
    words, bundle = session.words(), session.bundle()
    frame.section(words("screen.city.scenarios"), "scenarios")
    scenarios = first_days(bundle.scenarios.values(), shown=session.scenario().scenario_id)
    st.caption(words("screen.city.scenarios_lead", count=len(scenarios)))
    covered = covered_text(bundle, (one.scenario_id for one in scenarios), words)
    if covered:
        st.caption(markdown_text(covered))
    if st.button(words("screen.city.scenarios_button"), key="city.all"):
        session.keep("all_scenarios", value=True)
    if not session.kept("all_scenarios"):
        return
    measure = st.selectbox(
        words("screen.city.measure"),
        city.measures_of(bundle.city, [session.current_plan().ledgers.city]),
        format_func=lambda key: measure_name(key, words),
        key="city.measure",
    )
    bar = st.progress(0.0)
    case, plan = session.current_case(), session.current_plan()
    sums, untimed = {}, []
    for done, scenario in enumerate(scenarios):
        counted = at_day_time(scenario, case.settings.departure.day_time)
        name = scenario_title(bundle, counted, words.language)
        bar.progress(done / len(scenarios), text=words("screen.city.computing", scenario=markdown_text(name)))
        sums[name] = session.ward_sums(scenario.scenario_id)
        if scenario.deadline is DeadlineKind.NONE:
            untimed.append(name)
    bar.empty()
    names = {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    names[bundle.meta.city_code] = words("export.city_total")
    table.show(
        city.scenario_grid(sums, names, measure, words, rounded=plan.is_rounded, untimed=untimed),
    )


def _take_ward() -> None:
    session.choose_ward(session.value_of("city.ward"))
