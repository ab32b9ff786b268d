"""One answer to "by when must they leave": page, A4, A3, map, workbook, CSV, GeoJSON, plan.json."""

import csv
import io
import json
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from exports.district_map_pdf import district_map_pdf
from exports.geojson import plan_geojson
from exports.plan_json import plan_document
from exports.tables import plan_csvs
from exports.workbook import plan_workbook
from planning.case import Case
from planning.limits import district_limits
from planning.plan import Plan
from presentation.district_profile.limits import departure_lines, limit_grid, limit_lines
from presentation.district_profile.subject import Subject
from presentation.map_layers.places import place_cards
from presentation.place_answers import block_lines
from presentation.words import Words
from tests.exports.papers import profile_pdf
from tests.exports.sample_plan import make_sample
from tests.made import Made

WORDS = Words("ja")
LIMIT, BLOCK = "避難開始の限界時刻（{clock}からの分）", "街区ID"
WITHHELD = "到達時間の資料がないため示しません"
#: Scenario, and whether its limits are told: the flood's streets close at level 5, which is no arrival.
SCENARIOS = [("toy-tsunami-night", True), ("toy-flood", False)]


@pytest.fixture(scope="module", params=SCENARIOS, ids=[name for name, _ in SCENARIOS])
def made(request: pytest.FixtureRequest) -> tuple[Made, bool]:
    return make_sample(request.param[0]), request.param[1]


