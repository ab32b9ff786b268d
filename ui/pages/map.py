"""地図: hazard, zones, places by state and load, routes, and people without a place."""

import streamlit as st

from ui import session
from ui.components import downloads, frame, map_parts

frame.headline(session.text("screen.map.title"), session.text("screen.map.lead"))
case, plan = session.current_case(), session.current_plan()
left, right = st.columns([3, 1], gap="small")
with right:
    map_parts.chooser(case)
with left:
    map_parts.city(case, plan)
    downloads.city_map_file(case, plan, "map")
with right:
    map_parts.details(case, plan)
frame.end("map")
