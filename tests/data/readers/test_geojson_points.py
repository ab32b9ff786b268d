"""Features of any shape: a point where there is one, else the number of the feature and why not."""

import json
from typing import Any

import pytest

from data.readers.geojson_points import PointTable, parse_features, property_names, read_points
from domain.vocabulary import Severity
from tests.data.readers.place_inputs import feature, geojson, point
from tests.each import each

NAMES = {"名称": "name", "名前": "name", "数": "count"}


def read(features: list[Any], **members: Any) -> PointTable:
    document, faults = parse_features(geojson(features, **members), "a.geojson")
    assert document is not None
    assert faults == ()
    return read_points(document, "a.geojson", NAMES)


def only(geometry: Any) -> PointTable:
    return read([feature({"名称": "館"}, geometry)])


def test_known_properties_become_texts_and_others_are_told():
    table = read(
        [
            feature({"名称": " 館 ", "数": 3, "色": "青"}, point(135.5, 34.5)),
            feature({"名称": None}, point(1, 2)),
        ]
    )
    assert table.cells.to_dict("list") == {"name": ["館", ""], "count": ["3", ""]}
    assert table.unknown == ("色",)
    assert (table.longitude, table.latitude, table.rows) == (("135.5", "1.0"), ("34.5", "2.0"), ("#1", "#2"))


def test_true_and_false_are_the_flags_one_and_zero():
    table = read([feature({"名称": True}, point(1, 2)), feature({"名称": False}, point(1, 2))])
    assert table.cells["name"].tolist() == ["1", "0"]


def test_a_multipoint_of_one_point_is_a_point():
    table = only({"type": "MultiPoint", "coordinates": [[135.5, 34.5]]})
    assert (table.longitude, table.latitude, table.faults) == (("135.5",), ("34.5",), ())


def test_a_multipoint_of_two_points_is_refused():
    table = only({"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]})
    assert [(fault.key, fault.row, fault.value) for fault in table.faults] == [("points_several", "#1", "2")]
    assert table.rows == ()


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_a_polygon_is_read_by_a_point_inside_it_and_said(kind: str):
    # An L: its middle (1, 1) lies on the inner corner, its centroid (0.83, 0.83) inside by luck only.
    outline = [[0, 0], [2, 0], [2, 0.4], [0.4, 0.4], [0.4, 2], [0, 2], [0, 0]]
    coordinates = [outline] if kind == "Polygon" else [[outline]]
    table = only({"type": kind, "coordinates": coordinates})
    x, y = float(table.longitude[0]), float(table.latitude[0])
    assert (0 < x < 2 and 0 < y < 0.4) or (0 < x < 0.4 and 0 < y < 2)
    assert [(fault.key, fault.severity) for fault in table.faults] == [("point_in_polygon", Severity.WARNING)]


@each(
    "geometry",
    [
        "POINT(135 34)",
        [135, 34],
        {},
        {"type": "Point"},
        {"type": ["Point"], "coordinates": [135.5, 34.5]},
        {"type": {"a": 1}, "coordinates": [135.5, 34.5]},
        {"type": "Point", "coordinates": [135.5]},
        {"type": "Point", "coordinates": {"lon": 135.5, "lat": 34.5}},
        {"type": "Point", "coordinates": ["135.5", "34.5"]},
        {"type": "Point", "coordinates": [True, False]},
        {"type": "Point", "coordinates": [[135.5, 34.5]]},
        {"type": "Point", "coordinates": [10**400, 34.5]},
        {"type": "Point", "coordinates": [float("nan"), 34.5]},
        {"type": "Point", "coordinates": [float("inf"), 34.5]},
        {"type": "MultiPoint", "coordinates": []},
        {"type": "MultiPoint", "coordinates": [5]},
        {"type": "Polygon", "coordinates": 5},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [5]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], "x", [0, 0]]]},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "MultiPolygon", "coordinates": [[]]},
    ],
)
def test_odd_coordinates_are_refused_with_the_number_of_the_feature(geometry: Any):
    table = read([feature({"名称": "館"}, point(1, 2)), feature({"名称": "館"}, geometry)])
    assert [(fault.key, fault.row) for fault in table.faults] == [("coordinates_unreadable", "#2")]
    assert table.rows == ("#1",)


