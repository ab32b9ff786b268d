"""Cells on paper: no line parts a number from what it counts."""

import pytest
from reportlab.lib.styles import ParagraphStyle

from exports.cell_text import CellText
from exports.fonts import register_font


def lines_of(said: str, width_pt: float) -> list[str]:
    style = ParagraphStyle("cell", fontName=register_font(), fontSize=9, leading=12, wordWrap="CJK")
    cell = CellText(said, style)
    cell.wrap(width_pt, 1000)
    return ["".join(text if isinstance(text, str) else text.text for text in _parts(line))
            for line in cell.blPara.lines]  # fmt: skip


def _parts(line: object) -> list[object]:
    return list(getattr(line, "words", None) or line[1])  # type: ignore[index]


# Letters are 9 pt wide, digits half of that: 45 pt are 9 columns, less a little, and 63 pt are 13.
@pytest.mark.parametrize(
    ("said", "width_pt", "lines"),
    [
        ("起点から68分後", 45, ["起点から", "68分後"]),
        ("起点から68分後", 90, ["起点から68分後"]),
        # 12 columns by count, but digits are wider than half a letter.
        ("起点から28分後", 55, ["起点から", "28分後"]),
        ("Must leave", 30, ["Must", "leave"]),
        ("約1,800人<余り>", 63, ["約1,800人<余", "り>"]),
        ("一行目\n二行目", 90, ["一行目", "二行目"]),
    ],
)
def test_numbers_and_words_stay_whole(said: str, width_pt: float, lines: list[str]) -> None:
    assert [line.strip() for line in lines_of(said, width_pt)] == lines
