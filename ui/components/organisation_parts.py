"""Strength of organisations by ward and district, on their page."""

import streamlit as st

from planning.case import Case
from planning.plan import Plan
from presentation.names import ward_names
from ui import session
from ui.components import evidence, frame, table
from ui.page_table import offered
from ui.view import organisations


def strength(case: Case, plan: Plan) -> None:
    """Draw the strength of wards, then of one ward's districts."""
    words = session.words()
    counts = session.strength(case)
    table.show(organisations.ward_grid(case, counts, words))
    evidence.show(case, plan, "organisations")
    names = wards(case)
    ward = chosen_ward(names)
    st.selectbox(
        words("screen.district.ward"),
        list(names),
        key=session.bind("organisations.ward", ward),
        format_func=lambda code: names[code],
        on_change=_take_ward,
    )
    table.show(organisations.district_grid(case, counts, ward, words))


def to_upload() -> None:
    """Draw the way to the page that lists go in by, for those to whom it is offered."""
    reader = session.reader()
    if any(entry.name == "upload" for entry in offered(None if reader is None else reader.role)):
        words = session.words()
        frame.section(words("upload.title"), "lists")
        st.page_link(
            session.page("upload"), label=words("upload.to_upload"), query_params=session.choices().to_query()
        )


def wards(case: Case) -> dict[str, str]:
    """Return the name of each ward by its code."""
    return {str(code): str(name) for code, name in ward_names(case, session.words().language).items()}


def chosen_ward(names: dict[str, str]) -> str:
    """Return the ward that the reader chose, else the first."""
    chosen = session.choices().ward_code
    return chosen if chosen in names else next(iter(names))


def _take_ward() -> None:
    session.choose_ward(session.value_of("organisations.ward"))
