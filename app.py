"""Sonae's dashboard: ``streamlit run app.py``, or ``sonae serve``."""

import streamlit as st

from ui.server import SCRIPT, layer_routes, on_script_error

app = st.App(SCRIPT, routes=layer_routes(), on_script_error=on_script_error)
