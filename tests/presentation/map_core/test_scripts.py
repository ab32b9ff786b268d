"""The map's scripts: nothing from elsewhere, and they read what presentation/geometry.py packs."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import Browser, Page
from shapely.geometry import LineString, box

from exports.folium_map import feature_groups
from exports.offline_map import city_map
from presentation.geometry import pack_areas, pack_cards, pack_integers, pack_lines, pack_points, pack_steps
from presentation.map_core import core_scripts, core_style, leaflet_script, leaflet_style
from presentation.map_layers.build import city_content
from presentation.map_layers.layer import Kind
from presentation.words import Words
from tests.exports.opened_map import opened
from tests.exports.sample_plan import make_sample

LIMIT = 2**30 - 1


def test_our_scripts_and_styles_name_no_address() -> None:
    for said in (*core_scripts(), core_style()):
        assert not re.search(r"https?:|//[a-z]+\.|url\(|@import|import\s*\(", said)


def test_leaflet_is_one_script_with_its_licence_and_without_a_map_of_its_source() -> None:
    script = leaflet_script()
    assert "sourceMappingURL" not in script
    assert "Leaflet 1.9.4" in script[:300]


def test_pictures_of_leaflet_stand_in_its_style_or_are_not_named_at_all() -> None:
    assert "url(" not in leaflet_style(pictures=False)
    named = re.findall(r"url\(([^)]{0,10})", leaflet_style(pictures=True))
    assert named
    assert all(one.startswith(("data:image", "#default#V")) for one in named)


def test_no_script_puts_text_in_as_html() -> None:
    # The stand-in for jQuery in exports/assets/folium.js does so, for what a notebook's user wrote.
    assert not [
        one for one in core_scripts() if re.search(r"innerHTML|insertAdjacentHTML|document\.write", one)
    ]


def test_every_kind_of_layer_has_a_painter() -> None:
    painters = next(one for one in core_scripts() if "const SonaePainters" in one)
    exported = re.search(r"return \{ (.*) \};\n\}\)\(\);", painters)
    assert exported is not None
    # such as "lines, line_refs: lines, areas, names() {}"
    names = {re.match(r"\w+", part.strip())[0] for part in exported[1].split(",")}  # type: ignore[index]
    assert names == {kind.value for kind in Kind}


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with opened(browser, city_map(*make_sample(), "ja"), tmp_path_factory.mktemp("map")) as one:
        yield one


@pytest.mark.browser
def test_integers_are_read_as_they_were_packed(page: Page) -> None:
    chance = random.Random(7)
    values = [0, 1, -1, 15, -16, 16, LIMIT, -LIMIT, *(chance.randint(-LIMIT, LIMIT) for _ in range(500))]
    assert page.evaluate("p => [...SonaeDecode.integers(p)]", pack_integers(values)) == values
    rows = sorted(chance.randint(0, 60_000) for _ in range(300))
    assert page.evaluate("p => [...SonaeDecode.rising(p)]", pack_steps(rows)) == rows
    assert page.evaluate("p => [...SonaeDecode.integers(p)]", "") == []


@pytest.mark.browser
def test_lines_and_areas_lie_where_they_were_with_their_boxes(page: Page) -> None:
    lines = gpd.GeoSeries(
        [LineString([(0, 0), (90, 45)]), LineString([(-90, 10), (-80, 20), (0, 0)])], crs=4326
    )
    packed = pack_lines(lines)
    read = page.evaluate(
        "p => { const s = SonaeDecode.lines(p.counts, p.points);"
        "return {xy: [...s.xy], starts: [...s.starts], boxes: [...s.boxes], size: s.size}; }",
        packed,
    )
    assert (read["size"], read["starts"]) == (2, [0, 2, 5])
    # A world of 256 units: longitude 0 is 128, 90 is 192; the equator is 128, north is less.
    assert read["xy"][:2] == pytest.approx([128, 128])
    assert read["xy"][2] == pytest.approx(192)
    assert read["boxes"][:4] == pytest.approx([128, read["xy"][3], 192, 128])
    areas, _ = pack_areas(
        gpd.GeoSeries([box(0, 0, 9, 9).difference(box(3, 3, 6, 6)), box(20, 0, 21, 1)], crs=4326)
    )
    first = page.evaluate("p => { const s = SonaeDecode.areas(p); return [...s.first, s.size]; }", areas)
    assert first == [0, 2, 3, 2]


@pytest.mark.browser
def test_cards_are_read_as_they_were_packed(page: Page) -> None:
    cards = [("甲", [("席", "10人"), ("割り当て", "10人")]), ("<b>乙</b>", []), ("甲", [("席", "0人")])]
    packed = pack_cards(cards)
    read = page.evaluate("p => SonaeDecode.cards(p.texts, p.cards)", packed)
    assert read == [{"title": title, "rows": [list(row) for row in rows]} for title, rows in cards]


@pytest.mark.browser
def test_a_click_on_a_district_opens_its_card(page: Page) -> None:
    page.locator(".leaflet-control-zoom-out").click()
    case, _ = make_sample()
    point = case.city.districts.to_crs(4326).geometry.iloc[0].representative_point()
    at = page.evaluate(
        "([lat, lng]) => { const key = Object.keys(window).find(k => k.startsWith('map_'));"
        "const p = window[key].latLngToContainerPoint([lat, lng]);"
        "const box = window[key].getContainer().getBoundingClientRect();"
        "return [box.x + p.x, box.y + p.y]; }",
        [point.y, point.x],
    )
    page.mouse.move(*at)
    assert "（甲区）" in page.locator(".sonae-tip").inner_text()
    page.mouse.click(*at)
    assert "（甲区）" in page.locator(".leaflet-popup-content").inner_text()
    page.keyboard.press("Escape")


@pytest.mark.browser
def test_a_corner_is_drawn_by_what_is_left_at_the_time_that_is_shown(page: Page) -> None:
    # Times in tenths of a second: 500 left is the second class, 100 the first, none the very first.
    points = gpd.GeoSeries([LineString([(0, 0), (1, 1)]).centroid] * 2, crs=4326)
    file = {"points": pack_points(points), "style": pack_integers([2, 2]),
            "latest": pack_integers([1000, 400]), "upper": [0, 400]}  # fmt: skip
    styles = page.evaluate(
        "file => { const l = SonaeLayer.make({kind: 'points', looks: []}, file);"
        "return [null, 500, 600, 601, 1000, 1001].map(t => [l.styleAt(0, t), l.styleAt(1, t)]); }",
        file,
    )
    assert styles == [[2, 2], [2, 0], [2, 0], [1, 0], [1, 0], [0, 0]]


def test_groups_are_made_of_what_the_scripts_can_read() -> None:
    layers = city_content(*make_sample(), Words("ja")).layers
    assert len(feature_groups(layers)) == sum(bool(layer.label) for layer in layers)
    assert all(json.loads(layer.content_bytes()) == layer.content for layer in layers)


def test_all_scripts_are_in_the_order_of_their_needs() -> None:
    defined: set[str] = set()
    for script in core_scripts():
        name = re.search(r"^const (Sonae\w+) =", script, re.M)
        assert name is not None
        used = set(re.findall(r"Sonae[A-Z]\w+", re.sub(r"//.*", "", script))) - {name[1]}
        # Names that are only used inside functions may come later: Board and Layer know each other.
        assert used - defined <= {"SonaeBoard"}
        defined.add(name[1])


def test_scripts_lie_in_the_package() -> None:
    folder = Path(__file__).resolve().parents[3] / "presentation" / "map_core"
    assert len(core_scripts()) == len(list(folder.glob("*.js")))
