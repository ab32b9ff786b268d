"""Listed places in a city: seats stay with their place, nothing goes unless the lists are complete."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.imports.place_identity import ListedPlaces, listed_places
from data.imports.place_merge import merge_places, same_point_faults
from data.readers.gsi_places import read_gsi_csv
from data.readers.ksj_p20 import CAPACITY_STANDARD
from data.readers.place_list import FLAGS, ListKind, PlaceList
from data.readers.place_table import build_place_table
from domain.bundle import Source
from domain.tables.city import Places
from domain.vocabulary import Severity
from tests.data.readers.place_inputs import ANY, shelter, shelters_csv, site, sites_csv

EPSG = 6674
A, B, C = "E9900100001", "E9900100002", "E9900100003"
HERE, THERE = (34.57, 135.48), (34.58, 135.48)
BOTH = (ListKind.SITES, ListKind.SHELTERS)


def areas() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    box = gpd.GeoSeries([shapely.box(135.4, 34.5, 135.6, 34.6)], crs=6668).to_crs(EPSG)
    wards = gpd.GeoDataFrame({"name": ["模擬区"]}, geometry=box.array, index=["990019"])
    return wards, gpd.GeoDataFrame(
        {"name": ["校区"], "ward_code": ["990019"]}, geometry=box.array, index=["D1"]
    )


def table_of(listed: ListedPlaces) -> gpd.GeoDataFrame:
    return build_place_table(listed.places, *areas(), standard=CAPACITY_STANDARD).places


def city(*lists: PlaceList, **values: object) -> gpd.GeoDataFrame:
    """A city with these places; ``values`` are set on all of them."""
    places = table_of(listed_places(list(lists)))
    for name, value in values.items():
        places[name] = pd.Series([value] * len(places), index=places.index, dtype=places[name].dtype)
    return gpd.GeoDataFrame(Places.check(places))


def sites(*rows: str) -> PlaceList:
    return read_gsi_csv(sites_csv(*rows), "sites.csv", ANY)


def shelters(*rows: str) -> PlaceList:
    return read_gsi_csv(shelters_csv(*rows), "shelters.csv", ANY)


def p20(place_id: str, name: str, persons: object, at: tuple[float, float] = HERE) -> PlaceList:
    rows = pd.DataFrame(
        {
            "place_id": [place_id], "name": name, "address": "", "lat": at[0], "lon": at[1],
            "emergency_site": False, "shelter": True, "welfare_shelter": False, "twin": False,
            "official_capacity_persons": pd.array([persons], dtype="Int64"), "file": "p20.zip", "row": "1",
            **dict.fromkeys(FLAGS, True),
        }
    )  # fmt: skip
    return PlaceList(rows, ListKind.P20, (Source("P20", ""),), (), 1)


def merge(old: gpd.GeoDataFrame, *lists: PlaceList, complete: tuple[ListKind, ...] = ()):
    listed = listed_places(list(lists))
    return merge_places(old, listed.places, table_of(listed), complete=complete)


def test_an_import_adds_to_places_that_it_does_not_name_and_says_how_many_stay():
    old = city(sites(site(A + "201", "校"), site(B + "201", "館")))
    merged = merge(old, sites(site(C + "201", "園", point=THERE)))
    assert merged.places.index.tolist() == [A + "201", B + "201", C + "201"]
    assert merged.not_named == (A + "201", B + "201")
    assert [(f.key, f.severity, f.value, f.expected) for f in merged.faults] == [
        ("places_not_listed", Severity.WARNING, "2", "2")
    ]


def test_p20_says_nothing_of_places_that_it_does_not_name():
    old = city(sites(site(A + "201", "校")))
    merged = merge(old, p20("P20-1", "園", 50), complete=(ListKind.P20,))
    assert merged.places.index.tolist() == [A + "201", "P20-1"]
    assert (merged.not_named, merged.faults) == ((A + "201",), ())


def test_what_no_list_says_stays_with_its_place_and_the_rest_is_renewed():
    old = city(sites(site(A + "201", "校", flags="1,,,1,,,,")), floor_area_m2=700.0, floors=3)
    merged = merge(old, sites(site(A + "201", "新校", flags=",,,,1,,,", point=THERE)))
    place = merged.places.loc[A + "201"]
    assert (place["name"], place["floor_area_m2"], place["floors"]) == ("新校", 700.0, 3)
    assert (bool(place["flood"]), bool(place["earthquake"]), bool(place["tsunami"])) == (False, False, True)
    assert merged.places.geometry.distance(old.geometry[A + "201"]).iloc[0] == pytest.approx(1109, abs=1)


def test_a_list_of_shelters_finds_the_site_that_the_city_knows():
    old = city(sites(site(A + "201", "校", flags="1,,,,,,,")), floor_area_m2=700.0)
    merged = merge(old, shelters(shelter(A + "111", "校", point=THERE, address="別の書き方")))
    place = merged.places.loc[A + "201"]
    assert len(merged.places) == 1
    assert (bool(place["emergency_site"]), bool(place["shelter"]), bool(place["flood"])) == (True, True, True)
    # Name, address and point are those of the site.
    assert (place["address"], place["floor_area_m2"]) == ("模擬県模擬市本町1", 700.0)
    assert place.geometry.equals(old.geometry[A + "201"])


def test_a_shelter_takes_the_id_of_its_site_when_the_list_of_sites_comes():
    old = city(shelters(shelter(A + "111", "校")), floor_area_m2=700.0)
    merged = merge(old, sites(site(A + "201", "校")))
    assert merged.places.index.tolist() == [A + "201"]
    assert merged.renamed == {A + "111": A + "201"}
    assert merged.places[["emergency_site", "shelter", "floor_area_m2"]].iloc[0].tolist() == [
        True,
        True,
        700.0,
    ]
    both = merge(old, sites(site(A + "201", "校")), shelters(shelter(A + "111", "校")))
    assert both.places.index.tolist() == [A + "201"]
    assert both.places["floor_area_m2"].tolist() == [700.0]


def test_a_list_of_sites_leaves_shelters_shelters_and_a_list_of_shelters_sites():
    old = city(sites(site(A + "201", "校", flags="1,,,,,,,")), shelters(shelter(A + "111", "校")))
    after_sites = merge(old, sites(site(A + "201", "校", flags=",,,1,,,,")), complete=(ListKind.SITES,))
    assert after_sites.places[["emergency_site", "shelter", "flood", "earthquake"]].iloc[0].tolist() == [
        True, True, False, True,
    ]  # fmt: skip
    after_shelters = merge(old, shelters(shelter(A + "121", "校")), complete=(ListKind.SHELTERS,))
    place = after_shelters.places.iloc[0]
    assert place[["emergency_site", "shelter", "welfare_shelter", "flood"]].tolist() == [
        True,
        False,
        True,
        True,
    ]


def test_complete_lists_take_their_role_from_places_that_they_do_not_name():
    old = city(
        sites(site(A + "201", "校"), site(B + "201", "館"), site(C + "201", "園", point=THERE)),
        shelters(shelter(B + "111", "館")),
    )
    merged = merge(
        old, sites(site(A + "201", "校"), site(C + "201", "園", point=THERE)), complete=(ListKind.SITES,)
    )
    # 館 is a shelter still; it is no emergency site and has no flag.
    assert merged.places["emergency_site"].to_dict() == {A + "201": True, B + "201": False, C + "201": True}
    assert merged.places.loc[B + "201", ["shelter", "earthquake"]].tolist() == [True, False]
    named = sites(site(A + "201", "校"), site(C + "201", "園", point=THERE))
    without = merge(old, named, shelters(shelter(A + "111", "校")), complete=BOTH)
    assert without.places.index.tolist() == [A + "201", C + "201"]


def test_complete_lists_that_take_most_places_away_are_refused():
    old = city(sites(*(site(f"E99001{n:05d}201", f"校{n}") for n in range(1, 5))))
    half = merge(old, sites(site(A + "201", "校1"), site(B + "201", "校2")), complete=(ListKind.SITES,))
    assert half.faults == ()
    most = merge(old, sites(site(A + "201", "校1")), complete=(ListKind.SITES,))
    assert [(f.key, f.severity, f.column, f.value, f.expected) for f in most.faults] == [
        ("most_places_lost", Severity.ERROR, "sites", "3", "4")
    ]


def test_seats_of_an_address_id_go_to_the_entry_of_its_name():
    old = city(sites(site(B + "201", "里2"))).rename(index={B + "201": B})
    old = gpd.GeoDataFrame(old.assign(stay_capacity_persons=pd.array([40], dtype="Int64")))
    one = merge(old, sites(site(B + "201", "里9")))
    assert one.places["stay_capacity_persons"].to_dict() == {B + "201": 40}
    assert one.renamed == {B: B + "201"}
    several = merge(old, sites(site(B + "201", "里1"), site(B + "202", "里2")))
    assert several.places["stay_capacity_persons"].fillna(-1).to_dict() == {B + "201": -1, B + "202": 40}
    nobody = merge(old, sites(site(B + "201", "里1"), site(B + "202", "里3")))
    assert nobody.places.index.tolist() == [B, B + "201", B + "202"]


def test_a_site_keeps_its_address_id_until_its_own_list_comes():
    old = city(sites(site(A + "201", "校"))).rename(index={A + "201": A})
    merged = merge(old, shelters(shelter(A + "111", "校")))
    assert merged.places[["emergency_site", "shelter"]].to_dict("index") == {
        A: {"emergency_site": True, "shelter": True}
    }
    lone = city(shelters(shelter(A + "111", "校"))).rename(index={A + "111": A})
    assert merge(lone, shelters(shelter(A + "111", "校"))).places.index.tolist() == [A + "111"]


def test_p20_gives_a_known_place_its_capacity_and_nothing_else():
    old = city(sites(site(A + "201", "校", flags=",,,1,,,,")))
    merged = merge(old, p20("P20-1", "校", 50))
    place = merged.places.loc[A + "201"]
    assert len(merged.places) == 1
    assert (place["official_capacity_persons"], place["official_capacity_standard"]) == (
        50,
        CAPACITY_STANDARD,
    )
    assert (bool(place["emergency_site"]), bool(place["shelter"]), bool(place["flood"])) == (
        True,
        False,
        False,
    )
    assert place.geometry.equals(old.geometry[A + "201"])
    # Its entries say nothing about what complete official lists name.
    again = merge(merged.places, p20("P20-1", "校", 50), complete=BOTH)
    assert bool(again.places["emergency_site"].iloc[0])


def test_a_capacity_that_the_city_knows_stays_and_the_difference_is_said():
    old = city(
        sites(site(A + "201", "校")), official_capacity_persons=400, official_capacity_standard="市の調べ"
    )
    merged = merge(old, p20("P20-1", "校", 50))
    place = merged.places.loc[A + "201"]
    assert (place["official_capacity_persons"], place["official_capacity_standard"]) == (400, "市の調べ")
    assert [(f.key, f.file, f.row, f.value, f.expected) for f in merged.faults] == [
        ("capacity_kept", "p20.zip", "1", "50", "400")
    ]
    assert merge(old, p20("P20-1", "校", 400)).faults == ()
    assert merge(old, p20("P20-1", "校", None)).faults == ()


def test_a_place_of_p20_is_renewed_by_p20_and_keeps_its_seats():
    old = city(p20("P20-99001-aa", "館", None), stay_capacity_persons=400)
    merged = merge(old, p20("P20-99001-aa", "館", 30))
    place = merged.places.loc["P20-99001-aa"]
    assert (place["stay_capacity_persons"], place["official_capacity_persons"]) == (400, 30)
    # Numbers of records were ids once: the name and the point find the place, whose id stays.
    numbered = city(p20("P20-99001-00001", "館", None), stay_capacity_persons=400)
    merged = merge(numbered, p20("P20-99001-aa", "館", 30))
    assert merged.places["stay_capacity_persons"].to_dict() == {"P20-99001-00001": 400}


def test_official_lists_take_over_a_place_of_p20_with_its_seats_and_capacity():
    old = city(p20("P20-99001-aa", "校", 30), stay_capacity_persons=400)
    merged = merge(old, sites(site(A + "201", "校", flags=",,,1,,,,")))
    place = merged.places.loc[A + "201"]
    assert merged.renamed == {"P20-99001-aa": A + "201"}
    assert (place["stay_capacity_persons"], place["official_capacity_persons"]) == (400, 30)
    # Its flags are those of the list.
    assert (bool(place["earthquake"]), bool(place["flood"])) == (True, False)


def test_a_place_of_another_name_or_far_away_is_another_place():
    old = city(sites(site(A + "201", "校")))
    assert len(merge(old, p20("P20-1", "園", 50)).places) == 2
    assert len(merge(old, p20("P20-1", "校", 50, THERE)).places) == 2


def test_many_places_of_different_addresses_at_one_point_are_named():
    def at_one_point(*ids: str):
        rows = [site(place_id, f"館{n}", address=f"町{n}") for n, place_id in enumerate(ids)]
        return same_point_faults(city(sites(*rows)))

    assert at_one_point(A + "201", B + "201") == ()
    # One address is one point.
    assert at_one_point(A + "201", A + "202", A + "203", B + "201") == ()
    (fault,) = at_one_point(A + "201", B + "201", C + "201")
    assert (fault.key, fault.row, fault.value, fault.expected) == (
        "places_at_one_point", "34.570000, 135.480000", "館0、館1、館2", "3",
    )  # fmt: skip


def test_nothing_is_changed_in_place():
    old = city(sites(site(A + "201", "校")))
    before = old.copy()
    merge(old, sites(site(A + "201", "新校", point=THERE)), complete=(ListKind.SITES,))
    pd.testing.assert_frame_equal(pd.DataFrame(old), pd.DataFrame(before))
