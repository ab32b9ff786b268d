"""Dates of birth and of consent as people write them: western years and 和暦 in their many spellings."""

import calendar
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: First year minus one and last day (year of the era, month, day) of each era; the present one is open.
_ERAS: Mapping[str, tuple[int, tuple[int, int, int]]] = MappingProxyType(
    {
        "明治": (1867, (45, 7, 30)),
        "大正": (1911, (15, 12, 25)),
        "昭和": (1925, (64, 1, 7)),
        "平成": (1988, (31, 4, 30)),
        "令和": (2018, (99, 12, 31)),
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
    r"(?:年(?:(\d{1,2})月(?:(\d{1,2})日)?)?"
    r"|[-/.・](\d{1,2})(?:[-/.・](\d{1,2})日?(?:t?00:00(?::00)?)?)?"
    rf"|)(?:頃)?{_BORN}"
)
_ERA = re.compile(rf"(明治?|大正?|昭和?|平成?|令和?|[mtshr])\.?(元|\d{{1,2}}){_DATE}")
_WESTERN = re.compile(rf"(?:西暦)?(\d{{4}})(?:\.0|{_DATE})")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ERA_SIX_DIGITS = re.compile(r"(明治?|大正?|昭和?|平成?|令和?|[mtshr])(\d{2})(\d{2})(\d{2})")
_KANJI_NUMBER = re.compile(r"[〇零一二三四五六七八九十壱弐参拾]+")
#: Numerals of documents (大字) as plain ones.
_FORMAL = str.maketrans("〇壱弐参拾", "零一二三十")
_KANJI = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day, a month or a year, as far as it is written.

    Parameters
    ----------
    year
        Western year.
    month, day
        None where they are not written.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """Return the date as far as it is written.

        Returns
        -------
        str
            1957, 1957-04 or 1957-04-01.
        """
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


def read_birth_date(text: str) -> WrittenDate | None:
    """Return 1957, 1957-04-01, 昭和32年4月1日, 昭32, S32.4.1, S320401 or 昭和三十二年 as a date.

    A year that its era never had (昭和70), a day after its end (平成31年5月1日) and a day that no
    calendar has (2月30日) are unreadable.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    WrittenDate | None
        None where it cannot be read or does not exist.
    """
    found = _match(text)
    return _existing(*found) if found else None


def is_no_such_day(text: str) -> bool:
    """Whether a text is written as a date that no calendar, or its era, has.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    bool
        False for a date that exists, and for what is no date at all.
    """
    return _match(text) is not None and read_birth_date(text) is None


def _match(text: str) -> tuple[str, int, int | None, int | None] | None:
    """Return era (empty for western years), year in it, month and day of what is written as a date."""
    word = with_digits(re.sub(r"[\s()\ufe0f]+", "", unicodedata.normalize("NFKC", text)).casefold())
    era = _ERA_SIX_DIGITS.fullmatch(word) or _ERA.fullmatch(word)
    if era:
        year = 1 if era[2] == "元" else int(era[2])
        return (_ERA_NAMES[era[1][0]], year, *_parts(era.groups()[2:]))
    western = _WESTERN.fullmatch(word) or _EIGHT_DIGITS.fullmatch(word)
    return ("", int(western[1]), *_parts(western.groups()[1:])) if western else None


def with_digits(text: str) -> str:
    """Return a text with kanji numbers up to 99 and strings of kanji digits as digits.

    Parameters
    ----------
    text
        As written, in NFKC.

    Returns
    -------
    str
        七十代 as 70代, 一九五七 as 1957.
    """
    return _KANJI_NUMBER.sub(lambda found: _digits(found[0]), text)


def _digits(kanji: str) -> str:
    kanji = kanji.translate(_FORMAL)
    if "十" not in kanji:
        return "".join(str(_KANJI.index(one)) for one in kanji)
    tens, _, ones = kanji.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return kanji
    return str(10 * (_KANJI.index(tens) if tens else 1) + (_KANJI.index(ones) if ones else 0))


def _parts(groups: tuple[str | None, ...]) -> tuple[int | None, int | None]:
    """Return month and day among the groups of the several ways to write them."""
    numbers = [int(group) for group in groups if group]
    return (numbers[0] if numbers else None, numbers[1] if len(numbers) > 1 else None)


def _existing(era: str, year: int, month: int | None, day: int | None) -> WrittenDate | None:
    if era:
        before, last = _ERAS[era]
        if year < 1 or (year, month or 1, day or 1) > last:
            return None
        year += before
    if month is not None and not 1 <= month <= 12:
        return None
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return WrittenDate(year, month, day)


def birth_text(text: str) -> str:
    """Return a date of birth as 1957-04-01, as far as it is written; empty where it is not known.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    str
        1957, 1957-04 or 1957-04-01.
    """
    born = read_birth_date(text)
    return "" if born is None else born.iso()
