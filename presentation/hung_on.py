"""The streets that a district hangs on, each piece with a number by which list and map name it."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.case import Case
from planning.isolation import Isolation, structures
from presentation.hung_people import cut_off_line, hung_people, single_streets
from presentation.street_names import street_names
from presentation.words import Words

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
    persons
        People who hang on it over the ways that the plan uses; 0 where it is a way out of the district.
    label
        Its number, where it is, and how many people hang on it, or that it is a way out of the district.
    is_exit
        Whether it is one of those that together part the district from safety.
    """

    number: int
    street_ids: tuple[int, ...]
    persons: int
    label: str
    is_exit: bool


def hung_on(case: Case, isolation: Isolation, words: Words, *, rounded: bool) -> list[HungOn]:
    """Return what the people of a district hang on: its ways out together, then the only ways of blocks.

    Parameters
    ----------
    case, isolation
        A case, and what was found of the district; who has no other way is told where that was asked.
    words
        Words of the reader.
    rounded
        Whether people are told as round numbers.
    """
    cut = _cut(isolation)
    pieces = _pieces(case, isolation)[:LISTED]
    if not pieces:
        return []
    where = street_names(case, [piece[0] for piece in pieces], words)
    anew = bool(isolation.blocks["lost_street_ids"].notna().all())
    found = []
    for number, (piece, name) in enumerate(zip(pieces, where, strict=True), 1):
        persons = _hung(isolation, "street_ids", piece)
        lost = _hung(isolation, "lost_street_ids", piece) if anew else None
        told = hung_people(persons, lost, words, rounded=rounded)
        key = "changed_day.hangs" if persons else "changed_day.district_exit"
        label = words(key, number=number, where=name, persons=told)
        found.append(HungOn(number, piece, persons, label, piece[0] in cut))
    return found


def more_hung_line(case: Case, isolation: Isolation, words: Words) -> str:
    """Return how many more people of a district hang on than ``hung_on`` lists; empty where it lists all.

    Parameters
    ----------
    case, isolation
        A case, and what was found of the district.
    words
        Words of the reader.
    """
    more = len(_pieces(case, isolation)) - LISTED
    return words("changed_day.hangs_more", count=f"{more:,}") if more > 0 else ""


def other_way_lines(
    pieces: Sequence[HungOn], isolation: Isolation, words: Words, *, rounded: bool
) -> list[str]:
    """Return who of those who hang on streets has no other way, by the numbers of the list.

    Parameters
    ----------
    pieces
        What ``hung_on`` found.
    isolation
        What was found of the district, with who has no way at all.
    words
        Words of the reader.
    rounded
        Whether people are told as round numbers.

    Returns
    -------
    list of str
        Empty where nobody hangs on one street.
    """
    hung = [(one, _hung(isolation, "lost_street_ids", one.street_ids)) for one in pieces if one.persons]
    # Those of whom nobody loses every way are told together, by their numbers.
    kept = [[one for one, lost in hung if not lost], *([one] for one, lost in hung if 0 < lost < one.persons)]
    lost_of = {one.number: lost for one, lost in hung}
    said = [
        words(
            "changed_day.hangs_other_way", numbers=words.listed([str(one.number) for one in group]),
            cut_off=cut_off_line(
                group[0].persons, lost_of[group[0].number], "own", words, rounded=rounded
            ),
        )
        for group in kept
        if group
    ]  # fmt: skip
    if all(lost < one.persons for one, lost in hung):
        return said
    return [*said, words("changed_day.hangs_lost_rest" if said else "changed_day.hangs_lost")]


def _cut(isolation: Isolation) -> list[int]:
    """Return the streets that together part the district from safety."""
    return [int(one) for streets in isolation.districts["street_ids"] for one in streets]


def _pieces(case: Case, isolation: Isolation) -> list[tuple[int, ...]]:
    """Return all that people of a district hang on, in the order of the list."""
    singles = single_streets(isolation.blocks)
    return structures(case, list(dict.fromkeys([*_cut(isolation), *(int(one) for one in singles.index)])))


def _hung(isolation: Isolation, column: str, piece: tuple[int, ...]) -> int:
    """Return the people whose blocks list any street of a piece."""
    hangs = isolation.blocks[column].map(lambda streets: not set(piece).isdisjoint(streets))
    return int(isolation.blocks.loc[hangs.to_numpy(dtype=bool), "persons"].sum())
