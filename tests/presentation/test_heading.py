"""What every export says of the scenario: its name never contradicts the people who are counted."""

import dataclasses
import io
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from domain.measures import StreetClosed
from domain.vocabulary import DayTimeChoice
from exports.district_map_pdf import district_map_pdf
from exports.offline_map import city_map
from exports.plan_json import plan_document
from exports.workbook import plan_workbook
from presentation.heading import changed_line, headline
from presentation.names import scenario_name
from presentation.street_names import street_name
from presentation.words import Words
from tests.exports.papers import profile_pdf
from tests.exports.sample_plan import make_awkward_bundle
from tests.made import Made, make, make_toy
from tests.toy_city import toy_settings

D1 = "271411-00001"
MARK = {"ja": "［時間帯を昼間に変更］", "en": "[changed to day]"}


@cache
def _made(choice: DayTimeChoice, scenario_id: str = "toy-tsunami-night") -> Made:
    bundle = make_awkward_bundle()
    settings = toy_settings().with_overrides({"departure.day_time": choice.value})
    return make(bundle, scenario_id, settings)


@cache
def _book_by_day(language: str) -> Workbook:
    return load_workbook(io.BytesIO(plan_workbook(*_made(DayTimeChoice.DAY), language)))


@pytest.fixture(scope="module")
def by_day() -> Made:
    return _made(DayTimeChoice.DAY)


def test_a_paper_names_the_street_that_it_takes_for_blocked() -> None:
    case, plan = make_toy("toy-tsunami-night").case, make_toy("toy-tsunami-night").plan
    assert "通れない道" not in changed_line(case, "ja")
    closed = dataclasses.replace(case, measures=tuple(map(StreetClosed, (101, 121))))
    line = changed_line(closed, "ja")
    assert line.startswith("変更した設定: ")
    assert "通れない道（" in line
    assert "甲橋" in line
    assert street_name(case, 101, Words("ja")) in line
    assert "甲橋" in str(headline(closed, plan, "ja"))
    four = dataclasses.replace(case, measures=tuple(map(StreetClosed, (101, 102, 103, 121))))
    assert changed_line(four, "ja").endswith("ほか1か所）")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_changed_time_of_day_stands_behind_the_name(by_day: Made, language: str) -> None:
    own = scenario_name(_made(DayTimeChoice.SCENARIO).case, language)
    assert scenario_name(by_day.case, language).startswith(own)
    assert scenario_name(by_day.case, language).endswith(MARK[language])
    # What the scenario says anyway is no change, nor is a choice that it does not follow.
    assert scenario_name(_made(DayTimeChoice.NIGHT).case, language) == own
    assert MARK[language] not in scenario_name(_made(DayTimeChoice.DAY, "toy-quake").case, language)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_paper_and_file_says_the_changed_time_of_day(by_day: Made, language: str) -> None:
    def spaceless(said: str) -> str:
        return "".join(said.split())

    mark = spaceless(MARK[language])
    assert mark in spaceless(str(headline(*by_day, language)))
    for sheet in _book_by_day(language).worksheets:
        said = "".join(str(cell.value) for row in sheet.iter_rows(max_row=20) for cell in row)
        assert mark in spaceless(said), sheet.title
    assert mark in spaceless(city_map(*by_day, language).decode("utf-8"))
    for paper in (district_map_pdf, profile_pdf):
        pages = PdfReader(io.BytesIO(paper(*by_day, D1, language))).pages
        assert all(mark in spaceless(page.extract_text()) for page in pages), paper.__name__


def test_plan_json_says_the_changed_time_of_day(by_day: Made) -> None:
    scenario = plan_document(*by_day)["scenario"]
    assert (scenario["day_time"], scenario["day_time_changed"]) == ("day", True)
    assert scenario["name"].endswith(MARK["ja"])
    assert scenario["name_en"].endswith(MARK["en"])
    usual = plan_document(*_made(DayTimeChoice.SCENARIO))["scenario"]
    assert (usual["day_time"], usual["day_time_changed"]) == ("night", False)


def test_the_source_sheet_names_the_word_of_a_changed_setting() -> None:
    said = [str(cell.value) for row in _book_by_day("ja").worksheets[-1].iter_rows() for cell in row]
    assert "人を数える時間帯: 昼間 (想定のとおり)" in said


def test_a_scenario_that_the_city_does_not_hold_keeps_its_name(by_day: Made) -> None:
    foreign = dataclasses.replace(by_day.case.scenario, scenario_id="another")
    assert scenario_name(dataclasses.replace(by_day.case, scenario=foreign), "ja") == foreign.name
