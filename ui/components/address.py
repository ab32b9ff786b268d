"""What of the address could not be shown, said once above the page until the reader chooses anew."""

import streamlit as st

from presentation.plain_text import markdown_text
from ui import session
from ui.view.address import missed_line


def show() -> None:
    """Draw one warning for each value of the address that the city does not have."""
    for missed in session.missed_in_address():
        st.warning(markdown_text(missed_line(missed, session.choices(), session.bundle(), session.words())))
