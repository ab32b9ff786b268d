"""An open site in the water with unknown floors, as everything names it: no building, and to be confirmed."""

import json

import pandas as pd
import pytest

from exports.block_json import block_document
from exports.plan_json import plan_document
from presentation.block.sheet import block_sheet
from presentation.destination_words import marked_name, plan_destination_names, plan_place_names
from presentation.map_layers.places import place_cards, place_signs
from presentation.result_tables import place_table
from presentation.street_names import street_names
from presentation.words import Words
from tests.planning.test_block_routes import OPEN_SITE, on_open_ground

MARK = {"ja": "（？要確認）", "en": "(? to be confirmed)", "ja_easy": "（？ まだわからない所（ところ））"}
BUILDING = {"ja": "津波避難ビル", "en": "refuge building", "ja_easy": "にげるビル"}


@pytest.fixture(scope="module")
def found():
    return on_open_ground(school_is_open=False)


@pytest.mark.parametrize("language", MARK)
def test_a_block_says_that_its_destination_is_to_be_confirmed_and_calls_it_no_building(found, language):
    case, plan, answer = found
    sheet = block_sheet(case, plan, answer, Words(language))
    lines = [line for leg in sheet.legs for line in leg.lines]
    # A street may be told by a place that it lies near: nobody is sent there by that.
    for street in street_names(case, case.city.streets.index, Words(language)):
        lines = [line.replace(street, "") for line in lines]
    named = [line for line in lines if "甲ビル" in line or MARK[language] in line]
    assert named
    assert all(MARK[language] in line for line in named)
    assert not any(BUILDING[language] in line for line in lines)
    firsts = {group.destination.destination_id for group in answer.groups}
    assert (Words(language)("block.leg.to_confirm") in lines) is (OPEN_SITE in firsts)
    assert Words(language)("block.leg.second_to_confirm") in lines
    column = sheet.routes.keys.index("second")
    assert any(MARK[language] in row[column] for row in sheet.routes.rows)
    assert not any(BUILDING[language] in cell for row in sheet.routes.rows for cell in row)


def test_its_sign_is_a_question_and_its_card_calls_it_a_site(found):
    case, plan, _ = found
    look = place_signs(case, plan).loc[OPEN_SITE, "look"]
    assert look.mark == "?"
    ((_, rows),) = place_cards(case, plan, Words("ja"), pd.Index([OPEN_SITE]))
    assert dict(rows)["種類"] == "指定緊急避難場所"


def test_tables_and_files_say_the_same(found):
    case, plan, answer = found
    table = place_table(case, plan, "ja")
    kinds = {column.key: column.cells for column in table.columns}["destination_kind"]
    assert "津波避難ビル" not in kinds
    (place,) = [one for one in plan_document(case, plan)["places"] if one["id"] == OPEN_SITE]
    assert place["standing"] == "to_confirm"
    assert "emergency_site" in place.values()
    assert "refuge_building" not in place.values()
    document = block_document(case, plan, answer)
    ends = [group["second"]["destination"] for group in document["groups"] if group["second"]]
    said = {(one["kind"], one["standing"]) for one in ends if one["destination_id"] == OPEN_SITE}
    assert said == {("emergency_site", "to_confirm")}
    assert json.dumps(document, ensure_ascii=False)


def test_names_of_a_plan_are_marked_only_where_a_place_is_to_be_confirmed(found):
    case, plan, _ = found
    names = plan_destination_names(case, plan, "ja")
    assert names[OPEN_SITE] == "甲ビル（？要確認）"
    assert [place for place in names.index if "要確認" in names[place]] == [OPEN_SITE]
    assert plan_place_names(case, plan, "ja")[OPEN_SITE] == "甲ビル（？要確認）"
    assert marked_name("甲", "usable", "ja") == "甲"
