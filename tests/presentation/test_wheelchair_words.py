"""What is said of routes that a wheelchair cannot take."""

from dataclasses import replace

import pytest

from planning.block_answer import block_answer
from planning.block_ground import block_ground
from planning.block_routes import Alternative
from presentation.block.legs import legs_of
from presentation.block.routes import leg_lines
from presentation.city_facts import fact_texts
from presentation.wheelchair_words import wheelchair_lines, wheelchair_texts
from presentation.words import Words
from tests.planning.test_wheelchair_bars import hilly

BLOCK = "M271411-A"


@pytest.mark.parametrize("language", ["ja", "en", "ja_easy"])
def test_a_leg_says_that_its_wheelchairs_cannot_pass_and_what_can_be_done(language) -> None:
    case, plan = hilly()
    words = Words(language)
    answer = block_answer(case, plan, BLOCK, block_ground(case, plan))
    legs = {leg.profile_id: leg for leg in legs_of(answer)}
    assert wheelchair_lines(case, legs["general"], words) == []
    lines = wheelchair_lines(case, legs["assisted"], words)
    assert words("block.wheelchair_bar.steps") in lines[0]
    assert set(lines) <= set(leg_lines(case, plan, legs["assisted"], words, asked=True))
    # Another way without steps is worth a line.
    flat = replace(legs["general"].route, street_ids=())
    other = replace(legs["assisted"], alternative=_other(flat))
    assert wheelchair_lines(case, other, words)[1:] == [words("block.leg.wheelchair_other")]


def _other(route):
    return Alternative(route, 0.0, ())


def test_the_city_says_how_many_and_few_are_told_in_tens() -> None:
    case, plan = hilly()
    (line,) = wheelchair_texts(case, plan, Words("ja"))
    assert line in fact_texts(case, plan, Words("ja"))
    assert "階段" in line
    assert wheelchair_texts(case, plan, Words("ja"), case.city.blocks.index[:0]) == []
    six, planned = hilly(six=True)
    assert wheelchair_texts(six, planned, Words("ja")) == []
