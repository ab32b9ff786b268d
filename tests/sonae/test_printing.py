"""Tables in a narrow terminal."""

import json

import pytest
from rich.cells import cell_len

from messages.catalogue import text, whole_languages
from presentation.words import Words
from sonae.narrow_table import is_number
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


@pytest.mark.parametrize("count", [3, 9])
def test_a_name_too_long_for_its_column_has_a_line_of_its_own_and_80_columns_hold(
    count: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    name = "浜寺石津町東二丁付近の道（カサグランデス浜寺北の南東約180 m、長さ58 m）"
    headings = ["道", *(f"待つ時間（最長、分）{i}" for i in range(count))]
    Printer("ja", chosen=True, as_json=False).table(headings, [[name, *["約174,100"] * count]], title="列")
    lines = capsys.readouterr().out.splitlines()
    # Three columns leave room for it in two lines of a table, nine do not.
    assert (name in lines) == (count == 9)
    assert count == 9 or len(lines) < 12
    assert max(cell_len(line) for line in lines) <= 80
    assert sum(line.count("約174,100") for line in lines) == count


def test_words_are_parted_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    name = "street near Hamaderaishizu-cho Higashi 2-cho, beside the school, 58 m long"
    Printer("en", chosen=True, as_json=False).table(["Street", "People"], [[name, "12"], ["a", "3"]])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[3:5] == ["street near Hamaderaishizu-cho Higashi", "2-cho, beside the school, 58 m long"]


@pytest.mark.parametrize("language", whole_languages())
def test_a_dash_among_numbers_leaves_their_column_flush_right(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    none = text(language, "export.none")
    assert is_number(none)
    words = Words(language)
    assert all(is_number(words.people_change(by, rounded=True)) for by in (-300, 0, 300))
    rows = [["A", none, "12"], ["B", "1,300", "0"]]
    Printer(language, chosen=True, as_json=False).table(["People", "Same destinations", "Led anew"], rows)
    line = next(one for one in capsys.readouterr().out.splitlines() if "1,300" in one)
    assert "            1,300" in line
