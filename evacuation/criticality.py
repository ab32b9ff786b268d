"""What each piece of street means to people: who is cut off without it, and the longer walk of the others."""

from dataclasses import dataclass

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.clock import CLOSED, UNREACHED, closed_at_first
from evacuation.kernels.criticality import lost_by_piece
from evacuation.network import IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.robustness import People, ReachedRows, longest_walk
from evacuation.searching import EndNodes


@dataclass(frozen=True, slots=True, eq=False)
class Lost:
    """What people lose when a piece of street alone is blocked besides what is closed.

    Parameters
    ----------
    cut_off
        People who no longer reach a usable place in time, shape (arcs,): at the lower arc of a piece and its
        opposite, 0 at the other.
    ticks
        By how much the others walk longer [persons × 0.1 s], shape (arcs,).
    """

    cut_off: IntArray
    ticks: IntArray


def lost_without(network: Network, people: People, reached: ReachedRows, closed: IntArray) -> Lost:
    """Return what people of a profile lose when each piece of street is blocked.

    Parameters
    ----------
    network, people
        The network, and people of one profile.
    reached
        What they reach with these arcs closed (``evacuation.robustness.reach``).
    closed
        Positions of the arcs that are blocked.

    Returns
    -------
    Lost
        By piece.
    """
    on_network, rows, sets = people.on_network, people.rows, people.sets
    if not sets:
        nothing = np.zeros(network.n_arcs, np.int64)
        return Lost(nothing, nothing)
    on_streets = np.flatnonzero(rows.node >= 0)
    order = on_streets[np.argsort(rows.node[on_streets], kind="stable")]
    row_start = np.searchsorted(rows.node[order], np.arange(network.n_nodes + 1)).astype(np.int64)
    release = on_network.release.copy()
    release[closed] = CLOSED
    releases = np.array([_release_for(on_network, one.closed_for, release) for one in sets])
    ends = [_end_labels(network, one.ends, on_network.deadline_release) for one in sets]
    refuge = [one.kind is DestinationKind.REFUGE_BUILDING for one in sets]
    cut_off, ticks = lost_by_piece(
        network.arc_start, network.arc_head, network.arc_reverse, on_network.ticks, releases,
        on_network.barred,
        np.where(refuge, on_network.allowance_ticks, -1).astype(np.int64),
        np.array([longest_walk(people, one) for one in sets], np.int64),
        np.array([tree.cost for tree in reached.trees]), np.array([tree.walk for tree in reached.trees]),
        np.array([tree.next_arc for tree in reached.trees]),
        np.array([cost for cost, _ in ends]), np.array([walk for _, walk in ends]),
        row_start, rows.leave_ticks[order], rows.connector_ticks[order], people.persons[order],
        np.ascontiguousarray(people.may[:, order]), reached.walk[order],
    )  # fmt: skip
    return Lost(cut_off, ticks)


def _release_for(on_network: ProfileOnNetwork, closed_for: int, release: IntArray) -> IntArray:
    """Return the releases with the arcs closed that nobody may take to a set of destinations."""
    return release if closed_for < 0 else np.where(on_network.closed_for_arcs[closed_for], CLOSED, release)


def _end_labels(network: Network, ends: EndNodes, deadline_release: int) -> tuple[IntArray, IntArray]:
    """Return cost and walk at the end nodes of a search, UNREACHED elsewhere, shape (nodes,) each."""
    cost, walk = np.full((2, network.n_nodes), UNREACHED, np.int64)
    closes = np.maximum(ends.release, deadline_release)
    usable = ~closed_at_first(closes)
    node, left, label = ends.nodes[usable], ends.ticks[usable], (closes + ends.ticks)[usable]
    # Of several ends at one node the best is written last.
    last = np.lexsort((-left, -label))
    cost[node[last]], walk[node[last]] = label[last], left[last]
    return cost, walk
