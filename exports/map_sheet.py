"""Everything around the map on the A3 sheet: title, list of places, legend, scale, sources.

What has no room beside the map goes on: letters never become smaller than ``_LEAST_PT``, the list
of places ends early, and the rest stands on a second sheet, the back of the first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from exports.fonts import fitting_size, line_width_mm, missing_characters
from exports.line_breaks import columns_of, wrapped, wrapped_evenly
from exports.map_legend import draw_legend
from exports.map_sheet_frame import SheetFrame
from exports.sheet_hung import LIST_PT, list_hung
from exports.sheet_pen import SHEET_MM, Pen
from exports.sheet_places import SheetPlaces
from exports.sheet_signs import SheetSigns, sheet_signs
from presentation.answers import judged_by
from presentation.area_sums import is_timed, sums_of
from presentation.destination_words import plan_place_names
from presentation.district_profile.limits import departure_lines, limit_lines
from presentation.district_profile.subject import Subject
from presentation.heading import clock_zero, data_date, headline, model_notice, source_lines
from presentation.held_words import left_out_lines
from presentation.hung_on import HungOn
from presentation.ledger_rows import ledger_rows
from presentation.names import district_title, scenario_name
from presentation.plain_text import readable_text
from presentation.provenance import notice_texts
from presentation.seats import seats_words

#: The side column [mm]: left edge and width.
_SIDE_MM = (309.0, 103.0)
#: Size of notices and sources [pt], and of a line of them [mm].
_LEAST_PT, _LEAST_LINE_MM = 7.0, 3.4
#: Fewest places beside the map before notices go on overleaf, too.
_LEAST_PLACES = 6
_BOTTOM_MM = 8.0
_TOP_MM = 262.0
_PLACE_ROW_MM = 4.6
#: Least room for a number of people beside its words.
_PERSONS_MM = 30.0
#: Size of a row of the ledger [pt], and from row to row [mm].
_LEDGER_PT, _LEDGER_ROW_MM = 9.0, 4.3
#: From line to line of a name that does not fit into one.
_NAME_LINE_MM = 3.2
#: Least room for a name beside who comes and who can.
_LEAST_NAME_MM = 14.0
_BACK_ROW_MM, _BACK_PT = 7.0, 10.5
#: Places in a column overleaf, and fewest columns.
_BACK_ROWS, _BACK_COLUMNS = 26, 2
_LAYERS = ("districts", "blocks", "streets", "places", "zones", "hazards", "background")


@dataclass(frozen=True, slots=True)
class Rest:
    """What has no room on the sheet.

    Parameters
    ----------
    places
        Place ids by number.
    lines
        Lines of notices and sources.
    hung
        What people hang on.
    """

    places: dict[str, int]
    lines: tuple[str, ...]
    hung: tuple[HungOn, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything is on the first sheet."""
        return not self.places and not self.lines and not self.hung


def draw_frame(figure: Figure, frame: SheetFrame, places: SheetPlaces) -> Rest:
    """Draw title, places, legend, scale, north and sources around the map; return what is left."""
    pen = Pen(figure)
    _title(pen, frame)
    lines, signs = _notice_lines(frame), sheet_signs(frame, places)
    # Laid out on sheets that are thrown away: as many places as leave room for the notices.
    least = max(_LEAST_PLACES, places.kept)
    fewest = min(least, len(places.numbers))
    hung = frame.hung if _room_for_lines(frame, places, fewest, signs=signs, hung=frame.hung) >= 1 else ()
    room = cache(partial(_room_for_lines, frame, places, signs=signs, hung=hung))
    listed = _most(len(places.numbers), least, lambda count: room(count) >= len(lines))
    # What must be seen gives way only to the edge of the paper.
    listed = _most(listed, _LEAST_PLACES, lambda count: room(count) >= 1)
    y = _side(pen, frame, places, listed, signs, hung)
    fitting = lines if room(listed) >= len(lines) else lines[: max(0, room(listed) - 1)]
    _write_lines(pen, fitting, _SIDE_MM[0], y)
    if len(fitting) < len(lines):
        _write_lines(
            pen, [frame.word("export.lines_overleaf")], _SIDE_MM[0], y - len(fitting) * _LEAST_LINE_MM
        )
    _scale_bar(pen, frame)
    return Rest(
        dict(list(places.numbers.items())[listed:]),
        tuple(lines[len(fitting) :]),
        frame.hung if not hung else (),
    )


