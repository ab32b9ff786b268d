"""How a class of things is drawn, on screen, in files and on paper alike.

Colour never tells a class alone: lines have widths and dashes, areas a pattern for a grey print,
signs a shape. Widths are pixels on screen and points on paper.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Pattern(StrEnum):
    """Pattern of an area, which a grey print keeps."""

    NONE = "none"
    DOTS = "dots"
    RISING = "rising"
    FALLING = "falling"
    LEVEL = "level"
    CROSSED = "crossed"


class Shape(StrEnum):
    """Outline of a sign."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CROSS = "cross"
    BAR = "bar"
    ARROW = "arrow"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke of a line; some lines are drawn with two, one upon the other.

    Parameters
    ----------
    colour
        As ``#RRGGBB``.
    width
        Width on screen [px] and on paper [pt].
    dash
        Lengths drawn and left out in turn [px, pt]; empty for a whole line.
    opacity
        0 to 1.
    """

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0

    def dash_in_widths(self) -> tuple[float, ...]:
        """Return the dash as matplotlib counts it: in widths of the line."""
        return tuple(part / self.width for part in self.dash)


@dataclass(frozen=True, slots=True)
class Hatch:
    """Pattern, distance between its lines [px], and colour."""

    pattern: Pattern
    gap: int
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class LineLook:
    """A class of lines: key of its legend text, and strokes from the ground up.

    Parameters
    ----------
    grows
        Whether it becomes wider with the zoom, as streets do.
    shrinks
        Whether it is thinner where a whole city is seen, as signs are smaller there.
    """

    legend: str
    strokes: tuple[Stroke, ...]
    grows: bool = False
    shrinks: bool = False

    @property
    def colour(self) -> str:
        """Colour of the topmost stroke."""
        return self.strokes[-1].colour

    @property
    def width(self) -> float:
        """Width of the topmost stroke."""
        return self.strokes[-1].width

    def as_data(self) -> dict[str, Any]:
        """Return the look as the browser takes it."""
        return {
            "kind": "line",
            "strokes": [asdict(one) for one in self.strokes],
            "grows": self.grows,
            "shrinks": self.shrinks,
        }


@dataclass(frozen=True, slots=True)
class AreaLook:
    """A class of areas: key of its legend text, fill, pattern and edge.

    Parameters
    ----------
    fill
        As ``#RRGGBB``; empty where only pattern or edge are drawn.
    opacity
        Opacity of the fill, 0 to 1.
    """

    legend: str
    fill: str = ""
    opacity: float = 1.0
    hatch: Hatch | None = None
    edge: Stroke | None = None

    def as_data(self) -> dict[str, Any]:
        """Return the look as the browser takes it."""
        return {
            "kind": "area",
            "fill": self.fill,
            "opacity": self.opacity,
            "hatch": asdict(self.hatch) if self.hatch else None,
            "strokes": [asdict(self.edge)] if self.edge else [],
        }


@dataclass(frozen=True, slots=True)
class SignLook:
    """A class of signs: key of its legend text, shape, colours and size.

    Parameters
    ----------
    fill, edge
        As ``#RRGGBB``; an empty fill leaves the inside open.
    radius
        Half of its width [px, pt].
    width
        Width of its edge [px, pt].
    mark
        Letter inside; empty for none.
    ink
        Colour of the mark.
    halo
        Whether a white line lies around it: single signs need one, those that are many do not.
    opacity
        0 to 1.
    """

    legend: str
    shape: Shape
    fill: str
    edge: str
    radius: float
    width: float = 1.5
    mark: str = ""
    ink: str = "#1A1A1A"
    halo: bool = True
    opacity: float = 1.0

    def as_data(self) -> dict[str, Any]:
        """Return the look as the browser takes it."""
        return {"kind": "sign", **asdict(self)}


Look = LineLook | AreaLook | SignLook
