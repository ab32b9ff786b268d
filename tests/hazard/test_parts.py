"""Parts of blocks against the plain way: grid squares of one metre, one by one."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from domain.vocabulary import HazardKind
from hazard.parts import block_parts
from tests.hazard.fields import make_area, make_layer

FLOOD = HazardKind.FLOOD


def as_array(geometries):
    out = np.empty(len(geometries), dtype=object)
    out[:] = geometries
    return out


def water(geometry, low=1.0):
    return make_area(geometry, FLOOD, depth_m_min=low, depth_m_max=low + 1, duration_h=1.0)


def held(parts):
    """For each block: share by the classes (lower depths) that hold."""
    low = parts.hits.areas["depth_m_min"].to_numpy()
    found = {}
    for part, (block, share) in enumerate(zip(parts.block, parts.share, strict=True)):
        classes = frozenset(low[parts.hits.item == part].tolist())
        key = (int(block), classes)
        found[key] = found.get(key, 0.0) + float(share)
    return found


corner = st.integers(0, 12)
side = st.integers(1, 8)
rectangles = st.builds(lambda x, y, w, h: box(x, y, x + w, y + h), corner, corner, side, side)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(rectangles, min_size=1, max_size=5),
    st.lists(st.tuples(rectangles, st.sampled_from([1.0, 2.0, 3.0])), max_size=6),
)
def test_each_metre_of_a_block_is_in_the_part_with_the_classes_that_hold_there(blocks, rows):
    layer = make_layer(*[water(shape, low) for shape, low in rows]) if rows else empty_layer()
    parts = block_parts(as_array(blocks), layer)
    expected = {}
    for number, block in enumerate(blocks):
        left, bottom, right, top = (int(value) for value in block.bounds)
        for x in range(left, right):
            for y in range(bottom, top):
                middle = Point(x + 0.5, y + 0.5)
                classes = frozenset(low for shape, low in rows if shape.contains(middle))
                key = (number, classes)
                expected[key] = expected.get(key, 0.0) + 1 / block.area
    got = held(parts)
    assert got.keys() == expected.keys()
    for key, share in expected.items():
        assert got[key] == pytest.approx(share)
    assert parts.block.tolist() == sorted(parts.block.tolist())
    assert parts.blocks == len(blocks)


def empty_layer():
    return make_layer(water(box(100, 100, 101, 101)))


def test_a_block_that_no_edge_cuts_is_one_part():
    parts = block_parts(as_array([box(1, 1, 2, 2), box(50, 50, 51, 51)]), make_layer(water(box(0, 0, 9, 9))))
    assert parts.share.tolist() == [1.0, 1.0]
    assert parts.hits.item.tolist() == [0]


def test_a_class_that_only_shares_an_edge_does_not_count():
    parts = block_parts(as_array([box(0, 0, 1, 1)]), make_layer(water(box(1, 0, 2, 1))))
    assert parts.hits.item.size == 0


def test_polygons_of_a_class_that_cover_a_block_together_leave_no_part_outside():
    parts = block_parts(
        as_array([box(0, 0, 10, 10)]), make_layer(water(box(-1, -1, 4, 11)), water(box(4, -1, 11, 11)))
    )
    assert held(parts) == {(0, frozenset([1.0])): 1.0}


def test_a_large_polygon_of_many_corners_is_one_class_in_one_block():
    angle = np.linspace(0, 2 * np.pi, 5000, endpoint=False)
    disc = Polygon(np.column_stack([1000 * np.cos(angle), 1000 * np.sin(angle)]))
    parts = block_parts(as_array([box(-50, -50, 50, 50), box(950, -50, 1050, 50)]), make_layer(water(disc)))
    got = held(parts)
    assert got[0, frozenset([1.0])] == 1.0
    inside = box(950, -50, 1050, 50).intersection(disc).area / 10_000
    assert got[1, frozenset([1.0])] == pytest.approx(inside)
    assert got[1, frozenset()] == pytest.approx(1 - inside)


def test_classes_that_differ_in_one_column_are_two():
    short, long = water(box(0, 0, 10, 10)), {**water(box(0, 0, 5, 10)), "duration_h": 96.0}
    parts = block_parts(as_array([box(0, 0, 10, 10)]), make_layer(short, long))
    assert sorted(parts.share.tolist()) == [0.5, 0.5]
    assert sorted(parts.hits.areas["duration_h"]) == [1.0, 1.0, 96.0]


def test_a_block_without_an_area_is_one_part_in_all_that_touches_it():
    parts = block_parts(
        as_array([Point(1, 1)]), make_layer(water(box(0, 0, 1, 1)), water(box(0, 0, 3, 3), 2))
    )
    assert held(parts) == {(0, frozenset([1.0, 2.0])): 1.0}


def test_shares_and_marks_of_blocks_are_sums_over_their_parts():
    shapes = MultiPolygon([box(0, 0, 2, 10), box(5, 0, 6, 10)])
    parts = block_parts(as_array([box(0, 0, 10, 10), box(20, 0, 30, 10)]), make_layer(water(shapes)))
    wet = parts.hits.touched()
    assert parts.share_where(wet).tolist() == pytest.approx([0.3, 0.0])
    assert parts.any_of(wet).tolist() == [True, False]


def test_no_block_has_no_part():
    parts = block_parts(as_array([]), empty_layer())
    assert parts.blocks == 0
    assert parts.share_where(np.zeros(0, bool)).size == 0


def test_blocks_in_a_row_keep_their_area():
    blocks = shapely.box(np.arange(50) * 10.0, 0, np.arange(50) * 10.0 + 10, 10)
    layer = make_layer(*[water(box(start, 2, start + 37, 8), 1.0 + start % 3) for start in range(0, 500, 23)])
    parts = block_parts(blocks, layer)
    assert np.bincount(parts.block, weights=parts.share).tolist() == pytest.approx([1.0] * 50)
