"""Part of the page of places: arrivals over time, when a place is full, and who waits at its door."""

import streamlit as st

from planning.case import Case
from planning.crowding import Crowding, crowding_concerns
from presentation.crowding_tables import place_table
from presentation.crowding_times import place_over_time
from presentation.crowding_words import place_lines
from presentation.names import destination_names
from ui import place_choice, session, shared
from ui.components import crowding_parts, frame

_SHOWS, _PLACE = "places.arrivals", "places.arrivals.of"


def show(case: Case) -> Crowding | None:
    """Draw arrivals at the places in view; return the crowding of the plan where it is asked for."""
    words = session.words()
    frame.section(words("screen.arrivals.title"), "arrivals")
    if not crowding_concerns(case.scenario):
        frame.nothing(words("fault.no_crowding.text"))
        return None
    if not st.toggle(words("screen.arrivals.show"), key=_SHOWS):
        st.caption(words("screen.arrivals.note"))
        return None
    plan = session.current_plan()
    with st.spinner(words("crowding.begins")):
        found = shared.crowding().crowding(case, plan)
    if not place_choice.is_planned():
        st.caption(words("screen.arrivals.not_planned"))
    table = place_table(case, found, words.language, place_ids=place_choice.own_places())
    ids = [str(one) for one in next(one for one in table.columns if one.key == "place_id").cells]
    if not ids:
        frame.nothing(words("screen.arrivals.nobody"))
        return found
    crowding_parts.place_rows(table)
    _one_place(case, found, ids)
    return found


def _one_place(case: Case, found: Crowding, ids: list[str]) -> None:
    """Draw the curves of the place that the reader chooses."""
    words, names = session.words(), destination_names(case, session.language())
    if st.session_state.get(_PLACE) not in ids:
        st.session_state[_PLACE] = ids[0]
    chosen = st.selectbox(words("screen.arrivals.choose"), ids, key=_PLACE, format_func=names.__getitem__)
    frame.bullets(place_lines(case, found, chosen, words))
    crowding_parts.curves(case, found, place_over_time(found, chosen))
