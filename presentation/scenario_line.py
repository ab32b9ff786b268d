"""The line of a scenario as a picture with its words, so that who sets a time sees what she sets."""

import base64
from collections.abc import Sequence
from html import escape

from domain.time_text import time_text
from domain.vocabulary import DeadlineKind
from planning.case import Case
from planning.scenario_line import LineEvent, LineMoment
from presentation.grid import Grid
from presentation.names import destination_names, input_layer_name
from presentation.words import Words

_WIDTH, _ROW, _TOP, _BOTTOM, _LEFT, _RIGHT = 860, 30, 16, 34, 24, 24
#: Least width at which its letters can be read [px], and most letters of one label.
_LEAST, _MOST_LETTERS = 640, 30
#: From this share of the width on, words stand left of their sign.
_TURNS = 0.5
#: Colour and outline of each sign, about (0, 0): told apart without colour, too.
_SIGNS: dict[LineEvent, tuple[str, str]] = {
    LineEvent.ZERO: ("#1a1a1a", '<path d="M0 -8V8" stroke="#1a1a1a" stroke-width="4"/>'),
    LineEvent.ALERT: ("#0b57a4", '<circle r="7" fill="#0b57a4"/>'),
    LineEvent.OPENING: ("#4a4a4a", '<path d="M-7 7H7V-2L0 -8L-7 -2Z" fill="#4a4a4a"/>'),
    LineEvent.DEPARTURE: ("#1b6b35", '<path d="M-6 -7L8 0L-6 7Z" fill="#1b6b35"/>'),
    LineEvent.FIRST_ARRIVAL: ("#7a3b00", '<path d="M0 -8L8 0L0 8L-8 0Z" fill="#7a3b00"/>'),
    LineEvent.LAST_ARRIVAL: (
        "#7a3b00",
        '<path d="M0 -8L8 0L0 8L-8 0Z" fill="#fff" stroke="#7a3b00" stroke-width="2"/>',
    ),
    LineEvent.PROFILE_DEADLINE: (
        "#a4120b",
        '<path d="M-5 -5L5 5M5 -5L-5 5" stroke="#a4120b" stroke-width="2.5"/>',
    ),
    LineEvent.DEADLINE: (
        "#a4120b",
        '<path d="M-7 -7L7 7M7 -7L-7 7" stroke="#a4120b" stroke-width="4"/>',
    ),
}
#: What ends the time to walk, or begins to.
_ENDS = {LineEvent.FIRST_ARRIVAL, LineEvent.PROFILE_DEADLINE, LineEvent.DEADLINE}
#: Lengths between two marks of the axis that read well [s], and most marks.
_MARKS_S, _MOST_MARKS = (300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 604800), 10


def moment_words(case: Case, moment: LineMoment, words: Words) -> str:
    """Return what happens at a moment, without when."""
    detail = moment.detail
    match moment.event:
        case LineEvent.ZERO:
            said = words(f"clock.{case.scenario.t0}")
        case LineEvent.ALERT:
            said = words(f"day.alert.{detail}")
        case LineEvent.DEPARTURE | LineEvent.PROFILE_DEADLINE:
            said = words(f"walking_profile_id.{detail}")
        case LineEvent.FIRST_ARRIVAL | LineEvent.LAST_ARRIVAL:
            said = input_layer_name(case.city, f"hazards/{detail}", words.language)
        case LineEvent.DEADLINE:
            said = words(f"compare.deadline.{detail}")
        case LineEvent.OPENING:
            names = destination_names(case, words.language)
            said = str(names[detail]) if detail in names.index else words("compare.all_places")
    return words(f"scenario.line.{moment.event}", what=said)


def line_grid(case: Case, moments: Sequence[LineMoment], words: Words) -> Grid:
    """Return the moments as a table: when, and what; an end that no time is known of stands last."""
    rows = [(words.clock(one.at_s, case.scenario), moment_words(case, one, words)) for one in moments]
    ends = case.scenario.deadline
    if ends is not DeadlineKind.NONE and not _ENDS & {one.event for one in moments}:
        said = words("scenario.line.end_unknown", what=words(f"compare.deadline.{ends}"))
        rows.append((words("export.unknown"), said))
    return Grid(
        headings=(words("scenario.line.when"), words("scenario.line.what_happens")),
        rows=tuple(rows),
        numbers=(False, False),
        caption=words("scenario.line.table"),
    )


