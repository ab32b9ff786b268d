"""Wall time, processes and memory."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ProcessCost:
    """What one process took: wall time and time on the processor [s], most memory it held [MB]."""

    seconds: float
    cpu_s: float
    peak_mb: float


def timed(work: Callable[[], T], *, repeats: int = 1) -> tuple[T, float]:
    """Return the last result and the median wall time [s] of some runs."""
    seconds = []
    for _ in range(repeats):
        begin = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begin)
    return result, statistics.median(seconds)


@dataclass(frozen=True, slots=True)
class Cost:
    """What some work took: wall time, and time on the processor of all its threads [s]."""

    wall_s: float
    cpu_s: float

    def times(self, factor: float) -> "Cost":
        """Return the cost of so many times the work."""
        return Cost(self.wall_s * factor, self.cpu_s * factor)


def quickest(work: Callable[[], T], *, repeats: int = 1) -> tuple[T, Cost]:
    """Return the last result and the least times of some runs: others only make them longer."""
    result, cpu_s, wall_s = timed_on_processor(work, repeats=repeats)
    return result, Cost(wall_s, cpu_s)


def timed_on_processor(work: Callable[[], T], *, repeats: int = 1) -> tuple[T, float, float]:
    """Return the last result, and the least time on the processor and by the clock [s] of some runs."""
    runs = []
    for _ in range(repeats):
        begin, used = time.perf_counter(), time.process_time()
        result = work()
        runs.append((time.process_time() - used, time.perf_counter() - begin))
    return result, min(cpu for cpu, _ in runs), min(wall for _, wall in runs)


#: Starts a command, waits for it, and tells how it ended and what it took.
_STARTER = """
import json, os, sys, time
begin = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet), 0)
seconds, cpu_s = time.perf_counter() - begin, usage.ru_utime + usage.ru_stime
print(json.dumps([os.waitstatus_to_exitcode(status), seconds, cpu_s, usage.ru_maxrss]))
"""


def run_process(command: list[str], environment: dict[str, str]) -> ProcessCost:
    """Run a command to its end, with its output thrown away; what it says of a fault is kept.

    It is started by a small process in between: Linux counts to a new process what the one that started it
    held until then, and this one may hold more than what is measured.

    Raises
    ------
    RuntimeError
        When it fails.
    """
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *command]
    done = subprocess.run(  # noqa: S603 - commands of the bench itself
        starter, env=environment, capture_output=True, check=True
    )
    ended, seconds, cpu_s, most = json.loads(done.stdout)
    if ended != 0:
        said = done.stderr.decode(errors="replace")
        msg = f"{' '.join(command)} ended with {ended}\n{said}".rstrip()
        raise RuntimeError(msg)
    # Linux counts kilobytes, macOS bytes.
    return ProcessCost(seconds, cpu_s, most / (1_000_000 if sys.platform == "darwin" else 1_000))


def machine() -> str:
    """Describe the machine in one line: processor, cores that may be used, memory, Python."""
    model = "?"
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{model}, {cores} cores, {pages:.0f} GB, Python {version}"


def load() -> float:
    """Return how many processes wanted a core over the last five minutes."""
    return os.getloadavg()[1]
