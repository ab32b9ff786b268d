"""The way to every page: links that wrap, so that a narrow window hides none of them."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from presentation.plain_text import html_text
from ui import session, signed_in
from ui.page_table import PageEntry


def show(pages: Mapping[str, StreamlitPage], offered: Sequence[PageEntry]) -> None:
    """Draw a link to each page that is offered; the address of each holds what the reader has chosen."""
    with st.container(horizontal=True, key="page_bar", gap="xxsmall"):
        for group, entries in groupby(offered, lambda entry: entry.group):
            # What belongs together stays in one line where the line has room.
            with st.container(horizontal=True, key=f"page_group_{group}", gap="xxsmall", width="content"):
                for entry in entries:
                    st.page_link(pages[entry.name], query_params=session.choices().to_query())
        st.html(f'<span class="sonae-who">{html_text(_who())}</span>', width="content")


def _who() -> str:
    account = signed_in.account()
    return session.text("account.mark") if account is None else account.name
