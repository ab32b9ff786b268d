"""What lies outside a city is left out and counted; what reaches over its border is cut at it."""

import geopandas as gpd
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, box

from data.imports.cut_to_city import city_outline, cut_to_city

WARDS = gpd.GeoDataFrame(geometry=[box(0, 0, 10, 10), box(10, 0, 20, 10)], crs=6674)


def layer(*shapes: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"n": range(len(shapes))}, geometry=list(shapes), crs=6674)


def test_rows_outside_are_counted_with_the_first_of_them_named():
    cut = cut_to_city(layer(Point(5, 5), Point(21, 5), Point(20, 5)), city_outline(WARDS), rows=[2, 3, 4])
    # A point on the border belongs to the city.
    assert cut.table["n"].tolist() == [0, 2]
    assert cut.kept.tolist() == [True, False, True]
    assert [(one.key, one.count, one.rows) for one in cut.dropped] == [("outside_city", 1, ("3",))]


@pytest.mark.parametrize(("margin_m", "kept"), [(0.0, 0), (0.9, 0), (1.0, 1)])
def test_a_margin_keeps_what_is_within_it(margin_m: float, kept: int):
    cut = cut_to_city(layer(Point(21, 5)), city_outline(WARDS, margin_m=margin_m))
    assert len(cut.table) == kept


def test_without_clipping_a_shape_stays_whole():
    cut = cut_to_city(layer(box(15, 0, 30, 10)), city_outline(WARDS))
    assert (cut.table.area.tolist(), cut.cut) == ([150.0], 0)


def test_an_area_over_the_border_is_cut_at_it():
    # 5 of its 15 m lie inside: 5 · 10 m².
    cut = cut_to_city(layer(box(15, 0, 30, 10), box(1, 1, 2, 2)), city_outline(WARDS), clip=True)
    assert cut.table.area.tolist() == [50.0, 1.0]
    assert cut.cut == 1


def test_an_area_that_only_touches_the_border_goes_when_areas_are_cut():
    cut = cut_to_city(layer(box(20, 0, 30, 10)), city_outline(WARDS), clip=True)
    assert cut.table.empty
    assert cut.dropped[0].count == 1
    assert cut.cut == 0


def test_what_is_left_of_an_area_is_areas_only():
    # One part reaches in, the other touches along an edge: the edge is no area.
    parts = MultiPolygon([box(18, 0, 22, 4), box(20, 6, 22, 8)])
    cut = cut_to_city(layer(parts), city_outline(WARDS), clip=True)
    assert cut.table.geom_type.tolist() == ["Polygon"]
    assert cut.table.area.tolist() == [8.0]


def test_a_line_is_cut_to_what_is_inside():
    cut = cut_to_city(layer(LineString([(15, 5), (25, 5)])), city_outline(WARDS), clip=True)
    assert cut.table.length.tolist() == [5.0]


def test_an_empty_layer_stays_empty():
    cut = cut_to_city(layer(), city_outline(WARDS), clip=True)
    assert (len(cut.table), cut.dropped, cut.cut) == (0, (), 0)
