"""What districts hang on against networkx: cuts, bridges, corners and dominators of the streets to walk.

Which streets can be walked in time is taken from the stages: it is the question, not the answer. A few
districts are looked at, those with fewest ways: plain networkx takes up to half a minute for each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from domain.tables.isolation import ISOLATION_MOST, IsolationState
from evacuation.clock import departure_ticks
from evacuation.network import IntArray, Network
from evacuation.passable import Passable, SafetySet, Starts, passable_arcs, safety_sets
from planning.block_ground import BlockGround
from planning.case import Case
from planning.isolation import Isolation
from planning.plan import Plan
from verification.verify import Check, check

#: Districts that are looked at, and arcs of theirs after which no other is begun.
_DISTRICTS, _ENOUGH_ARCS = 3, 50_000
_START, _SAFETY = "start", "safety"


@dataclass(frozen=True, slots=True, eq=False)
class _District:
    """The streets that the counted people of a district can walk in time, and what is told of them.

    ``node`` has the access node of each counted block.
    """

    network: Network
    passable: Passable
    row: "pd.Series[Any]"
    blocks: pd.DataFrame
    node: IntArray


def hanging_checks(case: Case, plan: Plan, ground: BlockGround, isolation: Isolation) -> tuple[Check, ...]:
    """Compare what districts hang on with networkx.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.
    isolation
        What ``planning.isolation.find_isolation`` said of all districts.

    Returns
    -------
    tuple[Check, ...]
        Numbers of ways with the streets of the cuts (``nx.minimum_edge_cut``), streets that every route
        takes (``nx.immediate_dominators``), bridges (``nx.bridges``), and corners that every route passes
        (``nx.immediate_dominators``, ``nx.articulation_points``).
    """
    counted = isolation.districts[isolation.districts["state"] == IsolationState.COUNTED.value]
    told = counted.sort_values(["ways", "persons"], ascending=[True, False], kind="stable").head(_DISTRICTS)
    looked_at: list[_District] = []
    for one in _districts(case, plan, ground, isolation, told):
        looked_at.append(one)
        if sum(int(other.passable.arcs.sum()) for other in looked_at) > _ENOUGH_ARCS:
            break
    blocks = pd.concat([one.blocks for one in looked_at]) if looked_at else isolation.blocks.iloc[:0]
    dominators = [nx.immediate_dominators(_walked(one).reverse(copy=False), _SAFETY) for one in looked_at]
    return (
        check("ways", len(looked_at), [one.row.name for one in looked_at if not _same_ways(one)]),
        check(
            "single",
            len(blocks),
            [
                block
                for one, above in zip(looked_at, dominators, strict=True)
                for block in _other_singles(one, above)
            ],
        ),
        check("bridges", len(blocks), [block for one in looked_at for block in _untold_bridges(one)]),
        check(
            "corners",
            len(blocks),
            [
                block
                for one, above in zip(looked_at, dominators, strict=True)
                for block in _other_corners(one, above)
            ],
        ),
    )


def _districts(
    case: Case, plan: Plan, ground: BlockGround, isolation: Isolation, told: pd.DataFrame
) -> Iterator[_District]:
    inputs = ground.inputs
    network, profile = inputs.network, inputs.profiles[0].profile_id
    on_network = ground.on_network[profile]
    safety: tuple[SafetySet, ...] = safety_sets(network, on_network, inputs.destinations, inputs.safe_ground)
    leaves_s = plan.demand[plan.demand["persons"] > 0].groupby("block_id")["departure_s"].max()
    for district_id, row in told.iterrows():
        own = isolation.blocks[isolation.blocks["district_id"] == district_id]
        at = case.city.blocks.index.get_indexer(own.index)
        own_s = leaves_s.reindex(own.index).to_numpy(np.float64)
        leave, node = departure_ticks(own_s), network.block_node[at]
        on_street = (node >= 0) & (own_s <= inputs.block_reached_s[at])
        starts = Starts(node[on_street], (leave + on_network.block_connector[at])[on_street])
        passable = passable_arcs(network, on_network, ground.usable[profile], safety, starts)
        counted = (own["state"] == IsolationState.COUNTED.value).to_numpy()
        yield _District(network, passable, row, own[counted], node[counted])


def _arcs(one: _District, without: Iterable[int] = ()) -> Iterator[tuple[int, int, int | str]]:
    """Yield the arcs that can be walked, with their ends; all that is safe is one node."""
    network, safe, tails = one.network, one.passable.safe, one.network.arc_tail()
    streets = network.street_id[network.arc_street]
    kept = one.passable.arcs & ~safe[tails] & ~np.isin(streets, list(without))
    for arc in np.flatnonzero(kept).tolist():
        head = int(network.arc_head[arc])
        yield arc, int(tails[arc]), _SAFETY if safe[head] else head


def _walked(one: _District, without: Iterable[int] = ()) -> "nx.DiGraph[Any]":
    """Return a graph in which each arc is a node between its ends, so that none hides another."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from((_START, _SAFETY, *one.node.tolist()))
    for arc, tail, head in _arcs(one, without):
        graph.add_edge(tail, ("arc", arc))
        graph.add_edge(("arc", arc), head)
    return graph


