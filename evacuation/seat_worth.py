"""What one more seat of each destination would be worth, in the terms of the aims."""

from dataclasses import dataclass

import numpy as np

from evacuation.aims import Options, People
from evacuation.network import IntArray
from evacuation.prices import Moves


@dataclass(frozen=True, slots=True, eq=False)
class SeatWorth:
    """What one more seat of each destination changes, all of shape (destinations,); positive is better.

    A later aim may get worse for the sake of an earlier one.

    Parameters
    ----------
    served, help_served, zone_served
        People who have a place then and have none now: of all, of those who need help, of special zones.
    in_reserve
        People whose route leaves the reserve then, and does not now.
    less_aside
        By how much fewer people are sent to another district or to a later kind of place.
    ticks
        By how much less is walked in all, as the assignment counts it [0.1 s].
    """

    served: IntArray
    help_served: IntArray
    zone_served: IntArray
    in_reserve: IntArray
    less_aside: IntArray
    ticks: IntArray


def worth_of_seats(people: People, options: Options, ticks: IntArray, moves: Moves) -> SeatWorth:
    """Add up what everybody who would move gains.

    Parameters
    ----------
    people, options
        Demand rows and their pairs.
    ticks
        Walking time that counts for each pair [0.1 s].
    moves
        Who would move where for one more seat.

    Returns
    -------
    SeatWorth
        0 where nobody would move.
    """
    n = moves.worth.size
    used = np.flatnonzero(moves.row >= 0)
    row, source = moves.row[used], moves.comes_from[used]
    first = source == n
    key = options.row * n + options.destination
    there = np.searchsorted(key, row * n + used)
    here = np.searchsorted(key, (row * n + source)[~first])
    served = np.zeros(n, np.int64)
    served[used[first]] = 1

    def along(each: IntArray) -> IntArray:
        """Sum what each move saves over all moves that follow from it."""
        saved = np.zeros(n, np.int64)
        saved[used] = -each[there]
        saved[used[~first]] += each[here]
        return _along(saved, moves)

    flags = np.zeros((2, n), np.int64)
    flags[:, used[first]] = people.needs_help[row[first]], people.special_zone[row[first]]
    return SeatWorth(
        served=_along(served, moves), help_served=_along(flags[0], moves),
        zone_served=_along(flags[1], moves),
        in_reserve=along(options.below), less_aside=along(options.aside), ticks=along(ticks),
    )  # fmt: skip


def _along(each: IntArray, moves: Moves) -> IntArray:
    """Return, for each destination, the sum over the chain of moves that begins there."""
    total = np.zeros_like(each)
    for at in moves.order:
        source = moves.comes_from[at]
        if source >= 0:
            total[at] = each[at] + (total[source] if source < total.size else 0)
    return total
