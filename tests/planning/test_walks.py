"""Walks before and after: means weighted by people, and who walks at least a minute more."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from planning.plan import Plan
from planning.walks import walk_change
from tests.made import Made, make_toy


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy("toy-tsunami-night")


def _walking(made: Made, *rows: tuple[str, str, int, float]) -> Plan:
    """A plan in which these people walk: block, walking profile, persons, time [s]."""
    columns = ["block_id", "profile_id", "persons", "walk_time_s"]
    return replace(made.plan, assignment=pd.DataFrame(list(rows), columns=columns))


def _blocks(made: Made) -> tuple[str, str, str]:
    """Two blocks of the first ward, and one of another."""
    ward = made.case.city.blocks["ward_code"]
    first, second = ward.index[ward == "271411"][:2]
    return str(first), str(second), str(ward.index[ward != "271411"][0])


def test_a_walk_a_minute_longer_counts_and_a_second_less_does_not(made: Made) -> None:
    a, b, c = _blocks(made)
    before = _walking(made, (a, "general", 10, 100.0), (b, "general", 20, 100.0), (c, "general", 40, 100.0))
    after = _walking(made, (a, "general", 10, 160.0), (b, "general", 20, 159.0), (c, "general", 40, 40.0))
    change = walk_change(made.case, before, after)
    assert change.longer_persons == 10
    # All 70 walked 100 s; then (10 × 160 + 20 × 159 + 40 × 40) / 70.
    assert (change.before_s, change.after_s) == (100.0, pytest.approx(6380 / 70))


def test_a_ward_counts_its_own_people(made: Made) -> None:
    a, _, c = _blocks(made)
    before = _walking(made, (a, "general", 10, 100.0), (c, "general", 40, 100.0))
    after = _walking(made, (a, "general", 10, 200.0), (c, "general", 40, 300.0))
    own = walk_change(made.case, before, after, ward_code="271411")
    assert (own.before_s, own.after_s, own.longer_persons) == (100.0, 200.0, 10)
    assert walk_change(made.case, before, after).longer_persons == 50


def test_people_of_a_block_and_profile_count_by_their_mean(made: Made) -> None:
    a, _, _ = _blocks(made)
    before = _walking(made, (a, "general", 30, 100.0), (a, "assisted", 5, 100.0))
    # (10 × 400 + 20 × 40) / 30 = 160; the assisted walk as before.
    after = _walking(made, (a, "general", 10, 400.0), (a, "general", 20, 40.0), (a, "assisted", 5, 100.0))
    assert walk_change(made.case, before, after).longer_persons == 30


def test_who_did_not_walk_before_walks_no_longer_than_before(made: Made) -> None:
    a, b, _ = _blocks(made)
    before = _walking(made, (a, "general", 10, np.nan), (b, "general", 10, 100.0))
    after = _walking(made, (a, "general", 10, 900.0), (b, "general", 10, np.nan))
    change = walk_change(made.case, before, after)
    assert (change.before_s, change.after_s, change.longer_persons) == (100.0, 900.0, 0)


def test_nobody_walks_is_no_time_of_zero(made: Made) -> None:
    nobody = _walking(made)
    change = walk_change(made.case, nobody, nobody)
    assert np.isnan(change.before_s)
    assert np.isnan(change.after_s)
    assert change.longer_persons == 0
