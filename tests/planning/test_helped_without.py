"""Who walks with help and has no place, counted by hand."""

from dataclasses import replace

import pandas as pd

from domain.vocabulary import Outcome
from planning.helped_without import HelpedWithout, helped_without
from planning.plan import Plan
from tests.made import make_toy

CASE, PLAN = make_toy()
NO_CAPACITY, TOO_LATE = Outcome.NO_CAPACITY.value, Outcome.TOO_LATE.value


def without(*rows: tuple[str, str, str, int, int, str]) -> Plan:
    """Return the plan with an assignment of block, profile, cause, persons, helpers and destination."""
    names = ["block_id", "profile_id", "outcome", "persons", "helpers", "destination_id"]
    return replace(PLAN, assignment=pd.DataFrame(rows, columns=names))


def test_helpers_are_not_counted_and_a_pair_wants_two_seats() -> None:
    plan = without(
        ("A", "assisted", NO_CAPACITY, 24, 12, ""),
        ("A", "assisted", NO_CAPACITY, 3, 0, ""),
        ("B", "assisted", TOO_LATE, 5, 0, ""),
        ("A", "general", NO_CAPACITY, 100, 0, ""),
        ("B", "assisted", Outcome.SHELTER.value, 8, 4, "P1"),
    )
    # 12 of 12 pairs, 3 and 5 without a helper; whoever has none lacks no second seat.
    found = HelpedWithout(20, 12, (Outcome.NO_CAPACITY, Outcome.TOO_LATE))
    assert helped_without(CASE, plan) == found
    assert helped_without(CASE, plan, pd.Index(["B"])) == HelpedWithout(5, 0, (Outcome.TOO_LATE,))


def test_nobody_without_a_place_is_nobody() -> None:
    assert helped_without(CASE, without()) == HelpedWithout(0, 0, ())
