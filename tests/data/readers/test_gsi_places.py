"""The two official lists: every row an entry, every fault named."""

import json

import pytest

from data.readers.geojson_points import parse_features, read_points
from data.readers.gsi_places import GSI_COLUMNS, read_gsi_csv, read_gsi_geojson
from data.readers.place_list import ListKind, OwnEntries, PlaceList
from domain.vocabulary import Severity
from tests.data.readers.place_inputs import (
    ANY,
    OWN,
    SHELTER_HEADER,
    SITE_HEADER,
    feature,
    geojson,
    point,
    shelter,
    shelters_csv,
    site,
    sites_csv,
)

SCHOOL, TOWER, HOME = "E9900100001201", "E9900100002201", "E9900100003121"


def read(content: bytes, own: OwnEntries = ANY) -> PlaceList:
    return read_gsi_csv(content, "list.csv", own)


def keys(content: bytes, own: OwnEntries = ANY) -> list[tuple[str, str, str]]:
    return [(fault.key, fault.row, fault.column) for fault in read(content, own).faults]


def test_every_row_is_an_entry_with_its_own_whole_id_and_flags():
    # A yard and the hall on it: one address, two entries.
    listed = read(
        sites_csv(
            site("E9900100001201", "模擬小学校（校庭）", flags=",,,1,,1,,"),
            site("E9900100001202", "模擬小学校（体育館）", flags="1,,1,,1,,1,1"),
        )
    )
    assert listed.kind is ListKind.SITES
    assert (listed.faults, listed.rows_read) == ((), 2)
    assert listed.rows["place_id"].tolist() == ["E9900100001201", "E9900100001202"]
    names = [
        "flood",
        "landslide",
        "storm_surge",
        "earthquake",
        "tsunami",
        "large_fire",
        "inland_flood",
        "volcano",
    ]
    assert listed.rows[names].to_numpy().tolist() == [
        [False, False, False, True, False, True, False, False],
        [True, False, True, False, True, False, True, True],
    ]
    assert listed.rows["emergency_site"].tolist() == [True, True]
    assert not listed.rows[["shelter", "welfare_shelter"]].to_numpy().any()


def test_names_and_addresses_come_in_one_width():
    listed = read(sites_csv(site(SCHOOL, "模擬  ホール１", address="模擬市本町２－１")))
    assert (listed.rows["name"][0], listed.rows["address"][0]) == ("模擬 ホール1", "模擬市本町2-1")


def test_the_notices_travel_with_each_list():
    for content in (sites_csv(site(SCHOOL, "校")), shelters_csv(shelter(HOME, "里"))):
        (source,) = read(content).sources
        assert len(source.notices) == len(source.notices_en) == 4
        assert source.name.startswith("出典：国土地理院")


def test_geojson_and_csv_say_the_same():
    rows = [site(SCHOOL, "模擬小学校", twin="1"), site(TOWER, "模擬ビル", point=(34.571, 135.481))]
    names = SITE_HEADER.split(",")
    features = []
    for row in rows:
        record = dict(zip(names, row.split(","), strict=True))
        lat, lon = float(record.pop("緯度")), float(record.pop("経度"))
        features.append(feature({name: value or None for name, value in record.items()}, point(lon, lat)))
    document, faults = parse_features(geojson(features), "a.geojson")
    assert document is not None
    assert faults == ()
    from_json = read_gsi_geojson(read_points(document, "a.geojson", GSI_COLUMNS), "a.geojson", ANY)
    from_csv = read(sites_csv(*rows))
    assert from_json.faults == from_csv.faults == ()
    columns = [name for name in from_csv.rows.columns if name not in {"file", "row"}]
    assert from_csv.rows[columns].equals(from_json.rows[columns])
    # A feature is named by its id.
    assert from_json.rows["row"].tolist() == [SCHOOL, TOWER]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_may_be_in_any_office_encoding(encoding: str):
    listed = read(sites_csv(site(SCHOOL, "模擬小学校")).decode().encode(encoding))
    assert (listed.faults, len(listed.rows)) == ((), 1)


