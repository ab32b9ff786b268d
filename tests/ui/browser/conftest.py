"""A real server on the bundled city, and a real browser that tolerates no error and no other host."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, ViewportSize

ROOT = Path(__file__).resolve().parents[3]
SCREENSHOTS = ROOT / "tests" / "screenshots"

_START_S = 240
_WINDOW: ViewportSize = {"width": 1440, "height": 900}
#: Addresses after which a window is changed for a new one.
_LONGEST_HISTORY = 20
#: Streamlit asks for these below the page's own path first, and finds them at the root.
_TOLERATED = ("/_stcore/health", "/_stcore/host-config")


@dataclass
class Watched:
    """A page, and everything that went wrong in it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str, *, page_name: str) -> None:
        """Open a page and wait until its script has run to the end."""
        self.page.goto(f"{self.address}{path}")
        self.wait(page_name)

    def wait(self, page_name: str) -> None:
        """Wait for the sign at the end of a page."""
        marker = f'.sonae-end[data-page="{page_name}"]'
        self.page.wait_for_selector(marker, state="attached", timeout=240_000)
        # The script that names the language and puts our words in place comes to life beside the page.
        self.page.wait_for_function(
            "() => document.documentElement.dataset.words"
            " === document.querySelector('.sonae-end').dataset.language",
            timeout=240_000,
        )
        self.settle()

    def settle(self) -> None:
        """Wait until no script is running, so that what is seen is what was asked for."""
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'",
            timeout=240_000,
        )

    def shoot(self, name: str) -> None:
        """Take a picture of the whole page, for people who ask for pictures: no test looks at one."""
        if "SONAE_SCREENSHOTS" not in os.environ:
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        height = self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        self.page.set_viewport_size({"width": 1440, "height": max(900, min(int(height) + 40, 5000))})
        self.page.wait_for_timeout(500)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")
        self.page.set_viewport_size({"width": 1440, "height": 900})


@contextmanager
def served(home: Path, log: Path, *, prepares: str = "preset") -> Iterator[str]:
    """Run a server on the bundled city with a home of its own; its log holds no traceback at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "SONAE_HOME": str(home)}
    environment.pop("SONAE_BUNDLE", None)
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.server", "--port", str(port), "--prepare", prepares],
            cwd=ROOT, env=environment, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        _await(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)
    said = log.read_text()
    assert "Traceback" not in said, said[-4000:]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, plans_of_the_run: Path) -> Iterator[str]:
    """The address of a server on the bundled city with a home of its own, and the plans of all tests."""
    home = tmp_path_factory.mktemp("served")
    (home / "plans").symlink_to(plans_of_the_run)
    with served(home, tmp_path_factory.mktemp("log") / "server.txt") as found:
        yield found


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """Open a page that fails on any error of console, script or network, and on other hosts."""
    page = browser.new_page(viewport=_WINDOW, accept_downloads=True)
    with _watching(page, address) as opened:
        yield opened
        exceptions = page.locator('[data-testid="stException"]').count()
        page.close()
    assert exceptions == 0
    assert opened.faults == []


@contextmanager
def _watching(page: Page, address: str) -> Iterator[Watched]:
    """Write down what goes wrong in a page."""
    opened = Watched(page, address)

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location.get("url", "").endswith(_TOLERATED):
            opened.faults.append(f"console: {message.text} {message.location}")

    def asked(request: Request) -> None:
        if not request.url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            opened.faults.append(f"other host: {request.url}")

    def failed(error: Error) -> None:
        opened.faults.append(f"page: {error}")

    listeners = (("console", heard), ("request", asked), ("pageerror", failed))
    for event, listener in listeners:
        page.on(event, listener)
    yield opened
    for event, listener in listeners:
        page.remove_listener(event, listener)


class Window:
    """The window in which tests without an account look at pages, one after the other.

    A new page costs twice what opening another address in the same one does: its scripts are compiled anew.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._page: Page | None = None

    def blank(self) -> Page:
        """Return the page as a new one is: empty, of the usual size and looks, without cookies."""
        page = self._page
        # A browser counts the addresses of a page up to fifty; tests count them, too.
        if page is None or page.is_closed() or page.evaluate("history.length") > _LONGEST_HISTORY:
            if page is not None and not page.is_closed():
                page.context.close()
            page = self._page = self._browser.new_page(viewport=_WINDOW, accept_downloads=True)
        page.unroute_all(behavior="ignoreErrors")
        page.goto("about:blank")
        page.context.clear_cookies()
        page.set_viewport_size(_WINDOW)
        page.emulate_media(media="null", color_scheme="null")
        return page

    def gone(self) -> None:
        """Leave the page of a test that failed; the next one gets another."""
        if self._page is not None:
            self._page.context.close()
            self._page = None


@pytest.fixture(scope="session")
def window(browser: Browser) -> Window:
    """The one window of tests without an account."""
    return Window(browser)


@pytest.fixture
def screen(window: Window, address: str) -> Iterator[Watched]:
    """A watched page for each test, as empty as a new one."""
    page = window.blank()
    is_sound = False
    try:
        with _watching(page, address) as opened:
            yield opened
            exceptions = page.locator('[data-testid="stException"]').count()
            page.goto("about:blank")  # what a page says when it is left counts
        is_sound = exceptions == 0 and opened.faults == []
    finally:
        if not is_sound:
            window.gone()
    assert exceptions == 0
    assert opened.faults == []


def _await(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text()[-3000:]}")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.3)
    pytest.fail(f"the server did not start: {log.read_text()[-3000:]}")
