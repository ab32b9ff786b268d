"""What the bench measures."""

import os
import sys
import time

import pytest

from bench.measure import quickest, run_process, timed


def test_the_median_of_the_runs_is_taken() -> None:
    results = iter([1, 2, 3])
    last, seconds = timed(lambda: next(results), repeats=3)
    assert last == 3
    assert seconds >= 0


def test_the_quickest_run_counts() -> None:
    waits = iter([0.0, 0.03])
    _, cost = quickest(lambda: time.sleep(next(waits)), repeats=2)
    assert 0 <= cost.wall_s < 0.03
    assert cost.cpu_s >= 0


def test_a_process_that_fails_is_not_measured() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        run_process([sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))


def test_a_process_is_measured_with_its_memory() -> None:
    # 50 MB of bytes that are written to, beside the interpreter itself.
    cost = run_process([sys.executable, "-c", "b'x' * 50_000_000"], dict(os.environ))
    assert cost.peak_mb > 50
    # What this process holds is not counted to those that it starts.
    held = b"x" * 200_000_000
    assert run_process([sys.executable, "-c", "pass"], dict(os.environ)).peak_mb < len(held) / 1e6
    assert cost.cpu_s > 0
