"""Why somebody has no place: capacity, unknown capacity, no safe route, too late, nothing suitable."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from domain.vocabulary import DestinationKind, Outcome
from evacuation.clock import NO_LIMIT, UNREACHED, closed_at_first, cost_limit, in_time
from evacuation.destination_sets import DestinationSet, destination_sets, place_sets
from evacuation.destinations import Destinations, PlaceGroups
from evacuation.kept_latest import LatestTrees
from evacuation.kernels.search import read_labels
from evacuation.network import BoolArray, IntArray, Network
from evacuation.network_parts import Parts, network_parts
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.rows import WalkingRows
from evacuation.searching import EndNodes, Searching
from evacuation.short_clock import NOT_REACHED, decode_cost, decode_walk
from evacuation.trees import Search, label_tree


@dataclass(frozen=True, slots=True, eq=False)
class CauseInputs:
    """Whether each demand row could reach something, by what stood in its way.

    All arrays have the shape (rows,). ``off_network``: no held street is near the block, so that no route
    could be looked for. ``unknown_near``: a usable place of unknown capacity in the
    own district, in time; ``unknown_in_time``: one anywhere. ``destination_in_time``,
    ``destination_far``, ``destination_ever``: a destination of the plan, in time within the longest
    walk, in time but farther, or at any time. ``unsuitable_in_time``: a designated place that is not
    usable, or that is not designated for what lies on the route to it.

    Beyond what decides the cause of a row (``find_causes``) nothing is looked for: False there.
    """

    off_network: BoolArray
    unknown_near: BoolArray
    destination_in_time: BoolArray
    unknown_in_time: BoolArray
    destination_far: BoolArray
    destination_ever: BoolArray
    unsuitable_in_time: BoolArray


_CAUSES = (
    Outcome.WAY_UNKNOWN,
    Outcome.CAPACITY_UNKNOWN,
    Outcome.NO_CAPACITY,
    Outcome.CAPACITY_UNKNOWN,
    Outcome.NO_SUITABLE_PLACE,
    Outcome.TOO_LATE,
    Outcome.NO_SUITABLE_PLACE,
    Outcome.NO_SAFE_WAY,
)


def find_causes(inputs: CauseInputs) -> list[Outcome]:
    """Return the cause of each row, would it have no place.

    In this order: no street held near the block (way_unknown); a place of unknown capacity in the own
    district (capacity_unknown); destinations
    within reach are full (no_capacity); nothing in reach but a place of unknown capacity
    (capacity_unknown); only destinations that are too far to walk (no_suitable_place); a destination that is
    reached too late (too_late); only places that are not usable (no_suitable_place); nothing that a
    passable street leads to (no_safe_way). No suitable place is said only where there is none: who
    finds places within reach, but all of them full, lacks a seat.

    Parameters
    ----------
    inputs
        What was gathered of the rows.

    Returns
    -------
    list[Outcome]
        Of each row.
    """
    conditions = [
        inputs.off_network,
        inputs.unknown_near,
        inputs.destination_in_time,
        inputs.unknown_in_time,
        inputs.destination_far,
        inputs.destination_ever,
        inputs.unsuitable_in_time,
    ]
    index = np.select(conditions, list(range(len(conditions))), default=len(conditions))
    return [_CAUSES[i] for i in index]


def gather_causes(
    network: Network,
    on_network: ProfileOnNetwork,
    destinations: Destinations,
    groups: PlaceGroups,
    rows: WalkingRows,
    latest: LatestTrees | None = None,
) -> CauseInputs:
    """Look at what the rows of one walking profile could have reached.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    destinations, groups
        Destinations of the plan, and places that are not.
    rows
        The rows.
    latest
        Latest departures to the destinations, where somebody has them.

    Returns
    -------
    CauseInputs
        What explains the rows.
    """
    undecided, walked = rows.node >= 0, _Walked(network, on_network)

    def looked(reaches: Callable[[WalkingRows], BoolArray]) -> BoolArray:
        """Look at the rows whose cause is not decided yet; of those that reach it, it is."""
        found = np.zeros(rows.node.size, np.bool_)
        if undecided.any():
            found[undecided] = reaches(rows.only(undecided))
            undecided[found] = False
        return found

    def in_own_district(some: WalkingRows) -> BoolArray:
        near, districts = np.zeros(some.node.size, np.bool_), np.array(groups.unknown_district, dtype=object)
        for district in sorted(set(districts[for_them])):
            here = some.district_id == district
            if here.any():
                own = groups.capacity_unknown[for_them & (districts == district)]
                near[here] = _in_time(walked, own, some.only(here))
        return near

    open_to, for_them = destinations.open_to(on_network.profile), ~groups.unknown_for_care
    for_them |= on_network.profile.first_to_seats
    places = destinations.place_row[open_to & (destinations.place_row >= 0)]
    # A place that lacks the designation for what lies on the route stands for one that is not usable, as does
    # one that is for others.
    unflagged = places[on_network.place_closed_for[places] >= 0]
    unsuitable = np.concatenate([groups.unsuitable, unflagged, destinations.place_row[~open_to]])
    return CauseInputs(
        off_network=rows.node < 0,
        unknown_near=looked(in_own_district),
        destination_in_time=looked(lambda some: some.destination_in_time),
        unknown_in_time=looked(lambda some: _in_time(walked, groups.capacity_unknown[for_them], some)),
        destination_far=looked(lambda some: _far(walked, places, some, latest)),
        destination_ever=looked(lambda some: _ever(walked, destinations, some, latest)),
        unsuitable_in_time=looked(lambda some: _in_time(walked, unsuitable, some, flagged=False)),
    )


@dataclass(frozen=True, eq=False)
class _Walked:
    """The network and who walks on it."""

    network: Network
    on_network: ProfileOnNetwork

    @cached_property
    def parts(self) -> Parts:
        """What may be walked at first, whatever closes later."""
        on_network = self.on_network
        is_open = ~closed_at_first(on_network.release)
        if on_network.allowance_ticks < 0:
            # Else bars fall close to a place, and keep nobody away for certain.
            is_open &= ~on_network.barred
        return network_parts(self.network, is_open)

    @cached_property
    def searching(self) -> Searching:
        """Searches, one after the other."""
        return Searching(self.network)

    def labels(self, ends: EndNodes, search: Search, node: IntArray) -> tuple[IntArray, IntArray]:
        """Return C and walking time at some nodes, of a search that may stop when it knows them."""
        graph = label_tree(self.searching, self.on_network, ends, search, np.unique(node))
        cost, walk, _ = read_labels(self.searching.labels, graph.number[node], search.by_latest)
        return decode_cost(cost), decode_walk(walk)


def _telling(walked: _Walked, latest: LatestTrees | None) -> LatestTrees | None:
    """Return the latest departures to the destinations where they say who reaches them, however far.

    Not where bars fall close to some of them, nor where streets open again.
    """
    on_network = walked.on_network
    fall = on_network.allowance_ticks >= 0 and bool(on_network.barred.any())
    return None if fall or on_network.segments is not None else latest


def _far(walked: _Walked, place_row: IntArray, rows: WalkingRows, latest: LatestTrees | None) -> BoolArray:
    """Whether a place is reached in time by a longer walk than anybody is asked to make."""
    on_network = walked.on_network
    if on_network.longest_ticks == NO_LIMIT:
        return np.zeros(rows.node.size, np.bool_)
    told = _telling(walked, latest)
    if told is None:
        return _in_time(walked, place_row, rows, limited=False)
    far = np.zeros(rows.node.size, np.bool_)
    for one, tree in zip(told.sets, told.trees, strict=True):
        if one.kind is not DestinationKind.SAFE_AREA:
            leave = on_network.may_leave(one.closed_for, rows.block_row)
            far |= leave & in_time(rows.leave_ticks, decode_cost(tree.cost[rows.node]))
    return far


def _ever(
    walked: _Walked, destinations: Destinations, rows: WalkingRows, latest: LatestTrees | None
) -> BoolArray:
    """Whether a street that is open at first leads to a destination, whenever it closes."""

    def reached(one: DestinationSet, some: WalkingRows) -> BoolArray:
        search = Search(by_latest=False, ignore_closings=True, closed_for=one.closed_for)
        _, walk = walked.labels(one.ends, search, some.node)
        return (walk < UNREACHED) & walked.on_network.may_leave(one.closed_for, some.block_row)

    told = _telling(walked, latest)
    if told is None:
        sets = destination_sets(walked.network, walked.on_network, destinations)
        return _any_of(walked, sets, rows, reached)
    ever = np.zeros(rows.node.size, np.bool_)
    for one, tree in zip(told.sets, told.trees, strict=True):
        leave = walked.on_network.may_leave(one.closed_for, rows.block_row)
        ever |= leave & (tree.cost[rows.node] != NOT_REACHED)
    return ever


def _in_time(
    walked: _Walked, place_row: IntArray, rows: WalkingRows, *, limited: bool = True, flagged: bool = True
) -> BoolArray:
    """Whether any of some places is reached in time, within the longest walk if ``limited``.

    Unless ``flagged``, the route may lie in a hazard that the place is not designated for.
    """
    on_network = walked.on_network
    longest = on_network.longest_ticks if limited else NO_LIMIT

    def reached(one: DestinationSet, some: WalkingRows) -> BoolArray:
        closed_for = one.closed_for if flagged else -1
        # Whatever is too late for whoever leaves first is too late for all.
        latest = cost_limit(int(some.leave_ticks.min()))
        search = Search(by_latest=True, closed_for=closed_for, limit_walk=longest, limit_cost=latest)
        cost, walk = walked.labels(one.ends, search, some.node)
        leave = on_network.may_leave(closed_for, some.block_row)
        leave &= in_time(some.leave_ticks, cost)
        return leave & (walk <= longest - some.connector_ticks)

    return _any_of(walked, place_sets(walked.network, on_network, place_row), rows, reached)


def _any_of(
    walked: _Walked, sets: Iterable[DestinationSet], rows: WalkingRows,
    reached: Callable[[DestinationSet, WalkingRows], BoolArray],
) -> BoolArray:  # fmt: skip
    """Whether rows reach any of some sets, each asked for those alone who may and reached none before."""
    found = np.zeros(rows.node.size, np.bool_)
    for one in sets:
        # To whom no way is open at first, none is later.
        asked = ~found & walked.parts.leads(rows.node, one.ends.nodes)
        if asked.any():
            found[asked] = reached(one, rows.only(asked))
    return found
