"""Tables of one plan for files and the terminal: the band of each area, and its themes."""

from dataclasses import replace

import pandas as pd

from domain.data_kind import DataKind, least_sure
from planning.case import Case
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.names import data_kind
from presentation.plan_table import CellKind, Column, ColumnMaker, PlanTable
from presentation.readiness_matrix.gap_words import band_gap_words
from presentation.readiness_matrix.matrix import areas_in_order
from presentation.readiness_matrix.report import band_report
from presentation.readiness_matrix.theme_states import theme_states
from presentation.readiness_tables import indicator_name
from presentation.words import Words

#: People that a band tells; those of them that say nothing where nothing ends the time to leave.
_TIMED = ("not_in_time_persons", "not_leaving_persons")
_PERSONS_OF_BAND = ("risk_persons_min", "risk_persons", *_TIMED)


def band_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return the band of the city, its wards and districts, with the gap that decides it.

    Only the areas that ``plan.bands`` has are shown.
    """
    words, make = Words(language), ColumnMaker(language)
    areas = areas_in_order(case, words)
    rows = band_report(case, plan).bands
    rows = rows.loc[[area for area in areas if area in rows.index]]
    said = [band_gap_words(row, words, rounded=plan.is_rounded) for row in rows.to_dict(orient="records")]
    columns = [
        *_area_columns(make, rows["level"], rows.index.to_series(), areas),
        make.words("readiness_band", "readiness_band", rows["band"]),
        make.texts("binding_gap", said, long=True),
        make.words("binding_theme", "readiness_theme", rows["binding_theme"]),
        make.words("best_band", "readiness_band", rows["best_band"]),
        make.words("worst_band", "readiness_band", rows["worst_band"]),
        *(_persons_of_band(make, rows, key, judged_by(case, plan)) for key in _PERSONS_OF_BAND),
        make.persons("must_leave_persons", rows["must_leave_persons"]),
        make.wholes("themes_counted", rows["themes_counted"]),
        make.wholes("themes_below", rows["themes_below"]),
        make.wholes("themes_unknown", rows["themes_unknown"]),
        make.words("next_action", "action", rows["next_action"]),
        make.words("owner", "owner", rows["owner"]),
        _kinds(make, rows["data_kind"]),
    ]
    return _table(make, "bands", columns, rows)


def theme_table_of(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return the themes of the city, its wards and districts at both ends, with what decides each."""
    words, make = Words(language), ColumnMaker(language)
    areas = areas_in_order(case, words)
    rows = band_report(case, plan).themes
    place = {area: i for i, area in enumerate(areas)}
    rows = rows.assign(place=rows["area_id"].map(place)).sort_values("place", kind="stable")
    states = theme_states(rows, words, rounded=plan.is_rounded)
    columns = [
        *_area_columns(make, rows["level"], rows["area_id"], areas),
        make.words("pillar", "pillar", rows["pillar"]),
        make.words("theme", "readiness_theme", rows["theme"]),
        make.texts("theme_state", [state.name for state in states], long=True),
        make.words("best_band", "band", rows["best_band"]),
        make.words("worst_band", "band", rows["worst_band"]),
        make.texts("deciding_indicator", [indicator_name(name, language) for name in rows["indicator"]]),
        make.texts("deciding_value", [state.gap for state in states], long=True),
        _kinds(make, rows["data_kind"]),
    ]
    return _table(make, "themes", columns, rows)


def _persons_of_band(make: ColumnMaker, rows: pd.DataFrame, key: str, judged: str) -> Column:
    """Return people of a band: a dash where nobody is concerned, or nothing ends the time to leave.

    Where no arrival is known, no heading says that these are in time or not.
    """
    late = key == "not_in_time_persons"
    heading = make.heading(f"not_in_time_persons{judged}" if late else key)
    column = make.persons(key, rows[key], heading=heading)
    gaps, none = rows[key].isna(), make.word("export.none")
    # Of areas without anybody who must leave, and where no area at all has a number, nothing was asked.
    asked = (rows["must_leave_persons"] > 0).fillna(value=True) & (key not in _TIMED or not gaps.all())
    cells = zip(column.cells, gaps, asked, strict=True)
    return replace(column, cells=tuple(none if gap and not own else cell for cell, gap, own in cells))


def _area_columns(
    make: ColumnMaker, level: pd.Series, area_id: pd.Series, areas: dict[str, tuple[str, str, str]]
) -> list[Column]:
    return [
        make.words("level", "export.level", level),
        make.texts("area", [areas[area][1] for area in area_id]),
        make.texts("area_id", area_id),
    ]


def _kinds(make: ColumnMaker, kinds: pd.Series) -> Column:
    cells = tuple(data_kind(make.language, DataKind(kind)) for kind in kinds)
    return Column("data_kind", make.heading("data_kind"), CellKind.TEXT, cells)


def _table(make: ColumnMaker, table_id: str, columns: list[Column], rows: pd.DataFrame) -> PlanTable:
    title, note = make.word(f"export.table.{table_id}"), make.word(f"export.note.{table_id}")
    return PlanTable(table_id, title, tuple(columns), least_sure(rows["data_kind"]), (note,))
