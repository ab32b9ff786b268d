"""Latest departures to the best of many destinations, from everywhere; what a closing leaves is taken over.

The trees of the plan before are mended where arcs are gone (``evacuation.kernels.mend``), as those of routes
to single destinations are (``evacuation.mending``).
"""

from dataclasses import dataclass, replace

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.destination_sets import DestinationSet, destination_sets
from evacuation.destinations import Destinations
from evacuation.kept_trees import Gone, all_equal
from evacuation.kernels.measure import CLOSED_TICKS, short_arcs
from evacuation.kernels.mend import mend_tree
from evacuation.kernels.search import read_labels, read_turns
from evacuation.mending import Room
from evacuation.network import Int32Array, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import AtAccess, turn_type
from evacuation.searching import Searching
from evacuation.short_clock import LONGEST_WALK, NOT_REACHED, encode_cost
from evacuation.trees import Search, label_tree, open_ends

#: Of so many nodes of the network one may hang on what is gone: more take longer than a search.
_HANGING_OF = 4


@dataclass(frozen=True, slots=True, eq=False)
class LatestTrees:
    """Latest departures of one walking profile, to the best destination of each kind of start.

    Parameters
    ----------
    on_network
        Who walks.
    sets
        Destinations that are alike in kind and in what closes for them.
    trees
        Of each set the labels of all nodes.
    took_over
        Whether the trees of a plan before could be followed.
    """

    on_network: ProfileOnNetwork
    sets: tuple[DestinationSet, ...]
    trees: tuple[AtAccess, ...]
    took_over: bool

    def tree(self, one: DestinationSet) -> AtAccess | None:
        """Return the tree to just these destinations; None where there is none.

        Parameters
        ----------
        one
            Destinations alike.

        Returns
        -------
        AtAccess or None
            Labels of all nodes.
        """
        for own, tree in zip(self.sets, self.trees, strict=True):
            if (own.kind, own.closed_for) == (one.kind, one.closed_for) and all(
                np.array_equal(getattr(own.ends, name), getattr(one.ends, name))
                for name in ("nodes", "ticks", "release")
            ):
                return tree
        return None


def latest_trees(
    network: Network,
    on_network: ProfileOnNetwork,
    destinations: Destinations,
    before: LatestTrees | None = None,
) -> LatestTrees:
    """Return the latest departures from everywhere, by sets of destinations.

    However long the walk is; only refuge buildings allow barred arcs at the end.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    destinations
        Destinations of the plan.
    before
        Those of a plan before; None for none.

    Returns
    -------
    LatestTrees
        The same with a plan before and without.
    """
    sets = tuple(destination_sets(network, on_network, destinations))
    following = None if before is None else _Following.of(network, on_network, before)
    searching: Searching | None = None
    trees = []
    for one in sets:
        tree = None if following is None else following.tree(one)
        if tree is None:
            searching = Searching(network) if searching is None else searching
            tree = _found(searching, on_network, one)
        trees.append(tree)
    return LatestTrees(on_network, sets, tuple(trees), following is not None)


def _found(searching: Searching, on_network: ProfileOnNetwork, one: DestinationSet) -> AtAccess:
    """Search for the latest departures to some destinations."""
    search = Search(
        by_latest=True, allowance=one.kind is DestinationKind.REFUGE_BUILDING, closed_for=one.closed_for,
        reopening=True,
    )  # fmt: skip
    graph = label_tree(searching, on_network, one.ends, search, np.zeros(0, np.int64))
    start = searching.network.arc_start
    turn = np.empty(searching.network.n_nodes, turn_type(start))
    read_turns(searching.labels, graph.number, start, turn)
    cost, walk, _ = read_labels(searching.labels, graph.number, by_latest=True)
    return AtAccess(cost, walk, turn)


@dataclass(frozen=True, slots=True, eq=False)
class _Following:
    """Latest departures of a plan before, and what is gone since."""

    network: Network
    on_network: ProfileOnNetwork
    before: LatestTrees
    gone: Gone
    ticks: Int32Array
    release: Int32Array
    room: Room

    @classmethod
    def of(cls, network: Network, on_network: ProfileOnNetwork, before: LatestTrees) -> "_Following | None":
        """Return what may be followed; None where nothing can."""
        was = before.on_network
        if not _comparable(was, on_network):
            return None
        gone = Gone.between(network, was.release, on_network.release, on_network.barred & ~was.barred)
        if gone.opened or (was.barred & ~on_network.barred).any():
            return None
        ticks, release, _ = short_arcs(on_network.ticks, on_network.release, np.zeros(0, np.int64))
        return cls(network, on_network, before, gone, ticks, release, Room.of(network))

    def tree(self, one: DestinationSet) -> AtAccess | None:
        """Return the tree to some destinations; None where it has to be searched for."""
        was = self.before.tree(one)
        if was is None or self.gone.leaves(was):
            return was
        network, on_network, room = self.network, self.on_network, self.room
        ends = open_ends(replace(one.ends, release=np.maximum(one.ends.release, on_network.deadline_release)))
        ticks = self.ticks
        if one.closed_for >= 0:
            ticks = np.where(on_network.closed_for_arcs[one.closed_for], np.int32(CLOSED_TICKS), ticks)
        building = one.kind is DestinationKind.REFUGE_BUILDING
        mended = AtAccess(was.cost.copy(), was.walk.copy(), was.turn.copy())
        every = np.arange(network.n_nodes, dtype=np.int32)
        fine = mend_tree(
            mended.turn, int(np.iinfo(mended.turn.dtype).max), self.gone.tail, self.gone.turn,
            network.arc_start, network.arc_head, network.arc_reverse, ticks, self.release, on_network.barred,
            np.column_stack([ends.nodes, encode_cost(ends.release), ends.ticks]).astype(np.int32),
            True, on_network.allowance_ticks if building else -1, LONGEST_WALK, NOT_REACHED - 1,
            np.ones(0, np.bool_), True, every, network.n_nodes // _HANGING_OF,
            mended.cost, mended.walk, room.state, room.labels, room.touched, room.path, room.heap,
        )  # fmt: skip
        return mended if fine else None


def _comparable(was: ProfileOnNetwork, now: ProfileOnNetwork) -> bool:
    """Whether all but closings and bars of streets, and destinations, is as it was."""
    return (
        was.segments is None
        and now.segments is None
        and (was.deadline_release, was.allowance_ticks) == (now.deadline_release, now.allowance_ticks)
        and np.array_equal(was.ticks, now.ticks)
        and all_equal(was.closed_for_arcs, now.closed_for_arcs)
    )
