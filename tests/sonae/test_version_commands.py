"""``sonae bundle versions`` says which city all commands and pages speak of, and shows another."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.bundle.write import write_bundle
from sonae.cli import app
from tests.toy_city import make_toy_bundle
from use_cases.city_versions import Adoption, UsedFile, adopt_city
from use_cases.load_bundle import load_bundle

RUNNER = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A toy city of which a version with another name of a place was adopted."""
    original = tmp_path / "city"
    write_bundle(make_toy_bundle(), original)
    monkeypatch.setenv("SONAE_BUNDLE", str(original))
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    city = load_bundle()
    places = city.places.assign(name="採用した場所")
    said = Adoption(city.meta.bundle_hash, "files", (UsedFile("places.csv", "ab" * 32),))
    adopt_city(replace(city, places=places), said, reader=None, store=None)
    return original


def run(*arguments: str) -> str:
    result = RUNNER.invoke(app, [*arguments, "--lang", "en"])
    assert result.exit_code == 0, result.output
    return result.output


def test_what_is_shown_is_listed_said_and_changed_back(folder: Path) -> None:
    said = run("bundle", "versions")
    assert "No. 1: adopted" in said
    assert f"places.csv  {'ab' * 32}" in said
    assert said.index("← shown now") < said.index(str(folder))
    assert "no. 1 (shown since" in run("places", "--scenario", "toy-tsunami-night")
    assert "original city data" in run("bundle", "versions", "--show", "0")
    assert "adopted on the page" not in run("places", "--scenario", "toy-tsunami-night")
    assert load_bundle().places["name"].iloc[0] != "採用した場所"
    found = json.loads(run("bundle", "versions", "--json"))
    assert [(one["number"], one["is_shown"]) for one in found["versions"]] == [(1, False), (0, True)]
    assert "no. 1 (shown since" in run("bundle", "versions", "--show", "1")
