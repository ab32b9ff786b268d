"""Readiness of a plan: its tables rest on each other and on the ledgers of the same plan."""

import pytest

from domain.tables.bands import Bands, ThemeBands
from domain.tables.stages import Gaps, Indicators
from planning.readiness import readiness_tables
from tests.made import make_toy
from tests.readiness import small_city


@pytest.fixture(scope="module")
def made():
    return make_toy("toy-tsunami-night")


def test_every_table_follows_its_contract():
    tables = readiness_tables(small_city.inputs())
    for name, contract in (
        ("indicators", Indicators),
        ("gaps", Gaps),
        ("themes", ThemeBands),
        ("bands", Bands),
    ):
        contract.check(tables[name])


def test_a_plan_has_a_band_for_every_area_and_the_pier_decides_that_of_its_district(plan):
    bands = plan.bands
    assert bands.index.tolist() == plan.indicators["area_id"].drop_duplicates().tolist()
    pier = bands.loc["271411-00001"]
    # 20 people on a pier that no way leads from, of 170 who must leave: a share of 11.8 %.
    assert pier[["risk_persons", "binding_theme", "binding_persons", "band"]].tolist() == [
        20, "route", 20, "serious",
    ]  # fmt: skip


def test_people_at_risk_are_those_of_the_ledger(plan):
    causes = [
        "no_capacity",
        "capacity_unknown",
        "way_unknown",
        "no_safe_way",
        "too_late",
        "no_suitable_place",
    ]
    for level in (plan.ledgers.districts, plan.ledgers.wards):
        concerned = level.index[plan.bands.loc[level.index, "band"] != "not_concerned"]
        unserved = level.loc[concerned, causes].sum(axis=1)
        assert plan.bands.loc[concerned, "risk_persons"].tolist() == unserved.tolist()
