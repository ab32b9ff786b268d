"""A copy of the project in which faults are put, and tests are run in a process of their own."""

import importlib
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

#: What is loaded once and then shared by every run; of the project only what gets no faults.
_SHARED = (
    "numpy", "pandas", "geopandas", "shapely", "pyproj", "scipy.sparse", "pandera.pandas",
    "pandera.typing.geopandas", "pydantic", "numba", "networkx", "ortools.linear_solver.pywraplp",
    "ortools.graph.python.min_cost_flow", "hypothesis", "pytest", "domain.bundle", "domain.fault_log",
    "domain.scenario", "domain.settings.settings", "domain.shares", "domain.tables.organisations",
    "domain.tables.stages", "messages.catalogue",
)  # fmt: skip


#: What the last run in a copy said.
SAID = "said.txt"


class Outcome(StrEnum):
    """How a run of tests ended."""

    PASSED = "passed"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    NO_TESTS = "no_tests"


def load_shared() -> None:
    """Load the heavy libraries, so that every run begins with them."""
    for name in _SHARED:
        importlib.import_module(name)


def copy_project(root: Path, folder: Path) -> None:
    """Copy the files that the project tracks."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        source = root / name
        if source.is_file() and not name.startswith(("docs/", "ui/assets/")):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


class Run:
    """Tests of a copy that run in a process of their own, up to the first that fails.

    Parameters
    ----------
    folder
        The copy.
    tests
        Files or folders of tests, below the copy.
    seconds
        Time after which the run is stopped.
    """

    def __init__(self, folder: Path, tests: Sequence[str], *, seconds: float) -> None:
        self.folder = folder
        self._began, self._seconds = time.monotonic(), seconds
        sys.stdout.flush()
        self._child = os.fork()
        if self._child == 0:
            _test_and_leave(folder, tests)
        # The group is named here as well, so that it is there before anybody stops it.
        os.setpgid(self._child, self._child)
        self._watched = os.pidfd_open(self._child)

    def fileno(self) -> int:
        """Return what becomes readable when the run has ended."""
        return self._watched

    def left(self) -> float:
        """Return the time until the run is stopped [s]."""
        return max(self._began + self._seconds - time.monotonic(), 0.0)

    def stop(self) -> None:
        """Stop the run, whatever it has found."""
        os.killpg(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._watched)

    def end(self) -> tuple[Outcome, float]:
        """Wait for the end, stop what takes too long, and return how it ended and the time taken [s]."""
        ended, _, _ = select.select([self], [], [], self.left())
        if not ended:
            os.killpg(self._child, signal.SIGKILL)
        _, status = os.waitpid(self._child, 0)
        os.close(self._watched)
        taken = time.monotonic() - self._began
        if not ended:
            return Outcome.TIMED_OUT, taken
        code = os.waitstatus_to_exitcode(status)
        return {0: Outcome.PASSED, 5: Outcome.NO_TESTS}.get(code, Outcome.FAILED), taken


def first_to_end(runs: Sequence[Run]) -> Run:
    """Return the run that ends first, or that has no time left."""
    ended, _, _ = select.select(runs, [], [], min(run.left() for run in runs))
    return ended[0] if ended else min(runs, key=Run.left)


def _test_and_leave(folder: Path, tests: Sequence[str]) -> None:
    """Run the tests as this process, and end it with their exit code."""
    code = 70
    try:
        os.setpgid(0, 0)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        said = os.open(folder / SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        os.chdir(folder)
        sys.path[:] = [
            str(folder),
            *(place for place in sys.path if "site-packages" in place or "lib" in place),
        ]
        sys.dont_write_bytecode = True
        os.environ["SONAE_HOME"] = str(folder / ".home")
        os.environ["PYTHONPATH"] = str(folder)
        import pytest  # noqa: PLC0415 - loaded already, in the parent

        # Libraries are loaded before pytest can look into them: no fault of a test.
        calm = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
        options = ("-x", "-q", "-p", "no:cacheprovider", "-m", "not city and not browser and not real")
        code = int(pytest.main([*options, *calm, "--rootdir", str(folder), *tests]))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
