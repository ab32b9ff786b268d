"""Shortest and latest routes to all destinations, however they are searched for, held against one each."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.vocabulary import DestinationKind
from evacuation import growing
from evacuation.clock import CLOSED, HORIZON, NO_LIMIT
from evacuation.destinations import Destinations
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.reach import reach_destinations
from tests.evacuation.small_networks import obvious_search, small_networks

_KINDS = (DestinationKind.EMERGENCY_SITE, DestinationKind.REFUGE_BUILDING)
#: Nobody leaves before this; a street that closes sooner is closed to the shortest routes.
_FIRST = 6


@st.composite
def _asked(draw):
    """A network with places on it: on_network, destinations, and where each search ends."""
    network, ticks, release, barred = draw(small_networks())
    node = st.integers(0, network.n_nodes - 1)
    count = draw(st.integers(1, 5))
    several = {"min_size": count, "max_size": count}
    at = draw(st.lists(node, **several))
    left = np.array(draw(st.lists(st.integers(0, 9), **several)), np.int64)
    # Many that never close, so that some are found together.
    closes = np.array(
        draw(st.lists(st.sampled_from([0, 0, 0, HORIZON - 30, HORIZON - 60, CLOSED]), **several))
    )
    kind = tuple(draw(st.lists(st.sampled_from(_KINDS), **several)))
    nothing, nobody = np.zeros(count, np.int64), np.zeros(0, np.int64)
    early = (release > HORIZON - _FIRST) & (release <= HORIZON)
    on_network = ProfileOnNetwork(
        profile=None, speed_m_s=1.0, ticks=ticks, generalised=None, release=release, closes_early=early,
        earliest_ticks=_FIRST, reserve_ticks=0, deadline_release=draw(st.sampled_from([0, 0, HORIZON - 50])),
        longest_ticks=draw(st.sampled_from([NO_LIMIT, 40])), longest_extra_ticks=0, barred=barred,
        allowance_ticks=draw(st.sampled_from([-1, 15])), block_connector=nobody, place_connector=left,
        place_release=closes, place_closed_for=nothing - 1, closed_for_arcs=(), closed_for_blocks=(),
    )  # fmt: skip
    destinations = Destinations(
        tuple(map(str, range(count))), kind, nothing, tuple(np.array([one]) for one in at),
        np.arange(count), nothing, ("",) * count,
    )  # fmt: skip
    return network, on_network, destinations


@pytest.mark.parametrize("fewest", [1, 99])
@settings(deadline=None, max_examples=60)
@given(asked=_asked())
def test_routes_of_use_are_those_of_one_search_for_each(fewest, asked):
    network, on_network, destinations = asked
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growing, "_FEWEST", fewest)
        reach = reach_destinations(network, on_network, destinations, access_node=np.arange(network.n_nodes))
    for i, kind in enumerate(destinations.kind):
        keep = max(int(on_network.place_release[i]), on_network.deadline_release)
        ends = {int(destinations.nodes[i][0]): (keep, int(on_network.place_connector[i]))}
        allowance = on_network.allowance_ticks if kind is DestinationKind.REFUGE_BUILDING else -1
        latest, shortest = (
            obvious_search(
                network, on_network.ticks, release, on_network.barred, ends, by_latest=by_latest,
                allowance=allowance, limit_walk=on_network.longest_ticks,
            )
            for release, by_latest in ((on_network.release, True), (on_network.passable, False))
        )  # fmt: skip
        useful = np.flatnonzero(np.array(latest[0]) <= HORIZON - _FIRST)
        # Where nobody is earlier on the shortest routes, these stand for the latest, too.
        expected = shortest if all(latest[0][u] == shortest[0][u] for u in useful) else latest
        for trees, (cost, walk, next_arc) in ((reach.shortest, shortest), (reach.latest, expected)):
            assert trees.cost[i, useful].tolist() == [cost[u] for u in useful]
            assert trees.walk[i, useful].tolist() == [walk[u] for u in useful]
            if useful.size:
                assert trees.next_arc[i][useful].tolist() == [next_arc[u] for u in useful]
        useless = np.setdiff1d(np.arange(network.n_nodes), useful)
        assert (reach.latest.cost[i, useless] > HORIZON - _FIRST).all()
