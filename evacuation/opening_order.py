"""Which place to open next: the most people who can be served, counted exactly.

f(S) is the greatest number of people whom the assignment can serve with the places S open: a maximum
flow, the first aim of ``docs/adr/0004``. A further place never serves fewer, and adds the less the more
are open (a maximum flow is monotone and submodular in its open sinks). So the gain that a place once
had is a bound of the gain that it has later, and few places are looked at anew in each step.
"""

from dataclasses import dataclass, replace

import numpy as np

from evacuation.assignment import keep_preferred
from evacuation.kernels.admit import admit
from evacuation.network import BoolArray, IntArray
from evacuation.openable import Openable

#: Steps whose gains are all worked out for the sake of the bound; later bounds rest on what is known.
_SHARPENED = 20


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """Groups of people and the destinations that they could go to.

    People who may go to the same destinations are one group. Those who need help stand apart wherever
    they reach other places than everybody else.

    Parameters
    ----------
    persons
        People of each group, shape (groups,).
    seats
        Seats of each destination, shape (destinations,).
    group_start, pair_destination
        Pairs of each group, sorted by group: shapes (groups + 1,) and (pairs,).
    destination_start, destination_pair
        Pairs of each destination: shapes (destinations + 1,) and (pairs,).
    pair_group
        Group of each pair, shape (pairs,).
    """

    persons: IntArray
    seats: IntArray
    group_start: IntArray
    pair_destination: IntArray
    destination_start: IntArray
    destination_pair: IntArray
    pair_group: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """A flow that serves as many people as its open destinations can.

    Parameters
    ----------
    is_open
        Whether each destination is open, shape (destinations,).
    flow, left
        People on each pair, and people of each group without a place.
    """

    is_open: BoolArray
    flow: IntArray
    left: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class OpeningOrder:
    """An order of opening: in each step the place that adds most people.

    Parameters
    ----------
    destination
        Position of the destination that each step opens, shape (steps,).
    served
        People served at first and after each step, shape (steps + 1,).
    bound
        No choice of as many places serves more than this, shape (steps + 1,).
    all_served
        People served with every candidate open.
    """

    destination: IntArray
    served: IntArray
    bound: IntArray
    all_served: int

    @property
    def gain(self) -> IntArray:
        """People whom each step adds, shape (steps,)."""
        return np.asarray(np.diff(self.served), np.int64)


def supply_of(openable: Openable) -> Supply:
    """Return the supply of everybody who needs a place.

    Parameters
    ----------
    openable
        People and the destinations that could be open.

    Returns
    -------
    Supply
        Groups and pairs, as the plan lets people go.
    """
    choices, destinations = openable.choices, openable.destinations
    kept = keep_preferred(choices.in_reserve, choices.feasible, destinations.tier, destinations.capacity)
    seats = np.where(destinations.capacity < 0, openable.persons, destinations.capacity).astype(np.int64)
    return group_supply(kept.T, openable.people.persons, seats)


def group_supply(may_go: BoolArray, persons: IntArray, seats: IntArray) -> Supply:
    """Return the supply of people who may go to some destinations.

    Parameters
    ----------
    may_go
        Whether each row of people may go to each destination, shape (rows, destinations).
    persons
        People of each row, shape (rows,).
    seats
        Seats of each destination, shape (destinations,).

    Returns
    -------
    Supply
        Rows that may go to the same destinations are one group.
    """
    packed = np.packbits(may_go, axis=1)
    _, first, group = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    sums = np.bincount(group.reshape(-1), persons, minlength=first.size).astype(np.int64)
    pair_group, pair_destination = (part.astype(np.int64) for part in np.nonzero(may_go[first]))
    by_destination = np.argsort(pair_destination, kind="stable")
    return Supply(
        persons=sums, seats=seats,
        group_start=np.searchsorted(pair_group, np.arange(sums.size + 1)),
        pair_destination=pair_destination,
        destination_start=np.searchsorted(pair_destination[by_destination], np.arange(seats.size + 1)),
        destination_pair=by_destination.astype(np.int64), pair_group=pair_group,
    )  # fmt: skip


def serve(supply: Supply, is_open: BoolArray) -> Served:
    """Return a flow that serves as many people as some destinations can.

    Parameters
    ----------
    supply
        Groups and destinations.
    is_open
        Whether each destination is open, shape (destinations,).

    Returns
    -------
    Served
        The flow.
    """
    nobody = Served(np.zeros_like(is_open), np.zeros_like(supply.pair_destination), supply.persons)
    return _with(supply, nobody, np.flatnonzero(is_open))


