"""The generated pages of docs/ say what the program says."""

from dataclasses import fields
from pathlib import Path

import pytest

from data.bundle.layout import LAYERS
from domain.measures import MEASURE_KEYS
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from presentation.setting_words import measure_form, setting_source
from sonae.docs import bundle_page, main, pages, settings_page

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", ["settings.md", "bundle.md"])
def test_committed_page_is_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run: make docs"


def test_every_setting_is_listed_with_source_and_mark() -> None:
    page = settings_page()
    for row in Settings().rows():
        line = next(line for line in page.splitlines() if line.startswith(f"| `{row.key}` |"))
        assert setting_source(row, "ja") in line
        assert setting_source(row, "en") in line
        assert line.count("|") == 10


@pytest.mark.parametrize("key", MEASURE_KEYS)
def test_every_measure_is_listed_in_both_languages(key: str) -> None:
    line = next(line for line in settings_page().splitlines() if line.startswith(f"| `{key}` |"))
    assert measure_form(key, "ja") in line
    assert measure_form(key, "en") in line


def test_the_target_column_shows_what_the_preset_changes() -> None:
    # 0.736 m/s in the present state, 1.0 m/s in the target (消防庁 2013).
    line = next(line for line in settings_page().splitlines() if "movement.adult_speed_m_s" in line)
    assert line.startswith("| `movement.adult_speed_m_s` | 0.736 | 1 |")


def test_every_column_of_every_layer_is_listed() -> None:
    page = bundle_page()
    for spec in LAYERS:
        section = page.split(f"## {spec.layer} — ")[1].split("\n## ")[0]
        for column in spec.contract.columns():
            assert f"| `{column}` |" in section


def test_every_field_of_a_scenario_is_listed() -> None:
    page = bundle_page().split("## scenarios")[1]
    names = {name.name for name in fields(HazardScenario)} - {"scenario_id"} | {"id"}
    # Fields that say the same in several languages stand in one line.
    listed = [line.split("`")[1].split(", ") for line in page.splitlines() if line.startswith("| `")]
    assert {name for line in listed for name in line} == names


def test_pages_are_written_to_the_folder_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What it says is held to a plan where there is one at hand (tests/exports/test_bundled_city.py).
    monkeypatch.setattr("sonae.docs.page_of_bundled_city", lambda: "fields")
    main(["--out", str(tmp_path)])
    assert {path.name for path in tmp_path.iterdir()} == {"settings.md", "bundle.md", "files.md"}
