"""What says nothing where nothing ends the time to leave."""

from domain.vocabulary import Outcome
from planning.deadline import ONLY_WITH_DEADLINE, is_timed
from tests.made import make_toy


def test_a_tsunami_ends_the_time_to_leave_and_an_earthquake_does_not() -> None:
    assert is_timed(make_toy("toy-tsunami-night").case)
    assert not is_timed(make_toy("toy-quake").case)


def test_whoever_stays_or_is_late_is_counted_with_a_deadline_only() -> None:
    assert {Outcome.NOT_LEAVING.value, Outcome.TOO_LATE.value, "not_in_time"} <= ONLY_WITH_DEADLINE
    assert "unserved" not in ONLY_WITH_DEADLINE
