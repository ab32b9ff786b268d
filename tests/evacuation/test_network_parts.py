"""Who gets anywhere at all, against networkx on random nets of one-way streets."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.settings.settings import Settings
from evacuation.build import build_network
from evacuation.network_parts import network_parts
from tests.toy_city import make_toy_bundle

CITY = make_toy_bundle()
NETWORK = build_network(CITY.nodes, CITY.streets, CITY.blocks, CITY.places, Settings())


@given(st.data())
def test_a_way_leads_wherever_open_arcs_do(data: st.DataObject) -> None:
    def some(size: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), np.bool_)

    is_open, is_end, starts = some(NETWORK.n_arcs), some(NETWORK.n_nodes), np.arange(NETWORK.n_nodes)
    graph = nx.DiGraph()
    graph.add_nodes_from(starts.tolist())
    tail, head = NETWORK.arc_tail()[is_open], NETWORK.arc_head[is_open]
    graph.add_edges_from(zip(tail.tolist(), head.tolist(), strict=True))
    ends = np.flatnonzero(is_end)
    expected = {start for end in ends.tolist() for start in (end, *nx.ancestors(graph, end))}

    leads = network_parts(NETWORK, is_open).leads(starts, ends)
    assert set(starts[leads].tolist()) == expected
