"""What is done first, and what is not known: table, CSV, workbook and plan.json say the same."""

import csv
import io

import openpyxl
import pytest

from exports.plan_json import plan_document
from exports.tables import plan_csvs
from exports.workbook import plan_workbook
from messages.catalogue import text
from planning.case import Case
from planning.plan import Plan
from presentation.priority_tables import debt_table, priority_table
from tests.exports.sample_plan import make_sample
from tests.made import Made


@pytest.fixture(scope="module")
def made() -> Made:
    return make_sample("toy-flood")


def _csv(case: Case, plan: Plan, table: str) -> list[dict[str, str]]:
    content = plan_csvs(case, plan, "ja")[f"{table}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_csv_and_plan_json_hold_the_same_priorities(case: Case, plan: Plan) -> None:
    rows = _csv(case, plan, "priorities")
    records = plan_document(case, plan)["city"]["priorities"]
    assert len(rows) == len(records) > 0
    for row, record in zip(rows, records, strict=True):
        people = record["affected_persons"]
        assert row["順位"] == str(record["rank"])
        assert row["急ぐ理由"] == text("ja", f"urgency.{record['urgency']}")
        assert row["次の行動"] == text("ja", f"action.{record['next_action']}")
        assert row["担当"] == text("ja", f"owner.{record['owner']}")
        assert row["影響を受ける人（分かっている分）（人）"] == ("不明" if people is None else str(people))
        assert row["校区の数（校区）"] == str(record["districts"]) == str(len(record["district_ids"]))
        assert row["うち人数が不明の校区（校区）"] == str(record["districts_unknown"])


def test_csv_and_plan_json_hold_the_same_debt(case: Case, plan: Plan) -> None:
    rows, records = _csv(case, plan, "data_debt"), plan_document(case, plan)["data_debt"]
    assert len(rows) == len(records) > 0
    for row, record in zip(rows, records, strict=True):
        people = record["persons"]
        assert row["ID"] == record["item_id"]
        assert row["答えが定まらない人（多くとも）（人）"] == ("不明" if people is None else str(people))
        assert row["確認する担当"] == text("ja", f"owner.{record['owner']}")
        named = [text("ja", f"debt.{name}") for name in record["missing"]]
        assert row["分かっていないこと"] == "、".join(named)


def test_the_workbook_has_a_sheet_of_each_with_the_same_rows(case: Case, plan: Plan) -> None:
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(case, plan, "ja")))
    for table in (priority_table(case, plan, "ja"), debt_table(case, plan, "ja")):
        sheet = book[table.title]
        headings = [cell.value for cell in sheet[6]]
        assert headings[: len(table.headings)] == list(table.headings)
        assert sheet.max_row - 6 == len(table.rows())


def test_the_part_of_a_ward_is_that_of_plan_json(case: Case, plan: Plan) -> None:
    for ward in plan_document(case, plan)["wards"]:
        table = priority_table(case, plan, "ja", ward_code=ward["id"])
        column = {one.key: one.cells for one in table.columns}
        people = [one["affected_persons"] for one in ward["priorities"]]
        assert [None if one == "不明" else one for one in column["affected_known"]] == people
        assert list(column["districts"]) == [one["districts"] for one in ward["priorities"]]


def test_wards_share_the_people_of_the_city_between_them(case: Case, plan: Plan) -> None:
    document = plan_document(case, plan)
    for row in document["city"]["priorities"]:
        key = (row["next_action"], row["owner"])
        of_wards = [
            one
            for ward in document["wards"]
            for one in ward["priorities"]
            if (one["next_action"], one["owner"]) == key
        ]
        assert sum(one["districts"] for one in of_wards) == row["districts"]
        for cause, persons in zip(row["causes"], row["cause_persons"], strict=True):
            each = [dict(zip(one["causes"], one["cause_persons"], strict=True)) for one in of_wards]
            assert sum(one.get(cause) or 0 for one in each) == (persons or 0)


def test_the_weak_points_of_a_district_are_a_part_of_the_one_list(case: Case, plan: Plan) -> None:
    document = plan_document(case, plan)
    keys = {
        (row["next_action"], row["owner"], cause, district)
        for row in document["city"]["priorities"]
        for cause in row["causes"]
        for district in row["district_ids"]
    }
    for district in document["districts"]:
        for gap in district["weak_points"]:
            assert (gap["next_action"], gap["owner"], gap["cause"], district["id"]) in keys


def test_a_ward_hears_of_what_concerns_the_whole_city(case: Case, plan: Plan) -> None:
    table = debt_table(case, plan, "ja", ward_code="271411")
    column = {one.key: one.cells for one in table.columns}
    assert set(column["ward"]) <= {"甲区", ""}
    assert "flood" in column["item_id"]


def test_the_part_of_a_district_is_what_concerns_it_alone(case: Case, plan: Plan) -> None:
    own = plan.data_debt["district_id"]
    for district in case.city.districts.index:
        table = debt_table(case, plan, "ja", district_id=str(district))
        column = {one.key: one.cells for one in table.columns}
        assert list(column["item_id"]) == plan.data_debt.loc[own == district, "item_id"].tolist()
    assert (own != "").any()
