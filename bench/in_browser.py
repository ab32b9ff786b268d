"""A reader in a real browser, for measurements: when a page stands, and what she waited."""

import math
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from bench.served import Served

WAIT_MS = 60_000


@dataclass(frozen=True, slots=True)
class Waited:
    """What a reader waited, and what the server's processor took meanwhile, of all its threads [s].

    ``figures_s`` is until the page's figures stood, where parts that take longer come after them; else NaN.
    """

    seconds: float
    processor_s: float
    figures_s: float = math.nan


class NotThereError(Exception):
    """What a step presses is not on the page, and why: the step is told as not measured."""


#: A round of what is measured: page of the browser, server, number of the round.
Step = Callable[[Page, Served, int], Waited]


def browser_path() -> str:
    """Return where chromium lies.

    Raises
    ------
    SystemExit
        When it is missing.
    """
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    path = next((one for one in found if one), None)
    if path is None:
        raise SystemExit("chromium is missing: bash tests/install_browser.sh")
    return path


def stands(page: Page, selector: str) -> None:
    """Wait until a piece of a page is there, looked for at every frame that the browser draws.

    What the tool's own waiting looks for is seen up to a second late. Maps and the matrix lie in roots of
    their own.
    """
    page.wait_for_function(
        """one => document.querySelector(one) !== null
          || [...document.querySelectorAll('*')].some((root) => root.shadowRoot?.querySelector(one))""",
        arg=selector,
        timeout=WAIT_MS,
    )


def is_another(page: Page, selector: str, before: str) -> None:
    """Wait until the first piece that is so found says something else than before, as ``stands``."""
    page.wait_for_function(
        """([selector, before]) => {
          const one = document.querySelector(selector);
          return one !== null && one.innerText !== before;
        }""",
        arg=[selector, before],
        timeout=WAIT_MS,
    )


def is_gone(page: Page, said: str) -> None:
    """Wait until a page no longer says something, as ``stands``."""
    page.wait_for_function("one => !document.body.innerText.includes(one)", arg=said, timeout=WAIT_MS)


def end(page: Page, name: str) -> None:
    """Wait for the sign at the end of a page."""
    stands(page, f'.sonae-end[data-page="{name}"]')


def still(page: Page) -> None:
    """Wait until no script runs for the page."""
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'",
        timeout=WAIT_MS,
    )


def taken(server: Served, act: Callable[[], None]) -> Waited:
    """Return how long it took."""
    start, before = time.perf_counter(), server.processor_s()
    act()
    return Waited(time.perf_counter() - start, server.processor_s() - before)
