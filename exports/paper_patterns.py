"""Patterns of areas on paper, so that a grey print tells classes apart: one spacing and direction for all.

reportlab draws the lines of ``pattern_lines``; matplotlib has signs for the same lines (``hatch_text``).
"""

from typing import Any

import numpy as np
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from presentation.styles.looks import AreaLook, Hatch, Pattern

#: What matplotlib calls a pattern.
_SIGNS = {
    Pattern.NONE: "",
    Pattern.DOTS: ".",
    Pattern.RISING: "/",
    Pattern.FALLING: "\\",
    Pattern.LEVEL: "-",
    Pattern.CROSSED: "x",
}
#: Lines of one sign of matplotlib stand so far apart [pt]; of two signs half as far.
_SIGN_PT = 12.0
_LINE_PT = 0.35


def hatch_text(hatch: Hatch | None) -> str:
    """Return a pattern as matplotlib writes it: the closer the lines, the more signs."""
    return "" if hatch is None else _SIGNS[hatch.pattern] * _closeness(hatch)


def pattern_lines(
    hatch: Hatch, box: tuple[float, float, float, float]
) -> list[tuple[float, float, float, float]]:
    """Return the lines of a pattern over a box, from edge to edge.

    Parameters
    ----------
    hatch
        The pattern.
    box
        Left, bottom, right and top [pt].

    Returns
    -------
    list of tuple
        x and y of both ends of each line [pt]. Dots lie on level lines.
    """
    x0, y0, x1, y1 = box
    gap, height = gap_pt(hatch), y1 - y0
    if hatch.pattern in {Pattern.LEVEL, Pattern.DOTS}:
        return [(x0, float(y), x1, float(y)) for y in np.arange(y0, y1, gap)]
    lines = []
    for x in np.arange(x0 - height, x1, gap).tolist():
        if hatch.pattern in {Pattern.RISING, Pattern.CROSSED}:
            lines.append((x, y0, x + height, y1))
        if hatch.pattern in {Pattern.FALLING, Pattern.CROSSED}:
            lines.append((x, y1, x + height, y0))
    return lines


def gap_pt(hatch: Hatch) -> float:
    """Return how far the lines of a pattern stand apart on paper [pt]."""
    return _SIGN_PT / _closeness(hatch)


def fill_path(canvas: Canvas, path: Any, look: AreaLook, box: tuple[float, float, float, float]) -> None:
    """Fill a path with the ground and the pattern of a look; rings within it stay open.

    Parameters
    ----------
    canvas
        The paper.
    path
        What is filled, with reportlab's rule of even and odd.
    look
        How it is filled; its edge is not drawn.
    box
        Left, bottom, right and top of what the path may cover [pt].
    """
    if look.fill:
        canvas.saveState()
        canvas.setFillColor(HexColor(look.fill))
        canvas.setFillAlpha(look.opacity)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
        canvas.restoreState()
    if look.hatch is None:
        return
    canvas.saveState()
    canvas.clipPath(path, stroke=0, fill=0, fillMode=0)
    canvas.setStrokeColor(HexColor(look.hatch.colour))
    canvas.setStrokeAlpha(look.hatch.opacity)
    canvas.setLineWidth(_LINE_PT)
    if look.hatch.pattern is Pattern.DOTS:
        canvas.setLineWidth(2 * _LINE_PT)
        canvas.setDash([2 * _LINE_PT, gap_pt(look.hatch)])
    canvas.lines(pattern_lines(look.hatch, box))
    canvas.restoreState()


def _closeness(hatch: Hatch) -> int:
    """Return how many signs of matplotlib a pattern takes."""
    return 1 if hatch.gap >= 14 else 2 if hatch.gap >= 9 else 3
