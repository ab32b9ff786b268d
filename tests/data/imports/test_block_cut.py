"""Areas divided into blocks: along streets, of few enough people, covering the area, always the same."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.imports.block_cut import MOST_PERSONS, cut_into_blocks

AREA = shapely.box(0, 0, 400, 200)


def lines(*coordinates):
    out = np.empty(len(coordinates), dtype=object)
    out[:] = [shapely.LineString(line) for line in coordinates]
    return out


NONE = lines()


def test_an_area_of_few_enough_people_stays_as_it_is():
    assert cut_into_blocks(AREA, MOST_PERSONS, NONE) == [AREA]


def test_one_person_more_makes_two_halves_across_the_longer_side():
    west, east = cut_into_blocks(AREA, MOST_PERSONS + 1, NONE)
    assert west.bounds == pytest.approx((0, 0, 200, 200), abs=1e-3)
    assert east.bounds == pytest.approx((200, 0, 400, 200), abs=1e-3)


def test_blocks_end_at_streets():
    # The street at 150 m leaves 3/8 and 5/8 of 240 people: 90 and 150, and neither is cut.
    street = lines([(150, -10), (150, 210)])
    west, east = cut_into_blocks(AREA, 240, street)
    assert west.equals(shapely.box(0, 0, 150, 200))
    assert east.equals(shapely.box(150, 0, 400, 200))


def test_a_piece_between_streets_with_too_many_people_is_cut_alone():
    # 1/4 and 3/4 of 400 people: 100 stay together, 300 are halved.
    street = lines([(100, -10), (100, 210)])
    blocks = cut_into_blocks(AREA, 400, street)
    assert [round(block.area) for block in blocks] == [20000, 30000, 30000]


def test_a_street_that_ends_inside_cuts_nothing():
    west, _ = cut_into_blocks(AREA, 200, lines([(150, -10), (150, 100)]))
    assert west.area == pytest.approx(40000, abs=1)


def test_the_order_and_direction_of_streets_do_not_matter():
    streets = [[(100, -10), (100, 210)], [(-10, 90), (410, 90)], [(250, 210), (300, -10)]]
    one = cut_into_blocks(AREA, 900, lines(*streets))
    other = cut_into_blocks(AREA, 900, lines(*[line[::-1] for line in streets[::-1]]))
    assert [block.normalize().wkt for block in one] == [block.normalize().wkt for block in other]


def test_parts_far_apart_are_divided_too():
    parts = shapely.MultiPolygon([shapely.box(0, 0, 100, 100), shapely.box(1000, 0, 1100, 100)])
    assert [block.area for block in cut_into_blocks(parts, 300, NONE)] == pytest.approx([10000, 10000])


def test_a_high_house_is_not_divided_without_end():
    tower = shapely.box(0, 0, 7, 8)
    assert cut_into_blocks(tower, 5000, NONE) == [tower]


@given(
    st.floats(1, 3000),
    st.lists(st.tuples(*[st.integers(-20, 420)] * 4), max_size=8),
)
@settings(max_examples=30, deadline=None)
def test_blocks_cover_the_area_once_and_are_small_enough(persons, ends):
    streets = lines(*[[(a, b / 2), (c, d / 2)] for a, b, c, d in ends if (a, b) != (c, d)])
    blocks = cut_into_blocks(AREA, persons, streets)
    assert sum(block.area for block in blocks) == pytest.approx(AREA.area, rel=2e-4)
    assert shapely.union_all(blocks).area == pytest.approx(AREA.area, rel=2e-4)
    assert all(block.is_valid and block.geom_type in {"Polygon", "MultiPolygon"} for block in blocks)
    most = max(block.area for block in blocks) / AREA.area * persons
    assert most <= MOST_PERSONS * 1.001 or max(block.area for block in blocks) <= 60.0
