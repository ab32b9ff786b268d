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
#: Counts of the list of organisations itself.
_LISTED = ("organisations", "unsurveyed_organisations", "squads")
_SURVEYED = ("leaders_over_75", "organisations_without_drill", "drill_participants", "can_open_at_night")


def ward_grid(case: Case, strength: pd.DataFrame, words: Words) -> Grid:
    """Return the strength of each ward in official order, the city last."""
    names = {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    names[case.city.meta.city_code] = words("export.city_total")
    grid = _grid(_held(case, strength.reindex(list(names))), names, words, Level.WARD)
    notes = (*left_out_notes(strength, names, words), *_notes(case, words))
    return replace(grid, caption=words("screen.organisations.ward_caption"), notes=notes, total=True)


def district_grid(case: Case, strength: pd.DataFrame, ward_code: str, words: Words) -> Grid:
    """Return the strength of each district of a ward."""
    inside = case.city.districts.index[case.city.districts["ward_code"] == ward_code]
    names = {
        str(key): str(name) for key, name in district_names(case, words.language).items() if key in inside
    }
    ward = ward_names(case, words.language).to_dict()[ward_code]
    grid = _grid(_held(case, strength.reindex(list(names))), names, words, Level.DISTRICT)
    caption = words("screen.organisations.district_caption", ward=ward)
    return replace(grid, caption=caption, notes=_notes(case, words))


def _held(case: Case, strength: pd.DataFrame) -> pd.DataFrame:
    """Return the strength; where the city holds no list of organisations, nobody has counted them."""
    if case.city.meta.layer("organisations") is not None:
        return strength
    out = strength.copy()
    for name in _LISTED:
        out[name] = pd.array([pd.NA] * len(out), dtype="Int64")
    return out


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
    return words("screen.organisations.at_least", count=said) if left_out else said


def left_out_notes(strength: pd.DataFrame, names: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """Return of how many districts of each area sums over squads are not known, by what is not.

    Parameters
    ----------
    strength
        ``OrganisationStrength`` of wards and the city.
    names
        Names of these areas by id, in the order wanted.
    words
        Words of the reader.

    Returns
    -------
    tuple of str
        One sentence for each group of columns that leave the same districts out; none where none is.
    """
    columns_of: dict[tuple[int, ...], list[str]] = {}
    for column, left_out in LEFT_OUT_OF.items():
        counts = tuple(int(count) for count in strength.loc[list(names), left_out])
        if any(counts):
            columns_of.setdefault(counts, []).append(words(f"screen.strength.{column}"))
    return tuple(
        words(
            "screen.organisations.left_out",
            columns=words("export.separator").join(columns),
            areas=words("export.separator").join(
                words("screen.organisations.left_out_of", area=name, count=count)
                for name, count in zip(names.values(), counts, strict=True)
                if count
            ),
        )
        for counts, columns in columns_of.items()
    )


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
