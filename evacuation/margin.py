"""Latest safe departures and time margins.

``L(u) = max over arcs (u, v) of min(L(v), closes(u, v)) − walk(u, v)``, backwards from every target
of the plan. Margin = L − departure; negative: these people need another answer.
"""

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.tables.stages import BlockMargin
from domain.vocabulary import TargetKind, WalkerGroup
from evacuation.kernels.search import UNREACHED
from evacuation.network import FloatArray, IntArray, Network
from evacuation.reach import Search, grow_tree
from evacuation.speeds import TICKS_PER_S, departure_seconds
from evacuation.starts import target_starts
from evacuation.targets import Targets
from evacuation.walkers import Walkers


def latest_cost(network: Network, walkers: Walkers, targets: Targets) -> IntArray:
    """Return C(u) to the best target of the plan for one walker group, shape (nodes,).

    Safe ground keeps the reserve; only refuge buildings allow barred arcs at the end.
    """
    cost = np.full(network.n_nodes, UNREACHED, np.int64)
    for starts in target_starts(network, walkers, targets):
        search = Search(
            by_latest=True, reserved=starts.kind is TargetKind.SAFE_AREA,
            allowance=starts.kind is TargetKind.REFUGE_BUILDING, shut=starts.shut,
        )  # fmt: skip
        tree = grow_tree(network, walkers, starts.nodes, starts.ticks, search)
        cost = np.minimum(cost, tree.cost)
    return cost


def node_latest_departure_s(network: Network, walkers: Walkers, targets: Targets) -> FloatArray:
    """Return L(u) per node [s after t0]: +inf no limit, −inf no safe way."""
    return departure_seconds(latest_cost(network, walkers, targets))


def block_margin(
    network: Network,
    blocks: gpd.GeoDataFrame,
    demand: pd.DataFrame,
    walkers: dict[WalkerGroup, Walkers],
    targets: Targets,
    *,
    margin_known: bool,
) -> pd.DataFrame:
    """Return the margin of each block and walker group that has people to move.

    It is that of those who leave first; where nobody is assumed to leave, of those who stay.

    Parameters
    ----------
    network, blocks, demand
        The network, ``Blocks`` and ``Demand``.
    walkers
        Walker groups on the network.
    targets
        Targets of the plan.
    margin_known
        False where nobody has published an arrival: margins are then NaN.

    Returns
    -------
    pandas.DataFrame
        ``BlockMargin``, sorted by block and walker group.
    """
    # Those assumed to stay stand beside the slowest: they decide only where nobody leaves.
    starts = demand.groupby(["block_id", "walker"])["departure_s"].min().sort_index().reset_index()
    latest = np.full(len(starts), -np.inf)
    rows = blocks.index.get_indexer(pd.Index(starts["block_id"]))
    for group, on_network in walkers.items():
        cost = latest_cost(network, on_network, targets)
        mask = (starts["walker"] == group.value).to_numpy()
        node = network.block_node[rows[mask]]
        departure = departure_seconds(cost[node]) - on_network.block_connector[rows[mask]] / TICKS_PER_S
        latest[mask] = np.where(node >= 0, departure, -np.inf)
    margin = latest - starts["departure_s"].to_numpy() if margin_known else np.full(len(starts), np.nan)
    table = starts.assign(latest_departure_s=latest, margin_s=margin)
    table.index = pd.RangeIndex(len(table), name="row")
    return BlockMargin.check(table)
