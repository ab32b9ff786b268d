"""What is done first, and what is not known: table, CSV, workbook and plan.json say the same."""

import csv
import io
import json
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest

from exports.plan_json import plan_document
from exports.tables import plan_csvs
from exports.workbook import plan_workbook
from messages.catalogue import text
from planning.case import Case
from planning.plan import Plan
from presentation.priority_tables import (
    _by_what_is_unknown,
    action_choices,
    action_evidence,
    debt_table,
    priority_table,
)
from presentation.words import Words
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


def test_people_of_unknown_need_are_told_by_what_is_not_known() -> None:
    debt = pd.DataFrame(
        [
            ("unknown_data_share", "D1", "blocks", 120),
            ("unknown_data_share", "D2", "blocks", 30),
            ("unknown_data_share", "D1", "hazards", 60),
            ("unknown_data_share", "D3", "hazards", 900),
            ("stock_days", "D1", "district_facts", 700),
        ],
        columns=["indicator", "district_id", "layer", "persons"],
    )
    evidence = json.dumps([{"name": "by_unknown_capacity_persons", "value": 40}])
    indicators = pd.DataFrame(
        [("D1", "unknown_data_share", evidence), ("D3", "unknown_data_share", evidence), ("D1", "x", "[]")],
        columns=["area_id", "indicator", "inputs"],
    )
    plan = SimpleNamespace(data_debt=debt, indicators=indicators, is_rounded=True)
    # Of D1 and D2: 150 on an unknown floor, 60 by the hazard, 40 by unknown seats; D3 is another row's.
    assert _by_what_is_unknown(plan, ["D1", "D2"], Words("ja")) == [
        "住む階が不明（多くて約150人）",
        "浸水の深さ・継続時間・区域の境が不明（多くて約60人）",
        "行き先の席が不明（約40人）",
    ]
    assert _by_what_is_unknown(plan, ["D2"], Words("ja")) == ["住む階が不明（多くて約30人）"]
    assert _by_what_is_unknown(plan, [], Words("ja")) == []


def test_a_row_opens_the_layers_that_it_rests_on(case: Case, plan: Plan) -> None:
    words = Words("ja")
    for rank in action_choices(case, plan, words):
        grid = action_evidence(case, plan, words, rank)
        assert grid.rows
        assert grid.keys == ("layer", "data_kind", "source", "date")
        assert len(grid.notes) == 1
        assert "%" in grid.notes[0]
