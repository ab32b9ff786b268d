"""Papers about people who need help: the sheet of a plan, and numbered copies of the list."""

import datetime as dt
from functools import partial
from typing import Any

import streamlit as st

from domain.japan_time import JAPAN
from domain.registers import PaperReceiver, PaperStep
from domain.support import PlanState
from planning.case import Case
from planning.plan import Plan
from presentation.plain_text import readable_text
from storage.store.errors import StoreError
from storage.store.paper import CopyOrder
from ui import block_choice, session, shared, signed_in, support_choice
from ui.components import frame, table, trouble
from ui.components.downloads import PDF
from ui.view import people as view
from use_cases import support_papers
from use_cases.support_list import OFFICERS, SupportList

#: A copy is asked back after so many days, where nobody says otherwise.
_USUAL_DAYS = 365
_MADE = "people.copy"


def sheet(case: Case, plan: Plan, found: SupportList, person_id: str) -> None:
    """Draw the download of a plan that both agreed to; it is made, and written down, on the click."""
    words, reader = session.words(), session.reader()
    own = found.states()[found.plans["person_id"] == person_id]
    if reader is None or PlanState.AGREED.value not in set(own):
        return
    # Taken here: the click is answered outside the reader's session.
    routes = support_papers.RoutesOf(case, plan, block_choice.ground(case, plan))
    printing = support_papers.Printing(reader, _name(), _now(), words.language)
    st.download_button(
        words("plan_sheet.download"),
        data=partial(support_papers.plan_sheet, shared.store(), routes, found, person_id, printing),
        file_name="individual-plan.pdf", mime=PDF, key="people.sheet", on_click="ignore",
    )  # fmt: skip


def copies(case: Case, district_id: str) -> None:
    """Draw the copies given away, a new one, and what became of them."""
    words, reader = session.words(), session.reader()
    if reader is None or reader.role not in OFFICERS:
        return
    frame.section(words("paper_copy.section"), "paper")
    frame.sentences([words("paper_copy.lead")])
    _give(case, district_id)
    found = shared.store().paper.copies(reader)
    if found.empty:
        frame.nothing(words("paper_copy.none"))
        return
    late = int(found["is_overdue"].sum())
    frame.sentences([words("paper_copy.overdue", count=late)] if late else [], strong=True)
    table.show(view.copies_grid(case, found, words))
    rows: dict[str, dict[Any, Any]] = {str(row["copy_id"]): row for row in found.to_dict(orient="records")}
    still = {key: row for key, row in rows.items() if not row["shredded_at"]}
    if still:
        _note(case, still)


def _give(case: Case, district_id: str) -> None:
    """Draw the form of a new copy; it is kept for the reader until she has taken it."""
    words, reader = session.words(), session.reader()
    if reader is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        receiver = st.selectbox(
            words("paper_copy.receiver"), list(PaperReceiver), key="people.receiver",
            format_func=lambda one: words(f"paper_receiver.{one}"),
        )  # fmt: skip
        organisations = case.strength.organisations
        own = organisations[organisations["district_id"] == district_id]["name"].to_dict()
        whole = words("paper_copy.whole_district")
        org_id = st.selectbox(
            words("paper_copy.whose"), ["", *map(str, own)], key="people.whose",
            format_func=lambda one: readable_text(str(own[one])) if one else whole,
        )  # fmt: skip
        usual = support_choice.today() + dt.timedelta(days=_USUAL_DAYS)
        due_on = st.date_input(words("paper_copy.due_on"), usual, key="people.due_on")
        asked = st.button(words("paper_copy.give"), key="people.give")
    if asked and receiver is not None and isinstance(due_on, dt.date):
        ward = str(case.city.districts["ward_code"].to_dict()[district_id])
        order = CopyOrder(ward, district_id, receiver, due_on, org_id or "")
        printing = support_papers.Printing(reader, _name(), _now(), words.language)
        try:
            session.keep(_MADE, support_papers.list_copy(shared.store(), case, order, printing))
        except StoreError as error:
            trouble.show(error)
    made: bytes | None = session.kept(_MADE)
    if made is not None:
        st.download_button(
            words("paper_copy.save"), data=made, file_name="support-list.pdf", mime=PDF, key="people.take"
        )


def _note(case: Case, copies_left: dict[str, dict[str, Any]]) -> None:
    """Draw what may be written down of a copy next."""
    words, reader = session.words(), session.reader()
    copy_id = st.selectbox(
        words("paper_copy.choose"), list(copies_left), key="people.copy",
        format_func=lambda one: readable_text(view.copy_name(case, copies_left[one], words)),
    )  # fmt: skip
    step = next(one for one in PaperStep if not copies_left[copy_id][f"{one}_at"])
    if st.button(words(f"paper_step.{step}"), key="people.step") and reader is not None:
        try:
            shared.store().paper.note(reader, copy_id, step)
        except StoreError as error:
            trouble.show(error)
            return
        st.rerun()


def _name() -> str:
    account = signed_in.account()
    return "" if account is None else account.name


def _now() -> dt.datetime:
    return dt.datetime.now(JAPAN)
