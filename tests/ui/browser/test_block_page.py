"""この街区から in a real browser: search, answer, press on the map, keyboard, card."""

from pathlib import Path

import pytest

from tests.ui.browser.conftest import Watched

pytestmark = [pytest.mark.browser, pytest.mark.city]

_MAP_READY = '.sonae-map[data-ready="true"]'


def test_from_the_name_of_a_town_to_the_answer_and_its_card(screen: Watched) -> None:
    page = screen.page
    screen.open("/block?scenario=nankai-tsunami-night", page_name="block")
    page.get_by_label("町名・区・校区・街区の番号で探す").fill("出島町３丁目")
    page.keyboard.press("Enter")
    page.get_by_label("街区の番号", exact=True).click()
    page.get_by_role("option", name="01690").click()
    page.get_by_text("堺区 出島町三丁（街区 01690）").wait_for(timeout=240_000)
    screen.settle()
    said = page.inner_text("body")
    assert "避難開始の限界（この道）" in said
    assert "満員・使えないとき" in said
    assert "block=M271411-01690" in page.url
    assert "出島町３丁目" not in page.url
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    assert "block-route" in page.locator(".sonae-canvas").get_attribute("data-layers")
    screen.shoot("block")
    with page.expect_download() as card:
        page.get_by_role("button", name="カード（A5・PDF）").click()
    assert card.value.suggested_filename.endswith("M271411-01690-card-a5.pdf")
    assert Path(card.value.path()).read_bytes().startswith(b"%PDF")


def test_a_press_anywhere_on_the_map_goes_to_the_block_there(screen: Watched) -> None:
    page = screen.page
    screen.open("/block?scenario=nankai-tsunami-night&block=M271411-01690", page_name="block")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    page.locator(".sonae-map .canvas").click(position={"x": 330, "y": 390})
    page.wait_for_function("() => !location.search.includes('M271411-01690')", timeout=240_000)
    screen.settle()
    assert "block=M2714" in page.url


def test_a_block_nearby_is_chosen_by_keyboard(screen: Watched) -> None:
    page = screen.page
    # Nobody of this block leaves in the fire: the map shows it and its neighbours from near.
    screen.open("/block?scenario=shinminato-fire&block=M271411-00900", page_name="block")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    other = '.sonae-map button[aria-label*="錦綾町二丁（街区"]:not([aria-label*="00900"])'
    sign = page.locator(other).first
    sign.wait_for(state="attached", timeout=240_000)
    sign.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => !location.search.includes('M271411-00900')", timeout=240_000)
    screen.settle()
    assert "block=M271411-00" in page.url


def test_the_map_goes_to_the_town_that_was_found(screen: Watched) -> None:
    page = screen.page
    screen.open("/block?scenario=nankai-tsunami-night", page_name="block")
    page.wait_for_selector(_MAP_READY, timeout=240_000)
    page.get_by_label("町名・区・校区・街区の番号で探す").fill("出島町三丁")
    page.keyboard.press("Enter")
    # From near the blocks of the town have signs: the map is there, before any block is chosen.
    sign = page.locator('.sonae-map button[aria-label*="出島町三丁（街区"]').first
    sign.wait_for(state="attached", timeout=240_000)
