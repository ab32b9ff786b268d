"""Ages of members are bounds: what is not known widens them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from community.member_ages import AgeGroup, age_bounds, age_structure, old_bounds
from tests.community.registers import members

YEAR = 2026
PERSON = st.one_of(
    st.integers(1906, 2020).map(lambda born: {"born_on": str(born)}),
    st.integers(1906, 2020).map(lambda born: {"born_on": f"{born}-04-01"}),
    st.tuples(st.integers(0, 120), st.integers(0, 120)).map(
        lambda ends: {"age_low": min(ends), "age_high": max(ends)}
    ),
    st.just({}),
)


def test_a_birth_gives_the_age_reached_within_the_year_a_decade_its_bounds_nothing_any_age():
    table = members({"born_on": "1951-12-31"}, {"age_low": 70, "age_high": 79}, {})
    low, high = age_bounds(table, YEAR)
    # 2026 − 1951 = 75.
    assert low.tolist() == [75, 70, 0]
    assert high.tolist() == [75, 79, 120]


def test_whoever_becomes_75_within_the_year_is_75_and_seventies_may_be_either():
    table = members(
        {"born_on": "1951"}, {"born_on": "1952"}, {"age_low": 70, "age_high": 79},
        {"age_low": 75, "age_high": 79}, {"age_low": 70, "age_high": 74},
    )  # fmt: skip
    surely, possibly = old_bounds(table, YEAR)
    assert surely.tolist() == [True, False, False, True, False]
    assert possibly.tolist() == [True, False, True, True, False]


def test_a_birth_before_the_bounds_counts_before_them():
    low, high = age_bounds(members({"born_on": "1960", "age_low": 70, "age_high": 79}), YEAR)
    assert (low[0], high[0]) == (66, 66)


@settings(deadline=None, max_examples=40)
@given(st.lists(PERSON, min_size=1, max_size=12), st.data())
def test_groups_of_ages_hold_every_assignment_of_possible_ages(people, data):
    table = members(*people)
    low, high = age_bounds(table, YEAR)
    ages = np.array([data.draw(st.integers(int(a), int(b))) for a, b in zip(low, high, strict=True)])
    ends = {
        AgeGroup.BELOW_40: (0, 39), AgeGroup.FROM_40: (40, 64), AgeGroup.FROM_65: (65, 74),
        AgeGroup.FROM_75: (75, 120),
    }  # fmt: skip
    found = age_structure(table, YEAR)
    assert found["age_group"].tolist() == [group.value for group in AgeGroup]
    for row in found.to_dict("records"):
        first, last = ends[AgeGroup(row["age_group"])]
        true = int(((ages >= first) & (ages <= last)).sum())
        assert row["at_least"] <= true <= row["at_most"]
    if (low == high).all():
        assert found["at_least"].sum() == found["at_most"].sum() == len(people)


def test_each_organisation_has_its_own_groups():
    table = members({"org_id": "B", "born_on": "1950"}, {"org_id": "A", "born_on": "1990"}, {"org_id": "B"})
    found = age_structure(table, YEAR).set_index(["org_id", "age_group"])
    # 1950: 76. 1990: 36. Nothing is known of the third.
    assert found.loc[("A", "below_40")].tolist() == [1, 1]
    assert found.loc[("B", "from_75")].tolist() == [1, 2]
    assert found.loc[("B", "below_40")].tolist() == [0, 1]
