"""How far prices may fall, against shortest ways of networkx."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.kernels.fall import shortest_falls
from evacuation.kernels.transport import NEVER


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 7).flatmap(lambda n: st.tuples(
    st.lists(st.integers(0, 9), min_size=n, max_size=n),
    st.lists(st.lists(st.one_of(st.integers(0, 4), st.just(NEVER)), min_size=n + 1, max_size=n + 1),
             min_size=n + 1, max_size=n + 1),
)))  # fmt: skip
def test_a_price_falls_as_far_as_the_shortest_way_from_nothing(case) -> None:
    price, gap = np.array([*case[0], 0], np.int64), np.array(case[1], np.int64)
    fall, comes_from, order = shortest_falls(gap, price)
    ways = nx.DiGraph()
    ways.add_weighted_edges_from(("nothing", j, int(one)) for j, one in enumerate(price))
    ways.add_weighted_edges_from((i, j, int(gap[i, j])) for i, j in np.argwhere(gap < NEVER).tolist())
    far = nx.single_source_dijkstra_path_length(ways, "nothing")
    assert fall.tolist() == [far[j] for j in range(price.size)]
    turn = np.argsort(order)
    for j, source in enumerate(comes_from.tolist()):
        if source >= 0:
            assert turn[source] < turn[j]
            assert fall[j] == fall[source] + gap[source, j] < price[j]
        else:
            assert fall[j] == price[j]
