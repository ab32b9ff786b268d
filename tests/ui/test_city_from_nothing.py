"""A city of wards alone opens: every page says what is missing, and the data page brings it in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.bundle.write import write_bundle
from domain.faults import BundleError
from domain.registers import Role
from messages.catalogue import text
from tests.data.bundle.test_partial import only_wards, without_layer
from tests.data.readers.area_inputs import geojson
from tests.role_table import READERS
from tests.toy_city import make_toy_bundle
from tests.ui.screen import PAGES, go_to, marker, open_screen, shown_text
from tests.ui.test_city_update import give, press
from tests.use_cases.city_files import small_areas
from tests.use_cases.test_import_hazard import ground
from ui import prepare as preparing
from ui import shared
from ui.components import unplanned
from ui.page_table import offered
from use_cases.city_versions import Adoption, adopt_city, show_version
from use_cases.load_bundle import load_bundle

JSON = "application/geo+json"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bare") / "city"
    write_bundle(only_wards(), folder)
    return folder


@pytest.fixture(autouse=True)
def shown(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SONAE_BUNDLE", str(bare))
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    yield
    shared.city_at.clear()


def adopted(screen: AppTest, *files: Path) -> AppTest:
    """Give files, look, and adopt."""
    screen = give(screen, *((file.name, file.read_bytes(), JSON) for file in files))
    return press(press(screen, "look"), "adopt")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_is_drawn_and_says_what_is_missing(language: str) -> None:
    screen = open_screen(lang=language)
    for page in PAGES:
        screen = go_to(screen, page)
        assert not screen.exception
        assert not screen.error
        assert marker(screen) == page
        said = shown_text(screen)
        assert "⟦" not in said
        if page == "account":
            continue
        for part in ("blocks", "hazards", "scenarios"):
            assert text(language, f"held_part.{part}") in said
        if page not in unplanned.PAGES:
            assert any(
                link.proto.label == text(language, "screen.unplanned.to_data")
                for link in screen.get("page_link")
            )


def test_what_an_address_asks_for_is_no_reason_to_show_nothing() -> None:
    screen = open_screen("data", scenario="toy-flood", set="departure.direct_share=2", district="271411-1")
    assert (list(screen.exception), list(screen.error)) == ([], [])
    assert marker(screen) == "data"


def test_people_and_hazards_on_the_data_page_make_a_city_that_plans(tmp_path: Path) -> None:
    screen = adopted(open_screen("data"), small_areas(tmp_path / "people.geojson", only_wards()))
    assert not screen.exception
    assert any("採用しました: 第1版" in one.value for one in screen.success)
    # One area a ward, 40 people each.
    assert load_bundle().blocks["residents"].sum() == 80
    assert "計画を作れません。足りないもの: ハザード、想定" in " ".join(one.value for one in screen.warning)
    zone = ({"A31a_202": "甲川", "A31a_205": "3"}, ground(100, 100, 400, 300))
    hazard = geojson(tmp_path / "20.geojson", [zone])
    screen = press(give(screen, (hazard.name, hazard.read_bytes(), JSON)), "look")
    assert any(one.value == text("ja", "city_change.plan_now") for one in screen.success)
    screen = press(screen, "adopt")
    assert not screen.exception
    # Streets are not there yet: the plan says so, and every page is drawn.
    for page in ("data", "city"):
        screen = go_to(screen, page)
        assert not screen.exception
        assert marker(screen) == page
        assert "未収録: 道路。" in shown_text(screen)
    # No file takes the plans from all; going back is a choice, and breaks nothing.
    with pytest.raises(BundleError, match="plan_without_people"):
        adopt_city(only_wards(), Adoption(load_bundle().meta.bundle_hash, "files"), reader=None, store=None)
    show_version(0, after=2, reader=None, store=None)
    screen = go_to(screen, "city")
    assert not screen.exception
    assert any("足りないもの: 人口（街区）、ハザード、想定" in one.value for one in screen.warning)


def test_where_a_scenario_alone_is_missing_it_is_made_on_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy = make_toy_bundle()
    meta = without_layer(toy.meta, "scenarios")
    write_bundle(replace(toy, scenarios={}, meta=meta), tmp_path / "city")
    monkeypatch.setenv("SONAE_BUNDLE", str(tmp_path / "city"))
    screen = open_screen()
    labels = [link.proto.label for link in screen.get("page_link")]
    assert text("ja", "screen.unplanned.to_scenarios") in labels
    screen = go_to(screen, "scenarios").button(key="scenarios.from_proposal").click().run()
    assert not screen.exception
    screen = screen.button(key="scenarios.adopt").click().run()
    assert not screen.exception
    assert len(load_bundle().scenarios) == 1
    assert not screen.warning or "足りないもの" not in " ".join(one.value for one in screen.warning)
    assert marker(go_to(screen, "city")) == "city"


def test_without_hazards_the_page_of_scenarios_leads_to_the_data_page() -> None:
    screen = open_screen("scenarios")
    assert text("ja", "screen.scenarios.no_hazard") in shown_text(screen)


def test_nobody_is_sent_to_a_page_that_refuses_him() -> None:
    for role, reader in READERS.items():
        pages = [page for page, _ in unplanned.ways_on(reader, lacks_only_scenarios=True)]
        assert set(pages) <= {entry.name for entry in offered(role)}
        assert ("scenarios" in pages) == (role is Role.HEADQUARTERS)
    assert len(unplanned.ways_on(None, lacks_only_scenarios=True)) == 2


def test_the_server_starts_and_prepares_once_the_city_can_be_planned(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    st.cache_resource.clear()
    begun: list[str] = []
    monkeypatch.setattr(preparing, "_begin", lambda city, *_: begun.append(city.meta.bundle_hash))
    said: list[str] = []
    assert preparing.prepare(said.append) is None
    assert said == ["bundle", "no_plan"]
    preparing.follow()
    assert begun == []
    other = tmp_path / "toy"
    written = write_bundle(make_toy_bundle(), other)
    monkeypatch.setenv("SONAE_BUNDLE", str(other))
    preparing.follow()
    assert begun == [written.bundle_hash]
    st.cache_resource.clear()