def _csv(case: Case, plan: Plan, name: str) -> list[dict[str, str]]:
    content = plan_csvs(case, plan, "ja")[f"{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def _book(case: Case, plan: Plan, sheet: str) -> list[dict[str, Any]]:
    rows = list(load_workbook(io.BytesIO(plan_workbook(case, plan, "ja")))[sheet].iter_rows(values_only=True))
    head = next(i for i, row in enumerate(rows) if BLOCK in row)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def _pdf(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def _walked_district(case: Case, plan: Plan) -> str:
    return str(case.city.blocks["district_id"].loc[plan.routes["block_id"].iloc[0]])


def test_the_plan_has_limits_that_could_be_told(made: tuple[Made, bool]) -> None:
    (_, plan), _ = made
    assert np.isfinite(plan.routes["latest_departure_s"]).any()


def test_tables_and_files_tell_the_limit_of_a_route_or_none_does(made: tuple[Made, bool]) -> None:
    (case, plan), told = made
    features = json.loads(plan_geojson(case, plan, "ja")["routes.geojson"])["features"]
    table, book = _csv(case, plan, "routes"), _book(case, plan, "避難経路")
    limit = LIMIT.format(clock=WORDS(f"clock.{case.scenario.t0}"))
    assert len(table) == len(book) == len(features) > 0
    for row, cells, feature in zip(table, book, features, strict=True):
        seconds = feature["properties"]["latest_departure_s"]
        if told and seconds is not None:
            assert float(row[limit]) == cells[limit]
            # Never later than the limit is, and by less than a tenth of a minute earlier.
            assert seconds / 60 - 0.1 < cells[limit] <= seconds / 60 + 1e-6
        assert told or (seconds is None and row[limit] == cells[limit] == WORDS("export.none"))
    assert told is any(feature["properties"]["latest_departure_s"] is not None for feature in features)


def test_districts_have_limits_in_every_file_or_in_none(made: tuple[Made, bool]) -> None:
    (case, plan), told = made
    rows = {row["校区ID"]: row for row in _csv(case, plan, "limits")}
    document = {row["id"]: row["limits"] for row in plan_document(case, plan)["districts"]}
    assert {area for area, row in document.items() if row is not None} == set(rows)
    assert bool(rows) is told
    for area, row in rows.items():
        latest = document[area]["route_latest_departure_s"]
        if latest is not None:
            assert float(row[LIMIT.format(clock=WORDS(f"clock.{case.scenario.t0}"))]) == pytest.approx(
                latest / 60, abs=0.051
            )


def test_page_and_papers_say_the_same_limits_or_why_there_are_none(made: tuple[Made, bool]) -> None:
    (case, plan), told = made
    district = _walked_district(case, plan)
    subject = Subject(case, plan, district, WORDS)
    grid, lines = limit_grid(subject), limit_lines(subject)
    a3, a4 = _pdf(district_map_pdf(case, plan, district, "ja")), _pdf(profile_pdf(case, plan, district, "ja"))
    departs = departure_lines(subject)
    assert departs
    assert all("".join(line.split()) in a3 for line in (*departs, *lines))
    if not told:
        assert grid is None
        assert lines == [f"避難開始の限界: {WITHHELD}"]
        assert "到達時間の資料がないため余裕時間は計算できません" in a4
        return
    assert grid is not None
    cells = {label: row for label, *row in grid.rows}
    limits = cells[WORDS("profile.route_limit")]
    # The head of the paper says once what the clock starts with.
    brief = limit_grid(replace(subject, words=replace(WORDS, names_start=False)))
    assert brief is not None
    told_limits = {label: row for label, *row in brief.rows}[WORDS("profile.route_limit")]
    assert all("".join(limit.split()) in a4 for limit in told_limits)
    zero = WORDS(f"clock.{case.scenario.t0}")
    assert [limit.replace("起点", zero) for limit in told_limits] == limits
    assert zero in a4
    # Each walking profile has its own line, with its name.
    assert [
        any(profile in line and limit in line for line in lines)
        for profile, limit in zip(grid.headings[1:], limits, strict=True)
        if limit != WORDS("export.none")
    ] == [True] * len(lines)


def test_the_map_tells_the_limit_of_a_place_and_of_a_block_or_none(made: tuple[Made, bool]) -> None:
    (case, plan), told = made
    card = WORDS("map.card.limit")
    reached = pd.Index(
        [one for one in case.city.places.index if (plan.routes["destination_id"] == one).any()]
    )
    assert len(reached) > 0
    cards = [dict(rows) for _, rows in place_cards(case, plan, WORDS, reached)]
    assert any(card in rows for rows in cards) is told
    lines = block_lines(case, plan, str(plan.routes["block_id"].iloc[0]), WORDS)
    assert any(WITHHELD in line for line in lines) is not told


def test_the_a4_says_the_time_of_day(made: tuple[Made, bool]) -> None:
    (case, plan), _ = made
    a4 = _pdf(profile_pdf(case, plan, _walked_district(case, plan), "ja"))
    assert WORDS(f"day_time.{case.scenario.day_time}") in a4


def test_few_people_in_the_line_of_a_limit_are_counted_as_in_a_sentence(
    made: tuple[Made, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    (case, plan), told = made
    if not told:
        return
    limits = district_limits(case, plan, by_profile=True).assign(route_latest_departure_persons=1)
    monkeypatch.setattr("presentation.district_profile.limits.district_limits", lambda *_, **__: limits)
    monkeypatch.setattr("presentation.district_profile.limits._kept", WeakKeyDictionary())
    lines = limit_lines(Subject(case, plan, _walked_district(case, plan), WORDS))
    assert lines
    # 「10人未満」, never 「10未満人」, of model data as of all that is rounded.
    assert all(line.endswith("（10人未満）") for line in lines)


def test_the_table_of_limits_counts_nobody_where_they_are_fewer_than_ten(made: tuple[Made, bool]) -> None:
    # As in the table of routes, on page and papers: the few who leave by a route may all need help. Two by
    # two with a helper, up to 19 people may be fewer than ten in need: they are told in tens.
    (case, plan), _ = made
    persons, reserve = "その経路で出る人（人）", "余裕が設定より少ない人（人）"
    limits = district_limits(case, plan)
    for row in _csv(case, plan, "limits"):
        own = limits.loc[row["校区ID"]]
        pairs = [("route_latest_departure_persons", persons), ("below_reserve_persons", reserve)]
        for column, heading in pairs:
            if 0 < own[column] < 10:
                assert row[heading] == "10未満"
            elif 0 < own[column] < 20:
                assert row[heading] == f"約{10 * ((own[column] + 5) // 10)}"
            else:
                assert row[heading] == str(own[column])
