"""What a reader waits for who changes a setting: from her press until the whole page is of the new plan.

Each change is one that nobody made before: one more river's bridges, another pace. The clock begins where the
page hears the press (``bench.in_browser``). Figures stand when the mark below them names the new case; it
stops when besides no script runs, nothing faded of the plan before is left, and maps are drawn.
"""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TimedOut

from bench.in_browser import STILL, Look, NotThereError, Step, Waited, end, waited
from bench.served import Served
from messages.catalogue import text
from presentation.setting_words import setting_name

SCENARIOS = ("nankai-tsunami-night", "typhoon-compound")
#: Pages on which a river's bridges are closed.
PAGES = ("city", "district", "map")
#: How long a page may take to stand on the new plan [s].
TARGET_S = 1.0
_WARD = "271411"
#: How long a reader reads before she changes something [ms]; what is made beside the page ends meanwhile.
_READS_MS = 3_000
#: How long the list of bridges may take to open [ms], and how often it is opened.
_OPENS_MS, _TRIES = 5_000, 5
_PACE = "movement.adult_speed_m_s"
_CASE = "() => document.querySelector('.sonae-end')?.dataset.case"
_STANDS = f"before => ![undefined, '', before].includes(({_CASE})())"
# Maps lie in roots of their own; that they begin anew shows a moment after the script has ended.
_WHOLE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const old = app.dataset.testScriptState !== 'notRunning' || document.querySelector('[data-stale=true]');
  const maps = old ? [] : [...document.querySelectorAll('*')].filter((one) => one.shadowRoot)
    .flatMap((one) => [...one.shadowRoot.querySelectorAll('.sonae-map')]);
  return !old && maps.every((map) => map.dataset.ready === 'true');
}"""


def steps() -> dict[str, Step]:
    """Return what is measured, by its name: closings on each page and a pace, in each scenario."""
    found: dict[str, Step] = {}
    for scenario in SCENARIOS:
        for page in PAGES:
            found[f"one more river's bridges closed, {page}, {scenario}"] = _closing(page, scenario)
        found[f"another walking speed, data, {scenario}"] = _pace(scenario)
    return found


def _closing(name: str, scenario: str) -> Step:
    def step(page: Page, server: Served, round_: int) -> Waited:
        _open(
            page,
            f"{server.address}/{name}?scenario={scenario}&ward={_WARD}&lang=ja&set={_PACE}={_pace_m_s()}",
            name,
            round_,
        )
        took = _until_whole(page, server, _river(page).click)
        page.keyboard.press("Escape")
        return took

    return step


def _river(page: Page) -> Locator:
    """Open the list of bridges, and return the first river of it that is not closed yet.

    A page that is drawn anew meanwhile closes the list again.
    """
    label, river = text("ja", "screen.sidebar.bridges"), page.get_by_role("option").first
    for _ in range(_TRIES):
        page.get_by_label(label).first.click()
        try:
            river.wait_for(timeout=_OPENS_MS)
        except TimedOut:
            STILL.wait(page)
            page.keyboard.press("Escape")
        else:
            return river
    raise NotThereError(f"「{label}」 has no river that could be closed")


def _pace(scenario: str) -> Step:
    def step(page: Page, server: Served, round_: int) -> Waited:
        _open(page, f"{server.address}/data?scenario={scenario}&lang=ja", "data", round_)
        if round_ == 0:
            page.get_by_label(text("ja", "screen.data.setting"), exact=True).click()
            # The list is long: it draws only a part, unless it is looked for.
            page.keyboard.type(setting_name(_PACE, "ja"))
            page.keyboard.press("Enter")
            STILL.wait(page)
        page.get_by_test_id("stNumberInput").first.locator("input").fill(_pace_m_s())
        page.keyboard.press("Tab")
        page.wait_for_timeout(500)
        STILL.wait(page)
        return _until_whole(
            page, server, page.get_by_role("button", name=text("ja", "screen.data.setting_apply")).click
        )

    return step


def _pace_m_s() -> str:
    """Return a pace that nobody walked at before: plans of runs before lie on disk."""
    return f"{0.9 + time.time() % 1e4 / 1e5:.5f}"


def _open(page: Page, address: str, name: str, round_: int) -> None:
    if round_ == 0:
        page.goto(address)
        end(name).wait(page)
    STILL.wait(page)
    page.wait_for_timeout(_READS_MS)


def _until_whole(page: Page, server: Served, press: Callable[[], Any]) -> Waited:
    return waited(page, server, press, Look(_STANDS, page.evaluate(_CASE)), Look(_WHOLE))
