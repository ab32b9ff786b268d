"""``python -m bench.at_once``: ten readers of one server at once, each going from page to page.

The server is the one that ``sonae serve`` starts, in its own process, with every plan prepared. Each
reader has a scenario and a ward of his own, reads a page for some seconds and goes to another. What is
measured is the time from the click until the server has sent the page to its end; what a browser then
takes to draw is its own. Load of the machine stands beside the figures: other work makes them longer.
"""

import argparse
import asyncio
import os
import random
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.reader_session import FIRST_PAGE, ReaderSession
from bench.served import Served, served
from messages.catalogue import text
from use_cases.load_bundle import default_bundle_path, load_bundle

READERS, CLICKS = 10, 20
#: Seconds that a reader looks at a page, between these.
READS_S = (2.0, 8.0)
#: What the server may hold [MB], and how long a click may take [s].
MOST_MB, MOST_S = 3_000, 2.0


@dataclass(frozen=True, slots=True)
class Click:
    """A page that a reader went to, and how long it took [s]."""

    page: str
    seconds: float


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What readers at once took: every click, and the most that the server held [MB]."""

    clicks: Sequence[Click]
    peak_mb: float

    @property
    def late(self) -> int:
        """Clicks that took longer than ``MOST_S``."""
        return sum(click.seconds > MOST_S for click in self.clicks)

    @property
    def is_good(self) -> bool:
        """Whether no click was late, and the memory stayed below ``MOST_MB``."""
        return self.late == 0 and self.peak_mb <= MOST_MB


async def read_at_once(server: Served, readers: int, clicks: int, reads_s: tuple[float, float]) -> AtOnce:
    """Let readers go from page to page at the same time.

    Parameters
    ----------
    server
        The server, with its plans prepared.
    readers, clicks
        How many, and how many pages each goes to.
    reads_s
        Shortest and longest time that a reader looks at a page [s].
    """
    city = load_bundle(default_bundle_path())
    scenarios, wards = list(city.scenarios), list(city.wards.index)
    done = asyncio.Event()

    async def watch() -> float:
        peak = 0.0
        while not done.is_set():
            peak = max(peak, server.held_mb())
            await asyncio.sleep(0.2)
        return peak

    async def read(reader: int) -> list[Click]:
        chance = random.Random(reader)  # noqa: S311 - which page is next decides nothing
        session = await ReaderSession.opened(
            server.port, scenario=scenarios[reader % len(scenarios)], ward=str(wards[reader % len(wards)])
        )
        found = []
        for _ in range(clicks):
            await asyncio.sleep(chance.uniform(*reads_s))
            page = chance.choice([one for one in session.pages if one != session.page])
            found.append(Click(page, await session.go(page)))
        await session.close()
        return found

    watching = asyncio.create_task(watch())
    found = await asyncio.gather(*(read(reader) for reader in range(readers)))
    done.set()
    return AtOnce([click for one in found for click in one], await watching)


async def prepared(server: Served) -> None:
    """Wait until the server has the plans of every scenario."""
    waiting = (
        text("ja", "screen.sidebar.preparing", done="\n", total="\n").split("\n", maxsplit=1)[0].encode()
    )
    session = await ReaderSession.opened(server.port)
    while waiting in session.said:
        await asyncio.sleep(2)
        await session.go("organisations" if session.page == FIRST_PAGE else FIRST_PAGE)
    await session.close()


def report(found: AtOnce) -> list[str]:
    """Return the figures in lines: each page, then all."""
    by_page: dict[str, list[float]] = {}
    for click in found.clicks:
        by_page.setdefault(click.page, []).append(click.seconds)
    lines = [_line(page, seconds) for page, seconds in sorted(by_page.items())]
    lines.append(_line("all", [click.seconds for click in found.clicks]))
    lines.append(
        f"{found.late} of {len(found.clicks)} clicks took more than {MOST_S:g} s; "
        f"peak {found.peak_mb:,.0f} MB (at most {MOST_MB:,})"
    )
    return lines


def _line(name: str, seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    ninety = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return (
        f"{name:14} {len(ordered):4} clicks, median {statistics.median(ordered):.2f} s, "
        f"95 % {ninety:.2f} s, longest {ordered[-1]:.2f} s"
    )


def main() -> int:
    """Start the server, wait until it is prepared, let the readers read, and say what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.at_once")
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--clicks", type=int, default=CLICKS)
    parser.add_argument("--reads", type=float, nargs=2, default=READS_S, metavar="S")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "server.txt") as server:
        asyncio.run(prepared(server))
        print(f"load before: {' '.join(f'{one:.2f}' for one in os.getloadavg())}", flush=True)
        found = asyncio.run(read_at_once(server, chosen.readers, chosen.clicks, tuple(chosen.reads)))
    print("\n".join(report(found)))
    print(f"load after: {' '.join(f'{one:.2f}' for one in os.getloadavg())}")
    return 0 if found.is_good else 1


if __name__ == "__main__":
    raise SystemExit(main())
