"""A network of plain edges: each has an arc as given and one back."""

import numpy as np

from evacuation.edge_network import network_of_edges


def test_every_edge_has_an_arc_as_it_is_given_and_one_back() -> None:
    tail, head = np.array([2, 0, 0]), np.array([0, 1, 1])
    nothing = np.zeros(4)
    network, forward = network_of_edges(
        tail, head, np.array([5.0, 7.0, 9.0]), n_nodes=4, x_m=nothing, y_m=nothing
    )
    arcs = zip(network.arc_tail().tolist(), network.arc_head.tolist(), network.arc_street.tolist(),
               network.arc_length_m.tolist(), forward.tolist(), strict=True)  # fmt: skip
    assert sorted(arcs) == sorted(
        [(2, 0, 0, 5.0, True), (0, 2, 0, 5.0, False), (0, 1, 1, 7.0, True), (1, 0, 1, 7.0, False),
         (0, 1, 2, 9.0, True), (1, 0, 2, 9.0, False)]
    )  # fmt: skip
    back = network.arc_reverse
    assert (back[back] == np.arange(6)).all()
    assert (network.arc_head[back] == network.arc_tail()).all()
    assert (network.arc_street[back] == network.arc_street).all()
    # Node 3 has no edge.
    assert network.arc_start.tolist()[-2:] == [6, 6]
