"""Values of edges: what is missing, what of a list counts."""

import math

import pandas as pd
import pytest

from sonae.edge_values import edge_values, least, least_known
from sonae.graph_problems import GraphProblem

EDGES = [(1, 2), (2, 3)]


def test_of_a_list_the_least_counts_where_all_of_it_is_known() -> None:
    assert least([3, "2.5"]) == least(2.5) == 2.5
    assert all(math.isnan(least(cell)) for cell in ([3, None], (float("nan"), 3)))
    assert least_known([3, None, 2]) == least_known((2, pd.NA)) == 2.0
    assert least_known([]) == least_known(None) == math.inf
    with pytest.raises(ValueError, match="empty"):
        least([])


def test_what_is_no_number_is_told_once_with_its_edges() -> None:
    problems: list[GraphProblem] = []
    assert edge_values(EDGES, [{"a": 1}, {}], "a", problems, default=7.0).tolist() == [1.0, 7.0]
    assert not problems
    edge_values(EDGES, [{"a": [1, 2]}, {"a": 1}], "a", problems)
    edge_values(EDGES, [{}, {}], "a", problems, needed=True)
    assert [one.words("en") for one in problems] == [
        "'a' is not a number on edges (1, 2): [1, 2]",
        "no edge has a value 'a'; where it has another name, say so with sonae.Columns",
    ]
