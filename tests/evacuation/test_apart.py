"""The other route: against every simple path of networkx, with closings; apart where a way apart exists."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.apart import Asked
from evacuation.clock import CLOSED, NO_LIMIT, closing_release, latest_departure_s
from evacuation.many_apart import routes_apart
from evacuation.one_apart import route_apart
from evacuation.trees import EndNodes
from tests.evacuation.graphs import network_of
from tests.evacuation.small_networks import Profile


def walked_by(network, ticks, *, closes_s=None, **changed):
    """Anybody on a network: ticks and closings by street, the same both ways."""
    closes = np.full(len(ticks), np.inf) if closes_s is None else np.array(closes_s)
    release = closing_release(closes)[network.arc_street]
    base = {
        "ticks": np.array(ticks)[network.arc_street], "generalised": None, "release": release,
        "release_open": np.where(release >= CLOSED, CLOSED, 0), "passable": release,
        "barred": np.zeros(network.n_arcs, np.bool_), "allowance_ticks": -1, "deadline_release": 0,
        "closed_for_arcs": (),
    }  # fmt: skip
    return Profile(**{**base, **changed})


def arcs_of(network, nodes):
    """Arcs along nodes; of parallel streets the first."""
    tails = network.arc_tail()
    return np.array([
        next(a for a in range(network.n_arcs) if (tails[a], network.arc_head[a]) == pair)
        for pair in itertools.pairwise(nodes)
    ], np.int32)  # fmt: skip


def ends_at(node, *, ticks=0, closes_s=np.inf):
    return EndNodes(np.array([node]), np.array([ticks]), closing_release(np.array([closes_s])))


#: When streets close [s].
CLOSES = (0.8, 1.5, 2.5, np.inf)


#: Streets with their walking times [0.1 s] and closings.
STREETS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9), st.sampled_from(CLOSES))
    .filter(lambda one: one[0] != one[1]),
    min_size=3, max_size=11, unique_by=lambda one: tuple(sorted(one[:2])),
)  # fmt: skip


def first_in_time(streets, leave):
    """The network of streets, who walks on it, all ways from 0 to 5 in time, and of each way its streets."""
    network = network_of(6, [one[:2] for one in streets])
    ticks, closes = [one[2] for one in streets], [one[3] for one in streets]
    graph = nx.Graph()
    graph.add_nodes_from(range(6))
    for row, (u, v, *_) in enumerate(streets):
        graph.add_edge(u, v, row=row)

    def rows(path):
        return [graph.edges[pair]["row"] for pair in itertools.pairwise(path)]

    def is_in_time(path):
        now = leave
        for row in rows(path):
            now += ticks[row]
            if now > closes[row] * 10:
                return False
        return True

    possible = [path for path in nx.all_simple_paths(graph, 0, 5) if is_in_time(path)]
    possible.sort(key=lambda path: sum(ticks[row] for row in rows(path)))
    return network, walked_by(network, ticks, closes_s=closes), possible, rows


@settings(max_examples=30, deadline=None)
@given(streets=STREETS, leave=st.integers(0, 5))
def test_no_route_in_time_shares_less_or_is_shorter_for_as_much(streets, leave):
    network, on, possible, rows = first_in_time(streets, leave)
    ticks, closes = [one[2] for one in streets], [one[3] for one in streets]
    if not possible:
        return
    first = possible[0]
    taken = set(rows(first))
    measured = sorted(
        (sum(ticks[row] for row in set(rows(path)) & taken), sum(ticks[row] for row in rows(path)))
        for path in possible
        if path != first
    )
    asked = Asked(0, leave, arcs_of(network, first), ends_at(5))
    found, (at_once,) = route_apart(network, on, asked), routes_apart(network, on, [asked], threads=1)
    assert (found is None) == (at_once is None)
    if found is not None:
        assert (at_once.shared_ticks, at_once.walk) == (found.shared_ticks, found.walk)
    if not measured or measured[0][0] == sum(ticks[row] for row in taken):
        assert found is None
        return
    assert found is not None
    assert (found.shared_ticks, found.walk) == measured[0]
    assert int(on.ticks[found.arcs[found.shared]].sum()) == found.shared_ticks
    # The latest departure of this very route, walked back from its end.
    until = np.inf
    for arc in found.arcs[::-1].tolist():
        until = min(until, closes[network.arc_street[arc]] * 10) - on.ticks[arc]
    assert latest_departure_s(np.array(found.cost)) == pytest.approx(until / 10)


@settings(max_examples=20, deadline=None)
@given(streets=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda one: one[0] != one[1]),
                        min_size=4, max_size=12, unique_by=lambda one: tuple(sorted(one))))  # fmt: skip
def test_nothing_is_shared_where_a_flow_of_two_goes_past_the_first(streets):
    network = network_of(6, streets)
    on = walked_by(network, [10] * len(streets))
    graph = nx.Graph(streets)
    graph.add_nodes_from(range(6))
    if not nx.has_path(graph, 0, 5):
        return
    first = nx.shortest_path(graph, 0, 5)
    # Min-cost flow of one more unit: a street of the first costs 1,000, any other 1.
    directed = nx.DiGraph()
    own = {frozenset(pair) for pair in itertools.pairwise(first)}
    for u, v in graph.edges:
        for pair in ((u, v), (v, u)):
            directed.add_edge(*pair, capacity=1, weight=1_000 if frozenset(pair) in own else 1)
    directed.add_node(0, demand=-1)
    directed.add_node(5, demand=1)
    least = nx.min_cost_flow_cost(directed) // 1_000
    found = route_apart(network, on, Asked(0, 0, arcs_of(network, first), ends_at(5)))
    assert (len(own) * 10 if found is None else found.shared_ticks) == least * 10


#: 0 ─ 1 ─ 2 along the bottom, and 0 ─ 3 ─ 2 around.
RING = network_of(4, [(0, 1), (1, 2), (0, 3), (3, 2)])
FIRST = arcs_of(RING, [0, 1, 2])


@pytest.mark.parametrize(
    ("changed", "is_there"),
    [({}, True), ({"longest_ticks": 60}, True), ({"longest_ticks": 59}, False), ({"leave_ticks": 40}, True),
     ({"leave_ticks": 41}, False)],
)  # fmt: skip
def test_the_other_route_is_in_time_and_within_the_longest_walk(changed, is_there):
    # Around takes 60 ticks; its last street closes at 10 s.
    on = walked_by(RING, [10, 10, 30, 30], closes_s=[np.inf, np.inf, np.inf, 10.0])
    asked = {"node": 0, "leave_ticks": 0, "first": FIRST, "ends": ends_at(2), **changed}
    assert (route_apart(RING, on, Asked(**asked)) is not None) == is_there


@pytest.mark.parametrize(("closes_s", "is_there"), [(6.5, True), (6.4, False)])
def test_the_last_metres_and_the_end_itself_close_too(closes_s, is_there):
    on = walked_by(RING, [10, 10, 30, 30])
    found = route_apart(RING, on, Asked(0, 0, FIRST, ends_at(2, ticks=5, closes_s=closes_s)))
    assert (found is not None) == is_there
    if found is not None:
        assert found.walk == 65


def test_a_route_of_no_street_has_no_other_and_far_routes_are_found():
    on = walked_by(RING, [10, 10, 9_000, 9_000])
    assert route_apart(RING, on, Asked(2, 0, FIRST[:0], ends_at(2))) is None
    found = route_apart(RING, on, Asked(0, 0, FIRST, ends_at(2)))
    assert found is not None
    assert found.walk == 18_000


def test_barred_arcs_are_walked_close_to_a_refuge_building_only():
    barred = np.zeros(RING.n_arcs, np.bool_)
    barred[arcs_of(RING, [0, 3, 2])[1]] = True
    for allowance, is_there in ((30, True), (29, False)):
        on = walked_by(RING, [10, 10, 30, 30], barred=barred, allowance_ticks=allowance)
        asked = Asked(0, 0, FIRST, ends_at(2), allowance=True)
        assert (route_apart(RING, on, asked) is not None) == is_there
    on = walked_by(RING, [10, 10, 30, 30], barred=barred, allowance_ticks=NO_LIMIT)
    assert route_apart(RING, on, Asked(0, 0, FIRST, ends_at(2))) is None


def test_arcs_that_a_place_closes_are_not_taken():
    taken = np.zeros(RING.n_arcs, np.bool_)
    taken[arcs_of(RING, [0, 3])] = True
    on = walked_by(RING, [10, 10, 30, 30], closed_for_arcs=(taken,))
    assert route_apart(RING, on, Asked(0, 0, FIRST, ends_at(2), closed_for=0)) is None
    assert route_apart(RING, on, Asked(0, 0, FIRST, ends_at(2))) is not None
