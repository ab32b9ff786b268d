"""Sonae's dashboard: ``streamlit run app.py``, or ``sonae serve``."""

import streamlit as st

from ui.server import SCRIPT, on_script_error, page_middleware, routes

app = st.App(SCRIPT, routes=routes(), middleware=page_middleware(), on_script_error=on_script_error)
