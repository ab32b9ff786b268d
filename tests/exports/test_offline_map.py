"""The map in one file: no address, no request, no error, every text escaped, reached by keyboard."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from domain.bundle import Source
from domain.vocabulary import UNSERVED_CAUSES
from exports.offline_map import city_map, district_map
from planning.day_line import day_line
from presentation.words import Words
from tests.exports.background_plan import make_background
from tests.exports.opened_map import opened, resources, tags
from tests.exports.sample_plan import MARKUP_NAME, make_real, make_sample

D1 = "271411-00001"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_document_asks_for_nothing(scenario: str, language: str) -> None:
    case, plan = make_sample(scenario)
    for html in (city_map(case, plan, language), district_map(case, plan, D1, language)):
        said = html.decode()
        assert resources(said) == []
        found = tags(said)
        policy = next(a["content"] for _, a in found if a.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert policy.startswith("default-src 'none'")
        assert dict(found)["html"]["lang"] == language
        assert "⟦" not in said


def test_policy_stands_before_anything_it_governs() -> None:
    found = [tag for tag, _ in tags(city_map(*make_sample(), "ja").decode())]
    assert found[:4] == ["html", "head", "meta", "meta"]


def test_text_from_files_never_becomes_markup() -> None:
    html = city_map(*make_sample("toy-flood"), "ja").decode()
    assert MARKUP_NAME not in html
    assert "\\u003cscript\\u003ealert(1)" in html


def test_text_from_files_is_never_a_template() -> None:
    case, plan = make_sample()
    source = Source("{{ 7 * 7 }}{% x %}{# #}", "", "", ())
    layers = tuple(dataclasses.replace(layer, sources=(source,)) for layer in plan.provenance)
    html = city_map(case, dataclasses.replace(plan, provenance=layers), "ja").decode()
    assert "{{ 7 * 7 }}{% x %}{# #}" in html


def test_half_a_character_in_a_name_does_not_end_the_map() -> None:
    case, plan = make_sample()
    names = pd.Series("\ud800小学校", index=case.city.places.index, dtype=object)
    places = case.city.places.assign(name=names)
    case = dataclasses.replace(case, city=dataclasses.replace(case.city, places=places))
    scenario = dataclasses.replace(case.scenario, name="津\udfff波")
    html = city_map(dataclasses.replace(case, scenario=scenario), plan, "ja").decode()
    assert "�小学校" in html
    assert "津�波" in html


@pytest.mark.parametrize(
    ("language", "label"),
    [("ja", "模擬データ（実際の値ではありません）"), ("en", "Model data (not actual values)")],
)
def test_model_data_is_said_on_the_map(language: str, label: str) -> None:
    assert label in city_map(*make_sample(), language).decode()
    assert label in district_map(*make_sample(), D1, language).decode()


def test_real_data_is_not_called_model() -> None:
    assert "模擬データ（実際の値ではありません）" not in city_map(*make_real(), "ja").decode()


def test_same_plan_gives_same_bytes() -> None:
    assert city_map(*make_sample(), "ja") == city_map(*make_sample(), "ja")
    assert district_map(*make_sample(), D1, "en") == district_map(*make_sample(), D1, "en")


def test_unknown_district_is_an_error() -> None:
    with pytest.raises(KeyError):
        district_map(*make_sample(), "271411-99999", "ja")


def test_the_source_of_the_background_and_its_notice_stand_beside_the_map() -> None:
    html = city_map(*make_background(), "ja").decode()
    assert "模擬市の線図" in html
    assert "概略の線です。" in html


def _layers(page: Page) -> set[str]:
    said = page.locator("canvas.sonae-canvas").get_attribute("data-layers")
    return set((said or "").split())


def _open_switches(page: Page) -> None:
    page.get_by_label("凡例・表示の切替").focus()
    page.keyboard.press("Enter")


def _wait_without(page: Page, layer: str) -> None:
    page.wait_for_function(
        "id => !document.querySelector('canvas.sonae-canvas').dataset.layers.split(' ').includes(id)",
        arg=layer,
    )


_INKED = (
    "(() => { const c = document.querySelector('canvas.sonae-canvas');"
    "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0); })()"
)


@pytest.mark.browser
def test_map_opens_from_disk_without_network_and_tells_of_a_place(browser: Browser, tmp_path: Path) -> None:
    case, plan = make_sample()
    without = int((plan.ledgers.blocks[[cause.value for cause in UNSERVED_CAUSES]].sum(axis=1) > 0).sum())
    with opened(browser, city_map(case, plan, "ja"), tmp_path) as page:
        assert page.evaluate(_INKED)
        assert {"hazard-tsunami", "streets", "zones", "wards", "flow", "places"} <= _layers(page)
        # The map opens at what the tsunami concerns; one zoom out it shows the whole toy city.
        page.locator(".leaflet-control-zoom-out").click()
        page.wait_for_function(
            "count => [...document.querySelectorAll('button.sonae-sign')]"
            ".filter(sign => sign.sonae.layer.spec.id !== 'structures').length === count",
            arg=len(case.city.places) + without,
        )
        page.get_by_role("button", name="甲ビル").click()
        said = page.locator(".leaflet-popup-content").inner_text()
        assert "甲ビル" in said
        assert "割り当て" in said
        _open_switches(page)
        page.get_by_label("道路", exact=True).focus()
        page.keyboard.press("Space")
        _wait_without(page, "streets")
        assert page.get_by_label("位置の目安（概略）").count() == 0


@pytest.mark.browser
def test_signs_are_reached_and_opened_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, city_map(*make_sample(), "ja"), tmp_path) as page:
        page.get_by_role("button", name="甲ビル").focus()
        assert "甲ビル" in page.locator(".sonae-tip").inner_text()
        page.keyboard.press("Enter")
        assert "甲ビル" in page.locator(".leaflet-popup-content").inner_text()
        assert page.locator(".leaflet-popup-close-button").get_attribute("aria-label") == "閉じる"
        page.keyboard.press("Escape")
        page.locator(".leaflet-popup-content").wait_for(state="detached")
        # One stop for Tab, however many signs there are; PageDown and PageUp go from sign to sign.
        stops = "document.querySelectorAll('button.sonae-sign[tabindex=\"0\"]').length"
        assert page.evaluate(stops) == 1
        page.keyboard.press("PageDown")
        other = page.evaluate("document.activeElement.ariaLabel")
        assert other
        assert other != "甲ビル"
        page.keyboard.press("PageUp")
        assert page.evaluate("document.activeElement.ariaLabel") == "甲ビル"
        assert page.evaluate(stops) == 1


@pytest.mark.browser
def test_markup_in_a_name_is_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, city_map(*make_sample("toy-flood"), "ja"), tmp_path) as page:
        page.get_by_role("button", name=MARKUP_NAME, exact=True).dispatch_event("click")
        assert MARKUP_NAME in page.locator(".leaflet-popup-content").inner_text()


@pytest.mark.browser
def test_the_legend_explains_what_is_on_the_map(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, city_map(*make_sample(), "ja"), tmp_path) as page:
        assert not page.locator("#sonae-legend").is_visible(), "folded away at first"
        page.get_by_text("凡例", exact=True).click()
        said = page.locator("#sonae-legend").inner_text()
        for words in ("○ 使える場所", "満席", "歩く人 50〜199人", "主に時間・経路のため", "避難"):
            assert words in said
        pictures = page.locator("#sonae-legend canvas")
        assert pictures.count() == page.locator("#sonae-legend :is(.entry, .alone)").count() > 10
        # A head whose only entry says the same has its picture: nothing is said twice.
        said_twice = "[...document.querySelectorAll('#sonae-legend .layer + .entry')].filter("
        said_twice += "one => one.textContent === one.previousElementSibling.textContent).length"
        assert page.evaluate(said_twice) == 0
        assert page.locator("#sonae-legend .alone").count() > 0


@pytest.mark.browser
def test_lines_for_orientation_are_named_and_switched_off_together(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, city_map(*make_background(), "ja"), tmp_path) as page:
        # The toy city is 2.4 km wide: its map opens at a zoom that shows streets, not bands of main roads.
        page.locator(".leaflet-control-zoom-out").click()
        page.locator(".leaflet-control-zoom-out").click()
        names = page.locator("canvas.sonae-names")
        names.and_(page.locator('[data-names*="国道0号"]')).wait_for(state="attached")
        said = set((names.get_attribute("data-names") or "").split("\n"))
        assert {"模擬鉄道", "模擬川", "国道0号"} <= said
        _open_switches(page)
        page.get_by_label("位置の目安（概略）").focus()
        page.keyboard.press("Space")
        page.locator('canvas.sonae-names:not([data-names*="模擬川"])').wait_for(state="attached")
        assert not {"background", "background-roads"} & _layers(page)


@pytest.mark.browser
def test_the_day_goes_by_on_a_map_from_disk_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    case, plan = make_sample()
    line = day_line(case, plan)
    with opened(browser, city_map(case, plan, "ja"), tmp_path) as page:
        page.get_by_text("時刻ごとに見る（").click()
        slider = page.get_by_role("slider")
        slider.focus()
        page.keyboard.press("End")
        # Everybody has arrived, and nobody's dot is left.
        assert page.locator(".sonae-dots").get_attribute("data-on-way") == "0"
        walking = float(plan.routes["persons"].sum())
        assert (
            f"着いた人\n{Words('ja').persons(walking, rounded=True)}" in page.locator("dl.facts").inner_text()
        )
        page.keyboard.press("Home")
        steps = int((line.people["on_way_persons"] > 0).to_numpy().argmax())
        for _ in range(steps):
            page.keyboard.press("ArrowRight")
        assert int(page.locator(".sonae-dots").get_attribute("data-on-way") or 0) > 0
        assert slider.get_attribute("aria-valuetext") == page.locator("dl.facts dd").first.inner_text()
        page.locator(".spoken", has_text="歩いている人").wait_for(state="attached")


@pytest.mark.browser
def test_what_lies_below_the_cross_in_the_middle_is_opened_by_keyboard(
    browser: Browser, tmp_path: Path
) -> None:
    with opened(browser, city_map(*make_sample(), "ja"), tmp_path) as page:
        page.locator(".folium-map").focus()
        page.keyboard.press("+")
        page.keyboard.press("Enter")
        said = page.locator(".leaflet-popup-content").inner_text()
        # the street and the district there, each with its answer
        assert "この計画で歩く人" in said
        assert "（甲区）" in said
        assert page.locator(".sonae-said").text_content()
