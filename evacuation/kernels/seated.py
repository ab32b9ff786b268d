"""Who sits where, while people are sent from place to place (``evacuation.kernels.transport``)."""

from typing import NamedTuple

import numpy as np
from numba import njit

#: What the rows of ``Seated.link`` hold.
ROW, PLACE, NEXT_HERE, BEFORE_HERE, NEXT_OF_ROW = range(5)


class Seated(NamedTuple):
    """Who sits where: entries of a row and a place, linked by place and by row.

    ``link`` is int32 (5, entries): row, place, next and former entry of the place, next of the row; −1 ends.
    ``held`` are the people of each entry; ``first_here`` and ``first_of_row`` begin the chains;
    ``free`` holds the number of unused entries, then their numbers.
    """

    link: np.ndarray
    held: np.ndarray
    first_here: np.ndarray
    first_of_row: np.ndarray
    free: np.ndarray


@njit(cache=True, nogil=True)
def nobody(n_rows, n_places, entries):
    """Return room for some entries, with nobody anywhere.

    Parameters
    ----------
    n_rows, n_places, entries
        How many.

    Returns
    -------
    Seated
        All entries free.
    """
    free = np.empty(entries + 1, np.int32)
    free[0] = entries
    for i in range(entries):
        free[i + 1] = entries - 1 - i
    return Seated(
        np.full((5, entries), -1, np.int32),
        np.zeros(entries, np.int64),
        np.full(n_places, -1, np.int32),
        np.full(n_rows, -1, np.int32),
        free,
    )


@njit(cache=True, nogil=True)
def enter(seated, row, place, persons):
    """Seat people of a row at a place.

    Parameters
    ----------
    seated, row, place, persons
        Who sits where, changed in place; one entry at least must be free.

    Returns
    -------
    bool
        Whether they are the first of their row there.
    """
    link, held, first_here, first_of_row, free = seated
    entry = first_of_row[row]
    while entry >= 0 and link[PLACE, entry] != place:
        entry = link[NEXT_OF_ROW, entry]
    if entry >= 0:
        held[entry] += persons
        return False
    entry = free[free[0]]
    free[0] -= 1
    held[entry] = persons
    link[ROW, entry] = row
    link[PLACE, entry] = place
    link[NEXT_OF_ROW, entry] = first_of_row[row]
    first_of_row[row] = entry
    link[NEXT_HERE, entry] = first_here[place]
    link[BEFORE_HERE, entry] = -1
    if first_here[place] >= 0:
        link[BEFORE_HERE, first_here[place]] = entry
    first_here[place] = entry
    return True


@njit(cache=True, nogil=True)
def leave(seated, entry, persons):
    """Take people of an entry away.

    Parameters
    ----------
    seated, entry, persons
        Who sits where, changed in place.

    Returns
    -------
    bool
        Whether nobody is left of it.
    """
    link, held, first_here, first_of_row, free = seated
    held[entry] -= persons
    if held[entry] > 0:
        return False
    before, after = link[BEFORE_HERE, entry], link[NEXT_HERE, entry]
    if before >= 0:
        link[NEXT_HERE, before] = after
    else:
        first_here[link[PLACE, entry]] = after
    if after >= 0:
        link[BEFORE_HERE, after] = before
    row = link[ROW, entry]
    if first_of_row[row] == entry:
        first_of_row[row] = link[NEXT_OF_ROW, entry]
    else:
        other = first_of_row[row]
        while link[NEXT_OF_ROW, other] != entry:
            other = link[NEXT_OF_ROW, other]
        link[NEXT_OF_ROW, other] = link[NEXT_OF_ROW, entry]
    free[0] += 1
    free[free[0]] = entry
    return True
