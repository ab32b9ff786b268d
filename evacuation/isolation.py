"""What people hang on: the fewest streets that part them from safety, found by networkx.

The graph is directed (some streets may be walked one way only), every arc counts once, and all that is
safe is one node. What lies far away is left out in two ways, as if all of it were safe and as if none of
it were there: where both give the same answer, so does the whole network.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np

from evacuation.clock import UNREACHED
from evacuation.kernels.dominate import single_arcs_back
from evacuation.network import IntArray, Network
from evacuation.passable import Passable

#: Stands for all that is safe, and for where all people start.
SAFETY, START = -1, -2
#: How much an arc counts in a cut. One on something that has a name counts a little less: of cuts with as
#: few arcs that one is told which people know.
ARC, NAMED_ARC = 1000, 999
#: How far from the people the network is looked at first [0.1 s]; then all of it.
_RANGES = (3_000, 8_000, 24_000)
#: What the kernel says of a node without a route.
_NO_ROUTE = -2


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """The fewest arcs that part people from safety.

    Parameters
    ----------
    ways
        How many they are: as many routes share no arc. None where there are ``most`` or more.
    arcs
        Positions of the arcs, in ascending order; empty where ``ways`` is None.
    """

    ways: int | None
    arcs: tuple[int, ...]


def fewest_arcs(
    network: Network, passable: Passable, nodes: IntArray, arc_weight: IntArray, *, most: int
) -> Cut:
    """Return the fewest arcs that part people from safety (``nx.algorithms.flow.edmonds_karp``).

    Parameters
    ----------
    network
        The network.
    passable
        What they can walk on.
    nodes
        Positions of the nodes where they start, none of them safe.
    arc_weight
        ``ARC`` or ``NAMED_ARC`` of each arc, shape (arcs,).
    most
        The search ends when this many routes share no arc.

    Returns
    -------
    Cut
        None of its arcs can be left out: without all of them nobody reaches safety. Of cuts with as few
        arcs the one with most arcs of ``NAMED_ARC``.
    """
    enough = most * NAMED_ARC
    for reach in (*_RANGES, None):
        arcs = _arcs_within(network, passable, nodes, reach)
        least, _ = _flow(arcs, arc_weight, enough, beyond_is_safe=False)
        if least.graph["flow_value"] >= enough:
            return Cut(None, ())
        flow, edges = _flow(arcs, arc_weight, enough, beyond_is_safe=True)
        if flow.graph["flow_value"] == least.graph["flow_value"]:
            break
    cut = tuple(sorted(_cut_arcs(edges, flow)))
    return Cut(len(cut), cut)


def single_arcs(network: Network, passable: Passable, nodes: IntArray) -> list[tuple[int, ...] | None]:
    """Return the arcs that every route from each of some nodes takes.

    In a network that is walked both ways they are its bridges (``nx.bridges``) between the node and safety;
    where some arcs are walked one way only, the arcs that dominate it (``nx.immediate_dominators``).

    Parameters
    ----------
    network, passable
        The network, and what people can walk on.
    nodes
        Positions of nodes, none of them safe, shape (n,).

    Returns
    -------
    list
        For each node the positions of these arcs in walking order; None where no route is in time.
    """
    kept = passable.arcs & ~passable.safe[network.arc_tail()]
    dominator, arc = single_arcs_back(
        network.arc_start, network.arc_head, network.arc_reverse, kept, passable.safe
    )
    return [_chain(dominator, arc, node) for node in nodes.tolist()]


def _chain(dominator: IntArray, arc: IntArray, node: int) -> tuple[int, ...] | None:
    if dominator[node] == _NO_ROUTE:
        return None
    found = []
    while node >= 0:
        if arc[node] >= 0:
            found.append(int(arc[node]))
        node = int(dominator[node])
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Arcs:
    """Arcs of a part of the network: positions, and their ends; ``SAFETY`` stands for safe nodes."""

    arc: IntArray
    tail: IntArray
    head: IntArray
    head_is_beyond: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def ends(self, *, beyond_is_safe: bool) -> Iterator[tuple[int, int, int]]:
        """Return arc, tail and head of each; arcs that leave the part lead to safety or nowhere."""
        kept = slice(None) if beyond_is_safe else ~self.head_is_beyond
        head = np.where(self.head_is_beyond, SAFETY, self.head)[kept]
        return zip(self.arc[kept].tolist(), self.tail[kept].tolist(), head.tolist(), strict=True)


def _arcs_within(network: Network, passable: Passable, nodes: IntArray, reach: int | None) -> _Arcs:
    tail, head = network.arc_tail(), network.arc_head
    near = passable.reached_ticks <= (UNREACHED - 1 if reach is None else reach)
    # Where people start is one node, and all that is safe is another.
    node = np.where(passable.safe, SAFETY, np.arange(network.n_nodes))
    node[nodes] = START
    arc = np.flatnonzero(passable.arcs & near[tail] & ~passable.safe[tail])
    arc = arc[(node[tail[arc]] != START) | (node[head[arc]] != START)]
    ends = head[arc]
    return _Arcs(arc, node[tail[arc]], node[ends], ~near[ends] & ~passable.safe[ends])


#: Arcs by the two nodes that they join.
_Edges = dict[tuple[int, int], list[int]]


def _flow(
    arcs: _Arcs, arc_weight: IntArray, enough: int, *, beyond_is_safe: bool
) -> tuple["nx.DiGraph[int]", _Edges]:
    """Return a largest flow from where people start to safety, or one that is enough, and the edges.

    The residual network is made at once: networkx would make it of a graph of the same edges.
    """
    edges: _Edges = {}
    for arc, tail, head in arcs.ends(beyond_is_safe=beyond_is_safe):
        edges.setdefault((tail, head), []).append(arc)
    weight = dict(zip(arcs.arc.tolist(), arc_weight[arcs.arc].tolist(), strict=True))
    residual: nx.DiGraph[int] = nx.DiGraph(inf=3 * ARC * len(weight) + 1)
    residual.add_nodes_from((START, SAFETY))
    for (tail, head), own in edges.items():
        residual.add_edge(tail, head, capacity=sum([weight[arc] for arc in own]), flow=0)
        if (head, tail) not in edges:
            residual.add_edge(head, tail, capacity=0, flow=0)
    flow = nx.algorithms.flow.edmonds_karp(residual, START, SAFETY, residual=residual, cutoff=enough)
    return flow, edges


def _cut_arcs(edges: _Edges, flow: "nx.DiGraph[int]") -> list[int]:
    """Return the arcs of the cut next to the start, given a largest flow."""
    here = {START}
    waiting = [START]
    while waiting:
        node = waiting.pop()
        for other, edge in flow.adj[node].items():
            if other not in here and edge["flow"] < edge["capacity"]:
                here.add(other)
                waiting.append(other)
    leaving = [own for (tail, head), own in edges.items() if tail in here and head not in here]
    return [arc for own in leaving for arc in own]
