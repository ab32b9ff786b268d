"""The legend of the A3 sheet, in two columns: what lies on the ground, and what people need."""

from domain.vocabulary import BackgroundKind, PlaceStanding
from exports.line_breaks import columns_of, wrapped
from exports.sheet_pen import Pen
from exports.sheet_signs import SheetSigns
from presentation.styles import ground, people, places
from presentation.styles.looks import LineLook
from presentation.words import Words

_ROW_MM, _LINE_MM = 4.4, 3.2
#: From the left edge of the column to its second half [mm].
_SECOND_MM = 47.0
#: Width of the whole legend [mm].
_WIDTH_MM = 103.0
#: From one to the next of two that stand in a row [mm].
_HALF_MM = 23.0


def draw_legend(pen: Pen, signs: SheetSigns, words: Words, left: float, top: float) -> float:
    """Draw the legend of the signs below ``top`` and return where it ends [mm]."""
    pen.write(left, top, words("map.legend"), 11)
    y = top - 6.0
    below = _hazards(pen, signs, left, y)
    below = _borders(pen, words, left, below)
    below = _background(pen, signs, words, left, below)
    right = _places(pen, signs, words, left + _SECOND_MM, y)
    return min(below, _routes(pen, signs, words, left + _SECOND_MM, right))


def _hazards(pen: Pen, signs: SheetSigns, x: float, y: float) -> float:
    for item in reversed(signs.hazards):
        pen.area(x, y - 0.5, item.look)
        y = _label(pen, x + 12, y, item.label, 8, _SECOND_MM - 12)
    for zone, name in signs.zones.items():
        pen.area(x, y - 0.5, ground.ZONES[zone])
        y = _label(pen, x + 12, y, name, 8, _SECOND_MM - 12)
    return y


def _label(pen: Pen, x: float, y: float, said: str, size: float, width: float) -> float:
    """Write words beside a sign and return where the next row is: long ones go on below."""
    for line in wrapped(said, columns_of(width, size)):
        pen.write(x, y, line.strip(), size)
        y -= _LINE_MM
    return y - (_ROW_MM - _LINE_MM)


def _borders(pen: Pen, words: Words, x: float, y: float) -> float:
    for look in (ground.OWN_DISTRICT, ground.DISTRICTS, ground.WARDS):
        y = _line(pen, words(look.legend), x, y, look, _SECOND_MM - 12)
    return y


def _line(pen: Pen, said: str, x: float, y: float, look: LineLook, width: float) -> float:
    pen.line(x, y + 1.3, look)
    return _label(pen, x + 12, y, said, 8, width)


def _background(pen: Pen, signs: SheetSigns, words: Words, x: float, y: float) -> float:
    """Draw the lines for orientation, two in a row: they are the least of the legend."""
    held = signs.background[::-1]
    if not held:
        return y
    pen.write(x, y - 0.5, words("map.background"), 8)
    y -= _ROW_MM + 0.5
    for i, kind in enumerate(held):
        down, across = divmod(i, 2)
        at = x + across * _HALF_MM, y - down * _ROW_MM
        if kind is BackgroundKind.STATION:
            pen.sign(at[0] + 4.5, at[1] + 1.2, ground.STATION, scale=0.85)
        else:
            pen.line(at[0], at[1] + 1.3, ground.BACKGROUND[kind])
        pen.write(at[0] + 10.5, at[1], words(f"background_kind.{kind}"), 8)
    return y - -(-len(held) // 2) * _ROW_MM


def _places(pen: Pen, signs: SheetSigns, words: Words, x: float, y: float) -> float:
    for look in (places.STANDINGS[one] for one in signs.standings):
        pen.sign(x + 4.5, y + 1.2, look)
        y = _label(pen, x + 9, y, words(look.legend), 7, _WIDTH_MM - _SECOND_MM - 9)
    for i, load in enumerate(signs.loads):
        down, across = divmod(i, 2)
        at = x + across * 27.0, y - down * _ROW_MM
        pen.sign(at[0] + 4.5, at[1] + 1.2, places.destination_sign(PlaceStanding.USABLE, load, None))
        pen.write(at[0] + 9, at[1], words(f"map.load.{places.LOADS[load]}"), 7)
    y -= -(-len(signs.loads) // 2) * _ROW_MM
    # Each part begins with its letter.
    letters = [said for said in words("map.letters").split("　") if said[0] in signs.letters]
    for line in (*letters, words("map.unnumbered")):
        for part in wrapped(line, columns_of(_SECOND_MM + 9, 7)):
            pen.write(x + 1, y, part, 7)
            y -= _LINE_MM
    return y - (_ROW_MM - _LINE_MM)


def _routes(pen: Pen, signs: SheetSigns, words: Words, x: float, y: float) -> float:
    pen.line(x, y + 1.3, ground.STREETS[-1])
    pen.write(x + 12, y, words("map.streets"), 8)
    y -= _ROW_MM
    for look in (*signs.closed, *people.FLOWS, *signs.hung):
        y = _line(pen, words(look.legend), x, y, look, _WIDTH_MM - _SECOND_MM - 12)
    if signs.unserved:
        y = _label(pen, x, y, words("map.unserved"), 8, _WIDTH_MM - _SECOND_MM)
    for sign in signs.unserved:
        pen.sign(x + 4.5, y + 1.2, sign)
        y = _label(pen, x + 12, y, words(sign.legend), 8, _WIDTH_MM - _SECOND_MM - 12)
    return y
