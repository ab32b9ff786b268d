"""What the way to a second destination shares with the first: where that is blocked it is no help."""

from dataclasses import replace

from planning.block_routes import SecondDestination
from presentation.block.alternatives import alternative_lines
from presentation.block.legs import legs_of
from presentation.block.routes import second_lines
from tests.presentation.block.test_alternatives import ANSWER, CASE, JA, PLAN


def test_a_second_way_over_a_street_of_the_first_says_that_both_hang_on_it() -> None:
    (leg,) = legs_of(ANSWER)

    def told(shared: tuple[int, ...], along: tuple[int, ...] = ()) -> list[str]:
        route = replace(leg.route, street_ids=along)
        second = SecondDestination(leg.destination, route, shared_street_ids=shared)
        lines = second_lines(CASE, PLAN, replace(leg, second=second), JA)
        return [line for line in lines if "どちら" in line]

    (line,) = told((103, 121, 113))
    assert "甲電鉄の踏切" in line
    assert "甲橋" in line
    assert "、ほか1本）" in line
    assert told(()) == []
    # The block lies in the middle of a street, and leaves it at either end: no piece is walked twice.
    (line,) = told((), leg.route.street_ids[:1])
    assert "同じ道の別の部分" in line
    other = replace(leg, alternative=replace(leg.alternative, shared_street_ids=(), route=leg.route))
    lines = alternative_lines(CASE, other, JA)
    assert "重なる所なし" in lines[0]
    assert "同じ道の別の部分" in lines[1]
