"""Indicators about what the plan itself rests on."""

import pytest

from readiness.indicators import build_indicators
from tests.readiness import small_city as city
from tests.readiness.made_table import row


@pytest.fixture(scope="module")
def table():
    return build_indicators(city.inputs())


def test_unknown_data_counts_nobody_twice(table):
    # D1: 10 of A + 20 of B of 150; D2: the 30 sent to P2, whose capacity is unknown, of 80.
    assert row(table, city.D1, "unknown_data_share")["value"] == pytest.approx(0.2)
    assert row(table, city.D2, "unknown_data_share")["value"] == pytest.approx(30 / 80)
    everyone = city.block_exposure()
    everyone.loc["C", ["must_leave_persons", "unknown_persons"]] = [0, 80]
    found = row(build_indicators(city.inputs(block_exposure=everyone)), city.D2, "unknown_data_share")
    assert found["value"] == 1
