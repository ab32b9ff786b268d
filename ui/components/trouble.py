"""What a reader sees when something is wrong: words and a remedy, never a traceback."""

import html

import streamlit as st

from domain.faults import InputError, SettingError, SonaeError, UnknownScenarioError
from messages.catalogue import text
from messages.fault_words import fault_words
from ui import session

# A whole list of faults may be long; the first ones are enough to begin with.
_SHOWN = 200


def show(error: Exception) -> None:
    """Draw the page of an error in the reader's language."""
    language = session.language()
    head, *rest = lines(error, language)
    st.error(f"**{plain(head)}**")
    if rest:
        items = "".join(f"<li>{html.escape(line)}</li>" for line in rest[:_SHOWN])
        st.html(f'<ol class="sonae-faults">{items}</ol>')
    st.button(
        text(language, "screen.trouble.reset"),
        key="trouble.reset",
        on_click=session.forget_choices,
    )


def lines(error: Exception, language: str) -> list[str]:
    """Return an error in words: what is wrong, then each fault with place and remedy."""
    if isinstance(error, InputError):
        head = text(language, "screen.trouble.input", count=len(error.faults))
        return [head, *(fault_words(language, fault).line() for fault in error.faults)]
    if isinstance(error, UnknownScenarioError):
        head = text(language, "screen.trouble.scenario", scenario=error.scenario_id)
        return [head, text(language, "screen.trouble.scenarios", known=", ".join(error.known))]
    if isinstance(error, SettingError):
        head = text(language, "screen.trouble.setting", setting=error.key, value=error.value)
        return [head, text(language, "screen.trouble.expected", expected=error.expected)]
    key = "screen.trouble.other" if isinstance(error, SonaeError) else "screen.trouble.ours"
    return [text(language, key)]


def plain(line: str) -> str:
    """Return a line that may hold text from an address or a file: no mark of it formats anything."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|$~:" else letter for letter in line)
