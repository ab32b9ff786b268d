"""Pairs of items and polygons, and what is read from them."""

import numpy as np
import pandas as pd
from shapely.geometry import LineString, Point

from domain.vocabulary import HazardKind
from hazard.hits import Hits, filled_arrival_s, kind_names, touch_hits, zone_mask
from tests.hazard.fields import make_area, make_layer, make_zones, square

FLOOD, SLIDE = HazardKind.FLOOD, HazardKind.LANDSLIDE


def points(*numbers):
    out = np.empty(len(numbers), dtype=object)
    out[:] = [Point((number + 0.5) * 100, 50) for number in numbers]
    return out


def layer():
    return make_layer(
        make_area(square(0), FLOOD, depth_m_min=1.0, depth_m_max=3.0, arrival_time_s=600.0),
        make_area(square(0), FLOOD, depth_m_min=3.0, depth_m_max=5.0),
        make_area(square(2), SLIDE, zone_type="warning", arrival_time_s=900.0),
    )


def test_a_point_meets_every_polygon_that_it_touches():
    hits = touch_hits(points(0, 1, 2), layer())
    assert hits.count == 3
    assert sorted(hits.item.tolist()) == [0, 0, 2]
    assert hits.touched().tolist() == [True, False, True]


def test_pairs_are_chosen_by_kind_and_zone():
    hits = touch_hits(points(0, 1, 2), layer())
    assert hits.of_kind(FLOOD).touched().tolist() == [True, False, False]
    assert hits.of_zone("warning", "special_warning").touched().tolist() == [False, False, True]
    assert hits.of_zone("").touched().tolist() == [True, False, False]


def test_highest_and_lowest_leave_out_what_is_not_known():
    hits = touch_hits(points(0, 1, 2), layer())
    assert hits.highest("depth_m_max")[0] == 5.0
    assert np.isnan(hits.highest("depth_m_max")[[1, 2]]).all()
    assert hits.lowest(np.array([7.0, 5.0, 3.0])).tolist() == [5.0, np.inf, 3.0]


def test_an_arrival_that_is_not_published_is_the_earliest_of_its_layer():
    hits = touch_hits(points(0, 2), layer())
    filled = filled_arrival_s(hits, layer())
    assert sorted(filled.tolist()) == [600.0, 600.0, 900.0]
    nothing = layer().assign(arrival_time_s=np.nan)
    assert np.isposinf(filled_arrival_s(touch_hits(points(0), nothing), nothing)).all()


def test_a_line_that_only_touches_the_edge_of_a_zone_is_in_it():
    zones = make_zones((HazardKind.TSUNAMI, "evacuation_zone", square(0)))
    lines = np.empty(2, dtype=object)
    lines[:] = [LineString([(100, 50), (150, 50)]), LineString([(101, 50), (150, 50)])]
    assert zone_mask(lines, zones).tolist() == [True, False]


def test_names_of_kinds_stand_in_the_order_of_the_list():
    names = kind_names({SLIDE: np.array([True, True]), FLOOD: np.array([True, False])}, 2)
    assert list(names) == ["flood,landslide", "landslide"]
    assert list(kind_names({}, 1)) == [""]


def test_no_pair_is_no_touch():
    hits = Hits(2, np.empty(0, dtype=np.int64), pd.DataFrame({"kind": [], "zone_type": []}))
    assert hits.touched().tolist() == [False, False]
    assert np.isposinf(hits.lowest(np.empty(0))).all()
