"""Everything around the map on the A3 sheet: title, list of places, legend, scale, sources."""

from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle

from domain.vocabulary import Suitability
from exports.fonts import figure_font, fitting_size, missing_characters, printable
from exports.hazard_style import (
    FLOW_COLOUR,
    PLACE_STYLES,
    UNDESIGNATED_STYLE,
    UNSERVED_COLOUR,
    ZONE_COLOURS,
    hazard_classes,
    place_style,
)
from exports.heading import (
    clock_zero,
    data_date,
    district_title,
    headline,
    model_notice,
    persons_text,
    scenario_name,
    source_lines,
)
from exports.map_layers import plan_zones, seats_text
from exports.map_panel import legend_flows
from messages.catalogue import text
from planning.plan import Plan

MM_PER_INCH = 25.4
_SHEET_MM = (420.0, 297.0)
#: The side column [mm]: left edge and width.
_SIDE_MM = (309.0, 103.0)
_HATCHES = ("", "/", "//", "///", "////", "xxx")
#: Most places listed; fewer where the notices of the data would not fit below.
_MAX_PLACES = 24
_LEAST_PLACES = 6
_BOTTOM_MM = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class SheetFrame:
    """What the sheet is about."""

    plan: Plan
    district_id: str
    language: str
    scale: int
    is_cut: bool

    def word(self, key: str, **values: object) -> str:
        """Return words in the language of the sheet."""
        return text(self.language, key, **values)


class _Pen:
    """Writes on the sheet in millimetres from its lower left corner."""

    def __init__(self, figure: Figure) -> None:
        self.axes = figure.add_axes((0, 0, 1, 1), zorder=10)
        self.axes.set_xlim(0, _SHEET_MM[0])
        self.axes.set_ylim(0, _SHEET_MM[1])
        self.axes.axis("off")
        self.axes.patch.set_alpha(0)

    def write(self, x: float, y: float, said: str, size: float, **style: Any) -> None:
        """Write a line with its lower left corner at x, y [mm]."""
        self.axes.text(x, y, printable(said), fontproperties=figure_font(size), **style)

    def box(self, x: float, y: float, width: float, height: float, **style: Any) -> None:
        """Draw a rectangle [mm]."""
        self.axes.add_patch(Rectangle((x, y), width, height, **style))


def draw_frame(figure: Figure, frame: SheetFrame, numbers: dict[str, int]) -> None:
    """Draw title, places, legend, scale, north and sources around the map."""
    pen = _Pen(figure)
    _title(pen, frame)
    listed = _MAX_PLACES
    while listed > _LEAST_PLACES and _side(_Pen(Figure()), frame, numbers, listed) < _BOTTOM_MM:
        listed -= 1
    _side(pen, frame, numbers, listed)
    _scale_bar(pen, frame)


def _side(pen: _Pen, frame: SheetFrame, numbers: dict[str, int], listed: int) -> float:
    below = _facts(pen, frame, 262.0)
    below = _place_list(pen, frame, numbers, below - 3, listed)
    below = _legend(pen, frame, below - 4)
    return _sources(pen, frame, numbers, below - 4)


def _title(pen: _Pen, frame: SheetFrame) -> None:
    name = district_title(frame.plan, frame.district_id, frame.language)
    title = frame.word("export.map_title", area=name, scenario=scenario_name(frame.plan, frame.language))
    pen.write(10, 284, title, fitting_size(title, 20, _SIDE_MM[0] - 14))
    clock = frame.word("export.clock_line", clock=clock_zero(frame.plan, frame.language))
    line = frame.word("export.separator").join(
        [clock, frame.word("export.map_date", date=data_date(frame.plan)), frame.word("export.generated_by")]
    )
    pen.write(10, 274.5, line, 9)
    notice = model_notice(frame.plan, frame.language)
    if notice:
        pen.box(_SIDE_MM[0], 280, _SIDE_MM[1], 10, facecolor="#FFF2CC", edgecolor="#8A6D00", linewidth=1.5)
        pen.write(_SIDE_MM[0] + _SIDE_MM[1] / 2, 285, notice, 12, ha="center", va="center")