def test_the_digits_of_the_id_say_who_is_admitted():
    def welfare(place_id: str, accepts: str) -> list[bool]:
        listed = read(shelters_csv(shelter(place_id, "里", accepts=accepts)))
        assert listed.kind is ListKind.SHELTERS
        return listed.rows[["shelter", "welfare_shelter"]].iloc[0].tolist()

    assert welfare("E9900100001111", "") == [True, False]
    assert welfare("E9900100001111", "要配慮者") == [True, False]
    assert welfare("E9900100001121", "") == [False, True]
    # Other digits: those who are admitted decide.
    assert welfare("E9900100001191", "") == [True, False]
    assert welfare("E9900100001191", "要配慮者") == [False, True]


def test_an_id_with_letters_is_kept_with_a_warning():
    listed = read(sites_csv(site("E990010520000A", "模擬センター")))
    assert [(fault.key, fault.severity) for fault in listed.faults] == [
        ("common_id_unusual", Severity.WARNING)
    ]
    assert listed.rows["place_id"].tolist() == ["E990010520000A"]


@pytest.mark.parametrize("place_id", ["9900100001201", "E990010000120", "E99001000012011", "E9900100001２０"])
def test_other_ids_are_refused(place_id: str):
    assert keys(sites_csv(site(place_id, "校"))) == [("common_id", "2", "共通ID")]


def test_swapped_coordinates_are_called_so():
    assert keys(sites_csv(site(SCHOOL, "校", point=(135.48, 34.57)))) == [
        ("coordinate_swapped", "2", "緯度・経度")
    ]


@pytest.mark.parametrize(
    ("at", "key"),
    [
        (("", ""), "coordinate_missing"),
        (("北緯34", 135.48), "coordinate_not_number"),
        (("nan", 135.48), "coordinate_not_number"),
        ((0, 0), "coordinate_range"),
        ((34.57, 154.01), "coordinate_range"),
    ],
)
def test_a_bad_point_is_named_by_its_line(at: tuple[str, str], key: str):
    content = sites_csv(site(TOWER, "ビル"), site(SCHOOL, "校", point=at))
    assert keys(content) == [(key, "3", "緯度・経度")]


def test_the_borders_of_japan_are_inside():
    assert keys(sites_csv(site(SCHOOL, "校", point=(20, 122)), site(TOWER, "ビル", point=(46, 154)))) == []


def test_all_faults_come_at_once():
    content = sites_csv(
        site("9900100001201", "校"), site(TOWER, "", flags="たぶん,,,1,,,,"), site(TOWER, "ビル")
    )
    assert keys(content) == [
        ("common_id", "2", "共通ID"),
        ("value_missing", "3", "施設・場所名"),
        ("flag_unknown", "3", "洪水"),
        ("duplicate_id", "4", "共通ID"),
    ]


def test_many_faults_of_one_kind_are_listed_twenty_times_and_counted():
    content = sites_csv(*(site(f"E99001{number:05d}201", "校", flags="?,,,,,,,") for number in range(1000)))
    faults = read(content).faults
    assert len(faults) == 20
    assert sum(1 + fault.more for fault in faults) == 1000


def test_a_title_above_the_header_is_left_aside_and_said():
    content = ("指定緊急避難場所一覧\n" + sites_csv(site(SCHOOL, "模擬小学校")).decode()).encode()
    listed = read(content)
    assert [(fault.key, fault.severity) for fault in listed.faults] == [("title_rows", Severity.WARNING)]
    assert listed.rows["row"].tolist() == ["3"]


def test_a_blank_in_a_header_does_not_matter():
    content = sites_csv(site(SCHOOL, "校")).decode().replace("土石流及び", "土石流 及び")
    assert keys(content.encode()) == []


def test_a_missing_column_of_a_list_of_shelters_is_named_and_no_column_of_sites():
    row = shelter(HOME, "里").split(",")
    header = SHELTER_HEADER.replace("指定緊急避難場所との住所同一,", "")
    faults = read("\n".join((header, ",".join(row[:4] + row[5:]))).encode()).faults
    assert [(fault.key, fault.column) for fault in faults] == [
        ("column_missing", "指定緊急避難場所との住所同一")
    ]


