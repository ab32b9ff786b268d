"""The city's people below the reserve give away no district that is not told."""

from dataclasses import replace

import pandas as pd
import pytest

from presentation.below_reserve import (
    below_reserve_cell,
    below_reserve_in_files,
    below_reserve_is_rounded,
    hides_few,
)
from presentation.city_facts import fact_texts
from presentation.words import Words
from tests.made import make_toy

CASE, MODEL = make_toy()
PLAN = replace(MODEL, provenance=tuple(
    replace(one, is_model=False, model_columns=(), assumed_columns=()) for one in MODEL.provenance
))  # fmt: skip


@pytest.mark.parametrize(
    ("districts", "told", "cell", "rounded"),
    [
        # Nothing hidden: to the person.
        ((123, 34), 157, 157, False),
        ((0, 0), 0, 0, False),
        # 19 may be nine who need help and ten who go along: the district is hidden, 142 - 123 would tell it.
        ((123, 19), 140, 140, True),
        ((123, 20), 143, 143, False),
        # So few in all are told in no file as a number to count with.
        ((12, 0), None, "約10", True),
        ((4, 3), None, "10未満", True),
    ],
)
def test_a_total_is_as_vague_as_what_it_would_give_away(
    monkeypatch: pytest.MonkeyPatch, districts, told, cell, rounded
) -> None:
    limits = pd.DataFrame({"below_reserve_persons": districts}, index=["D1", "D2"])
    monkeypatch.setattr("presentation.below_reserve.district_limits", lambda *_: limits)
    plan = replace(PLAN, facts=replace(PLAN.facts, margin_known=True, below_reserve_persons=sum(districts)))
    assert below_reserve_in_files(CASE, plan) == told
    assert below_reserve_cell(CASE, plan, Words("ja")) == cell
    assert below_reserve_is_rounded(CASE, plan) is rounded
    said = Words("ja").persons(sum(districts), rounded=rounded)
    assert any(said in line for line in fact_texts(CASE, plan, Words("ja")) if "余裕" in line)


def test_a_sentence_on_a_ward_gives_no_district_of_few_back() -> None:
    assert hides_few(CASE, pd.Series([123, 19]))
    assert not hides_few(CASE, pd.Series([123, 20, 0]))


def test_model_data_is_rounded_in_any_case() -> None:
    assert below_reserve_is_rounded(CASE, MODEL)