def _facts(pen: _Pen, frame: SheetFrame, top: float) -> float:
    ledger = frame.plan.ledgers.districts.loc[[frame.district_id]].to_dict(orient="records")[0]
    causes = ["no_capacity", "capacity_unknown", "no_safe_way", "too_late", "no_suitable_place"]
    rows = [(frame.word("export.ledger_persons"), int(ledger["persons"]))]
    served = [
        "stay_home",
        "safe_area",
        "emergency_site",
        "refuge_building",
        "shelter",
        "elsewhere",
        "not_leaving",
    ]
    rows += [("　" + frame.word(f"outcome.{s}"), int(ledger[s])) for s in served if ledger[s] > 0]
    rows.append((frame.word("export.unserved_total"), sum(int(ledger[c]) for c in causes)))
    rows += [("　" + frame.word(f"outcome.{c}"), int(ledger[c])) for c in causes if ledger[c] > 0]
    pairs = headline(frame.plan, frame.language)
    y = top + 10
    for label, value in (pairs[5], pairs[6]):
        for line in _wrapped(f"{label}: {value}", 62):
            pen.write(_SIDE_MM[0], y, line, 9)
            y -= 5
    for label, persons in rows:
        said = persons_text(persons, frame.language, rounded=frame.plan.is_model)
        pen.write(_SIDE_MM[0], y, label, 10)
        pen.write(_SIDE_MM[0] + _SIDE_MM[1], y, said, 10, ha="right")
        y -= 5.2
    return y


def _place_list(pen: _Pen, frame: SheetFrame, numbers: dict[str, int], top: float, listed: int) -> float:
    pen.write(_SIDE_MM[0], top, frame.word("export.map.places"), 11)
    y = top - 5.5
    plan = frame.plan
    names = plan.bundle.places["name"].to_dict()
    for place, number in list(numbers.items())[:listed]:
        row = plan.usable_places.loc[[place]].to_dict(orient="records")[0]
        load = plan.loads.loc[[place]].to_dict(orient="records")[0]
        fill, ink, sign = place_style(row["state"], row["suitability"])
        pen.write(_SIDE_MM[0] + 4.5, y, str(number), 8.5, ha="right")
        _sign(pen, _SIDE_MM[0] + 8, y + 1.2, (fill, ink, sign))
        pen.write(_SIDE_MM[0] + 12, y, _shortened(str(names[place]), 26), 8.5)
        come = persons_text(int(load["assigned_persons"]), frame.language, rounded=plan.is_model)
        seats = seats_text(plan, row, frame.language) if row["in_plan"] else frame.word("export.none")
        pen.write(_SIDE_MM[0] + _SIDE_MM[1], y, f"{come} / {seats}", 7.5, ha="right")
        y -= 4.6
    if len(numbers) > listed:
        said = frame.word("export.more_places", count=len(numbers) - listed)
        pen.write(_SIDE_MM[0] + 12, y, said, 8)
        y -= 4.6
    pen.write(_SIDE_MM[0], y, frame.word("export.place_list_note"), 7)
    return y - 2


def _legend(pen: _Pen, frame: SheetFrame, top: float) -> float:
    pen.write(_SIDE_MM[0], top, frame.word("export.map.legend"), 11)
    x, y = _SIDE_MM[0], top - 6.0
    for item in reversed(hazard_classes(frame.plan, frame.language)):
        pen.box(
            x,
            y - 0.5,
            9,
            4,
            facecolor=item.colour or "white",
            edgecolor=item.hatch_colour,
            hatch=_HATCHES[item.hatch],
            linewidth=0.5,
        )
        pen.write(x + 12, y, item.label, 8)
        y -= 5.2
    for kind in sorted(set(plan_zones(frame.plan)["zone_type"])):
        _line(pen, x, y + 1.3, ZONE_COLOURS[kind], 2.2, dashes=(4, 2))
        pen.write(x + 12, y, frame.word(f"zone_type.{kind}"), 8)
        y -= 5.2
    for label, width in legend_flows(frame.language):
        _line(pen, x, y + 1.3, FLOW_COLOUR, width)
        pen.write(x + 12, y, label, 8)
        y -= 5.2
    pen.box(x, y - 0.5, 9, 4, facecolor=UNSERVED_COLOUR, edgecolor="white")
    pen.write(x + 12, y, frame.word("export.map.people"), 8)
    y -= 6.0
    signs = [(PLACE_STYLES[one], frame.word(f"export.place_sign.{one}")) for one in Suitability]
    signs.append((UNDESIGNATED_STYLE, frame.word("export.place_sign.undesignated")))
    right = top - 6.0
    for look, label in signs:
        _sign(pen, x + 52, right + 1.2, look)
        pen.write(x + 56, right, label, 7)
        right -= 5.2
    return min(y, right)


