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
        open_s = 900.0 if why is WhyNotNearer.LONGER else None
        one = Nearer(why, REFUGE, 300.0, 2, "no_flag" if why is WhyNotNearer.NOT_IN_PLAN else "", open_s)
        (line,) = nearer_lines(CASE, PLAN, replace(LEG, nearer=(one,)), words)
        assert "⟦" not in line
        assert "{" not in line
    every = tuple(Nearer(why, REFUGE, 300.0, 0, "closed", 900.0) for why in WhyNotNearer)
    assert len(nearer_lines(CASE, PLAN, replace(LEG, nearer=every), words)) == 4
    assert nearer_lines(CASE, PLAN, replace(LEG, nearer=()), words) == []


def test_a_place_that_is_nearer_by_closed_ways_alone_is_told_with_its_open_way():
    own_s, walk = LEG.route.walk_time_s, Words("ja").walk

    def why(open_s: float, leg) -> str:
        one = Nearer(WhyNotNearer.LONGER, REFUGE, 300.0, 0, "", open_s)
        (line,) = nearer_lines(CASE, PLAN, replace(leg, nearer=(one,)), Words("ja"))
        return line.partition("理由: ")[2]

    alone = replace(LEG, second=None)
    assert why(own_s + 60, alone).startswith(f"時間内に通れる道で行くと{walk(own_s + 60)}かかり、")
    assert f"この行き先（{walk(own_s)}）より短くなりません" in why(own_s + 60, alone)
    # The own route is longer than the shortest, to be safer: its walk is nothing to compare with.
    assert f"（{walk(own_s)}）" not in why(own_s - 60, alone)
    # Where it is told as the second destination, too, both lines give the same walk.
    assert LEG.second.destination.destination_id == REFUGE
    assert f"{walk(LEG.second.route.walk_time_s)}かかり" in why(1.0, LEG)
