"""Small maps of the table of signs on paper: for each column the districts by colour, pattern and sign."""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from exports.fonts import FONT_NAME, printable
from exports.paper_patterns import fill_path
from planning.case import Case
from presentation.readiness_matrix.sign_table import SignTable
from presentation.styles.readiness import BandLook

#: Finer corners of a district are not seen at this size [m].
_TOLERANCE_M = 60.0
_GAP = 3 * mm
_TITLE_PT, _LEGEND_PT = 7.5, 7.5
_EDGE, _WARD_EDGE = HexColor("#37424B"), HexColor("#000000")
_SWATCH = 5 * mm
#: Signs of districts [pt]: never larger, nor smaller than letters may be.
_SIGN_PT, _LEAST_SIGN_PT = 9.0, 6.5


class MatrixMaps(Flowable):
    """Maps of all columns of a table side by side, with one legend.

    Parameters
    ----------
    case
        Any case of the city.
    table
        The table that stands before the maps: its districts and its looks are drawn.
    columns
        Columns that have a map.
    across
        Maps side by side.
    height
        Height of a map with its title [pt].
    """

    def __init__(self, case: Case, table: SignTable, columns: range, *, across: int, height: float) -> None:
        super().__init__()
        self._table, self._columns, self._across, self._each = table, columns, across, height
        rows = [row for row in table.rows if row.level == "district"]
        self._rows = [row for row in rows if row.area_id in case.city.districts.index]
        districts = case.city.districts.loc[[row.area_id for row in self._rows]]
        self._shapes = _simple(districts.geometry)
        self._inside = [shapely.get_coordinates(one.representative_point())[0] for one in self._shapes]
        self._wards = _simple(case.city.wards.loc[sorted(set(districts["ward_code"]))].geometry)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room that the maps take."""
        self.width = width
        lines = -(-len(self._columns) // self._across)
        self._legend_lines = self._legend_rows(width)
        self.height = lines * self._each + (len(self._legend_lines) + 0.5) * (_LEGEND_PT + 4)
        return self.width, self.height

    def draw(self) -> None:
        """Draw legend and maps."""
        top = self.height - self._draw_legend()
        wide = (self.width - _GAP * (self._across - 1)) / self._across
        for number, at in enumerate(self._columns):
            line, place = divmod(number, self._across)
            left, bottom = place * (wide + _GAP), top - (line + 1) * self._each
            self._draw_map(at, self._title(at), (left, bottom, wide, self._each - 2 * mm))

    def _title(self, at: int) -> str:
        """Return the heading of a column, and what its cells say where there is nothing to show yet."""
        heading = self._table.columns[at].heading
        cells = [row.cells[at] for row in self._rows]
        if cells and all(cell.look is None for cell in cells):
            return f"{heading} {cells[0].word}"
        return heading

    def _draw_map(self, at: int, title: str, box: tuple[float, float, float, float]) -> None:
        canvas = self.canv
        left, bottom, wide, high = box
        canvas.setFillColor(_WARD_EDGE)
        said = printable(title)
        points = min(_TITLE_PT, _TITLE_PT * wide / max(stringWidth(said, FONT_NAME, _TITLE_PT), 1.0))
        canvas.setFont(FONT_NAME, points)
        canvas.drawString(left, bottom + high - _TITLE_PT, said)
        high -= _TITLE_PT + 3
        if not self._shapes:
            return
        west, south, east, north = shapely.total_bounds(np.array(self._shapes, dtype=object)).tolist()
        scale = min(wide / max(east - west, 1.0), high / max(north - south, 1.0))
        shift = (left + (wide - (east - west) * scale) / 2, bottom)

        def on_paper(xy: Any) -> Any:
            return (xy - (west, south)) * scale + shift

        looks = [row.cells[at].look for row in self._rows]
        for shape, look in zip(self._shapes, looks, strict=True):
            path = self._path(on_paper, shape)
            if look is not None:
                fill_path(canvas, path, look.area, _box_of(on_paper, shape))
            self._outline(path, _EDGE, 0.3)
        for shape in self._wards:
            self._outline(self._path(on_paper, shape), _WARD_EDGE, 0.9)
        for point, shape, look in zip(self._inside, self._shapes, looks, strict=True):
            if look is not None:
                self._draw_sign(on_paper(point), look, float(np.sqrt(shape.area)) * scale)

    def _draw_sign(self, point: Any, look: BandLook, room: float) -> None:
        """Draw a sign on a white disc; none where a district is too small for it to be read."""
        points = min(_SIGN_PT, 0.55 * room)
        if points < _LEAST_SIGN_PT:
            return
        x, y = point.tolist()
        canvas = self.canv
        canvas.setFillColor(HexColor("#FFFFFF"))
        canvas.circle(x, y, 0.62 * points, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#1A1A1A"))
        canvas.setFont(FONT_NAME, points)
        canvas.drawCentredString(x, y - 0.36 * points, look.sign)

    def _outline(self, path: Any, colour: Any, width: float) -> None:
        self.canv.setStrokeColor(colour)
        self.canv.setLineWidth(width)
        self.canv.drawPath(path, stroke=1, fill=0)

    def _path(self, on_paper: Any, shape: Any) -> Any:
        path = self.canv.beginPath()
        for ring in shapely.get_rings(shapely.get_parts(shape)):
            for i, (x, y) in enumerate(on_paper(shapely.get_coordinates(ring)).tolist()):
                (path.lineTo if i else path.moveTo)(x, y)
            path.close()
        return path

    def _legend_rows(self, width: float) -> Sequence[Sequence[tuple[BandLook, str, float]]]:
        """Return the entries of the legend in lines, with the width of each."""
        lines: list[list[tuple[BandLook, str, float]]] = [[]]
        used = 0.0
        for look, word in self._table.legend:
            said = printable(f"{look.sign} {word}")
            wide = _SWATCH + 2 + stringWidth(said, FONT_NAME, _LEGEND_PT) + 4 * mm
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0.0
            lines[-1].append((look, said, wide))
            used += wide
        return lines

    def _draw_legend(self) -> float:
        """Draw fill, pattern, sign and word of every look; return the height taken."""
        canvas, step = self.canv, _LEGEND_PT + 4
        y = self.height
        for line in self._legend_lines:
            y -= step
            x = 0.0
            for look, said, wide in line:
                path = canvas.beginPath()
                path.rect(x, y, _SWATCH, _LEGEND_PT)
                fill_path(canvas, path, look.area, (x, y, x + _SWATCH, y + _LEGEND_PT))
                self._outline(path, _EDGE, 0.4)
                canvas.setFillColor(HexColor("#1A1A1A"))
                canvas.setFont(FONT_NAME, _LEGEND_PT)
                canvas.drawString(x + _SWATCH + 2, y + 1, said)
                x += wide
        return self.height - y + step / 2


def _simple(shapes: gpd.GeoSeries) -> list[Any]:
    return list(shapely.simplify(shapes.to_numpy(), _TOLERANCE_M))


def _box_of(on_paper: Any, shape: Any) -> tuple[float, float, float, float]:
    west, south, east, north = shape.bounds
    (left, bottom), (right, top) = on_paper(np.array([[west, south], [east, north]])).tolist()
    return left, bottom, right, top
