"""How soon helpers are where they are needed, on the toy city's night of the tsunami."""

import numpy as np
import pytest

from evacuation.helper_walks import helper_walks
from planning.block_ground import block_ground
from tests.made import make_toy

A, B, C, G = range(4)
#: Walking from the middle of one block to that of another, at 1 m/s (see the drawing of the toy city).
_C_TO_A, _C_TO_B = 8000, 10_000


@pytest.fixture(scope="module")
def ground():
    return block_ground(*make_toy())


def pairs(ground, helpers, people, *, leave_s=0, longest=20_000, **options):
    found = helper_walks(
        ground.inputs.network, ground.on_network["general"], np.array(helpers), np.array(people),
        leave_ticks=leave_s * 10, longest_ticks=longest, **options,
    )  # fmt: skip
    rows = zip(
        found.helper_block.tolist(), found.person_block.tolist(), found.walk_ticks.tolist(), strict=True
    )
    return {(helper, person): walk for helper, person, walk in rows}


def test_walks_go_along_streets_and_over_the_bridge(ground):
    # C (900, 0) to A (100, 0): 800 m. To B (400, 500): 400 m back, the bridge of 500 m, 100 m: 1,000 m.
    assert pairs(ground, [C], [A, B]) == {(C, A): _C_TO_A, (C, B): _C_TO_B}


def test_the_longest_walk_is_allowed_and_no_more(ground):
    assert pairs(ground, [C], [A], longest=_C_TO_A) == {(C, A): _C_TO_A}
    assert pairs(ground, [C], [A], longest=_C_TO_A - 1) == {}


def test_a_street_that_closes_before_the_helper_is_through_is_no_way(ground):
    # Street 101 closes at 1,900 s; from C people are at A 800 s after they set out.
    assert pairs(ground, [C], [A], leave_s=1100) == {(C, A): _C_TO_A}
    assert pairs(ground, [C], [A], leave_s=1101) == {}
    assert pairs(ground, [C], [A], leave_s=1101, ignore_closings=True) == {(C, A): _C_TO_A}


def test_whoever_is_in_the_same_block_is_there(ground):
    assert pairs(ground, [A], [A]) == {(A, A): 0}


def test_a_block_that_no_street_reaches_is_near_nobody(ground):
    # G stands on a pier that is joined to nothing: its own people are near each other.
    assert set(pairs(ground, [G, C], [A, G])) == {(C, A), (G, G)}


def test_nobody_gives_nothing(ground):
    assert pairs(ground, np.zeros(0, np.int64), [A]) == {}
    assert pairs(ground, [A], np.zeros(0, np.int64)) == {}
