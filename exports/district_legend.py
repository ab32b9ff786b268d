"""The legend of the A3 sheet, in two columns: what lies on the ground, and what people need."""

from domain.vocabulary import BackgroundKind, Suitability
from exports import background
from exports.district_frame import SheetFrame
from exports.hazard_style import (
    BORDERS,
    FLOW_COLOUR,
    PLACE_STYLES,
    STREET_COLOUR,
    UNDESIGNATED_STYLE,
    UNSERVED_COLOUR,
    ZONE_COLOURS,
    ZONE_DASHES,
    hazard_classes,
)
from exports.map_layers import plan_zones, zone_names
from exports.map_panel import legend_flows
from exports.sheet_pen import HATCHES, Pen, columns_of, wrapped

_ROW_MM, _LINE_MM = 4.8, 3.2
#: From the left edge of the column to its second half [mm].
_SECOND_MM = 47.0
#: From one to the next of two that stand in a row [mm].
_HALF_MM = 23.0


def draw_legend(pen: Pen, frame: SheetFrame, left: float, top: float) -> float:
    """Draw the legend below ``top`` and return where it ends [mm]."""
    pen.write(left, top, frame.word("export.map.legend"), 11)
    y = top - 6.0
    ground = _hazards(pen, frame, left, y)
    ground = _borders(pen, frame, left, ground)
    ground = _background(pen, frame, left, ground)
    people = _places(pen, frame, left + _SECOND_MM, y)
    return min(ground, _ways(pen, frame, left + _SECOND_MM, people))


def _hazards(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    for item in reversed(hazard_classes(frame.case, frame.language)):
        pen.box(
            x, y - 0.5, 9, 3.8, facecolor=item.colour or "white", edgecolor=item.hatch_colour,
            hatch=HATCHES[item.hatch], linewidth=0.5,
        )  # fmt: skip
        # Long names, as in English, go on below: the second column stands beside them.
        for line in wrapped(item.label, columns_of(_SECOND_MM - 12, 8)):
            pen.write(x + 12, y, line.strip(), 8)
            y -= _LINE_MM
        y -= _ROW_MM - _LINE_MM
    for kind, name in zone_names(plan_zones(frame.case), frame.language).items():
        pen.line(x, y + 1.3, color=ZONE_COLOURS[kind], linewidth=2.2, dashes=ZONE_DASHES[kind])
        pen.write(x + 12, y, name, 8)
        y -= _ROW_MM
    return y


def _borders(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    for key, look in BORDERS.items():
        pen.line(x, y + 1.3, color=look.colour, linewidth=look.width, dashes=look.dashes)
        pen.write(x + 12, y, frame.word(f"export.border.{key}"), 8)
        y -= _ROW_MM
    return y


def _background(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    """Draw the lines for orientation, two in a row: they are the least of the legend."""
    held = background.kinds(frame.case.city.background)[::-1]
    if not held:
        return y
    pen.write(x, y - 0.5, frame.word("export.map.background"), 8)
    y -= _ROW_MM + 0.5
    for i, kind in enumerate(held):
        down, across = divmod(i, 2)
        _background_row(pen, frame, kind, x + across * _HALF_MM, y - down * _ROW_MM)
    return y - -(-len(held) // 2) * _ROW_MM


def _background_row(pen: Pen, frame: SheetFrame, kind: BackgroundKind, x: float, y: float) -> None:
    if kind is BackgroundKind.STATION:
        pen.box(
            x + 3.3, y + 0.1, 2.3, 2.3, facecolor=background.STATION_FILL,
            edgecolor=background.STATION_EDGE, linewidth=1.0,
        )  # fmt: skip
    for stroke in background.STROKES.get(kind, ()):
        pen.line(
            x, y + 1.3, color=stroke.colour, linewidth=stroke.width, alpha=stroke.opacity,
            solid_capstyle="butt", dash_capstyle="butt",
            dashes=tuple(part / stroke.width for part in stroke.dash),
        )  # fmt: skip
    pen.write(x + 10.5, y, frame.word(f"background_kind.{kind}"), 8)


def _places(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    signs = [(PLACE_STYLES[one], frame.word(f"export.place_sign.{one}")) for one in Suitability]
    signs.append((UNDESIGNATED_STYLE, frame.word("export.place_sign.undesignated")))
    for look, label in signs:
        pen.sign(x + 4.5, y + 1.2, look)
        pen.write(x + 9, y, label, 7)
        y -= _ROW_MM
    pen.dot(x + 4.5, y + 1.2, PLACE_STYLES[Suitability.USABLE][0])
    pen.write(x + 9, y, frame.word("export.place_sign.unnumbered"), 7)
    return y - _ROW_MM


def _ways(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    pen.line(x, y + 1.3, color=STREET_COLOUR, linewidth=1.2, solid_capstyle="butt")
    pen.write(x + 12, y, frame.word("export.map.streets"), 8)
    y -= _ROW_MM
    for label, width in legend_flows(frame.language):
        pen.line(x, y + 1.3, color=FLOW_COLOUR, linewidth=width, solid_capstyle="butt")
        pen.write(x + 12, y, label, 8)
        y -= _ROW_MM
    pen.box(x, y - 0.5, 9, 3.8, facecolor=UNSERVED_COLOUR, edgecolor="white")
    pen.write(x + 12, y, frame.word("export.map.people"), 8)
    return y - _ROW_MM
