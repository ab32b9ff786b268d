"""Where people go whose destination is full or shut: the best other one, with its own route.

The aims of the assignment decide (``docs/adr/0004``), for one block at a time, with the seats that a
plan has left: as many seated as possible, the reserve, then walking and own district. Before all of
them comes whether a place is known to be usable: whoever is sent on from a shut door must not stand
before a place that nobody has confirmed while another is left. Nothing is searched for all
destinations: a forward search says of each the best that it can be, and only those that may still
win are searched for exactly as in a plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.clock import NO_LIMIT, UNREACHED, in_time
from evacuation.destinations import Destinations
from evacuation.growing import destination_ends
from evacuation.inputs import EvacuationInputs
from evacuation.kernels.forward import search_forward
from evacuation.kernels.trace import trace_arcs
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.reach import Choices, Reach, reach_destinations
from evacuation.rows import WalkingRows
from evacuation.safer_routes import Departing, SaferSearch, safer_routes
from evacuation.searching import EndNodes
from evacuation.trees import Search, grow_tree

#: How good a destination is for some people, least first: to be confirmed, without a seat, below the
#: reserve, walking and own district in the order of the scenario, position.
_Rank = tuple[int, int, int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Openness:
    """What is known of the destinations of a plan, one value each.

    Parameters
    ----------
    free
        Seats that the plan leaves, −1 without limit, shape (destinations,).
    to_confirm
        Whether nobody knows if it can be used (要確認), shape (destinations,).
    """

    free: IntArray
    to_confirm: BoolArray


@dataclass(frozen=True, slots=True, eq=False)
class FirstChoice:
    """People of one demand row who have a destination.

    Parameters
    ----------
    row
        Position in the ``WalkingRows`` that they belong to.
    destination
        Position of their destination.
    persons
        How many they are.
    """

    row: int
    destination: int
    persons: int


@dataclass(frozen=True, slots=True, eq=False)
class SecondChoice:
    """The best other destination of some people.

    Parameters
    ----------
    destination
        Its position among the destinations.
    walk, cost
        Walking time and C of its route, the walk to the access node included [0.1 s].
    shortest
        Walking time of the shortest route there, the walk to the access node included [0.1 s].
    in_reserve
        Whether the route leaves the reserve before its limit.
    arcs
        Arcs of the route, in walking order.
    """

    destination: int
    walk: int
    cost: int
    shortest: int
    in_reserve: bool
    arcs: Int32Array


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One search: inputs, who walks from one node, the destinations, and what was searched so far."""

    inputs: EvacuationInputs
    on_network: ProfileOnNetwork
    rows: WalkingRows
    openness: Openness
    usable: BoolArray
    reached: dict[int, tuple[Reach, Choices]] = field(default_factory=dict)


def second_choices(
    inputs: EvacuationInputs,
    on_network: ProfileOnNetwork,
    rows: WalkingRows,
    firsts: Sequence[FirstChoice],
    openness: Openness,
    *,
    usable: BoolArray,
) -> list[SecondChoice | None]:
    """Return the best other destination of some people of one block; None where there is none.

    A destination counts that they reach in time, within the longest walk, with a seat that the plan
    leaves free; those known to be usable come before those to confirm. As in the plan, nobody takes a
    seat who can reach safe ground with the reserve, unless it is safe ground that is shut.

    Parameters
    ----------
    inputs
        What the plan's evacuation stage took.
    on_network
        The walking profile of these people on the network.
    rows
        Demand rows of one block and profile.
    firsts
        People of these rows with their destination.
    openness
        Seats left of each destination, and which are to be confirmed.
    usable
        Arcs that may lie on any route (``usable_arcs``), shape (arcs,).

    Returns
    -------
    list[SecondChoice | None]
        In the order of ``firsts``.
    """
    asked = _Asked(inputs, on_network, rows, openness, usable)
    bounds = {row: _bounds(asked, row) for row in sorted({first.row for first in firsts})}
    return [_second(asked, first, *bounds[first.row]) for first in firsts]


def usable_arcs(inputs: EvacuationInputs, on_network: ProfileOnNetwork) -> BoolArray:
    """Return the arcs that any route of a profile may use: barred ones only close to a refuge building.

    Parameters
    ----------
    inputs, on_network
        What the stage takes, and who walks.

    Returns
    -------
    BoolArray
        Shape (arcs,).
    """
    network, destinations = inputs.network, inputs.destinations
    near = np.zeros(network.n_nodes, np.bool_)
    refuge = [i for i, kind in enumerate(destinations.kind) if kind is DestinationKind.REFUGE_BUILDING]
    if on_network.allowance_ticks >= 0 and refuge:
        nodes = np.concatenate([destinations.nodes[i] for i in refuge])
        nothing = np.zeros(nodes.size, np.int64)
        search = Search(by_latest=False, ignore_closings=True, limit_walk=on_network.allowance_ticks)
        near = grow_tree(network, on_network, EndNodes(nodes, nothing, nothing), search).walk < UNREACHED
    return np.asarray(~on_network.barred | near[network.arc_tail()], np.bool_)


def _bounds(asked: _Asked, row: int) -> tuple[IntArray, BoolArray]:
    """Return the shortest walk that can be in time to each destination, and which keep the reserve."""
    reserve = asked.on_network.reserve_ticks
    walk = _walks(asked, row, 0)
    return walk, _walks(asked, row, reserve) < UNREACHED if reserve else walk < UNREACHED


