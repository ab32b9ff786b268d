"""Which cards a district has, and that they are written whole and never over another file."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from domain.faults import InputError
from planning.block_ground import block_ground
from tests.made import make_toy
from tests.toy_city import make_toy_bundle
from use_cases.answer_block import in_scenarios
from use_cases.block_cards import CardOrder, block_cards, card_blocks, write_cards
from use_cases.make_case import make_case
from use_cases.plan_service import PlanService

CASE, PLAN = make_toy("toy-tsunami-night")
A, D = "M271411-A", "M271420-D"


def test_a_district_has_cards_of_the_blocks_that_anybody_leaves() -> None:
    assert card_blocks(CASE, PLAN, A) == ("M271411-A", "M271411-B", "M271411-C", "M271411-G")
    # Nobody inland leaves.
    assert card_blocks(CASE, PLAN, D) == ()


def test_plans_that_nobody_made_are_made_only_where_that_is_asked_for() -> None:
    cases = [make_case(make_toy_bundle(), one) for one in ("toy-flood", "toy-quake")]
    service = PlanService()
    first = in_scenarios(service, cases, A, made_only=True)
    assert [one.answer for one in first] == [None, None]
    service.plan(cases[1])
    again = in_scenarios(service, cases, A, made_only=True)
    assert [one.answer is not None for one in again] == [False, True]
    every = in_scenarios(service, cases, A, made_only=False)
    assert [one.answer.block_id for one in every if one.answer] == [A, A]


def test_cards_are_written_and_no_file_is_written_over(tmp_path: Path) -> None:
    order = CardOrder((A,), [CASE], "ja", "a4")
    ground, out = block_ground(CASE, PLAN), tmp_path / "cards.pdf"
    assert write_cards(PlanService(), CASE, PLAN, ground, order, out) == out
    assert out.read_bytes() == block_cards(PlanService(), CASE, PLAN, ground, order)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(out.read_bytes())).pages)
    assert "未計算" in text
    with pytest.raises(InputError):
        write_cards(PlanService(), CASE, PLAN, ground, order, out)
