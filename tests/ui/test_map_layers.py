"""Layers of the toy city's map (its drawing: tests/toy_city/build.py)."""

from pathlib import Path

import numpy as np
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import UNSERVED_CAUSES
from planning.case import Case
from planning.plan import Plan
from presentation.words import Words
from tests.made import Made, make
from tests.toy_city import make_toy_bundle, toy_settings
from ui.maps.build import build_layers
from ui.maps.plan_layers import chosen_route_layer, load_class, street_persons
from ui.maps.store import LayerStore

WORDS = Words("ja")


def _made(scenario_id: str = "toy-tsunami-night", settings: Settings | None = None) -> Made:
    return make(make_toy_bundle(), scenario_id, settings or toy_settings())


@pytest.fixture(scope="module")
def made() -> Made:
    return _made()


def test_every_walked_street_counts_the_people_of_its_routes(case: Case, plan: Plan) -> None:
    persons = street_persons(case, plan)
    expected = dict.fromkeys(case.city.streets.index, 0)
    for path, count in zip(plan.routes["street_path"], plan.routes["persons"], strict=True):
        for street in path:
            expected[street] += count
    assert persons.tolist() == [expected[street] for street in case.city.streets.index]
    assert persons.sum() > 0


def test_a_place_filled_to_its_last_seat_is_drawn_full(case: Case, plan: Plan) -> None:
    classes = dict(zip(case.city.places.index, load_class(case, plan).tolist(), strict=True))
    loads = plan.loads["assigned_persons"].to_dict()
    seats = plan.usable_places["capacity_persons"]
    for place_id, number in classes.items():
        if seats.isna().to_dict()[place_id]:
            assert number == 4
        elif loads[place_id] == 0:
            assert number == 0
        elif loads[place_id] >= seats.to_dict()[place_id]:
            assert number == 3
    assert 3 in classes.values()


def test_the_map_of_a_tsunami_has_every_layer(case: Case, plan: Plan, tmp_path: Path) -> None:
    layers = {layer.layer_id: layer for layer in build_layers(case, plan, LayerStore(tmp_path), WORDS)}
    assert next(iter(layers)) == "hazard-tsunami"
    assert {"zones", "districts", "streets", "wards", "flow", "unserved", "places", "margin"} <= set(layers)
    assert "closed" not in layers
    assert not layers["margin"].shown
    assert "［模擬データ］" in layers["hazard-tsunami"].label


def test_closed_crossings_are_drawn_apart(tmp_path: Path) -> None:
    closed = toy_settings().with_overrides({"network.closed_crossings": "甲電鉄"})
    layers = build_layers(*_made(settings=closed), LayerStore(tmp_path), WORDS)
    assert "closed" in [layer.layer_id for layer in layers]


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_people_without_a_place_are_drawn_exactly_where_there_are_any(
    scenario_id: str, tmp_path: Path
) -> None:
    case, plan = _made(scenario_id)
    people = plan.ledgers.blocks[[cause.value for cause in UNSERVED_CAUSES]].to_numpy().sum()
    shown = "unserved" in [one.layer_id for one in build_layers(case, plan, LayerStore(tmp_path), WORDS)]
    assert shown == bool(people > 0)


def test_the_route_of_a_block_that_walks_nowhere_is_no_layer(case: Case, plan: Plan, tmp_path: Path) -> None:
    walking = set(plan.routes["block_id"])
    idle = next(block for block in case.city.blocks.index if block not in walking)
    store = LayerStore(tmp_path)
    assert chosen_route_layer(plan, idle, store, WORDS) is None
    assert chosen_route_layer(plan, next(iter(walking)), store, WORDS) is not None


def test_the_same_plan_gives_the_same_files(case: Case, plan: Plan, tmp_path: Path) -> None:
    one = build_layers(case, plan, LayerStore(tmp_path / "a"), WORDS)
    two = build_layers(*_made(), LayerStore(tmp_path / "b"), WORDS)
    assert [layer.url for layer in one] == [layer.url for layer in two]


def test_every_style_number_of_a_file_has_a_style(case: Case, plan: Plan, tmp_path: Path) -> None:
    import gzip
    import json

    store = LayerStore(tmp_path)
    for layer in build_layers(case, plan, store, WORDS):
        packed = store.packed(layer.url.rpartition("/")[2])
        assert packed is not None
        file = json.loads(gzip.decompress(packed))
        assert np.max(file["style"]) < len(layer.styles)
