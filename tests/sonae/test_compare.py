"""The command ``compare``: the same two plans side by side as the page and its files."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from tests.sonae.test_cli import run

PAIR = ("toy-tsunami-night", "toy-quake")


def compare(runner: CliRunner, city: Path, *more: object, pair: tuple[str, str] = PAIR):
    return run(runner, "compare", *pair, "--bundle", city, *more)


def rows(content: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("more", "pair"),
    [
        (("--ward", "271411"), PAIR),
        (("--district", "271420-00002", "--preset-b", "target"), PAIR),
        (("--set-b", "departure.day_time=day", "--set", "movement.adult_speed_m_s=1.0"), (PAIR[0], PAIR[0])),
    ],
)
def test_terminal_csv_workbook_and_json_say_the_same(
    runner: CliRunner, city: Path, tmp_path: Path, more: tuple[str, ...], pair: tuple[str, str]
) -> None:
    told = rows(compare(runner, city, *more, "--format", "csv", pair=pair).stdout)
    book = tmp_path / "a.xlsx"
    assert compare(runner, city, *more, "--format", "xlsx", "--out", book, pair=pair).exit_code == 0
    cells = load_workbook(book).worksheets[0].iter_rows(min_row=6, values_only=True)
    assert [[str(cell or "") for cell in row[:5]] for row in cells] == [
        [cell.removeprefix("'") for cell in row[:5]] for row in told
    ]
    document = json.loads(compare(runner, city, *more, "--format", "json", pair=pair).stdout)
    people = next(one for one in document["figures"] if one["item"] == "unserved")
    line = next(row for row in told if row[1] == "避難先を確保できない人（計）")
    assert float(line[told[0].index("差の値")]) == people["change"]["value"]
    shown = "".join(compare(runner, city, *more, pair=pair).stdout.split())
    assert "".join(line[2].split()) in shown
    assert "".join(line[4].removeprefix("'").split()) in shown


def test_it_tells_both_sides_and_what_differs(runner: CliRunner, city: Path) -> None:
    said = compare(runner, city, "--lang", "en").output
    assert "A: Tsunami, night" in said
    assert "B: Earthquake" in said
    assert "Inputs that differ between A and B" in said
    same = compare(runner, city, "--lang", "en", pair=(PAIR[0], PAIR[0])).output
    assert "A and B have the same inputs." in same


def test_the_paper_is_a_pdf(runner: CliRunner, city: Path, tmp_path: Path) -> None:
    paper = tmp_path / "a.pdf"
    assert compare(runner, city, "--format", "pdf", "--out", paper).exit_code == 0
    assert paper.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--ward", "999999"), 2),
        (("--district", "999999"), 2),
        (("--format", "doc"), 2),
        (("--format", "xlsx"), 2),
        (("--set-a", "nothing"), 2),
        (("--set-b", "no.such=1"), 1),
    ],
)
def test_what_is_not_there_is_refused(
    runner: CliRunner, city: Path, more: tuple[str, ...], code: int
) -> None:
    assert compare(runner, city, *more).exit_code == code


def test_a_scenario_that_is_not_there_is_refused_with_those_that_are(runner: CliRunner, city: Path) -> None:
    refused = compare(runner, city, pair=("toy-quake", "nowhere"))
    assert refused.exit_code == 1
    assert "toy-tsunami-night" in refused.output
