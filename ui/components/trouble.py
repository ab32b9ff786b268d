"""What a reader sees when something is wrong: words and a remedy, never a traceback."""

from collections.abc import Iterable, Mapping

import streamlit as st

from domain.fault_groups import group_faults
from domain.faults import Fault, InputError, SettingError, SonaeError, UnknownScenarioError
from domain.vocabulary import DayTimeChoice
from messages.catalogue import text
from messages.fault_words import group_words
from messages.store_words import store_sentence
from presentation.plain_text import html_text, markdown_text
from presentation.setting_words import setting_name, setting_value
from storage.store.errors import StoreError
from ui import session
from ui.choices import CLOSINGS, DAY_TIME
from ui.components import frame

# A whole list of faults may be long; the first ones are enough to begin with.
_SHOWN = 200

# What ``Settings`` expects of two shares together.
_SHARES = "direct + after_task ≤ 1"


def show(error: Exception) -> None:
    """Draw the page of an error in the reader's language."""
    language = session.language()
    head, *rest = lines(error, language, _names(error))
    if not frame.is_begun():
        st.title(text(language, "screen.trouble.title"), anchor=False)
    st.error(f"**{markdown_text(head)}**")
    if rest:
        items = "".join(f"<li>{html_text(line)}</li>" for line in rest[:_SHOWN])
        st.html(f'<ol class="sonae-faults">{items}</ol>')
    st.button(
        text(language, "screen.trouble.reset"),
        key="trouble.reset",
        on_click=session.forget_choices,
    )


def lines(error: Exception, language: str, names: Mapping[str, str] | None = None) -> list[str]:
    """Return an error in words: what is wrong, then each fault with place and remedy.

    Parameters
    ----------
    error
        What went wrong.
    language
        Language of the reader.
    names
        Names of what an address holds as an id, such as scenarios and places.
    """
    if isinstance(error, InputError):
        head = text(language, "screen.trouble.input", count=len(error.faults))
        return [head, *fault_lines(error.faults, language)]
    if isinstance(error, UnknownScenarioError):
        head = text(language, "screen.trouble.scenario", scenario=error.scenario_id)
        known = _listed(error.known, language, names or {})
        return [head, text(language, "screen.trouble.scenarios", known=known)]
    if isinstance(error, SettingError):
        return _setting_lines(error, language, names or {})
    if isinstance(error, StoreError):
        return [store_sentence(language, error.key, error.details)]
    key = "screen.trouble.other" if isinstance(error, SonaeError) else "screen.trouble.ours"
    return [text(language, key)]


def fault_lines(faults: Iterable[Fault], language: str) -> list[str]:
    """Return faults in words, equal ones together."""
    return [group_words(language, group).line() for group in group_faults(faults)]


def _setting_lines(error: SettingError, language: str, names: Mapping[str, str]) -> list[str]:
    name = setting_name(error.key, language)
    if name == error.key:
        head = text(language, "screen.trouble.no_setting", setting=error.key)
        return [head, text(language, "screen.trouble.settings")]
    head = text(language, "screen.trouble.setting", setting=name, value=error.value)
    if error.expected == _SHARES:
        return [head, text(language, "screen.trouble.shares")]
    if error.key == DAY_TIME:
        names = {choice.value: setting_value(choice, language) for choice in DayTimeChoice}
    expected = _listed(error.expected.split(", "), language, names)
    return [head, text(language, "screen.trouble.expected", expected=expected)]


def _listed(values: Iterable[str], language: str, names: Mapping[str, str]) -> str:
    # Both the name and the word that an address needs.
    return ", ".join(
        text(language, "screen.trouble.named", name=names[value], value=value) if value in names else value
        for value in values
    )


def _names(error: Exception) -> dict[str, str]:
    if isinstance(error, UnknownScenarioError):
        words = session.words()
        return {key: words.scenario(found) for key, found in session.bundle().scenarios.items()}
    if isinstance(error, SettingError) and error.key == CLOSINGS["places"]:
        return dict(session.switches().places)
    return {}
