"""What a page shows while something is made, and how a run ends that its reader no longer wants."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@contextmanager
def working(said: str) -> Iterator[Callable[[], object]]:
    """Show that something is being made.

    Parameters
    ----------
    said
        What the page says meanwhile.

    Yields
    ------
    Callable
        To be called while waiting: it ends the run where the reader has chosen something else, or left.
    """
    shown: list[DeltaGenerator] = []
    run = threading.get_ident()

    def still_here() -> None:
        # Searches ask from threads of their own, too, in which Streamlit knows no reader.
        if threading.get_ident() != run:
            return
        # Streamlit ends a run that is out of date at the next thing that the run shows.
        if not shown:
            shown.append(st.empty())
        shown[0].empty()

    with st.spinner(said):
        yield still_here
