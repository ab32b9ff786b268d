"""Without streets, districts and seats every page is drawn and says so; so it is without people."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.bundle.stand_in import stand_in_districts
from data.bundle.write import write_bundle
from domain.bundle import CityBundle
from domain.tables.city import Nodes, Streets
from tests.data.bundle.test_partial import only_wards
from tests.toy_city import make_toy_bundle
from tests.ui.screen import PAGES, marker, open_screen, shown_text

_COUNTS = ("refuge_capacity_persons", "stay_capacity_persons", "official_capacity_persons")
_AREAS = ("floor_area_m2", "refuge_area_m2", "open_area_m2")
_LACKING = {"nodes", "streets", "districts", "organisations", "posts", "district_facts", "opening_duty"}


def partial() -> CityBundle:
    whole = make_toy_bundle()
    epsg = whole.meta.epsg
    districts = stand_in_districts(whole.wards)
    of_ward = dict(zip(districts["ward_code"], districts.index, strict=True))
    layers = tuple(one for one in whole.meta.layers if one.layer not in _LACKING)
    tables = {
        name: getattr(whole, name).assign(district_id=getattr(whole, name)["ward_code"].map(of_ward))
        for name in ("blocks", "places", "facilities")
    }
    unknown = {name: pd.array([pd.NA] * len(whole.places), dtype="Int64") for name in _COUNTS}
    tables["places"] = tables["places"].assign(**unknown, **dict.fromkeys(_AREAS, float("nan")))
    empty = {
        name: getattr(whole.strength, name).iloc[:0]
        for name in ("organisations", "posts", "district_facts", "opening_duty")
    }
    return replace(
        whole, meta=replace(whole.meta, layers=layers), districts=districts, nodes=Nodes.empty_in(epsg),
        streets=Streets.empty_in(epsg), strength=replace(whole.strength, **empty), **tables,
    )  # fmt: skip


@pytest.fixture(scope="module")
def partial_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("partial") / "city"
    write_bundle(partial(), folder)
    return folder


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_drawn_of_a_partial_city(
    page: str, partial_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONAE_BUNDLE", str(partial_folder))
    screen = open_screen(page)
    assert not screen.exception
    assert marker(screen) == page
    assert "⟦" not in shown_text(screen)
    if page != "guide":  # which explains the words
        # Nobody knows any way: of nobody is it said that he has none, or is late.
        assert "安全な経路なし: " not in shown_text(screen)
        assert "着けない人は" not in shown_text(screen)


def test_the_head_of_a_page_says_what_is_left_out(
    partial_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONAE_BUNDLE", str(partial_folder))
    said = shown_text(open_screen("city"))
    for words in ("未収録: 道路。", "席数がどの場所も不明です。", "未収録: 校区。"):
        assert words in said
    assert "経路不明" in said


def test_a_city_of_wards_alone_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_bundle(only_wards(), tmp_path / "city")
    monkeypatch.setenv("SONAE_BUNDLE", str(tmp_path / "city"))
    assert "足りないもの: 人口（街区）" in shown_text(open_screen("city"))
