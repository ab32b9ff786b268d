"""Where people hinder each other most, and which place is full first: sentences that can be said aloud."""

from typing import Any

from planning.case import Case
from planning.crowding import Crowding
from planning.long_queues import LONG_QUEUE_PERSONS, LONG_QUEUE_S, is_long_queue
from presentation.names import destination_names
from presentation.street_names import street_names
from presentation.words import Words


def where_lines(case: Case, crowding: Crowding, words: Words) -> list[str]:
    """Return which street has the longest queue, before which door people wait longest, what is full first.

    Parameters
    ----------
    case, crowding
        The case, and the crowding of its plan.
    words
        Words of the reader.
    """
    return [
        *_street(case, crowding, words), *_door(case, crowding, words), *_full(case, crowding, words)
    ]  # fmt: skip


def _street(case: Case, crowding: Crowding, words: Words) -> list[str]:
    """Return the queue of most people; nothing where no queue is told one by one."""
    long = crowding.tables.streets[is_long_queue(crowding.tables.streets)]
    if long.empty:
        return []
    order = ["most_waiting", "longest_wait_s"]
    row: dict[Any, Any] = long.nlargest(1, order).reset_index().to_dict("records")[0]
    name = street_names(case, [row["street_id"]], words)[0]
    return [words(
        "crowding.longest_street", where=name, wait=words.wait(row["longest_wait_s"]),
        most=words.persons(int(row["most_waiting"]), rounded=crowding.is_rounded),
    )]  # fmt: skip


def _door(case: Case, crowding: Crowding, words: Words) -> list[str]:
    """Return where people wait longest outside; nothing where nobody waits longer than is told."""
    places = crowding.tables.places
    long = (places["longest_wait_s"] >= LONG_QUEUE_S) | (places["most_outside"] >= LONG_QUEUE_PERSONS)
    if not long.any():
        return []
    row: dict[Any, Any] = places[long].nlargest(1, ["longest_wait_s"]).reset_index().to_dict("records")[0]
    return [words(
        "crowding.longest_door", wait=words.wait(row["longest_wait_s"]),
        place=str(destination_names(case, words.language)[row["destination_id"]]),
        most=words.persons(int(row["most_outside"]), rounded=crowding.is_rounded),
    )]  # fmt: skip


def _full(case: Case, crowding: Crowding, words: Words) -> list[str]:
    """Return how many places are full and which is first; nothing where no place has a number of seats."""
    places = crowding.tables.places
    if not places["capacity_persons"].notna().any():
        return []
    full = places[places["full_s"].notna()]
    if full.empty:
        return [words("crowding.none_full")]
    first = str(full["full_s"].idxmin())
    return [words(
        "crowding.first_full", count=f"{len(full):,}", when=words.clock(full["full_s"].min(), case.scenario),
        place=str(destination_names(case, words.language)[first]),
    )]  # fmt: skip
