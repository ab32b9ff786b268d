"""Say what is wrong with a city bundle, and what it holds."""

from dataclasses import dataclass
from pathlib import Path

import data.bundle
from domain.bundle import STRENGTH_LAYERS, CityBundle
from domain.faults import Fault


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """One layer of a bundle as it is listed: rows, source, whether it is model data."""

    layer: str
    rows: int
    source: str
    licence: str
    date: str
    is_model: bool
    model_columns: tuple[str, ...]


def check_bundle(folder: Path) -> tuple[Fault, ...]:
    """Return every error and warning of a bundle folder; empty where it is sound."""
    return data.bundle.check_bundle(folder)


def describe_bundle(bundle: CityBundle) -> tuple[LayerFacts, ...]:
    """Return what each layer of a bundle holds, in the bundle's order."""
    facts = []
    for source in bundle.meta.layers:
        head, _, name = source.layer.partition("/")
        held = bundle.strength if head in STRENGTH_LAYERS else bundle
        table = bundle.hazards.get(name) if head == "hazards" else getattr(held, head, None)
        facts.append(
            LayerFacts(
                layer=source.layer,
                rows=0 if table is None else len(table),
                source=source.source,
                licence=source.licence,
                date=source.date,
                is_model=source.is_model,
                model_columns=source.model_columns,
            )
        )
    return tuple(facts)
