"""Keys of plans: equal inputs, equal key."""

import hashlib
import json

import pandas as pd

from domain.bundle import CityBundle
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from planning.plan import PLAN_SCHEMA_VERSION


def plan_key(
    bundle: CityBundle,
    scenario: HazardScenario,
    settings: Settings,
    organisations: pd.DataFrame,
    posts: pd.DataFrame,
) -> str:
    """Return the key of a plan: a hash of bundle, scenario, settings, organisations and schema.

    Organisations are counts, never persons, so the key tells nothing about anybody.
    """
    document = {
        "bundle": bundle.meta.bundle_hash,
        "scenario": scenario.scenario_id,
        "settings": {row.key: row.value for row in settings.rows()},
        "organisations": table_hash(organisations),
        "posts": table_hash(posts),
        "schema": PLAN_SCHEMA_VERSION,
    }
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def table_hash(table: pd.DataFrame) -> str:
    """Return the hash of a whole table, every cell of it."""
    return hashlib.sha256(table.to_csv(lineterminator="\n").encode()).hexdigest()
