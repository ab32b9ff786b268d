"""Beyond a border along which a hazard layer was cut nothing is known, and nothing is safe."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point, Polygon, box

from hazard.coverage import city_area, cut_length_m, unknown_ground

# Two wards side by side: the city is 2 km × 1 km.
WARDS = gpd.GeoDataFrame(geometry=[box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)], crs=6674)
X_M, Y_M = np.array([500.0, 2000.0, 2200.0]), np.array([500.0, 500.0, 500.0])


def water(*shapes: Polygon) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), crs=6674)


def test_corners_beyond_a_cut_layer_are_unknown_and_those_on_the_border_are_the_citys():
    cut = water(box(1500, 0, 2000, 1000))
    assert unknown_ground(WARDS, [cut], X_M, Y_M).tolist() == [False, False, True]


def test_a_layer_that_goes_on_beyond_the_border_covers_what_lies_there():
    wide = water(box(1500, 0, 3000, 1000))
    assert not unknown_ground(WARDS, [wide], X_M, Y_M).any()


def test_one_cut_layer_of_several_is_enough():
    wide, cut = water(box(1500, 0, 3000, 1000)), water(box(1500, 0, 2000, 1000))
    assert unknown_ground(WARDS, [wide, cut], X_M, Y_M).tolist() == [False, False, True]


def test_without_corners_beyond_or_without_layers_all_is_known():
    cut = water(box(1500, 0, 2000, 1000))
    assert not unknown_ground(WARDS, [cut], X_M[:2], Y_M[:2]).any()
    assert not unknown_ground(WARDS, [], X_M, Y_M).any()
    assert not unknown_ground(WARDS, [water()], X_M, Y_M).any()


@pytest.mark.parametrize(("height_m", "metres"), [(196.0, 200.0), (195.0, 0.0)])
def test_so_much_along_the_border_is_a_cut(height_m: float, metres: float):
    # Of the edge along x = 2,000 all, and of the two edges that meet it the 2 m within the strip.
    found = cut_length_m(water(box(1500, 400, 2000, 400 + height_m)), city_area(WARDS), _at(2200))
    assert found == pytest.approx(metres, abs=0.1)


@pytest.mark.parametrize(("gap_m", "is_cut"), [(0.0, True), (1.9, True), (2.1, False)])
def test_an_edge_so_near_to_the_border_runs_along_it(gap_m: float, is_cut: bool):
    found = cut_length_m(water(box(1500, 0, 2000 - gap_m, 1000)), city_area(WARDS), _at(2200))
    assert (found > 0) is is_cut


@pytest.mark.parametrize(("x_m", "is_cut"), [(2299.0, True), (2301.0, False)])
def test_a_cut_far_from_every_street_is_of_no_concern(x_m: float, is_cut: bool):
    found = cut_length_m(water(box(1500, 0, 2000, 1000)), city_area(WARDS), _at(x_m))
    assert (found > 0) is is_cut


def _at(x_m: float) -> np.ndarray:
    return np.array([Point(x_m, 500.0)], dtype=object)
