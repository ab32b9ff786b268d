"""The contact tree on paper: marked with who printed it and when, over as many sides as it takes."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from exports.contact_tree_pdf import contact_tree_pdf
from presentation.grid import Grid

AT = dt.datetime(2026, 11, 28, 9, 5, tzinfo=dt.UTC)


def paper(count=1, language="ja"):
    rows = tuple((f"見本 {i}", "情報班 班長", f"例題 {i} 072-000-{i:04d}", "", "なし") for i in range(count))
    grid = Grid(("電話する人", "班", "相手", "伝える", "次"), rows, (False,) * 5, caption="表", notes=("注",))
    return contact_tree_pdf(grid, "見本自主防災会", account="ku-a", at=AT, language=language)


def pages(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_side_is_marked_with_who_printed_it_and_when(language):
    found = pages(paper(120, language))
    assert len(found) > 1
    for text in found:
        assert "ku-a" in text
        assert "2026-11-28 09:05" in text
        assert "見本自主防災会" in text


def test_everybody_is_on_it():
    text = "".join(pages(paper(80)))
    assert all(f"072-000-{i:04d}" in text for i in range(80))


def test_the_same_content_gives_the_same_bytes():
    assert paper() == paper()
