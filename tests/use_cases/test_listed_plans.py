"""Lists change readiness at once and come to those alone who know them; nothing of them is on the disk."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from planning.case import Case
from planning.pipeline import make_plan
from storage.plans import PlanStore
from tests.toy_city import make_toy_bundle, toy_settings
from use_cases.listed_plans import KnownStrengths, ListedPlans
from use_cases.plan_service import PlanService
from use_cases.result_memory import ResultMemory

CITY = make_toy_bundle()
CASE = Case.of(CITY, CITY.scenario("toy-tsunami-night"), toy_settings())
LISTED = replace(CASE, strength=CITY.strength.with_posts(CITY.strength.posts.assign(filled=0)))


def plans(folder: Path) -> tuple[ListedPlans, list[str]]:
    made: list[str] = []

    def make(case: Case):
        made.append(case.key)
        return make_plan(case)

    service = PlanService(PlanStore(folder), memory=ResultMemory(), make=make)
    return ListedPlans(service, ResultMemory(), lambda _case: CITY.strength), made


def test_a_list_takes_no_new_plan_and_gives_what_a_new_one_would(tmp_path: Path):
    listed, made = plans(tmp_path)
    assert listed.at_hand(LISTED) is listed.at_hand(CASE) is None
    base, found = listed.plan(CASE), listed.plan(LISTED)
    assert made == [CASE.key]
    assert (base.key, found.key) == (CASE.key, LISTED.key)
    pd.testing.assert_frame_equal(found.indicators, make_plan(LISTED).indicators)
    assert listed.plan(LISTED) is listed.at_hand(LISTED) is found
    assert listed.at_hand(CASE) is base
    assert listed.plan(CASE) is base


def test_nothing_that_rests_on_a_list_is_on_the_disk(tmp_path: Path):
    listed, _ = plans(tmp_path)
    listed.plan(LISTED)
    assert [folder.name for folder in tmp_path.iterdir()] == [CASE.key]


def test_a_case_with_a_list_is_ready_with_the_citys_own_plan(tmp_path: Path):
    listed, _ = plans(tmp_path)
    assert not listed.is_ready(LISTED)
    listed.plan(CASE)
    assert listed.is_ready(LISTED)


def test_equal_organisations_read_twice_are_the_citys_own(tmp_path: Path):
    listed, made = plans(tmp_path)
    again = replace(CASE, strength=replace(CITY.strength, posts=CITY.strength.posts.copy()))
    assert listed.plan(again) is listed.plan(CASE)
    assert made == [CASE.key]


def test_known_organisations_are_found_by_their_content_and_the_oldest_go():
    known = KnownStrengths()
    first = known.keep(CITY.strength)
    assert known.keep(replace(CITY.strength)) == first
    assert known.get(first) is CITY.strength
    for filled in range(64):
        known.keep(CITY.strength.with_posts(CITY.strength.posts.assign(filled=filled + 100)))
    with pytest.raises(KeyError):
        known.get(first)
