"""Rows of a comparison: nobody left out whom anybody counts, the words of each side's own pages."""

import pytest

from planning.comparison import Part
from presentation.area_sums import sums_of
from presentation.comparison.rows import INPUTS, of_part, shown_rows
from presentation.readiness_matrix.report import band_report
from presentation.readiness_matrix.tables import band_table
from presentation.readiness_matrix.theme_view import theme_table
from presentation.words import Words
from tests.planning.test_comparison import SIDES, compared, side

WORDS = Words("ja")
WARD = "271411"
PAIRS = [("night", "day"), ("night", "quake"), ("quake", "quake_closed_place"), ("slow", "closed")]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_every_sum_that_anybody_is_in_has_a_row(a: str, b: str) -> None:
    found = compared(a, b)
    told = {row.figures.item for row in of_part(shown_rows(found, WORDS), Part.PEOPLE) if row.figures}
    counted = {row.item for row in found.of(Part.PEOPLE) if row.first.value > 0 or row.second.value > 0}
    assert counted <= told
    assert {"persons", "must_leave", "unserved", "unknown_persons"} <= told


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_a_number_of_people_is_that_of_every_other_page(a: str, b: str) -> None:
    found = compared(a, b)
    rows = {
        row.figures.item: row.cells for row in of_part(shown_rows(found, WORDS), Part.PEOPLE) if row.figures
    }
    for plan, end in zip(found.plans, ("first", "second"), strict=True):
        sums = sums_of(plan.ledgers.wards, WARD)
        for key in ("persons", "concerned", "with_place", "unserved"):
            # Ends of what is not known stand in brackets behind it.
            assert getattr(rows[key], end).split("（")[0] == WORDS.people_cell(
                sums[key], rounded=plan.is_model
            )


def test_bands_are_those_of_each_plan() -> None:
    rows = {row.figures.item: row.cells for row in shown_rows(compared("night", "quake"), WORDS)
            if row.part == Part.BANDS and row.figures}  # fmt: skip
    for name, which in (("night", "first"), ("quake", "second")):
        table = band_table(*side(name), "ja")
        column = {one.key: one.cells for one in table.columns}
        at = column["area_id"].index(WARD)
        assert column["readiness_band"][at] in getattr(rows["area"], which)
        assert column["binding_gap"][at] in getattr(rows["area"], which)


def test_a_theme_is_told_as_in_the_matrix_of_its_plan() -> None:
    rows = {row.figures.item: row.cells for row in shown_rows(compared("night", "quake"), WORDS)
            if row.part == Part.BANDS and row.figures}  # fmt: skip
    for name, which in (("night", "first"), ("quake", "second")):
        case, plan = side(name)
        table = theme_table(case, band_report(case, plan), WORDS)
        ward = next(row for row in table.rows if row.area_id == WARD)
        assert "×" in {cell.look.sign for cell in ward.cells}
        for column, cell in zip(table.columns, ward.cells, strict=True):
            said = f"{cell.look.sign} {cell.word}"
            assert getattr(rows[column.column_id], which) == (f"{said}: {cell.gap}" if cell.gap else said)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_word_is_in_the_catalogue(language: str) -> None:
    for a in SIDES:
        for b in SIDES:
            for row in shown_rows(compared(a, b), Words(language)):
                said = (row.item, row.cells.first, row.cells.second, row.cells.difference)
                assert "⟦" not in str(said)
                assert all(cell and cell != "outcome" for cell in said[:3])
                assert row.cells.difference or row.part == INPUTS


def test_against_itself_no_row_shows_a_difference() -> None:
    for name in SIDES:
        for row in shown_rows(compared(name, name), WORDS):
            assert row.cells.first == row.cells.second
            assert row.cells.difference.split(" ")[0] in {"0", "0分", "―", "段階は同じ"}
