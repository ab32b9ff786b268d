"""A reader in a real browser, for measurements: when a page stands, and what she waited.

From a press on the clock of the page itself runs. It begins with the press that the page hears: before it the
tool scrolls, waits until nothing moves and brings the mouse there, none of which a reader waits for. It ends
with the frame in which stands what she waits for. What a widget waits before it sends a press on, as
Streamlit's slider does, counts.
"""

import math
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for in the page at every frame that the browser draws: a function of JavaScript.

    What the tool's own waiting looks for is seen up to a second late.
    """

    test: str
    arg: Any = None

    def wait(self, page: Page) -> None:
        """Wait until it is so."""
        page.wait_for_function(self.test, arg=self.arg, timeout=WAIT_MS)


def stands(selector: str) -> Look:
    """Return whether a piece of a page is there; maps and the matrix lie in roots of their own."""
    return Look(
        """one => document.querySelector(one) !== null
          || [...document.querySelectorAll('*')].some((root) => root.shadowRoot?.querySelector(one))""",
        selector,
    )


def is_another(selector: str, before: str) -> Look:
    """Return whether the first piece that is so found says something else than before."""
    return Look(
        """([selector, before]) => {
          const one = document.querySelector(selector);
          return one !== null && one.innerText !== before;
        }""",
        [selector, before],
    )


def is_gone(said: str) -> Look:
    """Return whether a page no longer says something."""
    return Look("one => !document.body.innerText.includes(one)", said)


def end(name: str) -> Look:
    """Return whether the sign at the end of a page is there."""
    return stands(f'.sonae-end[data-page="{name}"]')


#: Whether no script runs for the page.
STILL = Look("() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'")


def taken(server: Served, act: Callable[[], None]) -> Waited:
    """Return how long it took, by the clock of whoever measures."""
    start, before = time.perf_counter(), server.processor_s()
    act()
    return Waited(time.perf_counter() - start, server.processor_s() - before)


def waited(page: Page, server: Served, press: Callable[[], Any], *ends: Look) -> Waited:
    """Return how long it took from a press, as the page heard it, until the last of these stood.

    Each is looked for in turn; ``figures_s`` is until the first, where there are several. A page may look
    whole between two scripts of one press: the last must stand in three frames in a row, and is told as it
    stood in the first of them.
    """
    tests = ", ".join(f"({look.test})" for look in ends)
    page.evaluate(_CLOCK.replace("TESTS", tests), [look.arg for look in ends])
    before = server.processor_s()
    press()
    page.wait_for_function("() => window.sonaeClock.ended", timeout=WAIT_MS)
    processor_s = server.processor_s() - before
    stood = page.evaluate("() => window.sonaeClock.stood.map((one) => one - window.sonaeClock.pressed)")
    seconds = [one / 1e3 for one in stood]
    return Waited(seconds[-1], processor_s, seconds[0] if len(seconds) > 1 else math.nan)


_CLOCK = """args => {
  const tests = [TESTS];
  const clock = window.sonaeClock = {pressed: null, stood: [], ended: false};
  const hear = (event) => { clock.pressed ??= event.timeStamp; };
  for (const kind of ['pointerdown', 'mousedown', 'keydown']) {
    window.addEventListener(kind, hear, {capture: true, once: true});
  }
  let frames = [];
  const look = () => {
    if (window.sonaeClock !== clock) return;
    for (let at = clock.stood.length; clock.pressed !== null && at < tests.length; at++) {
      if (!tests[at](args[at])) { frames = []; break; }
      frames.push(performance.now());
      if (at === tests.length - 1 && frames.length < 3) break;
      clock.stood.push(frames[0]);
      frames = [];
    }
    clock.ended = clock.stood.length === tests.length;
    if (!clock.ended) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