def line_html(case: Case, moments: Sequence[LineMoment], words: Words) -> str:
    """Return the picture of a line in HTML; all that it says stands in ``line_grid``, too."""
    # A picture of its own: drawings within a page are taken out of it by Streamlit.
    source = base64.b64encode(line_drawing(case, moments, words).encode()).decode("ascii")
    label = escape(words("scenario.line.label", count=len(moments)))
    # Letters stay readable in a narrow window, where the picture is moved sideways.
    return (
        f'<div class="sonae-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<img alt="{label}" src="data:image/svg+xml;base64,{source}" '
        f'style="width:100%;min-width:{_LEAST}px;max-width:{_WIDTH}px"></div>'
    )


def line_drawing(case: Case, moments: Sequence[LineMoment], words: Words) -> str:
    """Return the same as an SVG drawing: a row for each moment, its sign where it stands in time."""
    begin, end, step = axis([moment.at_s for moment in moments])
    bottom = _TOP + _ROW * len(moments)
    parts = [_mark(at, begin, end, bottom, words) for at in range(begin, end + 1, step)]
    ends = [one.at_s for one in moments if one.event is LineEvent.DEADLINE]
    if ends:
        x = _x(ends[0], begin, end)
        parts.insert(
            0,
            f'<rect x="{x:.1f}" y="0" width="{_WIDTH - _RIGHT - x:.1f}" height="{bottom}" fill="#fbe4e2"/>',
        )
    parts += [_row(case, one, i, begin, end, words) for i, one in enumerate(moments)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom + _BOTTOM}" '
        f'width="{_WIDTH}" height="{bottom + _BOTTOM}" font-family="sans-serif" font-size="14">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(parts)}</svg>'
    )


def axis(moments_s: Sequence[float]) -> tuple[int, int, int]:
    """Return beginning, end and step of an axis that holds all moments [s after t0], in whole steps."""
    first, last = min([0.0, *moments_s]), max([0.0, *moments_s])
    step = next((one for one in _MARKS_S if (last - first) / one <= _MOST_MARKS - 2), _MARKS_S[-1])
    begin = int(first // step)
    end = max(int(-(-last // step)), begin + 1)
    return begin * step, end * step, step


def _short(said: str) -> str:
    """Return a label that has room; the table has it whole. Letters of English take half the room."""
    most = _MOST_LETTERS if any(ord(letter) > 0x2E80 for letter in said) else 2 * _MOST_LETTERS
    return said if len(said) <= most else f"{said[: most - 1]}…"


def _x(at: float, begin: int, end: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (at - begin) / (end - begin)


def _mark(at: int, begin: int, end: int, bottom: int, words: Words) -> str:
    x = _x(at, begin, end)
    anchor = "start" if at == begin else "end" if at == end else "middle"
    said = words("scenario.line.hours", hours=f"{at / 3600:g}") if abs(at) >= 3600 or not at else ""
    said = said or words("scenario.line.minutes", minutes=f"{at / 60:g}")
    line = "#5a666f" if at == 0 else "#d5dade"
    return (
        f'<path d="M{x:.1f} 0V{bottom}" stroke="{line}" stroke-width="{2 if at == 0 else 1}"/>'
        f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="{anchor}" fill="#1a1a1a">{escape(said)}</text>'
    )


def _row(case: Case, moment: LineMoment, row: int, begin: int, end: int, words: Words) -> str:
    x, y = _x(moment.at_s, begin, end), _TOP + _ROW * (row + 0.5)
    colour, sign = _SIGNS[moment.event]
    turned = (moment.at_s - begin) / (end - begin) > _TURNS
    shift, anchor = (-14, "end") if turned else (14, "start")
    what, time = _short(moment_words(case, moment, words)), time_text(moment.at_s)
    said = escape(words("scenario.line.timed", what=what, time=time))
    return (
        f'<g transform="translate({x:.1f} {y:.1f})">{sign}<text x="{shift}" y="5" text-anchor="{anchor}" '
        f'fill="{colour}">{said}</text></g>'
    )
