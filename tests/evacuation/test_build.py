"""The network of the toy city, and routes drawn on it."""

import networkx as nx
import numpy as np
import pytest
import shapely

from domain.settings.settings import Settings
from evacuation.build import build_network
from tests.evacuation.conftest import Run
from tests.toy_city import make_toy_bundle


@pytest.fixture(scope="module")
def network():
    city = make_toy_bundle()
    return build_network(city.nodes, city.streets, city.blocks, city.places, Settings())


def test_streets_keep_their_length_when_split(network) -> None:
    city = make_toy_bundle()
    total = np.zeros(len(city.streets))
    np.add.at(total, network.arc_street, network.arc_length_m)
    assert total == pytest.approx(2 * city.streets["length_m"].to_numpy())  # walked both ways


def test_every_arc_has_its_opposite(network) -> None:
    back = network.arc_reverse
    assert (back[back] == np.arange(network.n_arcs)).all()
    assert (network.arc_head[back] == network.arc_tail()).all()
    assert (network.arc_slope[back] == -network.arc_slope).all()


def test_access_points_lie_on_a_street_nearby(network) -> None:
    # Blocks and places of the toy city are drawn on streets: no connector, each with its own node.
    assert network.block_connector_m == pytest.approx(0.0, abs=1e-6)
    access = np.concatenate([network.block_node, network.place_node])
    assert len(set(access.tolist())) == access.size
    assert (network.node_id[access] < 0).all()


def test_nobody_steps_on_a_bridge_from_its_side() -> None:
    city = make_toy_bundle()
    blocks = city.blocks.iloc[:1].assign(geometry=city.streets.loc[[121]].centroid.buffer(5).to_numpy())
    network = build_network(city.nodes, city.streets, blocks, city.places, Settings())
    # The bridge's middle is 250 m from both ends, on 102 and 112, the nearest other streets.
    assert network.block_connector_m[0] == pytest.approx(250.0, abs=6)


@pytest.mark.parametrize(
    ("x", "node_id"),
    # Street 101 runs from corner 1 at x = 0 to corner 2 at x = 500; half a metre is the bound.
    [(0.4, 1), (0.6, -1), (250.0, -1), (499.4, -1), (499.6, 2)],
)
def test_who_stands_less_than_half_a_metre_from_a_corner_starts_there(x: float, node_id: int) -> None:
    city = make_toy_bundle()
    corner = city.nodes.geometry.loc[1]
    blocks = city.blocks.iloc[:1].assign(geometry=[shapely.Point(corner.x + x, corner.y)])
    network = build_network(city.nodes, city.streets, blocks, city.places, Settings())
    node = network.block_node[0]
    assert network.node_id[node] == node_id
    assert network.x_m[node] == pytest.approx(corner.x + (0 if node_id == 1 else 500 if node_id == 2 else x))
    assert network.y_m[node] == pytest.approx(corner.y)
    assert network.block_connector_m[0] == pytest.approx(0, abs=1e-6)


def test_too_far_from_any_street_has_no_access() -> None:
    city = make_toy_bundle()
    far = city.blocks.iloc[:1].translate(xoff=0, yoff=-1000)
    blocks = city.blocks.iloc[:1].assign(geometry=far)
    network = build_network(city.nodes, city.streets, blocks, city.places, Settings())
    assert network.block_node[0] == -1
    assert np.isnan(network.block_connector_m[0])


def test_order_of_streets_does_not_matter(network) -> None:
    city = make_toy_bundle()
    shuffled = build_network(city.nodes, city.streets.iloc[::-1], city.blocks, city.places, Settings())
    first, second = network.graph(), shuffled.graph()
    assert nx.utils.graphs_equal(nx.Graph(first), nx.Graph(second))


def test_arrays_and_graph_agree_on_shortest_ways(network) -> None:
    graph = network.graph()
    length = nx.single_source_dijkstra_path_length(graph, 1, weight="length_m")
    assert length[5] == 2000.0
    assert length[15] == 2500.0
    assert 21 not in length


def test_route_geometry_has_the_route_length(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night")
    drawn = shapely.length(result.routes.geometry.to_numpy())
    assert drawn == pytest.approx(result.routes["length_m"].to_numpy(), abs=1e-6)


def test_unknown_end_of_a_street_is_refused() -> None:
    city = make_toy_bundle()
    streets = city.streets.assign(u=city.streets["u"].replace(1, 999))
    with pytest.raises(ValueError, match="u is 999"):
        build_network(city.nodes, streets, city.blocks, city.places, Settings())
