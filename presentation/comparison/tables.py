"""The tables of a comparison: a grid for each part, and one table with exact figures for files."""

import math
from collections.abc import Sequence

from planning.compared_places import FULL
from planning.comparison import Comparison, Part
from planning.figures import Figure
from presentation.comparison.rows import INPUTS, ShownRow, of_part, shown_rows
from presentation.comparison.sides import LETTERS, area_name, side_titles
from presentation.grid import Grid
from presentation.names import layer_kind, layer_name
from presentation.plan_table import Cell, CellKind, Column, ColumnMaker, PlanTable
from presentation.provenance import date_text, file_texts, licence_text, notice_texts, source_text
from presentation.readiness_tables import unit_text
from presentation.words import SMALL_COUNT, Words

#: Parts in the order in which they are told.
PARTS = (INPUTS, *(part.value for part in Part))
#: Places that are shown; files hold all.
_PLACES_SHOWN = 25
#: Columns of words, which are printed.
_PRINTED = 6
_SHOWN_FACTORS = {"share": 100.0, "seconds": 1 / 60}
#: Limits, and what is left to them, are never rounded up; a mean of walks is no limit.
_NEVER_LATER = frozenset({"route_latest_departure_s", "route_margin_s"})
#: Columns of exact figures: key of the heading, side, and what of its figure.
_EXACT = (
    ("compare_first_value", "first", "value"),
    ("compare_first_low", "first", "low"),
    ("compare_first_high", "first", "high"),
    ("compare_second_value", "second", "value"),
    ("compare_second_low", "second", "low"),
    ("compare_second_high", "second", "high"),
    ("compare_change_value", "change", "value"),
    ("compare_change_low", "change", "low"),
    ("compare_change_high", "change", "high"),
)


def part_grid(rows: Sequence[ShownRow], part: str, words: Words) -> Grid:
    """Return one part as it is read: item, A, B, and the difference (inputs have none).

    Parameters
    ----------
    rows
        ``shown_rows`` of the comparison, or some of them.
    part
        ``INPUTS`` or a ``Part``.
    words
        Words of the reader.
    """
    with_difference = part != INPUTS
    keys = ("item", *LETTERS, *(("difference",) if with_difference else ()))
    cells = [
        (row.item, row.cells.first, row.cells.second, *([row.cells.difference] if with_difference else []))
        for row in of_part(rows, part)
    ]
    is_number = part in {Part.PEOPLE, Part.LIMITS, Part.PLACES, Part.INDICATORS}
    return Grid(
        headings=tuple(words(f"compare.heading.{key}") for key in keys),
        rows=tuple(cells),
        numbers=(False, *(is_number for _ in keys[1:])),
        keys=keys,
        caption=words(f"compare.part.{part}"),
        notes=(words(f"compare.note.{part}"),),
        wide=frozenset() if is_number else frozenset({1, 2}),
    )


def paper_rows(rows: Sequence[ShownRow], part: str) -> list[ShownRow]:
    """Return the rows of a part that a page or a paper has room for.

    Of the places those that fill on either side, those that differ most first; of everything else all.
    """
    own = of_part(rows, part)
    if part != Part.PLACES:
        return own
    filled = [
        (abs(row.figures.change.value), row)
        for row in own
        if row.figures is not None and FULL in {row.figures.first.state, row.figures.second.state}
    ]
    # Stable: equals stay in the order of the city.
    return [row for _, row in sorted(filled, key=lambda pair: -pair[0])][:_PLACES_SHOWN]


