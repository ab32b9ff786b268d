"""Tables in a narrow terminal."""

import json

import pytest

from sonae.printing import Printer


def test_a_number_is_never_broken_over_two_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    headings = ["区", *(f"とても長い見出しの{i}番目の列" for i in range(7))]
    Printer("ja", chosen=True, as_json=False).table(headings, [["堺区", *["約174,100"] * 7]])
    assert capsys.readouterr().out.count("約174,100") == 7


def test_half_a_character_does_not_end_the_json(capfd: pytest.CaptureFixture[str]):
    Printer("ja", chosen=False, as_json=True).json({"file": "\udcff図.csv"})
    assert json.loads(capfd.readouterr().out) == {"file": "\udcff図.csv"}
