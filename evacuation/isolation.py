"""What people hang on: the fewest streets that part them from safety (a maximum flow of SciPy).

``sonae verify`` looks at the same with networkx (``verification.hanging``). The graph is directed (some
streets may be walked one way only), every arc counts once, and all that is safe is one node. What lies far
away is left out in two ways, as if all of it were safe and as if none of it were there: where both give the
same answer, so does the whole network.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from evacuation.clock import UNREACHED
from evacuation.kernels.dominate import single_arcs_back
from evacuation.network import IntArray, Network
from evacuation.passable import Passable

#: Stands for where all people start, and for all that is safe; other nodes are numbered from 2.
_START, _SAFETY = 0, 1
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
    """Return the fewest arcs that part people from safety (``scipy.sparse.csgraph.maximum_flow``).

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
        least = _flow(arcs, arc_weight, enough, beyond_is_safe=False)
        if least.value >= enough:
            return Cut(None, ())
        flow = _flow(arcs, arc_weight, enough, beyond_is_safe=True)
        if flow.value == least.value:
            break
    cut = tuple(_cut_arcs(arcs, flow).tolist())
    return Cut(len(cut), cut)


@dataclass(frozen=True, slots=True)
class Single:
    """What every route from a node to safety takes.

    Parameters
    ----------
    arcs
        Positions of arcs, in walking order.
    corners
        Positions of street corners, in walking order, but for those at an end of one of the arcs: with the
        arc they are lost in any case. The node itself is none.
    """

    arcs: tuple[int, ...]
    corners: tuple[int, ...]


def single_ways(network: Network, passable: Passable, nodes: IntArray) -> list[Single | None]:
    """Return the arcs and corners that every route from each of some nodes passes.

    In a network that is walked both ways they are its bridges (``nx.bridges``) and articulation points
    (``nx.articulation_points``) between the node and safety; where some arcs are walked one way only, the
    arcs and nodes that dominate it (``nx.immediate_dominators``).

    Parameters
    ----------
    network, passable
        The network, and what people can walk on.
    nodes
        Positions of nodes, none of them safe, shape (n,).

    Returns
    -------
    list
        None where no route is in time.
    """
    kept = passable.arcs & ~passable.safe[network.arc_tail()]
    dominator, arc = single_arcs_back(
        network.arc_start, network.arc_head, network.arc_reverse, kept, passable.safe
    )
    return [_chain(network, dominator, arc, node) for node in nodes.tolist()]


def _chain(network: Network, dominator: IntArray, arc: IntArray, node: int) -> Single | None:
    if dominator[node] == _NO_ROUTE:
        return None
    arcs, passed, ends = [], [], {node}
    while node >= 0:
        if arc[node] >= 0:
            arcs.append(int(arc[node]))
            ends |= {node, int(network.arc_head[arc[node]])}
        node = int(dominator[node])
        # Access points lie on a street: only its corners are told.
        if node >= 0 and network.node_id[node] >= 0:
            passed.append(node)
    return Single(tuple(arcs), tuple(one for one in passed if one not in ends))


@dataclass(frozen=True, slots=True, eq=False)
class _Arcs:
    """Arcs of a part of the network: positions, their ends, and which of them leave the part."""

    arc: IntArray
    tail: IntArray
    head: IntArray
    head_is_beyond: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def ends(self, *, beyond_is_safe: bool) -> tuple[IntArray, IntArray, IntArray]:
        """Return arc, tail and head of each; arcs that leave the part lead to safety or nowhere."""
        kept = slice(None) if beyond_is_safe else ~self.head_is_beyond
        head = np.where(self.head_is_beyond, _SAFETY, self.head)
        return self.arc[kept], self.tail[kept], head[kept]


def _arcs_within(network: Network, passable: Passable, nodes: IntArray, reach: int | None) -> _Arcs:
    tail, head = network.arc_tail(), network.arc_head
    # Counted from the last who leave: a start that is left out would have no way at all, and no say.
    reached = passable.reached_ticks
    last = int(np.max(reached[nodes]))
    near = reached < (UNREACHED if reach is None else min(last + reach + 1, int(UNREACHED)))
    # Where people start is one node, and all that is safe is another.
    node = np.where(passable.safe, _SAFETY, np.arange(network.n_nodes) + 2)
    node[nodes] = _START
    arc = np.flatnonzero(passable.arcs & near[tail] & ~passable.safe[tail])
    arc = arc[(node[tail[arc]] != _START) | (node[head[arc]] != _START)]
    ends = head[arc]
    return _Arcs(arc, node[tail[arc]], node[ends], ~near[ends] & ~passable.safe[ends])


@dataclass(frozen=True, slots=True, eq=False)
class _Flow:
    """A largest flow: its value, and the capacity that it leaves from node to node (beside the source)."""

    value: int
    left: csr_array


def _flow(arcs: _Arcs, arc_weight: IntArray, enough: int, *, beyond_is_safe: bool) -> _Flow:
    """Return a largest flow from where people start to safety, or one that is enough."""
    arc, tail, head = arcs.ends(beyond_is_safe=beyond_is_safe)
    # Nodes are numbered anew, from where people start on; a source before it lets no more in than is enough.
    found, at = np.unique(np.concatenate([[_START, _SAFETY], tail, head]), return_inverse=True)
    tail, head = at[2 : 2 + tail.size], at[2 + tail.size :]
    source, size = found.size, found.size + 1
    weight = np.append(arc_weight[arc], enough).astype(np.int32)
    ends = (np.append(tail, source).astype(np.int32), np.append(head, _START).astype(np.int32))
    # Arcs between the same two nodes add up.
    capacity = csr_array((weight, ends), shape=(size, size))
    flow = maximum_flow(capacity, source, _SAFETY)
    return _Flow(int(flow.flow_value), csr_array(capacity - flow.flow))


def _cut_arcs(arcs: _Arcs, flow: _Flow) -> IntArray:
    """Return the arcs of the cut next to the start, given a largest flow in which beyond is safe."""
    arc, tail, head = arcs.ends(beyond_is_safe=True)
    found, at = np.unique(np.concatenate([[_START, _SAFETY], tail, head]), return_inverse=True)
    left = flow.left.copy()
    left.data = (left.data > 0).astype(np.int32)
    left.eliminate_zeros()
    here = np.zeros(found.size + 1, np.bool_)
    here[breadth_first_order(left, _START, return_predecessors=False)] = True
    return np.sort(arc[here[at[2 : 2 + tail.size]] & ~here[at[2 + tail.size :]]])
