"""Pages 混雑 and どこを開けるか in a real browser: time is moved by keyboard, a place tells its arrivals."""

import re

import pytest
from playwright.sync_api import expect

from tests.ui.browser.conftest import Watched

pytestmark = pytest.mark.browser
_CHOSEN = "scenario=nankai-tsunami-night&lang=en"
_WAIT_MS = 240_000


def test_time_is_moved_by_keyboard_and_a_place_tells_its_arrivals(screen: Watched) -> None:
    screen.open(f"/crowding?{_CHOSEN}", page_name="crowding")
    page = screen.page
    slider = page.get_by_role("slider").first
    now = page.get_by_text(re.compile("waiting in queues in streets"))
    before, said = int(slider.input_value()), now.inner_text()
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_value(str(before + 1), timeout=_WAIT_MS)
    expect(now).not_to_have_text(said, timeout=_WAIT_MS)
    screen.settle()
    # Two curves with words of their own, and no table wider than the page but in a frame that scrolls.
    assert page.locator("img[alt]").count() >= 2
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    screen.shoot("crowding")

    screen.open(f"/places?{_CHOSEN}&ward=271411", page_name="places")
    page.get_by_text("See when people arrive").click()
    expect(page.get_by_text(re.compile("^Walking here:"))).to_be_visible(timeout=_WAIT_MS)
    screen.settle()
    screen.shoot("places-arrivals")
