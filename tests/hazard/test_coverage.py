"""Beyond a border along which a hazard layer was cut nothing is known, and nothing is safe."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point, Polygon, box

from hazard.coverage import city_area, cut_length_m, unknown_ground, ward_cut

# Two wards side by side: the city is 2 km × 1 km.
WARDS = gpd.GeoDataFrame(geometry=[box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)], crs=6674)
X_M, Y_M = np.array([500.0, 2000.0, 2200.0]), np.array([500.0, 500.0, 500.0])


def water(*shapes: Polygon, kind: str = "flood") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"kind": kind}, geometry=list(shapes), index=range(len(shapes)), crs=6674)


def test_corners_beyond_a_cut_layer_and_those_on_the_border_itself_are_unknown():
    cut = water(box(1500, 0, 2000, 1000))
    assert unknown_ground(WARDS, [cut], X_M, Y_M).tolist() == [False, True, True]


def test_a_layer_that_goes_on_beyond_the_border_covers_what_lies_there():
    wide = water(box(1500, 0, 3000, 1000))
    assert not unknown_ground(WARDS, [wide], X_M, Y_M).any()


def test_one_cut_layer_of_several_is_enough():
    wide, cut = water(box(1500, 0, 3000, 1000)), water(box(1500, 0, 2000, 1000))
    assert unknown_ground(WARDS, [wide, cut], X_M, Y_M).tolist() == [False, True, True]


def test_without_corners_beyond_or_without_layers_all_is_known():
    cut = water(box(1500, 0, 2000, 1000))
    assert not unknown_ground(WARDS, [cut], X_M[:2], Y_M[:2]).any()
    assert not unknown_ground(WARDS, [], X_M, Y_M).any()
    assert not unknown_ground(WARDS, [water()], X_M, Y_M).any()


@pytest.mark.parametrize(
    ("shape", "is_unknown"),
    [
        (
            box(0, 0, 1000, 1000),
            True,
        ),  # the file of the western municipality alone, cut along the border of both
        (box(0, 0, 1000, 195), False),  # too little along it
        (box(0, 0, 900, 1000), False),  # ends by itself
        (box(0, 0, 1200, 1000), False),  # goes on in the eastern one
    ],
)
def test_wards_that_a_layer_of_the_next_ward_leaves_out_are_unknown(shape: Polygon, is_unknown: bool):
    x_m, y_m = np.array([500.0, 1200.1, 1900.0]), np.array([500.0, 500.0, 500.0])
    assert unknown_ground(WARDS, [water(shape)], x_m, y_m).tolist() == [False, is_unknown, is_unknown]
    assert (ward_cut(water(shape), WARDS, x_m, y_m).metres > 0) is is_unknown


def test_a_corner_in_the_seam_between_a_layers_end_and_the_border_is_unknown():
    # The outline of the city lies 40 m behind the end of the water, so that its border looks dry.
    cut = water(box(1500, 0, 1960, 1000))
    x_m = np.array([1890.0, 1910.0, 1980.0, 2200.0])
    assert unknown_ground(WARDS, [cut], x_m, np.full(4, 500.0)).tolist() == [False, True, True, True]


@pytest.mark.parametrize(("height_m", "is_cut"), [(196.0, True), (195.0, False)])
def test_so_much_along_the_border_itself_is_a_cut(height_m: float, is_cut: bool):
    # Of the edge along x = 2,000 all, and of the two edges that meet it the 2 m within the strip. The corner
    # is too far from the border for what lies 150 m beyond it.
    found = cut_length_m(water(box(1500, 400, 2000, 400 + height_m)), city_area(WARDS), _at(2290))
    assert (found > 0) is is_cut


@pytest.mark.parametrize(("gap_m", "is_cut"), [(0.0, True), (30.0, True), (49.0, True), (51.0, False)])
def test_a_layer_that_stops_so_near_to_the_border_is_cut_there(gap_m: float, is_cut: bool):
    found = cut_length_m(water(box(1500, 0, 2000 - gap_m, 1000)), city_area(WARDS), _at(2200))
    assert (found > 0) is is_cut


def test_a_map_of_cells_is_cut_though_its_edges_zigzag_along_the_border():
    # Cells of 25 m whose middle lies in a city with a slanting border; no edge runs along it.
    city = gpd.GeoDataFrame(geometry=[Polygon([(0, 0), (2000, 0), (1400, 1000), (0, 1000)])], crs=6674)
    middles = [(x, y) for x in np.arange(1012.5, 2000, 25) for y in np.arange(12.5, 1000, 25)]
    cells = water(*(box(x - 12.5, y - 12.5, x + 12.5, y + 12.5) for x, y in middles if x <= 2000 - 0.6 * y))
    assert unknown_ground(city, [cells], np.array([1900.0]), np.array([500.0])).all()


@pytest.mark.parametrize(("covered_m", "is_cut"), [(10.0, True), (60.0, False)])
def test_a_layer_of_which_some_goes_on_is_not_cut(covered_m: float, is_cut: bool):
    # 1,000 m of water end 20 m before the border; beyond it go on over so many metres.
    goes_on = box(1500, 500 - covered_m / 2, 2400, 500 + covered_m / 2)
    found = cut_length_m(water(box(1500, 0, 1980, 1000), goes_on), city_area(WARDS), _at(2200))
    assert (found > 0) is is_cut


def test_water_that_crosses_the_border_at_many_places_is_not_cut_there():
    # 60 streams of 8 m on to 3,000 m, as in a file of the prefecture: of each some 8 m lie in the strip.
    streams = [box(1500, y, 3000, y + 8) for y in range(10, 910, 15)]
    assert not cut_length_m(water(*streams), city_area(WARDS), _at(2200))


def test_zones_of_landslides_end_by_themselves():
    zones = box(1500, 300, 1980, 700)
    assert cut_length_m(water(zones), city_area(WARDS), _at(2200))
    assert not cut_length_m(water(zones, kind="landslide"), city_area(WARDS), _at(2200))


def test_a_quay_before_the_coast_line_is_no_neighbour_that_a_map_leaves_out():
    assert not cut_length_m(water(box(1500, 0, 1980, 1000)), city_area(WARDS), _at(2020))


@pytest.mark.parametrize(("x_m", "is_cut"), [(2299.0, True), (2301.0, False)])
def test_a_cut_far_from_every_street_is_of_no_concern(x_m: float, is_cut: bool):
    found = cut_length_m(water(box(1500, 0, 2000, 1000)), city_area(WARDS), _at(x_m))
    assert (found > 0) is is_cut


def _at(x_m: float) -> np.ndarray:
    return np.array([Point(x_m, 500.0)], dtype=object)
