"""Lists of districts that a city does not have stay in the store, do not count, and are told."""

import datetime as dt
from dataclasses import replace

from storage.store.store import Store
from tests.use_cases.stores import CITY, DISTRICT_1, DISTRICT_2, HEAD
from tests.use_cases.test_stored_strength import ROWS, put
from use_cases.lists_of_city import districts_without_city, lists_of_city
from use_cases.stored_strength import stored_strength

#: The city after the first district was merged into another.
MERGED = replace(CITY, districts=CITY.districts.drop(index=DISTRICT_1))


def test_a_list_counts_where_its_district_is(store: Store) -> None:
    put(store, *ROWS, "org-2,情報班,班長,丁 四,1980")
    counts = store.counts.read(HEAD, year=2026)
    assert districts_without_city(counts, CITY) == {}
    whole = lists_of_city(counts, CITY)
    assert whole.lists["org_id"].tolist() == ["org-1", "org-2"]
    left = lists_of_city(counts, MERGED)
    assert set(left.lists["org_id"]) == set(left.squads["org_id"]) == {"org-2"}
    assert set(left.organisations["district_id"]) == {DISTRICT_2}
    assert districts_without_city(counts, MERGED) == {DISTRICT_1: 1}
    found = stored_strength(CITY.strength, left, on=dt.date(2026, 11, 28))
    assert found.lists.index.tolist() == ["org-2"]
    # Nothing was deleted: with its district it counts again.
    assert store.counts.read(HEAD, year=2026).lists["org_id"].tolist() == ["org-1", "org-2"]


def test_a_support_list_and_opening_duty_go_with_their_district_and_place(store: Store) -> None:
    counts = store.counts.read(HEAD, year=2026)
    persons = counts.persons.reindex([DISTRICT_1, DISTRICT_2])
    place = str(CITY.places.index[0])
    duty = CITY.strength.opening_duty.iloc[:0].reindex([0, 1]).assign(place_id=[place, "gone"])
    counts = replace(counts, persons=persons, opening=duty)
    assert lists_of_city(counts, MERGED).persons.index.tolist() == [DISTRICT_2]
    assert lists_of_city(counts, MERGED).opening["place_id"].tolist() == [place]
    assert districts_without_city(counts, MERGED) == {DISTRICT_1: 0}
