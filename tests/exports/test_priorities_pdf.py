"""What is done first on A4: every action of the ward once, what is not known, and model data said."""

import io

import pytest
from pypdf import PdfReader

from exports.priorities_pdf import priorities_pdf
from messages.catalogue import text
from presentation.priority_tables import priority_table
from tests.exports.sample_plan import make_sample


def _said(language: str = "ja", ward_code: str = "") -> tuple[str, int]:
    case, plan = make_sample("toy-flood")
    content = priorities_pdf(case, plan, language, ward_code=ward_code)
    assert content == priorities_pdf(case, plan, language, ward_code=ward_code)
    pages = PdfReader(io.BytesIO(content)).pages
    assert {tuple(round(float(s) * 25.4 / 72) for s in page.mediabox[2:]) for page in pages} == {(210, 297)}
    return "".join("".join(page.extract_text().split()) for page in pages), len(pages)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("ward_code", ["", "271420"])
def test_every_action_of_the_area_stands_on_the_paper(language: str, ward_code: str) -> None:
    case, plan = make_sample("toy-flood")
    said, pages = _said(language, ward_code)
    table = priority_table(case, plan, language, ward_code=ward_code)
    column = {one.key: one.cells for one in table.columns}
    assert column["next_action"]
    for action, cause in zip(column["next_action"], column["cause"], strict=True):
        assert "".join(str(action).split()) in said
        assert "".join(str(cause).split()) in said
    assert "".join(text(language, "export.table.data_debt").split()) in said
    assert "".join(text(language, "export.priorities_sheet.foot", side=pages).split()) in said
    assert "⟦" not in said


def test_an_action_of_a_ward_names_the_districts_where_it_is_to_be_done() -> None:
    case, plan = make_sample("toy-flood")
    table = priority_table(case, plan, "ja", ward_code="271420")
    named = next(one for one in table.columns if one.key == "districts_named")
    for ward_code, stands in (("271420", True), ("", False)):
        said, _ = _said("ja", ward_code)
        assert (named.heading in said) is stands
    said, _ = _said("ja", "271420")
    assert all("".join(str(names).split()) in said for names in named.cells)


def test_it_says_that_it_rests_on_model_data() -> None:
    assert "模擬データ" in _said()[0]
