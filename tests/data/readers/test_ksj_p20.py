"""国土数値情報 P20: shapefile and GeoJSON, −1 is unknown, ids that content decides."""

import pytest

from data.readers.geojson_points import parse_features, read_points
from data.readers.ksj_p20 import P20_COLUMNS, is_p20, read_p20_geojson, read_p20_shapefile
from data.readers.place_list import ListKind, OwnEntries, PlaceList
from data.readers.shapefile_points import read_shapefile
from domain.vocabulary import Severity
from tests.data.readers.place_inputs import ANY, OWN, p20_geojson, p20_record, shapefile
from tests.each import each

RECORDS = [
    (p20_record("模擬会館", P20_004="一次避難場所", P20_005=80), 131.24, 33.95),
    (p20_record("模擬小学校", P20_005=-1, P20_008=1, P20_009=0), 131.25, 33.96),
    (
        p20_record("模擬の里", P20_004="福祉避難所", P20_005=20, P20_007=0, P20_009=0, P20_010=1),
        131.26,
        33.97,
    ),
]


def from_geojson(records: list = RECORDS, own: OwnEntries = ANY) -> PlaceList:
    document, faults = parse_features(p20_geojson(records), "p20.geojson")
    assert (document is not None, faults) == (True, ())
    return read_p20_geojson(read_points(document, "p20.geojson", P20_COLUMNS), "p20.geojson", own)


def from_shapefile(records: list = RECORDS, own: OwnEntries = ANY) -> PlaceList:
    parts = shapefile(records, cpg="Shift_JIS", prj="")
    return read_p20_shapefile(read_shapefile(parts, "p20.zip"), "p20.zip", own)


@pytest.mark.parametrize("read", [from_geojson, from_shapefile])
def test_roles_flags_and_points_are_read(read):
    listed = read()
    rows = listed.rows
    assert (listed.kind, listed.rows_read) == (ListKind.P20, 3)
    assert rows["name"].tolist() == ["模擬会館", "模擬小学校", "模擬の里"]
    assert rows[["emergency_site", "shelter", "welfare_shelter"]].to_numpy().tolist() == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    assert rows["earthquake"].tolist() == [True, True, False]
    assert rows["tsunami"].tolist() == [False, True, False]
    assert rows["flood"].tolist() == [True, False, False]
    assert rows["volcano"].tolist() == [False, False, True]
    # 水害 says nothing of surge and inland water, and P20 nothing of landslides and fires.
    assert not rows[["storm_surge", "inland_flood", "landslide", "large_fire"]].to_numpy().any()
    assert rows["lon"].tolist() == pytest.approx([131.24, 131.25, 131.26], abs=1e-6)
    assert rows["lat"].tolist() == pytest.approx([33.95, 33.96, 33.97], abs=1e-6)
    assert [source.licence for source in listed.sources] == ["国土数値情報 利用規約"]


@pytest.mark.parametrize("read", [from_geojson, from_shapefile])
def test_minus_one_is_unknown_and_never_a_number(read):
    listed = read()
    assert listed.rows["official_capacity_persons"].isna().tolist() == [False, True, False]
    assert [fault.row.lstrip("#") for fault in listed.faults if fault.key == "capacity_unknown"] == ["2"]


def capacity_of(value: object) -> tuple[object, list[tuple[str, str]]]:
    listed = from_geojson([(p20_record("模擬会館", P20_005=value), 131.24, 33.95)])
    (persons,) = listed.rows["official_capacity_persons"].astype(object).tolist()
    return persons, [(fault.key, fault.severity) for fault in listed.faults]


@pytest.mark.parametrize("value", [120, "120", "120.0", 120.0, "１２０", " 120 "])
def test_a_whole_number_is_read_however_it_is_written(value: object):
    assert capacity_of(value) == (120, [])


def test_thousands_may_have_a_comma():
    assert capacity_of("1,060") == (1060, [])


def test_nobody_is_a_number_too():
    assert capacity_of(0) == (0, [])


def test_a_fraction_is_rounded_down_and_said():
    assert capacity_of(120.5) == (120, [("capacity_fraction", Severity.WARNING)])


@each(
    ("value", "key"),
    [
        (-5, "negative_number"),
        (-0.5, "negative_number"),
        (-1.5, "negative_number"),
        ("多数", "not_a_number"),
        ("nan", "not_a_number"),
        ("inf", "not_a_number"),
        (1_000_001, "out_of_range"),
        (1e300, "out_of_range"),
    ],
)
def test_what_is_no_capacity_is_refused(value: object, key: str):
    persons, faults = capacity_of(value)
    assert faults == [(key, Severity.ERROR)]
    assert persons is not value


