"""The pen of the A3 sheet: writes and draws in millimetres from the lower left corner."""

from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from shapely import Polygon

from exports.fonts import figure_font, printable
from exports.paper_looks import draw_areas, draw_lines, draw_sign
from presentation.styles.looks import AreaLook, LineLook, SignLook, Stroke

MM_PER_INCH = 25.4
#: A3 landscape [mm].
SHEET_MM = (420.0, 297.0)


class Pen:
    """Writes on the sheet in millimetres from its lower left corner."""

    def __init__(self, figure: Figure) -> None:
        self.axes = figure.add_axes((0, 0, 1, 1), zorder=10)
        self.axes.set_xlim(0, SHEET_MM[0])
        self.axes.set_ylim(0, SHEET_MM[1])
        self.axes.axis("off")
        self.axes.patch.set_alpha(0)

    def write(self, x: float, y: float, said: str, size: float, **style: Any) -> None:
        """Write a line with its lower left corner at x, y [mm]."""
        self.axes.text(x, y, printable(said), fontproperties=figure_font(size), **style)

    def box(self, x: float, y: float, width: float, height: float, **style: Any) -> None:
        """Draw a rectangle [mm]."""
        self.axes.add_patch(Rectangle((x, y), width, height, **style))

    def sign(self, x: float, y: float, look: SignLook, *, scale: float = 0.62) -> None:
        """Draw a sign around x, y [mm]."""
        draw_sign(self.axes, x, y, look, scale=scale, zorder=3)

    def area(self, x: float, y: float, look: AreaLook) -> None:
        """Draw a swatch of an area with its lower left corner at x, y [mm]."""
        corners = [(x, y), (x + 9, y), (x + 9, y + 3.8), (x, y + 3.8)]
        edge = look.edge or Stroke("#555555", 0.4)
        framed = replace(look, edge=edge)
        draw_areas(self.axes, [Polygon(corners)], framed, zorder=2)

    def line(self, x: float, y: float, look: LineLook) -> None:
        """Draw a line of the legend from x, y [mm] to the right."""
        draw_lines(self.axes, [np.array([(x, y), (x + 9, y)])], look, zorder=2)
