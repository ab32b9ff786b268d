"""``python -m bench.pages``: what a reader waits for, from the press to what she sees, in a real browser.

One reader, one browser, the server of ``sonae serve`` with every plan prepared. The clock begins
where the page hears the press (``bench.in_browser``). The times that the pages are held to stand beside each
figure. Load of the machine stands below: other work makes all of them longer.
"""

import argparse
import asyncio
import math
import os
import re
import statistics
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from bench import changed_setting
from bench.at_once import prepared
from bench.in_browser import (
    STILL,
    WAIT_MS,
    Look,
    NotThereError,
    Step,
    Waited,
    browser_path,
    end,
    is_another,
    is_gone,
    stands,
    taken,
    waited,
)  # fmt: skip
from bench.served import Served, served
from messages.catalogue import text
from ui.whatif_ahead import MOST

#: How long a reader of もしも looks at an answer before she changes something, and one in a hurry [ms].
_READS_MS, _HURRIES_MS = 5_000, 1_000
#: Of three presses that nobody foresaw, the one that moves the departures as far as they go.
_FARTHEST = 1
#: Signs of the matrix that can be pressed; the sentence that says the answer of a page.
_SIGNS, _STRONG = '.sonae-signs[data-ready="true"] tbody button', ".sonae-strong"
#: Whether the page answers for the block of its address, which is another than before.
_ANSWERED = """before => {
  const block = new URLSearchParams(location.search).get('block');
  return location.search !== before && block !== null
    && document.body.innerText.includes(`街区 ${block.split('-').at(-1)}`);
}"""
#: What a reader waits for, and how long at most [s].
TARGETS_S = {
    "first page by its address": 2.0,
    "matrix to district": 1.0,
    "block answer": 0.5,
    "tick to its effect": 1.5,
    "what if people leave a step later, with queues": 1.0,
    "what if people leave some steps later, with queues": 1.0,
    "what if a street that stands first is blocked, with queues": 1.0,
    "what if a street further down is blocked, with queues": 1.0,
    "what if something that nobody foresaw, in a hurry, with queues": 1.0,
}


def first_page(page: Page, server: Served, round_: int) -> Waited:
    """Open the first page by its address until its matrix is drawn [s]."""

    def act() -> None:
        page.goto(f"{server.address}/?lang=ja&round={round_}")
        stands(_SIGNS).wait(page)
        end("readiness").wait(page)

    return taken(server, act)


def matrix_to_district(page: Page, server: Served, round_: int) -> Waited:
    """Go from the evidence of a cell of the matrix to the page of its district [s]."""
    page.goto(f"{server.address}/?lang=ja&ward=27141{round_ % 7 + 1}")
    stands(_SIGNS).wait(page)
    STILL.wait(page)
    # A cell without a sign waits for a plan, and opens nothing.
    cells = page.locator(".sonae-signs tr.district button:has(.sign)")
    surge = page.locator('.sonae-signs tr.district button[data-column="storm_surge"]:has(.sign)')
    if not cells.count():
        raise NotThereError("of no hazard all plans are made: --prepare preset, plans or pages")
    (surge if surge.count() else cells).first.focus()
    page.keyboard.press("Enter")
    to_district = page.get_by_role("dialog").get_by_role("button", name="校区カルテへ")
    to_district.wait_for(timeout=WAIT_MS)
    STILL.wait(page)
    return waited(page, server, to_district.click, end("district"))


def block_answer(page: Page, server: Served, round_: int) -> Waited:
    """Press a block on the map of the block page until its answer stands there [s]."""
    if round_ == 0:
        page.goto(f"{server.address}/block?lang=ja&scenario=nankai-tsunami-night&block=M271411-01690")
        stands('.sonae-map[data-ready="true"]').wait(page)
    STILL.wait(page)
    answered = Look(_ANSWERED, page.evaluate("location.search"))

    def press() -> None:
        page.locator(".sonae-map .canvas").click(position={"x": 300 + 12 * round_, "y": 390})

    return waited(page, server, press, answered)


def tick(page: Page, server: Served, round_: int) -> Waited:
    """Close a place of the list until the sentence of its effect is another [s]."""
    if round_ == 0:
        page.goto(f"{server.address}/places?scenario=surge-l2&ward=271411&lang=en")
        end("places").wait(page)
    STILL.wait(page)
    before = page.locator(_STRONG).first.inner_text()
    box = page.locator(".places tbody").get_by_role("checkbox", name=re.compile("^Open ")).nth(3)
    return waited(page, server, box.click, is_another(_STRONG, before))


