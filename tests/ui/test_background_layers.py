"""Lines for orientation on the map of the screen: every kind, one switch, nothing where there is none."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from domain.bundle import CityBundle
from exports import background
from planning.case import Case
from planning.plan import Plan
from presentation.words import Words
from tests.background_sample import toy_bundle_with_background
from tests.made import Made, make
from tests.toy_city import make_toy_bundle, toy_settings
from ui.maps.build import background_notes, build_layers
from ui.maps.layer import MapLayer
from ui.maps.store import LayerStore
from ui.view.evidence import layer_grid

WORDS = Words("ja")
SCENARIO = "toy-tsunami-night"


def _made(city: CityBundle) -> Made:
    return make(city, SCENARIO, toy_settings())


@pytest.fixture(scope="module")
def made() -> Made:
    return _made(toy_bundle_with_background())


@pytest.fixture
def store(tmp_path: Path) -> LayerStore:
    return LayerStore(tmp_path)


def _background(case: Case, plan: Plan, store: LayerStore) -> dict[str, MapLayer]:
    layers = build_layers(case, plan, store, WORDS)
    return {layer.layer_id: layer for layer in layers if layer.layer_id.startswith("background")}


def _file(layer: MapLayer, store: LayerStore) -> Any:
    packed = store.packed(layer.url.rpartition("/")[2])
    assert packed is not None
    return json.loads(gzip.decompress(packed))


def test_lines_of_every_kind_are_drawn_stroke_upon_stroke(case: Case, plan: Plan, store: LayerStore) -> None:
    layers = _background(case, plan, store)
    # river 1 stroke, coast 2, railway 2, one line each; the road lies in a layer of its own.
    assert _file(layers["background"], store)["style"] == [0, 1, 2, 3, 4]
    assert [style["color"] for style in layers["background"].styles] == [
        stroke.colour for kind in ("river", "coast", "railway") for stroke in background.STROKES[kind]
    ]
    assert _file(layers["background-roads"], store)["style"] == [0]


def test_roads_lie_below_the_streets_and_everything_else_above(
    case: Case, plan: Plan, store: LayerStore
) -> None:
    order = [layer.layer_id for layer in build_layers(case, plan, store, WORDS)]
    assert order.index("background-roads") < order.index("streets") < order.index("background")
    assert order.index("background") < min(order.index(name) for name in ("flow", "unserved", "places"))


def test_names_stand_with_their_lines_and_stations(case: Case, plan: Plan, store: LayerStore) -> None:
    layer = _background(case, plan, store)["background-names"]
    file = _file(layer, store)
    assert layer.kind == "names"
    assert dict(zip(file["text"], file["sizes"], strict=True)) == {
        "模擬駅": 1,
        "模擬鉄道": 2,
        "模擬川": 2,
        "国道0号": 2,
    }
    looks = [layer.styles[number] for number in file["style"]]
    assert ["sign" in look for look in looks] == [True, False, False, False]


def test_one_switch_rules_all_of_it_and_its_legend_says_approximate(
    case: Case, plan: Plan, store: LayerStore
) -> None:
    layers = _background(case, plan, store)
    switch = layers.pop("background")
    assert switch.label == "位置の目安（概略）"
    assert [entry["label"] for entry in switch.legend] == ["駅", "鉄道", "海岸線", "川", "主な道路"]
    assert {layer.follows for layer in layers.values()} == {"background"}
    assert not any(layer.label for layer in layers.values())


def test_lines_fade_and_end_as_the_reader_comes_near(case: Case, plan: Plan, store: LayerStore) -> None:
    layers = _background(case, plan, store)
    far, near, roads = (layers[f"background{part}"] for part in ("", "-near", "-roads"))
    assert far.below_zoom == near.from_zoom
    assert roads.below_zoom < near.below_zoom < 19
    assert all(pale["opacity"] < full["opacity"] for pale, full in zip(near.styles, far.styles, strict=True))


def test_a_city_without_background_has_no_layer_no_legend_and_no_note(store: LayerStore) -> None:
    case, plan = _made(make_toy_bundle())
    assert _background(case, plan, store) == {}
    assert background_notes(case, WORDS) == []


def test_the_evidence_of_the_map_names_the_source_of_the_background(case: Case, plan: Plan) -> None:
    assert any("模擬市の線図" in row for row in layer_grid(case, plan, "map", WORDS).rows)
    assert not any("模擬市の線図" in row for row in layer_grid(case, plan, "ledger", WORDS).rows)
