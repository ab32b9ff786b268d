"""Who starts where and where people may go, as ``sonae.evacuate`` takes them, checked."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from sonae.edge_values import MOST_S, FloatArray, order, too_far
from sonae.graph_problems import GraphInputError, GraphProblem, listed

#: A table with a column ``node``, a number for each node, or nodes.
NodesLike: TypeAlias = pd.DataFrame | pd.Series | Mapping[Hashable, Any] | Iterable[Hashable]

#: Most people together, and most seats: beyond, sums are not exact.
MOST_PERSONS, MOST_SEATS = 10**9, 2**53


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
    problems: list[GraphProblem] = []
    table = _table_of(origins, "origins", "persons", 1)
    if table.empty:
        problems.append(GraphProblem("no_origins"))
    table = table if "departure_s" in table else table.assign(departure_s=departure_s)
    _refuse_unknown(problems, table, position, "origins")
    persons = _numbers(table["persons"])
    bad = ~np.isfinite(persons) | (persons < 0) | (persons != np.floor(persons))
    _refuse_rows(problems, table, bad, "origins", ("persons", "persons"))
    if persons[~bad].sum() > MOST_PERSONS:
        problems.append(GraphProblem("many_persons", {"what": "origins", "most": MOST_PERSONS}))
    departure = _numbers(table["departure_s"])
    # What closes before t0 is closed from the start: who leaves before t0 would be told of other streets.
    bad = ~np.isfinite(departure) | (departure < 0)
    _refuse_rows(problems, table, bad, "origins", ("departure_s", "departure"))
    _refuse_rows(problems, table, too_far(departure), "origins", ("departure_s", "too_far"))
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
    problems: list[GraphProblem] = []
    table = _table_of(destinations, "destinations", "capacity", np.inf)
    table = table if "closes_at_s" in table else table.assign(closes_at_s=np.inf)
    _refuse_unknown(problems, table, position, "destinations")
    if table.empty:
        problems.append(GraphProblem("no_destinations"))
    capacity = _numbers(table["capacity"])
    capacity = np.where(pd.isna(table["capacity"]), np.inf, capacity)
    whole = np.isposinf(capacity) | (
        (capacity >= 0) & (capacity <= MOST_SEATS) & (capacity == np.floor(capacity))
    )
    _refuse_rows(problems, table, ~whole, "destinations", ("capacity", "capacity"))
    closes = _numbers(table["closes_at_s"])
    _refuse_rows(problems, table, np.isnan(closes), "destinations", ("closes_at_s", "closes_at"))
    _refuse_rows(problems, table, too_far(closes), "destinations", ("closes_at_s", "too_far"))
    if problems:
        raise GraphInputError(problems)
    seats = np.where(np.isfinite(capacity), capacity, -1.0).astype(np.int64)
    return table.assign(capacity=seats, closes_at_s=closes)[["node", "capacity", "closes_at_s"]]


def _numbers(cells: pd.Series) -> FloatArray:
    return pd.to_numeric(cells, errors="coerce").to_numpy(np.float64, na_value=np.nan)


def _refuse_rows(
    problems: list[GraphProblem],
    table: pd.DataFrame,
    bad: npt.NDArray[np.bool_],
    what: str,
    named: tuple[str, str],
) -> None:
    name, expected = named
    if bad.any():
        problems.append(listed(
            "row_value", list(table.index[bad]), list(table.loc[bad, name]),
            expected=expected, what=what, name=name, most=MOST_S,
        ))  # fmt: skip


def _refuse_unknown(
    problems: list[GraphProblem], table: pd.DataFrame, position: Mapping[Any, int], what: str
) -> None:
    unknown = np.array([not _is_known(node, position) for node in table["node"]], np.bool_)
    if unknown.any():
        # Where rows are named by their nodes, the node is enough.
        rows, nodes = list(table.index[unknown]), list(table.loc[unknown, "node"])
        cells = None if all(row is node for row, node in zip(rows, nodes, strict=True)) else nodes
        problems.append(listed("unknown_nodes", rows, cells, what=what))
    if not table.index.is_unique:
        problems.append(listed("row_twice", list(table.index[table.index.duplicated()]), what=what))


def _is_known(node: Any, position: Mapping[Any, int]) -> bool:
    try:
        return node in position
    except TypeError:
        # A list is no node.
        return False


def _table_of(given: NodesLike, what: str, column: str, usual: float) -> pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        if "node" not in given:
            columns = ", ".join(map(str, given.columns))
            raise GraphInputError([GraphProblem("no_node_column", {"what": what, "columns": columns})])
        table = given if column in given else given.assign(**{column: usual})
    else:
        pairs = _pairs(given, what, usual)
        nodes = pd.Series([node for node, _ in pairs], dtype=object)
        table = pd.DataFrame({"node": nodes, column: [value for _, value in pairs]})
        table.index = pd.Index(nodes, dtype=object) if pairs else table.index
    return table.iloc[sorted(range(len(table)), key=lambda i: order(table.index[i]))]


def _pairs(given: NodesLike, what: str, usual: float) -> Sequence[tuple[Any, Any]]:
    """Return nodes with a number each; a series is numbers by node, a text is no list of nodes."""
    if isinstance(given, (Mapping, pd.Series)):
        return list(given.items())
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise GraphInputError([GraphProblem("no_table", {"what": what, "value": repr(given)})])
    return [(node, usual) for node in given]
