"""How many people hang on a street over the ways that a plan uses, and how many of them have no other way."""

import pandas as pd

from presentation.hung_corners import people_by
from presentation.words import SMALL_COUNT, Words, unknown


def single_streets(blocks: pd.DataFrame) -> pd.DataFrame:
    """Return the streets that blocks hang on, each with the people and blocks that do: most people first.

    Parameters
    ----------
    blocks
        ``BlockIsolation``.

    Returns
    -------
    pandas.DataFrame
        Index ``street_id``, columns ``persons, blocks`` and, of the persons, ``lost``: who has no way at all
        without it, <NA> where nobody asked.
    """
    found = people_by(blocks, "street_ids", "street_id")
    told: pd.Series = pd.Series(pd.NA, found.index)
    if blocks["lost_street_ids"].notna().all():
        lost = people_by(blocks, "lost_street_ids", "street_id")["persons"]
        told = lost.reindex(found.index, fill_value=0)
    return found.assign(lost=told.astype("Int64"))


def lost_of(lost: object) -> int | None:
    """Return how many of those who hang on something have no way at all without it; None where nobody asked.

    Parameters
    ----------
    lost
        A value of a table, <NA> where nobody asked.
    """
    return None if unknown(lost) else int(lost)  # type: ignore[call-overload]


def when_own(singles: pd.DataFrame) -> str:
    """Return the key below ``isolation.when.`` of what cuts off people who hang on streets of their own.

    A block may hang on several: where not everybody is lost with each of them, it is one of them that cuts
    off, and not any.

    Parameters
    ----------
    singles
        As ``single_streets`` returns them.
    """
    return "own" if singles["lost"].eq(singles["persons"]).fillna(value=True).all() else "any_own"


def hung_people(persons: int, lost: int | None, words: Words, *, rounded: bool) -> str:
    """Return how many people hang on a street, and how many of them have no other way, where not all.

    Parameters
    ----------
    persons, lost
        People who hang on it over the ways that the plan uses, and those of them without any other; None
        where nobody asked.
    words
        Words of the reader.
    rounded
        Whether people are told as round numbers.
    """
    lost = persons if lost is None else lost
    told, without = _people(persons, words, rounded=rounded), _people(lost, words, rounded=rounded)
    return words(f"isolation.hung.{_how_many(persons, lost)}", persons=told, lost=without)


def cut_off_line(persons: int, lost: int, when: str, words: Words, *, rounded: bool) -> str:
    """Return what becomes of people who hang on something once it is blocked, in a sentence.

    Parameters
    ----------
    persons, lost
        As ``hung_people`` takes them.
    when
        Key below ``isolation.when.``: what is blocked.
    words
        Words of the reader.
    rounded
        Whether people are told as round numbers.
    """
    return words(
        f"isolation.cut_off.{_how_many(persons, lost)}", when=words(f"isolation.when.{when}"),
        lost=_people(lost, words, rounded=rounded), others=_people(persons - lost, words, rounded=rounded),
    )  # fmt: skip


def _how_many(persons: int, lost: int) -> str:
    return "all" if lost == persons else "some" if lost else "none"


def _people(persons: int, words: Words, *, rounded: bool) -> str:
    # Fewer than ten may all need help.
    return words.persons(persons, rounded=rounded or persons < SMALL_COUNT)
