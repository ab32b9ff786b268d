"""Trees of least generalised cost, and from where their routes are those of a search after a change.

Nearly every tree takes one of the arcs that a change closes somewhere, and few of its people come by there.
What closes makes no route better: a route that takes none of it stays, and of routes alike the one over the
lowest arc (``evacuation.kernels.two_trees``). So a tree serves whoever it leads past all that is gone since
it was found, from wherever the search had come to. An arc that opens again, and any other change of what
walking takes, has everything searched anew.
"""

import threading
from dataclasses import dataclass, field, replace

import numpy as np

from evacuation.clock import UNREACHED
from evacuation.kept_trees import Gone, all_equal
from evacuation.kernels.two_trees import routes_stay, trace_both
from evacuation.network import Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import TurnArray
from evacuation.searching import EndNodes

_NOTHING = Gone(np.zeros(0, np.int64), np.zeros(0, np.int64), opened=False)


@dataclass(frozen=True, slots=True, eq=False)
class Doubtful:
    """Where one search may decide otherwise than another although its routes take nothing that is gone.

    Parameters
    ----------
    unsure
        Nodes with several arcs that take no time: the order of the search decides which of routes alike is
        kept there.
    loose_tail, loose_turn
        Node where each arc of the hazard area starts that costs no more for who has been outside, and its
        number there.
    """

    unsure: IntArray
    loose_tail: IntArray
    loose_turn: IntArray

    @classmethod
    def of(cls, network: Network, on_network: ProfileOnNetwork) -> "Doubtful":
        """Return what is in doubt for a walking profile.

        Parameters
        ----------
        network, on_network
            The network, and who walks on it; with generalised costs.

        Returns
        -------
        Doubtful
            Ascending.
        """
        costs = on_network.generalised
        assert costs is not None
        tail = network.arc_tail().astype(np.int64)
        flat = np.flatnonzero((costs.before <= 0) | (costs.after <= 0))
        unsure = np.flatnonzero(np.bincount(tail[flat]) > 1)
        loose = np.flatnonzero(costs.in_hazard & (costs.after <= costs.before))
        return cls(unsure, tail[loose], loose - network.arc_start[tail[loose]])


@dataclass(frozen=True, slots=True, eq=False)
class SaferTrees:
    """The trees to one destination, as ``evacuation.safer_routes`` finds them.

    Parameters
    ----------
    ends, closed_for
        Where they end, and the row of ``ProfileOnNetwork.closed_for_arcs`` that nobody may take.
    node
        Nodes that were asked for, ascending, shape (n,).
    known
        Whether the search had come to each node, 8 nodes to a byte.
    after, before
        Which of its own arcs each node takes, of people who have been outside the hazard area and of those
        who have not.
    end_walk, end_cost
        Walk that is left at the ends, and C there [0.1 s]; UNREACHED where nobody may end.
    gone
        Arcs that are gone since the trees were found.
    """

    ends: EndNodes
    closed_for: int
    node: IntArray
    known: TurnArray
    after: TurnArray
    before: TurnArray
    end_walk: IntArray
    end_cost: IntArray
    gone: Gone = _NOTHING

    def routes(self, network: Network, node: IntArray) -> tuple[Int32Array, IntArray, IntArray, IntArray]:
        """Return the routes from some of the nodes that the trees serve.

        Parameters
        ----------
        network
            The network.
        node
            Where they start, shape (n,).

        Returns
        -------
        arcs, offsets : Int32Array, IntArray
            Arcs in walking order, and where each route starts in them.
        end_walk, end_cost : IntArray
            Walk that is left at the end of each route, and C there [0.1 s]; UNREACHED where no route leads,
            shape (n,).
        """
        arcs, offsets, end = trace_both(self.before, self.after, network.arc_start, network.arc_head, node)
        walk, cost = np.full((2, end.size), UNREACHED)
        order = np.argsort(self.ends.nodes)
        ends = self.ends.nodes[order]
        at = np.searchsorted(ends, end)
        there = np.flatnonzero(np.append(ends, -1)[at] == end)
        own = order[at[there]]
        walk[there], cost[there] = self.end_walk[own], self.end_cost[own]
        return arcs, offsets, walk, cost

    def serves(
        self, network: Network, doubtful: Doubtful, ends: EndNodes, closed_for: int, node: IntArray
    ) -> bool:
        """Whether a search from some nodes would find the same routes.

        Parameters
        ----------
        network, doubtful
            The network, and what may be decided otherwise there.
        ends, closed_for
            Where the search ends, and what nobody may take.
        node
            Nodes that must be known.

        Returns
        -------
        bool
            False where a route is gone, or was never known.
        """
        own = self.ends
        return (
            self.closed_for == closed_for
            and all(np.array_equal(getattr(own, name), getattr(ends, name))
                    for name in ("nodes", "ticks", "release"))
            and bool((self.known[node >> 3] >> (node & 7) & 1).all())
            and bool(routes_stay(
                self.before, self.after, self.gone.tail, self.gone.turn, doubtful.unsure,
                doubtful.loose_tail, doubtful.loose_turn, network.arc_start, network.arc_head, node,
            ))
        )  # fmt: skip


