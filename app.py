"""Sonae's dashboard: ``streamlit run app.py``, or ``sonae serve``."""

import streamlit as st

from ui.server import SCRIPT, on_script_error, routes

app = st.App(SCRIPT, routes=routes(), on_script_error=on_script_error)
