"""A wrong graph is refused in words, with every problem at once."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from sonae.graph_input import Columns, check_graph
from sonae.graph_problems import GraphInputError


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
        ({"length": float("nan")}, "'length' must be a length in metres, not negative; it is not on edges"),
        ({"length": -1.0}, "(2, 3, 0): -1.0"),
        ({"length": float("inf")}, "(2, 3, 0): inf"),
        ({"length": None}, "(2, 3, 0): nan"),
        ({"length": "far"}, "'length' is not a number on edges (2, 3, 0): 'far'"),
        (
            {"width": -0.1},
            "'width' must be a width in metres, not negative, or missing (wide enough); it is not on edges "
            "(2, 3, 0): -0.1",
        ),
        ({"closes_at_s": float("nan")}, "'closes_at_s' must be seconds after t0"),
        # Of some parts nobody knows when they close, in whichever order they stand.
        ({"closes_at_s": [900.0, float("nan")]}, "'closes_at_s' must be seconds after t0"),
        ({"closes_at_s": [float("nan"), 900.0]}, "'closes_at_s' must be seconds after t0"),
        # Two lengths are no length, least of all the shorter one.
        ({"length": [10.0, 50.0]}, "'length' is not a number on edges (2, 3, 0): [10.0, 50.0]"),
        # A search would take so long an edge for one that is closed.
        (
            {"length": 6e7},
            "'length' must be no longer than 53,687,091 s of walking; it is not on edges (2, 3, 0)",
        ),
        ({"closes_at_s": 1e9}, "at most 53,687,091 from t0"),
        ({"closes_at_s": 1e300}, "(2, 3, 0): 1e+300"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_edge(changed, said) -> None:
    assert said in refused(line(**changed))


def test_all_problems_are_told_at_once() -> None:
    said = refused(line(length=-1.0, width=-1.0, closes_at_s=float("nan")))
    assert [name for name in ("'length'", "'width'", "'closes_at_s'") if name not in said] == []


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
    # A route without a place on the map, or somewhere else, would be drawn.
    graph.nodes[3]["y"] = "b"
    graph.graph["crs"] = "東京"
    said = refused(graph)
    assert "x and y of nodes must be numbers; they are not on 3: (2.0, 'b')" in said
    assert "“東京”" in said


@pytest.mark.parametrize(
    ("crs", "x", "y", "fits"),
    [
        ("EPSG:4326", 135.48, 34.57, True),
        ("EPSG:6668", 180.0, -90.0, True),
        # Beyond the date line some write on to 360.
        ("EPSG:4326", 190.0, 0.0, True),
        # Metres, and degrees in the other order.
        ("EPSG:4326", -47_000.0, -158_000.0, False),
        ("EPSG:4326", 34.57, 135.48, False),
        ("EPSG:4326", 361.0, 0.0, False),
        ("EPSG:6674", -47_000.0, -158_000.0, True),
    ],
)
def test_a_crs_in_degrees_has_coordinates_in_degrees(crs, x, y, fits) -> None:
    graph = line()
    nx.set_node_attributes(graph, x, "x")
    nx.set_node_attributes(graph, y, "y")
    graph.graph["crs"] = crs
    if fits:
        found = check_graph(graph, Columns(), walking_speed_m_s=1.0, least_width_m=0.0)
        assert found.xy is not None
    else:
        # Lines would be drawn somewhere else, or nowhere.
        assert f"is in degrees, but x and y of nodes are none; on 1: ({x}, {y})" in refused(graph)


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


def test_a_table_of_edges_is_a_graph() -> None:
    table = pd.DataFrame({"u": [1, 2], "v": [2, 3], "length": [100.0, 50.0]})
    indexed = table.assign(key=0).set_index(["u", "v", "key"])
    for given in (table, indexed):
        found = check_graph(given, Columns(), walking_speed_m_s=1.0, least_width_m=0.0)
        assert found.edges == [(1, 2, 0), (2, 3, 0)]
        assert found.is_directed
    assert "no columns u and v; it has: a" in refused(pd.DataFrame({"a": [1]}))
    assert "it is a str. Read a file first" in refused("streets.graphml")
    twice = pd.DataFrame({"u": [1, 1], "v": [2, 2], "key": [0, 0], "length": [9.0, 1.0]})
    assert "more than one row of an edge (u, v, key): (1, 2, 0)" in refused(twice)
    assert "without u or v: 1" in refused(pd.DataFrame({"u": [1, None], "v": [2, 3], "length": [1.0, 1.0]}))
