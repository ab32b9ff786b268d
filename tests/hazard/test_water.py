"""Depth classes, floors and the three conditions of staying."""

import numpy as np
import pytest

from domain.settings.hazards import HazardSettings
from domain.vocabulary import HazardKind
from hazard.impact import Category, LeaveReason, reason_words
from hazard.water import depth_bounds, floor_categories, floor_reasons, published_arrival, three_conditions
from tests.hazard.pairs import make_hits

FLOOD = HazardKind.FLOOD
OUTSIDE, STAY, UNKNOWN, LEAVE = Category
HAZARD = HazardSettings()


def test_bounds_are_those_of_the_deepest_class():
    hits = make_hits(
        FLOOD,
        (0, {"depth_m_min": 0.5, "depth_m_max": 3.0}),
        (0, {"depth_m_min": 3.0, "depth_m_max": 5.0}),
        (1, {"depth_m_min": 5.0}),
        (1, {"depth_m_min": 0.0, "depth_m_max": 0.5}),
        (2, {}),
        (3, {"zone_type": "house_collapse", "depth_m_min": 9.0, "depth_m_max": 10.0}),
        (5, {"depth_m_min": 0.5, "depth_m_max": 3.0}),
        (5, {}),
        (6, {"depth_m_min": 0.5, "depth_m_max": 3.0}),
        (6, {"duration_h": 12.0}),
        count=7,
    )
    low, high = depth_bounds(hits)
    # 0: the deeper; 1: a class without an upper bound is open; 2: wet of unknown depth; 3, 4: dry; 5: beside
    # the known water there is some of unknown depth; 6: a row of durations says nothing of depth.
    assert low.tolist() == [3.0, 5.0, 0.0, 0.0, 0.0, 0.5, 0.5]
    assert high.tolist() == [5.0, np.inf, np.inf, 0.0, 0.0, np.inf, 3.0]


@pytest.mark.parametrize(
    ("low", "high", "floors"),
    [
        # Floors 1 to 4 begin at 0.5, 3.5, 6.5 and 9.5 m.
        (0.4, 0.5, (STAY, STAY, STAY, STAY)),
        (0.4, 0.51, (UNKNOWN, STAY, STAY, STAY)),
        (0.5, 3.5, (LEAVE, STAY, STAY, STAY)),
        (0.5, 6.6, (LEAVE, UNKNOWN, UNKNOWN, STAY)),
        (3.5, np.inf, (LEAVE, LEAVE, UNKNOWN, UNKNOWN)),
        (9.5, 20.0, (LEAVE, LEAVE, LEAVE, LEAVE)),
    ],
)
def test_a_floor_at_or_below_the_water_leaves(low, high, floors):
    found = floor_categories(np.array([low]), np.array([high]), HAZARD)
    assert found.tolist() == [[LEAVE, *floors, UNKNOWN]]


def test_floors_follow_the_settings():
    other = HazardSettings(floor_base_m=1.0, storey_height_m=4.0)
    # Floors at 1, 5, 9 and 13 m.
    assert floor_categories(np.array([5.0]), np.array([9.0]), other)[0, 1:5].tolist() == [
        LEAVE,
        LEAVE,
        STAY,
        STAY,
    ]


def conditions(**values):
    impact = three_conditions(make_hits(FLOOD, (0, values), count=2), HAZARD)
    words = reason_words(impact.reason)
    return impact, impact.category[0].tolist(), words[0].tolist()


def test_shallow_short_water_lets_people_stay_upstairs():
    impact, category, reasons = conditions(depth_m_min=0.1, depth_m_max=0.3, duration_h=72.0)
    assert category == [LEAVE, STAY, STAY, STAY, STAY, UNKNOWN]
    assert reasons[:2] == ["underground", "stay_upstairs"]
    assert reasons[5] == "unknown_floor"
    assert impact.care_leaves.tolist() == impact.concerned.tolist() == [True, False]
    assert impact.category[1].tolist() == [OUTSIDE] * 6


def test_water_longer_than_the_stock_moves_everybody():
    # Three days of stock: 72 hours are enough for 72, and not for more.
    _, category, reasons = conditions(depth_m_min=0.1, depth_m_max=0.3, duration_h=72.1)
    assert category == [LEAVE] * 6
    assert set(reasons) == {"long_duration"}


def test_an_unknown_duration_is_unknown_and_does_not_soften_leaving():
    _, category, _ = conditions(depth_m_min=1.0, depth_m_max=3.0)
    assert category == [LEAVE, LEAVE, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]


def test_the_collapse_zone_moves_everybody_wet_or_dry():
    impact, category, reasons = conditions(zone_type="house_collapse")
    assert category == [LEAVE] * 6
    assert set(reasons) == {"house_collapse"}
    assert impact.concerned.tolist() == [True, False]
    assert (impact.depth_m_min[0], impact.depth_m_max[0]) == (0.0, 0.0)


def test_reasons_of_floors_are_told_apart():
    by_depth = np.array([[LEAVE, LEAVE, UNKNOWN, STAY, STAY, UNKNOWN]], dtype=np.int8)
    found = {reason: mask[0].tolist() for reason, mask in floor_reasons(by_depth)}
    assert found == {
        LeaveReason.LIVING_FLOOR: [False, True, False, False, False, False],
        LeaveReason.UNDERGROUND: [True, False, False, False, False, False],
        LeaveReason.UNKNOWN_DEPTH: [False, False, True, False, False, False],
        LeaveReason.UNKNOWN_FLOOR: [False, False, False, False, False, True],
    }


def test_the_earliest_published_arrival_counts():
    hits = make_hits(FLOOD, (0, {"arrival_time_s": 90.0}), (0, {}), (1, {"arrival_time_s": 60.0}), (2, {}))
    assert published_arrival(hits).tolist() == [90.0, 60.0, np.inf, np.inf]
