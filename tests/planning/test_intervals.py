"""Wilson's and Student's intervals, against figures of the textbook."""

import numpy as np
import pytest

from planning.intervals import half_width, wilson


def test_known_values() -> None:
    # Ten draws, z = 1.96: none → 0 … z²/(n + z²) = 3.8415/13.8415; five → the ends are symmetric.
    low, high = wilson([0.0, 0.5, 1.0], 10)
    assert high[0] == pytest.approx(0.27753, abs=1e-5)
    assert (low[1], high[1]) == (pytest.approx(0.23659, abs=1e-5), pytest.approx(0.76341, abs=1e-5))
    assert (low[0], high[2]) == (pytest.approx(0.0, abs=1e-12), pytest.approx(1.0))
    assert low.min() >= 0
    assert high.max() <= 1
    assert low[2] == pytest.approx(1 - 0.27753, abs=1e-5)


def test_more_draws_are_narrower() -> None:
    widths = [np.subtract(*reversed(wilson(0.3, n))) for n in (25, 100, 400)]
    assert widths[0] > widths[1] > widths[2] > 0


def test_the_mean_of_few_draws() -> None:
    # 2, 4, 9: mean 5, s² = (9 + 1 + 16) / 2 = 13; t(0.975, 2) = 4.30265: half 4.30265 √(13/3) = 8.9566.
    # 7 three times has no width; one draw says nothing of its spread, none nothing at all.
    half = half_width([15, 21, 7, 0], [101, 147, 49, 0], [3, 3, 1, 0])
    assert half[0] == pytest.approx(8.9566, abs=1e-4)
    assert half[1] == 0
    assert np.isnan(half[2:]).all()
