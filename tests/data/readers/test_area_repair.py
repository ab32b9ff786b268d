"""Areas made valid: each part once, nothing but areas, and nothing that was sound changed."""

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.area_repair import areas_of, dissolved, in_metres, repaired


def as_array(*shapes):
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out


def test_a_sound_area_stays_as_it_is():
    box = shapely.box(0, 0, 1, 1)
    shapes, was_invalid = repaired(as_array(box))
    assert shapes[0] is box
    assert was_invalid.tolist() == [False]


def test_two_parts_that_overlap_are_one_area():
    both = shapely.MultiPolygon([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)])
    shapes, was_invalid = repaired(as_array(both))
    assert was_invalid.tolist() == [True]
    assert shapes[0].equals(shapely.box(0, 0, 3, 1))


def test_an_area_folded_to_a_line_is_empty():
    shapes, _ = repaired(as_array(shapely.Polygon([(0, 0), (1, 1), (2, 2), (0, 0)])))
    assert shapes[0].is_empty
    assert shapes[0].geom_type == "Polygon"


def test_only_areas_are_left_of_a_collection():
    shape = shapely.GeometryCollection(
        [
            shapely.Point(0, 0),
            shapely.GeometryCollection([shapely.box(0, 0, 1, 1), shapely.LineString([(0, 0), (1, 1)])]),
        ]
    )
    assert areas_of(shape).equals(shapely.box(0, 0, 1, 1))
    assert areas_of(shapely.Point(0, 0)).is_empty


def test_neighbours_become_one():
    assert dissolved(as_array(shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1))).equals(
        shapely.box(0, 0, 2, 1)
    )


def test_a_union_with_one_part_within_another_is_one_valid_area(monkeypatch):
    # What GEOS makes of neighbours whose common corners differ in the last digits.
    nested = shapely.MultiPolygon([shapely.box(0, 0, 4, 4), shapely.box(1, 1, 2, 2)])
    assert not nested.is_valid
    monkeypatch.setattr(shapely, "union_all", lambda _: nested)
    whole = dissolved(as_array(shapely.box(0, 0, 4, 4)))
    assert whole.is_valid
    assert whole.equals(shapely.box(0, 0, 4, 4))


def test_a_hole_that_is_a_point_in_metres_is_no_hole():
    # Three corners 1e-15 degrees apart are told apart in degrees and fall together in metres.
    tiny = 2.0**-45
    hole = [(135.45, 34.55), (135.45 + tiny, 34.55), (135.45, 34.55 + tiny / 2), (135.45, 34.55)]
    shape = shapely.Polygon(shapely.box(135.4, 34.5, 135.5, 34.6).exterior, [hole])
    assert shape.is_valid
    placed = in_metres(gpd.GeoDataFrame(geometry=[shape], crs=6668, index=["W"]), 6674)
    assert placed.geometry.is_valid.all()
    assert placed.index.tolist() == ["W"]
    assert placed.geometry.iloc[0].area > 1e8


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=3, max_size=9))
@settings(max_examples=40, deadline=None)
def test_whatever_is_drawn_becomes_valid_and_covers_no_more_than_its_hull(corners):
    shape = shapely.Polygon(corners)
    shapes, _ = repaired(as_array(shape))
    assert shapes[0].is_valid
    assert shapes[0].is_empty or shapes[0].geom_type in {"Polygon", "MultiPolygon"}
    assert shapes[0].area <= shape.convex_hull.area + 1e-9
