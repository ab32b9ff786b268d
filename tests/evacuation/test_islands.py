"""Islands of dry ground, against networkx on random nets of streets."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.settings.settings import Settings
from evacuation.build import build_network
from evacuation.islands import on_islands
from tests.toy_city import make_toy_bundle

CITY = make_toy_bundle()
NETWORK = build_network(CITY.nodes, CITY.streets, CITY.blocks, CITY.places, Settings())


@given(st.data())
def test_islands_are_components_of_dry_streets_shorter_than_the_length(data: st.DataObject) -> None:
    n_streets = len(CITY.streets)
    is_wet = np.array(data.draw(st.lists(st.booleans(), min_size=n_streets, max_size=n_streets)))
    length = data.draw(st.sampled_from([0.0, 1.0, 499.0, 501.0, 999.0, 1001.0, 1e6]))
    in_hazard = is_wet[NETWORK.arc_street]

    graph = nx.MultiGraph()
    graph.add_nodes_from(range(NETWORK.n_nodes))
    for arc, back in enumerate(NETWORK.arc_reverse):
        if arc < back and not in_hazard[arc]:
            ends = int(NETWORK.arc_tail()[arc]), int(NETWORK.arc_head[arc])
            graph.add_edge(*ends, length_m=float(NETWORK.arc_length_m[arc]))
    expected = np.zeros(NETWORK.n_nodes, np.bool_)
    for part in nx.connected_components(graph):
        dry_m = graph.subgraph(part).size(weight="length_m")
        expected[list(part)] = dry_m < length
    assert on_islands(NETWORK, in_hazard, length).tolist() == expected.tolist()


def test_a_length_reached_exactly_is_no_island() -> None:
    # Street 121 alone is dry: its length counts whole, to the metre.
    in_hazard = NETWORK.street_id[NETWORK.arc_street] != 121
    length = NETWORK.arc_length_m[~in_hazard].sum() / 2
    assert not on_islands(NETWORK, in_hazard, length)[NETWORK.node_id == 2].any()
    assert on_islands(NETWORK, in_hazard, length + 0.001)[NETWORK.node_id == 2].all()
    # A corner without a dry street is an island however little is asked for.
    assert on_islands(NETWORK, in_hazard, 0.001)[NETWORK.node_id == 5].all()
