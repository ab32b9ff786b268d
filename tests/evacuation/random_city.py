"""Small random networks with people on them, for tests against slow references."""

from types import SimpleNamespace

import numpy as np
from hypothesis import strategies as st

from domain.vocabulary import DestinationKind
from evacuation.clock import CLOSED, HORIZON, NO_LIMIT
from evacuation.destination_sets import DestinationSet
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.robustness import People
from evacuation.rows import WalkingRows
from evacuation.searching import EndNodes
from tests.evacuation.small_networks import small_network

#: Most nodes and streets of a random city.
NODES = 7


@st.composite
def cities(draw, *, timed: bool):
    """Return network, people and release; with closings, or with bars and a longest walk instead."""
    n = draw(st.integers(3, NODES))
    node = st.integers(0, n - 1)
    streets = draw(st.lists(st.tuples(node, node, st.integers(1, 9)).filter(lambda s: s[0] != s[1]),
                            min_size=2, max_size=11))  # fmt: skip
    network = small_network(n, [(u, v) for u, v, _ in streets])
    m = network.n_arcs
    closes = draw(st.lists(st.sampled_from([None, None, -1, *range(1, 30)]) if timed else st.just(None),
                           min_size=len(streets), max_size=len(streets)))  # fmt: skip
    by_street = np.array([0 if c is None else CLOSED if c < 0 else HORIZON - c for c in closes], np.int64)
    flags = st.lists(st.booleans() if not timed else st.just(False), min_size=m, max_size=m)
    on_network = SimpleNamespace(
        ticks=np.array([streets[i][2] for i in network.arc_street], np.int64), generalised=None,
        release=by_street[network.arc_street], barred=np.array(draw(flags), np.bool_),
        allowance_ticks=draw(st.integers(0, 9)), deadline_release=0,
        longest_ticks=NO_LIMIT if timed else draw(st.integers(5, 40)),
        closed_for_arcs=(np.array(draw(flags), np.bool_),),
    )  # fmt: skip
    fields = {name: getattr(on_network, name, None) for name in ProfileOnNetwork.__dataclass_fields__}
    return network, _people(draw, ProfileOnNetwork(**fields), n, timed)


def _people(draw, on_network: ProfileOnNetwork, n: int, timed: bool) -> People:
    node = st.integers(0, n - 1)
    sets = []
    for kind in draw(st.sampled_from([
        (DestinationKind.SHELTER,), (DestinationKind.SAFE_AREA, DestinationKind.REFUGE_BUILDING),
    ])):  # fmt: skip
        nodes = np.array(draw(st.lists(node, min_size=1, max_size=2)), np.int64)
        left = np.array(draw(st.lists(st.integers(0, 6), min_size=nodes.size, max_size=nodes.size)), np.int64)
        closed_for = -1 if timed else draw(st.sampled_from([-1, 0]))
        sets.append(DestinationSet(EndNodes(nodes, left, np.zeros_like(nodes)), kind, closed_for))
    rows = draw(st.lists(st.tuples(st.integers(-1, n - 1), st.integers(0, 3), st.integers(0, 12)),
                         min_size=1, max_size=5))  # fmt: skip
    number = np.arange(len(rows))
    at, connector, leave = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    may = np.array(draw(st.lists(st.booleans(), min_size=len(sets), max_size=len(sets))), np.bool_)
    may |= ~may.any()
    return People(
        on_network, tuple(sets),
        WalkingRows(number, number, at, connector, leave, np.full(number.size, "", object), at < 0),
        10 ** number, may[:, None] & (at >= 0)[None, :],
    )  # fmt: skip
