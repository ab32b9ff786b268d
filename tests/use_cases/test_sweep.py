"""Draws on several workers: who makes them, and when a cluster is refused."""

import sys
from types import SimpleNamespace

import pytest

from domain.faults import InputError
from planning.robustness import assess_robustness
from storage.code import plan_code_mark
from tests.planning.test_draws import toy_case
from use_cases import sweep as module
from use_cases.sweep import sweep

DRAWS = 60
ADDRESS = "tcp://cluster:8786"


def case():
    return toy_case((102, 112, 113, 122))


def alike(one, other) -> bool:
    return all(getattr(one, name).equals(getattr(other, name)) for name in ("areas", "profiles", "streets"))


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch):
    """A cluster in this process: what Dask's client does, without Dask."""
    held = {"marks": {"w1": plan_code_mark(), "w2": plan_code_mark()}, "made": []}

    class Client:
        def __init__(self, address: str, **_options: object) -> None:
            if address != ADDRESS:
                raise OSError(address)

        def __enter__(self):
            return self

        def __exit__(self, *error: object) -> None:
            held["closed"] = True

        def run(self, function):
            assert function() == plan_code_mark()
            return held["marks"]

        def scatter(self, inputs, **_options):
            return inputs

        def submit(self, function, *arguments, **_options):
            held["made"].append(arguments[1:])
            return function(*arguments)

        def gather(self, futures):
            return futures

    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    monkeypatch.setattr("storage.home.prepare_numba_cache", lambda: None)
    return held


def test_one_worker_or_a_cluster_the_result_is_the_same(cluster) -> None:
    told = []
    alone = sweep(case(), most_draws=DRAWS, workers=1, tell=lambda done, most: told.append((done, most)))
    assert told == [(DRAWS, DRAWS)]
    assert alike(alone, assess_robustness(case(), most_draws=DRAWS))
    assert alike(alone, sweep(case(), most_draws=DRAWS, scheduler=ADDRESS))
    assert cluster["made"] == [(0, 25), (25, 25), (50, 10)]
    assert cluster["closed"]


def test_a_cluster_of_dask_itself_makes_the_same() -> None:
    # Not among what the tests need: requirements-sweep.txt, which `make bench` installs.
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", host="127.0.0.1",
        dashboard_address=None,
    ) as workers:  # fmt: skip
        found = sweep(case(), most_draws=DRAWS, scheduler=workers.scheduler_address)
    alone = sweep(case(), most_draws=DRAWS, workers=1)
    assert alike(alone, found)
    assert [found.persons.tobytes(), found.short.tobytes()] == [
        alone.persons.tobytes(),
        alone.short.tobytes(),
    ]


def test_processes_are_given_the_inputs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given = []

    class Pool:
        def __init__(self, workers, context, initializer, initargs) -> None:
            given.append((workers, context.get_start_method(), len(initargs)))
            initializer(*initargs)

        def __enter__(self):
            return self

        def __exit__(self, *error: object) -> None:
            monkeypatch.setattr(module, "_inputs", None)

        def map(self, function, spans):
            return map(function, spans)

    monkeypatch.setattr(module, "ProcessPoolExecutor", Pool)
    found = sweep(case(), most_draws=DRAWS, workers=3)
    assert given == [(3, "spawn", 1)]
    assert alike(found, assess_robustness(case(), most_draws=DRAWS))


def test_a_cluster_that_cannot_be_used_is_refused_in_words(cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(address: str = ADDRESS) -> list[tuple[str, str | None]]:
        with pytest.raises(InputError) as caught:
            sweep(case(), most_draws=DRAWS, scheduler=address)
        return [(one.key, one.value) for one in caught.value.faults]

    assert refused("tcp://nobody:1") == [("sweep_no_scheduler", "tcp://nobody:1")]
    cluster["marks"] = {"w1": plan_code_mark(), "w2": "other"}
    assert refused() == [("sweep_other_code", "w2")]
    cluster["marks"] = {}
    assert refused() == [("sweep_no_workers", ADDRESS)]
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refused() == [("sweep_without_dask", ADDRESS)]
    assert cluster["made"] == []


def test_without_shaking_no_worker_is_asked() -> None:
    with pytest.raises(InputError):
        sweep(toy_case(scenario="toy-flood"), scheduler="tcp://nobody:1")