def comparison_table(comparison: Comparison, language: str) -> PlanTable:
    """Return the whole comparison as one table: words as on the page, then the exact figures."""
    make, words = ColumnMaker(language), Words(language)
    rows = shown_rows(comparison, words)
    columns = [
        _text(make, "compare_part", [words(f"compare.part.{row.part}") for row in rows]),
        _text(make, "compare_item", [row.item for row in rows]),
        _text(make, "compare_first", [row.cells.first for row in rows]),
        _text(make, "compare_second", [row.cells.second for row in rows]),
        _text(make, "compare_difference", [row.cells.difference for row in rows]),
        _text(make, "unit", [_unit(row, language) for row in rows]),
    ]
    columns += [
        Column(key, make.heading(key), CellKind.DECIMAL, tuple(_cell(row, side, end, make) for row in rows))
        for key, side, end in _EXACT
    ]
    first, second = side_titles(comparison, words)
    area = area_name(comparison.cases[0], comparison.area_id, words)
    return PlanTable(
        "comparison",
        words("export.table.comparison"),
        tuple(columns),
        comparison.data_kind,
        (words("compare.note.table"),),
        subject=words("compare.subject", area=area, first=first, second=second),
        paper_columns=_PRINTED,
    )


def side_source_table(comparison: Comparison, language: str) -> PlanTable:
    """Return the layers that the sides rest on: which side, source, date, licence, real or model."""
    make, words = ColumnMaker(language), Words(language)
    layers: dict[str, list[str]] = {}
    kept = {}
    for letter, plan in zip(LETTERS, comparison.plans, strict=True):
        for layer in plan.provenance:
            layers.setdefault(layer.layer, []).append(letter)
            kept[layer.layer] = layer
    rows = list(kept.values())
    first, second = side_titles(comparison, words)
    columns = [
        _text(make, "compare_side", ["・".join(layers[row.layer]) for row in rows]),
        make.texts("layer", [layer_name(row, language) for row in rows]),
        make.texts("data_kind", [layer_kind(row, language) for row in rows]),
        make.texts("model_columns", [", ".join(row.model_columns) for row in rows]),
        make.texts("source", [source_text(row, language) for row in rows], long=True),
        make.texts("date", [date_text(row, language) for row in rows]),
        make.texts("licence", [licence_text(row, language) for row in rows], long=True),
        make.texts("notices", ["\n".join(notice_texts([row], language)) for row in rows], long=True),
        make.texts("given_files", ["\n".join(file_texts([row], language)) for row in rows], long=True),
        make.texts("file", [row.file for row in rows]),
        make.texts("sha256", [row.sha256 for row in rows]),
    ]
    keys = [words("compare.plan_key", letter=letter, key=plan.key[:16])
            for letter, plan in zip(LETTERS, comparison.plans, strict=True)]  # fmt: skip
    return PlanTable(
        "comparison_sources",
        words("export.table.sources"),
        tuple(columns),
        comparison.data_kind,
        (words.listed(keys),),
        subject=words("compare.sides", first=first, second=second),
    )


def _text(make: ColumnMaker, key: str, cells: Sequence[str]) -> Column:
    kind = CellKind.LONG_TEXT if key in {"compare_first", "compare_second"} else CellKind.TEXT
    return Column(key, make.heading(key), kind, tuple(cells))


def _unit(row: ShownRow, language: str) -> str:
    if row.figures is None or row.figures.unit == "level":
        return ""
    return unit_text(row.figures.unit, language)


def _cell(row: ShownRow, side: str, end: str, make: ColumnMaker) -> Cell:
    """Return an exact number in the unit that is shown; empty where there is none."""
    if row.figures is None or row.figures.unit == "level":
        return ""
    figure: Figure = getattr(row.figures, side)
    if figure.state == "small":
        return make.word("screen.fewer_than_bare", count=SMALL_COUNT)
    value = getattr(figure, end) * _SHOWN_FACTORS.get(row.figures.unit, 1.0)
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return make.word("export.open_bound" if value > 0 else "compare.open_low")
    if row.figures.item in _NEVER_LATER and side != "change":
        # A limit is never told later than it is, by however little.
        value = math.floor(round(value * 1e4, 6)) / 1e4
    return int(value) if float(value).is_integer() else round(value, 4)
