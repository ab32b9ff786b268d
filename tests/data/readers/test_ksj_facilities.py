"""国土数値情報 P04, P14, P29: every edition and form gives the same facilities; unknown codes are named."""

import pytest
import shapely

from data.readers.ksj_facilities import facility_layout, facility_notes, read_facilities
from domain.faults import InputError
from tests.data.readers.boundary_inputs import square, write_geojson, write_zipped_shapefile

WITHIN = (135.0, 34.0, 136.0, 35.0)
POINT = shapely.Point(135.4, 34.5)


def p04(name="錦病院", kind=1, beds=120):
    return {
        "P04_001": kind,
        "P04_002": name,
        "P04_003": "堺区1-1",
        "P04_004": "内科",
        "P04_007": 4,
        "P04_008": beds,
        "P04_010": 9,
    }


def old_p04(name="錦病院", kind=1):
    """Return a row of 2010 and 2014, which has no beds."""
    return {name: value for name, value in p04(name, kind).items() if name not in {"P04_008", "P04_010"}}


def p14(name="錦園", middle="9910", minor="991001", accuracy=1):
    return {
        "P14_001": "大阪府",
        "P14_002": "堺市堺区",
        "P14_003": "27141",
        "P14_004": "錦町1",
        "P14_005": str(middle)[:2],
        "P14_006": middle,
        "P14_007": minor,
        "P14_008": name,
        "P14_009": 5,
        "P14_010": accuracy,
    }


def old_p14(name="錦園", kind="105", people="80"):
    return {
        "P14_001": "大阪府",
        "P14_002": "堺市堺区",
        "P14_003": "錦町1",
        "P14_004": "19",
        "P14_005": "19001",
        "P14_006": kind,
        "P14_007": name,
        "P14_008": 4,
        "P14_009": people,
        "P14_010": "電子国土",
        "P14_011": "大阪府 一覧",
    }


def p29(name="錦小学校", kind=16001, code="B127210000012", closed=1, site="00"):
    return {
        "P29_001": "27141",
        "P29_002": code,
        "P29_003": kind,
        "P29_004": name,
        "P29_005": "錦町1",
        "P29_006": 3,
        "P29_007": closed,
        "P29_008": site,
        "P29_009": None,
    }


def old_p29(name="錦小学校", kind="16001"):
    return {
        "P29_001": "27141",
        "P29_002": "16",
        "P29_003": "16001",
        "P29_004": kind,
        "P29_005": name,
        "P29_006": "錦町1",
        "P29_007": "3",
    }


def read(path, rows, *, within=WITHIN):
    (found,) = read_facilities(write_geojson(path / "a.geojson", rows), within)
    return found


def reasons(found):
    return {one.key: one.count for one in found.dropped}


@pytest.mark.parametrize(("name", "write"), [("a.geojson", write_geojson), ("b.zip", write_zipped_shapefile)])
@pytest.mark.parametrize(
    ("row", "form", "facility", "kind", "code"),
    [
        (p04(), "ksj_p04", "錦病院", "medical", ""),
        (old_p04(), "ksj_p04", "錦病院", "medical", ""),
        (p14(), "ksj_p14", "錦園", "care", "27141"),
        (old_p14(), "ksj_p14", "錦園", "care", ""),
        (p29(), "ksj_p29", "錦小学校", "school", "27141"),
        (old_p29(), "ksj_p29", "錦小学校", "school", "27141"),
    ],
)
def test_every_edition_in_every_form(tmp_path, name, write, row, form, facility, kind, code):
    (found,) = read_facilities(write(tmp_path / name, [(row, POINT)]), WITHIN)
    assert found.layout.form == form
    only = found.facilities.iloc[0]
    assert (only["name"], only["facility_type"], only["city_code"]) == (facility, kind, code)
    assert (round(only.geometry.x, 6), round(only.geometry.y, 6)) == (135.4, 34.5)
    assert only["facility_id"].startswith(f"{form[4:].upper()}-")
    assert (found.rows_read, found.dropped) == (1, ())


def test_a_facility_has_one_id_in_every_form_and_an_old_datum_is_told(tmp_path):
    (plain,) = read_facilities(write_geojson(tmp_path / "a.geojson", [(p04(), POINT)]), WITHIN)
    (shape,) = read_facilities(
        write_zipped_shapefile(tmp_path / "b.zip", [(p04(), POINT)], epsg=4612), WITHIN
    )
    assert plain.facilities["facility_id"].tolist() == shape.facilities["facility_id"].tolist()
    assert [one.key for one in shape.notes] == ["datum_not_shifted"]


def test_clinics_are_kept_with_beds_only(tmp_path):
    rows = [(p04("甲", 2, 19), POINT), (p04("乙", 2, 0), POINT), (p04("丙", 2, None), POINT)]
    rows += [(p04("丁", 3, 0), POINT), (p04("戊", 1, 0), POINT)]
    found = read(tmp_path, rows)
    assert found.facilities["name"].tolist() == ["甲", "戊"]
    # A dentist is left for its kind, not for its beds.
    assert reasons(found) == {"clinic_without_beds": 1, "clinic_beds_unknown": 1, "users_come_and_go": 1}


