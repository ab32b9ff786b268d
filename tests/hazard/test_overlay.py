"""Overlay against the plain way: every pair, one by one."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from hazard.overlay import cut_pieces, pairs_inside, touching

corner = st.integers(0, 40)
side = st.integers(1, 15)
rectangles = st.builds(lambda x, y, w, h: box(x, y, x + w, y + h), corner, corner, side, side)


def as_array(geometries):
    out = np.empty(len(geometries), dtype=object)
    out[:] = geometries
    return out


def round_shape(x, y, radius, corners):
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return Polygon(np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)]))


@settings(deadline=None, max_examples=80)
@given(st.lists(rectangles, min_size=1, max_size=8), st.lists(rectangles, min_size=1, max_size=6))
def test_items_and_pieces_meet_as_every_pair_alone(items, polygons):
    pieces = cut_pieces(as_array(polygons))
    item, piece, inside = pairs_inside(as_array(items), pieces)
    got = {(int(i), int(p)): bool(w) for i, p, w in zip(item, piece, inside, strict=True)}
    expected = {
        (i, p): polygon.contains_properly(block)
        for i, block in enumerate(items)
        for p, polygon in enumerate(pieces.geometry)
        if block.intersects(polygon)
    }
    assert got == expected
    assert len(item) == len(got)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(corner, corner, corner, corner), min_size=1), st.lists(rectangles, min_size=1))
def test_lines_touch_what_they_touch_alone(ends, polygons):
    lines = [LineString([(a, b), (c + 0.5, d + 0.5)]) for a, b, c, d in ends]
    item, row = touching(as_array(lines), cut_pieces(as_array(polygons)))
    expected = {
        (i, r)
        for i, line in enumerate(lines)
        for r, polygon in enumerate(polygons)
        if line.intersects(polygon)
    }
    assert set(zip(item.tolist(), row.tolist(), strict=True)) == expected
    assert len(item) == len(expected)


def test_large_polygons_are_cut_and_keep_their_area():
    polygon = round_shape(0, 0, 1000, 5000)
    pieces = cut_pieces(as_array([polygon, MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)])]))
    assert shapely.get_num_coordinates(pieces.geometry).max() <= 256
    assert shapely.area(pieces.geometry[pieces.row == 0]).sum() == pytest.approx(polygon.area)
    assert (pieces.row == 1).sum() == 2


def test_nothing_is_touched_where_there_is_nothing():
    none = as_array([])
    assert pairs_inside(none, cut_pieces(as_array([box(0, 0, 1, 1)])))[0].size == 0
    assert pairs_inside(as_array([box(0, 0, 1, 1)]), cut_pieces(none))[0].size == 0
    assert touching(as_array([Point(0, 0)]), cut_pieces(none))[0].size == 0
