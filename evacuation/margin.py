"""Latest safe departures and time margins.

``L(u) = max over arcs (u, v) of min(L(v), closes(u, v)) − walk(u, v)``, backwards from every destination
of the plan. Margin = L − departure; negative: these people need another answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.tables.stages import BlockMargin
from domain.vocabulary import DestinationKind
from evacuation.clock import UNREACHED, latest_departure_s
from evacuation.destination_sets import destination_sets
from evacuation.destinations import Destinations
from evacuation.network import FloatArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.trees import Search, grow_tree


@dataclass(frozen=True, slots=True, eq=False)
class LatestCosts:
    """C(u) of one walking profile to the best destination of each kind of start, shape (starts, nodes).

    ``closed_for`` is the row of ``ProfileOnNetwork.closed_for_blocks`` that goes with each.
    """

    on_network: ProfileOnNetwork
    cost: IntArray
    closed_for: tuple[int, ...]

    def nodes(self) -> IntArray:
        """Return C(u) to the best of all, shape (nodes,).

        Returns
        -------
        IntArray
            Costs C, shape (nodes,).
        """
        return np.asarray(self.cost.min(axis=0, initial=UNREACHED), np.int64)

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
        best = np.full(block_row.size, UNREACHED, np.int64)
        node = network.block_node[block_row]
        for cost, closed_for in zip(self.cost, self.closed_for, strict=True):
            may = self.on_network.may_leave(closed_for, block_row)
            best = np.where(may, np.minimum(best, cost[node]), best)
        return np.where(node >= 0, best, UNREACHED)


def latest_costs(network: Network, on_network: ProfileOnNetwork, destinations: Destinations) -> LatestCosts:
    """Search for the latest departures of one walking profile to the destinations of the plan.

    The limit itself, without the reserve, however long the walk (too far is not too late); only refuge
    buildings allow barred arcs at the end.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    destinations
        Destinations of the plan.

    Returns
    -------
    LatestCosts
        Costs C of every set of destinations.
    """
    costs, closed_for = [], []
    for one in destination_sets(network, on_network, destinations):
        search = Search(
            by_latest=True, allowance=one.kind is DestinationKind.REFUGE_BUILDING, closed_for=one.closed_for,
            reopening=True,
        )  # fmt: skip
        costs.append(grow_tree(network, on_network, one.ends, search).cost)
        closed_for.append(one.closed_for)
    cost = np.array(costs, np.int64).reshape(len(costs), network.n_nodes)
    return LatestCosts(on_network, cost, tuple(closed_for))


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
    # Those assumed to stay stand beside the slowest: they decide only where nobody leaves.
    starts = demand.groupby(["block_id", "profile_id"])["departure_s"].min().sort_index().reset_index()
    latest = np.full(len(starts), -np.inf)
    rows = blocks.index.get_indexer(pd.Index(starts["block_id"]))
    for profile_id, costs in latest_by_profile.items():
        mask = (starts["profile_id"] == profile_id).to_numpy()
        connector = costs.on_network.block_connector[rows[mask]]
        latest[mask] = latest_departure_s(costs.blocks(network, rows[mask]) + connector)
    latest = np.minimum(latest, block_reached_s[rows])
    margin = latest - starts["departure_s"].to_numpy() if margin_known else np.full(len(starts), np.nan)
    table = starts.assign(best_latest_departure_s=latest, best_margin_s=margin)
    table = table.merge(route_limits(routes), on=["block_id", "profile_id"], how="left")
    counts = ["route_latest_departure_persons", "below_reserve_persons"]
    table[counts] = table[counts].fillna(0).astype(np.int64)
    if not margin_known:
        table["route_margin_s"] = np.nan
    table.index = pd.RangeIndex(len(table), name="row")
    return BlockMargin.check(table[BlockMargin.columns()])


def route_limits(routes: pd.DataFrame) -> pd.DataFrame:
    """Return the earliest limit of the routes of each block and walking profile.

    Parameters
    ----------
    routes
        ``Routes``.

    Returns
    -------
    pandas.DataFrame
        Columns ``block_id``, ``profile_id``, ``route_latest_departure_s``,
        ``route_latest_departure_persons``, ``route_margin_s``, ``below_reserve_persons`` as in
        ``BlockMargin``; one row a block and walking profile that anybody walks from.
    """
    keys = ["block_id", "profile_id"]
    # Column by column: geopandas looks long for a geometry in a part of its table that has none.
    wanted = (*keys, "persons", "depart_s", "latest_departure_s", "below_reserve")
    rows = pd.DataFrame({name: routes[name] for name in wanted})
    earliest = rows.groupby(keys)["latest_departure_s"].transform("min")
    first = rows["latest_departure_s"] == earliest
    rows = rows.assign(
        on_first=rows["persons"].where(first, 0),
        # Of every route: who leaves later by a route of a later limit may have less left.
        margin_s=rows["latest_departure_s"] - rows["depart_s"],
        below=rows["persons"].where(rows["below_reserve"], 0),
    )
    return rows.groupby(keys, as_index=False).agg(
        route_latest_departure_s=("latest_departure_s", "min"),
        route_latest_departure_persons=("on_first", "sum"),
        route_margin_s=("margin_s", "min"),
        below_reserve_persons=("below", "sum"),
    )
