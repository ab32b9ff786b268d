"""The graph or table of edges that ``sonae.evacuate`` takes, checked."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import CRS
from pyproj.exceptions import CRSError

from evacuation.windows import StreetWindows
from sonae.edge_values import MOST_S, FloatArray, edge_values, least, least_known, order, too_far
from sonae.edge_windows import edge_windows, street_windows
from sonae.graph_problems import GraphInputError, GraphProblem, listed

IntArray = npt.NDArray[np.int64]

#: A graph of networkx, or a table of edges with columns ``u`` and ``v`` (or an index that begins with them).
GraphLike: TypeAlias = "nx.Graph[Any] | pd.DataFrame"

#: Most nodes that the search takes: their positions have 21 bits.
MOST_NODES = (1 << 21) - 2


@dataclass(frozen=True, slots=True, eq=False)
class CheckedGraph:
    """A graph as arrays.

    Parameters
    ----------
    nodes
        Node ids, in the order of the arrays.
    position
        Position of each node id.
    edges
        ``(u, v, key)`` of each edge; without a key where the graph is no multigraph.
    tail, head
        Positions of their ends, shape (edges,).
    length_m, walk_s, closes_at_s
        Length [m], walking time [s], and closing time for good [s after t0; +inf never], shape (edges,).
    windows
        When edges are shut for a while before that, and where people may wait.
    is_directed
        Whether an edge is walked as it is given only.
    xy
        Coordinates of the nodes, shape (nodes, 2); None where the graph has none.
    crs
        Their CRS; None without coordinates.
    """

    nodes: list[Any]
    position: dict[Any, int]
    edges: list[tuple[Any, ...]]
    tail: IntArray
    head: IntArray
    length_m: FloatArray
    walk_s: FloatArray
    closes_at_s: FloatArray
    windows: StreetWindows
    is_directed: bool
    xy: FloatArray | None
    crs: Any


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the values of edges.

    Length [m], closing time [s], windows in which it is shut [s], width [m], and walking time [s] or None.
    """

    length: str = "length"
    closes_at: str = "closes_at_s"
    shut: str = "shut_s"
    width: str = "width"
    walk_time: str | None = None


def check_graph(
    graph: GraphLike, columns: Columns, *, walking_speed_m_s: float, least_width_m: float
) -> CheckedGraph:
    """Return a graph as arrays.

    Parameters
    ----------
    graph
        The graph, or a table of edges.
    columns
        Names of the values of its edges.
    walking_speed_m_s
        Gives walking times where no column holds them [m/s].
    least_width_m
        Edges that are narrower are closed; 0 for none [m].

    Returns
    -------
    CheckedGraph
        The graph; edges that may not be walked close at −inf.

    Raises
    ------
    GraphInputError
        With every problem at once.
    """
    plain = graph_of(graph)
    problems: list[GraphProblem] = []
    nodes = sorted(plain.nodes, key=order)
    position = {node: i for i, node in enumerate(nodes)}
    edges = sorted(
        plain.edges,
        key=lambda edge: [order(part) for part in edge],
    )
    if not edges:
        problems.append(GraphProblem("no_edges"))
    if len(nodes) > MOST_NODES:
        problems.append(GraphProblem("many_nodes", {"nodes": len(nodes), "most": MOST_NODES}))
    data = [plain.edges[edge] for edge in edges]
    length = edge_values(edges, data, columns.length, problems, needed=True)
    _refuse(problems, edges, length, ~np.isfinite(length) | (length < 0), (columns.length, "length"))
    walk = length / walking_speed_m_s
    if columns.walk_time is not None:
        walk = edge_values(edges, data, columns.walk_time, problems, needed=True)
        _refuse(problems, edges, walk, ~np.isfinite(walk) | (walk < 0), (columns.walk_time, "walk_time"))
    # A search would find no way there, as if the edge were closed.
    _refuse(
        problems, edges, length if columns.walk_time is None else walk, too_far(walk),
        (columns.walk_time or columns.length, "too_long"),
    )  # fmt: skip
    closes = edge_values(edges, data, columns.closes_at, problems, least, default=np.inf)
    _refuse(problems, edges, closes, np.isnan(closes), (columns.closes_at, "closes_at"))
    _refuse(problems, edges, closes, too_far(closes), (columns.closes_at, "too_far"))
    shut = edge_windows(edges, data, (columns.shut, columns.closes_at), problems, most_s=MOST_S)
    windows, closes = street_windows(plain, nodes, edges, shut, closes, problems)
    width = edge_values(edges, data, columns.width, problems, least_known, default=np.inf)
    _refuse(problems, edges, width, width < 0, (columns.width, "width"))
    xy, crs = _coordinates(plain, nodes, problems)
    if problems:
        raise GraphInputError(problems)
    return CheckedGraph(
        nodes, position, edges,
        np.array([position[edge[0]] for edge in edges], np.int64),
        np.array([position[edge[1]] for edge in edges], np.int64),
        length, walk, np.where(width < least_width_m, -np.inf, closes), windows, plain.is_directed(), xy, crs,
    )  # fmt: skip


