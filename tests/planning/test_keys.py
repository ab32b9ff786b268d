"""Keys tell nothing about anybody and change with every input of a plan."""

import json
import re
from dataclasses import replace
from pathlib import Path

from domain.measures import SeatsAdded
from planning.keys import PLAN_SCHEMA_VERSION, case_key
from tests.toy_city import make_toy_bundle, toy_settings

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


def test_every_part_of_a_case_changes_the_key():
    bundle = make_toy_bundle()
    scenario, strength = bundle.scenario(SCENARIO), bundle.strength
    hazard = next(iter(bundle.hazards))
    changed = [
        key(replace(bundle, meta=replace(bundle.meta, name="別の市"))),
        key(replace(bundle, places=bundle.places.assign(floors=9))),
        key(replace(bundle, blocks=bundle.blocks.iloc[1:])),
        key(replace(bundle, hazards={hazard: bundle.hazards[hazard].assign(depth_m_max=9.5)})),
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
