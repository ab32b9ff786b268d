"""The streets that a district hangs on, each piece with a number by which list and map name it."""

from dataclasses import dataclass

from planning.case import Case
from planning.isolation import Isolation, structures
from presentation.isolation_words import single_streets
from presentation.street_names import street_names
from presentation.words import SMALL_COUNT, Words

#: Most pieces that are listed.
LISTED = 8


@dataclass(frozen=True, slots=True)
class HungOn:
    """A bridge, crossing or street that people hang on.

    Parameters
    ----------
    number
        From 1, what most people hang on first.
    street_ids
        Its streets.
    label
        Its number, where it is, and how many people hang on it, or that it is a way out of the district.
    """

    number: int
    street_ids: tuple[int, ...]
    label: str


def hung_on(case: Case, isolation: Isolation, words: Words, *, rounded: bool) -> list[HungOn]:
    """Return what the people of a district hang on: its ways out together, then the only ways of blocks.

    Parameters
    ----------
    case, isolation
        A case, and what was found of the district.
    words
        Words of the reader.
    rounded
        Whether people are told as round numbers.
    """
    singles = single_streets(isolation.blocks)
    cut = [int(one) for streets in isolation.districts["street_ids"] for one in streets]
    ids = list(dict.fromkeys([*cut, *(int(one) for one in singles.index)]))
    pieces = structures(case, ids)[:LISTED]
    if not pieces:
        return []
    where = street_names(case, [piece[0] for piece in pieces], words)
    found = []
    for number, (piece, name) in enumerate(zip(pieces, where, strict=True), 1):
        persons = int(singles["persons"].reindex(list(piece)).max()) if singles.index.isin(piece).any() else 0
        told = words.persons(persons, rounded=rounded or persons < SMALL_COUNT)
        key = "changed_day.hangs" if persons else "changed_day.district_exit"
        found.append(HungOn(number, piece, words(key, number=number, where=name, persons=told)))
    return found
