"""Templates to fill in are read back, and their choices and explanations are there."""

import io

import pytest
from openpyxl import load_workbook

from community.roster_columns import FORMS, MEMBERS_FORM, NEEDS_HELP_FORM
from community.roster_table import read_table
from data.readers.sheet_file import list_sheets, read_sheet
from exports.roster_template import template_csv, template_workbook


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.kind.value)
@pytest.mark.parametrize(
    "make", [template_csv, lambda form: template_workbook(form, "ja")], ids=["csv", "xlsx"]
)
def test_a_template_is_read_back_and_its_example_is_no_person(form, make):
    table = read_table(read_sheet(make(form), "t.xlsx"), form)
    assert [column.column for column in table.columns] == list(form.columns)
    assert {fault.key for fault in table.faults} == {"roster_example_row", "table_empty"}


def test_a_csv_opens_as_japanese():
    assert template_csv(NEEDS_HELP_FORM).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_workbook_has_choices_explanations_and_organisations(language):
    content = template_workbook(
        MEMBERS_FORM, language, org_id="org-1", org_name="甲", organisations={"org-1": "甲", "org-2": "=乙"}
    )
    book = load_workbook(io.BytesIO(content))
    first, explained, listed = book.worksheets
    assert first["A2"].value == "org-1"
    # 班 is chosen among the seven squads; what stands in a telephone cell is a text.
    choices = {str(one.sqref): one.formula1 for one in first.data_validations.dataValidation}
    assert any("避難誘導班" in choice for choice in choices.values())
    assert first["M2"].number_format == "@"
    assert explained.max_row == len(MEMBERS_FORM.columns) + 1
    assert [[cell.value for cell in row] for row in listed.iter_rows(min_row=2)] == [
        ["org-1", "甲"],
        ["org-2", "=乙"],
    ]
    assert listed["B3"].data_type == "s"
    assert list_sheets(content, "t.xlsx")[0].name == "班員名簿"


def test_the_same_template_has_the_same_first_sheet():
    one, other = (read_sheet(template_workbook(MEMBERS_FORM, "ja"), "t.xlsx") for _ in range(2))
    assert one.rows.equals(other.rows)
