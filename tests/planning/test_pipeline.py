"""The whole plan of the toy city."""

from dataclasses import replace

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest

from domain.measures import CrossingsClosed, PlaceOpened, StreetClosed
from domain.vocabulary import Outcome
from planning.case import Case
from planning.network import search_memory
from planning.pipeline import make_plan
from tests.made import make
from tests.planning.same_plan import assert_same_plan
from tests.toy_city import make_toy_bundle, toy_settings

OUTCOMES = [outcome.value for outcome in Outcome]


@pytest.fixture(scope="module")
def plans():
    bundle = make_toy_bundle()
    return {scenario_id: make(bundle, scenario_id, toy_settings()).plan for scenario_id in bundle.scenarios}


def test_every_ledger_sums_to_the_people_present(plans) -> None:
    for plan in plans.values():
        for level in (plan.ledgers.blocks, plan.ledgers.districts, plan.ledgers.wards, plan.ledgers.city):
            assert (level[OUTCOMES].sum(axis=1) == level["persons"]).all()
            assert level["persons"].sum() == 350


def test_tsunami_ledger_of_the_seaward_ward(plans) -> None:
    ledger = plans["toy-tsunami-night"].ledgers.wards.loc["271411"]
    # A 50 + 6, B 36 + 4, C 50 to safe ground; 4 of A in the building; the pier 20.
    expected = {"safe_area": 146, "refuge_building": 4, "no_capacity": 0, "no_safe_way": 20, "outside": 0}
    assert {key: int(ledger[key]) for key in expected} == expected
    facts = plans["toy-tsunami-night"].facts
    # Of the 10 who need help two and their helpers are in the building, the 8 others walk with theirs with
    # less than the reserve before their limit; nobody leads the pier anywhere.
    assert facts.below_reserve_persons == 16
    assert (facts.cannot_reach_safety_persons, facts.can_leave_area_persons) == (20, 0)


def test_a_plan_rests_on_the_zones_of_its_own_kinds_only(plans) -> None:
    # The toy city draws zones for tsunamis: their notices do not belong on papers of a flood.
    named = {scenario: {layer.layer for layer in plan.provenance} for scenario, plan in plans.items()}
    assert "zones" in named["toy-tsunami-night"]
    assert "zones" not in named["toy-flood"]


def test_no_capacity_is_ever_exceeded(plans) -> None:
    for plan in plans.values():
        known = plan.loads.dropna(subset=["capacity_persons"])
        assert (known["assigned_persons"] <= known["capacity_persons"]).all()


def test_the_pier_makes_the_seaward_district_the_weaker_one(plans) -> None:
    indicators = plans["toy-tsunami-night"].indicators
    unserved = indicators[
        (indicators["indicator"] == "unserved_persons") & (indicators["level"] == "district")
    ]
    by_district = unserved.set_index("area_id")["value"]
    assert by_district.loc["271411-00001"] == 20
    gaps = plans["toy-tsunami-night"].gaps
    worst = gaps[(gaps["district_id"] == "271411-00001") & (gaps["rank"] == 1)].iloc[0]
    assert worst["indicator"].startswith("unserved")


def test_routes_are_paths_of_the_plans_graph() -> None:
    case, plan = make(make_toy_bundle(), "toy-tsunami-night", toy_settings())
    graph = plan.graph(case)
    assert isinstance(graph, nx.MultiDiGraph)
    assert all(nx.is_path(graph, list(path)) for path in plan.routes["node_path"])


def test_nobody_walks_to_a_shelter_because_of_shaking(plans) -> None:
    plan = plans["toy-quake"]
    # Half the homes of 甲区 and a tenth of 乙区 are lost; 60 % of those people come to shelters.
    assert plan.ledgers.city.iloc[0]["stay_home"] == 350 - 85 - 18
    assert not plan.facts.margin_known
    assert plan.facts.past_best_limit_persons == 0