def test_the_largest_capacity_is_allowed_and_what_no_roof_holds_is_said():
    assert capacity_of(3_000) == (3_000, [])
    assert capacity_of(1_000_000) == (1_000_000, [("capacity_large", Severity.WARNING)])


@each("yes", [1, "1", "1.0", 1.0, True])
@each("no", [0, "0", "0.0", "", None, False])
def test_flags_may_be_numbers_texts_or_true_and_false(yes: object, no: object):
    listed = from_geojson([(p20_record("館", P20_007=yes, P20_008=no), 131.24, 33.95)])
    assert listed.faults == ()
    assert (bool(listed.rows["earthquake"][0]), bool(listed.rows["tsunami"][0])) == (True, False)


def test_another_mark_is_no_flag():
    listed = from_geojson([(p20_record("館", P20_007="9"), 131.24, 33.95)])
    assert [(fault.key, fault.column, fault.value) for fault in listed.faults] == [
        ("flag_unknown", "P20_007", "9")
    ]


def test_ids_follow_the_content_in_any_order():
    ids = dict(zip(from_geojson().rows["name"], from_geojson().rows["place_id"], strict=True))
    turned = from_geojson(RECORDS[::-1]).rows
    assert dict(zip(turned["name"], turned["place_id"], strict=True)) == ids
    assert len(set(ids.values())) == 3
    assert all(place_id.startswith("P20-99001-") for place_id in ids.values())
    # Width and blanks of a name, and a metre, do not make another place; another name does.
    again = from_geojson([(p20_record("模擬 会館"), 131.240002, 33.950002)]).rows["place_id"][0]
    assert again == ids["模擬会館"]
    assert from_geojson([(p20_record("模擬会館2"), 131.24, 33.95)]).rows["place_id"][0] not in ids.values()
    # So does the municipality, and 0.001 degrees (about 100 m).
    assert (
        from_geojson([(p20_record("模擬会館", P20_001="99002"), 131.24, 33.95)]).rows["place_id"][0]
        not in ids.values()
    )
    assert from_geojson([(p20_record("模擬会館"), 131.241, 33.95)]).rows["place_id"][0] not in ids.values()


def test_entries_of_one_name_at_one_point_keep_their_ids_in_any_order():
    twins = [(p20_record("館", P20_005=10), 131.24, 33.95), (p20_record("館", P20_005=20), 131.24, 33.95)]
    one, other = from_geojson(twins).rows, from_geojson(twins[::-1]).rows
    ids = dict(zip(one["official_capacity_persons"], one["place_id"], strict=True))
    assert dict(zip(other["official_capacity_persons"], other["place_id"], strict=True)) == ids
    assert ids[20] == ids[10] + "-2"


def test_the_municipality_is_that_of_the_city_or_its_wards():
    records = [(p20_record("館"), 131.24, 33.95), (p20_record("区の館", P20_001="99002"), 131.24, 33.96)]
    assert from_geojson(records, OWN).faults == ()
    other = [*records, (p20_record("隣の館", P20_001="99005"), 131.25, 33.95)]
    assert [fault.key for fault in from_geojson(other, OWN).faults] == ["others_in_list"]
    listed = from_geojson(other, OwnEntries(OWN.codes, only=True))
    assert [fault.key for fault in listed.faults] == ["others_left_out"]
    assert listed.rows["name"].tolist() == ["館", "区の館"]


def test_a_code_that_is_none_and_a_missing_name_are_named():
    listed = from_geojson([(p20_record("", P20_001="堺市"), 131.24, 33.95)])
    assert [(fault.key, fault.row, fault.column) for fault in listed.faults] == [
        ("wrong_form", "#1", "P20_001"),
        ("value_missing", "#1", "P20_002"),
    ]


def test_missing_columns_are_named():
    bare = {name: value for name, value in p20_record("館").items() if name != "P20_005"}
    for read in (from_geojson, from_shapefile):
        faults = read([(bare, 131.24, 33.95)]).faults
        missing = [(fault.key, fault.column) for fault in faults if fault.severity is Severity.ERROR]
        assert missing == [("column_missing", "P20_005")]


def test_p20_is_known_by_its_columns():
    assert is_p20(["P20_002"])
    assert is_p20(["P20_001"])
    assert not is_p20(["共通ID", "名称"])
