"""地震後の道: who still gets through when streets are blocked, and which streets matter most."""

import streamlit as st

from ui import session
from ui.components import frame, robustness_parts

frame.begin_page(session.text("screen.robustness.title"))
case = session.current_case()
result = robustness_parts.result(case)
room = st.empty()
if result is not None:
    robustness_parts.answer(case, result)
    robustness_parts.chance_map(case, result)
    robustness_parts.streets(case, result)
    robustness_parts.areas(case, result)
    robustness_parts.method(case, result)
    if result.is_complete:
        robustness_parts.files(case, result)
frame.end("robustness")
if result is not None and not result.is_complete:
    # The page stands; more draws make its intervals narrower.
    robustness_parts.go_on(case, room)
