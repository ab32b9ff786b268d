"""One question, one number: page, A4, workbook, CSV and plan.json of districts of the bundled city."""

import csv
import io

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from exports.plan_json import plan_document
from exports.tables import plan_csvs
from exports.workbook import plan_workbook
from presentation.answers import judged_by
from presentation.district_profile.people import ledger_grid
from presentation.district_profile.subject import Subject
from presentation.ledger_rows import judged_name
from presentation.reference_tables import fact_table
from presentation.words import Words
from tests.exports.papers import concerned_of, profile_pdf
from tests.made import Made, make_city

pytestmark = pytest.mark.city

WORDS = Words("ja")
#: What is asked, and the heading of the column that answers it in the files.
QUESTIONS = {
    "concerned": "想定区域内の人（人）",
    "unserved": "避難先を確保できない人（計）（人）",
    # Of rivers nobody knows whether their water waits for the wind.
    "not_in_time": "暴風域に入る前に安全な場所へ着けない計算の人（避難しない・遅れるを含む）（人）",
}


@pytest.fixture(scope="module")
def made() -> Made:
    """Four kinds of hazard at once: every cause of having no place, and more than one ward."""
    return make_city("typhoon-compound")


def _districts(made: Made) -> list[str]:
    """The three districts with most people without a place."""
    ledger = made.plan.ledgers.districts
    causes = [
        "no_capacity",
        "capacity_unknown",
        "way_unknown",
        "no_safe_way",
        "too_late",
        "no_suitable_place",
    ]
    people = ledger[causes].sum(axis=1).sort_values(ascending=False, kind="stable")
    return [str(area) for area in people.index[:3]]


def test_every_file_and_page_holds_the_same_number(made: Made) -> None:
    case, plan = made
    # The storm wind comes everywhere at once: it says nothing of where water comes earlier.
    names, values, *_ = (column.cells for column in fact_table(case, plan, "ja").columns)
    assert dict(zip(names, values, strict=True))[WORDS("export.fact.seaward_persons")] == "不明"
    document = {row["id"]: row for row in plan_document(case, plan)["ledger"]["districts"]}
    content = plan_csvs(case, plan, "ja")["districts.csv"].decode("utf-8-sig")
    rows = {row["校区ID"]: row for row in csv.DictReader(io.StringIO(content, newline=""))}
    sheet = load_workbook(io.BytesIO(plan_workbook(case, plan, "ja")), read_only=True)["校区別内訳表"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    book = {row[0]: dict(zip(cells[0], row, strict=True)) for row in cells[1:]}
    for district in _districts(made):
        page = dict(ledger_grid(Subject(case, plan, district, WORDS)).rows)  # type: ignore[arg-type]
        paper = "".join(
            PdfReader(io.BytesIO(profile_pdf(case, plan, district, "ja"))).pages[0].extract_text().split()
        )
        for key, heading in QUESTIONS.items():
            exact = document[district][key]
            assert int(rows[district][heading]) == exact, (district, key)
            assert book[district][heading] == exact, (district, key)
            said = WORDS.people_cell(exact, rounded=plan.is_model)
            if key != "concerned":
                label = judged_name(key, judged_by(case, plan), WORDS)
                assert page[label] == said
                assert f"{label}{said}".replace(" ", "") in paper, (district, key)


def test_the_page_and_the_plan_count_the_same_people_in_the_area(made: Made) -> None:
    case, plan = made
    concerned = concerned_of(case)[case.scenario.scenario_id]
    ledger = plan.ledgers.districts
    assert (concerned == ledger["persons"] - ledger["outside"]).all()
