"""When the edges of a graph of others are shut for a while, and where people may wait for them to open."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np

from evacuation.windows import StreetWindows
from sonae.edge_values import FloatArray, least, number
from sonae.graph_problems import GraphProblem, listed

#: Value of a node: until when people may wait there [s after t0].
WAIT_UNTIL = "wait_until_s"

Window = tuple[float, float]


def edge_windows(
    edges: list[tuple[Any, ...]],
    data: Sequence[Mapping[str, Any]],
    names: tuple[str, str],
    problems: list[GraphProblem],
    *,
    most_s: float,
) -> list[list[Window]]:
    """Return when each edge is shut: windows in order that neither overlap nor touch.

    Parameters
    ----------
    edges, data
        The edges, and their values.
    names
        Names of the values that hold the windows, and the first closing.
    problems
        What is wrong is added here, a sentence each.
    most_s
        Latest and earliest time that can be told [s from t0].

    Returns
    -------
    list
        Windows of each edge; −inf from the start, inf for good.
    """
    shut, closes = names
    found: list[list[Window]] = []
    wrong: list[int] = []
    other: list[int] = []
    for edge, values in enumerate(data):
        own = _read(values.get(shut), most_s)
        if own is None:
            wrong.append(edge)
        elif own and values.get(closes) is not None and not _is_first(values[closes], own[0][0]):
            other.append(edge)
        found.append(own or [])
    if wrong:
        problems.append(
            listed("windows", [edges[i] for i in wrong], [data[i][shut] for i in wrong], name=shut)
        )
    if other:
        cells = [data[i][closes] for i in other]
        problems.append(listed("windows_begin", [edges[i] for i in other], cells, name=closes, shut=shut))
    return found


def _read(cell: Any, most_s: float) -> list[Window] | None:
    """Return the windows of one edge, merged; None where they are no windows."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return []
    if not isinstance(cell, (list, tuple, np.ndarray)):
        return None
    windows: list[Window] = []
    for one in cell:
        if not isinstance(one, (list, tuple, np.ndarray)) or len(one) != 2:
            return None
        try:
            begin, end = number(one[0]), number(one[1])
        except (TypeError, ValueError):
            return None
        # NaN is before nothing.
        told = all(abs(time) <= most_s for time in (begin, end) if math.isfinite(time))
        if not (begin < end and told and begin < math.inf):
            return None
        windows.append((begin, end))
    merged: list[Window] = []
    for begin, end in sorted(windows):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def _is_first(cell: Any, begin: float) -> bool:
    try:
        return least(cell) in {begin, math.inf}
    except (TypeError, ValueError):
        # ``edge_values`` says so.
        return True


def street_windows(
    graph: "nx.Graph[Any]",
    nodes: list[Any],
    edges: list[tuple[Any, ...]],
    windows: list[list[Window]],
    closes_at_s: FloatArray,
    problems: list[GraphProblem],
) -> tuple[StreetWindows, FloatArray]:
    """Return windows as the engine takes them, and when each edge closes for good [s after t0].

    Parameters
    ----------
    graph
        Its nodes may say until when people may wait there.
    nodes, edges
        Nodes and edges in the order of the arrays.
    windows
        Windows of each edge (``edge_windows``).
    closes_at_s
        When edges without windows close [s after t0], shape (edges,).
    problems
        What is wrong is added here, a sentence each.

    Returns
    -------
    windows : StreetWindows
        Those that end. Where a node does not say until when people may wait there, it is until the first of
        its edges closes for good.
    closes_for_good_s : FloatArray
        Shape (edges,).
    """
    for_good = closes_at_s.copy()
    rows: list[tuple[int, float, float]] = []
    for edge, own in enumerate(windows):
        if own:
            for_good[edge] = own[-1][0] if math.isinf(own[-1][1]) else np.inf
            rows += [(edge, begin, end) for begin, end in own if math.isfinite(end)]
    if not rows:
        return StreetWindows(), for_good
    wait_until_s = _wait_until_s(graph, nodes, edges, for_good, problems)
    street, from_s, until_s = np.array(rows, np.float64).T
    return StreetWindows(street.astype(np.int64), from_s, until_s, wait_until_s), for_good


def _wait_until_s(
    graph: "nx.Graph[Any]",
    nodes: list[Any],
    edges: list[tuple[Any, ...]],
    for_good_s: FloatArray,
    problems: list[GraphProblem],
) -> FloatArray:
    """Return until when people may wait at each node, shape (nodes,)."""
    until_s = dict.fromkeys(nodes, math.inf)
    for edge, closes_s in zip(edges, for_good_s.tolist(), strict=True):
        for node in edge[:2]:
            until_s[node] = min(until_s[node], closes_s)
    bad = []
    for node, values in graph.nodes(data=True):
        if values.get(WAIT_UNTIL) is not None:
            try:
                until_s[node] = number(values[WAIT_UNTIL])
            except (TypeError, ValueError):
                until_s[node] = math.nan
            if math.isnan(until_s[node]):
                bad.append(node)
    if bad:
        cells = [graph.nodes[node][WAIT_UNTIL] for node in bad]
        problems.append(listed("node_value", bad, cells, expected="wait_until", name=WAIT_UNTIL))
    return np.array([until_s[node] for node in nodes], np.float64)
