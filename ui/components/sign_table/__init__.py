"""A table of signs whose cells are buttons: read at a glance, walked with the arrow keys.

The browser builds it from plain data: no text of a file ever becomes markup. Headings and the names of
the areas stay in sight while the rest scrolls; only one cell is a stop of the tabulator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from presentation.readiness_matrix.sign_table import SignTable
from ui import session

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cell that the reader opened: its area and its column."""

    area_id: str
    column_id: str


def show(
    table: SignTable, *, key: str, sorted_by: str = "", on_sort: Callable[[str], None] | None = None
) -> Chosen | None:
    """Draw the table and return the cell that was opened since it was last drawn.

    Parameters
    ----------
    table, key
        The table, and the key of its widget.
    sorted_by
        Column by which the rows are sorted, the worst first; empty for the official order.
    on_sort
        Takes the column whose heading was pressed; without it headings are no buttons.
    """
    words = session.words()

    def take_order() -> None:
        pressed = st.session_state[key].get("sorted")
        if pressed and on_sort is not None:
            on_sort(str(pressed["column"]))

    result = _draw(
        key=key,
        data={
            **table.as_data(),
            "area": words("matrix.area"),
            "label": words("screen.readiness.cell_label"),
            "hint": words("screen.readiness.keys_hint"),
            "sorted": sorted_by,
            "sort": words("screen.readiness.sort_by_heading") if on_sort else "",
            "worst": words("screen.readiness.worst"),
        },
        on_sorted_change=take_order,
        on_opened_change=_nothing,
    )
    opened = result.get("opened")
    return Chosen(str(opened["area"]), str(opened["column"])) if opened else None


def _nothing() -> None:
    """Take a press: Streamlit asks for a callback, the script reads the value."""


_draw = st.components.v2.component(
    "sonae_sign_table",
    html=(_FOLDER / "sign_table.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "sign_table.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "sign_table.js").read_text(encoding="utf-8"),
)
