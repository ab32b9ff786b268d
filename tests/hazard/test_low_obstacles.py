"""Fallen walls and liquefied ground: the shares, and where they begin."""

import numpy as np

from domain.settings.blockage import BlockageSettings
from hazard.low_obstacles import fallen_share, liquefaction_rate, liquefies, wall_rate

SETTINGS = BlockageSettings()


def at_gal(*gal: float):
    """Intensity at which the ground shakes so [gal]."""
    return 0.55 + 1.90 * np.log10(np.array(gal))


def test_walls_fall_as_the_estimate_of_tokyo_has_it() -> None:
    # Table of the estimate: −12.6 + 0.07 PGA [%]; never below nothing, never more than all.
    found = fallen_share(at_gal(100.0, 180.0, 400.0, 800.0, 1000.0, 2000.0))
    np.testing.assert_allclose(found, [0.0, 0.0, 0.154, 0.434, 0.574, 1.0], atol=1e-9)
    assert fallen_share(np.array([np.inf, -np.inf])).tolist() == [1.0, 0.0]


def test_walls_that_stop_are_counted_by_segment() -> None:
    # 2.2 walls, 15.4 % fallen, half of them stop.
    np.testing.assert_allclose(wall_rate(at_gal(400.0), factor=0.5, settings=SETTINGS), 2.2 * 0.154 * 0.5)


def test_ground_liquefies_with_its_index_from_5_upper_on() -> None:
    index, shaken = np.array([0.0, 5.0, 10.0, 15.0, 40.0, np.inf]), np.full(6, 5.0)
    rate = liquefaction_rate(index, shaken, factor=0.5, settings=SETTINGS)
    # Of 5 % of the segments half stop people; at 10, half way between 5 and 15, half as many.
    np.testing.assert_allclose(rate, -np.log(1 - np.array([0, 0, 0.0125, 0.025, 0.025, 0.025])))
    assert not liquefaction_rate(index, shaken - 0.01, factor=0.5, settings=SETTINGS).any()
    assert liquefies(index, shaken, SETTINGS).tolist() == [False] * 3 + [True] * 3
    assert not liquefies(index, shaken - 0.01, SETTINGS).any()
