"""Many draws on any workers, until the intervals are narrow enough: the same result wherever they ran."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from planning.draws import CHUNK, DrawInputs, Tally, make_chunk
from planning.intervals import wilson

#: Chunks made before the intervals are looked at; fixed, so that nothing depends on the workers.
_ROUND = 4

#: First draw and number of draws.
Span = tuple[int, int]
#: Makes chunks, in any order and anywhere, and gives them back in the order of the spans.
ChunkMaker = Callable[[Sequence[Span]], Iterable[Tally]]


def on_threads(inputs: DrawInputs, workers: int = 2) -> ChunkMaker:
    """Return a maker of chunks in this process.

    Parameters
    ----------
    inputs
        What draws need.
    workers
        Chunks made at the same time.

    Returns
    -------
    ChunkMaker
        The kernels hold no lock while they search.
    """

    def make(spans: Sequence[Span]) -> list[Tally]:
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(lambda span: make_chunk(inputs, *span), spans))

    return make


def make_draws(
    inputs: DrawInputs,
    make: ChunkMaker,
    *,
    most_draws: int | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Tally:
    """Make draws until the interval of every block is narrow enough, or there are as many as allowed.

    Parameters
    ----------
    inputs
        What draws need; its settings say how narrow.
    make
        Makes chunks.
    most_draws
        Draws at most; those of the settings where None.
    tell
        Told after each round how many draws are made, and how many there are at most.

    Returns
    -------
    Tally
        The same whoever made the chunks.
    """
    most = inputs.model.settings.most_draws if most_draws is None else most_draws
    total: Tally | None = None
    while total is None or not is_enough(inputs, total, most):
        total = more_draws(make, total, until=_round_end(0 if total is None else total.draws), most=most)
        if tell is not None:
            tell(total.draws, most)
    return total


def more_draws(make: ChunkMaker, total: Tally | None, *, until: int, most: int) -> Tally:
    """Make the draws that follow.

    Parameters
    ----------
    make
        Makes chunks.
    total
        What was counted so far; None at the beginning.
    until
        How many draws there are then, more than before.
    most
        Draws at most.

    Returns
    -------
    Tally
        The same in however many steps it was made.
    """
    first = 0 if total is None else total.draws
    ends = [one for one in range((first // CHUNK + 1) * CHUNK, until, CHUNK) if one < most]
    for part in make([(begin, end - begin) for begin, end in pairwise([first, *ends, min(until, most)])]):
        total = part if total is None else total.plus(part)
    assert total is not None
    return total


def is_enough(inputs: DrawInputs, total: Tally, most: int) -> bool:
    """Return whether no more draws are needed: looked at where a round ends, so that steps decide nothing.

    Parameters
    ----------
    inputs, total
        What draws need, and what they counted.
    most
        Draws at most.

    Returns
    -------
    bool
        True after the last draw, and where the widest interval is narrow enough.
    """
    if total.draws >= most:
        return True
    ends_round = total.draws % (_ROUND * CHUNK) == 0
    return ends_round and widest_half(inputs, total) <= inputs.model.settings.half_width


def _round_end(draws: int) -> int:
    return (draws // (_ROUND * CHUNK) + 1) * _ROUND * CHUNK


def widest_half(inputs: DrawInputs, tally: Tally) -> float:
    """Return half the width of the widest 95 % interval of a block's chance.

    Parameters
    ----------
    inputs, tally
        What draws need, and what they counted.

    Returns
    -------
    float
        From 0 to 1; 0 where nobody must leave.
    """
    persons, reached = block_sums(inputs, tally)
    if not persons.size:
        return 0.0
    low, high = wilson(reached / (persons * tally.draws), tally.draws)
    return float((high - low).max() / 2)


def block_sums(inputs: DrawInputs, tally: Tally) -> tuple[np.ndarray, np.ndarray]:
    """Return the people of each block that has any, and how many of them got through in all draws.

    Parameters
    ----------
    inputs, tally
        What draws need, and what they counted.

    Returns
    -------
    persons : int64 (blocks with people,)
        In the order of the block table.
    reached : int64 (2, blocks with people)
        Summed over draws, in both readings.
    """
    rows = [one.rows.block_row for one in inputs.people]
    count = max((int(one.max()) for one in rows), default=-1) + 1
    persons, reached = np.zeros(count, np.int64), np.zeros((2, count), np.int64)
    for row, people, in_time in zip(rows, inputs.people, tally.in_time, strict=True):
        np.add.at(persons, row, people.persons)
        for reading in range(2):
            np.add.at(reached[reading], row, people.persons * in_time[reading])
    return persons[persons > 0], reached[:, persons > 0]
