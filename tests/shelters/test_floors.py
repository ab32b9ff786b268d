"""Which floors of a place stay dry."""

import numpy as np
import pandas as pd
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
from shelters.floors import check_floors, refuge_floor


@pytest.mark.parametrize(
    ("depth_m", "water", "tsunami"),
    [
        # Storeys of 3 m from 0.5 m: water stands in storey 1 up to 3.5 m, in 2 up to 6.5 m. One
        # storey above water, two above a wave and never below the third.
        (0.0, 2, 3),
        (0.3, 2, 3),
        (3.5, 2, 3),
        (3.6, 3, 4),
        (6.5, 3, 4),
        (6.6, 4, 5),
    ],
)
def test_refuge_begins_above_the_storey_in_which_the_water_stands(depth_m, water, tsunami):
    depth = np.array([depth_m, depth_m])
    found = refuge_floor(depth, tsunami=np.array([False, True]), settings=Settings())
    assert found.tolist() == [water, tsunami]


def check(floors, low, high, *, tsunami=False, water=True):
    count = len(floors)
    places = pd.DataFrame({"floors": pd.array(floors, dtype="Int64")})
    exposure = pd.DataFrame(
        {"water": [water] * count, "depth_m_min": [low] * count, "depth_m_max": [high] * count}
    )
    reached = {kind: np.zeros(count, dtype=bool) for kind in HazardKind}
    reached[HazardKind.TSUNAMI] = np.full(count, tsunami)
    return check_floors(places, exposure, reached, Settings())


def test_the_share_counts_the_floors_above_the_water():
    # 0.5-3 m: refuge from the second floor: 0 of 1, 1 of 2, 3 of 4.
    found = check([1, 2, 4], 0.5, 3.0)
    assert found.share.tolist() == [0.0, 0.5, 0.75]
    assert found.below_water.tolist() == [True, False, False]
    assert found.needed.all()
    assert found.known.all()


def test_in_a_tsunami_the_share_counts_from_the_first_floor_of_refuge():
    # 0.3-1 m: from the third floor. A building of four has two of two, one of two none.
    found = check([2, 3, 4], 0.3, 1.0, tsunami=True)
    assert found.share.tolist() == [0.0, 1.0, 1.0]
    # 3.5-5 m: water in the second storey, refuge from the fourth: one of the two floors from the third.
    assert check([4], 3.5, 5.0, tsunami=True).share.tolist() == [0.5]


def test_floors_too_low_for_the_least_depth_are_below_water_whatever_the_depth():
    # At least 3.6 m: refuge from the third floor; two floors are too few, three may be enough.
    found = check([2, 3, None], 3.6, np.inf)
    assert found.below_water.tolist() == [True, False, False]
    assert found.known.tolist() == [False, False, False]
    assert np.isnan(found.share).all()


def test_unknown_floors_of_a_tsunami_building_keep_its_area():
    assert check([None], 0.3, 1.0, tsunami=True).share.tolist() == [1.0]


def test_where_no_water_comes_floors_do_not_decide():
    found = check([1, None], 0.0, 0.0, water=False)
    assert found.share.tolist() == [1.0, 1.0]
    assert not found.needed.any()
    assert not found.below_water.any()
