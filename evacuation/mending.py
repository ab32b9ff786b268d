"""Trees of the day before are mended where arcs are gone, and not searched for anew.

Labels stay where nothing hangs on such arcs (``evacuation.kernels.mend``). Where much of a tree does that is
searched for together with others, the search takes less.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.destinations import Destinations
from evacuation.growing import closed_for_of, destination_ends, never_late
from evacuation.kept_trees import StillRight
from evacuation.kernels.mend import mend_tree
from evacuation.measures import Measure, Passable, measure_of
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import AtAccess
from evacuation.search_graph import search_graph
from evacuation.short_clock import LONGEST_WALK, NOT_REACHED, encode_cost, encode_limit
from evacuation.trees import open_ends

#: Of so many nodes of the network one may hang on what is gone: more take longer than a search with others.
_HANGING_OF = 16


class Mending:
    """Mends the trees of one walking profile.

    Parameters
    ----------
    network, on_network, destinations
        The network, who walks on it now, and where to.
    access
        Nodes that people start from, ascending.
    still
        What is right of the trees that were kept.
    """

    def __init__(
        self, network: Network, on_network: ProfileOnNetwork, destinations: Destinations, access: IntArray,
        still: StillRight,
    ) -> None:  # fmt: skip
        self.network, self.on_network, self.destinations = network, on_network, destinations
        self.still = still
        self._everybody = np.ones(access.size, np.bool_)
        self._position = np.full(network.n_nodes, -1, np.int32)
        self._position[access] = np.arange(access.size)

    def mended(self, threads: int) -> StillRight:
        """Return what is right once trees are mended.

        Parameters
        ----------
        threads
            Trees that are mended at the same time.

        Returns
        -------
        StillRight
            With more trees.
        """
        still = self.still
        broken = [
            i for i, same in enumerate(still.same_end)
            if same and (still.shortest[i] is None or (self.on_network.timed and still.latest[i] is None))
        ]  # fmt: skip
        for i in broken:
            # What arcs take is measured once, before threads ask for it.
            self._measure(i, by_latest=False)
        with ThreadPoolExecutor(threads) as pool:
            shares = pool.map(self._share, [broken[k::threads] for k in range(threads)])
        latest, shortest = list(still.latest), list(still.shortest)
        for share in shares:
            for i, late, short in share:
                if latest:
                    latest[i] = late
                shortest[i] = short
        return replace(still, latest=tuple(latest), shortest=tuple(shortest))

    def _share(self, broken: list[int]) -> list[tuple[int, AtAccess | None, AtAccess | None]]:
        """Return the latest and the shortest routes to some destinations; None for those to be found."""
        room = Room.of(self.network)
        both = self._both if self.on_network.timed else self._whole
        return [(i, *both(room, i)) for i in broken]

    def _whole(self, room: "Room", i: int) -> tuple[None, AtAccess | None]:
        """Return the routes to a destination where no street closes."""
        return None, self._mend(room, i, self.still.kept.shortest[i], self._everybody)

    def _both(self, room: "Room", i: int) -> tuple[AtAccess | None, AtAccess | None]:
        """Return the latest and the shortest routes to a destination."""
        still, kept = self.still, self.still.kept
        latest, shortest = still.latest[i], still.shortest[i]
        was_late, was_short = kept.latest[i], kept.shortest[i]
        useful = kept.useful(i)
        if not useful.any():
            # Where nobody leaves early enough, nobody does after something is gone.
            return (None if still.gone_late.opened else was_late), None
        if latest is None:
            latest = self._mend(room, i, was_late, self._everybody)
            if latest is None and _with_others(was_late):
                # The search that finds the latest routes finds the shortest, too.
                return None, None
            if latest is not None and latest.grown is not None and not latest.grown.by_latest:
                # The shortest routes stood for the latest.
                ends = destination_ends(self.on_network, self.destinations, i)
                latest = latest if never_late(self.on_network, latest, ends) else None
            if was_short is was_late and shortest is None:
                shortest = latest
        if latest is not None:
            useful = kept.may_use(i, latest)
        if shortest is None and was_short is not None:
            shortest = self._mend(room, i, was_short, useful)
        return latest, shortest

    def _mend(self, room: "Room", i: int, tree: AtAccess | None, needed: BoolArray) -> AtAccess | None:
        """Return a tree without what is gone; None where it has to be searched for."""
        if tree is None or tree.grown is None:
            return None
        grown, on_network = tree.grown, self.on_network
        gone = self.still.gone_late if grown.by_latest else self.still.gone_short
        if gone.opened:
            return None
        if grown.by_latest and grown.longest < LONGEST_WALK:
            # Of latest routes no longer than a walk the search finds those that its own order comes to.
            return None
        limit = encode_limit(self.still.kept.limit_cost) if grown.by_latest else NOT_REACHED - 1
        building = self.destinations.kind[i] is DestinationKind.REFUGE_BUILDING
        mended = AtAccess(tree.cost.copy(), tree.walk.copy(), tree.turn.copy(), grown)
        network, measure = self.network, self._measure(i, by_latest=grown.by_latest)
        fine = mend_tree(
            mended.turn, int(np.iinfo(mended.turn.dtype).max), gone.tail, gone.turn,
            network.arc_start, network.arc_head, network.arc_reverse, measure.ticks, measure.release,
            measure.barred, self._ends(i), grown.by_latest, on_network.allowance_ticks if building else -1,
            grown.longest, grown.known, needed, grown.known >= limit, self._position,
            network.n_nodes // _HANGING_OF if _with_others(tree) else network.n_nodes,
            mended.cost, mended.walk, room.state, room.labels, room.touched, room.path, room.heap,
        )  # fmt: skip
        return mended if fine else None

    def _measure(self, i: int, *, by_latest: bool) -> Measure:
        closed_for = closed_for_of(self.on_network, self.destinations, i)
        passable = Passable(False, not by_latest, closed_for)
        return measure_of(search_graph(self.network), self.on_network, passable)

    def _ends(self, i: int) -> Int32Array:
        """Return the nodes of a destination with release and walk left, shape (nodes, 3)."""
        ends = destination_ends(self.on_network, self.destinations, i)
        ends = open_ends(replace(ends, release=np.maximum(ends.release, self.on_network.deadline_release)))
        return np.column_stack([ends.nodes, encode_cost(ends.release), ends.ticks]).astype(np.int32)

    def make_ready(self) -> None:
        """Mend a tree although nothing is gone: what has to be compiled is, before anybody waits."""
        kept = self.still.kept
        for i, tree in enumerate((*kept.latest, *kept.shortest)[:1]):
            self._mend(Room.of(self.network), i, tree, self._everybody)


def _with_others(tree: AtAccess) -> bool:
    """Whether a tree was searched for together with others: it is right as far as routes go."""
    return tree.grown is not None and tree.grown.known >= NOT_REACHED - 1


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """Memory of one thread, one tree after the other, as ``evacuation.kernels.mend`` takes it."""

    state: Int32Array
    labels: Int32Array
    touched: Int32Array
    path: Int32Array
    heap: IntArray

    @classmethod
    def of(cls, network: Network) -> "Room":
        """Return room for the trees of a network.

        Parameters
        ----------
        network
            The network.

        Returns
        -------
        Room
            For one thread.
        """
        n = network.n_nodes
        touched, path = np.empty((2, n), np.int32)
        heap = np.empty(n + network.n_arcs, np.int64)
        return cls(np.zeros(n, np.int32), np.empty((n, 3), np.int32), touched, path, heap)
