"""What all tests share: hypothesis repeats the same examples everywhere and never judges by time."""

import gc
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from hypothesis import settings

from planning.case import Case
from planning.plan import Plan
from storage.home import HOME_VARIABLE, plans_dir
from tests.data.layers_once import read_layer_once
from tests.made import Made
from tests.storage.tables_at_once import make_tables

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Tests that share what takes long to start: one server with one browser, one PostgreSQL.
_TOGETHER = ("tests/ui/browser/", "tests/storage/store/")

#: Modules that are named at the end of a run.
_NAMED = 10

settings.register_profile("sonae", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("sonae")


@pytest.fixture(scope="session")
def plans_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which all processes of a run keep plans: each of the bundled city's is made once."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "plans-of-the-run"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def home_of_the_tests(tmp_path_factory: pytest.TempPathFactory, plans_of_the_run: Path) -> Iterator[None]:
    """Keep what tests store out of the home of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home-of-the-tests")
        plans_dir({HOME_VARIABLE: str(home)}).symlink_to(plans_of_the_run)
        patch.setenv(HOME_VARIABLE, str(home))
        # The command speaks the language of the terminal: of whoever runs the tests it knows nothing.
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            patch.setenv(name, "C.UTF-8")
        yield


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Make passwords cost next to nothing in this process; what they cost in the program has its own test."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr("storage.store.passwords._HASHER", cheap)
        yield


@pytest.fixture(scope="session", autouse=True)
def tables_at_once() -> Iterator[None]:
    """Run the migrations of a new store once in this process; how they run has its own tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.store.store.upgrade", make_tables)
        yield


@pytest.fixture(scope="session", autouse=True)
def layers_once() -> Iterator[None]:
    """Parse the same bytes of a layer once in this process; every changed file is read as ever."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.bundle.read.read_layer", read_layer_once)
        yield


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Browser"]:
    """The one browser of this process; each test opens pages of its own in it.

    Playwright can be started once in a thread only, so that no test may start another.
    """
    # What few tests need is loaded for those alone.
    from tests.browser import started

    with started(tmp_path_factory.mktemp("fonts")) as one:
        yield one


@pytest.fixture(scope="module")
def case(made: Made) -> Case:
    """The case of what a test module makes."""
    return made.case


@pytest.fixture(scope="module")
def plan(made: Made) -> Plan:
    """The plan of what a test module makes."""
    return made.plan


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Start one process more than there are cores: tests of the browser often wait for it."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Give all tests that share a server to one worker, and the rest file by file."""
    # Only there where tests run beside each other.
    from xdist.scheduler import LoadFileScheduling

    class ByServer(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            shared = [folder for folder in _TOGETHER if nodeid.startswith(folder)]
            return shared[0] if shared else str(super()._split_scope(nodeid))

    return ByServer(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that workers of pytest-xdist end at about the same time."""
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """Look through what stays for the whole run once: Python's search for garbage took a seventh of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _turn(item: pytest.Item) -> int:
    """Return when a test begins: those of the browser are the longest of all, on one worker."""
    marks = {marker.name for marker in item.iter_markers()}
    return 0 if "browser" in marks else 1 if "city" in marks else 2


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the modules that took longest: where to look when the tests become slow."""
    taken: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                taken[report.nodeid.partition("::")[0]] += report.duration
    if len(taken) > _NAMED:
        terminalreporter.section("slowest modules")
        for module, seconds in taken.most_common(_NAMED):
            terminalreporter.write_line(f"{seconds:6.1f} s  {module}")
