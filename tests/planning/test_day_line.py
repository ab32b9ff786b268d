"""The line of the day: who is on the way, what has closed, which places are open, from time to time."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.case import Case
from planning.day_line import DayLine, Event, day_line, line_times, people_over_time
from planning.plan import Plan
from tests.made import Made, make_toy


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


@pytest.fixture(scope="module")
def line(made: Made) -> DayLine:
    return day_line(*made)


_moment = st.integers(-50, 400)
_route = st.tuples(st.integers(0, 9), _moment, st.integers(0, 100))


@given(st.lists(_route, max_size=30), st.lists(_moment, min_size=1, max_size=12).map(sorted))
def test_people_are_where_counting_route_by_route_finds_them(
    rows: list[tuple[int, int, int]], times: list[int]
) -> None:
    routes = pd.DataFrame(
        {
            "persons": [persons for persons, _, _ in rows],
            "depart_s": [float(depart) for _, depart, _ in rows],
            "arrive_s": [float(depart + walk) for _, depart, walk in rows],
        }
    )
    found = people_over_time(routes, np.array(times, dtype=np.float64))
    for time, counted in zip(times, found.to_numpy().tolist(), strict=True):
        slow = [0, 0, 0]
        for persons, depart, walk in rows:
            slow[0 if time < depart else 1 if time < depart + walk else 2] += persons
        assert counted == slow
    assert list(found.columns) == ["not_left_persons", "on_way_persons", "arrived_persons"]


@given(st.lists(st.floats(-2_678_400, 2_678_400), max_size=6))
def test_a_line_holds_t0_and_every_moment_in_few_even_steps(moments: list[float]) -> None:
    times = line_times(moments)
    assert 2 <= times.size <= 201
    assert times[0] <= min([0.0, *moments])
    assert times[-1] >= max([0.0, *moments])
    steps = np.diff(times)
    assert steps.min() == steps.max() >= 60
    assert np.all(times % 60 == 0)


def test_a_line_is_no_longer_than_its_moments_need() -> None:
    assert line_times([90.0, 600.0]).tolist() == [60.0 * i for i in range(11)]
    # 198 steps of a minute are the most; a longer line has steps of two.
    assert line_times([60.0 * 198]).size == 199
    assert line_times([60.0 * 198 + 1])[1] == 120
    # what happens before t0 is on the line, too
    assert line_times([-61.0, 60.0]).tolist() == [-120.0, -60.0, 0.0, 60.0]
    assert line_times([]).tolist() == [0.0, 60.0]


def test_nobody_is_lost_between_leaving_and_arriving(made: Made, line: DayLine) -> None:
    walking = int(made.plan.routes["persons"].sum())
    assert set(line.people.sum(axis=1)) == {walking}
    assert line.people.iloc[-1].to_dict() == {
        "not_left_persons": 0, "on_way_persons": 0, "arrived_persons": walking,
    }  # fmt: skip
    assert line.people["not_left_persons"].iloc[0] == walking


def test_streets_that_closed_are_counted_from_their_very_moment(made: Made) -> None:
    case, plan = made
    some = plan.street_exposure["closes_at_s"].copy()
    some[:] = np.inf
    some.iloc[:4] = [-np.inf, 120.0, 120.0, 300.5]
    found = day_line(case, replace(plan, street_exposure=plan.street_exposure.assign(closes_at_s=some)))
    closed = dict(zip(found.people.index, found.closed_streets.tolist(), strict=True))
    assert [closed[t] for t in (0.0, 60.0, 120.0, 300.0, 360.0)] == [1, 1, 3, 3, 4]
    told = {moment.event: (moment.at_s, moment.count) for moment in found.moments}
    assert told[Event.FIRST_CLOSING] == (120.0, 2)
    assert Event.CLOSING not in told
    assert told[Event.LAST_CLOSING] == (300.5, 1)


def test_streets_that_close_all_at_once_have_one_moment(made: Made) -> None:
    case, plan = made
    at_once = plan.street_exposure.assign(closes_at_s=600.0)
    events = [moment.event for moment in day_line(case, replace(plan, street_exposure=at_once)).moments]
    assert Event.CLOSING in events
    assert {Event.FIRST_CLOSING, Event.LAST_CLOSING}.isdisjoint(events)


def _opened(case: Case, plan: Plan, *opens_at_s: float) -> DayLine:
    usable = plan.usable_places.copy()
    usable["in_plan"] = [True] * len(opens_at_s) + [False] * (len(usable) - len(opens_at_s))
    usable["opens_at_s"] = [*opens_at_s, *[60.0] * (len(usable) - len(opens_at_s))]
    return day_line(case, replace(plan, usable_places=usable))


def test_places_of_the_plan_count_from_when_they_open(made: Made) -> None:
    found = _opened(*made, 0.0, 600.0)
    opened = dict(zip(found.people.index, found.open_places.tolist(), strict=True))
    assert [opened[t] for t in (0.0, 540.0, 600.0)] == [1, 1, 2]
    # a place that is open from the start has no moment
    assert [(m.at_s, m.count) for m in found.moments if m.event is Event.OPENING] == [(600.0, 1)]


def test_moments_stand_in_the_order_of_time_and_end_with_the_line(line: DayLine) -> None:
    times = [moment.at_s for moment in line.moments]
    assert times == sorted(times)
    assert line.people.index[0] <= times[0]
    assert line.people.index[-1] >= times[-1]
    assert {Event.FIRST_DEPARTURE, Event.LAST_ARRIVAL} <= {moment.event for moment in line.moments}


def test_an_alert_is_named_unless_everything_is_over_before_it(made: Made) -> None:
    case, plan = made
    arrival = float(plan.routes["arrive_s"].max())
    closes = plan.street_exposure["closes_at_s"]
    end = max(arrival, float(closes[np.isfinite(closes)].max()))
    scenario = replace(case.scenario, alerts_s={"level5": end + 0.1, "level4": end, "level3": 0.0})
    found = day_line(replace(case, scenario=scenario), plan)
    assert [m.detail for m in found.moments if m.event is Event.ALERT] == ["level3", "level4"]


def test_people_without_a_place_are_told_apart_by_whether_they_can_still_get_out(made: Made) -> None:
    case, plan = made
    causes = {"no_capacity": 1, "capacity_unknown": 2, "no_safe_way": 4, "too_late": 8}
    city = plan.ledgers.city.assign(
        **causes, no_suitable_place=16, not_leaving=32, cannot_reach_safety=13, can_leave_area=18
    )
    found = day_line(case, replace(plan, ledgers=replace(plan.ledgers, city=city)))
    # Of 31 without a place 13 reach no safe ground in time, one of them for want of a seat.
    assert (found.cut_off_persons, found.without_seat_persons, found.not_leaving_persons) == (13, 18, 32)


def test_a_plan_in_which_nobody_walks_has_a_line_too(made: Made) -> None:
    case, plan = made
    found = day_line(case, replace(plan, routes=plan.routes.iloc[:0]))
    assert set(found.people.to_numpy().ravel()) == {0}
    assert {Event.FIRST_DEPARTURE, Event.LAST_ARRIVAL}.isdisjoint(m.event for m in found.moments)
