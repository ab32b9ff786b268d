"""What everybody can reach in time, found by plain searches in networkx dictionaries."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domain.vocabulary import Departure
from evacuation.aims import Options
from evacuation.assignment import keep_preferred
from evacuation.clock import HORIZON, TICKS_PER_S, UNREACHED
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.profile_on_network import ProfileOnNetwork, put_on_network
from verification.search import (
    Adjacency,
    Routes,
    closed_row,
    is_for,
    latest_cost,
    longest_walk,
    network_graph,
    routes_to,
)

#: Told how many destinations have been searched for, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class ProfileRows:
    """Demand rows of one walking profile, parallel arrays of shape (rows,).

    Parameters
    ----------
    rows, block, access_node
        Position in the demand, in the block table, and on the network.
    leave
        When they reach the access node [0.1 s after t0]; the largest whole number where the hazard reaches
        their block before they leave it.
    connector
        Walk from the block to it [0.1 s].
    """

    rows: IntArray
    block: IntArray
    access_node: IntArray
    leave: IntArray
    connector: IntArray

    def in_time(self, routes: Routes, longest: int) -> BoolArray:
        """Whether a destination is reached in time by its routes.

        Parameters
        ----------
        routes
            Routes to it.
        longest
            Longest walk [0.1 s].

        Returns
        -------
        BoolArray
            Shape (rows,).
        """
        cost, walk = routes.cost[self.access_node], routes.walk[self.access_node]
        in_time = (self.access_node >= 0) & (self.leave <= HORIZON - cost)
        return np.asarray(in_time & (walk + self.connector <= longest), np.bool_)

    def keeps_reserve(self, routes: Routes, walking: ProfileOnNetwork) -> BoolArray:
        """Whether the reserve is left before the limit of the routes.

        Parameters
        ----------
        routes
            Routes to a destination.
        walking
            Who walks.

        Returns
        -------
        BoolArray
            Shape (rows,).
        """
        limit = HORIZON - routes.cost[self.access_node] - walking.reserve_ticks
        return np.asarray(self.leave <= limit, np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class NetworkxReach:
    """What networkx found; tables of shape (destinations, demand rows).

    Parameters
    ----------
    feasible, in_reserve, by_shortest
        Whether a destination is reached in time, with the reserve, and by the shortest route.
    walk
        Walk of the route taken, connector of the block included [0.1 s].
    shortest_walk
        Walk of the shortest route, be it in time or not, connector of the block included [0.1 s].
    access_node
        Node position that each demand row starts from; −1 for none, shape (rows,).
    next_node
        Next node of the routes by profile, destination, and whether they are the shortest.
    latest_cost
        C(u) of the first profile to the best destination, shape (nodes,).
    searches
        Number of searches.
    """

    feasible: BoolArray
    in_reserve: BoolArray
    by_shortest: BoolArray
    walk: IntArray
    shortest_walk: IntArray
    access_node: IntArray
    next_node: dict[tuple[str, int, bool], Int32Array]
    latest_cost: IntArray
    searches: int


def profiles_on_network(inputs: EvacuationInputs) -> dict[str, ProfileOnNetwork]:
    """Return the walking profiles on the network, by id.

    Parameters
    ----------
    inputs
        What the stage takes.

    Returns
    -------
    dict[str, ProfileOnNetwork]
        All of them, whether anybody walks so or not.
    """
    earliest = float(inputs.demand["departure_s"].min()) if len(inputs.demand) else -np.inf
    passage = replace(inputs.passage, earliest_departure_s=earliest)
    return {
        profile.profile_id: put_on_network(
            inputs.network, inputs.streets, passage, profile, inputs.day_time, inputs.settings
        )
        for profile in inputs.profiles
    }  # fmt: skip


def profile_rows(inputs: EvacuationInputs, walking: ProfileOnNetwork) -> ProfileRows:
    """Return the demand rows of a walking profile.

    Parameters
    ----------
    inputs
        What the stage takes.
    walking
        Who walks.

    Returns
    -------
    ProfileRows
        In the order of the demand.
    """
    rows = np.flatnonzero((inputs.demand["profile_id"] == walking.profile.profile_id).to_numpy())
    block = inputs.blocks.index.get_indexer(pd.Index(inputs.demand["block_id"].iloc[rows]))
    connector = walking.block_connector[block]
    depart_s = inputs.demand["departure_s"].to_numpy()[rows]
    leave = np.ceil(depart_s * TICKS_PER_S - 1e-6).astype(np.int64) + connector
    # The hazard is at the block before they leave: no limit is late enough.
    leave[depart_s > inputs.block_reached_s[block]] = np.iinfo(np.int64).max
    return ProfileRows(rows, block, inputs.network.block_node[block], leave, connector)


def networkx_reach(inputs: EvacuationInputs, progress: Progress | None = None) -> NetworkxReach:
    """Search for every destination and walking profile.

    Parameters
    ----------
    inputs
        What the stage takes.
    progress
        Told each destination.

    Returns
    -------
    NetworkxReach
        What everybody can reach.
    """
    placed = profiles_on_network(inputs)
    parts = {profile_id: profile_rows(inputs, walking) for profile_id, walking in placed.items()}
    shape = (len(inputs.destinations), len(inputs.demand))
    feasible, in_reserve, by_shortest = np.zeros((3, *shape), np.bool_)
    walk, shortest_walk = np.full((2, *shape), UNREACHED, np.int64)
    access_node = np.full(shape[1], -1, np.int64)
    next_node: dict[tuple[str, int, bool], Int32Array] = {}
    walked = [profile_id for profile_id, part in parts.items() if part.rows.size]
    first = inputs.profiles[0].profile_id
    best = np.full(inputs.network.n_nodes, UNREACHED, np.int64)
    searches = done = 0
    for profile_id in dict.fromkeys([first, *walked]):
        walking, part = placed[profile_id], parts[profile_id]
        # One graph at a time: it is the largest thing here.
        adjacency: Adjacency = dict(network_graph(inputs, walking).adjacency())
        if profile_id == first:
            best, searches = latest_cost(inputs, walking, adjacency), searches + 2
        if not part.rows.size:
            continue
        access_node[part.rows] = part.access_node
        for i, kind in enumerate(inputs.destinations.kind):
            shortest = routes_to(inputs, adjacency, walking, i, by_latest=False)
            late = routes_to(inputs, adjacency, walking, i, by_latest=True) if walking.timed else shortest
            searches += 2 if walking.timed else 1
            may = walking.may_leave(closed_row(inputs, walking, i), part.block) & is_for(inputs, walking, i)
            longest = longest_walk(kind, walking)
            short_ok, late_ok = (may & part.in_time(routes, longest) for routes in (shortest, late))
            if walking.segments is not None:
                # What counts on a street to open again does not keep the reserve.
                plain = routes_to(inputs, adjacency, walking, i, by_latest=True, reopening=False)
            else:
                plain = late
            short_keeps = short_ok & part.keeps_reserve(shortest, walking)
            plain_ok = may & part.in_time(plain, longest)
            late_ok |= plain_ok
            late_keeps = plain_ok & part.keeps_reserve(plain, walking)
            by_short = short_keeps | (short_ok & ~late_keeps)
            feasible[i, part.rows], in_reserve[i, part.rows] = short_ok | late_ok, short_keeps | late_keeps
            by_shortest[i, part.rows] = by_short
            # Whoever has a way in time that is never shut does not wait for one that opens.
            later = np.where(plain_ok, plain.walk[part.access_node], late.walk[part.access_node])
            taken = np.where(by_short, shortest.walk[part.access_node], later)
            walk[i, part.rows] = taken + part.connector
            shortest_walk[i, part.rows] = shortest.walk[part.access_node] + part.connector
            next_node[profile_id, i, True] = shortest.next_node
            next_node[profile_id, i, False] = late.next_node
            done += 1
            if progress is not None:
                progress(done, shape[0] * len(walked))
    return NetworkxReach(
        feasible, in_reserve, by_shortest, walk, shortest_walk, access_node, next_node, best, searches
    )


def reach_options(inputs: EvacuationInputs, reach: NetworkxReach) -> Options:
    """Return the pairs of demand row and destination that are possible.

    Parameters
    ----------
    inputs
        What the stage takes.
    reach
        What everybody can reach.

    Returns
    -------
    Options
        Sorted by row and destination.
    """
    destinations = inputs.destinations
    kept = keep_preferred(reach.in_reserve, reach.feasible, destinations.tier, destinations.capacity)
    row, destination = np.nonzero(kept.T)
    limited = destinations.capacity >= 0
    home = inputs.demand["district_id"].to_numpy()
    there = np.array([*destinations.district_id, ""], dtype=object)
    own = (there[destination] == home[row]) | ~limited[destination]
    rank = np.where(limited, destinations.tier - destinations.tier[limited].min(initial=99), 0)
    aside = (~own).astype(np.int64) + rank[destination]
    leaving = (inputs.demand["departure"] != Departure.NOT_LEAVING.value).to_numpy()
    below = (~reach.in_reserve[destination, row] & leaving[row]).astype(np.int64)
    return Options(
        row.astype(np.int64), destination.astype(np.int64), reach.walk[destination, row], aside, below
    )
