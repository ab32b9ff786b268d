"""Departures around their mean: parts of a distribution, nothing drawn."""

import numpy as np
import pytest

from community.departures import departures, share_departed
from domain.vocabulary import DepartureSpread

RAYLEIGH, AT_ONCE = DepartureSpread


def test_all_at_once_leave_at_the_mean():
    assert departures(3, 600.0, 0.0, AT_ONCE).tolist() == [600.0] * 3
    assert share_departed([599.9, 600.0], [600.0, 600.0], [0.0, 0.0], AT_ONCE).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("persons", [1, 2, 3, 7, 5000])
def test_every_group_leaves_on_average_at_its_mean(persons):
    # A single person at the median would leave 36 s before the mean of 600 s that the plan counts on.
    assert departures(persons, 1600.0, 1000.0, RAYLEIGH).mean() == pytest.approx(1600.0, abs=1e-6)


def test_each_person_leaves_at_the_mean_of_his_part_of_the_distribution():
    # s = 600 ÷ 1.2533 = 478.73; the median is s √(2 ln 2) = 563.66 s after the alert at 1,000 s. The first
    # half on average: 2 (−563.66 ÷ 2 + 600 erf(√ln 2)) = 2 (−281.83 + 600 · 0.760968) = 349.50 s.
    first, second = departures(2, 1600.0, 1000.0, RAYLEIGH)
    assert first == pytest.approx(1349.50, abs=0.01)
    assert second == pytest.approx(2 * 1600.0 - first, abs=1e-6)


def test_many_people_keep_the_distribution():
    times = departures(5000, 1600.0, 1000.0, RAYLEIGH)
    assert (np.diff(times) > 0).all()
    assert times[0] > 1000.0
    # By 30 minutes of a mean of 21 about 80 % have left (1 − exp(−(1800 ÷ 1005.3)² ÷ 2)).
    assert share_departed(1800.0, 1260.0, 0.0, RAYLEIGH) == pytest.approx(0.7987, abs=1e-4)
    by = share_departed(times, np.full(5000, 1600.0), np.full(5000, 1000.0), RAYLEIGH)
    # Each within his own part of it.
    assert (np.floor(by * 5000) == np.arange(5000)).all()


def test_nobody_leaves_before_the_alert_and_everybody_for_ever():
    assert share_departed([-5.0, 99.9, np.inf], 700.0, 100.0, RAYLEIGH).tolist() == [0.0, 0.0, 1.0]


def test_without_a_delay_everybody_leaves_with_the_alert():
    assert departures(2, 100.0, 100.0, RAYLEIGH).tolist() == [100.0, 100.0]
    found = share_departed([99.9, 100.0, 101.0], [100.0] * 3, [100.0] * 3, RAYLEIGH)
    assert found.tolist() == [0.0, 1.0, 1.0]


def test_groups_leave_as_each_alone():
    sizes, means, alerts = [3, 0, 1, 40], [600.0, 700.0, 100.0, 1e4], [0.0, 100.0, 100.0, 3.5]
    alone = [departures(*one, RAYLEIGH) for one in zip(sizes, means, alerts, strict=True)]
    assert departures(sizes, means, alerts, RAYLEIGH).tolist() == np.concatenate(alone).tolist()


def test_nobody_is_nobody():
    assert departures(0, 600.0, 0.0, RAYLEIGH).size == 0
