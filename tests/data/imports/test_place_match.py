"""Which place of the city a listed place is: by id, by address in an old id, by the other list, by name."""

import geopandas as gpd
import pandas as pd
import shapely

from data.imports.place_match import ids_in_city, old_ids
from tests.each import each

A, B = "E9900100001", "E9900100002"
EPSG = 6674


def listed(*entries: tuple[str, str, str], shelter_id: str = "") -> pd.DataFrame:
    """Listed places: id, name, and which list names it (site, shelter, p20)."""
    rows = [
        {
            "place_id": place_id, "name": name, "lat": 34.57, "lon": 135.48, "welfare_shelter": False,
            "is_site": kind == "site", "is_shelter": kind == "shelter" or shelter_id != "",
            "is_p20": kind == "p20", "is_municipal": kind == "municipal",
            "shelter_id": shelter_id or (place_id if kind == "shelter" else ""),
        }
        for place_id, name, kind in entries
    ]  # fmt: skip
    return pd.DataFrame(rows).set_index("place_id")


def city(*entries: tuple[str, str, str]) -> gpd.GeoDataFrame:
    """Places of a city at the same point: id, name, role."""
    here = gpd.GeoSeries([shapely.Point(135.48, 34.57)] * len(entries), crs=6668).to_crs(EPSG)
    rows = [
        {
            "name": name,
            "emergency_site": role == "site",
            "shelter": role == "shelter",
            "welfare_shelter": False,
        }
        for _, name, role in entries
    ]
    index = pd.Index([place_id for place_id, _, _ in entries], name="place_id")
    return gpd.GeoDataFrame(pd.DataFrame(rows, index=index), geometry=here.to_numpy(), crs=EPSG)


def found(places: pd.DataFrame, old: gpd.GeoDataFrame) -> tuple[dict[str, str], dict[str, str]]:
    matches = old_ids(places, old)
    return matches, ids_in_city(places, matches, old)


def test_the_id_comes_before_the_name():
    matches, ids = found(
        listed((A + "201", "新しい名", "site")),
        city((A + "201", "校", "site"), (A + "202", "新しい名", "site")),
    )
    assert (matches, ids) == ({A + "201": A + "201"}, {A + "201": A + "201"})


def test_the_id_of_a_shelter_finds_the_place_that_is_a_site_now():
    matches, ids = found(
        listed((A + "201", "校", "site"), shelter_id=A + "111"), city((A + "111", "校舎", "shelter"))
    )
    assert (matches, ids) == ({A + "201": A + "111"}, {A + "201": A + "201"})


def test_a_place_of_the_city_is_one_listed_place_at_most():
    places = listed((A + "111", "校", "shelter"), (A + "201", "校", "site"))
    matches, _ = found(places, city((A + "111", "校", "shelter")))
    assert matches == {A + "111": A + "111"}


def test_an_entry_of_one_list_is_never_another_entry_of_it():
    assert found(listed((A + "202", "校", "site")), city((A + "201", "校", "site")))[0] == {}
    assert found(listed((A + "112", "校", "shelter")), city((A + "111", "校", "shelter")))[0] == {}


@each(
    ("new", "old", "known_as"),
    [
        ((A + "111", "校", "shelter"), (A + "201", "校", "site"), A + "201"),
        ((A + "201", "校", "site"), (A + "111", "校", "shelter"), A + "201"),
        # An address alone is a poorer id than that of an entry, unless its site has none yet.
        ((A + "201", "校", "site"), (A, "校", "site"), A + "201"),
        ((A + "111", "校", "shelter"), (A, "校", "shelter"), A + "111"),
        ((A + "111", "校", "shelter"), (A, "校", "site"), A),
        ((A + "201", "校", "site"), (A, "校", "shelter"), A + "201"),
        # P20 adds to a place and never renames it.
        (("P20-1", "校", "p20"), (A + "201", "校", "site"), A + "201"),
        (("P20-1", "校", "p20"), (A, "校", "site"), A),
        (("P20-1", "校", "p20"), (A, "校", "shelter"), A),
        (("P20-1", "校", "p20"), ("P20-2", "校", "site"), "P20-2"),
        # An official list renames a place that came from P20: it must not stand there twice.
        ((A + "201", "校", "site"), ("P20-1", "校", "site"), A + "201"),
        ((A + "111", "校", "shelter"), ("P20-1", "校", "site"), A + "111"),
    ],
)
def test_which_id_a_place_has_after_the_import(
    new: tuple[str, str, str], old: tuple[str, str, str], known_as: str
):
    matches, ids = found(listed(new), city(old))
    assert matches == {new[0]: old[0]}
    assert ids == {new[0]: known_as}


def test_an_entry_of_p20_comes_before_the_name_of_an_official_one():
    places = listed(("P20-2", "校", "p20"), (A + "201", "校", "site"))
    matches, _ = found(places, city(("P20-1", "校", "site")))
    assert matches == {"P20-2": "P20-1"}


def test_places_of_other_addresses_and_names_are_new():
    assert found(listed((B + "201", "館", "site")), city((A + "201", "校", "site"), (A, "館", "site"))) == (
        {},
        {B + "201": B + "201"},
    )


def test_an_empty_city_knows_nothing():
    assert found(listed((A + "201", "校", "site")), city((A, "校", "site")).iloc[:0])[0] == {}
