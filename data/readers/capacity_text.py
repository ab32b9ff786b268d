"""Capacities as cities write them: ``1,060``, 「屋内191人／屋外0人(面積の1/2)」, 「100人（2㎡/人）」.

Seats are under a roof: people whom a list counts outdoors are no seats. Where it counts outdoors alone
the seats are unknown, and this is said.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from data.readers.place_words import DASHES
from domain.tables.ranges import MOST_PERSONS

#: Longest text of a capacity that is looked at.
_LONGEST = 200
_COUNT = r"(\d[\d,]*)(?:\.0)?"
_SPLIT = re.compile(rf"屋内\s*{_COUNT}\s*人?\D{{0,5}}屋外\s*{_COUNT}\s*人?\s*(.*)")
_PLAIN = re.compile(rf"(?:最大|約|収容人数:?)?\s*{_COUNT}\s*(?:人|名)?\s*(.*)")


class CapacityFound(StrEnum):
    """What a text of a capacity says."""

    PERSONS = "persons"
    NOTHING = "nothing"
    OUTDOORS = "outdoors"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class WrittenCapacity:
    """A capacity as written.

    Parameters
    ----------
    found
        What the text says.
    persons
        People under a roof; None where it says no such number.
    standard
        How they were counted, in the list's words; empty where it does not say.
    outdoors
        People outdoors whom the list counts beside them.
    """

    found: CapacityFound
    persons: int | None = None
    standard: str = ""
    outdoors: int = 0


def read_capacity(text: str) -> WrittenCapacity:
    """Return the capacity that a cell of a list says.

    Parameters
    ----------
    text
        Cell as written.
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).strip()
    if not plain or plain in DASHES or plain == "不明":
        return WrittenCapacity(CapacityFound.NOTHING)
    split = _SPLIT.fullmatch(plain)
    if split is not None:
        return _split_capacity(_number(split[1]), _number(split[2]), _standard(split[3]))
    whole = _PLAIN.fullmatch(plain)
    if whole is None or not _is_standard(whole[2]):
        return WrittenCapacity(CapacityFound.UNREADABLE)
    persons = _number(whole[1])
    if persons > MOST_PERSONS:
        return WrittenCapacity(CapacityFound.UNREADABLE)
    return WrittenCapacity(CapacityFound.PERSONS, persons, _standard(whole[2]))


def _split_capacity(indoors: int, outdoors: int, standard: str) -> WrittenCapacity:
    if max(indoors, outdoors) > MOST_PERSONS:
        return WrittenCapacity(CapacityFound.UNREADABLE)
    words = "、".join(word for word in ("屋内", standard) if word)
    if indoors == 0 and outdoors > 0:
        return WrittenCapacity(CapacityFound.OUTDOORS, None, "", outdoors)
    return WrittenCapacity(CapacityFound.PERSONS, indoors, words, outdoors)


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _standard(text: str) -> str:
    return " ".join(text.strip().strip("()").split())


def _is_standard(text: str) -> bool:
    """Whether what follows a number can be how it was counted: nothing, in brackets, or so many a person."""
    rest = text.strip()
    return (
        not rest
        or (rest.startswith("(") and rest.endswith(")"))
        or re.fullmatch(r"[\d.]+.*あたり.*", rest) is not None
    )