def test_a_missing_column_is_named_with_the_nearest_found():
    content = sites_csv(site(SCHOOL, "校")).decode().replace("施設・場所名", "施設・場所等の名")
    (fault,) = read(content.encode()).faults
    assert (fault.key, fault.column, fault.value) == (
        "column_missing_near",
        "施設・場所名",
        "施設・場所等の名",
    )


def test_a_stray_quotation_mark_is_named_by_its_row():
    listed = read(sites_csv(site(TOWER, "ビル"), site(SCHOOL, '模擬"小学校'), site(HOME, '"模擬の里')))
    assert [fault.row for fault in listed.faults if fault.key == "quotation_mark"] == ["4"]


def test_another_table_is_refused_with_the_columns_that_are_needed():
    (fault,) = read("名称,緯度経度\n模擬,34\n".encode()).faults
    assert fault.key == "header_unknown"
    assert "共通ID" in fault.expected


def test_another_layer_is_refused_in_one_sentence():
    square = {"type": "Polygon", "coordinates": [[[135, 34], [135.1, 34], [135.1, 34.1], [135, 34]]]}
    document, _ = parse_features(geojson([feature({"A33_001": 1}, square)] * 3), "a.json")
    assert document is not None
    listed = read_gsi_geojson(read_points(document, "a.json", GSI_COLUMNS), "a.json", ANY)
    assert [fault.key for fault in listed.faults] == ["header_unknown"]


def test_halves_of_characters_are_refused_without_showing_them():
    properties = dict.fromkeys(SITE_HEADER.split(","), "") | {"共通ID": SCHOOL, "施設・場所名": "模擬\ud800"}
    content = json.dumps({"features": [feature(properties, point(135.48, 34.57))]}).encode()
    document, _ = parse_features(content, "a.json")
    assert document is not None
    (fault,) = read_gsi_geojson(read_points(document, "a.json", GSI_COLUMNS), "a.json", ANY).faults
    assert (fault.key, fault.row, fault.value) == ("text_unreadable", SCHOOL, "")


NEIGHBOUR = "E9900500001201"


def test_a_list_of_another_municipality_is_refused_in_one_sentence():
    listed = read(sites_csv(site(NEIGHBOUR, "隣の校", flags="?,,,,,,,"), site(NEIGHBOUR, "隣の校")), OWN)
    (fault,) = listed.faults
    assert (fault.key, fault.severity, fault.value, fault.expected) == (
        "others_only",
        Severity.ERROR,
        "99005",
        "0",
    )
    assert listed.rows.empty
    # There is nothing to leave out either.
    only = OwnEntries(OWN.codes, only=True)
    assert [fault.key for fault in read(sites_csv(site(NEIGHBOUR, "隣の校")), only).faults] == ["others_only"]


def test_a_list_of_a_whole_prefecture_is_refused_in_one_sentence():
    others = [
        site(f"E9{code:04d}00001201", "隣", flags="?,,,,,,,") for code in range(9010, 9020) for _ in "ab"
    ]
    listed = read(sites_csv(site(SCHOOL, "校"), *others), OWN)
    (fault,) = listed.faults
    assert (fault.key, fault.expected) == ("others_in_list", "1")
    assert fault.value == "20 (99010、99011、99012 …)"


def test_only_this_city_takes_the_own_rows_and_says_how_many():
    content = sites_csv(
        site(NEIGHBOUR, "隣の校", flags="?,,,,,,,"), site(SCHOOL, "校"), site("E9900200002201", "区の校")
    )
    listed = read(content, OwnEntries(OWN.codes, only=True))
    (fault,) = listed.faults
    assert (fault.key, fault.severity, fault.value, fault.expected) == (
        "others_left_out", Severity.WARNING, "1 (99005)", "2",
    )  # fmt: skip
    assert listed.rows["place_id"].tolist() == [SCHOOL, "E9900200002201"]
    assert listed.rows["row"].tolist() == ["3", "4"]
    assert listed.rows_read == 3
