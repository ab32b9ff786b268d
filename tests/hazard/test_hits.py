"""Pairs of items and polygons, and what is taken from them."""

import numpy as np
import pytest
from shapely.geometry import Point

from domain.vocabulary import HazardKind, ZoneType
from hazard.hits import filled_arrival_s, kind_names, touch_hits, zone_mask
from tests.hazard.fields import make_area, make_layer, make_zones, square, street_in
from tests.hazard.pairs import make_hits

FLOOD, FIRE = HazardKind.FLOOD, HazardKind.LARGE_FIRE


def test_points_and_lines_meet_every_polygon_that_they_touch():
    layer = make_layer(
        make_area(square(0), FLOOD), make_area(square(0, end=2.0), FIRE), make_area(square(3), FLOOD)
    )
    # A point in both, one in the second alone, one on the edge of the third, one outside.
    points = np.array([Point(50, 50), Point(150, 50), Point(300, 50), Point(250, 50)], dtype=object)
    hits = touch_hits(points, layer)
    assert sorted(zip(hits.item.tolist(), hits.areas["kind"], strict=True)) == [
        (0, "flood"),
        (0, "large_fire"),
        (1, "large_fire"),
        (2, "flood"),
    ]
    assert hits.touched().tolist() == [True, True, True, False]
    assert hits.of_kind(FLOOD).touched().tolist() == [True, False, True, False]
    assert "geometry" not in hits.areas
    lines = np.array([street_in(0), street_in(2)], dtype=object)
    assert touch_hits(lines, layer).touched().tolist() == [True, False]


def test_zone_types_are_told_apart():
    hits = make_hits(FLOOD, (0, {}), (1, {"zone_type": "house_collapse"}), (2, {"zone_type": "warning"}))
    assert hits.of_zone("").touched().tolist() == [True, False, False, False]
    assert hits.of_zone("house_collapse", "warning").touched().tolist() == [False, True, True, False]


def test_the_highest_known_value_and_the_lowest_of_all():
    hits = make_hits(
        FLOOD, (0, {"duration_h": 5.0}), (0, {"duration_h": 7.0}), (1, {"duration_h": np.nan}), (2, {})
    )
    highest = hits.highest("duration_h")
    assert highest[0] == 7.0
    assert np.isnan(highest[1:]).all()
    assert hits.lowest(np.array([3.0, 2.0, 9.0, 4.0])).tolist() == [2.0, 9.0, 4.0, np.inf]


def test_an_unpublished_arrival_is_the_earliest_of_the_layer():
    layer = make_layer(
        make_area(square(0), FIRE, arrival_time_s=900.0),
        make_area(square(1), FIRE, arrival_time_s=600.0),
        make_area(square(2), FIRE),
    )
    hits = make_hits(FIRE, (0, {"arrival_time_s": 900.0}), (2, {}))
    assert filled_arrival_s(hits, layer).tolist() == [900.0, 600.0]
    assert filled_arrival_s(hits, layer.iloc[2:]).tolist() == [900.0, np.inf]


@pytest.mark.parametrize(("x", "inside"), [(50.0, True), (100.0, True), (100.1, False)])
def test_a_point_on_the_edge_of_a_zone_lies_in_it(x: float, inside: bool):
    zones = make_zones((HazardKind.TSUNAMI, ZoneType.EVACUATION_ZONE.value, square(0)))
    assert zone_mask(np.array([Point(x, 50)], dtype=object), zones).tolist() == [inside]


def test_kinds_are_joined_in_the_order_of_the_official_list():
    by_kind = {
        FIRE: np.array([True, False, True, False]),
        FLOOD: np.array([True, True, False, False]),
    }
    assert list(kind_names(by_kind, 4)) == ["flood,large_fire", "flood", "large_fire", ""]
    assert list(kind_names({}, 2)) == ["", ""]
