"""Layers of the screen's map: their content lies in files named by their hash."""

import dataclasses
import gzip
import json
from pathlib import Path

import pytest

from domain.measures import StreetClosed
from planning.case import Case
from planning.plan import Plan
from presentation.map_layers.build import city_content, concerned_bounds
from presentation.words import Words
from tests.exports.sample_plan import make_sample
from ui.maps.corners import area_bounds, city_bounds
from ui.maps.served import ServedLayer, in_order, serve, serve_city, serve_ground
from ui.maps.store import LayerStore, mark_of

WORDS = Words("ja")


def _city(case: Case, plan: Plan, store: LayerStore) -> tuple[ServedLayer, ...]:
    return serve_city(case, plan, store, WORDS, serve_ground(case, store, WORDS), decides=plan.key)


def test_every_layer_has_a_file_with_its_content(tmp_path: Path) -> None:
    case, plan = make_sample()
    store = LayerStore(tmp_path)
    served = _city(case, plan, store)
    layers = city_content(case, plan, WORDS).layers
    # What a map shows at first is written; the others wait until somebody asks for them.
    promised = {"blocks", "street-answers", "structures", "flow-arrows", "unserved", "margin"}
    waits = {one.data["id"] for one in served if not (tmp_path / str(one.data["url"]).split("/")[1]).exists()}
    assert promised & {layer.layer_id for layer in layers} <= waits
    for one, layer in zip(served, layers, strict=True):
        packed = store.packed(str(one.data["url"]).rpartition("/")[2])
        assert packed is not None
        assert json.loads(gzip.decompress(packed)) == layer.content
        assert "content" not in one.data
        assert [group["label"] for group in one.legend] == ([layer.label] if layer.label else [])


def test_the_same_plan_gives_the_same_files(tmp_path: Path) -> None:
    one = _city(*make_sample(), LayerStore(tmp_path / "a"))
    two = _city(*make_sample(), LayerStore(tmp_path / "b"))
    assert [layer.data["url"] for layer in one] == [layer.data["url"] for layer in two]


def test_a_changed_setting_leaves_the_ground_of_the_map_as_it_is(tmp_path: Path) -> None:
    case, _ = make_sample()
    store, settings = LayerStore(tmp_path), case.settings
    slower = settings.with_overrides({"movement.adult_speed_m_s": "0.7"})
    closed = StreetClosed(int(case.city.streets.index[0]))
    other = dataclasses.replace(case, settings=slower, measures=(closed,))
    grounds = [[layer.data for layer in serve_ground(one, store, WORDS)] for one in (case, other)]
    assert other.key != case.key
    assert len(grounds[0]) > 3
    assert grounds[0] == grounds[1]


def test_layers_that_come_later_find_their_place(tmp_path: Path) -> None:
    served = _city(*make_sample(), LayerStore(tmp_path))
    shuffled = [*served[5:], *served[:5]]
    assert [one.data["id"] for one in in_order(shuffled)] == [one.data["id"] for one in served]


def test_a_layer_that_is_promised_is_made_once_and_again_where_it_could_not_be(tmp_path: Path) -> None:
    store, made = LayerStore(tmp_path), list[bytes]()

    def make() -> bytes:
        made.append(b"no" if made else b"")
        if not made[-1]:
            raise ValueError("not yet")
        return made[-1]

    path = store.promise("one", make)
    assert store.promise("two", make) != path == store.promise("one", make)
    assert made == []
    with pytest.raises(ValueError, match="not yet"):
        store.keep(path)
    name = path.rpartition("/")[2]
    assert [gzip.decompress(store.packed(name) or b"") for _ in range(2)] == [b"no"] * 2
    store.keep(path)
    assert store.promise("one", make) == path
    assert made == [b"", b"no"]
    store.finish()
    assert len(list(tmp_path.glob("*.json"))) == 2


def test_half_a_character_in_a_name_does_not_end_the_page(tmp_path: Path) -> None:
    layer = city_content(*make_sample(), WORDS).layers[0]
    half = dataclasses.replace(layer, content={"names": ["\ud800"]})
    assert half.content_bytes().decode() == '{"names":["�"]}'
    assert serve(half, LayerStore(tmp_path)).data["id"] == layer.layer_id


def test_a_map_begins_at_what_is_concerned_and_at_the_city_where_nobody_is() -> None:
    case, plan = make_sample()
    (south, west), (north, east) = city_bounds(case)
    (low, left), (high, right) = concerned_bounds(case, plan)
    assert south <= low < high <= north
    assert west <= left < right <= east
    nobody = plan.block_exposure.assign(concerned=False)
    assert concerned_bounds(case, dataclasses.replace(plan, block_exposure=nobody)) == city_bounds(case)


def test_an_area_is_the_district_else_the_ward_else_the_city() -> None:
    case, _ = make_sample()
    district, ward = case.city.districts.index[0], case.city.wards.index[0]
    assert area_bounds(case, district_id=district) != city_bounds(case)
    assert area_bounds(case, ward_code=ward, district_id="none") == area_bounds(case, ward_code=ward)
    assert area_bounds(case) == city_bounds(case)


def test_a_file_is_whole_whoever_asks_and_one_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    store, content = LayerStore(tmp_path), b"0" * 100_000
    names = {store.put(content).rpartition("/")[2] for _ in range(3)}
    assert [gzip.decompress(store.packed(name) or b"") for name in names] == [content]
    (tmp_path / f"{mark_of(b'no')}.json").mkdir()
    name = store.put(b"no").rpartition("/")[2]
    for _ in range(2):
        with pytest.raises(OSError, match=name):
            store.packed(name)
    # A page keeps the path: once there is room the file is there.
    (tmp_path / name).rmdir()
    assert gzip.decompress(store.packed(name) or b"") == b"no"
    assert [file.name for file in tmp_path.glob("*.part")] == []