def _walks(asked: _Asked, row: int, later: int) -> IntArray:
    """Return the shortest walk to each destination for people who leave later [0.1 s]; UNREACHED if late."""
    network, on_network, destinations = asked.inputs.network, asked.on_network, asked.inputs.destinations
    found = np.full(len(destinations), UNREACHED, np.int64)
    leave = int(asked.rows.leave_ticks[row]) + later
    at_node = search_forward(
        network.arc_start, network.arc_head, on_network.ticks, on_network.release, asked.usable,
        int(asked.rows.node[row]), leave, NO_LIMIT,
    )  # fmt: skip
    for i in np.flatnonzero(destinations.open_to(on_network.profile)).tolist():
        ends = destination_ends(on_network, destinations, i)
        walk = np.where(at_node[ends.nodes] < UNREACHED, at_node[ends.nodes] + ends.ticks, UNREACHED)
        closes = np.maximum(ends.release, on_network.deadline_release)
        # C of the last metres alone is what is walked and what closes.
        there = in_time(np.full(walk.size, leave), closes + walk) & (walk < UNREACHED)
        longest = NO_LIMIT if destinations.kind[i] is DestinationKind.SAFE_AREA else on_network.longest_ticks
        there &= walk <= longest - asked.rows.connector_ticks[row]
        found[i] = walk[there].min(initial=UNREACHED)
    return found


def _second(asked: _Asked, first: FirstChoice, walk: IntArray, in_reserve: BoolArray) -> SecondChoice | None:
    destinations, free = asked.inputs.destinations, asked.openness.free
    may = (walk < UNREACHED) & (free != 0)
    may[first.destination] = False
    may &= ~_dropped(asked, first, may & in_reserve)
    rows = np.flatnonzero(may)
    home = np.full(rows.size, asked.rows.district_id[first.row], object)
    aside = destinations.aside(rows, home).tolist()
    connector = int(asked.rows.connector_ticks[first.row])
    waiting = sorted(
        (_rank(asked, first, i, aside[k], bool(in_reserve[i]), int(walk[i]) + connector), aside[k])
        for k, i in enumerate(rows.tolist())
    )
    best: tuple[_Rank, int] | None = None
    for bound, behind in waiting:
        if best is not None and best[0] <= bound:
            break
        i = bound[-1]
        _, choices = _exact(asked, i)
        if choices.feasible[0, first.row]:
            ticks = int(choices.walk[0, first.row]) + connector
            rank = _rank(asked, first, i, behind, bool(choices.in_reserve[0, first.row]), ticks)
            best = (rank, i) if best is None else min(best, (rank, i))
    return None if best is None else _routed(asked, first.row, best[1])


def _rank(
    asked: _Asked, first: FirstChoice, destination: int, aside: int, in_reserve: bool, ticks: int
) -> _Rank:
    seats = int(asked.openness.free[destination])
    without = 0 if seats < 0 else max(0, first.persons - seats)
    later = (ticks, aside) if asked.inputs.minutes_decide else (aside, ticks)
    return (int(asked.openness.to_confirm[destination]), without, int(not in_reserve), *later, destination)


def _dropped(asked: _Asked, first: FirstChoice, likely: BoolArray) -> BoolArray:
    """Return destinations of later kinds for people who reach one without limit with the reserve."""
    destinations = asked.inputs.destinations
    dropped = np.zeros(len(destinations), np.bool_)
    for i in np.flatnonzero(likely & (destinations.capacity < 0)).tolist():
        if _exact(asked, i)[1].in_reserve[0, first.row]:
            dropped |= destinations.tier > destinations.tier[i]
    return dropped


def _exact(asked: _Asked, destination: int) -> tuple[Reach, Choices]:
    """Return the routes to one destination, exactly as a plan finds them."""
    if destination not in asked.reached:
        one: Destinations = asked.inputs.destinations.only(
            np.arange(len(asked.inputs.destinations)) == destination
        )
        reach = reach_destinations(
            asked.inputs.network, asked.on_network, one, access_node=asked.rows.node, threads=1
        )
        asked.reached[destination] = reach, reach.choices(asked.rows)
    return asked.reached[destination]


def _routed(asked: _Asked, row: int, destination: int) -> SecondChoice:
    """Return the route to a destination: the safer one where it may be taken, as in a plan."""
    reach, choices = _exact(asked, destination)
    network, rows = asked.inputs.network, asked.rows
    node, connector = rows.node[row : row + 1], rows.connector_ticks[row : row + 1]
    at = int(reach.position(node)[0])
    shortest = reach.shortest.walk[0, at : at + 1]
    people = Departing(node, rows.leave_ticks[row : row + 1], connector, shortest)
    safer = safer_routes(
        SaferSearch(network), asked.on_network, asked.inputs.destinations, destination, people
    )
    if safer.may_take[0]:
        arcs, walk, cost = safer.arcs, int(safer.walk[0]), int(safer.cost[0])
    else:
        trees = reach.trees(by_shortest=bool(choices.by_shortest[0, row]))
        arcs, _ = trace_arcs(trees.next_arc[0], network.arc_head, node)
        walk, cost = int(trees.walk[0, at]), int(trees.cost[0, at])
    return SecondChoice(
        destination=destination,
        walk=walk + int(connector[0]),
        cost=cost + int(connector[0]),
        shortest=int(shortest[0]) + int(connector[0]),
        in_reserve=bool(choices.in_reserve[0, row]),
        arcs=arcs,
    )
