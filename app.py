"""Sonae's dashboard: ``streamlit run app.py``, or ``sonae serve``."""

import streamlit as st

from ui.server import SCRIPT, layer_routes, on_script_error, page_middleware

app = st.App(SCRIPT, routes=layer_routes(), middleware=page_middleware(), on_script_error=on_script_error)
