"""国土数値情報 A27: both editions, short names of schools, points left alone."""

import pytest
import shapely

from data.readers.ksj_a27 import district_name, read_a27
from domain.faults import InputError
from tests.data.readers.boundary_inputs import square, write_geojson, write_zipped_shapefile

WITHIN = (135.0, 34.0, 136.0, 35.0)
NEW = [
    (
        {
            "A27_001": "27141",
            "A27_002": "堺市立",
            "A27_003": "B127210000012",
            "A27_004": "錦小学校",
            "A27_005": "堺区",
        },
        square(135.4, 34.5),
    ),
    (
        {
            "A27_001": "27141",
            "A27_002": "堺市立",
            "A27_003": "B127210000021",
            "A27_004": "錦西小学校",
            "A27_005": "堺区",
        },
        square(135.42, 34.5),
    ),
]
OLD = [
    (
        {"A27_001": "27141", "A27_002": "堺市立", "A27_003": "錦小学校", "A27_004": "堺区"},
        square(135.4, 34.5),
    ),
    (
        {"A27_001": "27141", "A27_002": "堺市立", "A27_003": "錦西小学校", "A27_004": "堺区"},
        square(135.42, 34.5),
    ),
]


@pytest.mark.parametrize(("name", "write"), [("a.geojson", write_geojson), ("b.zip", write_zipped_shapefile)])
@pytest.mark.parametrize(("rows", "codes"), [(NEW, ["B127210000012", "B127210000021"]), (OLD, ["", ""])])
def test_both_editions_give_the_same_districts(tmp_path, name, write, rows, codes):
    read = read_a27(write(tmp_path / name, rows), WITHIN)
    assert read.areas["name"].tolist() == ["錦", "錦西"]
    assert read.areas["school"].tolist() == codes
    assert (read.rows_read, read.dropped) == (2, ())


def test_points_and_schools_without_a_name_are_counted(tmp_path):
    rows = [
        *OLD,
        (OLD[0][0], shapely.Point(135.4, 34.5)),
        ({**OLD[0][0], "A27_003": ""}, square(135.46, 34.5)),
    ]
    read = read_a27(write_geojson(tmp_path / "a.geojson", rows), WITHIN)
    assert {one.key: one.count for one in read.dropped} == {"not_an_area": 1, "no_school": 1}


def test_another_file_is_refused(tmp_path):
    with pytest.raises(InputError):
        read_a27(write_geojson(tmp_path / "a.geojson", [({"N03_001": "x"}, square(135.4, 34.5))]), WITHIN)


@pytest.mark.parametrize(
    ("school", "name"),
    [
        ("堺市立錦小学校", "錦"),
        ("錦小学校", "錦"),
        ("みどり義務教育学校", "みどり"),
        ("錦校区", "錦"),
        ("小学校", "小学校"),
        ("市立", "市立"),
    ],
)
def test_a_district_is_called_by_the_short_name_of_its_school(school, name):
    assert district_name(school) == name
