"""Places on small networks, and who walks there, for the tests of searches to many destinations."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from domain.vocabulary import DestinationKind
from evacuation.clock import CLOSED, HORIZON, NO_LIMIT
from evacuation.destinations import Destinations
from evacuation.profile_on_network import ProfileOnNetwork
from tests.evacuation.small_networks import small_networks

_KINDS = (DestinationKind.EMERGENCY_SITE, DestinationKind.REFUGE_BUILDING)
#: Nobody leaves before this; a street that closes sooner is closed to the shortest routes.
FIRST = 6


def closes_early(release):
    return (release > HORIZON - FIRST) & (release <= HORIZON)


def trip_to(
    at, ticks, release, barred, *, left=0, closes=0, **others
) -> tuple[ProfileOnNetwork, Destinations]:
    """Who walks to places at some nodes, with the walk that is left there and when each closes."""
    count = len(at)
    nothing, nobody = np.zeros(count, np.int64), np.zeros(0, np.int64)
    kind = others.pop("kind", (DestinationKind.EMERGENCY_SITE,) * count)
    whole = {"deadline_release": 0, "longest_ticks": NO_LIMIT, "allowance_ticks": -1, **others}
    on_network = ProfileOnNetwork(
        profile=None, speed_m_s=1.0, ticks=ticks, generalised=None, release=release,
        closes_early=closes_early(release), earliest_ticks=FIRST, reserve_ticks=0, longest_extra_ticks=0,
        barred=barred, block_connector=nobody, place_connector=nothing + left, place_release=nothing + closes,
        place_closed_for=nothing - 1, closed_for_arcs=(), closed_for_blocks=(), **whole,
    )  # fmt: skip
    destinations = Destinations(
        tuple(map(str, range(count))), kind, nothing, tuple(np.array([one]) for one in at),
        np.arange(count), nothing, ("",) * count, np.zeros(count, np.bool_),
    )  # fmt: skip
    return on_network, destinations


@st.composite
def small_trips(draw, *, flat: bool = False):
    """A network with places on it: on_network, destinations, and where each search ends.

    Where it is flat, some streets join nodes that lie at one point: to walk them takes no time.
    """
    network, ticks, release, barred = draw(small_networks())
    if flat:
        points = draw(st.sets(st.integers(0, network.street_id.size - 1), max_size=2))
        none = np.isin(network.arc_street, list(points))
        network = replace(network, arc_length_m=np.where(none, 0.0, network.arc_length_m))
        ticks = np.where(none, 0, ticks)
    node = st.integers(0, network.n_nodes - 1)
    count = draw(st.integers(1, 5))
    several = {"min_size": count, "max_size": count}
    at = draw(st.lists(node, **several))
    left = np.array(draw(st.lists(st.integers(0, 9), **several)), np.int64)
    # Many that never close, so that some are found together.
    closes = np.array(
        draw(st.lists(st.sampled_from([0, 0, 0, HORIZON - 30, HORIZON - 60, CLOSED]), **several))
    )
    on_network, destinations = trip_to(
        at, ticks, release, barred, left=left, closes=closes,
        kind=tuple(draw(st.lists(st.sampled_from(_KINDS), **several))),
        deadline_release=draw(st.sampled_from([0, 0, HORIZON - 50])),
        longest_ticks=draw(st.sampled_from([NO_LIMIT, 40])), allowance_ticks=draw(st.sampled_from([-1, 15])),
    )  # fmt: skip
    return network, on_network, destinations
