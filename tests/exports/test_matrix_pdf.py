"""The table of signs on paper: every area and word on A3 and A4 landscape, the same bytes twice."""

import io
from dataclasses import replace
from itertools import cycle

import pytest
from pypdf import PdfReader

from exports.matrix_pdf import Paper, matrix_pdf
from presentation.readiness_matrix.matrix import build_matrix, matrix_table
from presentation.readiness_matrix.theme_view import theme_table
from presentation.words import Words
from tests.presentation.readiness_matrix.reports import TSUNAMI, case, plan, reports

_SIZES_MM = {Paper.A3: (420, 297), Paper.A4: (297, 210)}


def matrix(language):
    words = Words(language)
    return matrix_table(case(), build_matrix(case(), reports(), words), words)


def text_of(pdf: bytes) -> str:
    return (
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
        .replace("\n", "")
        .replace(" ", "")
    )


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_area_hazard_band_and_note_is_on_the_paper(paper, language):
    table = matrix(language)
    pdf = matrix_pdf(case(), plan(), table, language, paper)
    page = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (round(float(page.width) / 72 * 25.4), round(float(page.height) / 72 * 25.4)) == _SIZES_MM[paper]
    said = text_of(pdf)
    wanted = [table.caption, *table.notes, *(column.heading for column in table.columns)]
    wanted += [word for _, word in table.legend]
    wanted += [
        part
        for row in table.rows
        for part in (row.name, *(c.gap for c in row.cells), *(c.counts for c in row.cells))
    ]
    assert [part for part in wanted if part.replace(" ", "") not in said] == []
    assert "×" in said
    assert "⟦" not in said


@pytest.mark.parametrize("paper", list(Paper))
def test_no_number_of_a_cell_is_parted_from_what_it_counts_and_the_band_has_its_own_line(paper):
    table = theme_table(case(), reports()[TSUNAMI], Words("ja"))
    # The number stands ever farther behind in its cell, of columns that are all as wide.
    fillings = cycle("訓" * letters + "席が約37,900人分不足" for letters in range(12))
    rows = [
        replace(row, cells=tuple(replace(one, gap=next(fillings)) for one in row.cells)) for row in table.rows
    ]
    assert sum(len(row.cells) for row in rows) >= 12
    pdf = matrix_pdf(case(), plan(), replace(table, rows=tuple(rows)), "ja", paper)
    lines = [
        line.strip() for page in PdfReader(io.BytesIO(pdf)).pages for line in page.extract_text().splitlines()
    ]
    assert any("37,900人" in line for line in lines)
    assert not [line for line in lines if line.endswith("37,900")]
    assert not [line for line in lines if "目標に届かない" in line and "訓" in line]


def test_themes_have_their_pillars_above_them():
    table = theme_table(case(), reports()[TSUNAMI], Words("ja"))
    said = text_of(matrix_pdf(case(), plan(), table, "ja", Paper.A3))
    assert all(pillar in said for pillar in ("自助", "共助", "公助"))
    assert table.caption in said


def test_the_same_table_gives_the_same_bytes():
    made = [matrix_pdf(case(), plan(), matrix("ja"), "ja", Paper.A4) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("paper", list(Paper))
def test_the_last_side_has_a_map_of_every_hazard_with_its_legend(paper):
    table = matrix("ja")
    pages = PdfReader(io.BytesIO(matrix_pdf(case(), plan(), table, "ja", paper))).pages
    said = "".join(pages[-1].extract_text().split())
    assert "地図（色・模様・記号）" in said
    for column in table.columns:
        assert "".join(column.heading.split()) in said
    for look, word in table.legend:
        assert f"{look.sign}{word}" in said
    # Fill and pattern of the legend at least: every band has one, and lines of patterns are drawn.
    content = pages[-1].get_contents().get_data().decode("latin-1")
    assert content.count("f*\n") >= len(table.legend)


def test_more_columns_than_one_side_holds_go_on_another():
    table = matrix("ja")
    many = replace(
        table,
        columns=table.columns * 6,
        rows=tuple(replace(row, cells=row.cells * 6) for row in table.rows),
    )
    sides = -(-len(many.columns) // 10)
    pages = PdfReader(io.BytesIO(matrix_pdf(case(), plan(), many, "ja", Paper.A4))).pages
    assert sum("地図（色" in "".join(page.extract_text().split()) for page in pages) == sides > 1
