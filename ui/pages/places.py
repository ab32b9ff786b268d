"""今夜どこを開けるか: which places to open, in which order, and what a choice leaves without a place."""

import streamlit as st

from ui import session
from ui.components import arrival_parts, frame, place_parts

frame.begin_page(session.text("screen.places.title"))
case, found = session.current_case(), place_parts.opening()
place_parts.head(case, found)
with st.container(gap="xxsmall"):
    place_parts.area(case)
    # What a tick does comes first; who of the ward has a seat stands above it and takes a moment more.
    ward = st.container(gap="xxsmall")
    place_parts.answer(case, found)
    place_parts.presets(found)
with ward:
    place_parts.ward_answer(case, found)
place_parts.listing(case, found)
place_parts.order(case, found)
place_parts.files(case, found, arrival_parts.show(case))
frame.end("places")
