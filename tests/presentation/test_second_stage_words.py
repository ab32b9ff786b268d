"""The sentence on people who need care and places with carers."""

from dataclasses import replace

import pandas as pd
import pytest

from presentation.answers import district_answer, ward_answer
from presentation.city_facts import fact_texts
from presentation.second_stage_words import second_stage_texts
from presentation.words import Words
from tests.made import make_toy
from tests.planning.test_second_stage import WELFARE, with_places


@pytest.mark.parametrize("language", ["ja", "en"])
def test_unknown_capacity_is_said_and_never_zero(language) -> None:
    words = Words(language)
    (known,) = second_stage_texts(*make_toy("toy-quake"), words)
    assert "20" in known
    (unknown,) = second_stage_texts(*with_places(stay_capacity_persons=pd.NA), words)
    assert unknown.startswith(known[:8])
    assert " 0" not in unknown.replace("、", " ")
    (none,) = second_stage_texts(*with_places(direct_admission="yes"), words)
    assert none != unknown
    assert second_stage_texts(*make_toy("toy-flood"), words) == []


def test_what_cannot_be_used_is_told_apart() -> None:
    case, plan = make_toy("toy-quake")
    usable = plan.usable_places.copy()
    usable.loc[WELFARE, "suitability"] = "unusable"
    lines = second_stage_texts(case, replace(plan, usable_places=usable), Words("ja"))
    assert len(lines) == 2


def test_city_ward_and_the_district_that_has_one_say_it() -> None:
    case, plan = make_toy("toy-quake")
    words = Words("ja")
    (line,) = second_stage_texts(case, plan, words)
    assert line in fact_texts(case, plan, words)
    district_id, ward = case.city.places.loc[WELFARE, ["district_id", "ward_code"]]
    said = "二次的に移れる福祉避難所"
    assert any(said in one for one in ward_answer(case, plan, ward, words)[1])
    assert any(said in one for one in district_answer(case, plan, district_id, words))
    other = next(one for one in case.city.districts.index if one != district_id)
    assert not any(said in one for one in district_answer(case, plan, other, words))
