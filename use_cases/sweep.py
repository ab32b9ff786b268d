"""Many draws of blocked streets on all cores, or on a Dask cluster: the same wherever they ran."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, cast

from domain.faults import Fault, InputError
from planning.case import Case
from planning.draws import DrawInputs, Tally, draw_inputs, make_chunk
from planning.robustness import Robustness, robustness_of
from planning.sweep import ChunkMaker, Span, make_draws, on_threads
from storage.code import plan_code_mark
from use_cases.robustness_service import Tell, refuse_without_shaking

#: What the draws of this process rest on; set once in each process of a pool.
_inputs: DrawInputs | None = None


def sweep(
    case: Case,
    *,
    most_draws: int | None = None,
    workers: int | None = None,
    scheduler: str = "",
    tell: Tell | None = None,
) -> Robustness:
    """Draw blocked streets for a case on several workers.

    Parameters
    ----------
    case
        The case.
    most_draws
        Draws at most; those of the settings where None.
    workers
        Processes on this machine; as many as it has cores where None.
    scheduler
        Address of a Dask scheduler, whose workers are used in place of processes; empty for none.
    tell
        Told after each round how many draws are made, and how many there are at most.

    Raises
    ------
    domain.faults.InputError
        When nothing is known of any shaking, or the cluster cannot be used.
    """
    refuse_without_shaking(case)
    inputs = draw_inputs(case)
    count = workers or os.cpu_count() or 1
    pool = on_cluster(inputs, scheduler) if scheduler else on_processes(inputs, count)
    with pool as make:
        tally = make_draws(inputs, make, most_draws=most_draws, tell=tell)
    return robustness_of(case, inputs, tally)


@contextmanager
def on_processes(inputs: DrawInputs, workers: int) -> Iterator[ChunkMaker]:
    """Yield a maker of chunks on processes of this machine; one alone is this process.

    Parameters
    ----------
    inputs
        What draws need; each process is given it once.
    workers
        Number of processes.
    """
    if workers == 1:
        yield on_threads(inputs, 1)
        return
    # Spawned: a fork of a process with threads may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _take, (inputs,)) as pool:
        yield lambda spans: list(pool.map(_chunk, spans))


def _take(inputs: DrawInputs) -> None:
    global _inputs  # noqa: PLW0603 - what a process of a pool is given stands nowhere else
    _inputs = inputs


def _chunk(span: Span) -> Tally:
    assert _inputs is not None
    return make_chunk(_inputs, *span)


@contextmanager
def on_cluster(inputs: DrawInputs, address: str) -> Iterator[ChunkMaker]:
    """Yield a maker of chunks on the workers of a Dask cluster.

    Parameters
    ----------
    inputs
        What draws need; each worker is given it once.
    address
        Address of the scheduler, such as ``tcp://host:8786``.

    Raises
    ------
    domain.faults.InputError
        When Dask is not installed, no scheduler answers, or a worker runs other code.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - only whoever has a cluster needs it
    except ImportError as error:
        raise InputError([Fault("sweep_without_dask", value=address)]) from error
    try:
        client = cast("Any", Client)(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError([Fault("sweep_no_scheduler", value=address)]) from error
    with client:
        marks = client.run(_mark)
        if not marks:
            raise InputError([Fault("sweep_no_workers", value=address)])
        other = sorted(worker for worker, mark in marks.items() if mark != plan_code_mark())
        if other:
            raise InputError([Fault("sweep_other_code", value=worker) for worker in other])
        held = client.scatter(inputs, broadcast=True, hash=False)
        yield _on_client(client, held)


def _on_client(client: Any, held: Any) -> ChunkMaker:
    def make(spans: Sequence[Span]) -> list[Tally]:
        return list(client.gather([client.submit(make_chunk, held, *span, pure=False) for span in spans]))

    return make


def _mark() -> str:
    """Return the mark of the code of a worker, which must make the same draws."""
    from storage.home import prepare_numba_cache  # noqa: PLC0415 - asked of a worker before it draws

    prepare_numba_cache()
    return plan_code_mark()
