"""A city's own list beside the national ones: it adds, it never takes a hazard away."""

import pandas as pd

from data.imports.place_additions import SIZES, sized
from data.imports.place_identity import listed_places
from data.readers.capacity_text import read_capacity
from data.readers.gsi_places import read_gsi_csv
from data.readers.municipal_places import read_municipal
from data.readers.municipal_table import municipal_sheet
from data.readers.place_list import ListKind, PlaceList
from data.readers.sheet_file import read_sheet
from tests.data.readers.place_inputs import ANY, site, sites_csv

HEADER = "名称,緯度,経度,種別,洪水,津波,地震,想定収容人数,建物階数"
A = "E9900100001201"


def own_list(*rows: str, header: str = HEADER, file: str = "own.csv") -> PlaceList:
    table = municipal_sheet(read_sheet("\n".join((header, *rows)).encode(), file))
    assert table is not None
    return read_municipal(table, file, ANY)


def national(*rows: str) -> PlaceList:
    return read_gsi_csv(sites_csv(*rows), "sites.csv", ANY)


def test_sizes_of_a_list_that_says_none_are_unknown():
    rows = sized(pd.DataFrame({"place_id": ["a"]}))
    assert set(SIZES) <= set(rows.columns)
    assert rows["refuge_building"].tolist() == [False]
    assert rows["official_capacity_persons"].isna().all()


def test_a_national_place_takes_size_and_roles_and_keeps_its_designation():
    found = listed_places(
        [national(site(A, "模擬小学校")), own_list('模擬小学校,34.57,135.48,避難所,1,1,×,"1,060",3')]
    ).places
    assert found.index.tolist() == [A]
    row = found.iloc[0]
    assert (row["official_capacity_persons"], row["official_capacity_standard"]) == (1060, "基準の記載なし")
    assert (row["floors"], row["shelter"], row["is_shelter"]) == (3, True, True)
    # The flags of the national list: earthquake alone.
    assert (row["flood"], row["tsunami"], row["earthquake"]) == (False, False, True)


def test_a_building_to_go_up_in_is_one_for_the_tsunami_too():
    up = own_list("模擬小学校,34.57,135.48,津波避難ビル,300", header="名称,緯度,経度,種別,収容人数")
    row = listed_places([national(site(A, "模擬小学校")), up]).places.iloc[0]
    assert (row["refuge_building"], row["tsunami"], row["refuge_capacity_persons"]) == (True, True, 300)
    assert pd.isna(row["official_capacity_persons"])


def test_places_that_only_the_city_lists_stand_beside_the_others():
    found = listed_places(
        [national(site(A, "模擬小学校")), own_list("模擬公園,34.57,135.48,避難場所,1,×,1,,")]
    ).places
    assert sorted(found["name"]) == ["模擬公園", "模擬小学校"]
    own = found[found["name"] == "模擬公園"].iloc[0]
    assert (own["is_municipal"], own["is_site"], own["is_shelter"], own["flood"]) == (True, True, False, True)
    assert found["is_p20"].sum() == 0


def test_two_lists_of_the_city_are_one_place_where_they_name_one():
    sites = own_list("模擬館,34.57,135.48,避難場所,1,×,1,,")
    shelters = own_list(
        "模擬館,34.57001,135.48,避難所,100", header="名称,緯度,経度,種別,収容人数", file="b.csv"
    )
    for lists in ([sites, shelters], [shelters, sites]):
        row = listed_places(lists).places.iloc[0]
        assert (row["emergency_site"], row["shelter"], row["flood"]) == (True, True, True)
        assert row["official_capacity_persons"] == 100


def test_the_city_s_own_capacity_comes_before_that_of_p20():
    own = own_list("模擬小学校,34.57,135.48,避難所,×,×,×,80,")
    entry = own.rows.iloc[[0]].assign(
        place_id="P20-1",
        official_capacity_persons=pd.array([500], dtype="Int64"),
        official_capacity_standard="",
    )
    p20 = PlaceList(entry, ListKind.P20, (), ())
    (row,) = listed_places([p20, own]).places.itertuples()
    assert row.official_capacity_persons == read_capacity("80").persons
