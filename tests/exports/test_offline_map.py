"""The map in one file: no address, no request, no error, every text escaped."""

import dataclasses
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, sync_playwright

from exports.fonts import font_path
from exports.offline_map import city_map, district_map, script_json
from tests.exports.background_plan import make_background
from tests.exports.sample_plan import MARKUP_NAME, make_real, make_sample

D1 = "271411-00001"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _tags(html: bytes) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html.decode())
    return parser.found


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_document_asks_for_nothing(scenario: str, language: str) -> None:
    case, plan = make_sample(scenario)
    for html in (city_map(case, plan, language), district_map(case, plan, D1, language)):
        tags = _tags(html)
        assert not [attrs for _, attrs in tags if attrs.get("src") or attrs.get("href")]
        assert not [tag for tag, _ in tags if tag in {"link", "iframe", "object", "img"}]
        assert not re.search(rb"url\((?!data:|#)[^)]", html.split(b"<script>")[0])
        policy = next(a["content"] for t, a in tags if a.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert policy.startswith("default-src 'none'")
        assert dict(tags)["html"]["lang"] == language
        assert "⟦" not in html.decode()


def test_policy_stands_before_anything_it_governs() -> None:
    tags = [tag for tag, _ in _tags(city_map(*make_sample(), "ja"))]
    assert tags[:4] == ["html", "head", "meta", "meta"]


def test_text_from_files_never_becomes_markup() -> None:
    html = city_map(*make_sample("toy-flood"), "ja").decode()
    assert MARKUP_NAME not in html
    assert "\\u003cscript\\u003ealert(1)" in html


def test_text_from_files_is_never_a_template() -> None:
    case, plan = make_sample()
    layers = tuple(dataclasses.replace(layer, source="{{ 7 * 7 }}{% x %}{# #}") for layer in plan.provenance)
    html = city_map(case, dataclasses.replace(plan, provenance=layers), "ja").decode()
    assert "{{ 7 * 7 }}{% x %}{# #}" in html


def test_script_data_cannot_end_its_element() -> None:
    said = script_json({"name": "</script><b>&\u2028"})
    assert not set(said) & set("<>&\u2028")


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


@contextmanager
def _opened(html: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Open a map from disk; nothing may be asked of anybody, and no error told."""
    fonts = folder / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{font_path().parent}</dir><cachedir>{folder}</cachedir></fontconfig>")
    monkeypatch.setitem(os.environ, "FONTCONFIG_FILE", str(fonts))
    file = folder / "map.html"
    file.write_bytes(html)
    requests: list[str] = []
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        faults.append(message.text)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", hear)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-sonae-ready=yes]")
        yield page
        browser.close()
    assert requests == [file.as_uri()]
    assert faults == []


_INKED = (
    "[...document.querySelectorAll('canvas.sonae-canvas')].map(c => c.getContext('2d')"
    ".getImageData(0, 0, c.width, c.height).data.some(v => v > 0))"
)


@pytest.mark.browser
def test_map_opens_from_disk_without_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _opened(city_map(*make_sample(), "ja"), tmp_path, monkeypatch) as page:
        # one of five places is designated for tsunamis; 20 people have no place
        assert page.locator(".sonae-place").count() == 1
        page.get_by_label("この災害に指定のない場所").check()
        assert page.locator(".sonae-place").count() == 5
        assert page.locator(".sonae-people").all_inner_texts() == ["約20人"]
        page.locator(".sonae-used").click()
        assert "甲ビル" in page.locator(".leaflet-popup-content").inner_text()
        # hazard, streets, zones, outlines, ways
        assert page.evaluate(_INKED) == [True] * 5
        page.get_by_label("道路").uncheck()
        assert page.locator("canvas.sonae-canvas").count() == 4
        assert page.get_by_label("位置の目安（概略）").count() == 0


@pytest.mark.browser
def test_lines_for_orientation_are_drawn_named_and_switched_off_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _opened(city_map(*make_background(), "ja"), tmp_path, monkeypatch) as page:
        # The toy city is 2.4 km wide: its map opens at a zoom that shows streets, not bands of main roads.
        page.locator(".leaflet-control-zoom-out").click()
        names = page.locator("canvas.sonae-names")
        names.and_(page.locator('[data-names*="模擬川"]')).wait_for(state="attached")
        assert set((names.get_attribute("data-names") or "").split("\n")) == {
            *("模擬駅", "模擬鉄道", "模擬川", "国道0号"),
        }
        assert page.evaluate(_INKED) == [True] * 7
        page.get_by_label("位置の目安（概略）").uncheck()
        page.locator('canvas.sonae-names[data-names=""]').wait_for(state="attached")
        assert page.locator("canvas.sonae-canvas").count() == 5
