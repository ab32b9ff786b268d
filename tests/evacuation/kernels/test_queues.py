"""People in queues: known solutions, and the same arrivals as person by person."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.crowd_links import UsedLinks
from evacuation.kernels import queue_bundles, queue_moves, queue_rings, queue_windows, queues
from evacuation.kernels.queue_state import (
    ARRIVED,
    AT_HOME,
    CAUGHT,
    CUT_OFF,
    ENDED,
    NEVER,
    OUTCOME,
    STAMP,
    UNDER_WAY,
    new_queues,
)
from tests.evacuation.queue_sample import Sample, towns


def _series(rates: list[float], people: int, ticks: int = 100, storage: int = 1000) -> Sample:
    sample = Sample()
    sample.home()
    links = [sample.piece(storage, rate) for rate in rates]
    sample.people(people, links, [ticks] * len(links))
    return sample


def test_one_person_walks_as_long_as_the_street_takes() -> None:
    # RiMEA 1: 40 m at 1.33 m/s are 30.08 s, 301 ticks.
    assert _series([1.0], 1, ticks=301).walk().ended.tolist() == [301]


def test_a_bottleneck_lets_its_rate_through_and_no_more() -> None:
    # 100 people at 1.3 persons/s: the last 99 / 1.3 = 76.15 s after the first.
    walk = _series([1.3], 100, ticks=300).walk()
    assert walk.ended.min() == 300
    assert walk.ended.max() == 300 + 762
    assert (walk.outcome == ARRIVED).all()


def test_a_wide_street_lets_several_through_in_a_tick() -> None:
    # 25 persons/s: 2.5 a tick; the last of 100 enters at 99 / 25 = 3.96 s.
    walk = _series([25.0], 100).walk()
    assert walk.ended.max() == 100 + 40
    assert np.bincount(walk.ended - 100).max() == 3


def test_of_two_in_series_the_narrower_decides_and_the_queue_stands_before_it() -> None:
    # 2 persons/s in, 0.5 out: the last of 50 ends 1 at 10 + 49 / 2 s = 345 ticks, when 13 have gone on.
    walk = _series([2.0, 0.5], 50).walk()
    assert walk.ended.max() == 200 + 49 * 20
    assert walk.queue_most[0] == 50 - 13
    assert walk.queue_most[2] <= 1
    # The wait of the k-th of them is k (2 − 0.5) s.
    assert walk.queue_longest[0] == 49 * 15
    assert walk.queue_waited[0] == 15 * sum(range(50))


def test_what_merges_shares_the_rate_and_nobody_is_lost() -> None:
    sample = Sample()
    left, right, out = (sample.piece(1000, rate) for rate in (1.0, 1.0, 1.0))
    for start, home in ((left, sample.home()), (right, sample.home())):
        sample.people(30, [start, out], [50, 50], home=home)
    walk = sample.walk()
    assert sorted(walk.ended) == list(range(100, 700, 10))
    # Who comes first goes first: both sides empty together.
    assert abs(int(walk.ended[:30].max()) - int(walk.ended[30:].max())) == 10


def test_a_full_street_holds_people_back_upstream() -> None:
    sample = Sample()
    sample.home()
    first, second = sample.piece(40, 5.0), sample.piece(10, 0.5)
    sample.people(60, [first, second], [20, 20])
    walk = sample.walk()
    assert walk.ended.max() == 40 + 59 * 20
    # 10 stand on the second; the others on the first, and at home what it cannot hold.
    assert walk.queue_most[first] > 30
    assert walk.queue_most[-1] == 60 - 1
    assert walk.queue_waited[-1] > 0


def test_a_new_street_can_make_everybody_later() -> None:
    # Braess: two narrow streets (1 person/s, 1 s) and two wide ones (30 s). Half and half: each narrow one
    # passes 50. Over the new street between them all 100 pass both.
    def built(*, shortcut: bool) -> int:
        sample = Sample()
        homes = [sample.home(), sample.home()]
        narrow = [sample.piece(1000, 1.0) for _ in range(2)]
        wide = [sample.piece(1000, 0.0) for _ in range(2)]
        new = sample.piece(1000, 0.0)
        if shortcut:
            sample.people(100, [narrow[0], new, narrow[1]], [10, 1, 10])
        else:
            sample.people(50, [narrow[0], wide[0]], [10, 300], home=homes[0])
            sample.people(50, [wide[1], narrow[1]], [300, 10], home=homes[1])
        return int(sample.walk().ended.max())

    assert built(shortcut=False) == 310 + 49 * 10
    assert built(shortcut=True) == 21 + 99 * 10


def test_who_comes_before_the_door_opens_waits_and_the_door_is_a_bottleneck() -> None:
    sample = Sample()
    sample.home()
    door = sample.piece(1000, 2.0, opens=500)
    sample.people(20, [door], [100])
    walk = sample.walk()
    # The first as it opens, the last 19 / 2 s later.
    assert (walk.ended.min(), walk.ended.max()) == (500, 500 + 95)
    assert walk.stood.max() < 500


def test_who_is_on_a_street_that_closes_is_caught_and_who_stands_before_it_is_cut_off() -> None:
    sample = Sample()
    sample.home()
    first, second = sample.piece(1000, 0.0), sample.piece(1000, 1.0, closes=149)
    sample.people(9, [first, second], [100, 47])
    walk = sample.walk()
    # Enter the second at 100, 110 … 140; through are those who end it at 149 or before: only the first.
    assert walk.outcome.tolist() == [ARRIVED, *[CAUGHT] * 4, *[CUT_OFF] * 4]
    assert walk.ended.tolist() == [147, *[150] * 8]
    assert set(walk.where[1:5]) == {second}
    # With a tick more they are through, and those in the queue of a street that closes are caught, too.
    sample.closes = [149, NEVER]
    assert sample.walk().outcome.tolist() == [*[ARRIVED] * 5, *[CAUGHT] * 4]


def test_who_has_not_left_when_the_hazard_reaches_home_is_caught_there() -> None:
    sample = Sample()
    sample.home(closes=30)
    street = sample.piece(1000, 1.0)
    sample.people(5, [street], [10])
    sample.people(1, [street], [10], leave=31)
    # At 0, 10, 20, 30 four go; the fifth would go at 40.
    assert sample.walk().outcome.tolist() == [*[ARRIVED] * 4, AT_HOME, AT_HOME]


def test_streets_that_wait_for_each_other_move_on_together_and_it_is_counted() -> None:
    # Two streets of two people each; everybody on one wants the other.
    sample = Sample(stall=50)
    homes = [sample.home(), sample.home()]
    one, two = sample.piece(2, 0.0), sample.piece(2, 0.0)
    sample.people(2, [one, two], [10, 10], home=homes[0])
    sample.people(2, [two, one], [10, 10], home=homes[1])
    walk = sample.walk()
    assert (walk.outcome == ARRIVED).all()
    # At 10 all stand; after 5 s without anybody entering two change places, a tick later the others.
    assert sorted(walk.ended) == [60, 60, 61, 61]
    assert walk.turns.tolist() == [2, 2]


def test_it_is_given_up_at_a_time() -> None:
    walk = _series([1.0], 5).walk(last_tick=120)
    assert walk.outcome.tolist() == [*[ARRIVED] * 3, UNDER_WAY, UNDER_WAY]


def test_queues_are_noted_over_time() -> None:
    walk = _series([2.0, 0.5], 50).walk(bin_ticks=100)
    at_200 = walk.noted[(walk.noted[:, 0] == 2) & (walk.noted[:, 1] == 0)]
    # By tick 199 there came 20 (at 100, 105 … 195) and went 5 (at 100, 120 … 180).
    assert at_200[:, 2].tolist() == [15]


@settings(max_examples=30)
@given(towns())
def test_everybody_arrives_as_person_by_person_and_no_street_holds_more_than_it_can(sample) -> None:
    walk = sample.walk(bin_ticks=1)

    def watch(world, everybody, tick, count):
        assert all(0 <= n <= most for n, most in zip(count, sample.storage, strict=True))
        # Conservation at each step: everybody is at home still, walks, stands in one queue, or has come to
        # an end; and who walks or stands on a street takes its ground, nobody else does (where it has
        # closed nobody needs ground any more).
        on_it = [world.link_gate[p.links[p.done - 1]] for p in world.walking]
        standing = [(a, p) for a, queue in world.queues.items() for p in queue]
        on_it += [world.link_gate[a] for a, _ in standing if a < len(world.link_gate)]
        held = [gate for gate in range(len(count)) if world.closes[gate] >= tick]
        # Nobody is on a street while it is shut.
        for link, last, until, _ in sample.shut:
            assert not (last < tick < until and world.link_gate[link] in on_it)
        assert [on_it.count(gate) for gate in held] == [count[gate] for gate in held]
        at_home = sum(leave > tick for _, leave in sample.walkers)
        ended = sum(p.outcome != UNDER_WAY for p in everybody)
        assert at_home + len(world.walking) + len(standing) + ended == len(sample.walkers)

    people, world = sample.walk_slowly(watch=watch)
    assert walk.outcome.tolist() == [int(p.outcome) for p in people]
    assert walk.ended.tolist() == [p.ended for p in people]
    assert walk.waited.tolist() == [p.waited for p in people]
    assert walk.shut_waited.tolist() == [p.shut_waited for p in people]
    assert walk.turns.sum() == world.turned
    # Nobody is lost: everybody has come to an end.
    assert not (walk.outcome == UNDER_WAY).any()
    assert walk.queue_waited.sum() == walk.waited.sum()
    # Who stands in a queue at each tick is who waits (Little's law, queue by queue), never more than most.
    standing = np.zeros((2, walk.queue_waited.size), np.int64)
    np.add.at(standing[0], walk.noted[:, 1], walk.noted[:, 2])
    np.maximum.at(standing[1], walk.noted[:, 1], walk.noted[:, 2])
    assert standing[0].tolist() == walk.queue_waited.tolist()
    assert (standing[1] <= walk.queue_most).all()


@settings(max_examples=15)
@given(st.lists(st.sampled_from([0.5, 1.0, 2.0, 4.0]), min_size=1, max_size=4), st.data())
def test_half_the_width_is_never_faster_and_no_rate_is_exceeded(rates, data) -> None:
    at = data.draw(st.integers(0, len(rates) - 1))
    halved = [rate / 2 if i == at else rate for i, rate in enumerate(rates)]
    wide, narrow = (_series(each, 25, ticks=20, storage=8).walk().ended for each in (rates, halved))
    assert (narrow >= wide).all()
    # First in, first out.
    assert (np.diff(narrow) >= 0).all()
    least = 10 / min(halved)
    assert narrow.max() - narrow.min() >= np.floor(24 * least) - 1


@pytest.mark.parametrize("people", [0, 1])
def test_nobody_and_somebody_who_is_there_already(people) -> None:
    sample = Sample()
    sample.home()
    sample.piece(1, 1.0)
    sample.people(people, [], [], leave=7)
    assert sample.walk().ended.tolist() == [7] * people


def test_no_kernel_counts_who_refers_to_its_tables() -> None:
    # Two locked additions for each table handed on: four fifths of a walk.
    modules = (queue_bundles, queue_moves, queue_rings, queue_windows, queues)
    kernels = [one for module in modules for one in vars(module).values() if hasattr(one, "targetoptions")]
    assert len(kernels) > 30
    assert [one.__name__ for one in kernels if one.targetoptions.get("_nrt") is not False] == []


def test_ticks_in_which_nothing_comes_to_pass_are_not_walked() -> None:
    # One person leaves at tick 700 and walks 50: his gate is stamped for the ticks in which he moves alone.
    w, e = np.array([[0, 700, -1]], np.int32), np.array([[0, UNDER_WAY, -1, -1, 0]], np.int64)
    sample = Sample()
    sample.home()
    sample.people(1, [sample.piece(10, 1.0)], [50], leave=700)
    streets, ways, _, _ = sample.given()
    used = UsedLinks.by(streets, ways)
    q, g = new_queues(used.streets)
    rings, bundles = np.full((5, 1024), -1, np.int64), queue_bundles.new_bundles(1, 1024)
    lists, sizes = np.zeros((8, len(q)), np.int64), np.zeros(13, np.int64)
    home, closing = np.array([used.streets.n_links]), np.zeros((0, 2), np.int64)
    tick = queues.walk_queues(
        w, e, q, g, bundles, used.ways, used.shut, home, closing, rings, lists, sizes, 0, 5000, 600
    )
    assert (tick, e[0, OUTCOME], e[0, ENDED]) == (751, ARRIVED, 750)
    assert sizes[STAMP] == 2
