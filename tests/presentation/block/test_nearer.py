"""Why a nearer place is not used, in words."""

from dataclasses import replace

import pytest

from planning.block_answer import block_answer
from planning.block_ground import block_ground
from planning.block_nearer import Nearer, WhyNotNearer
from presentation.block.legs import legs_of
from presentation.block.nearer import nearer_lines
from presentation.words import Words
from tests.made import make_toy

CASE, PLAN = make_toy("toy-tsunami-night")
LEG = legs_of(block_answer(CASE, PLAN, "M271411-A", block_ground(CASE, PLAN)))[0]
REFUGE = "E2714000101"


def test_the_reason_names_the_place_and_its_walk():
    (line,) = nearer_lines(CASE, PLAN, LEG, Words("ja"))
    assert line.startswith("もっと近い")
    assert "歩いて4分）を使わない理由" in line
    assert "10分の余裕を残して着ける人には割り当てません" in line
    unknown = replace(PLAN, facts=replace(PLAN.facts, margin_known=False))
    assert "余裕" not in nearer_lines(CASE, unknown, LEG, Words("ja"))[0]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_reason_has_words_and_only_the_first_of_them_are_told(language):
    words = Words(language)
    for why in WhyNotNearer:
        one = Nearer(why, REFUGE, 300.0, 2, "no_flag" if why is WhyNotNearer.NOT_IN_PLAN else "")
        (line,) = nearer_lines(CASE, PLAN, replace(LEG, nearer=(one,)), words)
        assert "⟦" not in line
        assert "{" not in line
    every = tuple(Nearer(why, REFUGE, 300.0, 0, "closed") for why in WhyNotNearer)
    assert len(nearer_lines(CASE, PLAN, replace(LEG, nearer=every), words)) == 4
    assert nearer_lines(CASE, PLAN, replace(LEG, nearer=()), words) == []
