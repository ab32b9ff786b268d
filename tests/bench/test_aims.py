"""Aims: which line each holds for, and what is said of one that is missed."""

import pytest

from bench.aims import AIMS, judge
from bench.job_line import JobLine


def test_a_job_that_keeps_its_aims_has_met_them() -> None:
    line = JobLine("J1", "Sakai", {"sonae": 0.004, "networkx": 0.4, "scipy": 0.016}, True, "nearest of 383")
    told = [one.told() for one in judge([line])]
    assert told == [
        "met     J1 Sakai (nearest of 383): 0.0040 s of 0.0080 s",
        "met     J1 Sakai (nearest of 383): 100× networkx of 30×",
        "met     J1 Sakai (nearest of 383): 4× scipy of 2×",
    ]


@pytest.mark.parametrize(("seconds", "by"), [(3.0, 0.0), (3.3, 0.1), (6.0, 1.0)])
def test_a_longer_time_is_missed_by_its_share(seconds: float, by: float) -> None:
    (one,) = judge([JobLine("J7", "Sakai", {"sonae": seconds, "scipy": 1.0}, True, "1,000 draws")])
    assert one.missed_by == pytest.approx(by)
    assert (" MISSED "[1:] in one.told()) == (by > 0)


def test_a_ratio_too_small_is_missed_and_the_reason_stands_beside_it() -> None:
    line = JobLine("J3", "Sakai", {"sonae": 0.05, "ortools": 0.15}, True, "tight seats: 1,000 rows × 383")
    met, missed = judge([line])
    assert met.missed_by == 0
    assert missed.missed_by == pytest.approx(0.25)
    assert "3× ortools of 4×, by 25%: a thousand rows" in missed.told()


@pytest.mark.parametrize(("peak_mb", "by"), [(636.0, 0.0), (770.0, 0.1)])
def test_memory_has_an_aim_of_its_own(peak_mb: float, by: float) -> None:
    line = JobLine("memory", "Sakai", {"sonae": 20.0}, True, "six", peak_mb=peak_mb)
    (one,) = judge([line])
    assert one.missed_by == pytest.approx(by)
    assert f"{peak_mb:.0f} MB of 700 MB" in one.told()


def test_the_first_aim_that_fits_holds_and_a_job_without_one_is_not_judged() -> None:
    large = JobLine("J3", "Sakai", {"sonae": 0.6, "ortools": 3.0}, True, "tight seats: 11,336 rows × 383")
    assert [one.missed_by for one in judge([large])] == [0, 0]
    assert not list(judge([JobLine("sweep", "Sakai", {"sonae": 9.0}, True, "50 draws")]))
    assert len({(one.job, one.part) for one in AIMS}) == len(AIMS)


def test_the_smaller_assignment_is_not_excused_by_seconds_of_the_larger_one() -> None:
    smaller = [one for one in AIMS if one.part.endswith("1,000 rows")]
    assert len(smaller) == 3
    assert len({one.why for one in smaller}) == 1
