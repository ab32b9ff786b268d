"""What closes first on a route, and what decides by when people must leave."""

import numpy as np
import pytest

from evacuation.on_the_way import AT_END, BY_DEADLINE, ArcClosing, ArcClosings, arcs_of_path, closings_on
from planning.network import city_network
from tests.evacuation.conftest import Run
from tests.toy_city import make_toy_bundle, toy_settings

INF = np.inf


def on(closes, *, ticks=(100, 100, 100), connector=0, end=0, end_s=INF, deadline=INF):
    return closings_on(
        np.array(closes, dtype=float), np.array(ticks), connector_ticks=connector, end_ticks=end,
        end_s=end_s, deadline_s=deadline,
    )  # fmt: skip


def test_the_first_to_close_need_not_be_what_decides():
    # Streets are walked to their ends in 10, 20 and 30 s. Limits: 100 − 10 = 90 s; 105 − 30 = 75 s.
    assert on([100, INF, 105]) == ArcClosings(ArcClosing(0, 100.0), ArcClosing(2, 105.0), all_at_once=False)


def test_of_several_that_close_at_once_the_first_on_the_way_is_named_and_the_last_decides():
    found = on([100, 100, 100])
    assert found == ArcClosings(ArcClosing(0, 100.0), ArcClosing(2, 100.0), all_at_once=True)


def test_the_walk_to_the_street_and_from_the_last_one_counts():
    # The destination closes at 60 s: 30 s of streets, 5 s before and 20 s after them: limit 5 s.
    # The first street closes at 21 s, with a limit of 21 − 10 − 5 = 6 s.
    found = on([21, INF, INF], connector=50, end=200, end_s=60)
    assert (found.first, found.deciding) == (ArcClosing(0, 21.0), ArcClosing(AT_END, 60.0))
    # One second less at the street, and it decides (of equal limits the first on the way).
    assert on([20, INF, INF], connector=50, end=200, end_s=60).deciding == ArcClosing(0, 20.0)


def test_a_deadline_decides_but_closes_nothing():
    found = on([INF, INF, INF], deadline=100)
    assert (found.first, found.deciding) == (None, ArcClosing(BY_DEADLINE, 100.0))


def test_where_nothing_closes_nothing_decides():
    assert on([INF, INF, INF]) == ArcClosings(None, None, all_at_once=True)


def test_a_route_of_one_street_does_not_close_all_at_once():
    assert not on([50], ticks=(10,)).all_at_once


def test_who_is_there_already_has_only_the_end():
    assert on([], ticks=(), end_s=40).first == ArcClosing(AT_END, 40.0)


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_the_arcs_of_a_route_are_found_again(run_toy: Run, scenario):
    inputs, done = run_toy(scenario)
    offsets = done.route_arcs.offsets
    assert len(done.routes) > 0
    for i, route in enumerate(done.routes.to_dict("records")):
        arcs = arcs_of_path(
            inputs.network, np.array(route["node_path"]), np.array(route["street_path"], dtype=np.int64)
        )
        assert arcs.tolist() == done.route_arcs.arcs[offsets[i] : offsets[i + 1]].tolist()


def test_nodes_that_no_street_of_the_path_joins_are_refused():
    network = city_network(make_toy_bundle(), toy_settings())
    with pytest.raises(ValueError, match="from node 1 to 5"):
        arcs_of_path(network, np.array([1, 5]), np.array([101]))
