"""What the page of organisations says: strength per ward and district, as counts."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from community.organisations import LEFT_OUT_OF, Level
from planning.case import Case
from presentation.grid import Grid
from presentation.names import district_names, layer_is_model, ward_names
from presentation.words import Words, unknown

_COUNTS = ("squads", "needed", "filled", "vacancies", "over_75", "leaders_missing", "deputies_missing")
_SURVEYED = ("leaders_over_75", "organisations_without_drill", "drill_participants", "can_open_at_night")


def ward_grid(case: Case, strength: pd.DataFrame, words: Words) -> Grid:
    """Return the strength of each ward in official order, the city last."""
    names = {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    names[case.city.meta.city_code] = words("export.city_total")
    grid = _grid(strength.reindex(list(names)), names, words, Level.WARD)
    return replace(
        grid, caption=words("screen.organisations.ward_caption"), notes=_notes(case, words), total=True
    )


def district_grid(case: Case, strength: pd.DataFrame, ward_code: str, words: Words) -> Grid:
    """Return the strength of each district of a ward."""
    inside = case.city.districts.index[case.city.districts["ward_code"] == ward_code]
    names = {
        str(key): str(name) for key, name in district_names(case, words.language).items() if key in inside
    }
    ward = ward_names(case, words.language).to_dict()[ward_code]
    grid = _grid(strength.reindex(list(names)), names, words, Level.DISTRICT)
    caption = words("screen.organisations.district_caption", ward=ward)
    return replace(grid, caption=caption, notes=_notes(case, words))


def _grid(strength: pd.DataFrame, names: dict[str, str], words: Words, level: Level) -> Grid:
    columns = ("organisations", "unsurveyed_organisations", *_COUNTS, "coverage_share", *_SURVEYED)
    rows = []
    for name, row in zip(names.values(), strength.to_dict("records"), strict=True):
        cells = [
            count_cell(row, column, words) if column in LEFT_OUT_OF else _cell(column, row[column], words)
            for column in columns
        ]
        rows.append((name, *cells))
    return Grid(
        headings=(
            words(f"screen.column.{level}"),
            *(words(f"screen.strength.{column}") for column in columns),
        ),
        rows=tuple(rows),
        numbers=(False, *(True for _ in columns)),
    )


def count_cell(row: Mapping[Hashable, Any], column: str, words: Words) -> str:
    """Return a sum over squads; at least so many where the counts of districts are not known."""
    value, left_out = row[column], int(row[LEFT_OUT_OF[column]])
    if unknown(value):
        return words("indicator_status.not_surveyed")
    said = f"{int(value):,}"
    if not left_out:
        return said
    if row["level"] == Level.DISTRICT.value:
        return words("screen.organisations.at_least", count=said)
    return words("screen.organisations.at_least_of", count=said, districts=left_out)


def _notes(case: Case, words: Words) -> tuple[str, ...]:
    said = (words("screen.organisations.coverage_note"),)
    if not layer_is_model(case, "organisations", "posts"):
        return said
    listed = int(case.strength.listed["members_version"].notna().sum())
    if listed:
        return (words("screen.organisations.partly_model_note", count=listed), *said)
    return (words("screen.organisations.model_note"), *said)


def _cell(column: str, value: object, words: Words) -> str:
    if unknown(value):
        return words("indicator_status.not_surveyed")
    return words.percent(float(str(value))) if column.endswith("_share") else f"{int(str(value)):,}"
