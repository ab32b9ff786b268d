"""Sentences about the store: an error or a problem by its key and values."""

from collections.abc import Mapping

from messages import catalogue


def store_sentence(language: str, key: str, details: Mapping[str, object]) -> str:
    """Return what is said of an error or a problem of the store.

    Parameters
    ----------
    language
        Language.
    key
        Message key below ``store.``.
    details
        Its values; the name of a register is put into words.
    """
    named = dict(details)
    if "register" in named:
        named["register"] = catalogue.text(language, f"register_name.{named['register']}")
    return catalogue.text(language, f"store.{key}", **named)
