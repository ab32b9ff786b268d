"""Packed integers, geometry and cards come back as they went in."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, box

from presentation.geometry import (
    UNITS_PER_DEGREE,
    bounds_of,
    pack_areas,
    pack_cards,
    pack_integers,
    pack_lines,
    pack_points,
    pack_steps,
    unpack_integers,
)

LIMIT = 2**30 - 1


@settings(deadline=None)
@given(st.lists(st.integers(min_value=-LIMIT, max_value=LIMIT)))
def test_integers_survive_packing(values: list[int]) -> None:
    assert unpack_integers(pack_integers(values)) == values


@pytest.mark.parametrize("value", [LIMIT + 1, -LIMIT - 1])
def test_an_integer_that_the_script_could_not_read_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="too large"):
        pack_integers([value])


def test_steps_are_differences_from_the_one_before() -> None:
    assert unpack_integers(pack_steps([4, 9, 9, 30])) == [4, 5, 0, 21]


def test_packed_text_ends_no_script() -> None:
    packed = pack_integers(np.arange(-5000, 5000))
    assert min(packed) >= "?"
    assert max(packed) <= "~"


def test_lines_come_back_within_a_unit() -> None:
    lines = gpd.GeoSeries(
        [
            LineString([(135.4, 34.5), (135.41, 34.52)]),
            LineString([(135.5, 34.6), (135.4, 34.5), (135.3, 34.4)]),
        ],
        crs=6668,
    )
    packed = pack_lines(lines)
    assert unpack_integers(packed["counts"]) == [2, 3]
    steps = np.array(unpack_integers(packed["points"])).reshape(-1, 2)
    points = np.cumsum(steps, axis=0) / UNITS_PER_DEGREE
    wanted = [(135.4, 34.5), (135.41, 34.52), (135.5, 34.6), (135.4, 34.5), (135.3, 34.4)]
    assert np.abs(points - wanted).max() <= 0.5 / UNITS_PER_DEGREE + 1e-12


def test_points_have_no_counts() -> None:
    points = gpd.GeoSeries([Point(135.4, 34.5), Point(135.5, 34.4)], crs=4326)
    assert unpack_integers(pack_points(points)) == [13540000, 3450000, 10000, -10000]


def test_areas_keep_their_holes_and_parts_and_know_their_row() -> None:
    ring = box(0, 0, 1000, 1000).difference(box(400, 400, 600, 600))
    shapes = gpd.GeoSeries(
        [box(5000, 0, 6000, 1000), MultiPolygon([ring, box(2000, 0, 3000, 1000)])], crs=6674
    )
    packed, owner = pack_areas(shapes, tolerance_m=1.0)
    assert unpack_integers(packed["rings"]) == [1, 2, 1]
    assert unpack_integers(packed["counts"]) == [5, 5, 5, 5]
    assert owner.tolist() == [0, 1, 1]


def test_what_is_no_area_is_left_out() -> None:
    shapes = gpd.GeoSeries([LineString([(0, 0), (9, 9)]), box(0, 0, 900, 900)], crs=6674)
    packed, owner = pack_areas(shapes)
    assert unpack_integers(packed["rings"]) == [1]
    assert owner.tolist() == [1]


def test_nothing_packs_to_nothing() -> None:
    empty = gpd.GeoSeries([], crs=6674)
    assert pack_lines(empty) == {"counts": "", "points": ""}
    packed, owner = pack_areas(empty, tolerance_m=1.0)
    assert packed == {"rings": "", "counts": "", "points": ""}
    assert owner.tolist() == []
    assert pack_points(empty) == ""


def test_cards_share_their_texts() -> None:
    cards = [("甲", [("席", "10人"), ("割り当て", "10人")]), ("乙", []), ("甲", [("席", "0人")])]
    packed = pack_cards(cards)
    assert packed["texts"] == ["甲", "席", "10人", "割り当て", "乙", "0人"]
    # title, rows, then label and value of each row
    assert unpack_integers(packed["cards"]) == [0, 2, 1, 2, 3, 2, 4, 0, 0, 1, 1, 5]


def test_bounds_are_south_west_and_north_east() -> None:
    shapes = gpd.GeoSeries([box(135.4, 34.5, 135.6, 34.7)], crs=4326)
    assert bounds_of(shapes) == [[34.5, 135.4], [34.7, 135.6]]
