"""Floors against water: which of them stay dry, and what is not known."""

import numpy as np
import pandas as pd
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
from shelters.floors import check_floors, refuge_floor

SETTINGS = Settings()
NO, YES = np.array([False]), np.array([True])


@pytest.mark.parametrize(
    ("depth", "other", "in_tsunami"),
    [
        # Floors begin at 0.5, 3.5, 6.5 m: the water stands in storey 1 up to 3.5 m, in 2 up to 6.5 m.
        (0.0, 2, 3),
        (0.5, 2, 3),
        (3.5, 2, 3),
        (3.6, 3, 4),
        (6.5, 3, 4),
        (6.6, 4, 5),
    ],
)
def test_refuge_begins_one_storey_above_the_water_and_two_in_a_tsunami(depth, other, in_tsunami):
    assert refuge_floor(np.array([depth]), tsunami=NO, settings=SETTINGS).tolist() == [other]
    assert refuge_floor(np.array([depth]), tsunami=YES, settings=SETTINGS).tolist() == [in_tsunami]


def test_refuge_in_a_tsunami_is_never_below_the_first_refuge_floor():
    higher = SETTINGS.with_overrides({"capacity.first_refuge_floor": "4"})
    assert refuge_floor(np.array([1.0]), tsunami=YES, settings=higher).tolist() == [4.0]
    assert refuge_floor(np.array([1.0]), tsunami=NO, settings=higher).tolist() == [2.0]


def check(floors, low, high, *, tsunami=False, water=True):
    places = pd.DataFrame({"floors": pd.array([floors], dtype="Int64")})
    exposure = pd.DataFrame({"water": [water], "depth_m_min": [low], "depth_m_max": [high]})
    found = check_floors(places, exposure, {HazardKind.TSUNAMI: np.array([tsunami])}, SETTINGS)
    return found.needed[0], found.known[0], found.below_water[0], found.share[0]


@pytest.mark.parametrize(
    ("floors", "low", "high", "share"),
    [
        # Dry from floor 2 of 4: three of four.
        (4, 0.5, 3.0, 3 / 4),
        # Dry from floor 3 of 4: two of four.
        (4, 3.0, 5.0, 2 / 4),
        (2, 0.5, 3.0, 1 / 2),
    ],
)
def test_floors_above_the_water_count_by_their_share(floors, low, high, share):
    assert check(floors, low, high) == (True, True, False, share)


def test_in_a_tsunami_floors_count_from_the_first_refuge_floor():
    # Of floors 3, 4 and 5 all are at or above the third; above 3.5 to 6.5 m of water two of three.
    assert check(5, 0.5, 3.0, tsunami=True) == (True, True, False, 1.0)
    assert check(5, 3.0, 5.0, tsunami=True) == (True, True, False, pytest.approx(2 / 3))
    # Two floors hold no refuge floor at all.
    assert check(2, 0.5, 1.0, tsunami=True) == (True, True, True, 0.0)


def test_a_place_without_a_floor_high_enough_is_below_the_water():
    assert check(1, 0.5, 3.0) == (True, True, True, 0.0)
    # Even the least depth needs floor 3; how deep it is at most does not matter.
    assert check(2, 4.0, np.inf)[2]
    assert not check(3, 4.0, np.inf)[2]


def test_what_is_not_known_is_no_share():
    needed, known, below, share = check(None, 0.5, 3.0)
    assert (needed, known, below) == (True, False, False)
    assert np.isnan(share)
    assert np.isnan(check(4, 0.5, np.inf)[3])
    # A designated tsunami building of unknown floors: its area counts from the refuge floor already.
    assert check(None, 0.5, 3.0, tsunami=True) == (True, False, False, 1.0)


def test_outside_water_and_zone_floors_do_not_decide():
    assert check(1, 0.0, 0.0, water=False) == (False, True, False, 1.0)
    # A dry place in a tsunami's zone is still asked for its floors.
    assert check(3, 0.0, 0.0, water=False, tsunami=True) == (True, True, False, 1.0)