def test_order_of_rows_does_not_matter() -> None:
    bundle = make_toy_bundle()
    _, plan = make(bundle, "toy-tsunami-night", toy_settings())
    rng = np.random.default_rng(1)
    hazards = {
        name: gpd.GeoDataFrame(layer.iloc[rng.permutation(len(layer))])
        for name, layer in bundle.hazards.items()
    }
    _, shuffled = make(replace(bundle, hazards=hazards), "toy-tsunami-night", toy_settings())
    assert plan.ledgers.blocks.equals(shuffled.ledgers.blocks)
    assert plan.key == shuffled.key


def test_same_inputs_give_the_same_tables() -> None:
    first, second = (make(make_toy_bundle(), "toy-quake", toy_settings()).plan for _ in range(2))
    for name in ("assignment", "loads", "margin", "indicators", "gaps", "usable_places"):
        assert getattr(first, name).equals(getattr(second, name)), name


def test_with_every_place_closed_all_who_leave_are_said_to_have_no_place() -> None:
    bundle = make_toy_bundle()
    closed = tuple(PlaceOpened(place_id, is_open=False) for place_id in bundle.places.index)
    for scenario in bundle.scenarios.values():
        city = make(bundle, scenario, toy_settings(), closed).plan.ledgers.city.iloc[0]
        assert city[["refuge_building", "shelter", "emergency_site"]].sum() == 0
        assert city[OUTCOMES].sum() == 350


def test_a_scenario_whose_layer_is_missing_still_gives_a_plan_that_says_so() -> None:
    # Without tsunami polygons and zones nobody is known to leave: everybody is outside, no number
    # of it is known, and no margin is.
    whole = make_toy_bundle()
    bare = replace(whole, hazards={}, zones=whole.zones.iloc[:0])
    for scenario in bare.scenarios.values():
        _, plan = make(bare, scenario, toy_settings())
        assert plan.missing_kinds == scenario.kinds
        assert plan.assignment.empty
        assert plan.routes.empty
        assert not plan.facts.margin_known


def test_a_bundle_in_memory_whose_rows_are_not_sorted_is_refused() -> None:
    city = make_toy_bundle()
    with pytest.raises(ValueError, match="not sorted by id: places"):
        make(replace(city, places=city.places.iloc[::-1]), "toy-flood", toy_settings())


def test_a_plan_after_others_is_the_plan_of_a_city_just_read() -> None:
    kept = make_toy_bundle()
    crossings, street = CrossingsClosed("甲電鉄"), StreetClosed(112)
    facts = kept.strength.district_facts
    # A list that a user gave in: her plan alone rests on it.
    hers = replace(kept.strength, district_facts=facts.assign(stock_meals=facts["stock_meals"] * 3 + 1))
    slow = toy_settings().with_overrides({"movement.adult_speed_m_s": "0.6"})
    asked = [
        ("toy-tsunami-night", toy_settings(), None, ()),
        ("toy-tsunami-night", toy_settings(), None, (crossings,)),
        ("toy-tsunami-night", toy_settings(), hers, (crossings,)),
        ("toy-tsunami-night", slow, None, (street,)),
        ("toy-flood", toy_settings(), None, (street,)),
        ("toy-tsunami-night", toy_settings(), None, ()),
    ]
    for scenario_id, settings, strength, measures in asked:
        plans = []
        for bundle in (kept, make_toy_bundle()):
            scenario = bundle.scenario(scenario_id)
            case = Case.of(bundle, scenario, settings, strength=strength, measures=measures)
            plans.append(make_plan(case))
        assert_same_plan(*plans)
    own, others = (make_plan(Case.of(kept, kept.scenario("toy-tsunami-night"), toy_settings(), strength=one))
                   for one in (hers, None))  # fmt: skip
    assert not own.indicators.equals(others.indicators)


def test_the_only_plan_of_a_process_keeps_no_trees_and_is_the_same() -> None:
    bundle = make_toy_bundle()
    case = Case.of(bundle, bundle.scenario("toy-tsunami-night"), toy_settings())
    alone = make_plan(case, for_next=False)
    memory = search_memory(case.city, case.settings)
    assert memory.is_empty
    assert_same_plan(alone, make_plan(case))
    assert not memory.is_empty
