"""What ``sonae.evacuate`` takes, checked: a graph or a table of edges, origins, and destinations."""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from evacuation.clock import TICKS_PER_S
from evacuation.short_clock import LONGEST_WALK
from evacuation.windows import StreetWindows
from sonae.edge_values import NAMED, edge_values, least, least_known, some
from sonae.edge_windows import edge_windows, street_windows

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

#: A graph of networkx, or a table of edges with columns ``u`` and ``v`` (or an index that begins with them).
GraphLike: TypeAlias = "nx.Graph[Any] | pd.DataFrame"
#: A table with a column ``node``, a number for each node, or nodes.
NodesLike: TypeAlias = pd.DataFrame | Mapping[Hashable, Any] | Iterable[Hashable]

#: Most nodes that the search takes: their positions have 21 bits.
MOST_NODES = (1 << 21) - 2
#: Most people together, and most seats: beyond, sums are not exact.
MOST_PERSONS, MOST_SEATS = 10**9, 2**53
#: Latest and earliest time that a search can tell [s from t0].
MOST_S = LONGEST_WALK // TICKS_PER_S


class GraphInputError(ValueError):
    """A graph, origins or destinations cannot be used; ``problems`` says all of it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


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
    plain = _graph_of(graph)
    problems: list[str] = []
    nodes = sorted(plain.nodes, key=_order)
    position = {node: i for i, node in enumerate(nodes)}
    edges = sorted(
        plain.edges,
        key=lambda edge: [_order(part) for part in edge],
    )
    if not edges:
        problems.append("the graph has no edges")
    if len(nodes) > MOST_NODES:
        problems.append(f"the graph has {len(nodes):,} nodes; at most {MOST_NODES:,} can be searched")
    data = [plain.edges[edge] for edge in edges]
    length = edge_values(edges, data, columns.length, problems, needed=True)
    _refuse(
        problems, edges, length, ~np.isfinite(length) | (length < 0), columns.length, "a length in metres"
    )
    if not (math.isfinite(walking_speed_m_s) and walking_speed_m_s > 0):
        problems.append(f"walking_speed_m_s is {walking_speed_m_s}, not a positive number")
        walking_speed_m_s = 1.0
    walk = length / walking_speed_m_s
    _refuse_limit(problems, "least_width_m", least_width_m)
    if columns.walk_time is not None:
        walk = edge_values(edges, data, columns.walk_time, problems, needed=True)
        _refuse(
            problems, edges, walk, ~np.isfinite(walk) | (walk < 0), columns.walk_time, "seconds of walking"
        )
    closes = edge_values(edges, data, columns.closes_at, problems, least, default=np.inf)
    _refuse(problems, edges, closes, np.isnan(closes), columns.closes_at,
            "seconds after t0 (inf for never, -inf for closed)")  # fmt: skip
    _refuse(problems, edges, closes, _too_far(closes), columns.closes_at, _NOT_TOO_FAR)
    shut = edge_windows(edges, data, (columns.shut, columns.closes_at), problems, most_s=MOST_S)
    windows, closes = street_windows(plain, nodes, edges, shut, closes, problems)
    width = edge_values(edges, data, columns.width, problems, least_known, default=np.inf)
    _refuse(
        problems,
        edges,
        width,
        width < 0,
        columns.width,
        "a width in metres, not negative",
    )
    xy, crs = _coordinates(plain, nodes, problems)
    if problems:
        raise GraphInputError(problems)
    return CheckedGraph(
        nodes, position, edges,
        np.array([position[edge[0]] for edge in edges], np.int64),
        np.array([position[edge[1]] for edge in edges], np.int64),
        length, walk, np.where(width < least_width_m, -np.inf, closes), windows, plain.is_directed(), xy, crs,
    )  # fmt: skip


def check_limits(*, reserve_s: float, longest_walk_s: float) -> None:
    """Refuse limits of time that would limit nothing, or that nobody can tell.

    Parameters
    ----------
    reserve_s, longest_walk_s
        As ``sonae.evacuate`` takes them [s].

    Raises
    ------
    GraphInputError
        With every problem at once.
    """
    problems: list[str] = []
    _refuse_limit(problems, "reserve_s", reserve_s)
    if not math.isinf(longest_walk_s) or longest_walk_s < 0:
        _refuse_limit(problems, "longest_walk_s", longest_walk_s)
    if problems:
        raise GraphInputError(problems)


def check_people(origins: NodesLike, position: Mapping[Any, int], *, departure_s: float) -> pd.DataFrame:
    """Return who starts where, and when: columns ``node, persons, departure_s``, index the origins.

    Parameters
    ----------
    origins
        A table, persons by node, or nodes with one person each.
    position
        Position of each node of the graph.
    departure_s
        When those leave of whom the table does not say it [s after t0, at least 0].

    Returns
    -------
    pandas.DataFrame
        Sorted by index.

    Raises
    ------
    GraphInputError
        With every problem at once.
    """
    problems: list[str] = []
    table = _table_of(origins, "origins", "persons", 1)
    table = table if "departure_s" in table else table.assign(departure_s=departure_s)
    _refuse_unknown(problems, table, position, "origins")
    persons = _numbers(table["persons"])
    bad = ~np.isfinite(persons) | (persons < 0) | (persons != np.floor(persons))
    _refuse_rows(problems, table, bad, "origins", "persons", "a whole number, not negative")
    if persons[~bad].sum() > MOST_PERSONS:
        problems.append(f"origins: 'persons' may be at most {MOST_PERSONS:,} together")
    departure = _numbers(table["departure_s"])
    # What closes before t0 is closed from the start: who leaves before t0 would be told of other streets.
    bad = ~np.isfinite(departure) | (departure < 0)
    expected = "seconds after t0, not before it (t0 may be set earlier)"
    _refuse_rows(problems, table, bad, "origins", "departure_s", expected)
    _refuse_rows(problems, table, _too_far(departure), "origins", "departure_s", _NOT_TOO_FAR)
    if problems:
        raise GraphInputError(problems)
    return table.assign(persons=persons.astype(np.int64), departure_s=departure)[
        ["node", "persons", "departure_s"]
    ]


def check_destinations(destinations: NodesLike, position: Mapping[Any, int]) -> pd.DataFrame:
    """Return where people may go: columns ``node, capacity, closes_at_s``, index the destinations.

    Parameters
    ----------
    destinations
        A table, seats by node, or nodes without a limit. A capacity that is missing is no limit.
    position
        Position of each node of the graph.

    Returns
    -------
    pandas.DataFrame
        Sorted by index; ``capacity`` is −1 without a limit.

    Raises
    ------
    GraphInputError
        With every problem at once.
    """
    problems: list[str] = []
    table = _table_of(destinations, "destinations", "capacity", np.inf)
    table = table if "closes_at_s" in table else table.assign(closes_at_s=np.inf)
    _refuse_unknown(problems, table, position, "destinations")
    if table.empty:
        problems.append("there are no destinations")
    capacity = _numbers(table["capacity"])
    capacity = np.where(pd.isna(table["capacity"]), np.inf, capacity)
    whole = np.isposinf(capacity) | (
        (capacity >= 0) & (capacity <= MOST_SEATS) & (capacity == np.floor(capacity))
    )
    _refuse_rows(problems, table, ~whole, "destinations", "capacity",
                 "a whole number, not negative, or missing for no limit")  # fmt: skip
    closes = _numbers(table["closes_at_s"])
    _refuse_rows(problems, table, np.isnan(closes), "destinations", "closes_at_s",
                 "seconds after t0 (inf for never)")  # fmt: skip
    _refuse_rows(problems, table, _too_far(closes), "destinations", "closes_at_s", _NOT_TOO_FAR)
    if problems:
        raise GraphInputError(problems)
    seats = np.where(np.isfinite(capacity), capacity, -1.0).astype(np.int64)
    return table.assign(capacity=seats, closes_at_s=closes)[["node", "capacity", "closes_at_s"]]


def _graph_of(graph: GraphLike) -> "nx.Graph[Any]":
    if isinstance(graph, nx.Graph):
        return graph
    table = pd.DataFrame(graph)
    if not {"u", "v"} <= set(table.columns):
        table = table.reset_index()
    if not {"u", "v"} <= set(table.columns):
        raise GraphInputError(["the table of edges has no columns u and v"])
    made: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    names = [str(name) for name in table.columns]
    for row in table.itertuples(index=False, name=None):
        values = dict(zip(names, row, strict=True))
        if pd.isna(values["u"]) or pd.isna(values["v"]):
            raise GraphInputError(["the table of edges has rows without u or v"])
        edge = values.pop("u"), values.pop("v"), values.pop("key", None)
        if edge[2] is not None and made.has_edge(*edge):
            raise GraphInputError([f"the table of edges has more than one row of {edge}"])
        made.add_edge(edge[0], edge[1], key=edge[2], **values)
    return made


def _order(node: Any) -> tuple[str, Any]:
    """Return what nodes are sorted by, whatever they are."""
    if isinstance(node, (int, float, np.integer, np.floating)):
        return ("", float(node))
    return (type(node).__name__, node if isinstance(node, str) else repr(node))


def _numbers(cells: pd.Series) -> FloatArray:
    return pd.to_numeric(cells, errors="coerce").to_numpy(np.float64, na_value=np.nan)


#: What is expected of a time that no search can tell.
_NOT_TOO_FAR = f"at most {MOST_S:,} from t0"


def _too_far(seconds: FloatArray) -> npt.NDArray[np.bool_]:
    """Mark times that no search can tell."""
    return np.asarray(np.isfinite(seconds) & (np.abs(seconds) > MOST_S), np.bool_)


def _refuse_limit(problems: list[str], name: str, value: float) -> None:
    if not 0 <= value <= MOST_S:
        problems.append(f"{name} is {value}, not a number from 0 to {MOST_S:,}")


def _refuse(
    problems: list[str],
    edges: list[tuple[Any, ...]],
    values: FloatArray,
    bad: npt.NDArray[np.bool_],
    name: str,
    expected: str,
) -> None:
    at = np.flatnonzero(bad)
    if at.size:
        told = [f"{edges[i]}: {values[i]}" for i in at[:NAMED]]
        more = f" and {at.size - len(told):,} more" if at.size > len(told) else ""
        problems.append(f"{name!r} must be {expected}; it is not on edges {', '.join(told)}{more}")


def _refuse_rows(
    problems: list[str],
    table: pd.DataFrame,
    bad: npt.NDArray[np.bool_],
    what: str,
    column: str,
    expected: str,
) -> None:
    if bad.any():
        problems.append(f"{what}: {column!r} must be {expected}; it is not in {some(list(table.index[bad]))}")


def _refuse_unknown(problems: list[str], table: pd.DataFrame, position: Mapping[Any, int], what: str) -> None:
    unknown = [node for node in table["node"] if node not in position]
    if unknown:
        problems.append(f"{what}: nodes that the graph does not have: {some(unknown)}")
    if not table.index.is_unique:
        twice = list(table.index[table.index.duplicated()])
        problems.append(f"{what}: more than one row of {some(twice)}")


def _table_of(given: NodesLike, what: str, column: str, usual: float) -> pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        if "node" not in given:
            raise GraphInputError([f"{what}: the table has no column 'node'"])
        table = given if column in given else given.assign(**{column: usual})
    else:
        pairs = list(given.items() if isinstance(given, Mapping) else ((node, usual) for node in given))
        nodes = pd.Series([node for node, _ in pairs], dtype=object)
        table = pd.DataFrame({"node": nodes, column: [value for _, value in pairs]})
        table.index = pd.Index(nodes, dtype=object) if pairs else table.index
    return table.iloc[sorted(range(len(table)), key=lambda i: _order(table.index[i]))]


def _coordinates(
    graph: "nx.Graph[Any]", nodes: list[Any], problems: list[str]
) -> tuple[FloatArray | None, Any]:
    has_xy = ["x" in graph.nodes[node] and "y" in graph.nodes[node] for node in nodes]
    if not nodes or not any(has_xy):
        return None, None
    if not all(has_xy):
        missing = [node for node, has in zip(nodes, has_xy, strict=True) if not has]
        problems.append(f"some nodes have x and y, and these have none: {some(missing)}")
        return None, None
    crs = graph.graph.get("crs")
    if crs is None:
        problems.append(
            "nodes have x and y, but the graph has no CRS: set graph.graph['crs'], such as 'EPSG:6674'"
        )
        return None, None
    return np.array([(graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in nodes], np.float64), crs
