"""Latest safe departures and time margins.

``L(u) = max over arcs (u, v) of min(L(v), closes(u, v)) − walk(u, v)``, backwards from every destination
of the plan. Margin = L − departure; negative: these people need another answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.tables.stages import BlockMargin
from evacuation.clock import UNREACHED, latest_departure_s
from evacuation.destinations import Destinations
from evacuation.kept_latest import LatestTrees, latest_trees
from evacuation.network import FloatArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.short_clock import NOT_REACHED, decode_cost


@dataclass(frozen=True, slots=True, eq=False)
class LatestCosts:
    """C(u) of one walking profile to the best destination of each kind of start, shape (starts, nodes).

    ``labels`` are these in 32 bits (``evacuation.short_clock``), ``closed_for`` is the row of
    ``ProfileOnNetwork.closed_for_blocks`` that goes with each, and ``trees`` what they were read off.
    """

    on_network: ProfileOnNetwork
    labels: Int32Array
    closed_for: tuple[int, ...]
    trees: LatestTrees | None = None

    def nodes(self) -> IntArray:
        """Return C(u) to the best of all, shape (nodes,).

        Returns
        -------
        IntArray
            Costs C, shape (nodes,).
        """
        return decode_cost(np.asarray(self.labels.min(axis=0, initial=NOT_REACHED), np.int32))

    def blocks(self, network: Network, block_row: IntArray) -> IntArray:
        """Return C at the access nodes of blocks, by destinations that their people may be led to.

        Parameters
        ----------
        network
            The network.
        block_row
            Rows of the block table, shape (n,).

        Returns
        -------
        IntArray
            Costs C, shape (n,).
        """
        best = np.full(block_row.size, NOT_REACHED, np.int32)
        node = network.block_node[block_row]
        for label, closed_for in zip(self.labels, self.closed_for, strict=True):
            may = self.on_network.may_leave(closed_for, block_row)
            best = np.where(may, np.minimum(best, label[node]), best)
        return np.where(node >= 0, decode_cost(best), UNREACHED)


def latest_costs(
    network: Network,
    on_network: ProfileOnNetwork,
    destinations: Destinations,
    before: LatestTrees | None = None,
) -> LatestCosts:
    """Search for the latest departures of one walking profile to the destinations of the plan.

    The limit itself, without the reserve, however long the walk (too far is not too late); only refuge
    buildings allow barred arcs at the end.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    destinations
        Destinations of the plan.
    before
        Latest departures of a plan before, of which a closing leaves most; None for none.

    Returns
    -------
    LatestCosts
        Costs C of every set of destinations.
    """
    trees = latest_trees(network, on_network, destinations, before)
    labels = np.array([one.cost for one in trees.trees], np.int32).reshape(len(trees.trees), network.n_nodes)
    return LatestCosts(on_network, labels, tuple(one.closed_for for one in trees.sets), trees)


def block_margin(
    network: Network,
    blocks: gpd.GeoDataFrame,
    demand: pd.DataFrame,
    routes: pd.DataFrame,
    latest_by_profile: Mapping[str, LatestCosts],
    *,
    block_reached_s: FloatArray,
    margin_known: bool,
) -> pd.DataFrame:
    """Return the time limits of each block and walking profile that has people to move.

    Those of the routes that they are sent by, and apart from them that of the best destination, regardless of
    seats and of the longest walk.

    Parameters
    ----------
    network, blocks, demand, routes
        The network, ``Blocks``, ``Demand`` and ``Routes``.
    latest_by_profile
        Latest departures of each walking profile.
    block_reached_s
        When the hazard reaches each block itself [s after t0], +inf never, shape (blocks,).
    margin_known
        False where nobody has published an arrival: margins are then NaN.

    Returns
    -------
    pandas.DataFrame
        ``BlockMargin``, sorted by block and walking profile.
    """
    profiles = pd.Index(demand["profile_id"]).unique().sort_values()
    found, of_row = np.unique(_walked_from(blocks, profiles, demand), return_inverse=True)
    # Those assumed to stay stand beside the slowest: they decide only where nobody leaves.
    departs_s = np.full(found.size, np.inf)
    np.minimum.at(departs_s, of_row, demand["departure_s"].to_numpy(np.float64))
    rows, of_profile = np.divmod(found, max(len(profiles), 1))
    profile_id = profiles.to_numpy(object)[of_profile]
    latest = np.full(found.size, -np.inf)
    for name, costs in latest_by_profile.items():
        mask = profile_id == name
        connector = costs.on_network.block_connector[rows[mask]]
        latest[mask] = latest_departure_s(costs.blocks(network, rows[mask]) + connector)
    latest = np.minimum(latest, block_reached_s[rows])
    unknown = np.full(found.size, np.nan)
    of_route = np.searchsorted(found, _walked_from(blocks, profiles, routes))
    limits = route_limits(routes, of_route, found.size)
    table = pd.DataFrame({
        "block_id": pd.array(blocks.index.to_numpy(object)[rows], dtype="str"),
        "profile_id": pd.array(profile_id, dtype="str"),
        "departure_s": departs_s,
        "best_latest_departure_s": latest,
        "best_margin_s": latest - departs_s if margin_known else unknown,
        **limits,
    })  # fmt: skip
    if not margin_known:
        table["route_margin_s"] = unknown
    table.index = pd.RangeIndex(len(table), name="row")
    return BlockMargin.check(table[BlockMargin.columns()])


def _walked_from(blocks: pd.DataFrame, profiles: pd.Index, table: pd.DataFrame) -> IntArray:
    """Return a number of the block and walking profile of each row of a table, in the order of both."""
    block_row, profile = (
        index.get_indexer(pd.Index(table[name]))
        for index, name in ((blocks.index, "block_id"), (profiles, "profile_id"))
    )
    return np.asarray(block_row * len(profiles) + profile, np.int64)


def route_limits(
    routes: pd.DataFrame, group: IntArray, count: int
) -> dict[str, np.ndarray[tuple[int], np.dtype[Any]]]:
    """Return the earliest limit of the routes of each block and walking profile.

    Parameters
    ----------
    routes
        ``Routes``.
    group
        Number of the block and walking profile of each route, shape (routes,).
    count
        How many of these there are.

    Returns
    -------
    dict of str to numpy.ndarray
        ``route_latest_departure_s``, ``route_latest_departure_persons``, ``route_margin_s``,
        ``below_reserve_persons`` as in ``BlockMargin``, shape (count,).
    """
    latest_s, persons = (
        routes["latest_departure_s"].to_numpy(np.float64),
        routes["persons"].to_numpy(np.int64),
    )
    # Of every route: who leaves later by a route of a later limit may have less left.
    margin_s = latest_s - routes["depart_s"].to_numpy(np.float64)
    earliest, smallest = np.full((2, count), np.inf)
    np.minimum.at(earliest, group, latest_s)
    np.minimum.at(smallest, group, margin_s)
    on_first, below = np.zeros((2, count), np.int64)
    first, late = latest_s == earliest[group], routes["below_reserve"].to_numpy(np.bool_)
    np.add.at(on_first, group[first], persons[first])
    np.add.at(below, group[late], persons[late])
    nobody = np.bincount(group, minlength=count) == 0
    earliest[nobody] = smallest[nobody] = np.nan
    return {
        "route_latest_departure_s": earliest,
        "route_latest_departure_persons": on_first,
        "route_margin_s": smallest,
        "below_reserve_persons": below,
    }
