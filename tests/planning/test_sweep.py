"""Many draws: the same whoever makes them, and no more than are needed."""

import numpy as np

from planning.draws import CHUNK, Tally, make_chunk
from planning.sweep import block_sums, make_draws, on_threads, widest_half
from tests.planning.test_draws import four_narrow, replace_settings


def alike(one: Tally, other: Tally) -> None:
    for name in Tally.__dataclass_fields__:
        np.testing.assert_equal(getattr(one, name), getattr(other, name))


def test_threads_or_not_the_draws_are_the_same() -> None:
    inputs = replace_settings(four_narrow(), half_width=0.005)
    told = []

    def backwards(spans):
        # Made in another order, given back in theirs.
        made = {span: make_chunk(inputs, *span) for span in reversed(spans)}
        return [made[span] for span in spans]

    found = make_draws(inputs, backwards, most_draws=110, tell=lambda done, most: told.append((done, most)))
    assert told == [(4 * CHUNK, 110), (110, 110)]
    assert found.draws == 110
    alike(found, make_draws(inputs, on_threads(inputs, 2), most_draws=110))


def test_draws_end_when_the_widest_interval_is_narrow_enough() -> None:
    # A share of one half has at 100 draws an interval of ± 0.096, never a wider one.
    inputs = replace_settings(four_narrow(), half_width=0.1, most_draws=1000)
    found = make_draws(inputs, on_threads(inputs))
    assert found.draws == 100
    assert widest_half(inputs, found) <= 0.1
    few = make_chunk(inputs, 0, 25)
    assert widest_half(inputs, few) > widest_half(inputs, found) > 0


def test_sums_by_block_hold_everybody_once() -> None:
    inputs = four_narrow()
    tally = make_chunk(inputs, 0, 10)
    persons, reached = block_sums(inputs, tally)
    assert persons.sum() == sum(int(one.persons.sum()) for one in inputs.people)
    np.testing.assert_array_equal(reached.sum(axis=1), tally.persons.sum(axis=1))
