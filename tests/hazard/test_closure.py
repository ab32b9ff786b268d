"""When streets close: the earliest cause wins, and by hand is from the start."""

import numpy as np

from domain.vocabulary import HazardKind
from hazard.closure import ClosureReason, at_arrival, closing, earliest, rain_water
from tests.hazard.fields import make_scenario, make_streets, street_in
from tests.hazard.pairs import make_hits

FLOOD = HazardKind.FLOOD


def streets(count: int = 4, **columns):
    return make_streets([street_in(number) for number in range(count)], **columns)


def test_a_street_that_never_closes_has_no_reason():
    closure = closing(np.array([5.0, np.inf, -np.inf]), np.ones(3, dtype=bool), ClosureReason.LEVEL5)
    assert closure.reason.tolist() == ["level5", "", "level5"]


def test_the_earliest_cause_wins_and_of_equal_ones_the_first():
    falses, trues = np.zeros(3, dtype=bool), np.array([True, False, False])
    first = closing(np.array([5.0, 5.0, np.inf]), falses, ClosureReason.LEVEL5)
    second = closing(np.array([4.0, 5.0, np.inf]), trues, ClosureReason.STORM_WIND)
    both = earliest([first, second], 3)
    assert both.closes_at_s.tolist() == [4.0, 5.0, np.inf]
    assert both.reason.tolist() == ["storm_wind", "level5", ""]
    assert both.in_hazard.tolist() == [True, False, False]


def test_without_a_cause_everything_stays_open():
    nothing = earliest([], 2)
    assert nothing.closes_at_s.tolist() == [np.inf, np.inf]
    assert nothing.in_hazard.tolist() == [False, False]


def test_a_street_closes_at_the_earliest_arrival_in_what_it_meets():
    hits = make_hits(FLOOD, (0, {}), (0, {}), (2, {}), count=3)
    closure = at_arrival(hits, np.array([9.0, 6.0, np.inf]), ClosureReason.WATER_ARRIVAL)
    assert closure.closes_at_s.tolist() == [6.0, np.inf, np.inf]
    assert closure.in_hazard.tolist() == [True, False, True]
    assert closure.reason.tolist() == ["water_arrival", "", ""]


def test_rain_closes_at_arrival_else_at_level_5_and_underpasses_at_once():
    hits = make_hits(
        FLOOD,
        (0, {"arrival_time_s": 600.0}),
        (1, {}),
        (2, {}),
        # One polygon with an arrival after level 5, one without: level 5 is earlier.
        (3, {"arrival_time_s": 20000.0}),
        (3, {}),
        count=5,
    )
    closure = rain_water(streets(5, underpass=[False, False, True, False, True]), hits, make_scenario(FLOOD))
    # The last one is an underpass outside the area.
    assert closure.closes_at_s.tolist() == [600.0, 14400.0, -np.inf, 14400.0, np.inf]
    assert closure.reason.tolist() == ["water_arrival", "level5", "underpass", "level5", ""]
    assert closure.in_hazard.tolist() == [True, True, True, True, False]


def test_without_arrival_and_level_5_the_street_stays_open_and_lies_in_the_area():
    closure = rain_water(streets(1), make_hits(FLOOD, (0, {}), count=1), make_scenario(FLOOD, alerts_s={}))
    assert (closure.closes_at_s.tolist(), closure.in_hazard.tolist()) == ([np.inf], [True])
