"""Which arcs people can still walk on their way to safety, given where they start and when they leave."""

from dataclasses import dataclass

import numpy as np

from evacuation.clock import NO_LIMIT, UNREACHED, closed_at_first, in_time
from evacuation.destination_sets import destination_sets
from evacuation.destinations import Destinations
from evacuation.kernels.forward import search_forward
from evacuation.network import BoolArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.searching import EndNodes
from evacuation.trees import Search, grow_tree


@dataclass(frozen=True, slots=True, eq=False)
class Starts:
    """Where people start, and when.

    Parameters
    ----------
    nodes
        Positions of their access nodes, shape (n,).
    leave_ticks
        When they are there [0.1 s after t0], shape (n,).
    """

    nodes: IntArray
    leave_ticks: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class SafetySet:
    """Places, or safe ground, that are reached over the same arcs.

    Parameters
    ----------
    nodes
        Node positions, shape (n,).
    end_cost
        C of the last metres from each node (``evacuation.clock``), shape (n,).
    cost
        C from everywhere to the best of them, shape (nodes,).
    closed_for
        Row of ``ProfileOnNetwork.closed_for_arcs`` that nobody may take to them; −1 for none.
    """

    nodes: IntArray
    end_cost: IntArray
    cost: IntArray
    closed_for: int


@dataclass(frozen=True, slots=True, eq=False)
class Passable:
    """What some people can walk in time on their way to safety.

    Parameters
    ----------
    arcs
        Whether an arc lies on a walk that nothing cuts before they are there, shape (arcs,).
    reached_ticks
        Soonest that any of them is at each node, after the first of them has left [0.1 s], shape (nodes,);
        UNREACHED elsewhere.
    safe
        Nodes where they are in safety, shape (nodes,).
    """

    arcs: BoolArray
    reached_ticks: IntArray
    safe: BoolArray


def safety_sets(
    network: Network,
    on_network: ProfileOnNetwork,
    destinations: Destinations,
    safe_ground: BoolArray | None,
) -> tuple[SafetySet, ...]:
    """Return where people of a walking profile are in safety: the places of a plan, and safe ground.

    Seats do not count, nor how far it is.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    destinations
        Destinations of the plan.
    safe_ground
        Nodes that no hazard of the scenario reaches, shape (nodes,); None in a stay of days.

    Returns
    -------
    tuple[SafetySet, ...]
        One for destinations alike in kind and closed arcs; safe ground last.
    """
    found = [
        _safety_set(network, on_network, one.ends, one.closed_for)
        for one in destination_sets(network, on_network, destinations)
    ]
    if safe_ground is not None and safe_ground.any():
        nodes = np.flatnonzero(safe_ground)
        nothing = np.zeros(nodes.size, np.int64)
        found.append(_safety_set(network, on_network, EndNodes(nodes, nothing, nothing), -1))
    return tuple(found)


def _safety_set(network: Network, on_network: ProfileOnNetwork, ends: EndNodes, closed_for: int) -> SafetySet:
    tree = grow_tree(network, on_network, ends, Search(by_latest=True, closed_for=closed_for))
    closes = np.maximum(ends.release, on_network.deadline_release)
    end_cost = np.where(closed_at_first(ends.release), UNREACHED, closes + ends.ticks)
    return SafetySet(ends.nodes, end_cost, tree.cost, closed_for)


def passable_arcs(
    network: Network,
    on_network: ProfileOnNetwork,
    usable: BoolArray,
    safety: tuple[SafetySet, ...],
    starts: Starts,
) -> Passable:
    """Return the arcs that lie on a walk to safety that is in time.

    An arc counts where the first of these people can be through before it closes, and can then still
    reach safety. Whoever starts farther away, or loses time on the way, may not: there may be fewer
    routes than these arcs form, never one over another arc.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    usable
        Arcs that any route of the profile may use (``evacuation.second_choice.usable_arcs``), shape (arcs,).
    safety
        Where they are in safety (``safety_sets``).
    starts
        Where people start, and when; at least one.

    Returns
    -------
    Passable
        Arcs, times and safe nodes.
    """
    first = int(starts.leave_ticks.min())
    reached = _soonest(network, on_network, usable, starts, first)
    tail, head = network.arc_tail(), network.arc_head
    there = np.where(reached[tail] < UNREACHED, first + reached[tail] + on_network.ticks, UNREACHED)
    release = on_network.release
    through = usable & (there < UNREACHED) & ~closed_at_first(release) & in_time(there, release)
    onward, safe = np.zeros(network.n_arcs, np.bool_), np.zeros(network.n_nodes, np.bool_)
    for one in safety:
        reaches = in_time(there, one.cost[head])
        if one.closed_for >= 0:
            reaches &= ~on_network.closed_for_arcs[one.closed_for]
        onward |= reaches
        safe[one.nodes] |= in_time(first + reached[one.nodes], one.end_cost)
    return Passable(through & onward, reached, safe & (reached < UNREACHED))


def _soonest(
    network: Network, on_network: ProfileOnNetwork, usable: BoolArray, starts: Starts, first: int
) -> IntArray:
    """Return how soon any of them is at each node after the first has left [0.1 s], shape (nodes,)."""
    n, more = network.n_nodes, starts.nodes.size
    # One more node, from which everybody's access node is as far as he leaves later than the first.
    arc_start = np.append(network.arc_start, np.int32(network.n_arcs + more))
    reached = search_forward(
        arc_start.astype(np.int32),
        np.append(network.arc_head, starts.nodes.astype(np.int32)),
        np.append(on_network.ticks, starts.leave_ticks - first),
        np.append(on_network.release, np.zeros(more, np.int64)),
        np.append(usable, np.ones(more, np.bool_)),
        n, first, NO_LIMIT,
    )  # fmt: skip
    return np.asarray(reached[:n], np.int64)
