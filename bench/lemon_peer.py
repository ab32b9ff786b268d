"""The assignment by LEMON, the C++ library whose network simplex POT wraps: compiled where it is installed.

On Debian: ``apt-get install g++ liblemon-dev``. It runs in a process of its own and tells itself how long it
took, from whole numbers in memory to the flow; reading, writing and compiling are not counted.
"""

import atexit
import json
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from bench.measure import Cost
from evacuation.flow import FlowProblem
from evacuation.network import IntArray

_SOURCE = Path(__file__).with_name("lemon_assign.cpp")


@cache
def lemon_program() -> Path | None:
    """Return the compiled program, thrown away with this process; None where LEMON is not installed."""
    compiler = shutil.which("g++")
    if compiler is None:
        return None
    folder = tempfile.mkdtemp(prefix="sonae-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    program = Path(folder, "assign")
    built = [compiler, "-std=c++14", "-O3", "-DNDEBUG", "-o", str(program), str(_SOURCE)]
    done = subprocess.run(built, capture_output=True, check=False)  # noqa: S603 - our own source
    return program if done.returncode == 0 else None


def flow_by_lemon(problem: FlowProblem) -> tuple[IntArray, Cost]:
    """Return how many people take each pair, then how many of each row have no place, and what it took."""
    program = lemon_program()
    assert program is not None
    asked, found = program.with_name("asked"), program.with_name("found")
    sizes = [problem.persons.size, problem.seats.size, problem.row.size]
    parts = (
        sizes, problem.persons, problem.unassigned_cost, problem.seats, problem.row, problem.destination,
        problem.cost,
    )  # fmt: skip
    asked.write_bytes(b"".join(np.asarray(one, np.int64).tobytes() for one in parts))
    command = [str(program), str(asked), str(found)]
    told = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - our own program
    return np.fromfile(found, np.int64), Cost(*json.loads(told))
