"""Crowding of a plan of the toy city: nobody lost, nothing in a stay of days."""

import math
from dataclasses import replace

import numpy as np

from domain.scenario import ClosedStreets
from domain.vocabulary import ClosedKind
from planning.case import Case
from planning.crowding import crowding_concerns, crowding_of
from planning.pipeline import make_plan
from tests.crowds import toy_crowding
from tests.made import make_toy
from tests.planning.test_openings import toy_case


def test_everybody_who_walks_is_accounted_for():
    (_, plan), crowding = toy_crowding()
    facts = crowding.facts
    parts = (
        facts.in_time_persons, facts.late_persons, facts.caught_persons, facts.cut_off_persons,
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
        each = zip(routes["depart_s"], routes["persons"], strict=True)
        return np.concatenate([at + 10.0 * np.arange(n) for at, n in each])

    facts = crowding_of(case, plan, one_by_one).facts
    assert facts.waited_longest_s < 1
    assert facts.clearance_s[2] > toy_crowding()[1].facts.clearance_s[2]


def test_a_stay_of_days_is_no_crowd():
    assert crowding_concerns(toy_case("toy-flood").scenario)
    assert not crowding_concerns(toy_case("toy-quake").scenario)


def _crossing_shut(until_s: float, *more: ClosedStreets) -> Case:
    case = toy_case("toy-tsunami-night")
    closed = (ClosedStreets(ClosedKind.CROSSINGS, "", until_s=until_s), *more)
    return replace(case, scenario=replace(case.scenario, closed_streets=closed))


def test_waiting_for_an_opening_is_no_crowding_and_counts_in_arrivals():
    case = _crossing_shut(1000.0, ClosedStreets(ClosedKind.BRIDGES, ""))
    plan = make_plan(case)
    crowding = crowding_of(case, plan)
    # Block C stands before the crossing from 700 s on at the planned pace (test_openings).
    waiting = plan.routes["wait_s"].to_numpy() > 0
    assert plan.routes["wait_s"].max() == 300.0
    routes, facts = crowding.tables.routes, crowding.facts
    # 49 / 6.832 persons/s before the first street and at the opening, each rounded up to a tick.
    assert routes.loc[waiting, "waited_max_s"].tolist() == [14.4]
    assert facts.waited_longest_s == 14.4
    assert routes.loc[waiting, "arrive_s"].min() > 1000.0
    assert facts.missed_persons == 0
    assert crowding.tables.streets["longest_wait_s"].max() < 10
    # Alone they would wait for it, too.
    assert facts.alone_clearance_s[0] > 1300


def test_whoever_leaves_early_meets_a_window_that_is_over_for_the_plan():
    case = _crossing_shut(500.0)
    plan = make_plan(case)
    assert not plan.routes["wait_s"].any()
    over = [102 in path for path in plan.routes["street_path"]]
    # They leave at the quake and come to the crossing before it opens.
    routes = crowding_of(case, plan, lambda made: np.zeros(made["persons"].sum())).tables.routes
    assert any(over)
    assert routes.loc[over, "arrive_s"].min() > 500.0
    assert routes["waited_max_s"].max() < 15