def draw_back(figure: Figure, frame: SheetFrame, places: SheetPlaces, rest: Rest) -> None:
    """Draw the second sheet: the places and notices that had no room beside the map."""
    pen = Pen(figure)
    _title(pen, frame)
    y = _TOP_MM
    columns = max(_BACK_COLUMNS, -(-len(rest.places) // _BACK_ROWS))
    width = (SHEET_MM[0] - 20.0) / columns
    if rest.places:
        pen.write(10, y, frame.word("export.places_continued"), 14)
        y -= 10
        rows = -(-len(rest.places) // columns)
        for i, place in enumerate(rest.places):
            across, down = divmod(i, rows)
            at_mm = (10 + across * width, y - down * _BACK_ROW_MM, width - 8)
            _place_row(pen, frame, places, place, at_mm, _BACK_PT)
        y -= rows * _BACK_ROW_MM
        pen.write(10, y, frame.word("export.place_list_note"), 9)
        y -= 12
    if rest.hung:
        y = list_hung(pen, frame, rest.hung, (10, y, SHEET_MM[0] - 20.0), _BACK_PT) - 6
    _write_lines(pen, rest.lines, 10, y)


def _side(
    pen: Pen,
    frame: SheetFrame,
    places: SheetPlaces,
    listed: int,
    signs: SheetSigns,
    hung: tuple[HungOn, ...],
) -> float:
    below = _facts(pen, frame, _TOP_MM)
    below = _place_list(pen, frame, places, below - 3, listed)
    if hung:
        below = list_hung(pen, frame, hung, (_SIDE_MM[0], below - 4, _SIDE_MM[1]))
    elif frame.hung:
        for line in wrapped(frame.word("export.hung_on_overleaf"), columns_of(_SIDE_MM[1], LIST_PT)):
            pen.write(_SIDE_MM[0], below - 4, line, LIST_PT)
            below -= 3.5
    below = draw_legend(pen, signs, frame.words, _SIDE_MM[0], below - 4)
    return _cautions(pen, frame, list(places.numbers), below - 2)


def _most(listed: int, least: int, is_room: Callable[[int], bool]) -> int:
    """Return the largest count up to ``listed`` that leaves room, never below ``least``: fewer leave more."""
    if listed <= least or is_room(listed):
        return listed
    low, high = least, listed - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_room(middle) else (low, middle - 1)
    return low


def _room_for_lines(
    frame: SheetFrame,
    places: SheetPlaces,
    listed: int,
    *,
    signs: SheetSigns,
    hung: tuple[HungOn, ...],
) -> int:
    y = _side(Pen(Figure()), frame, places, listed, signs, hung)
    return int((y - _BOTTOM_MM) // _LEAST_LINE_MM) + 1


def _notice_lines(frame: SheetFrame) -> list[str]:
    """Return the notices of the data, then its sources, as lines of the side column."""
    notices = notice_texts(frame.plan.provenance, frame.language)
    sources = source_lines(frame.plan, _LAYERS, frame.language)
    limit = columns_of(_SIDE_MM[1], _LEAST_PT)
    paragraphs = ("　".join(notices), "　".join(sources))
    return [line for said in paragraphs if said for line in wrapped(said, limit)]


def _write_lines(pen: Pen, lines: Sequence[str], x: float, y: float) -> None:
    for i, line in enumerate(lines):
        pen.write(x, y - i * _LEAST_LINE_MM, line, _LEAST_PT)


def _title(pen: Pen, frame: SheetFrame) -> None:
    name = district_title(frame.case, frame.district_id, frame.language)
    title = frame.word("export.map_title", area=name, scenario=scenario_name(frame.case, frame.language))
    pen.write(10, 284, title, fitting_size(title, 20, _SIDE_MM[0] - 14))
    clock = frame.word("export.clock_line", clock=clock_zero(frame.case, frame.language))
    line = frame.word("export.separator").join(
        [clock, frame.word("export.map_date", date=data_date(frame.plan)), frame.word("export.generated_by")]
    )
    pen.write(10, 274.5, line, 9)
    notice = model_notice(frame.plan, frame.language)
    if notice:
        pen.box(_SIDE_MM[0], 280, _SIDE_MM[1], 10, facecolor="#FFF2CC", edgecolor="#8A6D00", linewidth=1.5)
        size = fitting_size(notice, 12, _SIDE_MM[1] - 4)
        pen.write(_SIDE_MM[0] + _SIDE_MM[1] / 2, 285, notice, size, ha="center", va="center")


def _facts(pen: Pen, frame: SheetFrame, top: float) -> float:
    sums = sums_of(frame.plan.ledgers.districts, frame.district_id)
    rows = [
        row
        for row in ledger_rows(
            sums, frame.words, is_timed=is_timed(frame.case), judged=judged_by(frame.case, frame.plan)
        )
        # Nobody unknown needs no line: room is scarce beside the map.
        if row.persons > 0 or row.key != "unknown_persons"
    ]
    pairs = headline(frame.case, frame.plan, frame.language)
    y = top + 10
    for label, value in (pairs[5], pairs[6]):
        for line in wrapped(f"{label}: {value}", 62):
            pen.write(_SIDE_MM[0], y, line, 9)
            y -= 5
    for row in rows:
        said = frame.words.persons(float(row.persons), rounded=frame.plan.is_rounded)
        label = ("　" if row.is_part else "") + row.label
        beside = max(_PERSONS_MM, line_width_mm(said, _LEDGER_PT) + 2)
        first, *more = wrapped(label, columns_of(_SIDE_MM[1] - beside, _LEDGER_PT))
        pen.write(_SIDE_MM[0], y, first, _LEDGER_PT)
        pen.write(_SIDE_MM[0] + _SIDE_MM[1], y, said, _LEDGER_PT, ha="right")
        y -= _LEDGER_ROW_MM
        for line in more:
            pen.write(_SIDE_MM[0], y, line, _LEDGER_PT)
            y -= _LEDGER_ROW_MM
    return _limit(pen, frame, y)


def _limit(pen: Pen, frame: SheetFrame, y: float) -> float:
    """Write when each walking profile leaves, and its earliest limit, or why none may be told."""
    subject = Subject(frame.case, frame.plan, frame.district_id, frame.words)
    for said in (*departure_lines(subject), *limit_lines(subject)):
        for part in said.split("\n"):
            for line in wrapped_evenly(part, columns_of(_SIDE_MM[1], _LEDGER_PT)):
                pen.write(_SIDE_MM[0], y, line, _LEDGER_PT)
                y -= _LEDGER_ROW_MM
    return y


def _place_list(pen: Pen, frame: SheetFrame, places: SheetPlaces, top: float, listed: int) -> float:
    pen.write(_SIDE_MM[0], top, frame.word("map.places"), 11)
    y = top - 5.5
    for place in list(places.numbers)[:listed]:
        lines = _place_row(pen, frame, places, place, (_SIDE_MM[0], y, _SIDE_MM[1]))
        y -= _PLACE_ROW_MM + (lines - 1) * _NAME_LINE_MM
    if len(places.numbers) > listed:
        said = frame.word("export.places_overleaf", count=len(places.numbers) - listed)
        pen.write(_SIDE_MM[0] + 12, y, said, 8.5)
        y -= _PLACE_ROW_MM
    for line in wrapped(frame.word("export.place_list_note"), columns_of(_SIDE_MM[1], _LEAST_PT)):
        pen.write(_SIDE_MM[0], y, line, _LEAST_PT)
        y -= _LEAST_LINE_MM
    return y + _LEAST_LINE_MM - 2


def _place_row(
    pen: Pen,
    frame: SheetFrame,
    places: SheetPlaces,
    place: str,
    at_mm: tuple[float, float, float],
    size: float = 8.5,
) -> int:
    """Write a place at left edge, height and width [mm]: number, sign, name, who comes and who can.

    Returns
    -------
    int
        Lines of the row: the name is never cut, for a place must be found by it.
    """
    x, y, width = at_mm
    plan, rounded = frame.plan, frame.plan.is_rounded
    row: dict[Any, Any] = plan.usable_places.loc[[place]].to_dict(orient="records")[0]
    load = plan.loads.loc[[place]].to_dict(orient="records")[0]
    # Without streets nobody was looked for a route of: who comes is not known.
    coming = None if frame.case.city.streets.empty else float(load["assigned_persons"])
    come = frame.words.people_cell(coming, rounded=rounded)
    told = f"{come} / {seats_words(frame.case, row, frame.words)}"
    pen.write(x + 4.5, y, str(places.numbers[place]), size, ha="right")
    pen.sign(x + 8, y + 1.2, places.look(place))
    name = readable_text(str(plan_place_names(frame.case, plan, frame.words.language)[place]))
    if not frame.window.intersects(frame.case.city.places.geometry.loc[place]):
        name = frame.word("map.outside_map", name=name)
    room = width - 14 - line_width_mm(told, size - 1)
    below: list[str] = []
    small = size - 1
    if room < _LEAST_NAME_MM:
        # A long caution stands under the name: beside it, it would run into the map.
        room = width - 14
        if size == _BACK_PT:
            # Overleaf every row has the same height: name and one line.
            below, small = [told], fitting_size(told, small, width - 12)
        else:
            below = wrapped(told, columns_of(width - 12, small))
    else:
        pen.write(x + width, y, told, size - 1, ha="right")
    if len(wrapped(name, columns_of(room, size))) > 1:
        size = 8.5
    lines = wrapped_evenly(name, columns_of(room, size))
    for i, line in enumerate(lines):
        pen.write(x + 12, y - i * _NAME_LINE_MM, line, size)
    for i, line in enumerate(below, start=len(lines)):
        pen.write(x + 12, y - i * _NAME_LINE_MM, line, small)
    return len(lines) + len(below)


def _cautions(pen: Pen, frame: SheetFrame, listed: Sequence[str], top: float) -> float:
    names = [str(name) for name in frame.case.city.places["name"].reindex(list(listed))]
    missing = missing_characters(names)
    left_out = left_out_lines(frame.case.city, frame.case.strength, frame.words)
    said = [(line, 10.0) for line in left_out]
    said += [(frame.word("export.white_note"), 10.0), (frame.word("export.walk_note"), 7.5)]
    if missing:
        said.append((frame.word("export.missing_characters", codes=", ".join(missing)), _LEAST_PT))
    if frame.is_cut:
        said.append((frame.word("export.cut_note"), 7.5))
    y = top
    for text, size in said:
        for line in wrapped_evenly(text, columns_of(_SIDE_MM[1], size)):
            pen.write(_SIDE_MM[0], y, line, size)
            y -= 4.6
    return y


def _scale_bar(pen: Pen, frame: SheetFrame) -> None:
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
