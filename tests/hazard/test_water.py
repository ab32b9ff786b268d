"""Depth, duration and floors: the bounds at which the answer changes."""

import numpy as np
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
from hazard.hits import touch_hits
from hazard.impact import Category
from hazard.water import depth_bounds, floor_categories, published_arrival
from tests.hazard.fields import make_area, make_layer
from tests.hazard.test_hits import points, square

FLOOD = HazardKind.FLOOD
OUT, STAY, UNKNOWN, LEAVE = Category.OUTSIDE, Category.STAY, Category.UNKNOWN, Category.LEAVE


def bounds_of(*rows):
    hits = touch_hits(points(0, 1), make_layer(*rows))
    low, high = depth_bounds(hits)
    return (low.tolist(), high.tolist())


def area(low, high, **values):
    return make_area(square(0), FLOOD, depth_m_min=low, depth_m_max=high, **values)


def test_the_deepest_class_counts_and_dry_ground_is_zero():
    assert bounds_of(area(0.5, 3.0), area(3.0, 5.0)) == ([3.0, 0.0], [5.0, 0.0])


def test_a_class_without_an_upper_bound_is_open():
    assert bounds_of(area(5.0, np.nan), area(0.5, 3.0)) == ([5.0, 0.0], [np.inf, 0.0])


def test_water_of_no_known_depth_may_be_of_any():
    assert bounds_of(area(np.nan, np.nan)) == ([0.0, 0.0], [np.inf, 0.0])


def test_a_polygon_of_duration_alone_leaves_the_depth_of_another_as_it_is():
    assert bounds_of(area(0.5, 3.0), area(np.nan, np.nan, duration_h=12.0)) == ([0.5, 0.0], [3.0, 0.0])


def test_a_zone_is_no_water():
    assert bounds_of(area(np.nan, np.nan, zone_type="house_collapse")) == ([0.0, 0.0], [0.0, 0.0])


@pytest.mark.parametrize(
    ("low", "high", "floors"),
    [
        # Floors begin at 0.5, 3.5, 6.5 and 9.5 m; at the lower bound for certain, below the upper perhaps.
        (0.4, 0.5, (LEAVE, STAY, STAY, STAY, STAY, UNKNOWN)),
        (0.4, 0.6, (LEAVE, UNKNOWN, STAY, STAY, STAY, UNKNOWN)),
        (0.5, 3.5, (LEAVE, LEAVE, STAY, STAY, STAY, UNKNOWN)),
        (3.4, 6.6, (LEAVE, LEAVE, UNKNOWN, UNKNOWN, STAY, UNKNOWN)),
        (9.5, np.inf, (LEAVE, LEAVE, LEAVE, LEAVE, LEAVE, UNKNOWN)),
    ],
)
def test_floors_leave_at_the_lower_bound_and_are_unknown_below_the_upper(low, high, floors):
    found = floor_categories(np.array([low]), np.array([high]), Settings().hazard)
    assert tuple(found[0]) == floors


def test_only_a_published_arrival_is_one():
    hits = touch_hits(points(0, 1), make_layer(area(0.5, 3.0), area(0.5, 3.0, arrival_time_s=900.0)))
    assert published_arrival(hits).tolist() == [900.0, np.inf]
