"""What a roster would change: squads and indicators before and after, as counts, nothing stored."""

import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from domain.faults import Fault
from domain.sheet import SheetPreview
from messages.fault_words import fault_words
from planning.case import Case
from planning.changed_indicators import changed_indicators
from planning.figures import Figure
from planning.plan import Plan
from presentation.comparison.figure_words import with_ends
from presentation.grid import Grid
from presentation.plain_text import csv_text
from presentation.readiness_tables import indicator_name, shown_values, unit_text
from presentation.words import Words
from ui.view.organisations import count_cell

_STRENGTH = (
    "needed", "filled", "vacancies", "over_75", "leaders_missing", "deputies_missing", "leaders_over_75",
)  # fmt: skip


def organisation_names(case: Case, ward_code: str) -> dict[str, str]:
    """Return the name of each organisation of a ward by its id."""
    districts = case.city.districts
    inside = districts.index[districts["ward_code"] == ward_code]
    own = case.strength.organisations[case.strength.organisations["district_id"].isin(inside)].sort_index()
    return {str(org_id): str(name) for org_id, name in own["name"].items()}


def ids_grid(names: dict[str, str], ward: str, words: Words) -> Grid:
    """Return the ids of organisations beside their names, as a roster has to give one of them."""
    return Grid(
        headings=(words("screen.organisations.org_id"), words("screen.organisations.org_name")),
        rows=tuple(names.items()),
        numbers=(False, False),
        caption=words("screen.organisations.ids_caption", ward=ward),
        notes=(words("screen.organisations.ids_note"),),
    )


def squads_grid(before: pd.DataFrame, after: pd.DataFrame, district_id: str, words: Words) -> Grid:
    """Return the counts of a district's squads in ``OrganisationStrength`` before and after."""
    old, new = (table.loc[[district_id]].iloc[0].to_dict() for table in (before, after))
    rows = [
        (words(f"screen.strength.{key}"), count_cell(old, key, words), count_cell(new, key, words))
        for key in _STRENGTH
    ]
    grid = _before_after(rows, words, words("screen.organisations.effect_caption"))
    return replace(grid, notes=(words("screen.organisations.effect_note"),))


def indicators_grid(before: Plan, after: Plan, district_id: str, words: Words) -> Grid:
    """Return the indicators of a district that a roster changes."""
    changed = changed_indicators(before, after, district_id)
    old_values, new_values = (_figures(changed, when) for when in ("before", "after"))
    rows = []
    for key, unit, left, right in zip(changed.index, changed["unit"], old_values, new_values, strict=True):
        said = partial(_value, unit=unit_text(unit, words.language))
        name = indicator_name(str(key), words.language)
        rows.append((name, _figure(left, words, said), _figure(right, words, said)))
    if not rows:
        rows.append((words("screen.organisations.no_effect"), "", ""))
    return _before_after(rows, words, words("screen.organisations.indicators_caption"))


def fault_grid(faults: Sequence[Fault], words: Words, *, shown: int) -> Grid:
    """Return the first faults of a list, by row and column, without any personal value."""
    found = [fault_words(words.language, fault) for fault in faults[:shown]]
    more = len(faults) - len(found)
    keys = ("severity", "where", "what", "remedy")
    return Grid(
        headings=tuple(words(f"screen.fault.{key}") for key in keys),
        rows=tuple((one.severity, one.place, one.text, one.remedy) for one in found),
        numbers=(False,) * len(keys),
        caption=words("screen.organisations.faults_caption"),
        notes=(words("screen.organisations.faults_more", count=more),) if more > 0 else (),
    )


def fault_csv(faults: Sequence[Fault], words: Words) -> bytes:
    """Return all faults as CSV (UTF-8 with BOM)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([words(f"screen.fault.{key}") for key in ("severity", "where", "what", "remedy")])
    for fault in faults:
        said = fault_words(words.language, fault)
        writer.writerow([csv_text(cell) for cell in (said.severity, said.place, said.text, said.remedy)])
    return out.getvalue().encode("utf-8-sig")


def _before_after(rows: list[tuple[str, str, str]], words: Words, caption: str) -> Grid:
    return Grid(
        headings=(
            words("screen.column.fact"),
            words("screen.organisations.before"),
            words("screen.organisations.after"),
        ),
        rows=tuple(rows),
        numbers=(False, True, True),
        caption=caption,
    )


def _figures(changed: pd.DataFrame, when: str) -> list[Figure]:
    """Return the values of a side with their ends, as readers take them; an end not stated is open."""
    value, low, high = (
        shown_values(changed[name], changed["unit"]) for name in (when, f"{when}_min", f"{when}_max")
    )
    return list(map(Figure, value, low.fillna(-math.inf), high.fillna(math.inf)))


def _figure(figure: Figure, words: Words, said: Callable[[float], str]) -> str:
    return with_ends(figure, words, said) if figure.is_known else words("screen.unknown")


def _value(value: float, unit: str) -> str:
    return f"{value:,.3g} {unit}".strip()


def readings_grid(readings: pd.DataFrame, words: Words) -> Grid:
    """Return what was read otherwise than written, by rule and column: how many rows, and the first."""
    counts = readings.groupby(["rule", "column"], sort=True)["line"].agg(["size", "min"])
    rows = [
        (words(f"reading_rule.{rule}"), str(column), f"{size:,}", str(first))
        for (rule, column), (size, first) in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    ]
    return Grid(
        headings=tuple(words(f"screen.reading.{key}") for key in ("rule", "column", "rows", "first")),
        rows=tuple(rows),
        numbers=(False, False, True, True),
        caption=words("screen.reading.caption"),
    )


def duplicates_grid(duplicates: pd.DataFrame, words: Words, *, shown: int) -> Grid:
    """Return the pairs of rows that may be one person, for a decision."""
    rows = tuple(
        (str(line), str(other), words(f"duplicate_reason.{reason}"))
        for line, other, reason in duplicates.head(shown).itertuples(index=False)
    )
    more = len(duplicates) - len(rows)
    return Grid(
        headings=tuple(words(f"screen.duplicate.{key}") for key in ("line", "other_line", "reason")),
        rows=rows,
        numbers=(True, True, False),
        caption=words("screen.duplicate.caption"),
        notes=(words("screen.duplicate.more", count=more),) if more > 0 else (),
    )


def preview_grid(preview: SheetPreview, words: Words) -> Grid:
    """Return the first lines of a sheet as they stand, for whoever chooses one."""
    width = max((len(row) for row in preview.cells), default=0)
    rows = tuple((*row, *[""] * (width - len(row))) for row in preview.cells)
    hidden = (words("screen.organisations.sheet_hidden"),) if preview.is_hidden else ()
    return Grid(
        headings=tuple(str(place + 1) for place in range(width)),
        rows=rows,
        numbers=(False,) * width,
        caption=preview.name,
        notes=hidden,
    )
