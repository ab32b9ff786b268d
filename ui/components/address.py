"""What of the address, or of the choices after another city, could not be shown; said above the page."""

import streamlit as st

from presentation.plain_text import markdown_text
from ui import session
from ui.view.address import missed_line


def show() -> None:
    """Draw one warning for each value that the city does not have, and say once that the city is another."""
    if session.kept("city.is_other"):
        session.forget("city.is_other")
        st.info(session.text("city_version.is_other"))
    for missed in session.missed_in_address():
        st.warning(markdown_text(missed_line(missed, session.choices(), session.bundle(), session.words())))
