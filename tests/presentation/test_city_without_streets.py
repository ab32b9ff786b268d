"""Where no streets are held every page says that the way is unknown, and no number says who is late."""

import io
from dataclasses import replace
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from exports.block_card import Card, block_cards_pdf
from exports.district_map_pdf import district_map_pdf
from exports.plan_json import plan_document
from planning.block_answer import block_answer
from planning.case import Case
from planning.pipeline import make_plan
from planning.plan import Plan
from presentation.answers import ward_answer
from presentation.area_sums import sums_of
from presentation.block.glance import glances
from presentation.block.routes import closing_lines
from presentation.block.sheet import block_sheet
from presentation.city_facts import fact_texts
from presentation.district_profile.dangers import no_danger_text
from presentation.district_profile.places import district_places
from presentation.district_profile.subject import Subject
from presentation.ledger_rows import ledger_rows
from presentation.map_layers.people import unserved_layers, unserved_looks
from presentation.opening_words import order_text, sums_texts, ward_order_text, ward_text
from presentation.plan_change import change_grid
from presentation.priority_tables import debt_table
from presentation.readiness_matrix.report import band_report
from presentation.readiness_matrix.theme_states import theme_states
from presentation.reference_tables import fact_table
from presentation.result_tables import place_table, ward_table
from presentation.words import Words
from readiness.ledger_sums import ledger_sums
from tests.exports.papers import profile_pdf
from tests.made import make_toy
from tests.planning.test_partial_city import without
from tests.toy_city import make_toy_bundle, toy_settings
from ui.view.city import measures_of, preset_grid, scenario_grid
from use_cases.opening_service import OpeningService


@pytest.fixture(scope="module")
def wayless() -> tuple[Case, Plan]:
    """The toy tsunami without streets: 170 people of 甲 must leave, and nobody knows any way."""
    bundle = without("streets")
    case = Case.of(bundle, bundle.scenarios["toy-tsunami-night"], toy_settings())
    return case, make_plan(case)


def test_pages_and_papers_say_that_the_way_is_unknown(wayless: tuple[Case, Plan]):
    case, plan = wayless
    words, city = Words("ja"), case.city.meta.city_code
    first, reasons = ward_answer(case, plan, "271411", words)
    said = [*first, *reasons, *fact_texts(case, plan, words)]
    assert "着けるか分からない人は約170人です" in first[0]
    assert "経路不明（道路が未収録）: 約170人" in reasons[0]
    assert not [line for line in said if "時間内に" in line or "間に合わない" in line or "着けない" in line]
    rows = ledger_rows(sums_of(plan.ledgers.city, city), words, is_timed=True)
    assert {row.key: row.persons for row in rows if row.persons} == {
        "persons": 350, "outside": 180, "unserved": 170, "way_unknown": 170,
    }  # fmt: skip
    assert "not_in_time" not in {row.key for row in rows}
    cells = {column.key: column.cells for column in ward_table(case, plan, "ja").columns}
    assert cells["way_unknown"] == (170, 0, 170)
    assert cells["not_in_time"] == ("不明", 0, "不明")
    assert set(fact_table(case, plan, "ja").columns[1].cells) == {"不明"}
    assert set(facts_of_ways(case, plan).values()) == {None}
    block = block_answer(case, plan, str(plan.ledgers.blocks["way_unknown"].idxmax()))
    for glance in glances(case, plan, block, words):
        assert "経路が分かりません（道路が未収録）" in glance.where
        assert "間に合う道がありません" not in glance.until
    themes = band_report(case, plan).themes
    themes = themes[themes["area_id"] == city]
    states = dict(zip(themes["theme"], theme_states(themes, words, rounded=False), strict=True))
    assert states["route"].name == "不明（悪ければ目標に届かない）"
    assert states["route"].gap == "170人の経路が不明（道路が未収録）"
    (layer, *_) = unserved_layers(case, plan, words)
    assert [entry.label for entry in layer.legend] == ["経路が不明（道路が未収録）"]
    assert unserved_looks(plan.ledgers.city).tolist() == [2]
    debt = {column.key: column.cells for column in debt_table(case, plan, "ja").columns}
    assert "道路" in debt["debt_item"]


def facts_of_ways(case: Case, plan: Plan) -> dict[str, object]:
    names = ("not_in_time_persons", "cannot_reach_safety_persons", "can_leave_area_persons")
    document = plan_document(case, plan)
    return {name: document[name] for name in names}


def test_streets_are_said_to_stay_open_only_where_that_is_known(wayless: tuple[Case, Plan]):
    words = Words("ja")
    case, plan = make_toy("toy-tsunami-night")
    district = str(case.city.districts.index[0])
    assert "道路が未収録" in no_danger_text(*wayless, district, words)
    # Streets in the water's way, and no arrival: when they close is not known.
    wet = replace(plan, street_exposure=plan.street_exposure.assign(reason="", in_hazard=True))
    assert "到達時間の資料がない" in no_danger_text(case, wet, district, words)
    dry = replace(plan, street_exposure=plan.street_exposure.assign(reason="", in_hazard=False))
    assert "校区の中にありません" in no_danger_text(case, dry, district, words)
    # After an earthquake nobody knows which streets are blocked: not "none".
    said = no_danger_text(*make_toy("toy-quake"), district, words)
    assert "分かりません" in said
    assert "地震後の道" in said


