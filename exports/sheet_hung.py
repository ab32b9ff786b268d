"""The streets that a district hangs on, on its A3 map: drawn with their numbers, and listed beside it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes

from exports.fonts import figure_font
from exports.line_breaks import columns_of, wrapped
from exports.map_sheet_frame import SheetFrame
from exports.paper_looks import draw_lines
from exports.sheet_pen import MM_PER_INCH, Pen
from planning.case import Case
from presentation.hung_on import HungOn
from presentation.styles import people
from presentation.styles.looks import LineLook

#: Below the ways of people and their arrows, which pass there.
_BELOW_WAYS = 4.6
#: How far from a street its number may stand [pt], half of the room of the number [mm].
_ASIDE_PT, _HALF_MM = (11.0, 18.0, 27.0, 38.0), 2.2
_COLOUR = people.HUNG_COLOUR
#: Size of the list beside the map [pt]; from line to line, and more from row to row [mm a pt].
LIST_PT = 7.5
_LINE_MM, _MORE_MM = 0.43, 0.09


def hung_look(piece: HungOn) -> LineLook:
    """Return how a street is drawn, as on the map of the screen.

    Parameters
    ----------
    piece
        What people hang on.
    """
    exits, many, few = people.SINGLE_STREETS
    if piece.is_exit:
        return exits
    return many if piece.persons >= people.SINGLE_MANY_PERSONS else few


def draw_hung(axes: Axes, case: Case, pieces: Sequence[HungOn]) -> None:
    """Draw the streets, below the ways of people.

    Parameters
    ----------
    axes
        The map.
    case
        The case.
    pieces
        What people of the district hang on.
    """
    for piece in pieces:
        lines = [shapely.get_coordinates(one) for one in _lines(case, piece)]
        draw_lines(axes, lines, hung_look(piece), zorder=_BELOW_WAYS)


def number_hung(
    axes: Axes, case: Case, pieces: Sequence[HungOn], window: Any, scale: int, taken: Sequence[Any]
) -> list[Any]:
    """Write the numbers of the streets in the window beside them; return their room on the ground.

    Parameters
    ----------
    axes, case, pieces
        As ``draw_hung`` takes them.
    window
        The map's window on the ground [m].
    scale
        Scale of the map, as 1 to this.
    taken
        Room that others have taken: a number stands where it meets none, if there is such a place.
    """
    boxes: list[Any] = []
    for piece in pieces:
        street = _lines(case, piece)[0]
        if not window.intersects(street):
            continue
        middle, across = _beside(street)
        offered = [side * far * across for far in _ASIDE_PT for side in (1.0, -1.0)]
        rooms = [_room(middle, aside, scale) for aside in offered]
        others = [*taken, *boxes]
        at = next((k for k, room in enumerate(rooms) if not any(room.intersects(one) for one in others)), 0)
        axes.annotate(
            str(piece.number), tuple(middle), xytext=tuple(offered[at]), textcoords="offset points",
            fontproperties=figure_font(9), color="white", zorder=9, ha="center", va="center",
            bbox={"boxstyle": "circle,pad=0.2", "facecolor": _COLOUR, "edgecolor": "white", "linewidth": 0.8},
            arrowprops={"arrowstyle": "-", "color": _COLOUR, "linewidth": 0.8},
        )  # fmt: skip
        boxes.append(rooms[at])
    return boxes


def list_hung(
    pen: Pen,
    frame: SheetFrame,
    pieces: Sequence[HungOn],
    at_mm: tuple[float, float, float],
    size: float = LIST_PT,
) -> float:
    """Write the list of the streets at left edge, height and width [mm]; return where it ends."""
    left, y, width = at_mm
    if not pieces:
        return y
    for line in wrapped(frame.word("export.hung_on"), columns_of(width, size + 1.0)):
        pen.write(left, y, line, size + 1.0)
        y -= size * _LINE_MM + 0.9
    for row in (*(piece.label for piece in pieces), *filter(None, [frame.more_hung])):
        for line in wrapped(row, columns_of(width, size)):
            pen.write(left, y, line, size)
            y -= size * _LINE_MM
        y -= size * _MORE_MM
    return y


def _lines(case: Case, piece: HungOn) -> npt.NDArray[np.object_]:
    return np.array(case.city.streets.geometry.loc[list(piece.street_ids)].to_list(), dtype=object)


def _room(middle: npt.NDArray[np.float64], aside: npt.NDArray[np.float64], scale: int) -> Any:
    """Return the room of a number on the ground."""
    x, y = middle + aside * MM_PER_INCH / 72 * scale / 1000
    half = _HALF_MM * scale / 1000
    return shapely.box(x - half, y - half, x + half, y + half)


def _beside(line: Any) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the middle of a street, and the direction away from it, as long as 1."""
    ends = shapely.line_interpolate_point(line, [0.4, 0.6], normalized=True)
    first, last = shapely.get_coordinates(ends)
    along = last - first
    length = float(np.hypot(*along)) or 1.0
    return (first + last) / 2, np.array([-along[1], along[0]]) / length
