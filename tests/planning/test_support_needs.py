"""How many helpers a person needs."""

import numpy as np
import pytest

from domain.settings.support import SupportSettings
from domain.support import HelpKind
from planning.block_ground import block_ground
from planning.support_ground import support_ground
from planning.support_needs import helpers_needed, needs_of
from tests.made import make_toy
from tests.planning.support_sample import A, B, C, D, helped, supporters


@pytest.fixture(scope="module")
def on_blocks():
    case, plan = make_toy()
    return case, support_ground(case, plan, block_ground(case, plan))


def needs(on_blocks, persons, helpers=None, agreed=(), homes=None):
    case, ground = on_blocks
    return needs_of(case, ground, persons, supporters() if helpers is None else helpers, agreed, homes or {})


@pytest.mark.parametrize(
    ("kind", "level", "steps"),
    [
        (HelpKind.ACCOMPANY, 1, 1),
        (HelpKind.WHEELCHAIR, 1, 2),
        (HelpKind.CARRY, 2, 2),
        (HelpKind.UNKNOWN, 2, 2),
    ],
)
def test_a_wheelchair_takes_two_on_steps(kind, level, steps):
    settings = SupportSettings()
    assert helpers_needed(settings, kind, steps=False) == level
    assert helpers_needed(settings, kind, steps=True) == steps


def test_a_route_that_is_not_known_counts_as_one_with_steps(on_blocks):
    found = needs(on_blocks, helped((B, "wheelchair"), (D, "wheelchair"), ("", "wheelchair")))
    assert found.needed.tolist() == [1, 2, 2]
    assert found.is_located.tolist() == [True, True, False]


def test_of_blocks_that_she_may_live_in_the_earliest_limit_counts(on_blocks):
    found = needs(on_blocks, helped((C, "accompany"), (D, "accompany")), homes={"P0": [C, A], "P1": [D, C]})
    assert found.limit_s.tolist() == [1100.0, 4000.0]
    assert found.must_leave.tolist() == [True, True]


def test_who_has_agreed_is_no_longer_wanted(on_blocks):
    people = helped((B, "accompany"), (B, "carry"), (B, "carry"), (B, "accompany"))
    agreed = [("P0", "S0"), ("P1", "S0"), ("P2", "S1"), ("P3", "S0"), ("P3", "elsewhere")]
    wanted = needs(on_blocks, people, supporters(B, B), agreed)
    assert wanted.agreed["person_id"].tolist() == ["P0", "P1", "P2", "P3", "P3"]
    assert wanted.still_needed.tolist() == [1, 2, 2, 1]
    # Of the five pairs all count; the third brings a car.
    found = wanted.counting(np.array([0, 1, 2, 3, 3]), np.array([False, False, True, False, False]))
    # P1 has one of two without a car: one more, with a car. P2 has the car: one more. P3 has a spare too.
    assert found.still_needed.tolist() == [0, 1, 1, 0]
    assert found.still_car.tolist() == [False, True, False, False]
    assert found.spare_wanted.tolist() == [1, 1, 1, 0]
    assert found.is_spared_already.tolist() == [False, False, False, True]


def test_two_without_a_car_still_want_one_with_a_car_and_no_spare_beside(on_blocks):
    wanted = needs(on_blocks, helped((B, "carry")), supporters(B, B), [("P0", "S0"), ("P0", "S1")])
    found = wanted.counting(np.array([0, 0]), np.array([False, False]))
    # Two have agreed, neither has a car: a third must bring it, and is the spare one at once.
    assert found.still_needed.tolist() == [1]
    assert found.spare_wanted.tolist() == [0]
