"""A part of a page (a fragment) that runs again in a moment, as long as it draws this."""

from pathlib import Path

import streamlit as st

from ui import session

#: How soon it looks again [ms].
_AFTER_MS = 500
_JS = (Path(__file__).resolve().parent / "look_again.js").read_text(encoding="utf-8")
_draw = st.components.v2.component("sonae_look_again", js=_JS)


def soon(key: str) -> None:
    """Have the fragment that draws this run again in a moment."""
    turn = (session.kept(key) or 0) + 1
    session.keep(key, turn)
    _draw(key=key, data={"turn": turn, "after_ms": _AFTER_MS}, on_again_change=_seen)


def _seen() -> None:
    """Nothing is told but that a moment has passed."""
