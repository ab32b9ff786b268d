"""Who reaches a usable place in time when some streets are blocked.

A place is usable as the plan has it, seats aside; one backward search from all usable places serves
everybody of a walking profile. People go the way that leaves them most time (the shortest where nothing
closes), knowing what is blocked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.vocabulary import DestinationKind
from evacuation.clock import NO_LIMIT, UNREACHED, cost_limit, in_time
from evacuation.destination_sets import DestinationSet, destination_sets
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.rows import WalkingRows
from evacuation.search import place_profiles, walking_rows
from evacuation.trees import Search, Tree, grow_tree


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """People of one walking profile and where they may be led.

    Parameters
    ----------
    on_network
        Their profile on the network.
    sets
        Usable places and safe ground, by what may be walked to them.
    rows, persons
        Their demand rows, and the people of each, shape (rows,).
    may
        Whether people of a row may be led to a set, shape (sets, rows).
    """

    on_network: ProfileOnNetwork
    sets: tuple[DestinationSet, ...]
    rows: WalkingRows
    persons: IntArray
    may: BoolArray


@dataclass(frozen=True, slots=True, eq=False)
class ReachedRows:
    """What people reach with some arcs closed.

    Parameters
    ----------
    cost
        C to the best usable place in time (``evacuation.clock``), shape (rows,); UNREACHED for people who
        reach none in time.
    walk
        Walk on the network to that place [0.1 s], shape (rows,); UNREACHED for them.
    trees
        The search for each set.
    """

    cost: IntArray
    walk: IntArray
    trees: tuple[Tree, ...]

    @property
    def in_time(self) -> BoolArray:
        """Who reaches a usable place in time, shape (rows,)."""
        return np.asarray(self.cost < UNREACHED, np.bool_)


def people_of(inputs: EvacuationInputs) -> tuple[People, ...]:
    """Return the people of each walking profile, in the order of the profiles.

    Parameters
    ----------
    inputs
        What the evacuation stage takes.

    Returns
    -------
    tuple[People, ...]
        Only profiles that have people.
    """
    block_row = inputs.blocks.index.get_indexer(pd.Index(inputs.demand["block_id"])).astype(np.int64)
    persons = inputs.demand["persons"].to_numpy(np.int64)
    found = []
    for on_network in place_profiles(inputs).values():
        rows = walking_rows(inputs, on_network, block_row)
        if rows.row.size:
            sets = tuple(destination_sets(inputs.network, on_network, inputs.destinations))
            may = [on_network.may_leave(one.closed_for, rows.block_row) & (rows.node >= 0) for one in sets]
            shape = (len(sets), rows.row.size)
            found.append(
                People(on_network, sets, rows, persons[rows.row], np.array(may, np.bool_).reshape(shape))
            )
    return tuple(found)


def reach(network: Network, people: People, closed: IntArray) -> ReachedRows:
    """Search for what everybody of a profile reaches in time.

    Parameters
    ----------
    network
        The network.
    people
        People of one profile.
    closed
        Positions of the arcs that are blocked.

    Returns
    -------
    ReachedRows
        Costs by row.
    """
    rows = people.rows
    best, walk = np.full((2, rows.row.size), UNREACHED, np.int64)
    trees = []
    for one, may in zip(people.sets, people.may, strict=True):
        tree = grow_tree(network, people.on_network, one.ends, search_of(people, one, closed))
        within = may & (tree.walk[rows.node] + rows.connector_ticks <= longest_walk(people, one))
        cost = tree.cost[rows.node]
        better = within & in_time(rows.leave_ticks, cost) & (cost < best)
        best = np.where(better, cost, best)
        walk = np.where(better, tree.walk[rows.node], walk)
        trees.append(tree)
    return ReachedRows(best, walk, tuple(trees))


def search_of(people: People, one: DestinationSet, closed: IntArray) -> Search:
    """Return the search back from a set of usable places.

    Parameters
    ----------
    people
        People of one profile: nobody can use what closes before the first of them leaves.
    one
        Usable places.
    closed
        Positions of the arcs that are blocked.

    Returns
    -------
    Search
        By the latest departure, which is the shortest walk where nothing closes.
    """
    return Search(
        by_latest=True, allowance=one.kind is DestinationKind.REFUGE_BUILDING, closed_for=one.closed_for,
        closed_arcs=closed,
        limit_cost=cost_limit(int(people.rows.leave_ticks.min())), limit_walk=longest_walk(people, one),
    )  # fmt: skip


def longest_walk(people: People, one: DestinationSet) -> int:
    """Return the longest walk to a set, connectors included; none to safe ground.

    Parameters
    ----------
    people, one
        People of one profile, and usable places.

    Returns
    -------
    int
        Ticks [0.1 s].
    """
    return NO_LIMIT if one.kind is DestinationKind.SAFE_AREA else int(people.on_network.longest_ticks)


def street_arcs(network: Network, streets: int) -> tuple[IntArray, IntArray]:
    """Return the arcs of each street row.

    Parameters
    ----------
    network
        The network.
    streets
        Number of rows of the street table.

    Returns
    -------
    start : int64 (streets + 1,)
        Where the arcs of each street begin in ``arc``.
    arc : int64 (arcs,)
        Positions of arcs, by street.
    """
    start = np.zeros(streets + 1, np.int64)
    np.cumsum(np.bincount(network.arc_street, minlength=streets), out=start[1:])
    return start, np.argsort(network.arc_street, kind="stable").astype(np.int64)


def persons_in_time(people: Sequence[People], reached: Sequence[ReachedRows]) -> int:
    """Return how many people of all profiles reach a usable place in time.

    Parameters
    ----------
    people, reached
        People, and what they reach.

    Returns
    -------
    int
        Persons.
    """
    return sum(int(w.persons[r.in_time].sum()) for w, r in zip(people, reached, strict=True))
