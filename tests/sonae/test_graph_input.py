"""A wrong graph is refused in words, with every problem at once."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import sonae
from sonae.graph_input import Columns, GraphInputError, check_destinations, check_graph, check_people


def line(**changed) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_edge(1, 2, length=100.0)
    graph.add_edge(2, 3, **{"length": 50.0, **changed})
    return graph


def refused(graph, **options) -> str:
    with pytest.raises(GraphInputError) as caught:
        check_graph(
            graph, options.pop("columns", Columns()),
            **{"walking_speed_m_s": 1.0, "least_width_m": 0.0, **options},
        )  # fmt: skip
    return str(caught.value)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"length": float("nan")}, "'length' must be a length in metres; it is not on edges (2, 3, 0): nan"),
        ({"length": -1.0}, "(2, 3, 0): -1.0"),
        ({"length": float("inf")}, "(2, 3, 0): inf"),
        ({"length": None}, "(2, 3, 0): nan"),
        ({"length": "far"}, "'length' is not a number on (2, 3, 0)"),
        (
            {"width": -0.1},
            "'width' must be a width in metres, not negative; it is not on edges (2, 3, 0): -0.1",
        ),
        ({"closes_at_s": float("nan")}, "'closes_at_s' must be seconds after t0"),
        # Of some parts nobody knows when they close, in whichever order they stand.
        ({"closes_at_s": [900.0, float("nan")]}, "'closes_at_s' must be seconds after t0"),
        ({"closes_at_s": [float("nan"), 900.0]}, "'closes_at_s' must be seconds after t0"),
        # Two lengths are no length, least of all the shorter one.
        ({"length": [10.0, 50.0]}, "'length' is not a number on (2, 3, 0)"),
        ({"closes_at_s": 1e9}, "at most 53,687,091 from t0"),
        ({"closes_at_s": 1e300}, "(2, 3, 0): 1e+300"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_edge(changed, said) -> None:
    assert said in refused(line(**changed))


def test_all_problems_are_told_at_once() -> None:
    said = refused(line(length=-1.0, width=-1.0, closes_at_s=float("nan")), walking_speed_m_s=0.0)
    assert [name for name in ("'length'", "'width'", "'closes_at_s'") if name not in said] == []
    assert "walking_speed_m_s is 0.0" in said


def test_of_many_edges_some_are_named() -> None:
    graph = nx.DiGraph()
    graph.add_edges_from([(i, i + 1, {"length": -1.0}) for i in range(8)])
    assert "and 3 more" in refused(graph)


def test_a_graph_without_edges_or_lengths_is_refused() -> None:
    assert "no edges" in refused(nx.Graph())
    graph = nx.Graph([(1, 2)])
    assert "no edge has a value 'length'" in refused(graph)
    assert "no edge has a value 'seconds'" in refused(line(), columns=Columns(walk_time="seconds"))


def test_coordinates_need_a_crs_and_all_nodes() -> None:
    graph = line()
    nx.set_node_attributes(graph, {1: 0.0, 2: 1.0, 3: 2.0}, "x")
    nx.set_node_attributes(graph, {1: 0.0, 2: 0.0, 3: 0.0}, "y")
    assert "has no CRS" in refused(graph)
    graph.graph["crs"] = "EPSG:6674"
    del graph.nodes[3]["y"]
    assert "these have none: 3" in refused(graph)


def test_values_are_read_as_other_tools_write_them() -> None:
    graph = line(width=["3.5", "2"], length="50")
    found = check_graph(graph, Columns(), walking_speed_m_s=2.0, least_width_m=2.5)
    # Of a list the least counts: 2 m is too narrow. The other edge has no width.
    assert found.closes_at_s.tolist() == [np.inf, -np.inf]
    assert found.walk_s.tolist() == [50.0, 25.0]
    wide = check_graph(graph, Columns(), walking_speed_m_s=2.0, least_width_m=2.0)
    assert wide.closes_at_s.tolist() == [np.inf, np.inf]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, [], [2.0, None], [float("nan"), 2.0]])
def test_a_width_that_is_missing_is_wide_enough(missing) -> None:
    found = check_graph(line(width=missing), Columns(), walking_speed_m_s=1.0, least_width_m=2.0)
    assert found.closes_at_s.tolist() == [np.inf, np.inf]
    # What is known of the parts of a joined edge counts.
    if missing not in ([2.0, None], [float("nan"), 2.0]):
        return
    narrow = check_graph(line(width=missing), Columns(), walking_speed_m_s=1.0, least_width_m=2.1)
    assert narrow.closes_at_s.tolist() == [np.inf, -np.inf]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("least_width_m", float("nan")), ("least_width_m", -1.0),
        ("reserve_s", float("nan")), ("reserve_s", float("inf")), ("reserve_s", -1.0),
        ("longest_walk_s", float("nan")), ("longest_walk_s", -1.0), ("longest_walk_s", -float("inf")),
    ],
)  # fmt: skip
def test_a_limit_that_is_no_number_limits_nothing_and_is_refused(option, value) -> None:
    with pytest.raises(GraphInputError, match=option):
        sonae.evacuate(line(), [1], [3], **{option: value})


def test_a_table_of_edges_is_a_graph() -> None:
    table = pd.DataFrame({"u": [1, 2], "v": [2, 3], "length": [100.0, 50.0]})
    indexed = table.assign(key=0).set_index(["u", "v", "key"])
    for given in (table, indexed):
        found = check_graph(given, Columns(), walking_speed_m_s=1.0, least_width_m=0.0)
        assert found.edges == [(1, 2, 0), (2, 3, 0)]
        assert found.is_directed
    assert "no columns u and v" in refused(pd.DataFrame({"a": [1]}))
    twice = pd.DataFrame({"u": [1, 1], "v": [2, 2], "key": [0, 0], "length": [9.0, 1.0]})
    assert "more than one row of (1, 2, 0)" in refused(twice)
    assert "without u or v" in refused(pd.DataFrame({"u": [1, None], "v": [2, 3], "length": [1.0, 1.0]}))


POSITION = {1: 0, 2: 1}


@pytest.mark.parametrize(
    ("origins", "said"),
    [
        ({9: 1}, "origins: nodes that the graph does not have: 9"),
        ({1: -1}, "'persons' must be a whole number, not negative; it is not in 1"),
        ({1: 1.5}, "'persons'"),
        ({1: float("nan")}, "'persons'"),
        (pd.DataFrame({"where": [1]}), "origins: the table has no column 'node'"),
        (pd.DataFrame({"node": [1], "departure_s": [np.inf]}, index=["a"]), "'departure_s'"),
        (pd.DataFrame({"node": [1, 2]}, index=["a", "a"]), "more than one row of 'a'"),
        # 10^19 does not fit in 64 bits: a kernel would not end.
        ({1: 10**19}, "at most 1,000,000,000 together"),
        ({1: 600_000_000, 2: 600_000_000}, "at most 1,000,000,000 together"),
        (pd.DataFrame({"node": [1], "departure_s": [1e300]}, index=["a"]), "at most 53,687,091 from t0"),
        # What closes before t0 is closed from the start: nobody can have walked it before.
        (
            pd.DataFrame({"node": [1, 1], "departure_s": [0.0, -5.0]}, index=["a", "b"]),
            "'departure_s' must be seconds after t0, not before it (t0 may be set earlier); it is not in 'b'",
        ),
    ],
)
def test_origins_that_cannot_be_are_refused(origins, said) -> None:
    with pytest.raises(GraphInputError, match="origins") as caught:
        check_people(origins, POSITION, departure_s=0.0)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("destinations", "said"),
    [
        ({9: 1}, "nodes that the graph does not have: 9"),
        ({1: -5}, "'capacity'"),
        ({1: 2.5}, "'capacity'"),
        (pd.DataFrame({"node": [1], "closes_at_s": [np.nan]}), "'closes_at_s'"),
        (pd.DataFrame({"node": [1], "closes_at_s": [1e9]}), "at most 53,687,091 from t0"),
        ({1: 1e300}, "'capacity'"),
        ([], "there are no destinations"),
    ],
)
def test_destinations_that_cannot_be_are_refused(destinations, said) -> None:
    with pytest.raises(GraphInputError, match="destinations") as caught:
        check_destinations(destinations, POSITION)
    assert said in str(caught.value)


def test_what_is_not_said_is_one_person_and_no_limit() -> None:
    assert check_people([2, 1], POSITION, departure_s=7.0).to_dict("list") == {
        "node": [1, 2], "persons": [1, 1], "departure_s": [7.0, 7.0],
    }  # fmt: skip
    table = pd.DataFrame({"node": [1, 2], "capacity": [None, 3]}, index=["b", "a"])
    found = check_destinations(table, POSITION)
    assert found["capacity"].to_dict() == {"a": 3, "b": -1}
    assert list(found["closes_at_s"]) == [np.inf, np.inf]


def test_it_is_an_error_of_values_with_its_problems() -> None:
    with pytest.raises(ValueError, match="no destinations") as caught:
        sonae.evacuate(line(), [1], [])
    assert isinstance(caught.value, sonae.GraphInputError)
    assert caught.value.problems == ("there are no destinations",)
