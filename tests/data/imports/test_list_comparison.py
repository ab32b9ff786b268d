"""Two editions of a list: what came, went, changed its name, its point or its flags."""

import pandas as pd
import pytest

from data.imports.list_comparison import MOVED_M, ListComparison, compare_lists
from data.readers.gsi_places import read_gsi_csv
from data.readers.place_list import PlaceList
from tests.data.readers.place_inputs import ANY, site, sites_csv

A, B, C = "E9900100001201", "E9900100002201", "E9900100003201"
EARTHQUAKE, FLOOD_TOO = ",,,1,,,,", "1,,,1,,,,"


def edition(*rows: str) -> PlaceList:
    return read_gsi_csv(sites_csv(*rows), "sites.csv", ANY)


def changes(found: ListComparison) -> list[tuple[str, str, str]]:
    return [(row.change, row.place_id, row.flag) for row in found.changes.itertuples()]


def test_the_same_list_twice_has_no_changes():
    one = edition(site(A, "校"), site(B, "園", point=(34.58, 135.48)))
    found = compare_lists([one], [one])
    assert changes(found) == []
    assert (found.before, found.after, found.same) == (2, 2, 2)
    assert found.flags.loc["earthquake"].tolist() == [2, 2, 0, 0]


def test_places_come_and_go():
    found = compare_lists(
        [edition(site(A, "校"))], [edition(site(B, "園", flags=FLOOD_TOO, point=(34.6, 135.5)))]
    )
    assert changes(found) == [("added", B, ""), ("removed", A, "")]
    # A new place brings its flag; it gained none, for it was not there before.
    assert found.flags.loc["flood"].tolist() == [0, 1, 0, 0]
    assert found.same == 0


def test_flags_are_gained_and_lost():
    found = compare_lists([edition(site(A, "校", flags=FLOOD_TOO))], [edition(site(A, "校"))])
    assert changes(found) == [("flag_removed", A, "flood")]
    assert found.flags.loc["flood"].tolist() == [1, 0, 0, 1]
    back = compare_lists([edition(site(A, "校"))], [edition(site(A, "校", flags=FLOOD_TOO))])
    assert changes(back) == [("flag_added", A, "flood")]
    assert back.flags.loc["flood"].tolist() == [0, 1, 1, 0]


def test_a_new_name_is_no_new_place_and_width_is_no_new_name():
    found = compare_lists([edition(site(A, "甲小学校"))], [edition(site(A, "甲学園"))])
    assert changes(found) == [("renamed", A, "")]
    assert found.changes[["before", "after"]].to_numpy().tolist() == [["甲小学校", "甲学園"]]
    assert changes(compare_lists([edition(site(A, "Ａ 館"))], [edition(site(A, "A館"))])) == []


@pytest.mark.parametrize(("degrees", "moved"), [(0.00008, False), (0.00010, True)])
def test_a_place_moves_from_ten_metres_on(degrees: float, moved: bool):
    # A degree of latitude is 110.9 km here: 0.00008 are 8.9 m, 0.00010 are 11.1 m.
    found = compare_lists(
        [edition(site(A, "校", point=(34.57, 135.48)))],
        [edition(site(A, "校", point=(34.57 + degrees, 135.48)))],
    )
    assert MOVED_M == 10
    assert changes(found) == ([("moved", A, "")] if moved else [])
    if moved:
        assert found.changes["metres"].iloc[0] == pytest.approx(11.1, abs=0.1)


def test_a_place_under_a_new_id_is_found_by_its_name_nearby():
    found = compare_lists([edition(site(A, "校"))], [edition(site(C, "校", flags=FLOOD_TOO))])
    assert changes(found) == [("flag_added", C, "flood")]
    far = compare_lists([edition(site(A, "校"))], [edition(site(C, "校", point=(34.6, 135.48)))])
    assert changes(far) == [("added", C, ""), ("removed", A, "")]


def test_empty_editions_compare():
    nothing = PlaceList(pd.DataFrame(), edition(site(A, "校")).kind, (), ())
    assert changes(compare_lists([nothing], [nothing])) == []
    assert changes(compare_lists([nothing], [edition(site(A, "校"))])) == [("added", A, "")]
