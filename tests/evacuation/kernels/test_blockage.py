"""Random numbers by id, and the arcs that a blocked street closes."""

import numpy as np

from evacuation.kernels.blockage import blocked_arcs, blocked_at, uniforms

IDS = np.array([3, -7, 12, 40_000_000_000], np.int64)


def test_numbers_depend_on_seed_draw_id_and_salt_alone() -> None:
    first = uniforms(1, 0, IDS, 0)
    np.testing.assert_array_equal(uniforms(1, 0, IDS[::-1], 0)[::-1], first)
    others = [uniforms(2, 0, IDS, 0), uniforms(1, 1, IDS, 0), uniforms(1, 0, IDS, 1)]
    assert all((first != one).all() for one in others)


def test_numbers_are_spread_evenly_and_follow_nothing() -> None:
    drawn = uniforms(1, 5, np.arange(20_000), 0)
    assert 0 < drawn.min() < drawn.max() < 1
    # 20 classes of 1,000: χ² with 19 degrees stays below 43.8 in 999 of 1,000 cases.
    counts = np.histogram(drawn, 20, (0, 1))[0]
    assert ((counts - 1000) ** 2 / 1000).sum() < 43.8
    other = uniforms(1, 6, np.arange(20_000), 0)
    # Standard error of a correlation of 20,000: 0.0071.
    assert abs(np.corrcoef(drawn, other)[0, 1]) < 0.025
    assert abs(np.corrcoef(drawn[1:], drawn[:-1])[0, 1]) < 0.025


def drawn(ids, rate, segments=1.0, *, crossing=False, shut=False, street_class=0):
    n = len(ids)
    return blocked_at(
        np.asarray(ids, np.int64), np.zeros(n, np.int64), np.full(n, street_class, np.int8),
        np.full(n, segments), np.full(n, crossing), np.array([[rate, 0.0, rate]]), np.array([shut]), 2, 1, 0,
    )  # fmt: skip


def test_as_many_are_blocked_as_the_rate_says() -> None:
    ids = np.arange(20_000)
    # p = 0.2 a segment, 0.36 for two; of a bridge however long.
    rate = -np.log(0.8)
    for segments, street_class, share in ((1.0, 0, 0.2), (2.0, 0, 0.36), (2.0, 2, 0.2), (2.0, 1, 0.0)):
        blocked = (drawn(ids, rate, segments, street_class=street_class) >= 0).mean()
        assert abs(blocked - share) < 0.014  # four standard errors


def test_a_higher_rate_blocks_more_streets_at_the_same_points() -> None:
    few, more = drawn(np.arange(2000), 0.1), drawn(np.arange(2000), 0.5)
    blocked = few >= 0
    assert 0 < blocked.sum() < (more >= 0).sum() < 2000
    np.testing.assert_array_equal(more[blocked], few[blocked])


def test_surely_blocked_is_always_blocked_and_a_shut_crossing_too() -> None:
    assert (drawn(range(1000), np.inf) >= 0).all()
    assert (drawn(range(1000), 0.0, crossing=True, shut=True) >= 0).all()
    assert (drawn(range(1000), 0.0, crossing=True) < 0).all()
    assert (drawn(range(1000), 0.0, shut=True) < 0).all()


def test_the_piece_that_holds_the_point_is_closed_in_both_directions() -> None:
    # Street 0 in two pieces at 0.4 (arcs 0, 1 there, 2, 3 back), street 1 in one (arcs 4, 5).
    low = np.array([0.0, 0.4, 1.0, 0.4, 0.0, 1.0])
    high = np.array([0.4, 1.0, 0.4, 0.0, 1.0, 0.0])
    start, arcs = np.array([0, 4, 6]), np.arange(6)

    def closed(*at):
        return blocked_arcs(np.array(at), start, arcs, low, high).tolist()

    assert closed(-1.0, -1.0) == []
    assert closed(0.0, -1.0) == closed(0.39, -1.0) == [0, 3]
    assert closed(0.4, -1.0) == closed(0.99, -1.0) == [1, 2]
    assert closed(-1.0, 0.5) == [4, 5]
