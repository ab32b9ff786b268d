"""Which entries are one place: never two of one list; a site and a shelter by address and name."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.imports.place_identity import (
    is_address_alone,
    listed_places,
    pair_sites_and_shelters,
)
from data.imports.same_places import distances_m, same_name_nearby
from data.readers.gsi_places import read_gsi_csv
from data.readers.place_list import ListKind, PlaceList
from domain.bundle import Source
from domain.vocabulary import Severity
from tests.data.readers.place_inputs import ANY, shelter, shelters_csv, site, sites_csv

ROLES = ["emergency_site", "shelter", "welfare_shelter"]
A, B = "E9900100001", "E9900100002"
HERE, NEAR, FAR = (34.57, 135.48), (34.5708, 135.48), (34.571, 135.48)


def listed(sites: list[str], shelters: list[str], file: str = ""):
    lists = []
    if sites:
        lists.append(read_gsi_csv(sites_csv(*sites), f"sites{file}.csv", ANY))
    if shelters:
        lists.append(read_gsi_csv(shelters_csv(*shelters), f"shelters{file}.csv", ANY))
    assert all(each.faults == () for each in lists)
    return listed_places(lists)


def test_the_two_distances_lie_on_both_sides_of_a_hundred_metres():
    def metres(other: tuple[float, float]) -> float:
        return float(
            distances_m(*(pd.Series([value]) for value in (HERE[1], HERE[0], other[1], other[0])))[0]
        )

    # A degree of latitude is about 110.9 km here: 0.0008 are 88.7 m, 0.001 are 110.9 m.
    assert metres(NEAR) == pytest.approx(88.7, abs=0.2)
    assert metres(FAR) == pytest.approx(110.9, abs=0.2)


def test_entries_of_one_list_stay_apart_each_with_its_own_flags():
    found = listed(
        [site(A + "201", "校庭", flags=",,,1,,1,,"), site(A + "202", "体育館", flags="1,,,,1,,,")], []
    )
    assert found.faults == ()
    assert found.places.index.tolist() == [A + "201", A + "202"]
    assert found.places["large_fire"].tolist() == [True, False]
    assert found.places["tsunami"].tolist() == [False, True]


def test_three_shelters_at_one_address_stay_three():
    found = listed([], [shelter(f"{A}12{n}", f"里{n}", accepts="高齢者") for n in "123"])
    assert found.places.index.tolist() == [A + "121", A + "122", A + "123"]


def test_one_address_and_one_name_are_one_place_whatever_the_width():
    found = listed([site(A + "201", "模擬小学校 １")], [shelter(A + "111", "模擬小学校1")])
    assert found.faults == ()
    assert found.places[ROLES].to_dict("index") == {
        A + "201": {"emergency_site": True, "shelter": True, "welfare_shelter": False}
    }
    assert found.places["shelter_id"].tolist() == [A + "111"]
    assert found.places[["is_site", "is_shelter", "is_p20"]].iloc[0].tolist() == [True, True, False]


def test_one_name_at_another_address_is_another_place():
    found = listed([site(A + "201", "模擬小学校")], [shelter(B + "111", "模擬小学校")])
    assert found.places.index.tolist() == [A + "201", B + "111"]


def test_one_name_and_address_far_apart_is_one_place_and_said():
    found = listed([site(A + "201", "校")], [shelter(A + "111", "校", point=FAR)])
    assert len(found.places) == 1
    (fault,) = found.faults
    assert (fault.key, fault.file, fault.row, fault.value, fault.expected) == (
        "facility_differs", "shelters.csv", "2", "111 m", A + "201",
    )  # fmt: skip
    # The point is that of the list of sites.
    assert found.places["lat"].tolist() == [HERE[0]]


def test_one_address_that_each_list_has_once_is_one_place_within_a_hundred_metres():
    near = listed([site(A + "201", "大体育館")], [shelter(A + "111", "別の名", point=NEAR)])
    assert near.places.index.tolist() == [A + "201"]
    assert near.places["name"].tolist() == ["大体育館"]
    (fault,) = near.faults
    assert (fault.key, fault.severity, fault.value, fault.expected) == (
        "joined_by_address", Severity.WARNING, "別の名, 89 m", A + "201",
    )  # fmt: skip
    far = listed([site(A + "201", "大体育館")], [shelter(A + "111", "別の名", point=FAR)])
    assert far.places.index.tolist() == [A + "111", A + "201"]
    assert far.faults == ()


def test_a_name_with_letters_added_may_lie_farther_away():
    # 0.0017 degrees are 188.5 m, 0.0019 are 210.7 m.
    for names in (("大体育館", "大公園体育館"), ("大公園体育館", "大体育館")):
        near = listed([site(A + "201", names[0])], [shelter(A + "111", names[1], point=(34.5717, 135.48))])
        assert [fault.value for fault in near.faults] == [f"{names[1]}, 189 m"]
        far = listed([site(A + "201", names[0])], [shelter(A + "111", names[1], point=(34.5719, 135.48))])
        assert (len(near.places), len(far.places)) == (1, 2)
    # The letters must come in their order.
    turned = listed([site(A + "201", "館育体")], [shelter(A + "111", "大公園体育館", point=FAR)])
    assert len(turned.places) == 2


@pytest.mark.parametrize(
    ("sites", "shelters"),
    [
        ([site(A + "201", "校庭"), site(A + "202", "体育館")], [shelter(A + "111", "学校")]),
        ([site(A + "201", "学校")], [shelter(A + "111", "北館"), shelter(A + "112", "南館")]),
        ([site(A + "201", "学校")], [shelter(A + "111", "北館"), shelter(A + "121", "里")]),
        # The same name twice in a list decides nothing.
        ([site(A + "201", "館"), site(A + "202", "館")], [shelter(A + "111", "館")]),
    ],
)
def test_where_an_address_stands_twice_in_a_list_other_names_stay_apart(
    sites: list[str], shelters: list[str]
):
    found = listed(sites, shelters)
    assert len(found.places) == len(sites) + len(shelters)
    assert not (found.places["is_site"] & found.places["is_shelter"]).any()


def test_a_name_decides_among_several_entries_of_an_address():
    found = listed(
        [site(A + "201", "校庭"), site(A + "202", "体育館")],
        [shelter(A + "111", "体育館"), shelter(A + "112", "教室")],
    )
    assert found.places["shelter_id"].to_dict() == {
        A + "112": A + "112", A + "201": "", A + "202": A + "111",
    }  # fmt: skip


def test_a_site_is_one_place_with_a_welfare_shelter_too_but_with_one_shelter_only():
    welfare = listed([site(A + "201", "福祉館")], [shelter(A + "121", "福祉館")])
    assert welfare.places[ROLES].to_numpy().tolist() == [[True, False, True]]
    both = listed([site(A + "201", "館")], [shelter(A + "121", "館"), shelter(A + "111", "館")])
    assert both.places[ROLES].to_dict("index") == {
        A + "121": {"emergency_site": False, "shelter": False, "welfare_shelter": True},
        A + "201": {"emergency_site": True, "shelter": True, "welfare_shelter": False},
    }


def test_the_order_of_the_lists_and_of_their_rows_does_not_matter():
    sites = [site(A + "201", "校"), site(B + "201", "館"), site(B + "202", "園")]
    shelters = [shelter(B + "111", "園"), shelter(A + "111", "校舎"), shelter(A + "121", "里")]
    one, other = listed(sites, shelters), listed(sites[::-1], shelters[::-1])
    columns = [name for name in one.places.columns if name != "row"]
    assert one.places[columns].equals(other.places[columns])


def test_an_entry_in_two_files_is_refused():
    lists = [read_gsi_csv(sites_csv(site(A + "201", "校")), name, ANY) for name in ("2025.csv", "2026.csv")]
    (fault,) = listed_places(lists).faults
    assert (fault.key, fault.severity, fault.file, fault.value) == (
        "listed_twice", Severity.ERROR, "2026.csv", A + "201",
    )  # fmt: skip


def test_a_mark_of_the_other_list_without_its_address_there_is_a_warning():
    found = listed([site(A + "201", "校", twin="1")], [shelter(B + "111", "里", twin="1")])
    assert [(fault.key, fault.file, fault.row) for fault in found.faults] == [
        ("partner_missing", "shelters.csv", "2"),
        ("partner_missing", "sites.csv", "2"),
    ]
    # With one list nothing is known of the other; and an entry that stays apart has its address there.
    assert listed([site(A + "201", "校", twin="1")], []).faults == ()
    apart = listed([site(A + "201", "校", twin="1")], [shelter(A + "111", "里", point=FAR)])
    assert apart.faults == ()


def p20(*entries: tuple[str, str, tuple[float, float], object]) -> PlaceList:
    ids, names, points, persons = zip(*entries, strict=True)
    flags = [
        "flood",
        "landslide",
        "storm_surge",
        "earthquake",
        "tsunami",
        "large_fire",
        "inland_flood",
        "volcano",
    ]
    rows = pd.DataFrame(
        {
            "place_id": ids, "name": names, "address": "", "lat": [lat for lat, _ in points],
            "lon": [lon for _, lon in points], "emergency_site": False, "shelter": True,
            "welfare_shelter": False,
            "twin": False, "official_capacity_persons": pd.array(persons, dtype="Int64"), "file": "p20.zip",
            "row": [str(number) for number in range(1, len(ids) + 1)], **dict.fromkeys(flags, True),
        }
    )  # fmt: skip
    return PlaceList(rows, ListKind.P20, (Source("P20", ""),), (), len(rows))


def test_p20_adds_its_capacity_to_the_listed_place_of_its_name_and_nothing_else():
    official = read_gsi_csv(sites_csv(site(A + "201", "模擬 小学校")), "sites.csv", ANY)
    found = listed_places(
        [official, p20(("P20-1", "模擬小学校", NEAR, 50), ("P20-2", "模擬小学校", FAR, 60))]
    )
    assert found.places.index.tolist() == ["E9900100001201", "P20-2"]
    assert found.places["official_capacity_persons"].tolist() == [50, 60]
    assert found.places["flood"].tolist() == [False, True]
    assert found.places["shelter"].tolist() == [False, True]
    assert found.places["is_p20"].tolist() == [False, True]


def test_two_entries_of_p20_that_fit_one_place_stay_apart():
    official = read_gsi_csv(sites_csv(site(A + "201", "校")), "sites.csv", ANY)
    found = listed_places([official, p20(("P20-1", "校", NEAR, 50), ("P20-2", "校", HERE, 60))])
    assert found.places.index.tolist() == ["E9900100001201", "P20-1", "P20-2"]
    assert found.places["official_capacity_persons"].isna().tolist() == [True, False, False]


def test_p20_finds_a_place_by_the_point_of_either_list():
    lists = [
        read_gsi_csv(sites_csv(site(A + "201", "校")), "sites.csv", ANY),
        read_gsi_csv(shelters_csv(shelter(A + "111", "校舎")), "shelters.csv", ANY),
    ]
    found = listed_places([*lists, p20(("P20-1", "校舎", HERE, 50))])
    assert found.places["official_capacity_persons"].to_dict() == {A + "201": 50}


def test_no_lists_give_no_places():
    assert listed_places([]).places.empty


def entries(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["place_id", "name", "lat", "lon"])
    return table.assign(welfare_shelter=False)


def test_pairs_and_neighbours_of_empty_tables_are_none():
    one = entries((A + "201", "校", *HERE))
    assert pair_sites_and_shelters(one, one.iloc[:0]).empty
    assert pair_sites_and_shelters(one.iloc[:0], one).empty
    assert same_name_nearby(one, one.iloc[:0]) == {}
    assert same_name_nearby(one, one) == {A + "201": A + "201"}


def test_ids_without_an_address_are_never_paired():
    one = entries(("P20-1", "校", *HERE))
    assert pair_sites_and_shelters(one, one).empty


def test_old_ids_are_addresses_alone():
    assert is_address_alone("E9900100001")
    assert not is_address_alone("E9900100001201")
    assert not is_address_alone("P20-9900100")
    assert not is_address_alone("E99001")


ENTRY = st.tuples(
    st.sampled_from([A, B]),
    st.sampled_from(["館", "館庭", "校"]),
    st.sampled_from([0.0, 0.0008, 0.001, 0.0017, 0.0019]),
)


def slow_pairs(sites: list[dict], shelters: list[dict]) -> set[tuple[str, str]]:
    """The rule word for word: each shelter against every site, general shelters first."""
    pairs: set[tuple[str, str]] = set()
    for welfare in (False, True):
        taken = {site_id for site_id, _ in pairs}
        for one in (each for each in shelters if each["welfare_shelter"] == welfare):
            here = [each for each in sites if each["key"] == one["key"]]
            named = [each for each in here if each["name"] == one["name"]]
            mates = [each for each in shelters if each["key"] == one["key"]]
            namesakes = [
                each for each in mates if each["name"] == one["name"] and each["welfare_shelter"] == welfare
            ]
            if len(named) == 1 and len(namesakes) == 1:
                found = named
            elif len(here) == 1 and len(mates) == 1:
                other = here[0]
                # 館 and 館庭 are alike; a degree of latitude is about 110.9 km.
                limit_m = 200 if {one["name"], other["name"]} <= {"館", "館庭"} else 100
                found = here if abs(one["lat"] - other["lat"]) * 110_930 <= limit_m else []
            else:
                found = []
            pairs |= {(each["place_id"], one["place_id"]) for each in found if each["place_id"] not in taken}
    return pairs


@settings(max_examples=40)
@given(st.lists(ENTRY, max_size=4), st.lists(st.tuples(ENTRY, st.booleans()), max_size=4))
def test_pairs_are_those_of_the_rule_word_for_word(sites: list[tuple], shelters: list[tuple]):
    def entry(number: int, drawn: tuple[str, str, float], first: int, *, welfare: bool) -> dict:
        key, name, north = drawn
        return {
            "place_id": f"{key}{first}{number:02d}", "key": key, "name": name, "lat": HERE[0] + north,
            "lon": HERE[1], "welfare_shelter": welfare,
        }  # fmt: skip

    one = [entry(n, drawn, 2, welfare=False) for n, drawn in enumerate(sites)]
    two = [entry(n, drawn, 1, welfare=welfare) for n, (drawn, welfare) in enumerate(shelters)]
    columns = ["place_id", "key", "name", "lat", "lon", "welfare_shelter"]
    pairs = pair_sites_and_shelters(pd.DataFrame(one, columns=columns), pd.DataFrame(two, columns=columns))
    assert set(zip(pairs["site_id"], pairs["shelter_id"], strict=True)) == slow_pairs(one, two)
    assert not pairs["site_id"].duplicated().any()
    assert not pairs["shelter_id"].duplicated().any()
