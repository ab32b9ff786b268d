"""Who has two ways: the share of a district, of its ward and of the city, and what is not known of it."""

import pandas as pd
import pytest

from domain.settings.settings import Settings
from domain.tables.isolation import DistrictIsolation
from readiness.ways_out import TWO_WAYS, ways_indicator
from tests.readiness import small_city
from tests.readiness.made_table import inputs_of, near, numbers, row
from tests.readiness.small_city import CITY, D1, D2, D3, W1, W2


def isolation(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Rows: district, people, of them safe, unknown and without a route, ways, people on one street."""
    names = ["district_id", "persons", "safe_persons", "unknown_persons", "no_route_persons", "ways"]
    table = pd.DataFrame(rows, columns=[*names, "single_persons"]).set_index("district_id")
    table = table.astype({"ways": "Int64"})
    table["state"], table["street_ids"] = "counted", [()] * len(table)
    table[["single_blocks", "corner_persons", "corner_blocks"]] = 0
    # Whatever way a plan made anew would find: the indicator counts those that plans use.
    table[["cut_lost_persons", "single_lost_persons"]] = 0
    table = table.astype({"cut_lost_persons": "Int64", "single_lost_persons": "Int64"})
    return DistrictIsolation.check(table.astype({"state": "str"})[DistrictIsolation.columns()])


def indicator(*rows: tuple[object, ...], **changes: object) -> pd.DataFrame:
    city, settings = small_city.inputs().city, Settings.preset("current")
    readiness = settings.readiness.model_copy(update=changes)
    return ways_indicator(city, isolation(*rows), settings.model_copy(update={"readiness": readiness}))


THREE = (
    # Of 100 people 20 are safe and 10 reach nothing; 5 of the others hang on one street.
    (D1, 100, 20, 0, 10, 3, 5),
    # All 50 have one way together, whoever hangs on which street.
    (D2, 60, 10, 0, 0, 1, 7),
    (D3, 0, 0, 0, 0, None, 0),
)


def test_who_hangs_on_one_street_or_none_has_no_two_ways() -> None:
    table = indicator(*THREE)
    assert set(table["indicator"]) == {TWO_WAYS}
    # D1: 100 − 10 − 5 of 100; D2: only the 10 who are safe; together 95 of 160.
    assert numbers(table, D1, TWO_WAYS) == near(0.85, 0.85, 0.85)
    assert numbers(table, D2, TWO_WAYS) == near(1 / 6, 1 / 6, 1 / 6)
    for area in (W1, CITY):
        assert row(table, area, TWO_WAYS)["value"] == pytest.approx(95 / 160)
    assert inputs_of(row(table, D1, TWO_WAYS)) == {
        "affected_persons": 15, "leaving_persons": 100, "unknown_way_persons": 0,
    }  # fmt: skip
    assert row(table, D3, TWO_WAYS)["band"] == row(table, W2, TWO_WAYS)["band"] == "not_concerned"


def test_bands_follow_the_target() -> None:
    for target, band in ((0.85, "on_target"), (0.86, "near_target"), (0.5, "on_target")):
        assert row(indicator(*THREE, two_ways_share=target), D1, TWO_WAYS)["band"] == band
    assert row(indicator(*THREE), D2, TWO_WAYS)["band"] == "below_target"


def test_what_is_not_known_widens_and_is_never_on_target() -> None:
    table = indicator((D1, 100, 0, 20, 0, None, 0), (D2, 60, 0, 60, 0, None, 0), (D3, 10, 0, 0, 0, 2, 0))
    assert numbers(table, D1, TWO_WAYS) == near(1.0, 0.8, 1.0)
    found = row(table, D1, TWO_WAYS)
    assert (found["status"], found["band"]) == ("partly_unknown", "unknown")
    assert (found["best_band"], found["worst_band"]) == ("on_target", "near_target")
    assert row(table, D2, TWO_WAYS)["status"] == "no_layer"
    assert row(table, D2, TWO_WAYS)["band"] == "unknown"
    assert numbers(table, D3, TWO_WAYS) == near(1.0, 1.0, 1.0)


def test_only_areas_of_which_every_district_was_looked_at_are_told() -> None:
    assert indicator(*THREE[:2])["area_id"].tolist() == [D1, D2, W1]
    assert indicator(THREE[0])["area_id"].tolist() == [D1]
