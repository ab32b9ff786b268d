"""The first page in a real browser: walked by keyboard, whole on a narrow screen, two steps to a district."""

import pytest

from tests.ui.browser.conftest import Watched

pytestmark = [pytest.mark.browser, pytest.mark.city]

_TABLE = '.sonae-signs[data-ready="true"]'
#: The server prepares the plans of all hazards within some minutes.
_TRIES = 40
_FOCUSED = "document.activeElement.shadowRoot?.activeElement ?? document.activeElement"


def _open(screen: Watched, query: str = "") -> None:
    screen.open(f"/{query}", page_name="readiness")
    screen.page.wait_for_selector(_TABLE, timeout=240_000)


def test_one_cell_is_a_stop_and_the_arrows_walk(screen: Watched) -> None:
    _open(screen)
    buttons = screen.page.locator(".sonae-signs tbody button")
    assert buttons.count() > 700
    assert screen.page.locator('.sonae-signs tbody button[tabindex="0"]').count() == 1
    buttons.first.focus()
    columns = screen.page.locator(".sonae-signs tr.columns th").count() - 1
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("ArrowDown")
    label = screen.page.evaluate(f"({_FOCUSED}).getAttribute('aria-label')")
    assert label == buttons.nth(columns + 1).get_attribute("aria-label")
    screen.page.keyboard.press("Control+Home")
    label = screen.page.evaluate(f"({_FOCUSED}).getAttribute('aria-label')")
    assert label == buttons.first.get_attribute("aria-label")
    assert screen.page.locator('.sonae-signs tbody button[tabindex="0"]').count() == 1


def _open_prepared(screen: Watched, query: str) -> None:
    """Open the page once the server has prepared every hazard."""
    for _ in range(_TRIES):
        _open(screen, query)
        if "計算中" not in screen.page.locator(".sonae-signs").inner_text():
            return
        screen.page.wait_for_timeout(10_000)
    pytest.fail("the hazards are not prepared")


def test_a_press_on_the_empty_part_of_a_cell_opens_it(screen: Watched) -> None:
    _open_prepared(screen, "?ward=271411")
    # A row is as tall as its longest cell; the text of a cell that does not apply has one line.
    cells = screen.page.locator(".sonae-signs tr.district td")
    heights = cells.evaluate_all(
        "found => found.map(td => td.offsetHeight - td.querySelector('button').offsetHeight)"
    )
    at = heights.index(max(heights))
    assert heights[at] > 20
    cell = cells.nth(at)
    cell.scroll_into_view_if_needed()
    cell.click(position={"x": 20, "y": cell.bounding_box()["height"] - 6})
    screen.page.get_by_role("dialog").locator("table").first.wait_for()


def test_a_cell_leads_in_two_steps_to_the_district_and_its_scenario(screen: Watched) -> None:
    _open_prepared(screen, "?ward=271411")
    cell = screen.page.locator('.sonae-signs tr.district button[data-column="storm_surge"]').first
    area = cell.get_attribute("data-area")
    cell.focus()
    screen.page.keyboard.press("Enter")
    dialog = screen.page.get_by_role("dialog")
    dialog.locator("table").first.wait_for()
    assert "高潮" in dialog.inner_text()
    dialog.get_by_role("button", name="校区カルテへ").click()
    screen.wait("district")
    assert f"district={area}" in screen.page.url
    assert "scenario=surge-l2" in screen.page.url


@pytest.mark.parametrize("language", ["ja", "en"])
def test_on_a_narrow_screen_the_page_is_not_wider_than_the_screen(screen: Watched, language: str) -> None:
    screen.page.set_viewport_size({"width": 800, "height": 900})
    _open(screen, f"?lang={language}")
    wide = screen.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 800
    head = screen.page.locator(".sonae-signs tr.columns th").nth(1)
    top = head.bounding_box()
    frame = screen.page.locator(".sonae-signs .scroll")
    frame.evaluate("element => element.scrollTo(0, 600)")
    moved = head.bounding_box()
    # The heads of the columns stay in sight while the rows scroll.
    assert top is not None
    assert moved is not None
    assert abs(top["y"] - moved["y"]) < 60
    assert "⟦" not in screen.page.inner_text("body")
    screen.shoot(f"readiness-800-{language}")


@pytest.mark.parametrize("view", ["themes", "map"])
def test_the_other_views_are_drawn(screen: Watched, view: str) -> None:
    _open(screen)
    name = {"themes": "項目別", "map": "地図"}[view]
    screen.page.get_by_test_id("stButtonGroup").get_by_text(name).first.click()
    ready = ".sonae-signs tr.groups" if view == "themes" else '.sonae-map[data-ready="true"]'
    screen.page.wait_for_selector(ready, timeout=240_000)
    screen.settle()
    screen.shoot(f"readiness-{view}")