def _same_ways(one: _District) -> bool:
    """Whether networkx counts as many ways, and the streets told part the people from safety."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    start = set(one.node.tolist())
    for arc, tail, head in _arcs(one):
        ends = [_START if end in start else end for end in (tail, head)]
        if ends[0] != ends[1]:
            graph.add_edge(ends[0], ("arc", arc))
            graph.add_edge(("arc", arc), ends[1])
    if pd.isna(one.row["ways"]):
        nx.set_edge_attributes(graph, dict.fromkeys(graph.edges, 1), "capacity")
        flow = nx.algorithms.flow.edmonds_karp(graph, _START, _SAFETY, cutoff=ISOLATION_MOST)
        return bool(flow.graph["flow_value"] >= ISOLATION_MOST)
    if len(nx.minimum_edge_cut(graph, _START, _SAFETY)) != one.row["ways"]:
        return False
    left = _walked(one, one.row["street_ids"])
    return not any(nx.has_path(left, node, _SAFETY) for node in start)


def _other_singles(one: _District, above: dict[Any, Any]) -> Iterator[str]:
    """Yield the blocks of which networkx finds other streets that every route takes."""
    streets = one.network.street_id[one.network.arc_street]
    for block, node in zip(one.blocks.index, one.node.tolist(), strict=True):
        found, at = set(), node
        while at != _SAFETY:
            if isinstance(at, tuple):
                found.add(int(streets[at[1]]))
            at = above[at]
        if found != set(one.blocks.loc[block, "street_ids"]):
            yield str(block)


def _untold_bridges(one: _District) -> Iterator[str]:
    """Yield the blocks of which a bridge of the graph, walked either way, is on the way and not told."""
    network = one.network
    streets = network.street_id[network.arc_street]
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from((_SAFETY, *one.node.tolist()))
    for arc, tail, head in _arcs(one):
        piece = ("piece", min(arc, int(network.arc_reverse[arc])))
        graph.add_edges_from([(tail, piece), (piece, head)])
    bridges = list(nx.bridges(graph))
    whole = graph.copy()
    whole.remove_edges_from(bridges)
    part = {node: k for k, nodes in enumerate(nx.connected_components(whole)) for node in nodes}
    tree: nx.Graph[int] = nx.Graph()
    tree.add_nodes_from(set(part.values()))
    for u, v in bridges:
        piece = u if isinstance(u, tuple) else v
        tree.add_edge(part[u], part[v], street=int(streets[piece[1]]))
    for block, node in zip(one.blocks.index, one.node.tolist(), strict=True):
        way = nx.shortest_path(tree, part[node], part[_SAFETY])
        crossed = {tree.edges[ends]["street"] for ends in pairwise(way)}
        if not crossed <= set(one.blocks.loc[block, "street_ids"]):
            yield str(block)


def _other_corners(one: _District, above: dict[Any, Any]) -> Iterator[str]:
    """Yield the blocks of which networkx finds other corners that every route passes.

    Those at an end of a street that every route takes are told with the street. Corners that part the graph,
    walked either way, between a block and safety must be among them.
    """
    network, tails = one.network, one.network.arc_tail()
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from((_SAFETY, *one.node.tolist()))
    graph.add_edges_from((tail, head) for _, tail, head in _arcs(one))
    parting = set(nx.articulation_points(graph))
    tree: nx.Graph[Any] = nx.Graph()
    for number, part in enumerate(nx.biconnected_components(graph)):
        tree.add_edges_from((("part", number), ("node", end)) for end in part)
    for block, node in zip(one.blocks.index, one.node.tolist(), strict=True):
        passed, ends, at = [], {node}, above[node]
        while at != _SAFETY:
            if isinstance(at, tuple):
                ends |= {int(tails[at[1]]), int(network.arc_head[at[1]])}
            else:
                passed.append(at)
            at = above[at]
        corners = [at for at in passed if network.node_id[at] >= 0 and at not in ends]
        way = nx.shortest_path(tree, ("node", node), ("node", _SAFETY))
        met = {at for kind, at in way if kind == "node" and at in parting}
        told = set(one.blocks.loc[block, "node_ids"])
        if {int(network.node_id[at]) for at in corners} != told or not met <= {node, *passed, _SAFETY}:
            yield str(block)
