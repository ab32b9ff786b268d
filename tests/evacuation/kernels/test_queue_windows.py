"""Streets that are shut for a while: who waits, who is through, and what is a queue."""

from evacuation.kernels.queue_state import ARRIVED, CAUGHT, CUT_OFF, NEVER
from tests.evacuation.queue_sample import Sample


def _bridge(people: int, *, ticks: int = 20, leave: int = 0, rate: float = 1.0) -> tuple[Sample, int]:
    """Return a street of 10 ticks, then a bridge."""
    sample = Sample()
    sample.home()
    street, bridge = sample.piece(1000, 0.0), sample.piece(1000, rate)
    sample.people(people, [street, bridge], [10, ticks], leave=leave)
    return sample, bridge


def test_waiting_for_an_opening_is_no_queue_and_what_follows_is() -> None:
    sample, bridge = _bridge(3)
    sample.add_window(bridge, -NEVER, 500)
    walk = sample.walk(bin_ticks=100)
    # They come at 10; the bridge opens at 500 and lets one in a second.
    assert walk.ended.tolist() == [520, 530, 540]
    assert walk.shut_waited.tolist() == [490, 490, 490]
    assert walk.waited.tolist() == [0, 10, 20]
    assert (walk.queue_waited[0], walk.queue_longest[0], walk.queue_most[0]) == (30, 20, 2)
    assert not len(walk.noted)


def test_nobody_sets_out_who_would_not_be_through_and_there_may_be_several_windows() -> None:
    sample, bridge = _bridge(6)
    # Through by 35 is who enters by 15: the one at 10. At 100 it opens, and shuts after 140: in go those of
    # 100, 110, 120. The others at 300.
    sample.add_window(bridge, 35, 100)
    sample.add_window(bridge, 140, 300)
    walk = sample.walk()
    assert walk.ended.tolist() == [30, 120, 130, 140, 320, 330]
    # Behind the first they queue from 10 to 15; then it is shut for them until 100, and from 121 on.
    assert walk.waited.tolist() == [0, 6, 16, 26, 27, 37]
    assert (walk.shut_waited + walk.waited + 30 == walk.ended).all()


def test_where_nobody_may_wait_who_comes_while_it_is_shut_is_cut_off_and_who_comes_later_walks() -> None:
    sample, bridge = _bridge(1)
    sample.add_window(bridge, 5, 50, waits=False)
    sample.people(1, *sample.routes[0][:2], leave=40)
    walk = sample.walk()
    assert walk.outcome.tolist() == [CUT_OFF, ARRIVED]
    assert walk.ended.tolist() == [10, 70]
    assert walk.where[0] == bridge


def test_who_still_stands_on_a_street_as_it_shuts_is_caught_and_gives_up_his_ground() -> None:
    sample, bridge = _bridge(3, ticks=5, rate=0.0)
    narrow = sample.piece(1000, 1.0)
    sample.routes[0] = ([*sample.routes[0][0], narrow], [10, 5, 5], 0)
    sample.add_window(bridge, 20, 100)
    sample.storage[1] = 3
    # At 15 they stand at its end; one goes on at once, the next would at 25. Three more fit on it later.
    sample.people(3, *sample.routes[0][:2], leave=200)
    walk = sample.walk()
    assert walk.outcome.tolist() == [ARRIVED, CAUGHT, CAUGHT, *[ARRIVED] * 3]
    assert walk.ended.tolist() == [20, 21, 21, 220, 230, 240]


def test_a_street_that_closes_for_good_before_it_opens_is_not_waited_for() -> None:
    sample, bridge = _bridge(1)
    sample.add_window(bridge, -NEVER, 50)
    sample.closes[1] = 49
    walk = sample.walk()
    assert (walk.outcome[0], walk.ended[0]) == (CUT_OFF, 10)
