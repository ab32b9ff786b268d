"""The searches for the routes of one walking profile to its destinations, alone or many together."""

from dataclasses import dataclass, field, replace

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.destinations import Destinations
from evacuation.kept_trees import KeptTrees, StillRight, of_use
from evacuation.kernels.search import read_labels, read_turns
from evacuation.lanes import MOST, LaneMeasure, LaneSearching, lane_measure
from evacuation.latest_lanes import LatestMeasure, LatestSearching, latest_measure
from evacuation.measures import Passable, measure_of
from evacuation.network import IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import AtAccess, Grown, turn_type
from evacuation.search_graph import search_graph
from evacuation.searching import EndNodes, Searching
from evacuation.short_clock import LONGEST_WALK, NOT_REACHED, decode_cost, decode_walk, encode_limit
from evacuation.trees import Search, label_tree, open_ends

#: Fewest destinations that are searched together: to make ready for it takes as long as some searches.
_FEWEST = 8


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Destinations that are searched together, and what walking to them takes."""

    measure: LaneMeasure | LatestMeasure
    destinations: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class Growing:
    """What the searches for the destinations share."""

    network: Network
    on_network: ProfileOnNetwork
    destinations: Destinations
    access: IntArray
    longest: IntArray
    limit_cost: int
    still: StillRight | None = None
    never_shut: dict[int, AtAccess] = field(default_factory=dict)
    latest: dict[int, AtAccess] = field(default_factory=dict)
    shortest: dict[int, AtAccess | None] = field(default_factory=dict)

    def kept(self) -> KeptTrees:
        """Return what was found, for a search after a change.

        Returns
        -------
        KeptTrees
            Of all destinations, once they are searched for.
        """
        every = range(len(self.destinations))
        return KeptTrees(
            self.on_network, self.destinations, self.access, self.limit_cost,
            tuple(self.latest[i] for i in every if i in self.latest),
            tuple(self.shortest[i] for i in every),
        )  # fmt: skip

    def batches(self, threads: int) -> tuple[list[Batch], list[int]]:
        """Return the destinations that are searched together, and those that are searched alone.

        Parameters
        ----------
        threads
            Searches at the same time: each is to have its part.

        Returns
        -------
        tuple[list[Batch], list[int]]
            Batches, and positions of the others.
        """
        alone, groups = [], dict[int, list[int]]()
        for i in range(len(self.destinations)):
            if self._may_join(i):
                groups.setdefault(closed_for_of(self.on_network, self.destinations, i), []).append(i)
            else:
                alone.append(i)
        found = []
        for closed_for, group in groups.items():
            if len(group) < _FEWEST:
                alone += group
                continue
            measure = self._measure(group[0], closed_for)
            size = min(MOST, -(-len(group) // threads))
            found += [Batch(measure, group[at : at + size]) for at in range(0, len(group), size)]
        return found, alone

    def _may_join(self, i: int) -> bool:
        """Whether a destination may be searched together with others."""
        on_network, safe = self.on_network, self.destinations.kind[i] is DestinationKind.SAFE_AREA
        if not on_network.timed:
            barred = on_network.allowance_ticks >= 0 and bool(on_network.barred.any())
            return self._still_shortest(i) is None and not (
                barred and self.destinations.kind[i] is DestinationKind.REFUGE_BUILDING
            )
        if on_network.segments is not None or on_network.deadline_release > 0 or safe:
            return False
        known = self.still is not None and self.still.latest[i] is not None
        ends = self._open_ends(i)
        for_ever = ends.nodes.size > 0 and not ends.release.any()
        return for_ever and not known and bool(self.longest[i] >= LONGEST_WALK)

    def _measure(self, first: int, closed_for: int) -> LaneMeasure | LatestMeasure:
        """Return what walking to some destinations takes."""
        if self.on_network.timed:
            return latest_measure(self.network, self.on_network, self._open_ends(first), closed_for)
        passable = Passable(False, True, closed_for)
        return lane_measure(self.network, measure_of(search_graph(self.network), self.on_network, passable))

    def every(self, batches: list[Batch], alone: list[int]) -> dict[int, tuple[AtAccess, AtAccess]]:
        """Return the shortest and the latest routes to some destinations.

        Parameters
        ----------
        batches, alone
            As of ``batches``; nobody else searches for these at the same time.

        Returns
        -------
        dict[int, tuple[AtAccess, AtAccess]]
            By position of the destination.
        """
        searching = Searching(self.network)
        found = {i: self._grow(searching, i) for i in alone}
        for batch in batches:
            found |= self._grow_together(searching, batch)
        return found

    def _grow_together(self, searching: Searching, batch: Batch) -> dict[int, tuple[AtAccess, AtAccess]]:
        """Return the shortest and the latest routes to the destinations of a batch."""
        ends = [
            open_ends(destination_ends(self.on_network, self.destinations, i)) for i in batch.destinations
        ]
        if isinstance(batch.measure, LatestMeasure):
            allowance = [self._allowance(i) for i in batch.destinations]
            found = LatestSearching(self.network, self.access).find(batch.measure, ends, allowance)
            return {
                i: self._grow(searching, i, one) for i, one in zip(batch.destinations, found, strict=True)
            }
        longest = [int(self.longest[i]) for i in batch.destinations]
        walks = LaneSearching(self.network, self.access).find(batch.measure, ends, longest)
        self.shortest.update(zip(batch.destinations, walks, strict=True))
        return {i: (one, one) for i, one in zip(batch.destinations, walks, strict=True)}

    def _open_ends(self, i: int) -> EndNodes:
        """Return where the routes to a destination end."""
        return open_ends(destination_ends(self.on_network, self.destinations, i))

    def _allowance(self, i: int) -> int:
        """Return the walk within which barred arcs may be walked to a destination; −1 for none."""
        building = self.destinations.kind[i] is DestinationKind.REFUGE_BUILDING
        return self.on_network.allowance_ticks if building else -1

    def _still_shortest(self, i: int) -> AtAccess | None:
        """Return the shortest routes that need not be found again where no street closes."""
        return None if self.still is None else self.still.whole(i)

    def _grow(
        self, searching: Searching, i: int, found: tuple[AtAccess, AtAccess] | None = None
    ) -> tuple[AtAccess, AtAccess]:
        """Return the shortest and the latest routes to one destination; both may be found already."""
        on_network, access = self.on_network, self.access
        kind = self.destinations.kind[i]
        closed_for = closed_for_of(on_network, self.destinations, i)
        mode = Search(
            by_latest=False, allowance=kind is DestinationKind.REFUGE_BUILDING, closed_for=closed_for,
            limit_walk=int(self.longest[i]),
        )  # fmt: skip
        ends = destination_ends(on_network, self.destinations, i)
        if not on_network.timed:
            whole = self._still_shortest(i)
            shortest = self._at_access(searching, ends, mode, access) if whole is None else whole
            self.shortest[i] = shortest
            return shortest, shortest
        # Whoever leaves first decides how late a route may be to be of any use.
        limit = self.limit_cost
        first, late = found if found is not None else (None, None)
        if late is None and self.still is not None:
            late = self.still.latest[i]
        if late is None:
            first = self._shortest_first(searching, ends, mode, i)
        if late is not None:
            latest = late
        elif first is not None and never_late(on_network, first, ends):
            latest = first
        else:
            latest = self._at_access(
                searching, ends, replace(mode, by_latest=True, reopening=True, limit_cost=limit), access
            )
        self.latest[i], self.shortest[i] = latest, None
        useful = of_use(latest, limit, int(self.longest[i]))
        if on_network.segments is not None:
            plain = self._at_access(searching, ends, replace(mode, by_latest=True, limit_cost=limit), access)
            self.never_shut[i] = plain
        if not useful.any():
            nobody = AtAccess(latest.cost, latest.walk)
            return nobody, nobody
        known = first
        if known is None and self.still is not None:
            known = self.still.shortest_from(i, useful)
        shortest = known if known is not None else self._at_access(searching, ends, mode, access[useful])
        self.shortest[i] = shortest
        if (latest.cost >= shortest.cost)[useful].all():
            return shortest, shortest
        return shortest, latest

    def _shortest_first(self, searching: Searching, ends: EndNodes, mode: Search, i: int) -> AtAccess | None:
        """Return the shortest routes where they may be the latest, too; None where others come first.

        Where the destination itself closes, no route of any use is longer than from the first departure until
        then, and streets on the way seldom close before.
        """
        until = _closes(self.on_network, ends)
        if until <= 0 or self.on_network.segments is not None:
            return None
        if self.still is not None and self.still.shortest[i] is not None:
            return None
        within = replace(mode, limit_walk=min(mode.limit_walk, self.limit_cost - until))
        return self._at_access(searching, ends, within, self.access)

    def _at_access(self, searching: Searching, ends: EndNodes, search: Search, wanted: IntArray) -> AtAccess:
        """Search, and keep what the access nodes need; those that are not wanted may hold any route."""
        network, on_network = self.network, self.on_network
        graph = label_tree(searching, on_network, ends, search, wanted)
        turn = np.empty(network.n_nodes, turn_type(network.arc_start))
        read_turns(searching.labels, graph.number, network.arc_start, turn)
        cost, walk, _ = read_labels(searching.labels, graph.number[self.access], search.by_latest)
        limit = encode_limit(search.limit_cost) if search.by_latest else NOT_REACHED - 1
        label = (cost if search.by_latest else walk)[np.searchsorted(self.access, wanted)]
        # A search ends early where all that is wanted is known.
        known = (
            min(limit, int(label.max(initial=-1))) if (label < NOT_REACHED).all() and wanted.size else limit
        )
        longest = min(search.limit_walk, LONGEST_WALK)
        return AtAccess(cost, walk, turn, Grown(search.by_latest, longest, min(known, NOT_REACHED - 1)))


def never_late(on_network: ProfileOnNetwork, shortest: AtAccess, ends: EndNodes) -> bool:
    """Whether nobody on the shortest routes has to be earlier than at the end of them.

    C is never below the release of the end with the walk to it: who reaches that has the latest
    departure, and no other route there is as short.

    Parameters
    ----------
    on_network
        Who walks.
    shortest
        The shortest routes to a destination.
    ends
        Where they end.

    Returns
    -------
    bool
        True where these are the latest routes, too.
    """
    reached = shortest.walk != NOT_REACHED
    walk, cost = decode_walk(shortest.walk[reached]), decode_cost(shortest.cost[reached])
    return bool((cost == _closes(on_network, ends) + walk).all())


def _closes(on_network: ProfileOnNetwork, ends: EndNodes) -> int:
    """Return the release that every route to some nodes has to keep at its end; 0 for none."""
    ends = open_ends(replace(ends, release=np.maximum(ends.release, on_network.deadline_release)))
    return int(ends.release.min()) if ends.nodes.size else 0


def destination_ends(on_network: ProfileOnNetwork, destinations: Destinations, i: int) -> EndNodes:
    """Return where the search for one destination starts: nothing is left on safe ground.

    Parameters
    ----------
    on_network
        Who walks.
    destinations
        Destinations of the plan.
    i
        Position of the destination.

    Returns
    -------
    EndNodes
        Nodes of the destination.
    """
    row, n = destinations.place_row[i], destinations.nodes[i].size
    safe = destinations.kind[i] is DestinationKind.SAFE_AREA
    return EndNodes(
        destinations.nodes[i],
        np.full(n, 0 if safe else on_network.place_connector[row], np.int64),
        np.full(n, 0 if safe else on_network.place_release[row], np.int64),
    )


def closed_for_of(on_network: ProfileOnNetwork, destinations: Destinations, i: int) -> int:
    """Return the row of ``ProfileOnNetwork.closed_for_arcs`` of a destination; −1 for none.

    Parameters
    ----------
    on_network
        Who walks.
    destinations
        Destinations of the plan.
    i
        Position of the destination.

    Returns
    -------
    int
        Always −1 for safe ground, which needs no designation.
    """
    row = destinations.place_row[i]
    return -1 if row < 0 else int(on_network.place_closed_for[row])
