"""Keys of plans: equal inputs, equal key."""

import hashlib
import json

import pandas as pd

from domain.bundle import City, OrganisationStrength
from domain.scenario import HazardScenario
from domain.settings.settings import Settings

#: Version of ``plan.json`` and of the stored form of a plan.
PLAN_SCHEMA_VERSION = 1


def case_key(city: City, scenario: HazardScenario, settings: Settings, strength: OrganisationStrength) -> str:
    """Return the key of a plan: a hash of bundle, scenario, settings, organisations and schema.

    Organisations are counts, never persons, so the key tells nothing about anybody.
    """
    document = {
        "bundle": city.meta.bundle_hash,
        "scenario": scenario.scenario_id,
        "settings": {row.key: row.value for row in settings.rows()},
        "organisations": table_hash(strength.organisations),
        "posts": table_hash(strength.posts),
        "schema": PLAN_SCHEMA_VERSION,
    }
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def table_hash(table: pd.DataFrame) -> str:
    """Return the hash of a whole table, every cell of it."""
    return hashlib.sha256(table.to_csv(lineterminator="\n").encode()).hexdigest()
