"""What the server makes before anybody asks: plans, then what the pages of map and places need."""

import gc
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import streamlit as st

from domain.vocabulary import Preset
from planning.network import search_memory
from tests.ui.screen import open_screen, shown_text
from ui import prepare as preparing
from ui import shared
from ui.prepare import Ahead, prepare
from use_cases.load_bundle import default_bundle_path

_WAIT_S = 600


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    gc.unfreeze()
    st.cache_resource.clear()


@pytest.mark.usefixtures("nothing_kept")
def test_pages_of_map_and_places_find_everything_made(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    plan = prepare(said.append)
    assert said == ["bundle", "plan", "map"]
    end = time.monotonic() + _WAIT_S
    while not shared.service().progress.is_complete and time.monotonic() < end:
        time.sleep(0.05)
    scenarios = shared.bundle().scenarios
    # Every scenario in both presets, the pages of every scenario, changed days and changed settings of the
    # first, and what stays.
    assert shared.service().progress.done == 3 * len(scenarios) + 3
    assert not search_memory(shared.bundle().city, shared.case_of(_first()).settings).is_empty
    assert shared.service().plan(shared.case_of(_first())) is plan

    def made_again(*_: object, **__: object) -> None:
        raise AssertionError("made while a reader waits")

    monkeypatch.setattr("ui.shared.serve_city", made_again)
    monkeypatch.setattr("ui.shared.on_way_layer", made_again)
    monkeypatch.setattr("use_cases.opening_service.opening_of", made_again)
    monkeypatch.setattr("use_cases.opening_service.order_places", made_again)
    monkeypatch.setattr("use_cases.opening_service.opening_effect", made_again)
    for scenario_id in scenarios:
        for page in ("map", "places"):
            screen = open_screen(page, scenario=scenario_id)
            assert not screen.exception
            assert f'data-page="{page}"' in shown_text(screen)
    monkeypatch.setattr("use_cases.changed_day_service.changed_day", made_again)
    monkeypatch.setattr("use_cases.crowding_service.crowding_of", made_again)
    screen = open_screen("whatif", scenario=next(iter(scenarios)))
    assert not screen.exception
    assert "同時に道の列に並ぶ人" in shown_text(screen)


@pytest.mark.parametrize(("ahead", "kinds"), [(Ahead.FIRST, 0), (Ahead.PRESET, 1), (Ahead.PLANS, 2)])
@pytest.mark.usefixtures("nothing_kept")
def test_less_can_be_made_before_anybody_asks(
    monkeypatch: pytest.MonkeyPatch, ahead: Ahead, kinds: int
) -> None:
    monkeypatch.setattr(preparing, "_ready_pages", lambda _case: pytest.fail("pages were made"))
    plan = prepare(lambda _: None, ahead)
    end = time.monotonic() + _WAIT_S
    while not shared.service().progress.is_complete and time.monotonic() < end:
        time.sleep(0.05)
    # No plan but the first; or a plan for each scenario in one preset or both, and what stays in memory.
    assert shared.service().progress.done == (kinds * len(shared.bundle().scenarios) + 1 if kinds else 0)
    assert shared.service().plan(shared.case_of(_first())) is plan


def _first() -> shared.Chosen:
    city = shared.bundle()
    key = next(iter(city.scenarios))
    return shared.Chosen(str(default_bundle_path()), city.meta.bundle_hash, key, Preset.CURRENT, ())


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hashes of the bundles that are prepared in the background."""
    found: list[str] = []
    monkeypatch.setattr(
        preparing, "_begin", lambda city, _folder, _ahead: found.append(city.meta.bundle_hash)
    )
    prepared = preparing._Prepared()
    monkeypatch.setattr(preparing, "_prepared", lambda: prepared)
    return found


def _on_disk(monkeypatch: pytest.MonkeyPatch, bundle_hash: str) -> None:
    meta = SimpleNamespace(bundle_hash=bundle_hash)
    city = SimpleNamespace(meta=meta, blocks=SimpleNamespace(empty=False), scenarios={"one": None})
    monkeypatch.setattr(shared, "city_in", lambda _folder: city)


def test_another_bundle_is_prepared_once(monkeypatch: pytest.MonkeyPatch, begun: list[str]) -> None:
    preparing._prepared().begin("first", Ahead.PLANS)
    for bundle_hash, expected in (
        ("first", []),
        ("second", ["second"]),
        ("second", ["second"]),
        ("first", ["second", "first"]),
    ):
        _on_disk(monkeypatch, bundle_hash)
        preparing.follow()
        assert begun == expected


def test_a_process_that_prepares_nothing_begins_nothing(
    monkeypatch: pytest.MonkeyPatch, begun: list[str]
) -> None:
    _on_disk(monkeypatch, "second")
    preparing.follow()
    preparing.follow()
    assert begun == []
