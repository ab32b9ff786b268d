"""After a whole session of a reader with lists nothing on the disk has changed but the store."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.registers import RegisterName
from planning.case import Case
from planning.changed_strength import with_strength
from planning.pipeline import make_plan
from presentation.map_layers.bands import OF_BANDS
from presentation.map_layers.block import near_layer
from presentation.map_layers.build import city_content, district_content
from presentation.map_layers.on_way import on_way_layer
from presentation.words import Words
from storage.store.reader import Reader
from storage.store.store import Store
from tests.toy_city import make_toy_bundle, toy_settings
from tests.ui.screen import go_to, open_as
from ui import page_table, shared
from ui.maps.served import hand_over
from ui.maps.store import mark_of

_PASSWORD = "kakunin-no-tame-2026"
_NAME, _PHONE, _FILE = "見本 金糸雀", "0721-99-1234", "金糸雀の会.csv"
_HEADER = "組織ID,班,役割,氏名,電話番号,年代,昼間参集可,夜間参集可"
#: What of a home before would be looked for in this one.
_KEPT = (
    shared.layers_of, shared.ground_of, shared.near_of, shared.day_of, shared.service, shared.memory
)  # fmt: skip
#: The store's own files; the last one holds the end of the chain of its audit log, a number and a hash.
_STORE = frozenset({"store.db", "store.db-wal", "store.db-shm", "store-audit-head.json"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder with a home and a place for temporary files, and nothing kept from before."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    for made in _KEPT:
        made.clear()
    shared.store().accounts.make_first("honbu", "本庁", _PASSWORD)
    yield tmp_path
    for made in _KEPT:
        made.clear()
    shared.store_at.clear()


def test_a_session_with_lists_leaves_the_store_and_nothing_else_on_the_disk(folder: Path) -> None:
    store = shared.store()
    _all_pages(_signed_in(store))
    before, bands_before = _files(folder), _bands(_signed_in(store))
    screen = go_to(_signed_in(store), "upload")
    # One member in all: six squads stand empty, and the earthquake's band of the district falls.
    content = f"{_HEADER}\norg-2,本部班,班長,{_NAME},{_PHONE},80代,○,○\n".encode()
    screen.get("file_uploader")[0].set_value((_FILE, content, "text/csv"))
    screen.run()
    [commit] = [one for one in screen.button if one.key == "upload.commit"]
    commit.click().run()
    head = Reader.headquarters("x")
    assert store.read(head, RegisterName.MEMBERS)["name"].tolist() == [_NAME]
    assert _bands(_all_pages(screen)) != bands_before  # what the reader sees of the map rests on the list
    after = _files(folder)
    assert {name for name in {*before, *after} if before.get(name) != after.get(name)} == set()
    for file in folder.rglob("*"):
        # The name of an organisation's leader is in the store too, but sealed.
        content = file.read_bytes() if file.is_file() else b""
        for value in (_NAME, _PHONE, _FILE, "金糸雀"):
            assert value.encode() not in content, file


def test_maps_that_lie_on_the_disk_do_not_rest_on_organisations() -> None:
    city, words = make_toy_bundle(), Words("ja")
    case = Case.of(city, city.scenario("toy-tsunami-night"), toy_settings())
    plan = make_plan(case)
    strength = city.strength.with_posts(city.strength.posts.assign(filled=0))
    other, changed = with_strength(case, plan, strength)
    assert not changed.bands.equals(plan.bands) or not changed.indicators.equals(plan.indicators)
    contents = []
    for one, its in ((case, plan), (other, changed)):
        layers = [*city_content(one, its, words).layers, near_layer(one, its, city.blocks, words)]
        layers.append(on_way_layer(one, its, words))
        for district_id in city.districts.index:
            layers.extend(district_content(one, its, str(district_id), words).layers)
        contents.append([(layer.layer_id, layer.content_bytes()) for layer in layers])
    assert contents[0] == contents[1]


def test_a_layer_that_is_handed_over_is_known_by_its_content() -> None:
    city, words = make_toy_bundle(), Words("ja")
    case = Case.of(city, city.scenario("toy-tsunami-night"), toy_settings())
    layer = near_layer(case, make_plan(case), city.blocks, words)
    data = hand_over(layer).data
    assert data["content"] == layer.content_bytes().decode()
    assert data["url"] == mark_of(layer.content_bytes())
    assert data["id"] == layer.layer_id


def _signed_in(store: Store) -> AppTest:
    return open_as(
        store, "readiness", "honbu", _PASSWORD, scenario="toy-quake", set="readiness.problem_theme_share=0.4"
    )


def _all_pages(screen: AppTest) -> AppTest:
    for entry in page_table.PAGES:
        screen = go_to(screen, entry.name)
        assert not screen.exception, entry.name
    return screen


def _bands(screen: AppTest) -> list[dict[str, object]]:
    """Return what the map of 備えの状況 draws of districts in an earthquake, as it came to the page."""
    screen = go_to(screen, "readiness")
    screen.segmented_control(key="readiness.view").set_value("map").run()
    screen.selectbox(key="readiness.map_hazard").set_value("地震").run()
    assert not screen.exception
    [drawn] = [one.proto for one in screen.get("bidi_component") if one.proto.component_name == "sonae_map"]
    layers = {layer["id"]: layer for layer in json.loads(drawn.json)["layers"]}
    return [layers[layer_id] for layer_id in sorted(OF_BANDS)]


def _files(folder: Path) -> dict[str, str]:
    """Return the hash of every file but the store's own, once all plans that were made lie there."""
    shared.plan_writes().finish()
    shared.layer_store().finish()
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.name not in _STORE
    }
