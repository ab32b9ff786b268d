"""A town without wards: its only ward has the code of the city; every id stands for one area."""

import pytest

from community.organisations import combine_strength
from planning.case import Case
from planning.pipeline import make_plan
from tests.toy_city.build import D1, toy_settings
from tests.toy_city.one_area import make_town_without_wards


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_a_town_without_wards_has_a_plan_whose_ward_is_the_city(scenario_id):
    bundle = make_town_without_wards()
    plan = make_plan(Case.of(bundle, bundle.scenario(scenario_id), toy_settings()))
    code = bundle.meta.city_code
    assert plan.ledgers.wards.loc[code].tolist() == plan.ledgers.city.loc[code].tolist()
    indicators = plan.indicators
    assert not indicators.duplicated(["area_id", "indicator"]).any()
    assert set(indicators["level"]) == {"district", "city"}
    city = indicators[indicators["area_id"] == code].set_index("indicator")["value"]
    assert city["unserved_persons"] == plan.ledgers.city.loc[code, ["too_late", "no_capacity",
        "capacity_unknown", "way_unknown", "no_safe_way", "no_suitable_place"]].sum()  # fmt: skip


def test_published_figures_of_a_town_without_wards_stand_beside_ours():
    bundle = make_town_without_wards()
    plan = make_plan(Case.of(bundle, bundle.scenario("toy-quake"), toy_settings()))
    # Half the homes of 甲区 and a tenth of 乙区 are lost: 85 + 18 people, as in the toy with wards.
    assert plan.official["ours"].tolist() == [103.0]


def test_strength_has_one_row_for_the_town():
    bundle = make_town_without_wards()
    strength = bundle.strength
    table = combine_strength(
        strength.organisations, strength.posts, bundle.districts, bundle.blocks, bundle.meta.city_code
    )
    assert table["level"].tolist() == ["district"] * len(bundle.districts) + ["city"]
    assert D1 in table.index
