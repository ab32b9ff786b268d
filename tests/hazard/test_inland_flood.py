"""Inland flooding 内水: underground and one-storey homes leave, everyone else goes upstairs."""

import numpy as np
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
from hazard import inland_flood
from hazard.impact import Category, reason_words
from tests.hazard.fields import make_scenario, make_streets, street_in
from tests.hazard.pairs import make_hits

INLAND = HazardKind.INLAND_FLOOD
OUTSIDE, STAY, UNKNOWN, LEAVE = Category


@pytest.mark.parametrize(
    ("low", "high", "first_floor"),
    [
        # The limit is 0.5 m; the upper bound does not belong to the class.
        (0.0, 0.5, STAY),
        (0.0, 0.51, UNKNOWN),
        (0.5, 1.0, LEAVE),
        (0.49, 1.0, UNKNOWN),
    ],
)
def test_the_first_floor_leaves_from_the_depth_of_the_setting(low, high, first_floor):
    hits = make_hits(INLAND, (0, {"depth_m_min": low, "depth_m_max": high}), count=2)
    impact = inland_flood.assess(hits, Settings().hazard)
    assert impact.category[0].tolist() == [LEAVE, first_floor, STAY, STAY, STAY, UNKNOWN]
    assert impact.category[1].tolist() == [OUTSIDE] * 6
    assert impact.concerned.tolist() == [True, False]
    assert (impact.depth_m_min[0], impact.depth_m_max[0]) == (low, high)


def test_people_who_depend_on_power_may_stay_and_reasons_say_why():
    hits = make_hits(INLAND, (0, {"depth_m_min": 0.5, "depth_m_max": 1.0, "arrival_time_s": 90.0}), count=1)
    impact = inland_flood.assess(hits, Settings().hazard)
    assert not impact.care_leaves.any()
    assert impact.arrival_s.tolist() == [90.0]
    assert reason_words(impact.reason)[0].tolist() == [
        "underground",
        "living_floor",
        "stay_upstairs",
        "stay_upstairs",
        "stay_upstairs",
        "unknown_floor",
    ]


def test_streets_close_as_in_slow_water():
    streets = make_streets([street_in(0), street_in(1)], underpass=[True, False])
    closure = inland_flood.close_streets(
        streets, make_hits(INLAND, (0, {}), (1, {}), count=2), make_scenario(INLAND)
    )
    assert closure.closes_at_s.tolist() == [-np.inf, 14400.0]


def test_water_of_which_nobody_knows_when_it_comes_counts_with_its_deepest_class():
    # Street 0 in two classes, 1 in water of unknown depth, 2 in water whose arrival is published, 3 dry, 4 in
    # a class and, farther on, in water of unknown depth.
    hits = make_hits(
        INLAND,
        (0, {"depth_m_min": 0.0, "depth_m_max": 0.2}),
        (0, {"depth_m_min": 0.2, "depth_m_max": 0.5}),
        (1, {}),
        (2, {"depth_m_min": 0.0, "depth_m_max": 0.5, "arrival_time_s": 0.0}),
        (4, {"depth_m_min": 0.0, "depth_m_max": 0.2}),
        (4, {}),
        count=5,
    )
    assert inland_flood.slow_water_m(hits).tolist() == [0.5, np.inf, 0.0, 0.0, np.inf]
