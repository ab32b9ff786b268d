"""2次避難: the sentence, the scenario that shows the seats, and the figure in sheet and plan.json."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from domain.scenario import HazardScenario
from exports.plan_json import plan_document
from planning.case import Case
from presentation.reference_tables import fact_table
from presentation.second_move import second_move_text, shelter_scenario
from tests.exports.papers import profile_pdf
from tests.exports.sample_plan import make_sample
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings

D1, D2 = "271411-00001", "271420-00002"
CASE, PLAN = make_sample()


def _after(scenario_id: str, *layers: str, day: int) -> HazardScenario:
    quake = CASE.city.scenarios["toy-quake"]
    return replace(quake, scenario_id=scenario_id, name=scenario_id, layers=layers, day_after=day)


def _with(*scenarios: HazardScenario) -> Case:
    found = {**CASE.city.scenarios, **{one.scenario_id: one for one in scenarios}}
    return replace(CASE, city=replace(CASE.city, scenarios=found))


def test_the_seats_are_in_the_earliest_stay_after_the_same_wave() -> None:
    # toy-quake has no wave: its shelters say nothing of these people.
    assert shelter_scenario(CASE) is None
    day7, day1 = _after("b", "quake", "tsunami", day=7), _after("c", "quake", "tsunami", day=1)
    assert shelter_scenario(_with(day7, day1)) == day1
    assert shelter_scenario(_with(_after("d", "quake", day=1))) is None
    assert shelter_scenario(_with(_after("e", "quake", "flood", day=1))) is None


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sentence_names_the_scenario_only_where_there_is_one(language: str) -> None:
    alone = second_move_text(CASE, "X", "9", language)
    both = second_move_text(_with(_after("後日の想定", "tsunami", day=1)), "X", "9", language)
    assert ("想定「" in alone, "scenario “" in alone) == (False, False)
    assert "後日の想定" in both or CASE.city.scenarios["toy-quake"].name_en in both
    assert alone != both


def test_the_figure_counts_people_in_refuge_buildings_and_no_one_else() -> None:
    # 甲ビル has 4 seats; everybody leaves at once, so nobody is assumed to stay.
    assert PLAN.facts.second_move_persons == 4
    assert plan_document(CASE, PLAN)["second_move_persons"] == 4
    rows = dict(row[:2] for row in fact_table(CASE, PLAN, "ja").rows())
    assert rows["2次避難が必要な人（津波避難ビル等から避難所へ）（人）"] == 4
    assert make_sample("toy-flood").plan.facts.second_move_persons == 0


def test_those_assumed_not_to_leave_are_not_counted() -> None:
    bundle = make_toy_bundle()
    nobody = toy_settings().with_overrides({"departure.direct_share": "0"})
    _, plan = make(bundle, "toy-tsunami-night", nobody)
    assert plan.facts.second_move_persons == 0
    assert int(plan.ledgers.city["not_leaving"].iloc[0]) > 0


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_district_sheet_says_it_where_it_applies(language: str) -> None:
    mark = {"ja": "2次避難（", "en": "Second move ("}[language]

    def front(district: str) -> str:
        return PdfReader(io.BytesIO(profile_pdf(CASE, PLAN, district, language))).pages[0].extract_text()

    assert mark in front(D1)
    assert mark not in front(D2)
