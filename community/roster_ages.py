"""Ages and years of birth as people write them in a roster."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from community.roster_words import NOT_GIVEN, is_dash, normal

#: No age beyond this is believed.
OLDEST = 120
#: First year minus one and last year of each era; the present one has no end.
_ERAS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "明治": (1867, 45),
        "大正": (1911, 15),
        "昭和": (1925, 64),
        "平成": (1988, 31),
        "令和": (2018, 99),
    }
)
_ERA_NAMES: Mapping[str, str] = MappingProxyType(
    {
        form: name
        for name, forms in zip(_ERAS, ("明m", "大t", "昭s", "平h", "令r"), strict=True)
        for form in forms
    }
)
_BORN = "(?:生まれ|生)?"
_DATE = (
    rf"(?:年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}}(?:t?00:00(?::00)?)?)?|){_BORN}"
)
_ERA = re.compile(rf"(明治?|大正?|昭和?|平成?|令和?|[mtshr])\.?(元|\d{{1,2}}){_DATE}")
_WESTERN = re.compile(rf"(?:西暦)?(\d{{4}}){_DATE}")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_KANJI_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_KANJI = "一二三四五六七八九"

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


def read_birth_year(text: str) -> int | None:
    """Return the western year of 1957, 1957-04-01, 昭和32年4月1日, 昭32 or S32.4.1; None if unreadable.

    A year that its era never had (昭和70) is unreadable.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    int | None
        Western year.
    """
    word = _plain(text)
    era = _ERA.fullmatch(word)
    if era:
        before, last = _ERAS[_ERA_NAMES[era[1][0]]]
        year = 1 if era[2] == "元" else int(era[2])
        return before + year if 1 <= year <= last else None
    western = _WESTERN.fullmatch(word) or _EIGHT_DIGITS.fullmatch(word)
    return int(western[1]) if western else None


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
    born = read_birth_year(text)
    if born is None or not is_possible_birth(born, year):
        return None
    return AgeBounds(year - born, year - born)


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
    word = _KANJI_TENS.sub(_tens, _plain(text))
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


def _tens(found: "re.Match[str]") -> str:
    tens = _KANJI.index(found[1]) + 1 if found[1] else 1
    ones = _KANJI.index(found[2]) + 1 if found[2] else 0
    return str(10 * tens + ones)


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
