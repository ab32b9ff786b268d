"""The page of places in a real browser: a tick and its effect, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.ui.browser.conftest import Watched

pytestmark = pytest.mark.browser
_PAGE = "/places?scenario=surge-l2&ward=271411&lang=en"
_WAIT_MS = 240_000


def _headline(screen: Watched):
    return screen.page.locator(".sonae-strong").first


def test_a_tick_changes_what_is_left_without_a_place_and_the_answer_stays_in_sight(screen: Watched) -> None:
    screen.open(_PAGE, page_name="places")
    page = screen.page
    before = _headline(screen).inner_text()
    # Which five places come first, and whom that leaves without a place, is read without scrolling.
    first = page.get_by_text(re.compile("To open first")).bounding_box()
    assert first is not None
    assert first["y"] + first["height"] < 900
    seats = page.locator(".places tbody").get_by_role("checkbox", name=re.compile("^Open ")).nth(3)
    expect(seats).to_be_checked()
    seats.uncheck()
    expect(_headline(screen)).not_to_have_text(before, timeout=_WAIT_MS)
    expect(page.get_by_text("12 of 13 places open")).to_be_visible(timeout=_WAIT_MS)
    # By keyboard: the same box, with the space bar.
    seats.focus()
    page.keyboard.press("Space")
    expect(_headline(screen)).to_have_text(before, timeout=_WAIT_MS)
    screen.settle()
    screen.shoot("places")


def test_quick_ticks_are_all_kept(screen: Watched) -> None:
    screen.open(_PAGE, page_name="places")
    boxes = screen.page.locator(".places tbody").get_by_role("checkbox")
    for i in range(4):
        boxes.nth(i).uncheck()
    expect(screen.page.get_by_text("9 of 13 places open")).to_be_visible(timeout=_WAIT_MS)
    screen.settle()
    assert [boxes.nth(i).is_checked() for i in range(5)] == [False] * 4 + [True]


def test_the_list_is_sorted_and_searched_by_keyboard(screen: Watched) -> None:
    screen.open(_PAGE, page_name="places")
    page = screen.page
    heading = page.locator(".places thead th", has_text="Capacity (persons)")
    button = heading.get_by_role("button").first
    button.focus()
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    cells = page.locator(".places tbody tr td:nth-child(6)").all_inner_texts()
    seats = [int(re.sub(r"[^0-9]", "", one) or -1) for one in cells]
    assert seats == sorted(seats, reverse=True)
    page.get_by_role("searchbox").fill("no such place")
    expect(page.get_by_text("0 of 13 places shown")).to_be_visible()
