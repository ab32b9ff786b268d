"""The two official lists: every row, joined by facility, every fault named."""

import json

import pytest

from data.readers.gsi_places import join_lists, read_gsi_list

SITES = """NO,共通ID,施設・場所名,住所,洪水,崖崩れ、土石流及び地滑り,高潮,地震,津波,大規模な火事,\
内水氾濫,火山現象,指定避難所との住所同一,緯度,経度,備考
1,E9900100001201,模擬小学校,模擬県模擬市北区本町２－１,1,,,1,,,,,1,34.57,135.48,
2,E9900100002201,模擬ビル,模擬県模擬市北区浜町1,,,,,1,,,,,34.571,135.481,
"""
SHELTERS = """NO,共通ID,施設・場所名,住所,指定緊急避難場所との住所同一,\
その他市町村長が必要と認める事項,受入対象者,緯度,経度,備考
1,E9900100001111,模擬小学校,模擬県模擬市北区本町2-1,1,,,34.57,135.48,
2,E9900100003121,模擬の里,模擬県模擬市北区本町3,,,要配慮者,34.572,135.482,
"""


def geojson(text: str, *, nationwide: bool = True) -> bytes:
    header, *rows = text.strip().split("\n")
    names = header.split(",")
    features = []
    for row in rows:
        record = dict(zip(names, row.split(","), strict=True))
        point = [float(record.pop("経度")), float(record.pop("緯度"))]
        if nationwide:
            record["都道府県名及び市町村名"] = "模擬県模擬市"
        record = {name: value or None for name, value in record.items()}
        features.append(
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": record}
        )
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def read_sites(text: str = SITES):
    return read_gsi_list(text.encode(), "sites.csv")


def read_shelters(text: str = SHELTERS):
    return read_gsi_list(text.encode(), "shelters.csv")


def faults_of(text: str) -> list[tuple[str, str, str]]:
    return [(fault.key, fault.row, fault.column) for fault in read_sites(text).faults]


def test_facilities_are_joined_by_the_first_eleven_characters():
    facilities, faults = join_lists([read_sites(), read_shelters()])
    assert faults == ()
    assert facilities.index.tolist() == ["E9900100001", "E9900100002", "E9900100003"]
    roles = facilities[["emergency_site", "shelter", "welfare_shelter"]].to_numpy().tolist()
    # The school stands in both lists, the building in the first, the home in the second.
    assert roles == [[True, True, False], [True, False, False], [False, False, True]]
    assert facilities.loc["E9900100001", ["flood", "earthquake", "tsunami"]].tolist() == [True, True, False]


def test_the_order_of_the_lists_does_not_matter():
    one, _ = join_lists([read_sites(), read_shelters()])
    other, _ = join_lists([read_shelters(), read_sites()])
    assert one.equals(other)


def test_addresses_come_in_one_width():
    facilities, _ = join_lists([read_sites()])
    assert facilities.loc["E9900100001", "address"] == "模擬県模擬市北区本町2-1"


def test_geojson_and_csv_say_the_same():
    from_csv, _ = join_lists([read_sites(), read_shelters()])
    lists = [read_gsi_list(geojson(SITES), "a.geojson"), read_gsi_list(geojson(SHELTERS), "b.geojson")]
    from_json, faults = join_lists(lists)
    assert faults == ()
    columns = [name for name in from_csv.columns if name not in {"file", "row"}]
    assert from_csv[columns].equals(from_json[columns])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_may_be_in_any_office_encoding(encoding: str):
    read = read_gsi_list(SITES.replace("－", "-").encode(encoding), "sites.csv")
    assert (read.faults, len(read.rows)) == ((), 2)


def test_the_digits_of_the_id_say_who_is_admitted():
    # Without a word about who is admitted, 12x is still a welfare shelter, 11x still a general one.
    read = read_shelters(SHELTERS.replace("要配慮者", ""))
    assert read.rows["welfare_shelter"].tolist() == [False, True]
    other = read_shelters(SHELTERS.replace("E9900100003121", "E9900100003191"))
    assert other.rows["welfare_shelter"].tolist() == [False, True]


def test_swapped_coordinates_are_called_so():
    assert faults_of(SITES.replace("34.57,135.48,", "135.48,34.57,")) == [
        ("coordinate_swapped", "2", "緯度, 経度")
    ]


@pytest.mark.parametrize(
    ("point", "key"),
    [(",", "coordinate_missing"), ("北緯34,135.48", "coordinate_not_number"), ("0,0", "coordinate_range")],
)
def test_a_bad_point_is_named_by_its_line(point: str, key: str):
    assert faults_of(SITES.replace("34.571,135.481", point)) == [(key, "3", "緯度, 経度")]


def test_a_bad_id_and_an_unknown_mark_are_named_together():
    text = SITES.replace("E9900100001201", "9900100001201").replace("浜町1,,", "浜町1,たぶん,")
    assert faults_of(text) == [("common_id", "2", "共通ID"), ("flag_unknown", "3", "洪水")]


def test_a_repeated_row_is_named():
    again = SITES + SITES.strip().split("\n")[-1] + "\n"
    assert faults_of(again) == [("duplicate_id", "4", "共通ID")]


def test_another_table_is_refused_with_the_columns_that_are_needed():
    read = read_gsi_list("名称,緯度,経度\n模擬,34,135\n".encode(), "x.csv")
    (fault,) = read.faults
    assert fault.key == "header_unknown"
    assert "共通ID" in fault.expected


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"features": []}'])
def test_broken_geojson_is_refused(content: bytes):
    assert read_gsi_list(content, "x.geojson").faults


def test_an_entry_whose_twin_is_missing_is_a_warning():
    lone = SHELTERS.replace("E9900100001111", "E9900100009111")
    _, faults = join_lists([read_sites(), read_shelters(lone)])
    # Both marks now point to nothing: that of the school in each list.
    assert [(fault.key, fault.file, fault.row) for fault in faults] == [
        ("partner_missing", "sites.csv", "2"),
        ("partner_missing", "shelters.csv", "2"),
    ]


def test_a_facility_at_two_points_is_a_warning_with_the_distance():
    # 0.01° of latitude are about 1.1 km.
    _, faults = join_lists([read_sites(), read_shelters(SHELTERS.replace("34.57,135.48,", "34.58,135.48,"))])
    (fault,) = faults
    assert (fault.key, fault.value, fault.expected[:3]) == ("facility_differs", "E9900100001", "1,1")
