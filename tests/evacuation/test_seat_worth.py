"""What one more seat changes on each aim is what solving again with it changes."""

import dataclasses

import numpy as np
from hypothesis import given, settings

from evacuation.aims import Options, People, aim_weights
from evacuation.assignment import assign_people
from tests.evacuation.test_assignment import cases


@settings(deadline=None, max_examples=30)
@given(cases())
def test_the_aims_change_as_they_do_when_solved_again(case) -> None:
    people, capacity, options, minutes_decide = case
    now = assign_people(people, capacity, options, minutes_decide=minutes_decide)
    weights = aim_weights(people, options, capacity.size, minutes_decide=minutes_decide)
    for destination in np.flatnonzero(capacity >= 0):
        more = capacity.copy()
        more[destination] += 1
        # The same weights: those of the aims do not depend on seats.
        then = assign_people(people, more, options, minutes_decide=minutes_decide)
        worth = [getattr(now.worth, field.name)[destination] for field in dataclasses.fields(now.worth)]
        before, after = dataclasses.astuple(now.totals), dataclasses.astuple(then.totals)
        names = [field.name for field in dataclasses.fields(now.totals)]
        changed = dict(zip(names, np.subtract(before, after).tolist(), strict=True))
        # Answers may be equal in cost and differ in nothing that the aims look at, where all weigh something.
        weighed = {name: weight for name, weight in _weights(weights).items() if weight}
        told = dict(zip(names, worth, strict=False))
        assert {name: told[name] for name in weighed} == {name: changed[name] for name in weighed}


def _weights(weights) -> dict[str, int]:
    return {
        "unserved": weights.unserved, "help_unserved": weights.help_first,
        "zone_unserved": weights.zone_first, "below": weights.below, "aside": weights.aside,
        "ticks": weights.ticks,
    }  # fmt: skip


def test_a_seat_nearby_lets_somebody_move_and_another_have_his_seat() -> None:
    # Place 0 (one seat) is 10 ticks from row 0 and can be reached by row 0 only; place 1 (one seat) is
    # 30 ticks from row 0 and 20 from row 1, which needs help. One more seat at place 1 serves the other.
    people = People(
        np.array([1, 1, 1]),
        np.arange(3),
        np.array([False, True, False]),
        np.zeros(3, bool),
        np.zeros(3),
        np.zeros(3, bool),
        np.ones(3, bool),
    )
    options = Options(
        np.array([0, 0, 1, 2]), np.array([0, 1, 1, 1]), np.array([10, 30, 20, 50]), np.array([0, 1, 0, 0]),
        np.zeros(4, np.int64),
    )  # fmt: skip
    worth = assign_people(people, np.array([0, 1]), options, minutes_decide=False).worth
    # Row 1 sits at place 1. A seat at place 0 serves row 0 (10 ticks more are walked), one at place 1
    # either row 0 (30 ticks, another district) or row 2 (50 ticks, its own): own district first.
    assert worth.served.tolist() == [1, 1]
    assert worth.ticks.tolist() == [-10, -50]
    assert worth.less_aside.tolist() == [0, 0]
    assert worth.help_served.tolist() == [0, 0]
