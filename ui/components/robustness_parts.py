"""Parts of the page 地震後の道: the draws, the answer, map, streets, areas, method and files."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exports.file_names import plan_file_name
from exports.tables import csv_files
from exports.workbook import tables_workbook
from planning.case import Case
from planning.robustness import Robustness
from presentation.grid import grid_from
from presentation.map_layers.robustness import robustness_content
from presentation.names import ward_names
from presentation.robustness_tables import area_table, robustness_tables, street_table
from presentation.robustness_words import change_line, map_note, method_lines, summary_lines
from ui import session, shared
from ui.components import downloads, frame, table
from ui.components import map as city_map
from ui.maps.served import serve
from use_cases.robustness_service import missing_shaking

_STREETS = (
    "street_rank",
    "street_where",
    "street_width",
    "blocked_share_max",
    "cut_off_said",
    "lost_minutes_said",
)
#: Takes the place of what must be gone at once.
_NOTHING = "<i hidden></i>"
_AREAS = ("area_name", "must_leave", "chance_said", "detour")


def result(case: Case) -> Robustness | None:
    """Draw the head, and return the draws of a case; None where there are none, or nobody asked yet."""
    words = session.words()
    found, missing = shared.robustness().known(case), missing_shaking(case)
    frame.head(
        case,
        words("screen.robustness.lead"),
        kind=found.data_kind if found else case.city.meta.data_kind,
        missing_kinds=(),
    )
    if missing:
        frame.nothing(words(f"fault.robustness_{missing}.text"))
        return None
    # A place of its own: a button that is only left out next time stays, dimmed, until all draws are made,
    # and so does one whose place is only emptied before the page is drawn anew.
    start = st.empty()
    if found is None and start.button(
        words("screen.robustness.draw"), key="robustness.draw", type="primary"
    ):  # fmt: skip
        start.html(_NOTHING)
        go_on(case)
    if found is not None:
        start.html(_NOTHING)
    if found is None:
        st.caption(words("screen.robustness.draw_note"))
    elif not found.is_complete:
        st.caption(words("robustness.so_far", done=f"{found.draws:,}"))
    return found


def go_on(case: Case, room: DeltaGenerator | None = None) -> NoReturn:
    """Make more draws, told in a room of the page, and draw the page anew with what they say."""
    words = session.words()
    bar = (room or st).progress(0.0, text=words("robustness.begins"))

    def tell(done: int, most: int) -> None:
        bar.progress(done / most, text=words("robustness.made", done=f"{done:,}", total=f"{most:,}"))

    shared.robustness().advance(case, tell)
    st.rerun()


def answer(case: Case, found: Robustness) -> None:
    """Draw what is said of the city, and choose the ward that the rest is about."""
    words = session.words()
    _say([*summary_lines(case, found, words), *_changed(found)])
    wards = {"": words("screen.readiness.every")}
    wards |= {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    chosen = session.choices().ward_code
    st.selectbox(
        words("screen.readiness.wards"),
        list(wards),
        key=session.bind("robustness.ward", chosen if chosen in wards else ""),
        format_func=lambda code: wards[code],
        on_change=_take_ward,
    )
    ward = _ward(case)
    if ward:
        _say(summary_lines(case, found, words, ward))
        district = session.choices().district_id
        if district in case.city.districts.index[case.city.districts["ward_code"] == ward]:
            _say(summary_lines(case, found, words, district_id=district))


def _changed(found: Robustness) -> list[str]:
    """Return what the reader's changes do, draw by draw; nothing where he changed nothing."""
    words, case = session.words(), session.unchanged_case()
    if case is None:
        return []
    before = shared.robustness().known(case)
    return [change_line(before, found, words) if before else words("robustness.change_unknown")]


def chance_map(case: Case, found: Robustness) -> None:
    """Draw blocks by their chance, and the streets that matter most."""
    words, store = session.words(), session.layer_store()
    frame.section(words("screen.robustness.map"), "map")
    content = robustness_content(case, found, words, _ward(case))
    city_map.show(
        [serve(layer, store) for layer in content.layers],
        content.bounds,
        key=f"robustness.map.{_ward(case)}",
        notes=[map_note(case, words)],
    )


def streets(case: Case, found: Robustness) -> None:
    """Draw the streets that matter most, of the ward or of every ward."""
    words, ward = session.words(), _ward(case)
    frame.section(words("export.table.critical_streets"), "streets")
    shown = street_table(case, found, words.language, ward)
    if not shown.columns[0].cells:
        frame.nothing(words("screen.robustness.no_street"))
        return
    grid = grid_from(shown, words, keys=_STREETS if ward else ("ward", *_STREETS))
    # The section is called as the table is.
    table.show(replace(grid, caption=""))
    st.caption(words("screen.robustness.streets_note"))


def areas(case: Case, found: Robustness) -> None:
    """Draw the chances of the wards, or of the districts of the ward."""
    words, ward = session.words(), _ward(case)
    frame.section(words("screen.robustness.areas"), "areas")
    districts = case.city.districts["ward_code"]
    shown = {*districts.index[districts == ward], ward} if ward else {*case.city.wards.index}
    shown |= {case.city.meta.city_code} if not ward else set()
    whole = area_table(case, found, words.language)
    at = [column.key for column in whole.columns].index("area_id")
    grid = grid_from(whole, words, keys=_AREAS, keep=lambda row: row[at] in shown)
    table.show(replace(grid, caption=""))


def method(case: Case, found: Robustness) -> None:
    """Draw what the figures rest on and leave out."""
    words = session.words()
    frame.section(words("screen.robustness.method"), "method")
    _say(method_lines(case, found, words))


def files(case: Case, found: Robustness) -> None:
    """Draw the buttons for the tables of the whole city."""
    words, language = session.words(), session.language()

    def workbook() -> bytes:
        return tables_workbook(robustness_tables(case, found, language), case, found, language)

    def csvs() -> bytes:
        made = robustness_tables(case, found, language)
        return downloads.zipped(csv_files(made, case, found, language))

    frame.section(words("screen.download.title"), "files")
    with st.container(horizontal=True):
        name = plan_file_name(case, found, "robustness", extension="xlsx")
        downloads.button("xlsx", "robustness", workbook, name, downloads.XLSX)
        name = plan_file_name(case, found, "robustness", extension="zip")
        downloads.button("csv", "robustness", csvs, name, downloads.ZIP)


def _say(lines: Sequence[str]) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines))


def _ward(case: Case) -> str:
    chosen = session.choices().ward_code
    return chosen if chosen in case.city.wards.index else ""


def _take_ward() -> None:
    session.choose_ward(session.value_of("robustness.ward"))
