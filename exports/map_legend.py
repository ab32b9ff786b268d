"""The legend of the A3 sheet, in two columns: what lies on the ground, and what people need."""

from domain.vocabulary import BackgroundKind, PlaceStanding
from exports.map_sheet_frame import SheetFrame
from exports.sheet_pen import Pen, columns_of, wrapped
from presentation.map_layers.ground import background_kinds, case_zones, zone_names
from presentation.map_layers.hazard import hazard_classes
from presentation.styles import ground, people, places
from presentation.styles.looks import LineLook

_ROW_MM, _LINE_MM = 4.4, 3.2
#: From the left edge of the column to its second half [mm].
_SECOND_MM = 47.0
#: From one to the next of two that stand in a row [mm].
_HALF_MM = 23.0


def draw_legend(pen: Pen, frame: SheetFrame, left: float, top: float) -> float:
    """Draw the legend below ``top`` and return where it ends [mm]."""
    pen.write(left, top, frame.word("map.legend"), 11)
    y = top - 6.0
    below = _hazards(pen, frame, left, y)
    below = _borders(pen, frame, left, below)
    below = _background(pen, frame, left, below)
    right = _places(pen, frame, left + _SECOND_MM, y)
    return min(below, _routes(pen, frame, left + _SECOND_MM, right))


def _hazards(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    for item in reversed(hazard_classes(frame.case, frame.words)):
        pen.area(x, y - 0.5, item.look)
        # Long names, as in English, go on below: the second column stands beside them.
        for line in wrapped(item.label, columns_of(_SECOND_MM - 12, 8)):
            pen.write(x + 12, y, line.strip(), 8)
            y -= _LINE_MM
        y -= _ROW_MM - _LINE_MM
    for zone, name in zone_names(case_zones(frame.case), frame.words).items():
        pen.area(x, y - 0.5, ground.ZONES[zone])
        pen.write(x + 12, y, name, 8)
        y -= _ROW_MM
    return y


def _borders(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    for look in (ground.OWN_DISTRICT, ground.DISTRICTS, ground.WARDS):
        y = _line(pen, frame, x, y, look)
    return y


def _line(pen: Pen, frame: SheetFrame, x: float, y: float, look: LineLook) -> float:
    pen.line(x, y + 1.3, look)
    pen.write(x + 12, y, frame.word(look.legend), 8)
    return y - _ROW_MM


def _background(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    """Draw the lines for orientation, two in a row: they are the least of the legend."""
    held = background_kinds(frame.case.city.background)[::-1]
    if not held:
        return y
    pen.write(x, y - 0.5, frame.word("map.background"), 8)
    y -= _ROW_MM + 0.5
    for i, kind in enumerate(held):
        down, across = divmod(i, 2)
        at = x + across * _HALF_MM, y - down * _ROW_MM
        if kind is BackgroundKind.STATION:
            pen.sign(at[0] + 4.5, at[1] + 1.2, ground.STATION, scale=0.85)
        else:
            pen.line(at[0], at[1] + 1.3, ground.BACKGROUND[kind])
        pen.write(at[0] + 10.5, at[1], frame.word(f"background_kind.{kind}"), 8)
    return y - -(-len(held) // 2) * _ROW_MM


def _places(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    for look in places.STANDINGS.values():
        pen.sign(x + 4.5, y + 1.2, look)
        pen.write(x + 9, y, frame.word(look.legend), 7)
        y -= _ROW_MM
    for i, key in enumerate(places.LOADS):
        down, across = divmod(i, 2)
        at = x + across * 27.0, y - down * _ROW_MM
        pen.sign(at[0] + 4.5, at[1] + 1.2, places.destination_sign(PlaceStanding.USABLE, i, None))
        pen.write(at[0] + 9, at[1], frame.word(f"map.load.{key}"), 7)
    y -= -(-len(places.LOADS) // 2) * _ROW_MM
    for line in (*frame.word("map.letters").split("　"), frame.word("map.unnumbered")):
        for part in wrapped(line, columns_of(_SECOND_MM + 9, 7)):
            pen.write(x + 1, y, part, 7)
            y -= _LINE_MM
    return y - (_ROW_MM - _LINE_MM)


def _routes(pen: Pen, frame: SheetFrame, x: float, y: float) -> float:
    pen.line(x, y + 1.3, ground.STREETS[-1])
    pen.write(x + 12, y, frame.word("map.streets"), 8)
    y -= _ROW_MM
    for look in people.FLOWS:
        y = _line(pen, frame, x, y, look)
    pen.write(x, y, frame.word("map.unserved"), 8)
    y -= _ROW_MM
    for sign in (people.UNSERVED_TIME, people.UNSERVED_SEATS):
        pen.sign(x + 4.5, y + 1.2, sign)
        pen.write(x + 12, y, frame.word(sign.legend), 8)
        y -= _ROW_MM
    return y
