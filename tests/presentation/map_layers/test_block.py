"""One block on a map: its ways, what stands on them, and its neighbours."""

from dataclasses import replace
from functools import cache

from planning.block_answer import block_answer
from planning.block_ground import block_ground
from presentation.block.search import block_at
from presentation.geometry import unpack_integers
from presentation.map_layers.block import block_bounds, block_layers, near_layer, sign_key, signs_of
from presentation.words import Words
from tests.made import make_toy
from tests.toy_city.build import X0, Y0

JA = Words("ja")
A, G = "M271411-A", "M271411-G"


@cache
def answered(block: str):
    case, plan = make_toy("toy-tsunami-night")
    return case, block_answer(case, plan, block, block_ground(case, plan))


def test_ways_and_signs_stand_on_the_map() -> None:
    layers = {layer.layer_id: layer for layer in block_layers(*answered(A), JA)}
    assert {"block", "block-route", "block-signs"} <= set(layers)
    _, answer = answered(A)
    assert len(unpack_integers(layers["block-route"].content["counts"])) == len(
        {group.route.street_ids for group in answer.groups}
    )
    marks = [look["mark"] for look in layers["block-signs"].looks]
    assert marks[0] == "発"
    # Its people go to two places.
    assert {"1a", "1b", "!"} <= set(marks)
    assert all(layer.label and layer.legend for layer in layers.values())


def test_where_both_routes_share_a_street_the_first_lies_on_top() -> None:
    # The text sends people along "the bold line": the dashes of the second destination must not hide it.
    layers = {layer.layer_id: layer for layer in block_layers(*answered(A), JA)}
    assert layers["block-second"].order < layers["block-route"].order < layers["block-signs"].order


def test_the_sign_of_what_closes_first_stands_where_people_step_off_the_street() -> None:
    case, answer = answered(A)
    closing = answer.groups[0].route.closings.first
    (sign,) = [one for one in signs_of(case, answer, JA) if one[0].mark == "!"]
    assert (sign[1].x, sign[1].y) == closing.at_m
    assert sign[3] == [("水の到達", "地震発生から31分後")]


def test_a_block_without_a_way_has_only_itself() -> None:
    case, answer = answered(G)
    assert {layer.layer_id for layer in block_layers(case, answer, JA)} == {"block", "block-signs"}
    (south, west), (north, east) = block_bounds(case, answer)
    assert (south < north, west < east) == (True, True)


def test_every_block_of_the_district_can_be_chosen() -> None:
    case, plan = make_toy("toy-tsunami-night")
    blocks = case.city.blocks
    layer = near_layer(case, plan, blocks[blocks["district_id"] == "271411-00001"], JA)
    assert layer.content["ids"] == [A, "M271411-B", "M271411-C", G]
    assert JA("block.title", ward="甲区", town="A町", block="A") in layer.content["texts"]


def test_every_sign_of_a_way_is_explained_where_the_map_stands() -> None:
    case, answer = answered(A)
    said = sign_key(case, answer, JA)
    for look, *_ in signs_of(case, answer, JA):
        assert f"{look.mark}＝{JA(look.legend)}" in said
    # A block without a way has but its own sign.
    assert sign_key(*answered(G), JA) == f"発＝{JA('map.block.start')}"


def test_places_of_several_groups_are_told_apart_by_letters_with_their_names() -> None:
    case, answer = answered(A)
    ends = [group.destination.destination_id for group in answer.groups]
    assert len(set(ends)) == 2
    signs = {look.mark: name for look, _, name, _ in signs_of(case, answer, JA) if look.mark[0] == "1"}
    assert list(signs) == ["1a", "1b"]
    said, meaning = sign_key(case, answer, JA), JA("map.block.destination")
    for mark, name in signs.items():
        assert f"{mark}＝{meaning}: {name}" in said


def test_one_place_for_all_has_its_number_alone() -> None:
    case, answer = answered(A)
    single = replace(answer, groups=answer.groups[:1], seconds=answer.seconds[:1], ways_out=())
    marks = [look.mark for look, *_ in signs_of(case, single, JA)]
    assert "1" in marks
    assert not {"1a", "2a"} & set(marks)
    assert f"1＝{JA('map.block.destination')}" in sign_key(case, single, JA).split("、")


def test_a_press_finds_the_block_there_or_close_by_and_none_far_away() -> None:
    import geopandas as gpd

    case, _ = answered(A)
    points = gpd.GeoSeries(
        gpd.points_from_xy([X0 + 100, X0 + 100, X0 + 100], [Y0, Y0 + 205, Y0 + 215]), crs=case.city.meta.epsg
    ).to_crs(4326)
    # The block ends 10 m from its middle; 200 m beyond that nothing is near.
    found = [block_at(case.city, point.y, point.x) for point in points]
    assert found == [A, A, ""]
    assert block_at(case.city, float("nan"), 135.0) == ""
    assert block_at(case.city, 90.0, 500.0) == ""