def graph_of(graph: GraphLike) -> "nx.Graph[Any]":
    """Return a graph of networkx: as it is given, or of the rows of a table.

    Parameters
    ----------
    graph
        The graph, or a table of edges.

    Returns
    -------
    networkx.Graph
        The graph.

    Raises
    ------
    GraphInputError
        When it is neither.
    """
    if isinstance(graph, nx.Graph):
        return graph
    if not isinstance(graph, (pd.DataFrame, Mapping)):
        raise GraphInputError([GraphProblem("no_graph", {"kind": type(graph).__name__})])
    table = pd.DataFrame(graph)
    if not {"u", "v"} <= set(table.columns):
        table = table.reset_index()
    if not {"u", "v"} <= set(table.columns):
        columns = ", ".join(map(str, pd.DataFrame(graph).columns))
        raise GraphInputError([GraphProblem("no_ends", {"columns": columns})])
    without = table["u"].isna() | table["v"].isna()
    if without.any():
        rows = pd.DataFrame(graph).index[without]
        raise GraphInputError([listed("row_without_end", list(rows))])
    made: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    names, twice = [str(name) for name in table.columns], []
    for row in table.itertuples(index=False, name=None):
        values = dict(zip(names, row, strict=True))
        edge = values.pop("u"), values.pop("v"), values.pop("key", None)
        if edge[2] is not None and made.has_edge(*edge):
            twice.append(edge)
        made.add_edge(edge[0], edge[1], key=edge[2], **values)
    if twice:
        raise GraphInputError([listed("edge_twice", twice)])
    return made


def _refuse(
    problems: list[GraphProblem],
    edges: list[tuple[Any, ...]],
    values: FloatArray,
    bad: npt.NDArray[np.bool_],
    named: tuple[str, str],
) -> None:
    at, (name, expected) = np.flatnonzero(bad), named
    if at.size:
        problems.append(listed(
            "edge_value", [edges[i] for i in at], list(values[at]), expected=expected, name=name, most=MOST_S
        ))  # fmt: skip


def _coordinates(
    graph: "nx.Graph[Any]", nodes: list[Any], problems: list[GraphProblem]
) -> tuple[FloatArray | None, Any]:
    has_xy = ["x" in graph.nodes[node] and "y" in graph.nodes[node] for node in nodes]
    if not nodes or not any(has_xy):
        return None, None
    if not all(has_xy):
        missing = [node for node, has in zip(nodes, has_xy, strict=True) if not has]
        problems.append(listed("no_xy", missing))
        return None, None
    cells = [(graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in nodes]
    xy = np.array([[float(one) if _reads(one) else math.nan for one in pair] for pair in cells], np.float64)
    bad = np.flatnonzero(~np.isfinite(xy).all(axis=1))
    if bad.size:
        problems.append(listed("bad_xy", [nodes[i] for i in bad], [cells[i] for i in bad]))
    crs = graph.graph.get("crs")
    if crs is None:
        problems.append(GraphProblem("no_crs"))
        return None, None
    try:
        in_degrees = CRS.from_user_input(crs).is_geographic
    except CRSError:
        problems.append(GraphProblem("bad_crs", {"value": crs}))
        return xy, crs
    # Metres, or latitude before longitude; some count longitudes on beyond the date line.
    beyond = np.flatnonzero(in_degrees & ((xy < (-180.0, -90.0)) | (xy > (360.0, 90.0))).any(axis=1))
    if beyond.size:
        where = [nodes[i] for i in beyond], [cells[i] for i in beyond]
        problems.append(listed("no_degrees", *where, value=crs))
    return xy, crs


def _reads(cell: Any) -> bool:
    """Whether something can be read as a number."""
    try:
        float(cell)
    except (TypeError, ValueError):
        return False
    return True