@dataclass(slots=True)
class _OfProfile:
    """Of one walking profile the network that its trees are right on, and them by destination."""

    on_network: ProfileOnNetwork
    trees: dict[int, SaferTrees] = field(default_factory=dict)
    took_over: bool = False
    doubtful: Doubtful | None = None


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
        """Go over to the network of another day; where something opens there, all is forgotten.

        Parameters
        ----------
        network, on_network
            The network, and who walks on it that day.
        """
        profile_id = on_network.profile.profile_id
        before = self._followed.get(profile_id, self._before)
        sources = [] if before is None else [before._kept(profile_id)]
        with self._lock:
            begun = _OfProfile(on_network)
            for kept in (*sources, self._profiles.get(profile_id)):
                left = None if kept is None else _left(network, kept, on_network)
                if left is not None:
                    begun.trees |= left
                    begun.took_over = True
            if begun.trees:
                begun.doubtful = Doubtful.of(network, on_network)
            self._profiles[profile_id] = begun

    def trees(
        self, network: Network, on_network: ProfileOnNetwork, i: int, ends: EndNodes, closed_for: int,
        node: IntArray,
    ) -> SaferTrees | None:  # fmt: skip
        """Return the trees to a destination that serve some nodes.

        Parameters
        ----------
        network, on_network
            The network, and who walks on it.
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
        own = self._own(on_network)
        found = own.trees.get(i)
        if found is None:
            return None
        doubtful = own.doubtful or Doubtful.of(network, on_network)
        return found if found.serves(network, doubtful, ends, closed_for, node) else None

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
        found = self._own(on_network).trees.get(i)
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
        self._own(on_network).trees[i] = trees

    def _own(self, on_network: ProfileOnNetwork) -> _OfProfile:
        """Return what is kept for a network; nothing that stays where another day has begun."""
        with self._lock:
            kept = self._profiles.get(on_network.profile.profile_id)
            same = kept is not None and kept.on_network is on_network
            return kept if kept is not None and same else _OfProfile(on_network)

    def _kept(self, profile_id: str) -> _OfProfile | None:
        with self._lock:
            kept = self._profiles.get(profile_id)
            return None if kept is None else _OfProfile(kept.on_network, dict(kept.trees))


def _left(network: Network, kept: _OfProfile, on_network: ProfileOnNetwork) -> dict[int, SaferTrees] | None:
    """Return the trees with what is gone on a network; None where nothing can be told of any."""
    was = kept.on_network
    barred = on_network.barred & ~was.barred
    gone = Gone.between(network, was.passable, on_network.passable, barred)
    if gone.opened or (was.barred & ~on_network.barred).any() or not _comparable(was, on_network):
        return None
    if not gone.tail.size:
        return dict(kept.trees)
    # Those found on one day share what is gone since.
    now: dict[int, Gone] = {}
    for one in kept.trees.values():
        before = one.gone
        if id(before) not in now:
            tail, turn = (
                np.concatenate([getattr(of, name) for of in (before, gone)]) for name in ("tail", "turn")
            )
            now[id(before)] = Gone(tail, turn, opened=False)
    return {i: replace(one, gone=now[id(one.gone)]) for i, one in kept.trees.items()}


def _comparable(was: ProfileOnNetwork, now: ProfileOnNetwork) -> bool:
    """Whether all but closings and bars of streets is as it was."""
    before, after = was.generalised, now.generalised
    return (
        before is not None
        and after is not None
        and all(np.array_equal(getattr(before, name), getattr(after, name))
                for name in ("before", "after", "in_hazard"))
        and (was.deadline_release, was.allowance_ticks) == (now.deadline_release, now.allowance_ticks)
        and all_equal(was.closed_for_arcs, now.closed_for_arcs)
    )  # fmt: skip
