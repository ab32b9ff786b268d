"""The way to every page: links that wrap, so that a narrow window hides none of them."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import session


def show(pages: Mapping[str, StreamlitPage]) -> None:
    """Draw a link to each page; the address of each holds what the reader has chosen."""
    with st.container(horizontal=True, key="page_bar", gap="xxsmall"):
        for page in pages.values():
            st.page_link(page, query_params=session.choices().to_query())
