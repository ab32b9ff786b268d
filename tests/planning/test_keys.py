"""Keys tell nothing about anybody and change with every input of a plan."""

import json
import re
from dataclasses import replace
from pathlib import Path

from domain.measures import SeatsAdded
from planning.keys import PLAN_SCHEMA_VERSION, case_key
from tests.toy_city import make_toy_bundle, toy_settings
from use_cases.edit_scenarios import with_scenario

SCENARIO = "toy-tsunami-night"


def key(bundle=None, *, scenario=None, settings=None, strength=None, measures=()) -> str:
    city = bundle or make_toy_bundle()
    return case_key(
        city,
        scenario or city.scenario(SCENARIO),
        settings or toy_settings(),
        strength=strength or city.strength,
        measures=measures,
    )


def test_equal_content_has_an_equal_key_wherever_it_was_made():
    assert key() == key()
    assert re.fullmatch("[0-9a-f]{32}", key())


def test_the_hash_of_the_bundles_files_is_no_content():
    bundle = make_toy_bundle()
    assert key(replace(bundle, meta=replace(bundle.meta, bundle_hash="other"))) == key(bundle)


def test_the_order_in_which_layers_and_alerts_are_named_is_no_content():
    bundle = make_toy_bundle()
    turned = replace(bundle, hazards=dict(reversed(bundle.hazards.items())))
    assert list(turned.hazards) != list(bundle.hazards)
    assert key(turned) == key(bundle)
    flood = bundle.scenario("toy-flood")
    later = replace(flood, alerts_s=dict(reversed(flood.alerts_s.items())))
    assert key(scenario=later) == key(scenario=flood)


def test_half_a_character_in_a_name_has_a_key_too():
    scenario = make_toy_bundle().scenario(SCENARIO)
    assert key(scenario=replace(scenario, name="津\ud800波")) != key(
        scenario=replace(scenario, name="津\ud801波")
    )


def keys_of(bundle) -> dict[str, str]:
    """Return the key of each scenario of a city."""
    return {name: key(bundle, scenario=scenario) for name, scenario in bundle.scenarios.items()}


def changed_keys(bundle) -> set[str]:
    """Return the scenarios whose key differs from the toy city's."""
    before = keys_of(make_toy_bundle())
    return {name for name, found in keys_of(bundle).items() if found != before[name]}


def test_a_changed_scenario_leaves_the_keys_of_the_others():
    bundle = make_toy_bundle()
    flood = bundle.scenario("toy-flood")
    later = replace(flood, alerts_s={name: at + 60.0 for name, at in flood.alerts_s.items()})
    changed = with_scenario(bundle, later, former_id="toy-flood")
    # The city says now that a scenario was edited here, which no other plan rests on.
    assert changed.meta.layer("scenarios") != bundle.meta.layer("scenarios")
    assert changed_keys(changed) == {"toy-flood"}


def test_a_changed_hazard_layer_changes_only_the_scenarios_that_overlay_it():
    bundle = make_toy_bundle()
    deeper = bundle.hazards["tsunami"].assign(depth_m_max=9.5)
    changed = replace(bundle, hazards={**bundle.hazards, "tsunami": deeper})
    assert changed_keys(changed) == {"toy-tsunami-night"}


def test_a_hazard_layer_that_no_scenario_overlays_changes_no_key():
    bundle = make_toy_bundle()
    assert not changed_keys(replace(bundle, hazards={**bundle.hazards, "spare": bundle.hazards["flood"]}))


def test_the_sources_of_a_hazard_layer_concern_only_the_scenarios_that_overlay_it():
    bundle = make_toy_bundle()
    layer = bundle.meta.layer("hazards/flood")
    other = replace(layer, sources=(replace(layer.sources[0], date="1999"),))
    assert changed_keys(replace(bundle, meta=bundle.meta.with_source(other))) == {"toy-flood"}


def test_zones_that_are_model_data_concern_every_scenario():
    # The share of model layers counts the zones in every plan (readiness/certainty.py).
    bundle = make_toy_bundle()
    zones = bundle.meta.layer("zones")
    real = replace(bundle, meta=bundle.meta.with_source(replace(zones, is_model=not zones.is_model)))
    assert changed_keys(real) == set(bundle.scenarios)


def test_a_file_sealed_anew_with_the_same_cells_is_no_content():
    bundle = make_toy_bundle()
    layers = tuple(replace(layer, sha256="other", file="other.csv") for layer in bundle.meta.layers)
    assert not changed_keys(replace(bundle, meta=replace(bundle.meta, layers=layers)))


def test_every_part_of_a_case_changes_the_key():
    bundle = make_toy_bundle()
    scenario, strength = bundle.scenario(SCENARIO), bundle.strength
    changed = [
        key(replace(bundle, meta=replace(bundle.meta, name="別の市"))),
        key(replace(bundle, meta=replace(bundle.meta, name_en="Other"))),
        key(replace(bundle, meta=replace(bundle.meta, city_code="271411"))),
        key(replace(bundle, meta=replace(bundle.meta, layers=bundle.meta.layers[1:]))),
        key(replace(bundle, places=bundle.places.assign(floors=9))),
        key(replace(bundle, blocks=bundle.blocks.iloc[1:])),
        key(replace(bundle, hazards={"tsunami": bundle.hazards["tsunami"].assign(depth_m_max=9.5)})),
        key(replace(bundle, hazards={})),
        key(scenario=replace(scenario, alerts_s={**scenario.alerts_s, "warning": 181.0})),
        key(scenario=replace(scenario, name="別の想定")),
        key(settings=toy_settings().with_overrides({"hazard.home_stock_days": "5"})),
        key(strength=replace(strength, posts=strength.posts.assign(filled=0))),
        key(strength=replace(strength, organisations=strength.organisations.assign(name="別"))),
        key(strength=replace(strength, uploaded=frozenset({"posts"}))),
        key(measures=(SeatsAdded(str(bundle.places.index[0]), 5),)),
        key(measures=(SeatsAdded(str(bundle.places.index[0]), 6),)),
    ]
    assert len({key(bundle), *changed}) == len(changed) + 1


def test_the_version_of_a_plan_is_that_of_its_published_schema():
    schema = json.loads((Path(__file__).parents[2] / "docs" / "plan.schema.json").read_text("utf-8"))
    assert schema["properties"]["schema_version"] == {"const": PLAN_SCHEMA_VERSION}
