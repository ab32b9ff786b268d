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
    """Return the dates of a layer, each once; of one that nobody has said, that of the data before it."""
    dates = [layer.date if language_tag(language) == "ja" else layer.date_en]
    dates += [
        text(language, "provenance.date_unknown", former=source.former_date)
        for source in layer.sources
        if source.former_date and not source.date
    ]
    return text(language, "export.separator").join(dict.fromkeys(date for date in dates if date))


def file_texts(layers: Iterable[LayerSource], language: str, *, digits: int = 64) -> list[str]:
    """Return the files that layers came in, each once, and which reading is 未検証.

    Parameters
    ----------
    layers
        Layers; those that came with a city name no files.
    language
        Language of the words.
    digits
        How many digits of each hash are shown.
    """
    unverified = text(language, "provenance.unverified")
    files = dict.fromkeys(file for layer in layers for file in layer.files)
    return [
        text(
            language,
            "provenance.file",
            name=file.name,
            sha256=file.sha256[:digits],
            unverified=unverified if file.is_unverified else "",
        )
        for file in files
    ]


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
