"""Keys of cases: equal content, equal key, wherever and whenever it was read."""

import dataclasses
import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from domain.bundle import LISTED_TABLES, STRENGTH_LAYERS, City, LayerSource, OrganisationStrength
from domain.measures import Measure
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from planning.digest import table_digest
from planning.sources import SCENARIO_LAYER, plan_sources

#: Version of ``plan.json`` and of the stored form of a plan.
PLAN_SCHEMA_VERSION = 10

#: Tables of a city that decide a plan.
_CITY_TABLES = (
    "wards", "districts", "blocks", "nodes", "streets", "places", "zones", "facilities", "published",
    "background", "readings",
)  # fmt: skip

#: Before the id of a hazard layer among the tables.
_HAZARD = "hazards/"
#: Layer of a city that holds its zones.
_ZONES = "zones"
#: What tells of the file of a layer, and nothing of its content.
_OF_FILES = frozenset({"file", "sha256"})

_Whole = TypeVar("_Whole", City, OrganisationStrength)
_Digest = TypeVar("_Digest")

_lock = threading.Lock()
_digests: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def case_key(
    city: City,
    scenario: HazardScenario,
    settings: Settings,
    strength: OrganisationStrength,
    measures: Sequence[Measure],
) -> str:
    """Return the key of a case: a hash of its whole content and of the form that plans are kept in.

    Organisations are counts, never persons, so the key tells nothing about anybody.

    Parameters
    ----------
    city
        Every cell of its tables, their geometry and CRS, and where the layers come from; of its hazard
        layers those of the scenario (ADR 0013).
    scenario, settings
        Every field, but where a scenario comes from.
    strength
        Every cell of its tables.
    measures
        Every measure, in order.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    told = dataclasses.asdict(scenario)
    # Who wrote a scenario decides nothing of its plan.
    del told["origin"]
    document = {
        "city": _city_content(city, scenario),
        "scenario": told,
        "settings": {row.key: row.value for row in settings.rows()},
        "strength": _once(strength, _strength_digest),
        "measures": [[type(one).__name__, dataclasses.asdict(one)] for one in measures],
        "schema": PLAN_SCHEMA_VERSION,
    }
    return _hash(document)[:32]


def strength_key(strength: OrganisationStrength) -> str:
    """Return the key of organisations: a hash of their whole content.

    Parameters
    ----------
    strength
        Organisations.

    Returns
    -------
    str
        Equal for equal content.
    """
    return _once(strength, _strength_digest)


def _city_content(city: City, scenario: HazardScenario) -> dict[str, Any]:
    """Return what a plan of a scenario rests on of its city.

    Neither the other scenarios nor the hazard layers that they alone overlay; nor the files that a layer
    came in, whose cells say all.
    """
    tables = _once(city, _table_digests)
    # Zones count in every plan: as model data or not, even where none is of its kinds.
    layers = (*plan_sources(city, scenario), city.meta.layer(_ZONES))
    told = {layer.layer: _told(layer) for layer in layers if layer is not None}
    used = {f"{_HAZARD}{name}" for name in scenario.layers}
    return {
        "head": [city.meta.city_code, city.meta.name, city.meta.name_en, city.meta.epsg],
        "tables": {
            name: digest for name, digest in tables.items() if not name.startswith(_HAZARD) or name in used
        },
        "sources": [what for name, what in told.items() if name != SCENARIO_LAYER],
    }


def _told(layer: LayerSource) -> dict[str, Any]:
    sources = tuple(replace(source, files=(), former_date="") for source in layer.sources)
    told = dataclasses.asdict(replace(layer, sources=sources))
    return {name: value for name, value in told.items() if name not in _OF_FILES}


def _table_digests(city: City) -> dict[str, str]:
    tables = {name: getattr(city, name) for name in _CITY_TABLES}
    tables |= {f"{_HAZARD}{name}": layer for name, layer in city.hazards.items()}
    return {name: table_digest(table).hex() for name, table in tables.items()}


def _strength_digest(strength: OrganisationStrength) -> str:
    # A city without lists keeps the key that it has by its folder.
    told = [name for name in LISTED_TABLES if len(getattr(strength, name))]
    tables = {name: table_digest(getattr(strength, name)).hex() for name in (*STRENGTH_LAYERS, *told)}
    document: dict[str, Any] = {"tables": tables, "uploaded": sorted(strength.uploaded)}
    return _hash(document)


def _once(whole: _Whole, digest: Callable[[_Whole], _Digest]) -> _Digest:
    """Return the digest of an object that nobody changes, worked out once."""
    with _lock:
        if whole not in _digests:
            _digests[whole] = digest(whole)
        found: _Digest = _digests[whole]
        return found


def _hash(document: Any) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
