"""The card of a block on a map says what its own page says."""

import dataclasses

import pytest

from domain.vocabulary import HazardKind
from planning.block_answer import block_answer
from planning.limits import block_limits
from presentation.block.hazards import InScenario, hazard_grid
from presentation.geometry import unpack_integers
from presentation.map_layers.block_areas import block_area_layer, block_cards
from presentation.map_layers.people import margin_layer
from presentation.words import Words
from tests.made import Made, make_toy

JA = Words("ja")
#: Keys of rows of a card that stand in the row of all scenarios, too.
_SHARED = ("must_leave", "stay", "destination", "limit", "without")


@pytest.fixture(scope="module", params=["toy-tsunami-night", "toy-flood", "toy-quake"])
def made(request: pytest.FixtureRequest) -> Made:
    return make_toy(request.param)


def test_a_card_holds_the_figures_of_the_blocks_own_page(made: Made) -> None:
    case, plan = made
    blocks = case.city.blocks
    for block, (title, rows) in zip(blocks.index, block_cards(case, plan, JA, blocks), strict=True):
        grid = hazard_grid([InScenario(case, plan, block_answer(case, plan, block))], "", JA, waiting="")
        own = dict(zip(grid.keys, grid.rows[0], strict=True))
        card = dict(rows)
        assert title.endswith(f"（街区 {block.rpartition('-')[2]}）")
        for key in _SHARED:
            label = JA(f"block.column.{key}")
            if label in card:
                # a sentence says 約60人, a cell 約60
                assert card[label].replace("人", "") == own[key].replace("人", ""), (block, key)
            elif "" not in card:
                assert own[key] in {JA("export.none"), JA.people_cell(0, rounded=True)}, (block, key)


def test_the_margin_of_a_card_is_the_one_that_its_sign_is_coloured_by(made: Made) -> None:
    case, plan = made
    shortest = plan.margin.dropna(subset=["route_margin_s"]).groupby("block_id")["route_margin_s"].min()
    cards = block_cards(case, plan, JA, case.city.blocks)
    told = {
        block: dict(rows)[JA("block.column.margin")]
        for block, (_, rows) in zip(case.city.blocks.index, cards, strict=True)
        if JA("block.column.margin") in dict(rows)
    }
    assert told == {block: JA.minutes(margin) for block, margin in shortest.items()}
    layer = margin_layer(case, plan, JA)
    assert (layer is None) == shortest.empty
    if layer is not None:
        assert layer.content["ids"] == list(shortest.index)


def test_the_limit_of_a_block_is_the_earliest_of_its_routes() -> None:
    case, plan = make_toy()
    routes = plan.routes.assign(latest_departure_s=[float(100 + i) for i in range(len(plan.routes))])
    found = block_limits(case, dataclasses.replace(plan, routes=routes))
    for block in routes["block_id"].unique():
        assert found[block] == routes.loc[routes["block_id"] == block, "latest_departure_s"].min()
    # Where no arrival is published, no limit is told.
    withheld = dataclasses.replace(plan, facts=dataclasses.replace(plan.facts, margin_known=False))
    assert block_limits(case, withheld).isna().all()
    card = dict(block_cards(case, withheld, JA, case.city.blocks)[0][1])
    assert card[JA("block.column.limit")] == JA("profile.limit_withheld")


def test_a_block_outside_says_so_and_one_of_an_unheld_kind_that_nobody_knows() -> None:
    case, plan = make_toy()
    exposure = plan.block_exposure
    touched = exposure.assign(outside_persons=exposure["present_persons"], attention_persons=0)
    outside = touched.assign(reason="")
    nobody = outside.assign(present_persons=0, outside_persons=0)
    for changed, missing, said in (
        (outside, (), JA("block.not_concerned")),
        (touched.assign(reason="inundated"), (), JA("block.partly_concerned")),
        (outside, (HazardKind.FLOOD,), "洪水"),
        (nobody, (), JA("block.nobody", day_time=JA(f"day_time.{case.scenario.day_time}"))),
    ):
        other = dataclasses.replace(plan, block_exposure=changed, missing_kinds=missing)
        ((_, rows),) = block_cards(case, other, JA, case.city.blocks.iloc[:1])
        assert len(rows) == 1
        assert said in rows[0][1]


def test_few_who_need_help_hide_every_part_in_tens() -> None:
    case, plan = make_toy()
    real = dataclasses.replace(
        plan, provenance=tuple(dataclasses.replace(one, is_model=False) for one in plan.provenance)
    )
    for block, (_, rows) in zip(
        case.city.blocks.index, block_cards(case, real, JA, case.city.blocks), strict=True
    ):
        answer = block_answer(case, real, block)
        grid = hazard_grid([InScenario(case, real, answer)], "", JA, waiting="")
        own = dict(zip(grid.keys, grid.rows[0], strict=True))
        card = dict(rows)
        label = JA("block.column.must_leave")
        if label in card:
            assert card[label].replace("人", "") == own["must_leave"].replace("人", "")


def test_what_is_kept_of_a_citys_blocks_is_what_is_made_of_others_like_them(made: Made) -> None:
    case, plan = made
    blocks = case.city.blocks
    for words in (JA, Words("en"), JA):
        for one in (block_area_layer(case, plan, words, held) for held in (blocks, blocks.copy())):
            assert one.content_bytes() == block_area_layer(case, plan, words, blocks).content_bytes()
        some = blocks.iloc[::-1]
        assert block_cards(case, plan, words, some) == block_cards(case, plan, words, blocks)[::-1]


def test_cards_are_drawn_where_nobody_who_needs_help_walks() -> None:
    case, plan = make_toy("toy-tsunami-night")
    others = plan.assignment[plan.assignment["profile_id"] == "general"]
    cards = list(block_cards(case, dataclasses.replace(plan, assignment=others), JA, case.city.blocks))
    assert len(cards) == len(case.city.blocks)


def test_blocks_answer_from_near_and_obey_the_switch_of_districts(made: Made) -> None:
    case, plan = made
    layer = block_area_layer(case, plan, JA, case.city.blocks)
    assert layer.follows == "districts"
    assert (layer.from_zoom, layer.terse) == (14.0, True)
    assert len(unpack_integers(layer.content["rings"])) == len(layer.content["ids"])
    assert set(layer.content["ids"]) == set(case.city.blocks.index)
