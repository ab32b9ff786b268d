"""Keys of cases: equal content, equal key, wherever and whenever it was read."""

import dataclasses
import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from domain.bundle import LISTED_TABLES, STRENGTH_LAYERS, City, OrganisationStrength
from domain.measures import Measure
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from planning.digest import table_digest

#: Version of ``plan.json`` and of the stored form of a plan.
PLAN_SCHEMA_VERSION = 7

#: Tables of a city that decide a plan.
_CITY_TABLES = (
    "wards", "districts", "blocks", "nodes", "streets", "places", "zones", "facilities", "published",
    "background", "readings",
)  # fmt: skip

_Whole = TypeVar("_Whole", City, OrganisationStrength)

_lock = threading.Lock()
_digests: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


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
        Every cell of its tables, their geometry and CRS, and where the layers come from.
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
        "city": _once(city, _city_digest),
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


def _city_digest(city: City) -> str:
    head = dataclasses.asdict(city.meta)
    # The hash of the head would say nothing new, and the head of a bundle in memory has none.
    del head["bundle_hash"]
    tables = {name: table_digest(getattr(city, name)).hex() for name in _CITY_TABLES}
    hazards = {name: table_digest(layer).hex() for name, layer in city.hazards.items()}
    return _hash({"head": head, "tables": tables, "hazards": hazards})


def _strength_digest(strength: OrganisationStrength) -> str:
    # A city without lists keeps the key that it has by its folder.
    told = [name for name in LISTED_TABLES if len(getattr(strength, name))]
    tables = {name: table_digest(getattr(strength, name)).hex() for name in (*STRENGTH_LAYERS, *told)}
    document: dict[str, Any] = {"tables": tables, "uploaded": sorted(strength.uploaded)}
    return _hash(document)


def _once(whole: _Whole, digest: Callable[[_Whole], str]) -> str:
    """Return the digest of an object that nobody changes, worked out once."""
    with _lock:
        if whole not in _digests:
            _digests[whole] = digest(whole)
        return _digests[whole]


def _hash(document: Any) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
