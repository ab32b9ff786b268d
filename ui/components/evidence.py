"""根拠: one click from any group of figures to its sources, dates and parameters."""

import streamlit as st

from planning.case import Case
from planning.plan import Basis
from presentation.evidence import layer_grid, setting_grid
from presentation.grid import Grid
from ui import session
from ui.components import table


def show(case: Case, plan: Basis, topic: str, more: Grid | None = None) -> None:
    """Draw the button 「根拠」 of a group of figures and what it opens; ``more`` is evidence of its own."""
    words = session.words()
    with st.popover(words("screen.evidence.button"), width="content"):
        st.markdown(words(f"screen.evidence.{topic}"))
        if more is not None:
            table.show(more)
        table.show(layer_grid(case, plan, topic, words))
        settings = setting_grid(case, topic, words)
        if settings is not None:
            table.show(settings)
        st.caption(words("screen.evidence.more"))
