"""What the page of places shows: the list with its sort values, the order, and the curve."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from planning.case import Case
from planning.opening_effect import OpeningEffect
from planning.opening_order import PlaceOrder
from planning.openings import Opening
from presentation.grid import Grid, grid_from
from presentation.opening_tables import order_table, place_choice_table, places_in_order
from presentation.plain_text import html_text
from presentation.plan_table import Cell, CellKind, PlanTable
from presentation.words import Words
from shelters.capacity import area_setting

_LIST = (
    "place", "opening_step", "district", "standing", "capacity", "assigned", "free_seats", "opening_one_more",
    "opening_coming", "walk_time_mean", "walk_length_mean", "area_per_person", "capacity_standard",
    "opening_kinds",
    "opening_openable_min", "opening_openable_max", "opening_openable_limit",
    "opening_place_staff", "opening_keys", "opening_at_night", "opening_meals", "opening_district_meals",
    "opening_stock_meals", "opening_water", "opening_district_water", "opening_stock_water",
    "opening_toilets", "opening_toilets_there",
)  # fmt: skip
_ORDER = (
    "opening_step", "place", "standing", "ward", "district", "capacity", "opening_added", "opening_served",
    "opening_unserved", "opening_bound", "opening_staff",
)  # fmt: skip
#: Areas a person that are offered [m²]: the city's own, older ones, and that of today.
_STANDARDS = (1.0, 1.65, 2.0, 3.0, 3.5)
#: Cells without a number come last when numbers fall.
_NO_NUMBER = -1.0
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 460, 210, 64, 34


def list_ids(case: Case, opening: Opening, own: frozenset[str]) -> list[str]:
    """Return the places in view in their first order: by ward, district and name."""
    return [one for one in places_in_order(case, opening) if one in own]


def place_list(
    case: Case, opening: Opening, effect: OpeningEffect, order: PlaceOrder, ids: Sequence[str], words: Words
) -> tuple[Grid, list[list[float | str]]]:
    """Return the list of places, and what each cell is sorted by.

    Parameters
    ----------
    case, opening, effect
        The case, what could be opened, and what the present choice does.
    order
        Order of opening: its step stands beside each place.
    ids
        Places in view.
    words
        Words of the reader.
    """
    table = place_choice_table(case, opening, effect, words.language, place_ids=ids, order=order)
    grid = grid_from(table, words, keys=_LIST).picked(_LIST)
    columns = {column.key: column for column in table.columns}
    sort_values = [
        [_sort_value(columns[key].cells[i], columns[key].kind) for key in _LIST] for i in range(len(ids))
    ]
    return grid, sort_values


def order_grid(case: Case, opening: Opening, order: PlaceOrder, words: Words, *, count: int) -> Grid:
    """Return the first steps of an order of opening."""
    table = order_table(case, opening, order, words.language)
    grid = grid_from(table, words, keys=_ORDER)
    return replace(grid, rows=grid.rows[:count])


def choice_tables(
    case: Case, opening: Opening, effect: OpeningEffect, order: PlaceOrder, ids: Sequence[str], language: str
) -> list[PlanTable]:
    """Return the list and the order as tables for files."""
    return [
        place_choice_table(case, opening, effect, language, place_ids=ids, order=order),
        order_table(case, opening, order, language),
    ]


def curve_html(opening: Opening, order: PlaceOrder, words: Words) -> str:
    """Return the curve of people served against places open, with staff below, as a picture with words."""
    served = [order.first_served, *order.steps["served_persons"].tolist()]
    staff = order.steps["staff_persons"].tolist()
    most, count = max(order.persons, 1), max(len(served) - 1, 1)

    def point(i: int, persons: float) -> str:
        x = _LEFT + (_WIDTH - _LEFT - 12) * i / count
        y = 12 + (_HEIGHT - _BOTTOM - 12) * (1 - persons / most)
        return f"{x:.1f},{y:.1f}"

    def label(persons: float) -> str:
        return html_text(words.people_cell(float(persons), rounded=opening.is_rounded))

    line = " ".join(point(i, value) for i, value in enumerate(served))
    y_all = point(0, order.all_served).split(",")[1]
    bottom = _HEIGHT - _BOTTOM
    end_staff = f"{staff[-1]:,}" if staff else "0"
    said = words(
        "opening.curve_said",
        places=len(served) - 1,
        first=words.persons(served[0], rounded=opening.is_rounded),
        last=words.persons(served[-1], rounded=opening.is_rounded),
        persons=words.persons(order.persons, rounded=opening.is_rounded),
        staff=end_staff,
    )
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif">'
        f'<line x1="{_LEFT}" y1="{bottom}" x2="{_WIDTH - 12}" y2="{bottom}" stroke="#37424b"/>'
        f'<line x1="{_LEFT}" y1="12" x2="{_LEFT}" y2="{bottom}" stroke="#37424b"/>'
        f'<line x1="{_LEFT}" y1="{y_all}" x2="{_WIDTH - 12}" y2="{y_all}" stroke="#5a666f" '
        f'stroke-dasharray="5 4"/>'
        f'<polyline points="{line}" fill="none" stroke="#0b57a4" stroke-width="2.5"/>'
        f'<g font-size="12" fill="#1a1a1a">'
        f'<text x="{_LEFT - 6}" y="16" text-anchor="end">{label(most)}</text>'
        f'<text x="{_LEFT - 6}" y="{bottom}" text-anchor="end">0</text>'
        f'<text x="{_LEFT}" y="{bottom + 16}">0</text>'
        f'<text x="{_WIDTH - 12}" y="{bottom + 16}" text-anchor="end">'
        f"{html_text(words('opening.curve_end', places=len(served) - 1, staff=end_staff))}</text></g></svg>"
    )
    # A picture of its own: drawings within a page are taken out of it by Streamlit.
    source = base64.b64encode(picture.encode()).decode()
    return (
        f'<figure class="sonae-curve"><img src="data:image/svg+xml;base64,{source}" alt="{html_text(said)}">'
        f'<figcaption aria-hidden="true">{html_text(said)}</figcaption></figure>'
    )


def standards(case: Case) -> tuple[str, float, list[float]]:
    """Return the setting of the area a person, its value, and the standards that are offered."""
    key = f"capacity.{area_setting(case.scenario)}"
    row = next(one for one in case.settings.rows() if one.key == key)
    low, high = row.minimum or 0.0, row.maximum or float("inf")
    offered = {float(row.value), *(one for one in _STANDARDS if low <= one <= high)}
    return key, float(row.value), sorted(offered)


def choice_mark(is_open: frozenset[str]) -> str:
    """Return letters that tell the files of one choice of places from those of another."""
    return hashlib.sha256(",".join(sorted(is_open)).encode()).hexdigest()[:8]


def _sort_value(cell: Cell, kind: CellKind) -> float | str:
    if isinstance(cell, str):
        return cell if kind in {CellKind.TEXT, CellKind.LONG_TEXT} else _NO_NUMBER
    return float(cell)
