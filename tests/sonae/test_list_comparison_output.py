"""``sonae import places --compare OLD NEW``: what changed, and the designations of the city to look at."""

import json

from sonae.cli import app
from tests.data.readers.place_inputs import site, sites_csv

A, B = "E2714000998201", "E2714000999201"


def editions(tmp_path):
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_bytes(sites_csv(site(A, "校")))
    new.write_bytes(sites_csv(site(A, "校", flags="1,,,1,,,,"), site(B, "園", point=(34.6, 135.5))))
    return ["import", "places", str(old), str(new), "--compare"]


def test_changes_are_printed_and_written(runner, tmp_path):
    out = tmp_path / "changes.csv"
    result = runner.invoke(app, [*editions(tmp_path), "--out", str(out), "--lang", "ja"])
    assert result.exit_code == 0, result.output
    assert "前の一覧 1 か所、後の一覧 2 か所" in result.stdout
    assert "災害の指定が加わった" in out.read_text("utf-8-sig")
    again = runner.invoke(app, [*editions(tmp_path), "--out", str(out)])
    assert again.exit_code == 1


def test_a_city_s_designations_stand_beside(runner, city, tmp_path):
    result = runner.invoke(app, [*editions(tmp_path), "--bundle", str(city), "--json"])
    document = json.loads(result.stdout)
    assert document["counts"] == {"before": 1, "after": 2, "same": 1}
    assert [row["change"] for row in document["changes"]] == ["added", "flag_added"]
    assert document["changes"][0]["metres"] is None
    assert isinstance(document["designations"], list)


def test_two_editions_are_asked_for_and_an_import_needs_its_city(runner, tmp_path):
    arguments = editions(tmp_path)
    assert runner.invoke(app, [*arguments[:3], "--compare"]).exit_code == 2
    assert runner.invoke(app, arguments[:3]).exit_code == 2
