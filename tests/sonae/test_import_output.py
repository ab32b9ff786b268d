"""Every import prints a report of each file, and equal faults once."""

import json
from pathlib import Path

import pytest

from domain.faults import Fault
from sonae.printing import Printer
from tests.sonae.test_import import point, run, shelters, sites

__all__ = ["point", "shelters", "sites"]


def test_the_report_of_each_file_stands_in_words_and_in_json(city: Path, sites: Path, shelters: Path):
    said = run("import", "places", sites, shelters, "--bundle", city, "--dry-run", "--lang", "ja").stdout
    assert "読んだ行 2、使った行 2、外した行 0" in said
    assert "（文字コード UTF-8）" in said
    document = json.loads(
        run("import", "places", sites, shelters, "--bundle", city, "--dry-run", "--json").stdout
    )
    assert [report["file"] for report in document["reports"]] == ["sites.csv", "shelters.csv"]
    assert [report["rows_read"] for report in document["reports"]] == [2, 1]


def test_equal_faults_are_one_line_with_one_remedy(capfd: pytest.CaptureFixture[str]):
    faults = [Fault("value_missing", file="a.csv", row=f"{i}", column="名") for i in range(2, 3255)]
    Printer("ja", chosen=True, as_json=False).faults(faults)
    said = capfd.readouterr().err.splitlines()
    # One line, its remedy, and how many there are in all.
    assert len(said) == 3
    assert "3,253 件: 2、3、4、5、6 …" in said[0]


def test_a_dry_run_says_what_would_change(city: Path, sites: Path):
    said = run("import", "places", sites, "--bundle", city, "--dry-run", "--lang", "ja").stdout
    # One old place gets its list's values, one new place comes; nobody moves in.
    assert "変わる行: 避難場所・避難所: 追加 2、変更 0、削除 1" in said
    document = json.loads(run("import", "places", sites, "--bundle", city, "--dry-run", "--json").stdout)
    (layer,) = document["difference"]["layers"]
    assert (layer["layer"], layer["added"], layer["removed"]) == ("places", 2, 1)
    assert "difference" not in json.loads(run("import", "places", sites, "--bundle", city, "--json").stdout)
