"""``python -m mutation`` (``make mutants``): put small faults into the core and see which no test notices.

The project itself is never changed: faults are put into a copy, one at a time.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Sequence
from pathlib import Path

from mutation.known import is_known, read_known
from mutation.mutants import Mutant, find_mutants
from mutation.workplace import SAID, Outcome, Run, copy_project, first_to_end, load_shared

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("hazard", "shelters", "community", "evacuation", "readiness", "planning")
#: A run with a fault may take this many times as long as one without, and some seconds more.
_TIMES, _SECONDS = 4.0, 10.0
#: Longest run of tests without a fault.
_BASELINE_SECONDS = 300.0


def main() -> None:
    """Run what was asked for, print each fault that no test noticed, and count."""
    given = _arguments()
    # Compiled kernels would be compiled anew for each fault.
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    load_shared()
    known = read_known()
    chosen = [mutant for package in given.package for mutant in _mutants_of(package, given.file)]
    chosen = [each for each in chosen if not is_known(each, (ROOT / each.file).read_bytes(), known)]
    random.Random(given.seed).shuffle(chosen)  # noqa: S311 - a sample, no secret
    until = time.monotonic() + given.seconds
    folders = [Path(tempfile.mkdtemp(prefix="sonae-mutants-")) for _ in range(given.workers)]
    try:
        for folder in folders:
            copy_project(ROOT, folder)
        counts = _try_all(chosen, folders, until)
    finally:
        for folder in folders:
            shutil.rmtree(folder)
    _summary(counts, len(chosen), given.package)
    sys.exit(any(result in {"survived", "untested"} for _, result in counts))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    parser.add_argument(
        "--package", action="append", choices=PACKAGES, help="may be given again (default: all)"
    )
    parser.add_argument("--file", help="only files whose path holds this text")
    parser.add_argument(
        "--seconds", type=float, default=600.0, help="time after which no further fault is tried"
    )
    parser.add_argument("--seed", type=int, default=1, help="order in which faults are tried")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="runs at the same time")
    given = parser.parse_args()
    given.package = given.package or list(PACKAGES)
    return given


def _mutants_of(package: str, part: str | None) -> list[Mutant]:
    files = sorted((ROOT / package).rglob("*.py"))
    names = [file.relative_to(ROOT).as_posix() for file in files if file.name != "__init__.py"]
    wanted = [name for name in names if part is None or part in name]
    return [mutant for name in wanted for mutant in find_mutants((ROOT / name).read_bytes(), name)]


def own_tests(file: str, root: Path) -> tuple[str, ...]:
    """Return the tests of a source file: its own module, or those of its package where it has none."""
    path = Path(file)
    own = Path("tests", path.parent, f"test_{path.name}")
    return (own.as_posix(),) if (root / own).is_file() else (f"tests/{path.parts[0]}",)


def _try_all(mutants: Sequence[Mutant], folders: Sequence[Path], until: float) -> Counter[tuple[str, str]]:
    """Try faults until the time is over, one in each copy at a time; print those that nothing noticed."""
    counts: Counter[tuple[str, str]] = Counter()
    waiting, free = deque(mutants), list(folders)
    limits: dict[tuple[str, ...], float] = {}
    running: dict[Run, Mutant] = {}
    while running or (waiting and time.monotonic() < until):
        if free and waiting and time.monotonic() < until:
            mutant, folder = waiting.popleft(), free[-1]
            limit = _limit(own_tests(mutant.file, ROOT), folder, limits)
            if limit:
                free.pop()
                running[_start(mutant, folder, limit)] = mutant
            else:
                counts[mutant.file.split("/")[0], "untested"] += 1
            continue
        run = first_to_end(list(running))
        mutant = running.pop(run)
        outcome, _ = run.end()
        (run.folder / mutant.file).write_bytes((ROOT / mutant.file).read_bytes())
        free.append(run.folder)
        result = "survived" if outcome is Outcome.PASSED else "killed"
        counts[mutant.file.split("/")[0], result] += 1
        if result == "survived":
            _say(mutant)
    return counts


def _start(mutant: Mutant, folder: Path, limit: float) -> Run:
    """Put a fault into a copy and start its tests."""
    (folder / mutant.file).write_bytes(mutant.applied((ROOT / mutant.file).read_bytes()))
    return Run(folder, own_tests(mutant.file, ROOT), seconds=limit)


def _limit(tests: tuple[str, ...], folder: Path, limits: dict[tuple[str, ...], float]) -> float:
    """Return the time that tests are given [s], from a run without a fault; 0 where they fail in it."""
    if tests not in limits:
        outcome, taken = Run(folder, tests, seconds=_BASELINE_SECONDS).end()
        limits[tests] = taken * _TIMES + _SECONDS if outcome is Outcome.PASSED else 0.0
        if outcome is not Outcome.PASSED:
            print(f"{tests[0]}: {outcome} without any fault")
            print((folder / SAID).read_text(encoding="utf-8", errors="replace")[-2000:])
    return limits[tests]


def _say(mutant: Mutant) -> None:
    before, after = mutant.difference((ROOT / mutant.file).read_bytes())
    print(f"{mutant.file}:{mutant.line}\n  - {before}\n  + {after}", flush=True)


def _summary(counts: Counter[tuple[str, str]], total: int, packages: list[str]) -> None:
    print(f"\n{'package':12} {'killed':>7} {'survived':>9} {'untested':>9}")
    for package in packages:
        row = [counts[package, result] for result in ("killed", "survived", "untested")]
        print(f"{package:12} {row[0]:7} {row[1]:9} {row[2]:9}")
    print(f"{sum(counts.values())} of {total} faults tried")


if __name__ == "__main__":
    main()
