"""Errors that a user can mend, in words: what is wrong and what to do, for the command and the library."""

from domain.fault_groups import group_faults
from domain.faults import (
    InputError,
    SettingError,
    SonaeError,
    UnknownBlockError,
    UnknownScenarioError,
    UnknownSettingError,
    UnknownStreetError,
)
from messages import catalogue
from messages.fault_words import group_words
from messages.store_words import store_sentence
from storage.store.errors import StoreError


def error_lines(error: SonaeError, language: str) -> list[str]:
    """Return an error in a language: of an input a line for each kind of fault, else one sentence.

    Parameters
    ----------
    error
        The error.
    language
        Language of the words.

    Returns
    -------
    list of str
        Its lines.
    """
    if isinstance(error, InputError):
        return [group_words(language, group).line() for group in group_faults(error.faults)]
    return [error_sentence(error, language)]


def error_sentence(error: SonaeError, language: str) -> str:
    """Return an error as a sentence of a language; of faults of an input see ``error_lines``."""
    if isinstance(error, StoreError):
        return store_sentence(language, error.key, error.details)
    if isinstance(error, UnknownScenarioError):
        known = ", ".join(error.known)
        return catalogue.text(language, "cli.unknown_scenario", scenario=error.scenario_id, known=known)
    if isinstance(error, UnknownBlockError | UnknownStreetError):
        return _unknown(error, language)
    if isinstance(error, UnknownSettingError):
        return catalogue.text(language, "cli.setting_unknown", key=error.key)
    if isinstance(error, SettingError):
        return catalogue.text(
            language, "cli.setting_error", key=error.key, value=error.value, expected=error.expected
        )
    return catalogue.text(language, "cli.error", error=str(error))


def _unknown(error: UnknownBlockError | UnknownStreetError, language: str) -> str:
    """Return that there is no such block or street; of streets also the names that are like it."""
    if isinstance(error, UnknownBlockError):
        key = "cli.unknown_block" if error.near else "cli.no_block"
        return catalogue.text(language, key, asked=error.asked)
    key = "cli.unknown_street" if error.near else "cli.no_street"
    more = [catalogue.text(language, "cli.more_streets", count=error.more)] if error.more else []
    near = catalogue.text(language, "cli.between").join([*error.near, *more])
    find = catalogue.text(language, "screen.whatif.find")
    return catalogue.text(language, key, asked=error.asked, near=near, find=find)
