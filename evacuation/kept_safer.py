"""Trees of least generalised cost that a change leaves as they are: nobody searches for them again.

As with ``evacuation.kept_trees``: a tree none of whose labels takes an arc that the change closes or bars is
what a search on the changed network gives, for walking alone decides. An arc that opens again, and any other
change of what walking takes, has everything searched anew.
"""

import threading
from dataclasses import dataclass, field

import numpy as np

from evacuation.clock import UNREACHED
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import TurnArray, turn_type
from evacuation.searching import EndNodes
from evacuation.trees import Tree


@dataclass(frozen=True, slots=True, eq=False)
class SaferTrees:
    """The trees to one destination, as ``evacuation.safer_routes`` finds them.

    Parameters
    ----------
    ends, closed_for
        Where they end, and the row of ``ProfileOnNetwork.closed_for_arcs`` that nobody may take.
    node
        Nodes that they are right from, ascending, shape (n,).
    starts
        From which of them a route leads, shape (n,).
    after, before
        Which of its own arcs each node takes, of people who have been outside the hazard area and of those
        who have not.
    end_walk, end_cost
        Walk that is left at the ends, and C there [0.1 s]; UNREACHED where nobody may end.
    """

    ends: EndNodes
    closed_for: int
    node: IntArray
    starts: BoolArray
    after: TurnArray
    before: TurnArray
    end_walk: IntArray
    end_cost: IntArray

    @classmethod
    def of(
        cls, network: Network, ends: EndNodes, closed_for: int, node: IntArray, trees: tuple[Tree, Tree]
    ) -> "SaferTrees":
        """Return what is needed of trees.

        Parameters
        ----------
        network
            The network.
        ends, closed_for
            Where they end, and what nobody may take.
        node
            Nodes that they are right from.
        trees
            Of people who have been outside the hazard area, and of those who have not.

        Returns
        -------
        SaferTrees
            The same in little room.
        """
        after, before = trees
        own = np.unique(node)
        return cls(
            ends, closed_for, own, before.walk[own] < UNREACHED, _turns(network, after),
            _turns(network, before), after.walk[ends.nodes], after.cost[ends.nodes],
        )  # fmt: skip

    def arcs(self, network: Network) -> tuple[Int32Array, Int32Array]:
        """Return the arc to take at each node in both trees; −1 for none.

        Parameters
        ----------
        network
            The network.

        Returns
        -------
        after, before : Int32Array
            Shape (nodes,) each.
        """
        return _arcs(network, self.after), _arcs(network, self.before)

    def leads(self, node: IntArray) -> BoolArray:
        """Return from which nodes a route leads.

        Parameters
        ----------
        node
            Some of those that the trees are right from, shape (n,).

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        return np.asarray(self.starts[np.searchsorted(self.node, node)], np.bool_)

    def at_ends(self, n_nodes: int, node: IntArray) -> tuple[IntArray, IntArray]:
        """Return walk and C at the ends of routes.

        Parameters
        ----------
        n_nodes
            Nodes of the network.
        node
            Where routes end, shape (n,).

        Returns
        -------
        walk, cost : IntArray
            Each [0.1 s], shape (n,); UNREACHED at other nodes.
        """
        walk, cost = np.full((2, n_nodes), UNREACHED)
        walk[self.ends.nodes], cost[self.ends.nodes] = self.end_walk, self.end_cost
        return walk[node], cost[node]

    def serves(self, ends: EndNodes, closed_for: int, node: IntArray) -> bool:
        """Whether these are the trees of a search from some nodes.

        Parameters
        ----------
        ends, closed_for
            Where the search ends, and what nobody may take.
        node
            Nodes that must be known.

        Returns
        -------
        bool
            False where one of the nodes is another than those that the trees are right from.
        """
        own = self.ends
        return (
            self.closed_for == closed_for
            and all(np.array_equal(getattr(own, name), getattr(ends, name))
                    for name in ("nodes", "ticks", "release"))
            and bool(np.isin(node, self.node).all())
        )  # fmt: skip

    def takes(self, tail: IntArray, turn: IntArray) -> bool:
        """Whether a tree takes any of some arcs.

        Parameters
        ----------
        tail, turn
            The node where each arc starts, and its number there.

        Returns
        -------
        bool
            Of either tree.
        """
        return any(bool((one[tail] == turn).any()) for one in (self.after, self.before))


@dataclass(slots=True)
class _OfProfile:
    """Of one walking profile the network that its trees are right on, and them by destination."""

    on_network: ProfileOnNetwork
    trees: dict[int, SaferTrees] = field(default_factory=dict)
    took_over: bool = False


class SaferMemory:
    """Trees of a day, for the next day like it.

    Parameters
    ----------
    before
        Trees of the day without a change: what the change leaves as it is comes from there.
    """

    def __init__(self, before: "SaferMemory | None" = None) -> None:
        self._before = before
        self._lock = threading.Lock()
        self._profiles: dict[str, _OfProfile] = {}
        self._followed: dict[str, SaferMemory] = {}

    def follow(self, profile_id: str, before: "SaferMemory") -> None:
        """Take over from another day what is right of the trees of one walking profile.

        Parameters
        ----------
        profile_id
            The profile; to be called before its day begins.
        before
            Trees of that day; they stay as they are.
        """
        self._followed[profile_id] = before

    def took_over(self, profile_id: str) -> bool:
        """Whether the trees of a walking profile could be taken over when its day began, if any were right.

        Parameters
        ----------
        profile_id
            The profile.

        Returns
        -------
        bool
            True, too, where no day has begun: nobody of the profile walks.
        """
        with self._lock:
            kept = self._profiles.get(profile_id)
            return kept is None or kept.took_over

    def of_profile(self, profile_id: str) -> "SaferMemory":
        """Return the trees of one walking profile alone.

        Parameters
        ----------
        profile_id
            The profile.

        Returns
        -------
        SaferMemory
            Without whatever they were taken over from.
        """
        alone, kept = SaferMemory(), self._kept(profile_id)
        if kept is not None:
            alone._profiles[profile_id] = kept
        return alone

    def begin(self, network: Network, on_network: ProfileOnNetwork) -> None:
        """Go over to the network of another day; what is not right on it is forgotten.

        Parameters
        ----------
        network, on_network
            The network, and who walks on it that day.
        """
        profile_id = on_network.profile.profile_id
        before = self._followed.get(profile_id, self._before)
        sources = [] if before is None else [before._kept(profile_id)]
        with self._lock:
            trees: dict[int, SaferTrees] = {}
            took_over = False
            for kept in (*sources, self._profiles.get(profile_id)):
                right = None if kept is None else _still_right(network, kept, on_network)
                if right is not None:
                    trees |= right
                    took_over = True
            self._profiles[profile_id] = _OfProfile(on_network, trees, took_over)

    def trees(
        self, on_network: ProfileOnNetwork, i: int, ends: EndNodes, closed_for: int, node: IntArray
    ) -> SaferTrees | None:
        """Return the trees to a destination that serve some nodes.

        Parameters
        ----------
        on_network
            Who walks.
        i
            Position of the destination.
        ends, closed_for
            Where its routes end, and what nobody may take to it.
        node
            Nodes that must be known.

        Returns
        -------
        SaferTrees or None
            None for those to be found.
        """
        found = self._own(on_network).get(i)
        return found if found is not None and found.serves(ends, closed_for, node) else None

    def wanted(self, on_network: ProfileOnNetwork, i: int, node: IntArray) -> IntArray:
        """Return the nodes to search from, so that those who came before are served, too.

        Parameters
        ----------
        on_network
            Who walks.
        i
            Position of the destination.
        node
            Nodes that must be known.

        Returns
        -------
        IntArray
            These and those of the trees that are kept.
        """
        found = self._own(on_network).get(i)
        return node if found is None else np.union1d(node, found.node)

    def keep(self, on_network: ProfileOnNetwork, i: int, trees: SaferTrees) -> None:
        """Keep the trees to a destination, unless another day has begun.

        Parameters
        ----------
        on_network
            Who walks.
        i
            Position of the destination.
        trees
            What was found.
        """
        self._own(on_network)[i] = trees

    def _own(self, on_network: ProfileOnNetwork) -> dict[int, SaferTrees]:
        """Return what is kept for a network; nothing that stays where another day has begun."""
        with self._lock:
            kept = self._profiles.get(on_network.profile.profile_id)
            return kept.trees if kept is not None and kept.on_network is on_network else {}

    def _kept(self, profile_id: str) -> _OfProfile | None:
        with self._lock:
            kept = self._profiles.get(profile_id)
            return None if kept is None else _OfProfile(kept.on_network, dict(kept.trees))


def _still_right(
    network: Network, kept: _OfProfile, on_network: ProfileOnNetwork
) -> dict[int, SaferTrees] | None:
    """Return the trees that a search on a network would find; None where that cannot be told of any."""
    was = kept.on_network
    opened = (on_network.passable < was.passable) | (was.barred & ~on_network.barred)
    if opened.any() or not _comparable(was, on_network):
        return None
    gone = np.flatnonzero((on_network.passable > was.passable) | (on_network.barred & ~was.barred))
    tail = network.arc_tail()[gone].astype(np.int64)
    turn = gone - network.arc_start[tail]
    return {i: one for i, one in list(kept.trees.items()) if not one.takes(tail, turn)}


def _comparable(was: ProfileOnNetwork, now: ProfileOnNetwork) -> bool:
    """Whether all but closings and bars of streets is as it was."""
    before, after = was.generalised, now.generalised
    return (
        before is not None
        and after is not None
        and all(np.array_equal(getattr(before, name), getattr(after, name))
                for name in ("before", "after", "in_hazard"))
        and (was.deadline_release, was.allowance_ticks) == (now.deadline_release, now.allowance_ticks)
        and len(was.closed_for_arcs) == len(now.closed_for_arcs)
        and all(np.array_equal(one, other)
                for one, other in zip(was.closed_for_arcs, now.closed_for_arcs, strict=True))
    )  # fmt: skip


def _turns(network: Network, tree: Tree) -> TurnArray:
    """Return which of its own arcs each node takes; the highest number for none."""
    kind = turn_type(network.arc_start)
    turn = tree.next_arc - network.arc_start[:-1]
    return np.where(tree.next_arc < 0, np.iinfo(kind).max, turn).astype(kind)


def _arcs(network: Network, turn: TurnArray) -> Int32Array:
    none = np.iinfo(turn.dtype).max
    return np.where(turn == none, -1, network.arc_start[:-1] + turn).astype(np.int32)
