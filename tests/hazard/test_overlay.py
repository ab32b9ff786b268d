"""Overlay against the plain way: every pair, one by one."""

import time

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
from hazard.exposure import expose
from hazard.overlay import covered_share, cut_pieces, touching
from tests.hazard.fields import make_area, make_blocks, make_bundle, make_layer, make_scenario, make_streets

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
def test_shares_are_those_of_every_pair_alone(items, polygons):
    item, row, share = covered_share(as_array(items), cut_pieces(as_array(polygons)))
    got = {(int(i), int(r)): s for i, r, s in zip(item, row, share, strict=True)}
    for i, block in enumerate(items):
        for r, polygon in enumerate(polygons):
            expected = block.intersection(polygon).area / block.area
            assert got.get((i, r), 0.0) == pytest.approx(expected, abs=1e-9)


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


def test_a_block_on_a_cut_keeps_its_whole_share():
    polygon = round_shape(0, 0, 1000, 5000)
    _, _, share = covered_share(as_array([box(-50, -50, 50, 50)]), cut_pieces(as_array([polygon])))
    assert share.tolist() == pytest.approx([1.0])


def test_points_count_as_covered_whole():
    item, _, share = covered_share(
        as_array([Point(0.5, 0.5), Point(2, 2)]), cut_pieces(as_array([box(0, 0, 1, 1)]))
    )
    assert item.tolist() == [0]
    assert share.tolist() == [1.0]


def test_nothing_is_touched_where_there_is_nothing():
    none = as_array([])
    assert covered_share(none, cut_pieces(as_array([box(0, 0, 1, 1)])))[0].size == 0
    assert touching(as_array([Point(0, 0)]), cut_pieces(none))[0].size == 0


def test_a_whole_city_is_overlaid_in_seconds():
    # 12,000 blocks on a grid of 100 m, 60,000 streets, 2,000 polygons of 40 corners; the target is
    # 1.5 s, the bound leaves room for a busy machine.
    rng = np.random.default_rng(0)
    blocks = make_blocks([(0, 20, 30, 10, 5, 2)] * 12000)
    columns, rows = np.arange(12000) % 110, np.arange(12000) // 110
    blocks = blocks.set_geometry(
        shapely.box(columns * 100, rows * 100, columns * 100 + 100, rows * 100 + 100), crs=blocks.crs
    )
    start = rng.uniform(0, 11000, (60000, 2))
    end = start + rng.uniform(-60, 60, (60000, 2)) + 0.01
    streets = make_streets(list(shapely.linestrings(np.stack([start, end], axis=1))))
    centres = rng.uniform(0, 11000, (2000, 2))
    areas = [
        make_area(
            round_shape(x, y, radius, 40), HazardKind.FLOOD, depth_m_min=0.5, depth_m_max=3.0, duration_h=12.0
        )
        for (x, y), radius in zip(centres, rng.uniform(30, 150, 2000), strict=True)
    ]
    bundle = make_bundle(blocks, make_layer(*areas), streets=streets)
    begun = time.perf_counter()
    exposure = expose(bundle, make_scenario(HazardKind.FLOOD), Settings())
    taken_s = time.perf_counter() - begun
    assert exposure.blocks["concerned"].sum() > 1000
    assert taken_s < 6.0, f"{taken_s:.2f} s"
