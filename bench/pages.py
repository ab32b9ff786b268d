"""``python -m bench.pages``: what a reader waits for, from the press to what she sees, in a real browser.

One reader, one browser, the server of ``sonae serve`` with every plan prepared. The times that the pages
are held to stand beside each figure. Load of the machine stands below: other work makes all of them longer.
"""

import argparse
import asyncio
import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from bench.at_once import prepared
from bench.served import served

_WAIT_MS = 60_000
#: How long a reader of もしも looks at an answer before she changes something [ms].
_READS_MS = 5_000
#: What a reader waits for, and how long at most [s].
TARGETS_S = {
    "first page by its address": 2.0,
    "matrix to district": 1.0,
    "block answer": 0.5,
    "tick to its effect": 1.5,
    "what if people leave later": 1.0,
    "what if a street is blocked": 1.0,
}


def _browser() -> str:
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    path = next((one for one in found if one), None)
    if path is None:
        raise SystemExit("chromium is missing: bash tests/install_browser.sh")
    return path


def _end(page: Page, name: str) -> None:
    page.wait_for_selector(f'.sonae-end[data-page="{name}"]', state="attached", timeout=_WAIT_MS)


def _still(page: Page) -> None:
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'",
        timeout=_WAIT_MS,
    )


def _taken(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def first_page(page: Page, address: str, round_: int) -> float:
    """Open the first page by its address until its matrix is drawn [s]."""

    def act() -> None:
        page.goto(f"{address}/?lang=ja&round={round_}")
        page.wait_for_selector('.sonae-signs[data-ready="true"] tbody button', timeout=_WAIT_MS)
        _end(page, "readiness")

    return _taken(act)


def matrix_to_district(page: Page, address: str, round_: int) -> float:
    """Go from the evidence of a cell of the matrix to the page of its district [s]."""
    page.goto(f"{address}/?lang=ja&ward=27141{round_ % 7 + 1}")
    page.wait_for_selector('.sonae-signs[data-ready="true"] tbody button', timeout=_WAIT_MS)
    _still(page)
    page.locator('.sonae-signs tr.district button[data-column="storm_surge"]').first.focus()
    page.keyboard.press("Enter")
    to_district = page.get_by_role("dialog").get_by_role("button", name="校区カルテへ")
    to_district.wait_for(timeout=_WAIT_MS)
    _still(page)

    def act() -> None:
        to_district.click()
        _end(page, "district")

    return _taken(act)


def block_answer(page: Page, address: str, round_: int) -> float:
    """Press a block on the map of the block page until its answer stands there [s]."""
    if round_ == 0:
        page.goto(f"{address}/block?lang=ja&scenario=nankai-tsunami-night&block=M271411-01690")
        page.wait_for_selector('.sonae-map[data-ready="true"]', timeout=_WAIT_MS)
    _still(page)
    before = page.evaluate("location.search")

    def act() -> None:
        page.locator(".sonae-map .canvas").click(position={"x": 300 + 12 * round_, "y": 390})
        page.wait_for_function("before => location.search !== before", arg=before, timeout=_WAIT_MS)
        block = re.search(r"block=([^&]+)", page.evaluate("location.search"))
        assert block is not None
        page.get_by_text(f"街区 {block[1].split('-')[-1]}").first.wait_for(timeout=_WAIT_MS)

    return _taken(act)


def tick(page: Page, address: str, round_: int) -> float:
    """Close a place of the list until the sentence of its effect is another [s]."""
    if round_ == 0:
        page.goto(f"{address}/places?scenario=surge-l2&ward=271411&lang=en")
        _end(page, "places")
    _still(page)
    headline = page.locator(".sonae-strong").first
    before = headline.inner_text()
    box = page.locator(".places tbody").get_by_role("checkbox", name=re.compile("^Open ")).nth(3)

    def act() -> None:
        box.click()
        expect(headline).not_to_have_text(before, timeout=_WAIT_MS)

    return _taken(act)


def _answered(page: Page, act: Callable[[], None]) -> float:
    """Change something on the page もしも of a tsunami by night until its answer is another [s]."""
    answer = page.locator(".sonae-strong").first
    before = answer.inner_text()

    def until_answered() -> None:
        act()
        expect(answer).not_to_have_text(before, timeout=_WAIT_MS)

    return _taken(until_answered)


def _open_what_if(page: Page, address: str, round_: int) -> None:
    if round_ == 0:
        page.goto(f"{address}/whatif?scenario=nankai-tsunami-night&lang=ja")
        _end(page, "whatif")
        _still(page)
        # Trees are made once for all readers: whoever waits for them is not the usual one.
        slider = page.get_by_role("slider").first
        slider.focus()
        _answered(page, lambda: page.keyboard.press("ArrowLeft"))
    _still(page)
    # She reads what stands there; queues are walked meanwhile.
    page.wait_for_timeout(_READS_MS)


def later(page: Page, address: str, round_: int) -> float:
    """Move the departures on by a step until the answer is another [s]."""
    _open_what_if(page, address, round_)
    slider = page.get_by_role("slider").first
    slider.focus()
    return _answered(page, lambda: page.keyboard.press("ArrowRight"))


def blocked(page: Page, address: str, round_: int) -> float:
    """Tick one of the streets that the district hangs on, or take it back, until another answer [s]."""
    _open_what_if(page, address, round_)
    boxes = page.locator('[data-testid="stMain"] [data-testid="stCheckbox"] label')
    box = boxes.nth(round_ % min(3, boxes.count()))
    return _answered(page, box.click)


STEPS = dict(
    zip(TARGETS_S, (first_page, matrix_to_district, block_answer, tick, later, blocked), strict=True)
)


def main() -> int:
    """Print the middle and the longest time of each step, and whether it keeps to its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    missed = 0
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "server.txt") as server:
        asyncio.run(prepared(server))
        with sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
            for name, step in STEPS.items():
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                times = [step(page, server.address, i) for i in range(rounds)]
                page.close()
                middle, target = statistics.median(times), TARGETS_S[name]
                missed += middle > target
                print(f"{name}: median {middle:.2f} s, longest {max(times):.2f} s (target {target} s)")
            browser.close()
    print(f"{rounds} rounds, load of the machine at the end {os.getloadavg()[0]:.1f}")
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
