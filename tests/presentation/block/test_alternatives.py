"""The other route of a block in words, on its map and in its data."""

from dataclasses import replace

from exports.block_json import block_document
from planning.block_alternatives import with_alternatives
from planning.block_answer import block_answer
from presentation.block.alternatives import alternative_lines
from presentation.block.legs import legs_of
from presentation.block.sheet import block_sheet
from presentation.map_layers.block import block_layers
from presentation.words import Words
from tests.planning.test_block_alternatives import CASE, GROUND, PLAN, C

JA = Words("ja")
ANSWER = with_alternatives(CASE, PLAN, block_answer(CASE, PLAN, C, GROUND), GROUND)


def told(**changed):
    (leg,) = legs_of(ANSWER)
    return alternative_lines(CASE, replace(leg, alternative=replace(leg.alternative, **changed)), JA)


def test_what_is_shared_is_said_with_its_place() -> None:
    assert "重なる所なし" in told()[0]
    shares = told(shared_m=120.0, shared_street_ids=(103, 121, 113))[0]
    assert "120 m" in shares
    assert "甲電鉄の踏切" in shares
    assert "甲橋" in shares
    # Two are named; that there is a third is said: the way is not free of it.
    assert "、ほか1本）" in shares
    (leg,) = legs_of(ANSWER)
    assert alternative_lines(CASE, replace(leg, alternative=None), JA) == [JA("block.leg.no_other")]


def test_a_shorter_other_route_says_why_the_first_is_told() -> None:
    (leg,) = legs_of(ANSWER)
    first, words = leg.route, [JA(f"block.leg.other_shorter{end}") for end in ("", "_earlier", "_later")]

    def why(walk_s: float, limit_s: float | None):
        route = replace(leg.alternative.route, walk_time_s=walk_s, latest_departure_s=limit_s)
        return [line for line in told(route=route) if line in words]

    limit = first.latest_departure_s
    assert why(first.walk_time_s, limit) == []
    # Told in whole minutes it is as long.
    assert why(first.walk_time_s - 0.1, limit) == []
    assert why(first.walk_time_s - 60.0, limit) == words[:1]
    # Where no limit may be told, which of both it is stays open.
    assert why(first.walk_time_s - 60.0, None) == words[:1]
    assert why(first.walk_time_s - 60.0, limit - 1.0) == words[1:2]
    # Open longer, too: it is for safety alone that the first is told.
    assert why(first.walk_time_s - 60.0, limit + 1.0) == words[2:]


def test_it_stands_on_page_map_and_in_files_where_it_was_asked_for() -> None:
    plain = block_answer(CASE, PLAN, C, GROUND)
    for answer, is_there in ((ANSWER, True), (plain, False)):
        lines = [line for leg in block_sheet(CASE, PLAN, answer, JA).legs for line in leg.lines]
        assert any("別の道" in line for line in lines) == is_there
        layers = {layer.layer_id: layer for layer in block_layers(CASE, answer, JA)}
        assert ("block-other" in layers) == is_there
        (group,) = block_document(CASE, PLAN, answer)["groups"]
        assert (group["alternative"] is not None) == is_there
    assert layers["block-route"].order > 0
    assert group["second"] is not None or group["alternative"] is None
