"""Sums of the ledger, worked out on the small city."""

from readiness.ledger_sums import ledger_sums
from tests.readiness import small_city as city


def test_sums_of_the_city_are_those_of_its_rows():
    total = ledger_sums(city.ledgers()[3]).loc[city.CITY]
    # 300 people, 90 outside (20 of B, 70 of D).
    assert total["concerned"] == 210
    # 60 + 30 to emergency sites, 25 to the safe area; those at home or elsewhere have no place here.
    assert total["with_place"] == 115
    # 15 too late, 20 capacity unknown, 20 no capacity.
    assert total["unserved"] == 55
    # 115 + 55 + the 10 of C who do not leave.
    assert total["must_leave"] == 180
    # 15 of A and 8 of C cannot walk out; 10 of C do not leave.
    assert total["not_in_time"] == 33


def test_the_columns_of_the_ledger_stay_as_they_are():
    ledger = city.ledgers()[1]
    assert ledger_sums(ledger)[ledger.columns].equals(ledger)
