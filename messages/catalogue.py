"""Words by key: every sentence that a user reads comes from ``messages/<language>/*.toml``.

One file an area, the same keys in every language; nested tables are flattened to dotted keys
(``[outcome] no_capacity = "…"`` gives ``outcome.no_capacity``). A key that a language does not
hold is shown as ``⟦key⟧``: a screen that an official needs tonight must not end in an error for
want of a word, and the mark is too odd to be overlooked (tests look for it). A field that was
given no value stays visible as ``{name}`` for the same reason.

やさしい日本語 (``ja_easy``) is Japanese for people who read little of it: it holds words for what
residents see, says the rest as Japanese does, and is Japanese to a browser and a voice.

Where a language needs it, a field has one of two forms beside those of Python:
``{count:place is|places are}`` gives the first for one (1, or a text such as 「1 person」) and the
second for any other number; ``{persons:capital}`` begins a sentence with a capital letter.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

#: Language of a screen where none is chosen.
DEFAULT_LANGUAGE = "ja"

#: Languages that say only some keys, and the language that says the rest.
_RESTS_ON = MappingProxyType({"ja_easy": "ja"})

_FOLDER = Path(__file__).resolve().parent


class _VisibleFields(Formatter):
    """Fill fields, and leave those without a value as they stand."""

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        if isinstance(key, str) and key not in kwargs:
            return _Unfilled(key)
        return super().get_value(key, args, kwargs)

    def format_field(self, value: Any, format_spec: str) -> Any:
        if isinstance(value, _Unfilled):
            return format(value, format_spec)
        if format_spec == "capital":
            said = str(value)
            return said[:1].upper() + said[1:]
        one, choice, more = format_spec.partition("|")
        if not choice:
            return super().format_field(value, format_spec)
        return one if str(value).split(" ")[0] == "1" else more


class _Unfilled:
    """A field without a value: prints itself, whatever its format says."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __format__(self, spec: str) -> str:
        return "{" + self.name + "}"


_FORMATTER = _VisibleFields()


def languages() -> tuple[str, ...]:
    """Return the languages of the catalogue, the default first, those that rest on another last."""
    found = sorted(folder.name for folder in _FOLDER.iterdir() if any(folder.glob("*.toml")))
    return tuple(sorted(found, key=lambda name: (name in _RESTS_ON, name != DEFAULT_LANGUAGE)))


def whole_languages() -> tuple[str, ...]:
    """Return the languages that hold every key, the default first."""
    return tuple(one for one in languages() if one not in _RESTS_ON)


def language_tag(language: str) -> str:
    """Return a language as browsers, voices and PDF readers know it: of やさしい日本語, ``ja``."""
    return _RESTS_ON.get(language, language)


def keys(language: str) -> frozenset[str]:
    """Return every key of a language, with those that it says as another does."""
    return frozenset(_words(language))


def own_keys(language: str) -> frozenset[str]:
    """Return the keys that a language says in words of its own."""
    return frozenset(_own_words(language))


def has(language: str, key: str) -> bool:
    """Whether a language holds a key."""
    return key in _words(language)


def text(language: str, key: str, /, **values: object) -> str:
    """Return the words of a key, with its ``{name}`` fields filled.

    Parameters
    ----------
    language
        ``ja``, ``en`` or ``ja_easy``; a language that does not exist is a bug and raises.
    key
        Dotted key.
    values
        Values of the fields; a field may carry a format (``{persons:,}``). Values that the words
        do not name are ignored.

    Returns
    -------
    str
        The words, or ``⟦key⟧`` where the language has none.
    """
    words = _words(language).get(key)
    if words is None:
        return f"⟦{key}⟧"
    # A map says a hundred thousand texts: what Python fills alike is filled by Python.
    if _is_plain(words):
        try:
            return words.format_map(values)
        except KeyError:
            pass  # a field without a value stands as it is
    return _FORMATTER.vformat(words, (), values)


def template(language: str, key: str) -> str:
    """Return the words of a key with its fields unfilled.

    Raises
    ------
    KeyError
        When the language has no such key.
    """
    return _words(language)[key]


def files(language: str) -> tuple[Path, ...]:
    """Return the files of a language, by name.

    Raises
    ------
    ValueError
        When there is no such language.
    """
    folder = _FOLDER / language
    if not language.isidentifier() or not folder.is_dir():
        msg = f"no language {language!r}; there are {languages()}"
        raise ValueError(msg)
    return tuple(sorted(folder.glob("*.toml")))


def read_words(file: Path) -> dict[str, str]:
    """Return the words of one file by dotted key."""
    with file.open("rb") as stream:
        return dict(_flat("", tomllib.load(stream)))


@cache
def _is_plain(words: str) -> bool:
    """Whether no field has a format of ours (``_VisibleFields``)."""
    return not any("capital" in spec or "|" in spec for _, _, spec, _ in _FORMATTER.parse(words) if spec)


@cache
def _words(language: str) -> Mapping[str, str]:
    own = _own_words(language)
    return MappingProxyType({**_words(_RESTS_ON[language]), **own}) if language in _RESTS_ON else own


@cache
def _own_words(language: str) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for file in files(language):
        words.update(read_words(file))
    return MappingProxyType(words)


def _flat(prefix: str, table: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, dict):
            rows.extend(_flat(key, value))
        else:
            rows.append((key, str(value)))
    return rows