@pytest.mark.parametrize("language", ["ja", "ja_easy", "en"])
def test_a_way_is_not_said_to_stay_open_where_the_arrival_is_not_known(language: str):
    case, plan = make_toy("toy-tsunami-night")
    words, route = Words(language), SimpleNamespace(closings=SimpleNamespace(first=None, deciding=None))
    unknown = replace(plan, facts=replace(plan.facts, margin_known=False))
    assert closing_lines(case, plan, route, words) == [words("block.leg.nothing_closes")]
    assert closing_lines(case, unknown, route, words) == [words("block.leg.closings_unknown")]


def test_a_margin_that_nobody_could_look_for_is_unknown_and_not_zero(wayless: tuple[Case, Plan]):
    case, plan = wayless
    told = replace(plan, facts=replace(plan.facts, margin_known=True))
    rows = {row[0]: row[1:] for row in preset_grid((case, case), (told, told), Words("ja")).rows}
    assert next(cells for name, cells in rows.items() if name.startswith("経路の余裕が")) == ("不明", "不明")


def test_a_city_with_streets_has_no_column_of_the_unknown_way():
    bundle = make_toy_bundle()
    case = Case.of(bundle, bundle.scenarios["toy-tsunami-night"], toy_settings())
    plan = make_plan(case)
    assert "way_unknown" not in {column.key for column in ward_table(case, plan, "ja").columns}
    assert "unserved_way_unknown" not in set(plan.indicators["indicator"])
    assert "way_unknown" not in measures_of(case.city, [plan.ledgers.city])
    assert "way_unknown" in measures_of(without("streets").city, [])
    assert plan.ledgers.city["way_unknown"].tolist() == [0]


def test_nobody_is_told_to_be_in_time_side_by_side(wayless: tuple[Case, Plan]):
    case, plan = wayless
    words = Words("ja")
    grid = change_grid((case, case), (plan, plan), "", words)
    late = [row for row in grid.rows if "着けない人" in row[0]]
    assert [row[1:] for row in late] == [("不明", "不明", "")]
    sums = {"夜": ledger_sums(plan.ledgers.wards)}
    grid = scenario_grid(sums, {"271411": "甲区", "271420": "乙区"}, "not_in_time", words, rounded=False)
    # Of 乙区 nobody must leave: nobody is late there, streets or none.
    assert grid.rows == (("甲区", "不明"), ("乙区", "0"))


def test_papers_name_the_streets_as_not_held(wayless: tuple[Case, Plan]):
    case, plan = wayless
    district = str(plan.ledgers.districts["way_unknown"].idxmax())
    block = block_answer(case, plan, str(plan.ledgers.blocks["way_unknown"].idxmax()))
    card = Card(block, block_sheet(case, plan, block, Words("ja")))
    for paper in (
        profile_pdf(case, plan, district, "ja"),
        district_map_pdf(case, plan, district, "ja"),
        block_cards_pdf(case, plan, [card], "ja"),
    ):
        assert "未収録:道路" in "".join(_text_of(paper).split())
    # Margins are lacking for want of streets, not of an arrival.
    assert "到達時間の資料がない" not in _text_of(profile_pdf(case, plan, district, "ja"))


def _text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_who_comes_to_a_place_is_not_known(wayless: tuple[Case, Plan]):
    case, plan = wayless
    subject = Subject(case, plan, str(plan.ledgers.districts["way_unknown"].idxmax()), Words("ja"))
    grid = district_places(subject).grid
    at = [grid.keys.index(key) for key in ("assigned", "seats_from_here", "walkers_from_here")]
    told = {row[1]: [row[i] for i in at] for row in grid.rows}
    # The building is in the plan; nobody can be sent to the school, whatever streets there are.
    assert told == {"甲ビル": ["不明"] * 3, "甲小学校": ["0"] * 3}
    columns = {column.key: column.cells for column in place_table(case, plan, "ja").columns}
    planned = plan.usable_places["in_plan"].reindex(case.city.places.index)
    for key in ("assigned", "walking", "in_reach"):
        assert {cell for cell, used in zip(columns[key], planned, strict=True) if used} == {"不明"}


def test_nobody_is_told_that_opening_a_place_changes_nothing(wayless: tuple[Case, Plan]):
    case, _ = wayless
    words, service = Words("ja"), OpeningService()
    opening, usual = service.opening(case), service.opening(case).usual
    (only,) = sums_texts(case, opening, service.sums(case, usual), usual, words)
    assert "道路が未収録のため、どの場所を開けると" in only
    assert "約170人" in only
    order = service.order(case, first=frozenset(), candidates=opening.every)
    assert "道路が未収録" in order_text(case, opening, order, words)
    effect = service.effect(case, usual)
    assert "道路が未収録" in ward_text(case, opening, effect, opening.every, "271411", words)
    assert "道路が未収録" in ward_order_text(case, opening, order, effect, "271411", words)


def test_the_unknown_way_is_to_be_found_out_and_seats_are_not_on_target(wayless: tuple[Case, Plan]):
    _, plan = wayless
    found = plan.weak_points.set_index("indicator")
    assert found.loc["unserved_way_unknown", ["urgency", "cause", "next_action"]].tolist() == [
        "unknown", "way_unknown", "import_streets",
    ]  # fmt: skip
    # The way says it for all that nobody looked for: no survey of hazards is asked for besides.
    assert not set(found.index) & {"unserved_too_late", "unserved_no_capacity", "unserved_no_safe_way"}
    city = plan.themes[plan.themes["level"] == "city"].set_index("theme")
    for theme in ("time", "place"):
        assert city.loc[theme, ["best_band", "worst_band"]].tolist() == ["unknown", "unknown"]
    assert city.loc["seats", "worst_band"] != "on_target"
