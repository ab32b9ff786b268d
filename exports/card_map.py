"""The small map of a block card: streets, hazard, the routes and what stands on them; readable in grey."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from exports.fonts import FONT_NAME, printable
from exports.paper_patterns import fill_path
from planning.block_answer import BlockAnswer
from planning.case import Case
from presentation.block.legs import legs_of
from presentation.map_layers.block import signs_of
from presentation.map_layers.hazard import hazard_classes
from presentation.styles.looks import Shape, SignLook
from presentation.words import Words

#: The view is at least so wide [m], and so much wider than what must be seen.
_LEAST_M, _AROUND = 350.0, 1.18
#: No writing on the map is smaller [pt].
NAME_PT = 6.5
#: Signs keep so far apart [pt].
_APART_PT = 11.0
_GREY, _EDGE = HexColor("#9A9A9A"), HexColor("#333333")
_STEPS_M = (50, 100, 200, 500, 1000, 2000, 5000)
_CORNERS = {
    Shape.SQUARE: [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
    Shape.DIAMOND: [(0.0, 1.25), (1.25, 0.0), (0.0, -1.25), (-1.25, 0.0)],
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a map lies on the paper [pt], and the ground that it shows [m].

    Parameters
    ----------
    left, bottom, width, height
        Its box on the paper.
    west, south
        Its lower left corner on the ground.
    pt_per_m
        Scale.
    """

    left: float
    bottom: float
    width: float
    height: float
    west: float
    south: float
    pt_per_m: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top on the paper [pt]."""
        return self.left, self.bottom, self.left + self.width, self.bottom + self.height

    def points(self, line: Any) -> npt.NDArray[np.float64]:
        """Return the points of a shape on the paper, shape (n, 2)."""
        xy = shapely.get_coordinates(line)
        return (xy - (self.west, self.south)) * self.pt_per_m + (self.left, self.bottom)

    @property
    def window(self) -> Any:
        """The ground that is shown."""
        across, up = self.width / self.pt_per_m, self.height / self.pt_per_m
        return shapely.box(self.west, self.south, self.west + across, self.south + up)


def frame_for(case: Case, answer: BlockAnswer, box: tuple[float, float, float, float]) -> Frame:
    """Return the frame of a block's map in a box of the paper: left, bottom, width, height [pt]."""
    left, bottom, width, height = box
    shapes = [case.city.blocks.geometry.loc[answer.block_id], *_lines(answer)]
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    across = max((east - west) * _AROUND, _LEAST_M, (north - south) * _AROUND * width / height)
    pt_per_m = width / across
    up = height / pt_per_m
    return Frame(left, bottom, width, height, (west + east - across) / 2, (south + north - up) / 2, pt_per_m)


def _lines(answer: BlockAnswer) -> list[Any]:
    """Return every way that the map of a block draws."""
    return [
        *(group.route.line for group in answer.groups),
        *(way.route.line for way in answer.ways_out),
        *(leg.second.route.line for leg in legs_of(answer) if leg.second is not None),
    ]


def draw_card_map(canvas: Canvas, case: Case, answer: BlockAnswer, words: Words, frame: Frame) -> None:
    """Draw the map of a block into its frame."""
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(frame.left, frame.bottom, frame.width, frame.height)
    canvas.clipPath(path, stroke=0)
    _draw_hazard(canvas, case, words, frame)
    _draw_streets(canvas, case, frame)
    _draw_block(canvas, case, answer, frame)
    legs = legs_of(answer)
    for leg in legs:
        if leg.second is not None:
            _draw_line(canvas, frame.points(leg.second.route.line), 3.6, 1.5, dash=(4.0, 2.5))
    for leg in legs:
        _draw_line(canvas, frame.points(leg.route.line), 5.0, 2.8)
        _draw_arrows(canvas, frame.points(leg.route.line))
    for way in answer.ways_out:
        _draw_line(canvas, frame.points(way.route.line), 5.0, 2.8)
        _draw_arrows(canvas, frame.points(way.route.line))
    signs = _placed_signs(case, answer, words, frame)
    lines = [frame.points(line) for line in _lines(answer)]
    bar = scale_box(frame, [(x, y) for _, x, y, _ in signs], lines)
    # Below the signs: a way that ended under the scale would lead nowhere.
    _draw_scale(canvas, frame, bar)
    _draw_north(canvas, words, frame)
    _draw_signs(canvas, signs, frame, [bar, _north_box(frame)])
    canvas.restoreState()
    canvas.setStrokeColor(_EDGE)
    canvas.setLineWidth(0.6)
    canvas.rect(frame.left, frame.bottom, frame.width, frame.height)


