"""Parts of the page 並べて比べる: what is compared, the tables, and the files."""

from dataclasses import replace

import streamlit as st

from domain.vocabulary import DayTime, DayTimeChoice, Preset
from exports.comparison_pdf import comparison_pdf
from exports.file_names import comparison_file_name
from exports.tables import table_csv
from exports.workbook import comparison_workbook
from planning.comparison import Comparison, Part
from planning.day_time import at_day_time, day_time_can_change
from presentation.comparison.input_words import input_sentence
from presentation.comparison.rows import shown_rows
from presentation.comparison.sides import LETTERS, area_name, area_of, side_titles
from presentation.comparison.tables import PARTS, comparison_table, paper_rows, part_grid
from presentation.names import district_names, ward_districts, ward_names
from presentation.plain_text import markdown_text
from presentation.setting_words import setting_name, written_value
from ui import session
from ui.choices import DAY_TIME, Side
from ui.components import area_choice, downloads, frame, table
from ui.view.compare import narrow, usual_other


def choose() -> tuple[Side, str]:
    """Draw the choices of B and of the area, and return both."""
    chosen = session.choices()
    side = chosen.other or usual_other(session.bundle(), session.scenario(), chosen)
    words = session.words()
    frame.section(words("screen.compare.second"), "second")
    _side(side)
    _settings(side)
    return side, _area()


def comparison(side: Side, area_id: str) -> Comparison:
    """Return the comparison; plans that nobody made yet are made, visibly, one after the other."""
    words, cases = session.words(), session.compared_cases(side)
    waiting = [not session.is_ready(case) for case in cases]
    bar = st.progress(0.0) if any(waiting) else None
    plans = []
    for number, (letter, case) in enumerate(zip(LETTERS, cases, strict=True), start=1):
        said = words("screen.compare.making", letter=letter, number=number)
        if bar is not None:
            bar.progress((number - 1) / len(cases), text=said)
        plans.append(session.plan_of(case, said))
    if bar is not None:
        bar.empty()
    return session.compared(cases, (plans[0], plans[1]), area_id)


def show(found: Comparison) -> None:
    """Draw what is compared, what differs between the inputs, and the figures part by part."""
    words = session.words()
    first, second = side_titles(found, words)
    frame.section(markdown_text(area_name(found.cases[0], found.area_id, words)), "figures")
    frame.sentences([first, second])
    frame.sentences([input_sentence(found, words)], strong=True)
    rows = shown_rows(found, words)
    for part in PARTS:
        grid = narrow(part_grid(paper_rows(rows, part), part, words))
        if not grid.rows:
            continue
        if part == Part.INDICATORS:
            with st.expander(words("screen.compare.indicators", count=len(grid.rows))):
                table.show(replace(grid, caption=""))
        else:
            table.show(grid)


def files(found: Comparison) -> None:
    """Draw the buttons for the comparison as workbook, CSV and A4."""
    words, language = session.words(), session.language()

    def name(extension: str) -> str:
        return comparison_file_name(found, extension=extension)

    frame.section(words("screen.download.title"), "files")
    with st.container(horizontal=True):
        downloads.button(
            "xlsx", "compare", lambda: comparison_workbook(found, language), name("xlsx"), downloads.XLSX,
            label=words("screen.compare.xlsx"),
        )  # fmt: skip
        downloads.button(
            "csv", "compare", lambda: table_csv(comparison_table(found, language)), name("csv"), "text/csv",
            label=words("screen.compare.csv"),
        )  # fmt: skip
        downloads.button(
            "pdf", "compare", lambda: comparison_pdf(found, language), name("pdf"), downloads.PDF,
            label=words("screen.compare.pdf"),
        )  # fmt: skip


def _side(side: Side) -> None:
    words, city = session.words(), session.bundle()
    scenario = city.scenario(side.scenario_id)
    text = dict(side.overrides).get(DAY_TIME, city.setting_overrides.get(DAY_TIME, DayTimeChoice.SCENARIO))
    choice = DayTimeChoice(text) if text in set(DayTimeChoice) else DayTimeChoice.SCENARIO
    scenario_box, time_box, preset_box = st.columns([3, 2, 2], vertical_alignment="bottom")
    with scenario_box:
        st.selectbox(
            words("screen.compare.scenario"),
            list(city.scenarios),
            key=session.bind("compare.scenario", side.scenario_id),
            format_func=lambda key: words.scenario(city.scenarios[key]),
            on_change=_take_scenario,
            args=(side,),
        )
    with time_box:
        st.segmented_control(
            words("screen.compare.time"),
            list(DayTime),
            key=session.bind("compare.time", at_day_time(scenario, choice).day_time),
            format_func=lambda one: words(f"day_time.{one}"),
            on_change=_take_time,
            args=(side,),
            disabled=not day_time_can_change(scenario),
            required=True,
        )
    with preset_box:
        st.selectbox(
            words("screen.compare.preset"),
            list(Preset),
            key=session.bind("compare.preset", side.preset),
            format_func=lambda preset: words(f"preset.{preset}"),
            on_change=_take_preset,
            args=(side,),
        )


def _settings(side: Side) -> None:
    words, names = session.words(), session.switches().places
    changed = [
        f"{setting_name(key, words.language)}: "
        + words.listed(
            names.get(part) or written_value(key, part, words.language) for part in value.split(",")
        )
        for key, value in side.overrides
        if key != DAY_TIME
    ]
    if changed:
        st.text(f"{words('screen.compare.changed')}: {'; '.join(changed)}")
    else:
        st.caption(words("screen.compare.unchanged"))
    with st.container(horizontal=True):
        st.button(words("screen.compare.swap"), key="compare.swap", on_click=_swap, args=(side,))
        st.button(words("screen.compare.copy"), key="compare.copy", on_click=_copy, args=(side,))
        st.button(
            words("screen.compare.reset"), key="compare.reset", on_click=_reset, args=(side,),
            disabled=not side.overrides,
        )  # fmt: skip


def _area() -> str:
    words, chosen, case = session.words(), session.choices(), session.current_case()
    every = {"": words("screen.compare.every")}
    wards = every | {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    names = district_names(case, words.language)
    ward = chosen.ward_code if chosen.ward_code in wards else ""
    own = [one for one in names.index if one in set(ward_districts(case, chosen.ward_code))]
    districts = every | {str(one): str(names[one]) for one in own}
    district = chosen.district_id if chosen.district_id in districts else ""
    area_choice.choose("compare", wards, districts, ward=ward, district=district)
    return area_of(case.city, ward_code=ward, district_id=district)


def _take_scenario(side: Side) -> None:
    session.choose(other=replace(side, scenario_id=session.value_of("compare.scenario")))


def _take_time(side: Side) -> None:
    day_time = DayTime(session.value_of("compare.time"))
    is_own = day_time is session.bundle().scenario(side.scenario_id).day_time
    text = DayTimeChoice.SCENARIO.value if is_own else day_time.value
    usual = session.bundle().setting_overrides.get(DAY_TIME, DayTimeChoice.SCENARIO.value)
    session.choose(other=side.with_override(DAY_TIME, "" if text == usual else text))


def _take_preset(side: Side) -> None:
    session.choose(other=replace(side, preset=Preset(session.value_of("compare.preset"))))


def _swap(side: Side) -> None:
    session.swap(side)


def _copy(side: Side) -> None:
    session.choose(other=replace(side, overrides=session.choices().overrides))


def _reset(side: Side) -> None:
    session.choose(other=replace(side, overrides=()))