def _sources(pen: _Pen, frame: SheetFrame, numbers: dict[str, int], top: float) -> float:
    names = [str(name) for name in frame.plan.bundle.places["name"].reindex(list(numbers))]
    missing = missing_characters(names)
    y = top
    pen.write(_SIDE_MM[0], y, frame.word("export.white_note"), 10)
    y -= 5
    pen.write(_SIDE_MM[0], y, frame.word("export.walk_note"), 7.5)
    y -= 4.5
    if missing:
        said = frame.word("export.missing_characters", codes=", ".join(missing))
        pen.write(_SIDE_MM[0], y, said, 7)
        y -= 4
    if frame.is_cut:
        pen.write(_SIDE_MM[0], y, frame.word("export.cut_note"), 7.5)
        y -= 4.5
    layers = ("districts", "blocks", "streets", "places", "zones", "hazards")
    lines = source_lines(frame.plan, layers, frame.language)
    lines += list(dict.fromkeys(note for layer in frame.plan.provenance for note in layer.notices))
    # Notices must reach whoever gets the sheet: the letters shrink until all of them fit.
    for size in (6.5, 6.0, 5.5, 5.0, 4.5, 4.0):
        parts = _wrapped("　".join(lines), 572 / size)
        if y - len(parts) * size * 0.5 > _BOTTOM_MM:
            break
    for line in parts:
        pen.write(_SIDE_MM[0], y, line, size)
        y -= size * 0.5
    return y


def _scale_bar(pen: _Pen, frame: SheetFrame) -> None:
    metres = next(step for step in (1000, 500, 200, 100) if step * 1000 / frame.scale <= 60)
    length = metres * 1000 / frame.scale
    pen.box(12, 14, length + 34, 13, facecolor="white", edgecolor="#555555", linewidth=0.6)
    for part in range(2):
        colour = "black" if part == 0 else "white"
        pen.box(15 + part * length / 2, 17, length / 2, 2, facecolor=colour, edgecolor="black", linewidth=0.6)
    pen.write(15, 21, "0", 8)
    pen.write(15 + length, 21, f"{metres} m", 8, ha="center")
    pen.write(15 + length + 10, 16.5, f"1:{frame.scale:,}", 10)
    x, y = 296.0, 252.0
    pen.box(x - 6, y - 2, 12, 20, facecolor="white", edgecolor="#555555", linewidth=0.6)
    pen.axes.add_patch(
        Polygon([(x, y + 12), (x - 4, y), (x, y + 3), (x + 4, y)], closed=True, facecolor="black")
    )
    pen.write(x, y + 13, frame.word("export.north"), 11, ha="center")


def _sign(pen: _Pen, x: float, y: float, look: tuple[str, str, str]) -> None:
    fill, ink, sign = look
    pen.axes.add_patch(Circle((x, y), 1.9, facecolor=fill, edgecolor="black", linewidth=0.7))
    pen.write(x, y, sign, 7, color=ink, ha="center", va="center_baseline")


def _line(
    pen: _Pen, x: float, y: float, colour: str, width: float, dashes: tuple[int, int] | None = None
) -> None:
    line = Line2D([x, x + 9], [y, y], color=colour, linewidth=width)
    if dashes is not None:
        line.set_dashes(dashes)
    pen.axes.add_line(line)


def _wrapped(value: str, limit: float) -> list[str]:
    """Return a text as lines of at most ``limit`` half-width columns."""
    lines, columns = [""], 0
    for character in value:
        columns += 1 if character.isascii() else 2
        if columns > limit:
            head, _, word = lines[-1].rpartition(" ")
            is_word = bool(head) and (word + character).isascii() and not character.isspace()
            lines[-1:] = [head, word] if is_word else [lines[-1], ""]
            columns = len(word) + 1 if is_word else 2
        lines[-1] += character
    return lines


def _shortened(value: str, limit: int) -> str:
    """Return a text of at most ``limit`` half-width columns, … in place of what is cut."""
    columns = 0
    for i, character in enumerate(value):
        columns += 1 if character.isascii() else 2
        if columns > limit:
            return value[: max(0, i - 1)] + "…"
    return value