def _draw_hazard(canvas: Canvas, case: Case, words: Words, frame: Frame) -> None:
    window = frame.window
    for item in hazard_classes(case, words):
        shapes = shapely.get_parts(shapely.intersection(item.areas.to_numpy(), window))
        parts = [one for one in shapes if one.geom_type == "Polygon" and not one.is_empty]
        if not parts:
            continue
        path = canvas.beginPath()
        for part in parts:
            for ring in shapely.get_rings(part):
                _add(path, frame.points(ring), close=True)
        fill_path(canvas, path, item.look, frame.box)


def _draw_streets(canvas: Canvas, case: Case, frame: Frame) -> None:
    streets = case.city.streets
    rows = np.sort(streets.sindex.query(frame.window, predicate="intersects"))
    width_m = streets["width_m"].iloc[rows].fillna(3.0).clip(2.0, 25.0).to_numpy()
    lines = streets.geometry.to_numpy()[rows]
    canvas.setStrokeColor(_GREY)
    canvas.setLineCap(1)
    for low, high, width in ((0.0, 6.0, 0.4), (6.0, 12.0, 0.8), (12.0, np.inf, 1.5)):
        path = canvas.beginPath()
        for line in lines[(width_m >= low) & (width_m < high)]:
            _add(path, frame.points(line))
        canvas.setLineWidth(width)
        canvas.drawPath(path)


def _draw_block(canvas: Canvas, case: Case, answer: BlockAnswer, frame: Frame) -> None:
    path = canvas.beginPath()
    for ring in shapely.get_rings(shapely.get_parts(case.city.blocks.geometry.loc[answer.block_id])):
        _add(path, frame.points(ring), close=True)
    canvas.setStrokeColor(HexColor("#000000"))
    canvas.setLineWidth(1.4)
    canvas.drawPath(path)


def _draw_line(
    canvas: Canvas,
    points: npt.NDArray[np.float64],
    halo: float,
    width: float,
    dash: tuple[float, ...] = (),
) -> None:
    path = canvas.beginPath()
    _add(path, points)
    canvas.saveState()
    canvas.setLineJoin(1)
    canvas.setStrokeColor(HexColor("#FFFFFF"))
    canvas.setLineWidth(halo)
    canvas.drawPath(path)
    canvas.setStrokeColor(HexColor("#000000"))
    canvas.setLineWidth(width)
    canvas.setLineCap(0 if dash else 1)
    canvas.setDash(list(dash))
    canvas.drawPath(path)
    canvas.restoreState()


def _draw_arrows(canvas: Canvas, points: npt.NDArray[np.float64], every: float = 38.0) -> None:
    """Draw white arrow heads along a route, in walking direction."""
    line = shapely.LineString(points)
    length = float(line.length)
    canvas.setFillColor(HexColor("#FFFFFF"))
    for at in np.arange(every / 2, length - 4.0, every):
        here, ahead = (shapely.get_coordinates(line.interpolate(float(at) + step))[0] for step in (0.0, 1.0))
        dx, dy = ahead - here
        size = math.hypot(dx, dy) or 1.0
        ux, uy = dx / size, dy / size
        path = canvas.beginPath()
        path.moveTo(here[0] + 2.2 * ux, here[1] + 2.2 * uy)
        path.lineTo(here[0] - 1.4 * ux - 1.2 * uy, here[1] - 1.4 * uy + 1.2 * ux)
        path.lineTo(here[0] - 1.4 * ux + 1.2 * uy, here[1] - 1.4 * uy - 1.2 * ux)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)


def _placed_signs(
    case: Case, answer: BlockAnswer, words: Words, frame: Frame
) -> list[tuple[SignLook, float, float, str]]:
    """Return each sign with its spot on the paper and its name."""
    placed: list[tuple[SignLook, float, float, str]] = []
    for look, point, name, _ in signs_of(case, answer, words):
        x, y = frame.points(point)[0].tolist()
        # Signs of one spot stand side by side.
        while any(math.hypot(x - other[1], y - other[2]) < _APART_PT for other in placed):
            x += _APART_PT
        placed.append((look, x, y, name))
    return placed


