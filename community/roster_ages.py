"""Ages as people write them in a roster."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from community.roster_columns import normal
from community.roster_dates import read_birth_date, with_digits
from community.roster_words import NOT_GIVEN, is_dash

#: No age beyond this is believed.
OLDEST = 120
_DASH = "[~〜‐‑‒–—―−ー-]"
_UNIT = "(?:歳|才)?(代|台)?"
_ONE = re.compile(rf"満?(\d{{1,3}})(?:\.0)?{_UNIT}(前半|後半)?")
_RANGE = re.compile(rf"満?(\d{{1,3}}){_UNIT}{_DASH}(\d{{1,3}}){_UNIT}")
_FROM = re.compile(rf"満?(\d{{1,3}}){_UNIT}(?:以上|以降|\+|{_DASH})")
_BELOW = re.compile(r"満?(\d{1,3})(?:歳|才)?(未満|以下|まで)")
_BARE = re.compile(r"(\d{1,3})(?:\.0)?")
_WORDS: Mapping[str, tuple[int, int]] = MappingProxyType({"後期高齢者": (75, OLDEST), "前期高齢者": (65, 74)})


@dataclass(frozen=True, slots=True)
class AgeBounds:
    """The lowest and the highest age that a cell can mean [years]."""

    low: int
    high: int


#: Nothing is known.
ANY_AGE = AgeBounds(0, OLDEST)


def is_possible_birth(birth_year: int, year: int) -> bool:
    """Whether somebody born then can be in a roster of a year.

    Parameters
    ----------
    birth_year
        Western year.
    year
        Year of the roster.

    Returns
    -------
    bool
        Whether the age lies between 0 and 120 years.
    """
    return year - OLDEST <= birth_year <= year


def read_birth(text: str, year: int) -> AgeBounds | None:
    """Return the age reached within a year by who was born then; None if unreadable or impossible.

    Who reaches an age within the year has it, the cautious reading for succession. An empty cell, a
    dash and a word such as 不明 leave every age possible.

    Parameters
    ----------
    text
        As written.
    year
        Year of the roster.

    Returns
    -------
    AgeBounds | None
        Bounds of the age [years].
    """
    if _is_not_given(text):
        return ANY_AGE
    born = read_birth_date(text)
    if born is None or not is_possible_birth(born.year, year):
        return None
    return AgeBounds(year - born.year, year - born.year)


def read_age(text: str, year: int) -> AgeBounds | None:
    """Return the bounds of 76, 76歳, 70代, 70代後半, 70～79 or 75歳以上; None if unreadable.

    A year of birth in its place (昭31, 1956) is read as such. An empty cell, a dash and a word such
    as 不明 leave every age possible.

    Parameters
    ----------
    text
        As written.
    year
        Year of the roster.

    Returns
    -------
    AgeBounds | None
        Bounds of the age [years].
    """
    if _is_not_given(text):
        return ANY_AGE
    word = with_digits(_plain(text))
    bounds = _WORDS.get(word) or _one(word) or _range(word) or _from(word) or _below(word)
    if bounds is None:
        return read_birth(text, year)
    return AgeBounds(*bounds) if 0 <= bounds[0] <= bounds[1] <= OLDEST else None


def bare_number(text: str) -> int | None:
    """Return the number of a cell that holds a number alone: 70 or 70.0, not 70歳 and not 70代.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    int | None
        The number; None where anything else is written.
    """
    found = _BARE.fullmatch(_plain(text))
    return int(found[1]) if found else None


def _plain(text: str) -> str:
    return re.sub(r"[\s()\ufe0f]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _is_not_given(text: str) -> bool:
    return not text.strip() or is_dash(text.strip()) or normal(text) in NOT_GIVEN


def _one(word: str) -> tuple[int, int] | None:
    found = _ONE.fullmatch(word)
    if not found:
        return None
    number, is_decade, half = int(found[1]), bool(found[2]), found[3]
    if not is_decade:
        return None if half else (number, number)
    if number % 10:
        return None
    # The first half of the seventies is 70 to 74, the second 75 to 79.
    return {"前半": (number, number + 4), "後半": (number + 5, number + 9)}.get(half, (number, number + 9))


def _range(word: str) -> tuple[int, int] | None:
    found = _RANGE.fullmatch(word)
    if not found or (found[4] and int(found[3]) % 10):
        return None
    return int(found[1]), int(found[3]) + (9 if found[4] else 0)


def _from(word: str) -> tuple[int, int] | None:
    found = _FROM.fullmatch(word)
    return (int(found[1]), OLDEST) if found and not (found[2] and int(found[1]) % 10) else None


def _below(word: str) -> tuple[int, int] | None:
    found = _BELOW.fullmatch(word)
    return (0, int(found[1]) - (found[2] == "未満")) if found else None
