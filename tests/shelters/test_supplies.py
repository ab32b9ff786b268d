"""Supplies for people in shelters, beside the stock."""

import pytest

from domain.settings.settings import Settings
from shelters.supplies import Supply, needed_supplies

READINESS = Settings().readiness


def test_supplies_follow_people_and_days():
    # 101 people for 3 days: 3 L and 3 meals a day, 2 blankets, a toilet for 50, then 20 people
    # (101 ÷ 50 = 2.02 → 3; 101 ÷ 20 = 5.05 → 6), 5 bags a day.
    needed = {need.supply: need.needed for need in needed_supplies(101, 3, READINESS)}
    assert needed == {
        Supply.WATER_L: 909.0,
        Supply.MEALS: 909.0,
        Supply.BLANKETS: 202.0,
        Supply.TOILETS_AT_FIRST: 3.0,
        Supply.TOILETS_LATER: 6.0,
        Supply.TOILET_BAGS: 1515.0,
    }


def test_what_is_missing_is_known_only_where_the_stock_is():
    needs = needed_supplies(10, 3, READINESS, {Supply.MEALS: 50, Supply.BLANKETS: 99})
    found = {need.supply: (need.in_stock, need.missing) for need in needs}
    # 90 meals needed, 50 there; blankets are enough.
    assert found[Supply.MEALS] == (50, 40)
    assert found[Supply.BLANKETS] == (99, 0)
    assert found[Supply.WATER_L] == (None, None)


def test_nobody_needs_nothing():
    assert {need.needed for need in needed_supplies(0, 3, READINESS)} == {0.0}


def test_negative_people_are_refused():
    with pytest.raises(ValueError, match="negative"):
        needed_supplies(-1, 3, READINESS)
