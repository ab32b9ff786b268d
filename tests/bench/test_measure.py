"""What the bench measures, and that it stops where the two sides differ."""

import os
import sys

import pytest

from bench import kernel
from bench.measure import run_process, timed
from planning.case import Case
from planning.stage_inputs import stage_inputs
from tests.toy_city import make_toy_bundle, toy_settings


def _inputs():
    bundle, settings = make_toy_bundle(), toy_settings()
    return stage_inputs(Case.of(bundle, bundle.scenario("toy-tsunami-night"), settings)), settings


def test_the_median_of_the_runs_is_taken() -> None:
    results = iter([1, 2, 3])
    last, seconds = timed(lambda: next(results), repeats=3)
    assert last == 3
    assert seconds >= 0


def test_a_process_that_fails_is_not_measured() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        run_process([sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))


def test_a_process_is_measured_with_its_memory() -> None:
    # 50 MB of bytes that are written to, beside the interpreter itself.
    cost = run_process([sys.executable, "-c", "b'x' * 50_000_000"], dict(os.environ))
    assert cost.peak_mb > 50
    assert cost.cpu_s > 0


def test_kernel_and_scipy_agree_on_every_walking_time() -> None:
    inputs, settings = _inputs()
    # Five places of the toy city, each at an access point of its own.
    assert kernel.compare_kernel(inputs, settings).trees == 5


def test_a_difference_stops_the_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs, settings = _inputs()
    honest = kernel._matrix
    monkeypatch.setattr(kernel, "_matrix", lambda network, ticks: honest(network, 2 * ticks))
    with pytest.raises(RuntimeError, match="differ"):
        kernel.compare_kernel(inputs, settings)
