"""One name within a hundred metres, and only one on each side."""

import pandas as pd
import pytest

from data.imports.same_places import SAME_PLACE_M, distances_m, same_name_nearby

HERE = (135.48, 34.57)
#: A degree of latitude has some 110,922 m here (GRS80).
DEGREE_M = 110_922


def entries(*rows: tuple[str, str, float]) -> pd.DataFrame:
    """Entries: id, name, metres north of here."""
    table = [(place_id, name, HERE[0], HERE[1] + metres / DEGREE_M) for place_id, name, metres in rows]
    return pd.DataFrame(table, columns=["place_id", "name", "lon", "lat"])


@pytest.mark.parametrize(("metres", "is_same"), [(0, True), (99, True), (101, False)])
def test_one_name_counts_up_to_a_hundred_metres(metres: float, is_same: bool):
    found = same_name_nearby(entries(("a", "模擬 館", metres)), entries(("b", "模擬館", 0)))
    assert found == ({"a": "b"} if is_same else {})
    assert SAME_PLACE_M == 100


def test_a_place_with_two_points_is_one_place():
    assert same_name_nearby(entries(("a", "館", 0)), entries(("b", "館", 0), ("b", "館", 50))) == {"a": "b"}


def test_two_that_fit_are_none():
    assert same_name_nearby(entries(("a", "館", 0)), entries(("b", "館", 0), ("c", "館", 50))) == {}
    assert same_name_nearby(entries(("a", "館", 0), ("d", "館", 1)), entries(("b", "館", 0))) == {}


def test_distances_are_metres():
    one, two = entries(("a", "", 0)), entries(("b", "", 1000))
    assert distances_m(one["lon"], one["lat"], two["lon"], two["lat"])[0] == pytest.approx(1000, abs=1)
