"""The map and the way of somebody who has never seen the pages, in a real browser.

That every page opens without an error and asks nobody else is seen where all are walked through:
``test_accessibility``.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Download

from tests.ui.browser.conftest import Watched

pytestmark = [pytest.mark.browser, pytest.mark.city]

_FIND = re.compile(r"^名前で探す")
_MAP_READY = '.sonae-map[data-ready="true"]'


def test_the_first_page_opens_without_a_choice(screen: Watched) -> None:
    screen.open("/", page_name="readiness")
    assert screen.page.locator(".sonae-signs button .word").first.inner_text()


# The typhoon is surge, inland water, flood and landslide at once; the tsunami is on other tests' maps.
@pytest.mark.parametrize("scenario", ["uemachi-quake-day1", "shinminato-fire", "typhoon-compound"])
def test_the_map_is_drawn_for_every_kind_of_hazard(screen: Watched, scenario: str) -> None:
    screen.open(f"/map?scenario={scenario}", page_name="map")
    screen.page.wait_for_selector(_MAP_READY, timeout=240_000)
    screen.shoot(f"map-{scenario}")


def test_a_stranger_finds_the_answer_closes_the_crossings_and_takes_it_away(
    screen: Watched, tmp_path: Path
) -> None:
    page = screen.page
    screen.open("/city?scenario=nankai-tsunami-night&ward=271411", page_name="city")
    before = page.locator(".sonae-strong").first.inner_text()
    assert before.startswith("堺区")
    assert "時間内に安全な場所へ着け" in before
    # Why, and what is real and what is model: one click on 根拠.
    assert "間に合わない" in page.inner_text("body")
    page.get_by_role("button", name="根拠").first.click()
    page.get_by_text("使ったデータ（出典・日付・実データか模擬データか）").first.wait_for()
    opened = page.locator('[data-testid="stPopoverBody"]').inner_text()
    assert "実データ" in opened
    assert "模擬データ" in opened
    assert "歩く速さ" in opened
    screen.shoot("walk-1-evidence")
    page.keyboard.press("Escape")
    # Close the crossings of 南海本線 and see the change.
    page.get_by_label("踏切を閉じる鉄道").click()
    page.get_by_role("option", name=re.compile("^南海本線")).click()
    page.locator("#change").wait_for(timeout=240_000)
    page.keyboard.press("Escape")
    screen.settle()
    rows = page.locator(".sonae-table", has_text="歩く時間が1分以上長くなる人").locator("tbody tr").all()
    changed = [cells for row in rows if (cells := row.locator("td").all_inner_texts())[0] != cells[1]]
    assert len(changed) > 2, "closed crossings must lengthen somebody's way"
    assert "crossings=" in page.url
    screen.shoot("walk-2-closed")
    # Faded, as while another plan is being made, a button gives no file of the plan before: neither to the
    # mouse nor to the keyboard.
    press = page.get_by_role("button", name="表（Excel）")
    around = press.locator("xpath=ancestor::*[@data-stale][1]")
    given: list[Download] = []

    def note(download: Download) -> None:
        given.append(download)

    page.on("download", note)
    around.evaluate("one => { one.dataset.stale = 'true' }")
    press.click()
    press.press("Enter")
    around.evaluate("one => { one.dataset.stale = 'false' }")
    # The table and the map on paper and disk.
    with page.expect_download() as table:
        press.click()
    assert table.value.suggested_filename.endswith(".xlsx")
    page.remove_listener("download", note)
    assert given == [table.value]
    assert Path(table.value.path()).read_bytes()[:2] == b"PK"
    page.get_by_role("link", name="地図").click()
    screen.wait("map")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    with page.expect_download() as saved:
        page.get_by_role("button", name="地図（インターネットなしで開ける1つのファイル）").click()
    html = Path(saved.value.path()).read_text(encoding="utf-8")
    assert html.lstrip().lower().startswith("<!doctype html")
    screen.shoot("walk-3-map")


def test_the_back_button_leads_to_the_page_before_in_one_press(screen: Watched) -> None:
    page = screen.page
    screen.open("/city?scenario=nankai-tsunami-night", page_name="city")
    entries = page.evaluate("history.length")
    for ward in ("堺区", "西区"):
        page.get_by_role("radio", name=ward).first.click()
        screen.settle()
    page.get_by_text("西区", exact=False).first.wait_for()
    assert page.evaluate("history.length") == entries
    page.get_by_role("link", name="地図").first.click()
    screen.wait("map")
    assert "ward=" in page.url
    assert page.evaluate("history.length") == entries + 1
    page.go_back()
    screen.wait("city")
    assert "/city" in page.url
    assert "ward=" in page.url
    page.go_forward()
    screen.wait("map")


def test_a_map_that_is_left_while_it_reads_says_nothing(screen: Watched) -> None:
    # The layers come slowly; the reader has asked for a place and goes on before they are there.
    page = screen.page
    page.route("**/layers/**", lambda route: (page.wait_for_timeout(1_500), route.continue_())[1])
    screen.open("/map?scenario=nankai-tsunami-night&ward=271411&district=271411-00032", page_name="map")
    page.locator(".sonae-map").wait_for()
    page.get_by_role("link", name="全市総括表").first.click()
    screen.wait("city")
    page.wait_for_timeout(4_000)
    assert page.locator(".sonae-map").count() == 0


def test_what_a_closing_does_stands_beside_the_switch_above_the_fold(screen: Watched) -> None:
    page = screen.page
    screen.open("/city?scenario=nankai-tsunami-night", page_name="city")
    page.get_by_label("踏切を閉じる鉄道").click()
    page.get_by_role("option", name=re.compile("^南海本線")).click()
    effect = page.locator(".sonae-effect")
    effect.wait_for(timeout=240_000)
    page.keyboard.press("Escape")
    screen.settle()
    assert "閉じた: 南海本線" in effect.inner_text()
    assert "通る道か行き先がなくなる人" in effect.inner_text()
    box = effect.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900
    screen.shoot("closing-effect")


def test_a_click_on_the_map_tells_about_the_place(screen: Watched) -> None:
    page = screen.page
    screen.open("/map?scenario=nankai-tsunami-night", page_name="map")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    page.get_by_role("combobox", name=_FIND).click()
    page.get_by_role("option").first.click()
    # The map goes to the chosen place: it stands in the middle and answers a click there.
    page.locator('.sonae-canvas[data-layers*="chosen-place"]').wait_for(state="attached", timeout=240_000)
    screen.settle()
    screen.shoot("map-place")
    box = page.locator(".sonae-map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + box["height"] - 120)
    screen.settle()


def test_a_town_is_found_by_its_reading_and_by_keyboard(screen: Watched) -> None:
    page = screen.page
    screen.open("/map?scenario=nankai-tsunami-night", page_name="map")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    page.get_by_role("combobox", name=_FIND).fill("でじまちょう3丁")
    page.get_by_role("option", name=re.compile("出島町三丁")).first.wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="出島町三丁", exact=True).wait_for(timeout=240_000)
    screen.settle()
    # From near the blocks of the town answer: the map is there.
    near = page.locator('.sonae-canvas[data-layers*="blocks"]')
    near.wait_for(state="attached", timeout=240_000)


def test_places_are_pale_until_they_open(screen: Watched) -> None:
    page = screen.page
    # In a storm surge places open some time after level 3.
    screen.open("/map?scenario=surge-l2", page_name="map")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    assert page.locator(".sonae-canvas").get_attribute("data-closed") == "0"
    page.locator(".sonae-day summary").click()
    page.wait_for_selector('.sonae-day[data-ready="true"]', timeout=240_000)
    page.locator('.sonae-canvas:not([data-closed="0"])').wait_for(state="attached", timeout=240_000)
    page.locator('.sonae-day input[type="range"]').focus()
    page.keyboard.press("End")
    page.locator('.sonae-canvas[data-closed="0"]').wait_for(state="attached", timeout=240_000)


def test_the_map_of_a_chosen_district_leads_to_its_page(screen: Watched) -> None:
    page = screen.page
    screen.open("/map?ward=271411&district=271411-00032", page_name="map")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    page.get_by_role("link", name="この校区の校区カルテを開く").click()
    screen.wait("district")
    assert "district=271411-00032" in page.url


def test_the_name_of_a_scenario_is_read_to_its_end(screen: Watched) -> None:
    screen.open("/city?scenario=nankai-tsunami-night", page_name="city")
    box = screen.page.locator('[data-testid="stSidebar"] [data-testid="stSelectbox"] input').first
    assert box.input_value() == "南海トラフ巨大地震の津波（夜間）"
    for width in (1366, 1440):
        screen.page.set_viewport_size({"width": width, "height": 900})
        wanted, there = box.evaluate("box => [box.scrollWidth, box.clientWidth]")
        assert wanted <= there, width


def test_layers_are_switched_off_by_keyboard_and_rivers_and_railways_together(screen: Watched) -> None:
    page = screen.page
    screen.open("/map", page_name="map")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    page.locator('canvas.sonae-names[data-names*="石津川"]').wait_for(state="attached", timeout=240_000)
    screen.shoot("map-orientation")
    # The legend is folded away at first.
    page.locator(".sonae-legend summary").focus()
    page.keyboard.press("Enter")
    box = page.locator('.sonae-map input[data-layer="flow"]')
    assert box.is_checked()
    box.focus()
    page.keyboard.press("Space")
    assert not box.is_checked()
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    background = page.locator('.sonae-map input[data-layer="background"]')
    assert background.is_checked()
    background.uncheck()
    page.locator('canvas.sonae-names:not([data-names*="石津川"])').wait_for(state="attached", timeout=240_000)


def test_a_sign_is_reached_and_opened_by_keyboard(screen: Watched) -> None:
    page = screen.page
    screen.open("/map?scenario=nankai-tsunami-night", page_name="map")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    # The last sign lies on top: a place that people go to.
    sign = page.locator(".sonae-map button.sonae-sign").last
    name = sign.get_attribute("aria-label")
    assert name
    sign.focus()
    assert name in page.locator(".sonae-tip").inner_text()
    page.keyboard.press("Enter")
    # Marks of a name are kept apart from Markdown by joiners that nobody sees.
    page.wait_for_function(
        "name => [...document.querySelectorAll('h2')]"
        ".some(h => h.innerText.replaceAll('\u2060', '') === name)",
        arg=name,
        timeout=240_000,
    )
    screen.settle()
    screen.shoot("map-sign")


def test_the_open_legend_leaves_two_thirds_of_the_map(screen: Watched) -> None:
    page = screen.page
    screen.open("/map?scenario=nankai-tsunami-night", page_name="map")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    legend = page.locator(".sonae-legend")
    assert not legend.locator("input").first.is_visible()
    legend.locator("summary").click()
    for width in (1440, 800):
        page.set_viewport_size({"width": width, "height": 900})
        screen.settle()
        box, whole = legend.bounding_box(), page.locator(".sonae-map").bounding_box()
        assert box is not None
        assert whole is not None
        assert 3 * box["width"] * box["height"] <= whole["width"] * whole["height"], width


def test_a_street_and_its_block_answer_below_the_cross_and_the_day_goes_by(screen: Watched) -> None:
    page = screen.page
    screen.open("/map?scenario=nankai-tsunami-night&ward=271411&district=271411-00032", page_name="map")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    page.locator(".sonae-map .canvas").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    page.locator('.sonae-canvas[data-layers*="blocks"]').wait_for(state="attached", timeout=240_000)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="この街区のページを開く").wait_for(timeout=240_000)
    screen.settle()
    assert "block=M2714" in page.url
    page.locator(".sonae-day summary").click()
    page.wait_for_selector('.sonae-day[data-ready="true"]', timeout=240_000)
    slider = page.locator('.sonae-day input[type="range"]')
    slider.focus()
    before = slider.get_attribute("aria-valuetext")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") != before
    # People leave ten minutes after the quake at the earliest: twelve minutes after it some are on the way.
    assert int(page.locator(".sonae-dots").get_attribute("data-on-way") or 0) > 0
    screen.shoot("map-day")


def test_a_link_to_the_switches_opens_them_on_a_narrow_screen(screen: Watched) -> None:
    page, button = screen.page, '[data-testid="stExpandSidebarButton"]'
    page.set_viewport_size({"width": 390, "height": 844})
    screen.open("/whatif", page_name="whatif")
    page.wait_for_selector(button)
    page.locator("a[href='#closings']").click()
    page.wait_for_selector(button, state="detached")
