"""A city that cannot be planned yet: what its pages say, and the way to where it is brought on."""

import streamlit as st

from domain.held_parts import missing_parts, question_states
from presentation.held_words import missing_grid, missing_sentence
from ui import session
from ui.components import frame, table

#: Pages that such a city has: the others say in a sentence what is missing.
PAGES = frozenset({"data", "scenarios", "account"})


def refuse(page: str) -> None:
    """Draw a page that needs a plan: its title, what is missing, and the way to the data page."""
    words = session.words()
    frame.begin_page(words(f"screen.{page}.title"))
    st.warning(missing_sentence(session.bundle(), words))
    _links()
    frame.end(page)


def headline(title: str, lead: str) -> None:
    """Draw the title of a page, the city, and what is missing for any plan."""
    words = session.words()
    frame.begin_page(title)
    frame.city_head(lead)
    st.warning(missing_sentence(session.bundle(), words))


def parts() -> None:
    """Draw what the city lacks, which file brings it in, and which question waits for it."""
    city, words = session.bundle(), session.words()
    missing = missing_parts(city.city, city.strength)
    if not missing:
        return
    frame.section(words("question_state.title"), "missing")
    table.show(missing_grid(question_states(city), missing, words))


def _links() -> None:
    words, city = session.words(), session.bundle()
    st.page_link(session.page("data"), label=words("screen.unplanned.to_data"))
    if city.hazards and not city.scenarios:
        st.page_link(session.page("scenarios"), label=words("screen.unplanned.to_scenarios"))
