"""Sources, terms and cautions of layers and scenarios in the reader's language.

The Japanese words are the ones that must be passed on; a reader of another language gets a translation
that holds the Japanese name, and the Japanese words where nobody has translated them.
"""

from collections.abc import Iterable

from domain.bundle import LayerSource, Source
from domain.scenario import HazardScenario
from domain.vocabulary import ScenarioOrigin
from messages.catalogue import language_tag, text

_EASY = "ja_easy"


def source_text(layer: LayerSource, language: str) -> str:
    """Return whose data a layer is, each source once."""
    return layer.source if language_tag(language) == "ja" else layer.source_en


def licence_text(layer: LayerSource, language: str) -> str:
    """Return the terms of a layer, each once."""
    return layer.licence if language_tag(language) == "ja" else layer.licence_en


def date_text(layer: LayerSource, language: str) -> str:
    """Return the dates of a layer, each once."""
    return layer.date if language_tag(language) == "ja" else layer.date_en


def notice_texts(layers: Iterable[LayerSource], language: str) -> list[str]:
    """Return the cautions of layers, each once."""
    notices: list[str] = []
    for layer in layers:
        for source in layer.sources:
            notices += source_notices(source, language)
    return list(dict.fromkeys(notices))


def source_notices(source: Source, language: str) -> tuple[str, ...]:
    """Return the cautions of one source."""
    said = {_EASY: source.notices_easy, "ja": source.notices}.get(language, source.notices_en)
    return said or source.notices


def scenario_source(scenario: HazardScenario, language: str) -> str:
    """Return where a scenario comes from."""
    own = scenario.source if language_tag(language) == "ja" else scenario.source_en
    said = own or scenario.source
    if scenario.origin is not ScenarioOrigin.EDITED:
        return said
    # What was edited here is no longer what its source says.
    return text(language, "scenario.edited_source", source=said)
