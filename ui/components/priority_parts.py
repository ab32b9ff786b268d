"""Parts of the page まずやること: filters, the list of actions with their districts, what is not known."""

from dataclasses import replace

import streamlit as st

from domain.vocabulary import Owner
from exports.file_names import plan_file_name
from exports.priorities_pdf import priorities_pdf
from exports.tables import csv_files
from exports.workbook import tables_workbook
from planning.case import Case
from planning.plan import Plan
from presentation.grid import grid_from
from presentation.names import ward_names
from presentation.plan_table import PlanTable
from presentation.priority_tables import (
    action_choices,
    action_districts,
    action_evidence,
    debt_table,
    district_choices,
    priority_table,
)
from ui import session
from ui.components import downloads, evidence, frame, table

_FIRST = (
    "rank", "urgency", "next_action", "owner", "cause", "affected_known", "districts", "districts_unknown",
    "data_kind",
)  # fmt: skip
#: Of a ward: its districts by name, for whoever is told to act there.
_FIRST_OF_WARD = tuple("districts_named" if key == "districts" else key for key in _FIRST)
_NOT_KNOWN = (
    "debt_item", "debt_missing", "ward", "debt_items", "debt_persons", "next_action", "debt_owner",
    "data_kind",
)  # fmt: skip
#: Rows that are shown at first; the rest is one click away.
_AT_FIRST = 20


def choose(case: Case) -> tuple[str, str]:
    """Draw the choices of ward and owner, and return both; empty for all."""
    words = session.words()
    wards = {"": words("screen.readiness.every")}
    wards |= {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    owners = {"": words("screen.readiness.anybody"), **{one.value: words(f"owner.{one}") for one in Owner}}
    chosen = session.choices().ward_code
    left, right = st.columns(2)
    with left:
        ward = st.selectbox(
            words("screen.readiness.wards"),
            list(wards),
            key=session.bind("priorities.ward", chosen if chosen in wards else ""),
            format_func=lambda code: wards[code],
            on_change=_take_ward,
        )
    with right:
        owner = st.selectbox(
            words("screen.priorities.owner"),
            list(owners),
            key="priorities.owner",
            format_func=lambda code: owners[code],
        )
    return ward or "", owner or ""


def first(case: Case, plan: Plan, ward: str, owner: str) -> None:
    """Draw what is done first, and the districts of the action that the reader opens."""
    words = session.words()
    shown = priority_table(case, plan, words.language, ward_code=ward, owner=owner)
    if not shown.columns[0].cells:
        frame.nothing(words("screen.priorities.nothing"))
        return
    keys = _FIRST_OF_WARD if ward else _FIRST
    # The page is called as the table is.
    table.show(replace(grid_from(shown, words, keys=keys), caption=""))
    _open_action(case, plan, ward, owner)
    evidence.show(case, plan, "gaps")


def not_known(case: Case, plan: Plan, ward: str, owner: str) -> None:
    """Draw what is not known, and of how many people it hides the answer."""
    words = session.words()
    shown = debt_table(case, plan, words.language, ward_code=ward, owner=owner)
    frame.section(words("export.table.data_debt"), "unknown")
    if not shown.columns[0].cells:
        frame.nothing(words("screen.priorities.nothing"))
        return
    grid = replace(grid_from(shown, words, keys=_NOT_KNOWN), caption="")
    table.show(replace(grid, rows=grid.rows[:_AT_FIRST]))
    rest = grid.rows[_AT_FIRST:]
    if rest:
        with st.expander(words("screen.priorities.rest", count=len(rest))):
            table.show(replace(grid, rows=rest, notes=()))


def files(case: Case, plan: Plan, ward: str) -> None:
    """Draw the buttons for both lists of the ward, whoever acts."""
    words, language = session.words(), session.language()

    def tables() -> list[PlanTable]:
        return [make(case, plan, language, ward_code=ward) for make in (priority_table, debt_table)]

    def workbook() -> bytes:
        return tables_workbook(tables(), case, plan, language)

    def paper() -> bytes:
        return priorities_pdf(case, plan, language, ward_code=ward)

    def csvs() -> bytes:
        return downloads.zipped(csv_files(tables(), case, plan, language))

    frame.section(words("screen.download.title"), "files")
    parts = ("priorities", ward) if ward else ("priorities",)
    with st.container(horizontal=True):
        name, label = plan_file_name(case, plan, *parts, extension="pdf"), words("screen.priorities.pdf")
        downloads.button("pdf", "priorities", paper, name, downloads.PDF, label=label)
        name = plan_file_name(case, plan, *parts, extension="xlsx")
        downloads.button(
            "xlsx", "priorities", workbook, name, downloads.XLSX, label=words("screen.priorities.xlsx")
        )
        name, label = plan_file_name(case, plan, *parts, extension="zip"), words("screen.priorities.csv")
        downloads.button("csv", "priorities", csvs, name, downloads.ZIP, label=label)


def _open_action(case: Case, plan: Plan, ward: str, owner: str) -> None:
    """Draw the districts that an action helps, and the way to the page of one."""
    words = session.words()
    actions = {
        0: words("screen.priorities.none_opened"),
        **action_choices(case, plan, words, ward_code=ward, owner=owner),
    }
    rank = st.selectbox(
        words("screen.priorities.open"),
        list(actions),
        key="priorities.open",
        format_func=lambda one: actions[one],
    )
    if not rank:
        return
    table.show(action_districts(case, plan, words, rank, ward_code=ward))
    with st.expander(words("screen.priorities.evidence")):
        table.show(replace(action_evidence(case, plan, words, rank, ward_code=ward), caption=""))
    districts = district_choices(case, plan, words, rank, ward_code=ward)
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        district = st.selectbox(
            words("screen.priorities.district"),
            list(districts),
            key="priorities.district",
            format_func=lambda one: districts[one],
        )
    with right:
        if district and st.button(words("screen.readiness.to_district"), key="priorities.go", type="primary"):
            own = str(case.city.districts["ward_code"].loc[district])
            session.choose(ward_code=own, district_id=district)
            st.switch_page(session.page("district"))


def _take_ward() -> None:
    session.choose_ward(session.value_of("priorities.ward"))
