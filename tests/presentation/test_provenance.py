"""Sources and cautions in the reader's language; what nobody has translated stays as it is."""

from dataclasses import replace

import pytest

from domain.bundle import LayerSource, Source, SourceFile
from model_city.scenarios import build_scenarios
from model_city.sources import layer_sources
from presentation.provenance import (
    date_text,
    file_texts,
    licence_text,
    notice_texts,
    scenario_source,
    source_text,
)

WHOLE = Source(
    "国の表", "利用規約", "2025年秋", ("古いことがあります。",),
    name_en="National table (国の表)", licence_en="Terms of use (利用規約)", date_en="autumn 2025",
    notices_en=("It may be old.",), notices_easy=("古（ふる）いことがあります。",),
)  # fmt: skip
BARE = Source("市の表", "事実", "2026", ("市に確認。", "古いことがあります。"))


def layer(*sources: Source) -> LayerSource:
    return LayerSource("places", "places.parquet", sources, "", is_model=False)


@pytest.mark.parametrize(
    ("language", "source", "licence", "date"),
    [
        ("ja", "国の表；市の表", "利用規約；事実", "2025年秋；2026"),
        ("ja_easy", "国の表；市の表", "利用規約；事実", "2025年秋；2026"),
        ("en", "National table (国の表); 市の表", "Terms of use (利用規約); 事実", "autumn 2025; 2026"),
    ],
)
def test_a_layer_names_its_sources_in_the_readers_language(
    language: str, source: str, licence: str, date: str
) -> None:
    both = layer(WHOLE, BARE)
    assert source_text(both, language) == source
    assert licence_text(both, language) == licence
    assert date_text(both, language) == date


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja", ["古いことがあります。", "市に確認。"]),
        # What nobody has translated is passed on as it is.
        ("en", ["It may be old.", "市に確認。", "古いことがあります。"]),
        ("ja_easy", ["古（ふる）いことがあります。", "市に確認。", "古いことがあります。"]),
    ],
)
def test_every_caution_is_passed_on_once(language: str, told: list[str]) -> None:
    assert notice_texts([layer(WHOLE), layer(BARE), layer(WHOLE, BARE)], language) == told


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "2026、不明（置き換える前の資料は 2024）"),
        ("en", "2026, unknown (the data before it: 2024)"),
    ],
)
def test_an_unknown_date_is_said_with_that_of_the_data_before_it(language: str, said: str) -> None:
    undated = replace(BARE, name="別の表", date="", former_date="2024")
    assert date_text(layer(BARE, undated), language) == said
    # Where a date is known, nobody asks for an earlier one.
    assert date_text(layer(replace(BARE, former_date="2024")), language) == "2026"


def test_the_files_of_layers_are_told_once_and_an_unverified_reading_is_marked() -> None:
    files = (SourceFile("a.zip", "ab" * 32, is_unverified=True), SourceFile("b.csv", "cd" * 32))
    one = layer(replace(BARE, files=files))
    said = file_texts([one, one], "ja", digits=4)
    assert said == [
        "a.zip（SHA-256 abab）【未検証: 公表された実物で確かめていない読み取りです】",
        "b.csv（SHA-256 cdcd）",
    ]
    assert file_texts([one], "en")[1] == f"b.csv (SHA-256 {'cd' * 32})"
    assert file_texts([layer(BARE)], "ja") == []


def test_a_scenario_without_a_translation_keeps_its_source() -> None:
    scenario = build_scenarios()["surge-l2"]
    assert scenario_source(scenario, "ja") == scenario_source(scenario, "ja_easy") == scenario.source
    assert scenario_source(scenario, "en") == scenario.source_en
    assert scenario_source(replace(scenario, source_en=""), "en") == scenario.source


def test_the_bundled_city_has_every_source_in_english_and_every_caution_in_three_languages() -> None:
    for one in layer_sources(("tsunami",)):
        for source in one.sources:
            assert source.name_en, source.name
            assert len(source.notices_en) == len(source.notices) or one.layer == "readings"
            assert bool(source.notices_easy) == bool(source.notices)
    for scenario in build_scenarios().values():
        assert scenario.source_en
        assert scenario.name_easy != scenario.name
