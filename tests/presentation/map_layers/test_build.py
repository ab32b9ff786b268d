"""The layers of whole maps: in their order, with styles for every number, the same every time."""

import pytest

from presentation.geometry import unpack_integers
from presentation.map_layers.build import city_content, district_content, map_notes, map_words
from presentation.map_layers.layer import Kind, legend_groups
from presentation.words import Words
from tests.exports.background_plan import make_background
from tests.exports.sample_plan import make_sample

WORDS = Words("ja")
D1 = "271411-00001"


def test_the_map_of_a_tsunami_has_every_layer() -> None:
    layers = {layer.layer_id: layer for layer in city_content(*make_sample(), WORDS).layers}
    assert next(iter(layers)) == "hazard-tsunami"
    assert {"zones", "districts", "streets", "wards", "flow", "unserved", "places", "margin"} <= set(layers)
    assert "closed" not in layers


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_every_number_has_a_style_and_every_follower_a_switch(scenario: str) -> None:
    case, plan = make_sample(scenario)
    for content in (city_content(case, plan, WORDS), district_content(case, plan, D1, WORDS)):
        ids = {layer.layer_id for layer in content.layers}
        for layer in content.layers:
            numbers = unpack_integers(layer.content.get("style", ""))
            assert max(numbers, default=-1) < len(layer.looks)
            assert not layer.follows or layer.follows in ids
            assert not layer.base or layer.base in ids
            assert bool(layer.label) != bool(layer.follows)


def test_layers_lie_in_their_order() -> None:
    orders = [layer.order for layer in city_content(*make_background(), WORDS).layers]
    assert orders == sorted(orders)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_word_is_missing(language: str) -> None:
    words = Words(language)
    content = city_content(*make_background(), words)
    said = [*map_words(words).values(), *map_notes(make_background()[0], words)]
    said += [entry["label"] for group in legend_groups(content.layers) for entry in group["entries"]]
    said += [group["label"] for group in legend_groups(content.layers)]
    said += [text for layer in content.layers for text in layer.content.get("texts", [])]
    assert not [one for one in said if "⟦" in one or "{" in one.replace("{{ 7 * 7 }}", "")]


def test_the_legend_has_the_top_of_the_map_on_top() -> None:
    groups = [group["id"] for group in legend_groups(city_content(*make_sample(), WORDS).layers)]
    assert groups[0] == "places"
    assert groups.index("flow") < groups.index("streets") < groups.index("hazard-tsunami")


def test_the_map_of_a_district_holds_the_streets_around_it_and_its_own_routes() -> None:
    case, plan = make_sample()
    layers = {layer.layer_id: layer for layer in district_content(case, plan, D1, WORDS).layers}
    assert {"district", "streets", "flow"} <= set(layers)
    assert layers["flow"].kind is Kind.LINE_REFS
    with pytest.raises(KeyError):
        district_content(case, plan, "271411-99999", WORDS)


def test_the_same_plan_gives_the_same_content() -> None:
    one, two = (city_content(*make_sample(), WORDS) for _ in range(2))
    assert [layer.content_bytes() for layer in one.layers] == [layer.content_bytes() for layer in two.layers]


def test_all_people_without_a_place_are_within_the_first_view_of_their_district() -> None:
    case, plan = make_sample()
    (south, west), (north, east) = district_content(case, plan, D1, WORDS).bounds
    blocks = case.city.blocks.to_crs(4326)
    lived = blocks[(blocks["district_id"] == D1) & (blocks["residents"] > 0)]
    inside = lived.representative_point()
    assert inside.x.between(west, east).all()
    assert inside.y.between(south, north).all()


def test_a_note_says_that_lines_are_approximate_only_where_there_are_any() -> None:
    assert len(map_notes(make_background()[0], WORDS)) == len(map_notes(make_sample()[0], WORDS)) + 1
