"""想定の編集 in a real browser: what is typed is checked and drawn; the open form keeps nobody out."""

import pytest
from playwright.sync_api import Page, expect

from messages.catalogue import DEFAULT_LANGUAGE
from tests.ui.browser.conftest import Watched
from tests.ui.browser.test_accessibility import Seen, _look_at

pytestmark = [pytest.mark.browser, pytest.mark.city]


def _type(screen: Watched, page: Page, field: str, said: str) -> None:
    box = page.locator(f'[class*="st-key-scenarios-form"][class*="{field}"] input')
    box.fill(said)
    box.press("Enter")
    screen.settle()


def test_a_time_is_checked_and_drawn_as_it_is_typed(screen: Watched) -> None:
    page = screen.page
    screen.open("/scenarios", page_name="scenarios")
    page.locator(".st-key-scenarios-edit button").click()
    page.get_by_role("img", name="時間の線").wait_for()
    screen.wait("scenarios")
    seen = Seen()
    _look_at(screen, "scenarios", seen, DEFAULT_LANGUAGE)
    assert seen.faults == {}
    assert seen.too_wide == []
    line = page.get_by_role("img", name="時間の線")
    before = line.get_attribute("src")
    assert before
    _type(screen, page, "alert-warning", "朝")
    expect(page.get_by_role("alert").filter(has_text="時刻として読めません")).to_be_visible()
    expect(page.locator(".st-key-scenarios-adopt button")).to_be_disabled()
    _type(screen, page, "alert-warning", "5分")
    expect(line).not_to_have_attribute("src", before)
    expect(page.locator(".st-key-scenarios-adopt button")).to_be_enabled()