def served_persons(supply: Supply, is_open: BoolArray) -> int:
    """Return f(S): the most people whom some destinations can serve.

    Parameters
    ----------
    supply
        Groups and destinations.
    is_open
        Whether each destination is open, shape (destinations,).

    Returns
    -------
    int
        People.
    """
    return int(supply.persons.sum() - serve(supply, is_open).left.sum())


def opening_order(
    supply: Supply, first: BoolArray, candidates: BoolArray, *, most: int | None = None
) -> OpeningOrder:
    """Return in which order to open places, up to everybody who can be served.

    Of places that add as many people the one with the smaller id comes first. The bound of k places
    is the least that is known: what all candidates serve, and for the state after each step what it
    serves and the k largest gains that are left there (Nemhauser, Wolsey and Fisher 1978).

    Parameters
    ----------
    supply
        Groups and destinations, in the order of their ids.
    first
        Destinations that are open already, shape (destinations,).
    candidates
        Destinations that may be opened, shape (destinations,).
    most
        Steps to take at most; None for all that add anybody.

    Returns
    -------
    OpeningOrder
        Steps that add somebody each.
    """
    free = candidates & ~first
    state = serve(supply, first)
    begin = _count(supply, state)
    whole = served_persons(supply, first | candidates)
    limit = int(free.sum()) if most is None else min(most, int(free.sum()))
    gains = _Gains(supply, np.where(free, supply.seats, 0))
    taken: list[int] = []
    served, bound = [begin], np.full(limit + 1, whole, np.int64)
    bound[0] = begin
    while True:
        step = len(taken)
        # Exact gains make the bound sharp; where it is met already there is nothing to sharpen.
        sharpened = step if step <= _SHARPENED and bound[step] > served[-1] else 0
        gains.settle(state, max(sharpened, 1))
        best = np.sort(gains.upper)[::-1][:limit]
        known = served[-1] + np.concatenate([[0], np.cumsum(best)])
        bound[: known.size] = np.minimum(bound[: known.size], known)
        destination = int(np.argmax(gains.upper)) if step < limit else -1
        if destination < 0 or gains.upper[destination] == 0:
            break
        state = _with(supply, state, np.array([destination]))
        taken.append(destination)
        served.append(served[-1] + int(gains.upper[destination]))
        gains = gains.after(destination)
    steps = len(taken)
    return OpeningOrder(np.array(taken, np.int64), np.array(served, np.int64), bound[: steps + 1], whole)


class _Gains:
    """What each destination would add at most, and which of these numbers are exact now."""

    def __init__(self, supply: Supply, upper: IntArray) -> None:
        self._supply = supply
        self.upper = upper
        self._exact = upper == 0

    def settle(self, state: Served, count: int) -> None:
        """Work out gains until the ``count`` largest are exact."""
        while True:
            # Of equal numbers the smaller id, as in the choice itself.
            order = np.argsort(-self.upper, kind="stable")[:count]
            open_question = order[~self._exact[order]]
            if not open_question.size:
                return
            at = int(open_question[0])
            self.upper[at] = _gain(self._supply, state, at)
            self._exact[at] = True

    def after(self, destination: int) -> "_Gains":
        """Return what is known when a destination has been opened: nothing is exact, all are bounds."""
        upper = self.upper.copy()
        upper[destination] = 0
        return _Gains(self._supply, upper)


def _with(supply: Supply, state: Served, destinations: IntArray) -> Served:
    flow, left, _ = _admit(supply, state, destinations)
    is_open = state.is_open.copy()
    is_open[destinations] = True
    return replace(state, is_open=is_open, flow=flow, left=left)


def _gain(supply: Supply, state: Served, destination: int) -> int:
    pairs = supply.destination_pair[
        supply.destination_start[destination] : supply.destination_start[destination + 1]
    ]
    seats = int(supply.seats[destination])
    # Where enough people who have none could go there, nobody need move.
    if int(state.left[supply.pair_group[pairs]].sum()) >= seats:
        return seats
    return _admit(supply, state, np.array([destination]))[2]


def _admit(supply: Supply, state: Served, destinations: IntArray) -> tuple[IntArray, IntArray, int]:
    flow, left, more = admit(
        destinations.astype(np.int64), supply.seats, supply.group_start, supply.pair_destination,
        supply.destination_start, supply.destination_pair, supply.pair_group, state.flow, state.left,
    )  # fmt: skip
    return flow, left, int(more)


def _count(supply: Supply, state: Served) -> int:
    return int(supply.persons.sum() - state.left.sum())
