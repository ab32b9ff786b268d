"""The command ``isolation``: a row a district, in words and as JSON."""

import json
from pathlib import Path

from typer.testing import CliRunner

from tests.sonae.test_cli import run


def test_districts_and_their_streets(runner: CliRunner, city: Path, tmp_path: Path) -> None:
    asked = ("isolation", "--bundle", city, "--scenario", "toy-flood")
    told = json.loads(run(runner, *asked, "--format", "json", "--lang", "en").stdout)
    rows = {row["district_id"]: row for row in told["districts"]}
    assert rows["271420-00002"]["ways"] == 1
    assert rows["271420-00002"]["street_ids"] == [104]
    assert rows["271411-00001"]["ways"] is None
    assert rows["271411-00001"]["state"] == "not_concerned"
    assert [one["street_ids"] for one in told["blocks"]] == [[104]]
    (street,) = told["single_streets"]
    assert (street["district_id"], street["street_id"], street["blocks"]) == ("271420-00002", 104, 1)
    indicator = {one["area_id"]: (one["value"], one["band"]) for one in told["indicator"]}
    assert indicator["271420-00002"] == (0.0, "below_target")
    assert indicator["271411-00001"] == (None, "not_concerned")
    result = run(runner, *asked, "--lang", "en", "--ward", "271420")
    assert "not concerned" not in result.output
    assert result.exit_code == 0
    # The sentences of the district's page stand above the table, and its streets with their people.
    assert "Only one way leads to" in result.output
    assert f"{street['where']} (" in result.output
    # Of the whole city, who is cut off is told by name, and where nobody leaves is counted only.
    result = run(runner, *asked, "--lang", "en")
    assert "Only one way leads to" in result.output
    assert "Nobody leaves in" in result.output
    assert "not concerned" not in result.output
    assert "sonae whatif --scenario toy-flood --close 104" in result.output
    file = tmp_path / "isolation.xlsx"
    assert run(runner, *asked, "--format", "xlsx", "--out", file).exit_code == 0
    assert file.read_bytes()[:2] == b"PK"


def test_a_format_that_does_not_exist_or_needs_a_file_is_refused(runner: CliRunner, city: Path) -> None:
    asked = ("isolation", "--bundle", city, "--scenario", "toy-flood", "--format")
    assert run(runner, *asked, "pdf").exit_code == 2
    assert run(runner, *asked, "xlsx").exit_code == 2
