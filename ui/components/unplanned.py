"""A city that cannot be planned yet: what its pages say, and the way to where it is brought on."""

import streamlit as st

from domain.held_parts import missing_parts, question_states
from presentation.held_words import missing_grid, missing_sentence
from storage.store.reader import Reader
from ui import session
from ui.components import frame, table
from ui.page_table import offered

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


def ways_on(reader: Reader | None, *, lacks_only_scenarios: bool) -> list[tuple[str, str]]:
    """Return the pages that bring such a city on, and the keys of their labels: none that refuses the reader.

    Parameters
    ----------
    reader
        Who is signed in; None is the demonstration.
    lacks_only_scenarios
        Whether hazards are there, and no scenario.
    """
    ways = [("data", "to_data" if reader is None or reader.is_headquarters else "to_look")]
    shown = {entry.name for entry in offered(None if reader is None else reader.role)}
    if lacks_only_scenarios and "scenarios" in shown:
        ways.append(("scenarios", "to_scenarios"))
    return ways


def _links() -> None:
    words, city = session.words(), session.bundle()
    lacks_only_scenarios = bool(city.hazards) and not city.scenarios
    for page, key in ways_on(session.reader(), lacks_only_scenarios=lacks_only_scenarios):
        st.page_link(session.page(page), label=words(f"screen.unplanned.{key}"))
