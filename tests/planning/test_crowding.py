"""Crowding of a plan of the toy city: nobody lost, nothing in a stay of days."""

import math

import numpy as np

from planning.crowding import crowding_concerns, crowding_of
from tests.crowds import toy_crowding
from tests.made import make_toy
from tests.planning.test_openings import toy_case


def test_everybody_who_walks_is_accounted_for():
    (_, plan), crowding = toy_crowding()
    facts = crowding.facts
    parts = (
        facts.arrived_persons, facts.late_persons, facts.caught_persons, facts.cut_off_persons,
        facts.at_home_persons,
    )  # fmt: skip
    assert facts.persons == sum(parts) == plan.routes["persons"].sum() == 150
    assert facts.missed_persons == facts.queue_missed_persons == 0
    assert crowding.key == plan.key
    assert crowding.is_model == plan.is_model
    # The last two of block A: 59 / 6.832 persons/s before the first street.
    assert facts.waited_longest_s == 8.7
    assert 0 < facts.waited_mean_s < facts.waited_longest_s
    assert all(0 <= a - b < 20 for a, b in zip(facts.clearance_s, facts.alone_clearance_s, strict=True))
    # They are gone within a minute: no queue is noted.
    assert (facts.waiting_most_persons, facts.turned_persons) == (0, 0)
    assert math.isnan(facts.waiting_most_s)


def test_departures_may_be_spread():
    case, plan = make_toy()

    def one_by_one(routes):
        return [at + 10.0 * np.arange(n) for at, n in zip(routes["depart_s"], routes["persons"], strict=True)]

    facts = crowding_of(case, plan, one_by_one).facts
    assert facts.waited_longest_s < 1
    assert facts.clearance_s[2] > toy_crowding()[1].facts.clearance_s[2]


def test_a_stay_of_days_is_no_crowd():
    assert crowding_concerns(toy_case("toy-flood").scenario)
    assert not crowding_concerns(toy_case("toy-quake").scenario)