def test_a_line_is_no_place():
    table = only({"type": "LineString", "coordinates": [[0, 0], [1, 1]]})
    assert [(fault.key, fault.row, fault.value) for fault in table.faults] == [
        ("geometry_type", "#1", "LineString")
    ]


def test_a_feature_without_geometry_is_told():
    assert [fault.key for fault in only(None).faults] == ["geometry_missing"]


@pytest.mark.parametrize("each", [None, 5, "x", []])
def test_what_is_no_feature_is_told(each: Any):
    assert [(fault.key, fault.row) for fault in read([each]).faults] == [("feature_unreadable", "#1")]


@pytest.mark.parametrize("properties", [None, [1], "x"])
def test_properties_must_be_names_with_values(properties: Any):
    table = read([feature(properties, point(1, 2))])
    assert [(fault.key, fault.row) for fault in table.faults] == [("properties_unreadable", "#1")]


@each(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"5",
        b'{"features": 5}',
        b'{"type": "FeatureCollection"}',
        b'{"features": [' + b"9" * 5000 + b"]}",
        b'{"features": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"\xff\xfe\x00",
    ],
)
def test_other_documents_are_refused(content: bytes):
    document, faults = parse_features(content, "x.json")
    assert document is None
    assert [(fault.key, fault.file) for fault in faults] == [("file_unreadable", "x.json")]


def test_no_features_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch):
    assert [fault.key for fault in parse_features(geojson([]), "x.json")[1]] == ["table_empty"]
    monkeypatch.setattr("data.readers.geojson_points.MAX_FEATURES", 2)
    assert parse_features(geojson([1, 2]), "x.json")[1] == ()
    assert [fault.key for fault in parse_features(geojson([1, 2, 3]), "x.json")[1]] == ["lines_too_many"]
    monkeypatch.setattr("data.readers.geojson_points.MAX_BYTES", 10)
    assert [fault.key for fault in parse_features(geojson([1]), "x.json")[1]] == ["file_too_large"]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4612", "EPSG:6668"])
def test_degrees_stay_degrees(name: str):
    table = read(
        [feature({"名称": "館"}, point(135.5, 34.5))], crs={"type": "name", "properties": {"name": name}}
    )
    assert (table.longitude, table.latitude) == (("135.5",), ("34.5",))


def test_metres_of_a_named_system_become_degrees():
    # Origin of the plane rectangular system VI: 36° N, 136° E.
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::6674"}}
    table = read([feature({"名称": "館"}, point(0, 0))], crs=crs)
    assert float(table.longitude[0]) == pytest.approx(136)
    assert float(table.latitude[0]) == pytest.approx(36)


@pytest.mark.parametrize(
    "crs", [5, {}, {"properties": {"name": "urn:x"}}, {"properties": {"name": "EPSG::99999999999999999999"}}]
)
def test_an_unknown_system_is_refused(crs: Any):
    assert [fault.key for fault in read([feature({"名称": "館"}, point(1, 2))], crs=crs).faults] == [
        "points_crs_unknown"
    ]


def test_missing_properties_are_named_with_the_nearest():
    table = read([feature({"名称": "館", "人数の数": 1}, point(1, 2))])
    assert [(fault.key, fault.column) for fault in table.missing(["name", "住所"])] == [
        ("column_missing", "住所")
    ]
    near = read([feature({"名称": "館", "収容の人数": 1}, point(1, 2))]).missing(["収容人数"])
    assert [(fault.key, fault.column, fault.value) for fault in near] == [
        ("column_missing_near", "収容人数", "収容の人数")
    ]
    none = read([feature({"x": 1}, point(1, 2))]).missing(["住所"])
    assert [(fault.key, fault.expected) for fault in none] == [("header_unknown", "住所")]
    assert read([None]).missing(["住所"]) == ()


def test_names_of_properties_are_those_of_all_features():
    document = json.loads(
        geojson([feature({"a": 1}, None), None, feature([], None), feature({"b": 1, "a": 2}, None)])
    )
    assert property_names(document) == ("a", "b")
