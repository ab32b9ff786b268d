"""What is said of people who walk with help and have no place; small numbers stay unsaid."""

from dataclasses import replace

import pytest

from domain.data_kind import DataKind
from domain.vocabulary import Outcome
from planning.plan import Plan
from presentation.helped_words import helped_without_texts
from presentation.words import Words
from tests.planning.test_helped_without import CASE, NO_CAPACITY, TOO_LATE, without


def exact(*rows: tuple[str, str, str, int, int, str]) -> Plan:
    """Return a plan on real data: its figures are told to the person where they are not few."""
    plan = without(*rows)
    sources = tuple(
        replace(one, is_model=False, model_columns=(), assumed_columns=()) for one in plan.provenance
    )
    found = replace(plan, provenance=sources)
    assert found.data_kind is DataKind.REAL
    return found


@pytest.mark.parametrize("language", ["ja", "en", "ja_easy"])
def test_seats_and_other_causes_are_told_apart(language: str) -> None:
    plan = without(("A", "assisted", NO_CAPACITY, 240, 120, ""), ("B", "assisted", TOO_LATE, 50, 0, ""))
    words = Words(language)
    first, seats, others = helped_without_texts(CASE, plan, words)
    assert words.persons(170, rounded=True) in first
    assert words.persons(120, rounded=True) in seats
    assert words.persons(50, rounded=True) in others
    assert words(f"outcome.{Outcome.TOO_LATE}") in others
    assert helped_without_texts(CASE, without(), words) == []
    # An earlier alert is of no use where no place is suitable.
    none = without(("B", "assisted", Outcome.NO_SUITABLE_PLACE.value, 50, 0, ""))
    assert helped_without_texts(CASE, none, words)[1] == words(
        "assignment.helped_other", persons=words.persons(50, rounded=True),
        causes=words(f"outcome.{Outcome.NO_SUITABLE_PLACE}"),
    )  # fmt: skip


def test_fewer_than_ten_are_found_from_no_difference() -> None:
    # 41 in all, 38 of them for want of seats: the difference would tell that three are too late.
    rows = ("A", "assisted", NO_CAPACITY, 76, 38, ""), ("B", "assisted", TOO_LATE, 3, 0, "")
    told = helped_without_texts(CASE, exact(*rows), Words("ja"))
    assert [line for line in told if "41人" in line or "38人" in line or "3人" in line] == []
    assert "10人未満の理由は「避難先に間に合わない」" in told[2]
    many = helped_without_texts(CASE, exact(rows[0]), Words("ja"))
    assert "38人" in many[0]
