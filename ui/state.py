"""What Streamlit keeps for one reader: values of widgets, and what pages keep for him alone."""

import secrets
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

Made = TypeVar("Made")

_PREFIX = "sonae.own."
_ASKER = "asker"


def bind(widget: str, value: object) -> str:
    """Show a value in a widget about to be drawn, and return the widget's key."""
    if st.session_state.get(widget) != value:
        st.session_state[widget] = value
    return widget


def say_again() -> None:
    """Give each choice to its widget anew, for a change of language: a browser knows choices by label."""
    for widget, value in st.session_state.items():
        if not str(widget).startswith("sonae.") and isinstance(value, str | list | tuple):
            st.session_state[widget] = value


def value_of(widget: str) -> Any:
    """Return what a widget holds, or None."""
    return st.session_state.get(widget)


def keep(name: str, value: object) -> None:
    """Keep something for this reader alone until the browser tab is closed."""
    st.session_state[_PREFIX + name] = value


def kept(name: str) -> Any:
    """Return what was kept for this reader, or None."""
    return st.session_state.get(_PREFIX + name)


def once(name: str, key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what was made for this reader and key; made anew, and kept alone, where the key is another."""
    found: tuple[Hashable, Made] | None = kept(name)
    if found is None or found[0] != key:
        found = (key, make())
        keep(name, found)
    return found[1]


def asker() -> str:
    """Return the number of this reader among those whose work waits; made by chance, and told to nobody."""
    return once(_ASKER, None, lambda: secrets.token_hex(16))


def forget(*names: str) -> None:
    """Forget what was kept for this reader under these names."""
    for name in names:
        st.session_state.pop(_PREFIX + name, None)
