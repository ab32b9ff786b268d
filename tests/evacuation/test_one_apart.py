"""One other route: the same however its graph grows, and where the kernel takes over."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation import one_apart
from evacuation.apart import Asked
from evacuation.many_apart import routes_apart
from evacuation.one_apart import route_apart
from tests.evacuation.graphs import network_of
from tests.evacuation.test_apart import FIRST, RING, STREETS, arcs_of, ends_at, first_in_time, walked_by


@settings(max_examples=30, deadline=None)
@given(
    streets=STREETS, leave=st.integers(0, 5), which=st.integers(0, 3),
    changed=st.sampled_from([
        {"_RANGES": ((0, 0), (0, 2))}, {"_RANGES": ()}, {"_MOST_ARCS": 0}, {"_MOST_LABELS": 1}
    ]),
)  # fmt: skip
def test_the_answer_is_that_of_the_kernel_however_the_graph_grows(streets, leave, which, changed):
    network, on, possible, _ = first_in_time(streets, leave)
    if not possible:
        return
    # Not only the shortest: people may have been told a longer route.
    asked = Asked(0, leave, arcs_of(network, possible[min(which, len(possible) - 1)]), ends_at(5))
    (many,) = routes_apart(network, on, [asked], threads=1)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in changed.items():
            patch.setattr(one_apart, name, value)
        one = route_apart(network, on, asked)
    assert (one and (one.shared_ticks, one.walk)) == (many and (many.shared_ticks, many.walk))


#: 0 ─ 1 ─ 2 ─ 5 is the first, 0 ─ 3 ─ 2 ─ 4 ─ 5 shares nothing; its 2 ─ 4 may close too early for it.
CROSSED = network_of(6, [(0, 1), (1, 2), (2, 5), (0, 3), (3, 2), (2, 4), (4, 5)])


@pytest.mark.parametrize(("last_s", "shared", "walk"), [(8.0, 0, 90), (7.9, 10, 70)])
def test_a_street_reached_in_time_by_the_first_route_only_makes_the_graph_grow(
    last_s, shared, walk, monkeypatch
):
    monkeypatch.setattr(one_apart, "_RANGES", ((0, 0),))
    on = walked_by(CROSSED, [10, 10, 10, 30, 30, 20, 10], closes_s=[np.inf] * 5 + [last_s, np.inf])
    asked = Asked(0, 0, arcs_of(CROSSED, [0, 1, 2, 5]), ends_at(5))
    found = route_apart(CROSSED, on, asked)
    assert (found.shared_ticks, found.walk) == (shared, walk)


@pytest.mark.parametrize("limit", ["_MOST_ARCS", "_MOST_LABELS"])
def test_the_kernel_takes_over_where_networkx_would_take_long(limit, monkeypatch):
    asked_of_kernel = []

    def many(network, on_network, asked, **threads):
        asked_of_kernel.extend(asked)
        return routes_apart(network, on_network, asked, **threads)

    monkeypatch.setattr(one_apart, "routes_apart", many)
    on, asked = walked_by(RING, [10, 10, 30, 30]), Asked(0, 0, FIRST, ends_at(2))
    by_networkx = route_apart(RING, on, asked)
    assert not asked_of_kernel
    monkeypatch.setattr(one_apart, limit, 0)
    assert route_apart(RING, on, asked).arcs.tolist() == by_networkx.arcs.tolist()
    assert asked_of_kernel == [asked]
