"""Pairs go to one place, both of them: what a flow of single persons divides is put together again.

The flow of single persons costs at most as much as any assignment that keeps pairs whole: its prices bound
that one too. It divides a row of pairs only where it goes to several places, into odd parts. There

1. somebody of the pair changes places with somebody of the same block who goes alone, where both may go to
   both at the same cost: nothing is lost;
2. else both go together to the place that costs them least with its seats, and everybody who goes alone is
   assigned anew, exactly, to the seats that the pairs leave.

What is lost by the second stands in the answer as the difference between its cost and the bound.
"""

from dataclasses import dataclass, replace

import numpy as np

from evacuation.aims import Options, People
from evacuation.flow import FlowProblem, Solved
from evacuation.network import BoolArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Parted:
    """What a flow makes of the rows of pairs: one of a pair goes to each end of a parting.

    Parameters
    ----------
    row
        The row, shape (partings,).
    ends
        Both ends: positions among the destinations, their number for having no place, (partings, 2).
    """

    row: IntArray
    ends: IntArray


def parted_pairs(people: People, problem: FlowProblem, flow: IntArray, left: IntArray) -> Parted:
    """Return the pairs that a flow divides.

    Parameters
    ----------
    people
        Demand rows.
    problem
        Their pairs of row and destination.
    flow, left
        People on each of these, and people of each row without a place.

    Returns
    -------
    Parted
        By row, the ends in their order two by two.
    """
    odd = np.flatnonzero((flow % 2 == 1) & people.in_pairs[problem.row])
    without = np.flatnonzero((left % 2 == 1) & people.in_pairs)
    row = np.concatenate([problem.row[odd], without])
    end = np.concatenate([problem.destination[odd], np.full(without.size, problem.seats.size)])
    order = np.lexsort((end, row))
    # The people of a row are an even number: so are its odd parts.
    return Parted(row[order][::2], end[order].reshape(-1, 2))


def change_places(
    people: People,
    options: Options,
    cost: IntArray,
    flow: IntArray,
    parted: Parted,
    *,
    shared: BoolArray,
    n_destinations: int,
) -> IntArray:
    """Return the flow with pairs put together by people of their own group who lose nothing by it.

    Parameters
    ----------
    people, options
        Demand rows and all their pairs, sorted by row and destination.
    cost
        Cost of each pair, the same for all rows of a group where it is shared, shape (pairs,).
    flow
        People on each pair.
    parted
        What it divides.
    shared
        Pairs whose destination all rows of the group have at the same cost.
    n_destinations
        Number of destinations.

    Returns
    -------
    IntArray
        People on each pair, shape (pairs,).
    """
    flow = flow.copy()
    key = options.row * n_destinations + options.destination
    by_group = np.argsort(people.group, kind="stable")
    sorted_group = people.group[by_group]
    for row, ends in zip(parted.row.tolist(), parted.ends.tolist(), strict=True):
        if max(ends) == n_destinations:
            continue
        own = np.searchsorted(key, [row * n_destinations + end for end in ends])
        if not shared[own].all():
            continue
        first, last = (np.searchsorted(sorted_group, people.group[row], side=s) for s in ("left", "right"))
        alone = by_group[first:last]
        alone = alone[~people.in_pairs[alone]]
        # Of those who could change places, who has the last turn.
        alone = alone[np.lexsort((alone, people.rank[alone]))][::-1]
        others = np.searchsorted(key, alone[:, None] * n_destinations + np.array(ends))
        nearer = int(cost[own[1]] < cost[own[0]])
        for at, to in ((nearer, 1 - nearer), (1 - nearer, nearer)):
            someone = np.flatnonzero(flow[others[:, at]] > 0)
            if someone.size:
                there = others[someone[0]]
                flow[[there[at], own[to]]] -= 1
                flow[[there[to], own[at]]] += 1
                break
    return flow


def seat_together(
    people: People, problem: FlowProblem, solved: Solved, parted: Parted
) -> tuple[IntArray, IntArray]:
    """Return where the rows of pairs go, both of each together; one parted pair after the other.

    Parameters
    ----------
    people, problem
        Demand rows, their pairs, and the seats.
    solved
        A flow that divides pairs, with prices of seats.
    parted
        What it divides.

    Returns
    -------
    flow, left : int64 (pairs,), (rows,)
        Of the rows of pairs alone, within the seats; 0 of all others.
    """
    n = problem.seats.size
    of_pairs = people.in_pairs[problem.row]
    flow, left = np.where(of_pairs, solved.flow, 0), np.where(people.in_pairs, solved.left, 0)
    begin = np.searchsorted(problem.row, np.arange(people.persons.size + 1))
    key = problem.row * n + problem.destination
    for row, ends in zip(parted.row.tolist(), parted.ends.tolist(), strict=True):
        for end in ends:
            if end == n:
                left[row] -= 1
            else:
                flow[np.searchsorted(key, row * n + end)] -= 1
    free = problem.seats - np.bincount(problem.destination, flow, n).astype(np.int64)
    for row in parted.row.tolist():
        best, least = -1, problem.unassigned_cost[row]
        for at in range(int(begin[row]), int(begin[row + 1])):
            end = problem.destination[at]
            pays = problem.cost[at] + solved.price[end]
            # A place that costs as much as none is a place.
            if free[end] >= 2 and (pays < least or (best < 0 and pays == least)):
                best, least = at, pays
        if best < 0:
            left[row] += 2
        else:
            flow[best] += 2
            free[problem.destination[best]] -= 2
    return flow, left


def without_pairs(people: People, problem: FlowProblem, flow: IntArray) -> tuple[FlowProblem, BoolArray]:
    """Return the problem of everybody who goes alone, with the seats that pairs leave.

    Parameters
    ----------
    people, problem
        Demand rows, their pairs, and the seats.
    flow
        People on each pair; those of the rows of pairs keep their seats.

    Returns
    -------
    problem : FlowProblem
        The same rows, nobody in those of pairs.
    alone : bool (pairs,)
        Pairs of row and destination that stand in it.
    """
    alone = ~people.in_pairs[problem.row]
    taken = np.bincount(problem.destination[~alone], flow[~alone], problem.seats.size).astype(np.int64)
    return replace(
        problem, persons=np.where(people.in_pairs, 0, problem.persons), seats=problem.seats - taken,
        row=problem.row[alone], destination=problem.destination[alone], cost=problem.cost[alone],
    ), alone  # fmt: skip