def _open_what_if(page: Page, server: Served, round_: int, reads_ms: int = _READS_MS) -> None:
    if round_ == 0:
        page.goto(f"{server.address}/whatif?scenario=nankai-tsunami-night&lang=ja")
        end("whatif").wait(page)
        STILL.wait(page)
        # Trees are made once for all readers: whoever waits for them is not the usual one.
        slider = page.get_by_role("slider").first
        slider.focus()
        _with_queues(page, server, lambda: page.keyboard.press("ArrowLeft"))
    STILL.wait(page)
    # She reads what stands there; what the streets mean that stand first is made meanwhile.
    page.wait_for_timeout(reads_ms)


def _streets(page: Page) -> Locator:
    """Return the boxes of the streets that the district hangs on."""
    return page.locator('[data-testid="stMain"] [data-testid="stCheckbox"] label')


def _later(key: str) -> Step:
    """Move the departures on by a key until the answer is another, and until its queues stand, too [s]."""

    def step(page: Page, server: Served, round_: int) -> Waited:
        _open_what_if(page, server, round_)
        page.get_by_role("slider").first.focus()
        return _with_queues(page, server, lambda: page.keyboard.press(key))

    return step


def _ticking(first: int) -> Step:
    """Tick one of the streets that the district hangs on, or take it back; not those before ``first`` [s]."""

    def step(page: Page, server: Served, round_: int) -> Waited:
        _open_what_if(page, server, round_)
        boxes = _streets(page)
        return _with_queues(page, server, boxes.nth(first + round_ % min(MOST, boxes.count() - first)).click)

    return step


def unforeseen(page: Page, server: Served, round_: int) -> Waited:
    """Tick the next street from the end of the list, or move the departures as far as they go [s].

    What is made ahead begins with the streets that stand first and with departures near by; it has a second.
    """
    _open_what_if(page, server, round_, _HURRIES_MS)
    if round_ % 3 == _FARTHEST:
        page.get_by_role("slider").first.focus()
        key = "End" if round_ % 2 else "Home"
        return _with_queues(page, server, lambda: page.keyboard.press(key))
    boxes = _streets(page)
    return _with_queues(page, server, boxes.nth(boxes.count() - 1 - round_ % MOST).click)


def _with_queues(page: Page, server: Served, act: Callable[[], None]) -> Waited:
    """Change something until the queues of another answer stand; ``figures_s`` until the answer does [s]."""
    before, begins = page.locator(_STRONG).first.inner_text(), text("ja", "crowding.begins")
    return waited(page, server, act, is_another(_STRONG, before), STILL, is_gone(begins))


STEPS: Mapping[str, tuple[float, Step]] = {
    **{
        name: (TARGETS_S[name], step)
        for name, step in zip(
            TARGETS_S,
            (
                first_page,
                matrix_to_district,
                block_answer,
                tick,
                _later("ArrowRight"),
                _later("PageUp"),
                _ticking(0),
                _ticking(MOST),
                unforeseen,
            ),
            strict=True,
        )
    },
    **{name: (changed_setting.TARGET_S, step) for name, step in changed_setting.steps().items()},
}


def main() -> int:
    """Print the middle and the longest time of each step, and whether it keeps to its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--step", default="", help="only steps whose name holds this")
    parser.add_argument("--prepare", default="pages", help="what the server makes before (sonae serve)")
    asked = parser.parse_args()
    steps = {name: step for name, step in STEPS.items() if asked.step in name}
    missed = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "server.txt", "--prepare", asked.prepare) as server,
    ):
        asyncio.run(prepared(server))
        with sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
            for name, (target, step) in steps.items():
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                try:
                    took = [step(page, server, i) for i in range(asked.rounds)]
                except NotThereError as why:
                    print(f"{name}: not measured: {why}", flush=True)
                    continue
                finally:
                    page.close()
                times = [one.seconds for one in took]
                figures = statistics.median(one.figures_s for one in took)
                middle = statistics.median(times)
                missed += middle > target
                print(
                    f"{name}: median {middle:.2f} s, longest {max(times):.2f} s (target {target} s); "
                    f"server's processor {statistics.median(one.processor_s for one in took):.2f} s"
                    + ("" if math.isnan(figures) else f"; figures stand after {figures:.2f} s"),
                    flush=True,
                )
            browser.close()
    print(f"{asked.rounds} rounds, load of the machine at the end {os.getloadavg()[0]:.1f}")
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
