"""``python -m bench.readers``: memory of the dashboard while readers go through every scenario.

Each reader opens the address of every scenario in both presets, the city page and then the map, in
one process as the server runs them, without a browser. Said after each reader: memory that the
process holds. It has to stay below ``MOST_MB`` and to be flat once every plan has been seen.
"""

import gc
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

from domain.vocabulary import Preset
from storage.home import prepare_numba_cache
from ui.server import SCRIPT
from use_cases.load_bundle import default_bundle_path, load_bundle

READERS = 30
#: What the server may hold [MB], and how much more at the end than after the second reader.
MOST_MB, MOST_GROWTH_MB = 2_000, 100
_WAIT_S = 600


@dataclass(frozen=True, slots=True)
class ReaderCost:
    """What the process holds [MB] after a reader, and how long the reader's pages took [s]."""

    reader: int
    held_mb: float
    seconds: float


def read_everything(readers: int, scenario_ids: Sequence[str]) -> Iterator[ReaderCost]:
    """Let readers, one after the other, open every scenario in both presets.

    Parameters
    ----------
    readers
        How many.
    scenario_ids
        Scenarios of the city.

    Yields
    ------
    ReaderCost
        One for each reader.

    Raises
    ------
    RuntimeError
        A page ended with an error.
    """
    for reader in range(1, readers + 1):
        begin = time.perf_counter()
        for scenario_id in scenario_ids:
            for preset in Preset:
                _open(scenario_id, preset)
        seconds = time.perf_counter() - begin
        gc.collect()
        yield ReaderCost(reader, held_mb(), seconds)


def held_mb() -> float:
    """Return the memory that this process holds now [MB]; Linux only."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / 1e6


def verdict(costs: Sequence[ReaderCost]) -> tuple[bool, float, float]:
    """Return whether memory stayed below the most and flat, its peak, and the growth after reader two."""
    peak = max(cost.held_mb for cost in costs)
    growth = costs[-1].held_mb - costs[min(1, len(costs) - 1)].held_mb
    return peak <= MOST_MB and growth <= MOST_GROWTH_MB, peak, growth


def _open(scenario_id: str, preset: Preset) -> None:
    # No browser asks: without this AppTest would make a request of mocks, and nobody would be signed in.
    context._get_client_context = lambda: None  # type: ignore[assignment]
    screen = AppTest.from_file(str(SCRIPT), default_timeout=_WAIT_S)
    screen.query_params["scenario"] = scenario_id
    screen.query_params["preset"] = preset.value
    screen.run()
    screen.switch_page(str(Path("..") / "pages" / "map.py")).run()
    if screen.exception:
        msg = f"{scenario_id}, {preset}: {screen.exception[0].message}"
        raise RuntimeError(msg)


def main() -> None:
    """Measure, say each reader's figures, and end with 1 where memory is too much or grows."""
    readers = int(sys.argv[1]) if len(sys.argv) > 1 else READERS
    scenario_ids = list(load_bundle(default_bundle_path()).scenarios)
    costs = []
    for cost in read_everything(readers, scenario_ids):
        costs.append(cost)
        print(f"reader {cost.reader}: {cost.held_mb:,.0f} MB, {cost.seconds:.0f} s", flush=True)
    good, peak, growth = verdict(costs)
    print(f"peak {peak:,.0f} MB (at most {MOST_MB:,}), growth {growth:+,.0f} MB (at most {MOST_GROWTH_MB})")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    prepare_numba_cache()
    main()