def test_clinics_of_an_edition_without_beds_are_counted_as_unknown(tmp_path):
    found = read(tmp_path, [(old_p04("甲", 2), POINT), (old_p04("乙", 1), POINT)])
    assert found.facilities["name"].tolist() == ["乙"]
    assert reasons(found) == {"clinic_beds_unknown": 1}


def test_welfare_facilities_by_their_finest_kind(tmp_path):
    rows = [
        (p14("特養", "9910", "991001"), POINT),
        (p14("包括", "9913", "991303"), POINT),
        (p14("支援", "0301", ""), POINT),
        # A number that lost its zero on the way.
        (p14("保育", 504, 50401), POINT),
        (p14("不明", "", ""), POINT),
        (p14("", "9910", "991001"), POINT),
    ]
    found = read(tmp_path, rows)
    kept = dict(zip(found.facilities["name"], found.facilities["facility_type"], strict=True))
    assert kept == {"特養": "care", "支援": "care", "保育": "nursery"}
    assert reasons(found) == {"users_come_and_go": 1, "no_facility_kind": 1, "no_facility_name": 1}
    (kinds,) = facility_notes(found.facilities)
    assert dict(kinds.values) == {"kinds": "特別養護老人ホーム 1、障害者支援施設 1、保育所 1"}
    # What the import takes counts, not what the file holds.
    (only,) = facility_notes(found.facilities.iloc[:1])
    assert dict(only.values) == {"kinds": "特別養護老人ホーム 1"}
    assert facility_notes(found.facilities.iloc[:0]) == ()


def test_a_point_that_stands_for_a_municipality_is_no_place(tmp_path):
    rows = [(p14(f"園{level}", accuracy=level), POINT) for level in (1, 2, 3, 4, 5)]
    found = read(tmp_path, rows)
    assert found.facilities["name"].tolist() == ["園1", "園2", "園3"]
    assert reasons(found) == {"placed_by_municipality": 2}
    _, rough = facility_notes(found.facilities)
    assert (rough.key, dict(rough.values)) == ("placed_by_town", {"count": "2"})


def test_closed_schools_are_left_and_second_sites_have_ids_of_their_own(tmp_path):
    rows = [
        (p29(), POINT),
        (p29("錦小学校分校", site="01"), POINT),
        (p29("休校中", code="B1", closed=2), POINT),
        (p29("調査なし", code="B2", closed=0), POINT),
        (p29("大学", kind=16007, code="F1"), POINT),
    ]
    found = read(tmp_path, rows)
    assert found.facilities["facility_id"].tolist() == ["P29-B127210000012", "P29-B127210000012-01", "P29-B2"]
    assert reasons(found) == {"school_closed": 1, "users_come_and_go": 1}


def test_two_schools_of_one_code_are_told_apart_by_name_and_place(tmp_path):
    found = read(tmp_path, [(p29(), POINT), (p29("錦分校"), POINT)])
    assert found.facilities["facility_id"].is_unique
    assert "P29-B127210000012" not in set(found.facilities["facility_id"])


def test_a_code_on_no_list_is_named_with_row_column_and_codes(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, [(p04(), POINT), (p04(kind=7), POINT), (p04(kind=8), POINT)])
    first, second = caught.value.faults
    assert (first.key, first.row, first.column, first.value) == ("facility_code_unknown", "2", "P04_001", "7")
    assert first.expected == "1 病院、2 診療所、3 歯科診療所"
    assert (second.row, second.value) == ("3", "8")


def test_a_long_list_is_named_by_its_ends(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, [(old_p14(kind="999"), POINT)])
    assert caught.value.faults[0].expected.startswith("101 通所介護事業所、102 ")
    assert caught.value.faults[0].expected.endswith(" … 1783 労働・福祉センター")


def test_only_what_may_lie_in_the_city_is_read_and_areas_are_no_facilities(tmp_path):
    rows = [
        (p04(), POINT),
        (p04("遠く", kind=7), shapely.Point(140.0, 40.0)),
        (p04("面"), square(135.4, 34.5)),
    ]
    found = read(tmp_path, [*rows, (p04("点"), shapely.MultiPoint([(135.41, 34.5)]))])
    assert found.facilities["name"].tolist() == ["錦病院", "点"]
    # The far one is no row of this city; its code is not judged.
    assert (found.rows_read, reasons(found)) == (4, {"not_a_point": 1})


def test_another_file_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, [({"P20_002": "錦公園"}, POINT)])
    assert caught.value.faults[0].key == "facilities_unknown"


def test_columns_of_the_three_data_sets_are_known_and_no_others():
    forms = [facility_layout(row).form for row in (p04(), p14(), old_p14(), p29(), old_p29())]
    assert forms == ["ksj_p04", "ksj_p14", "ksj_p14", "ksj_p29", "ksj_p29"]
    assert facility_layout({"A27_001", "P20_001"}) is None
