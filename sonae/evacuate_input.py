"""Everything that ``sonae.evacuate`` takes, checked together: what is wrong is told once, all of it."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sonae.edge_values import MOST_S
from sonae.graph_input import CheckedGraph, Columns, GraphLike, check_graph, graph_of
from sonae.graph_problems import GraphInputError, GraphProblem
from sonae.node_input import NodesLike, check_destinations, check_people


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers that ``sonae.evacuate`` takes, as it describes them.

    Walking speed [m/s], departure, reserve and longest walk [s], least width [m].
    """

    walking_speed_m_s: float = 1.0
    departure_s: float = 0.0
    reserve_s: float = 0.0
    longest_walk_s: float = math.inf
    least_width_m: float = 0.0


def check_input(
    graph: GraphLike, origins: NodesLike, destinations: NodesLike, columns: Columns, limits: Limits
) -> tuple[CheckedGraph, pd.DataFrame, pd.DataFrame]:
    """Return the graph, who starts where, and where people may go.

    Parameters
    ----------
    graph, origins, destinations, columns
        As ``sonae.evacuate`` takes them.
    limits
        Its numbers.

    Returns
    -------
    graph : CheckedGraph
        The graph as arrays.
    people, ends : pandas.DataFrame
        As ``check_people`` and ``check_destinations`` return them.

    Raises
    ------
    GraphInputError
        With every problem of the numbers, the graph, the origins and the destinations at once.
    """
    problems = _limit_problems(limits)
    if not isinstance(columns, Columns):
        problems.append(GraphProblem("no_columns", {"value": repr(columns)}))
    checked = people = ends = None
    with _kept(problems):
        plain = graph_of(graph)
        if isinstance(columns, Columns):
            # A number that is wrong is told above, and stands for one that is right.
            sound = Limits() if problems else limits
            with _kept(problems):
                checked = check_graph(
                    plain, columns,
                    walking_speed_m_s=sound.walking_speed_m_s, least_width_m=sound.least_width_m,
                )  # fmt: skip
        position = checked.position if checked else {node: i for i, node in enumerate(plain.nodes)}
        with _kept(problems):
            people = check_people(origins, position, departure_s=limits.departure_s)
        with _kept(problems):
            ends = check_destinations(destinations, position)
    if problems or checked is None or people is None or ends is None:
        raise GraphInputError(problems)
    return checked, people, ends


@contextmanager
def _kept(problems: list[GraphProblem]) -> Iterator[None]:
    """Keep what is refused, and go on to what can still be checked."""
    try:
        yield
    except GraphInputError as refused:
        problems.extend(refused.found)


def _limit_problems(limits: Limits) -> list[GraphProblem]:
    problems = []
    speed, longest = limits.walking_speed_m_s, limits.longest_walk_s
    if not _is_finite(speed) or speed <= 0:
        problems.append(_option("walking_speed_m_s", speed, "speed"))
    for name, value in (("least_width_m", limits.least_width_m), ("reserve_s", limits.reserve_s)):
        if not _is_limit(value):
            problems.append(_option(name, value, "limit"))
    if not _is_limit(longest) and longest != math.inf:
        problems.append(_option("longest_walk_s", longest, "limit_or_none"))
    return problems


def _is_limit(value: float) -> bool:
    return _is_finite(value) and 0 <= value <= MOST_S


def _is_finite(value: float) -> bool:
    """Whether something is a finite number; a text is none."""
    return isinstance(value, (int, float, np.integer, np.floating)) and math.isfinite(value)


def _option(name: str, value: object, expected: str) -> GraphProblem:
    return GraphProblem("option", {"name": name, "value": repr(value), "most": MOST_S}, expected)
