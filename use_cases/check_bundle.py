"""Say what is wrong with a city bundle, and what it holds."""

from dataclasses import dataclass
from pathlib import Path

import data.bundle
from domain.bundle import STRENGTH_LAYERS, CityBundle, SourceFile
from domain.faults import BundleError, Fault
from domain.held_parts import Part, QuestionState, missing_parts, question_states


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """One layer of a bundle as it is listed: rows, source, whether it is model data, the files it came in."""

    layer: str
    rows: int
    source: str
    licence: str
    date: str
    is_model: bool
    model_columns: tuple[str, ...]
    assumed_columns: tuple[str, ...]
    files: tuple[SourceFile, ...]
    former_date: str


@dataclass(frozen=True, slots=True)
class CityCheck:
    """What is wrong with a city, and what it can answer.

    Parameters
    ----------
    faults
        Every error and warning.
    questions
        Each question with what the city lacks for it; empty where the city cannot be read.
    missing
        Parts that it does not hold.
    """

    faults: tuple[Fault, ...]
    questions: tuple[QuestionState, ...] = ()
    missing: tuple[Part, ...] = ()


def check_city(folder: Path) -> CityCheck:
    """Return what is wrong with a bundle folder, and which questions it can answer."""
    try:
        bundle = data.bundle.read_bundle(folder)
    except BundleError as error:
        return CityCheck(error.faults)
    return checked_city(bundle)


def checked_city(bundle: CityBundle) -> CityCheck:
    """Return the warnings of a city in memory, and which questions it can answer."""
    return CityCheck(bundle.warnings, question_states(bundle), missing_parts(bundle.city, bundle.strength))


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
                assumed_columns=source.assumed_columns,
                files=source.files,
                former_date="、".join(dict.fromkeys(s.former_date for s in source.sources if s.former_date)),
            )
        )
    return tuple(facts)
