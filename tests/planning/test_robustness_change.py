"""Two plans under the same luck: the interval is that of the change, not that of the earthquake."""

from dataclasses import replace

import numpy as np
import pytest

from domain.measures import OnlyPlaceOpened
from planning.draws import draw_inputs
from planning.intervals import Z95
from planning.robustness import robustness_of
from planning.robustness_change import persons_change
from tests.planning.test_draws import WEST, make_chunk, toy_case
from tests.planning.test_robustness import result


def test_a_place_that_stays_closed_costs_people_in_the_same_draws() -> None:
    _, tally, before = result()
    case = toy_case((102, 112, 113, 122), [OnlyPlaceOpened(WEST)])
    inputs = draw_inputs(case)
    other = make_chunk(inputs, 0, 40)
    found = persons_change(before, robustness_of(case, inputs, other))
    # Forty draws were made of both: their differences, one by one.
    each = other.persons[1] - tally.persons[1, :40]
    assert found.mean == each.mean() < 0
    assert found.high - found.mean == pytest.approx(Z95 * each.std(ddof=1) / np.sqrt(40))
    assert found.low == pytest.approx(2 * found.mean - found.high)


def test_nothing_changed_is_surely_nothing() -> None:
    _, _, found = result()
    change = persons_change(found, found)
    assert (change.mean, change.low, change.high) == (0.0, 0.0, 0.0)


def test_of_one_draw_nothing_is_said() -> None:
    _, _, found = result()
    one = replace(found, draws=1, persons=found.persons[:, :1])
    assert persons_change(found, one) is None
