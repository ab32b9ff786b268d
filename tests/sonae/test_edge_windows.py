"""Windows of edges as others write them: read in any order, merged; what is wrong is said in words."""

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import sonae
from sonae.edge_windows import edge_windows
from sonae.graph_problems import GraphProblem

INF = math.inf


def read(*cells: object, closes: object = None) -> tuple[list[list[tuple[float, float]]], list[str]]:
    problems: list[GraphProblem] = []
    edges = [(i, i + 1) for i in range(len(cells))]
    data = [{"shut_s": cell, "closes_at_s": closes} for cell in cells]
    found = edge_windows(edges, data, ("shut_s", "closes_at_s"), problems, most_s=1e6)
    return found, [one.words("en") for one in problems]


def test_windows_in_any_order_are_merged():
    cells = ([[5, 9], [0, 2], [2, 3]], np.array([[1.0, 4.0], [3.0, INF]]), [(-INF, 2.0)], None, math.nan, [])
    assert read(*cells) == ([[(0, 3), (5, 9)], [(1, INF)], [(-INF, 2)], [], [], []], [])


@pytest.mark.parametrize(
    "cell",
    [5.0, "[[1, 2]]", [1, 2], [[1]], [[2, 1]], [[1, 1]], [[1, math.nan]], [["x", 2]], [[INF, INF]],
     [[0, 2e6]], [[None, 3]]],
)  # fmt: skip
def test_what_is_no_list_of_windows_is_refused_in_words(cell):
    found, problems = read([[1, 2]], cell)
    assert found[0] == [(1, 2)]
    (problem,) = problems
    assert "'shut_s' must be a list of windows [from, until] in seconds after t0" in problem
    assert "(1, 2)" in problem
    assert "(0, 1)" not in problem


def test_a_closing_time_beside_windows_is_where_the_first_begins():
    for closes in (3, INF, [9, 3]):
        assert read([[9, 10], [3, 5]], closes=closes) == ([[(3, 5), (9, 10)]], [])
    for closes in (2, 4, 3600.0, -INF):
        (problem,) = read([[9, 10], [3, 5]], closes=closes)[1]
        assert "such as [3600, inf]" in problem


def test_a_graph_or_a_table_with_wrong_windows_or_waits_is_refused_with_all_of_it():
    graph = nx.Graph()
    graph.add_edge(1, 2, length=1.0, shut_s=[[2, 1]])
    graph.add_edge(2, 3, length=1.0, shut_s=[[2, 4]])
    graph.nodes[3]["wait_until_s"] = "soon"
    with pytest.raises(sonae.GraphInputError) as refused:
        sonae.evacuate(graph, [1], [2])
    assert [one.split(" must")[0] for one in refused.value.problems] == [
        "'shut_s'",
        "'wait_until_s' of nodes",
    ]
    table = pd.DataFrame({"u": [1, 2], "v": [2, 3], "length": 5.0, "shut": [[[0, 60]], None]})
    found = sonae.evacuate(table, [1], [3], columns=sonae.Columns(shut="shut"))
    assert found.assignment["arrive_s"].tolist() == [70.0]