def _draw_signs(
    canvas: Canvas, placed: list[tuple[SignLook, float, float, str]], frame: Frame, kept: list[Any]
) -> None:
    """Draw signs, and their names where room is left; ``kept`` are boxes that no name may cover."""
    taken: list[Any] = list(kept)
    for look, x, y, _ in placed:
        _draw_sign(canvas, look, x, y)
        taken.append(shapely.box(x - 6, y - 6, x + 6, y + 6))
    canvas.setFont(FONT_NAME, NAME_PT)
    window = shapely.box(frame.left, frame.bottom, frame.left + frame.width, frame.bottom + frame.height)
    for _, x, y, name in placed:
        said = printable(name)
        wide = stringWidth(said, FONT_NAME, NAME_PT)
        spots = ((x + 8, y - 3), (x - 8 - wide, y - 3), (x - wide / 2, y + 8), (x - wide / 2, y - 15))
        boxes = [shapely.box(a - 1, b - 1.5, a + wide + 1, b + NAME_PT) for a, b in spots]
        # A name that covers a sign, or leaves the map, stands in the text all the same.
        free = [box for box in boxes if window.covers(box) and not any(box.intersects(t) for t in taken)]
        if not free:
            continue
        west, south, east, north = free[0].bounds
        taken.append(free[0])
        canvas.setFillColor(HexColor("#FFFFFF"))
        canvas.rect(west, south, east - west, north - south, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#000000"))
        canvas.drawString(west + 1, south + 1.5, said)


def _draw_sign(canvas: Canvas, look: SignLook, x: float, y: float, radius: float = 5.2) -> None:
    canvas.setFillColor(HexColor(look.fill or "#FFFFFF"))
    canvas.setStrokeColor(HexColor(look.edge))
    canvas.setLineWidth(1.0)
    if look.shape in _CORNERS:
        path = canvas.beginPath()
        _add(path, np.array(_CORNERS[look.shape]) * radius + (x, y), close=True)
        canvas.drawPath(path, stroke=1, fill=1)
    else:
        canvas.circle(x, y, radius, stroke=1, fill=1)
    canvas.setFillColor(HexColor(look.ink))
    canvas.setFont(FONT_NAME, 7.0)
    canvas.drawCentredString(x, y - 2.5, look.mark)


def _scale_metres(frame: Frame) -> int:
    """Return the round metres of the scale's bar."""
    fitting = (m for m in _STEPS_M if m * frame.pt_per_m <= frame.width * 0.3)
    return max(fitting, default=_STEPS_M[0])


def scale_box(frame: Frame, signs: list[tuple[float, float]], lines: list[npt.NDArray[np.float64]]) -> Any:
    """Return where the scale stands: in the corner in which it covers no sign, and the fewest ways.

    Parameters
    ----------
    frame
        The frame of the map.
    signs
        Where signs stand on the paper [pt].
    lines
        The ways as points on the paper [pt].

    Returns
    -------
    shapely.Polygon
        Its box on the paper [pt].
    """
    wide, high = _scale_metres(frame) * frame.pt_per_m + 34, 14.0
    left, bottom, right, top = frame.box
    west, east = left + 4 * mm - 4, right - 4 * mm - wide
    south, north = bottom + 3 * mm - 4, top - 3 * mm - high
    # North stands in the corner that is left.
    spots = ((west, south), (east, south), (west, north))
    boxes = [shapely.box(x, y, x + wide, y + high) for x, y in spots]
    ways = [shapely.LineString(points) for points in lines if len(points) > 1]

    def covered(box: Any) -> tuple[int, int]:
        near = box.buffer(_APART_PT / 2)
        return sum(near.covers(shapely.Point(at)) for at in signs), sum(box.intersects(way) for way in ways)

    return min(boxes, key=covered)


def _draw_scale(canvas: Canvas, frame: Frame, box: Any) -> None:
    """Draw a bar of round metres into its box."""
    metres = _scale_metres(frame)
    long = metres * frame.pt_per_m
    west, south, east, north = box.bounds
    x, y = west + 4, south + 4
    canvas.setFillColor(HexColor("#FFFFFF"))
    canvas.rect(west, south, east - west, north - south, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    canvas.rect(x, y, long, 1.6, stroke=0, fill=1)
    canvas.setFont(FONT_NAME, NAME_PT)
    canvas.drawString(x + long + 3, y - 1.5, f"{metres:,} m")


def _north_box(frame: Frame) -> Any:
    """Return where north stands on the paper [pt]."""
    _, _, right, top = frame.box
    return shapely.Point(right - 5 * mm, top - 4 * mm - 6).buffer(11)


def _draw_north(canvas: Canvas, words: Words, frame: Frame) -> None:
    top = frame.bottom + frame.height - 4 * mm
    right = frame.left + frame.width - 5 * mm
    canvas.setFillColor(HexColor("#FFFFFF"))
    canvas.circle(right, top - 6, 11, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    path = canvas.beginPath()
    _add(path, np.array([(right, top), (right - 3, top - 9), (right + 3, top - 9)]), close=True)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFont(FONT_NAME, NAME_PT)
    canvas.drawCentredString(right, top - 15.5, printable(words("export.north")))


def _add(path: Any, points: npt.NDArray[np.float64], *, close: bool = False) -> None:
    for i, (x, y) in enumerate(points.tolist()):
        (path.lineTo if i else path.moveTo)(x, y)
    if close:
        path.close()
