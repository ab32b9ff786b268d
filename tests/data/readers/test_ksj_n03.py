"""国土数値情報 N03: both layouts of names, every form of file, unassigned ground, areas made valid."""

import pytest
import shapely

from data.readers.ksj_n03 import read_n03
from domain.faults import InputError
from tests.data.readers.boundary_inputs import square, write_flatgeobuf, write_geojson, write_zipped_shapefile


def n03(code, city, *, county=None, ward=None, new=False, x=135.4, shape=None):
    """Return a row of N03; ``new`` has the column of wards."""
    names = {"N03_001": "模擬県", "N03_002": None, "N03_003": county, "N03_004": city}
    if new:
        names["N03_005"] = ward
    return {**names, "N03_007": code}, shape or square(x, 34.5)


OLD = [
    n03("27141", "堺区", county="堺市"),
    n03("27142", "中区", county="堺市", x=135.41),
    n03("27341", "忠岡町", county="泉北郡", x=135.42),
    n03("27202", "岸和田市", x=135.43),
]
NEW = [
    n03("27141", "堺市", ward="堺区", new=True),
    n03("27142", "堺市", ward="中区", new=True, x=135.41),
    n03("27341", "忠岡町", county="泉北郡", new=True, x=135.42),
    n03("27202", "岸和田市", new=True, x=135.43),
]
WRITERS = {
    "a.geojson": write_geojson,
    "b.zip": write_zipped_shapefile,
    "c.fgb": write_flatgeobuf,
}


@pytest.mark.parametrize("rows", [OLD, NEW])
@pytest.mark.parametrize("name", WRITERS)
def test_both_layouts_in_every_form_say_the_same(tmp_path, name, rows):
    table = read_n03(WRITERS[name](tmp_path / name, rows))
    areas = table.areas.sort_values("code")
    assert areas["code"].tolist() == ["27141", "27142", "27202", "27341"]
    assert areas["city_code"].tolist() == ["27140", "27140", "27202", "27341"]
    assert areas["city"].tolist() == ["堺市", "堺市", "岸和田市", "忠岡町"]
    assert areas["ward"].tolist() == ["堺区", "中区", "", ""]
    assert (table.rows_read, table.dropped, table.repairs) == (4, (), ())
    assert areas.crs.to_epsg() == 6668


def test_texts_in_shift_jis_without_a_cpg_are_read_and_said(tmp_path):
    table = read_n03(write_zipped_shapefile(tmp_path / "b.zip", OLD, parts=(".cpg",)))
    assert table.areas["city"].tolist()[0] == "堺市"
    assert [fault.key for fault in table.faults] == ["encoding_found"]
    assert table.encoding == "cp932"


def test_a_missing_prj_is_assumed_and_said(tmp_path):
    table = read_n03(write_zipped_shapefile(tmp_path / "b.zip", OLD, parts=(".prj",)))
    assert [fault.key for fault in table.faults] == ["crs_assumed"]


def test_ground_of_no_municipality_is_left_out_and_counted(tmp_path):
    rows = [*OLD, n03(None, "所属未定地", x=135.44), n03("27999", "所属未定地", x=135.45)]
    table = read_n03(write_geojson(tmp_path / "a.geojson", rows))
    assert table.areas["code"].tolist() == ["27141", "27142", "27341", "27202"]
    assert [(one.key, one.count, one.rows) for one in table.dropped] == [("no_municipality", 2, ("5", "6"))]


def test_an_area_that_cuts_itself_is_repaired_and_counted(tmp_path):
    # A bow tie: two triangles of 0.01 × 0.005 / 2 each.
    bow = shapely.Polygon([(135.4, 34.5), (135.41, 34.51), (135.41, 34.5), (135.4, 34.51)])
    rows = [n03("27141", "堺区", county="堺市", shape=bow), OLD[1]]
    table = read_n03(write_geojson(tmp_path / "a.geojson", rows))
    assert [(one.key, one.count, one.rows) for one in table.repairs] == [("made_valid", 1, ("1",))]
    assert table.areas.geometry.is_valid.all()
    assert table.areas.geometry.iloc[0].area == pytest.approx(0.01 * 0.01 / 2)


def test_rows_without_an_area_are_left_out_and_counted(tmp_path):
    rows = [*OLD, n03("27203", "豊中市", shape=shapely.Point(135.4, 34.5)), (OLD[0][0], None)]
    table = read_n03(write_geojson(tmp_path / "a.geojson", rows))
    assert {one.key: one.count for one in table.dropped} == {"not_an_area": 2}
    assert table.rows_read - len(table.areas) == sum(one.count for one in table.dropped)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"N03_007": "2714"}, "wrong_form"),
        ({"N03_007": "=1+1"}, "wrong_form"),
    ],
)
def test_a_code_of_another_form_is_named(tmp_path, change, key):
    rows = [({**OLD[0][0], **change}, OLD[0][1]), OLD[1]]
    with pytest.raises(InputError) as refused:
        read_n03(write_geojson(tmp_path / "a.geojson", rows))
    assert [(fault.key, fault.row, fault.column) for fault in refused.value.faults] == [
        (key, "#1", "N03_007")
    ]


def test_another_layout_names_the_columns_that_are_missing(tmp_path):
    with pytest.raises(InputError) as refused:
        read_n03(write_geojson(tmp_path / "a.geojson", [({"A27_001": "27141"}, square(135.4, 34.5))]))
    assert {fault.key for fault in refused.value.faults} == {"column_missing"}
    assert {fault.column for fault in refused.value.faults} == {"N03_001", "N03_003", "N03_004", "N03_007"}


@pytest.mark.parametrize("content", [b"", b"{", b"PK\x03\x04", b"SQLite format 3\x00", b"\x00\x00\x27\x0a"])
def test_a_broken_file_is_refused_in_words(tmp_path, content):
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_n03(path)
