"""Patterns of areas on paper: one spacing for both ways to draw them."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from exports.paper_patterns import fill_path, gap_pt, hatch_text, pattern_lines
from presentation.styles.looks import AreaLook, Hatch, Pattern

BOX = (0.0, 0.0, 24.0, 12.0)


def hatch(pattern: Pattern, gap: int = 14) -> Hatch:
    return Hatch(pattern, gap, "#112233", 0.5)


@pytest.mark.parametrize(("gap", "pt"), [(14, 12.0), (13, 6.0), (9, 6.0), (8, 4.0), (4, 4.0)])
def test_lines_stand_as_far_apart_as_the_signs_of_matplotlib(gap: int, pt: float) -> None:
    assert gap_pt(hatch(Pattern.LEVEL, gap)) == pt
    # One sign is 12 pt: so many signs stand so much closer.
    assert 12.0 / len(hatch_text(hatch(Pattern.LEVEL, gap))) == pt


def test_lines_go_from_edge_to_edge_in_their_direction() -> None:
    assert pattern_lines(hatch(Pattern.LEVEL, 9), BOX) == [(0, 0, 24, 0), (0, 6, 24, 6)]
    assert pattern_lines(hatch(Pattern.DOTS, 9), BOX) == pattern_lines(hatch(Pattern.LEVEL, 9), BOX)
    # They begin so far to the left that the upper left corner has lines, too.
    rising = pattern_lines(hatch(Pattern.RISING), BOX)
    assert rising == [(-12, 0, 0, 12), (0, 0, 12, 12), (12, 0, 24, 12)]
    falling = pattern_lines(hatch(Pattern.FALLING), BOX)
    assert falling == [(-12, 12, 0, 0), (0, 12, 12, 0), (12, 12, 24, 0)]
    assert sorted(pattern_lines(hatch(Pattern.CROSSED), BOX)) == sorted([*rising, *falling])


def test_every_pattern_has_a_sign_but_none() -> None:
    assert {pattern: bool(hatch_text(hatch(pattern))) for pattern in Pattern} == {
        pattern: pattern is not Pattern.NONE for pattern in Pattern
    }
    assert hatch_text(None) == ""


def test_a_path_has_its_ground_and_its_pattern() -> None:
    def drawn(look: AreaLook) -> str:
        canvas = Canvas(io.BytesIO(), pageCompression=0)
        path = canvas.beginPath()
        path.rect(0, 0, 24, 12)
        fill_path(canvas, path, look, BOX)
        return "\n".join(canvas._code)

    both = drawn(AreaLook("x", "#FF0000", 0.8, hatch(Pattern.RISING)))
    assert "1 0 0 rg" in both
    assert both.count(" l") >= 3
    assert "1 0 0 rg" not in drawn(AreaLook("x", "", 0.8, hatch(Pattern.RISING)))
    assert "W" not in drawn(AreaLook("x", "#FF0000", 0.8, None))
