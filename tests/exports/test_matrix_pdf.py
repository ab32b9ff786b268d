"""The table of signs on paper: every area and word on A3 and A4 landscape, the same bytes twice."""

import io

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


def test_themes_have_their_pillars_above_them():
    table = theme_table(case(), reports()[TSUNAMI], Words("ja"))
    said = text_of(matrix_pdf(case(), plan(), table, "ja", Paper.A3))
    assert all(pillar in said for pillar in ("自助", "共助", "公助"))
    assert table.caption in said


def test_the_same_table_gives_the_same_bytes():
    made = [matrix_pdf(case(), plan(), matrix("ja"), "ja", Paper.A4) for _ in range(2)]
    assert made[0] == made[1]
