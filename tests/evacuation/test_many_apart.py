"""Many other routes at once: as one by one, in the order asked; barred arcs and far ways as there."""

import numpy as np
import pytest

from evacuation.apart import Asked
from evacuation.clock import NO_LIMIT
from evacuation.many_apart import routes_apart
from evacuation.one_apart import route_apart
from tests.evacuation.test_apart import FIRST, RING, arcs_of, ends_at, walked_by


def both(on, *asked):
    """The answers one by one and at once."""
    return [route_apart(RING, on, one) for one in asked], routes_apart(RING, on, list(asked))


def test_answers_stand_in_the_order_asked_whichever_the_destination() -> None:
    on, ends = walked_by(RING, [10, 10, 30, 30]), ends_at(2)
    asked = (
        Asked(0, 0, FIRST, ends),
        Asked(3, 0, arcs_of(RING, [3, 2]), ends),
        Asked(2, 0, arcs_of(RING, [2, 1, 0]), ends_at(0)),
        Asked(2, 0, FIRST[:0], ends),
    )
    single, at_once = both(on, *asked)
    assert [one and one.arcs.tolist() for one in at_once] == [one and one.arcs.tolist() for one in single]
    assert [one and one.walk for one in at_once] == [60, 50, 60, None]


@pytest.mark.parametrize(("last_s", "is_there"), [(6.0, True), (5.9, False)])
def test_streets_are_walked_before_they_close(last_s, is_there) -> None:
    on = walked_by(RING, [10, 10, 30, 30], closes_s=[np.inf, np.inf, np.inf, last_s])
    _, (found,) = both(on, Asked(0, 0, FIRST, ends_at(2)))
    assert (found is not None) == is_there


@pytest.mark.parametrize(("longest", "is_there"), [(60, True), (59, False)])
def test_the_longest_walk_counts_the_last_metres(longest, is_there) -> None:
    on = walked_by(RING, [10, 10, 30, 25])
    _, (found,) = both(on, Asked(0, 0, FIRST, ends_at(2, ticks=5), longest_ticks=longest))
    assert (found is not None) == is_there


def test_barred_arcs_count_from_the_end_and_far_ways_are_found() -> None:
    barred = np.zeros(RING.n_arcs, np.bool_)
    barred[arcs_of(RING, [0, 3, 2])[1]] = True
    for allowance, is_there in ((30, True), (29, False)):
        on = walked_by(RING, [10, 10, 30, 30], barred=barred, allowance_ticks=allowance)
        _, (found,) = both(on, Asked(0, 0, FIRST, ends_at(2), allowance=True))
        assert (found is not None) == is_there
    on = walked_by(RING, [10, 10, 9_000, 9_000])
    _, (found,) = both(on, Asked(0, 0, FIRST, ends_at(2), longest_ticks=NO_LIMIT))
    assert found.walk == 18_000
