"""What is done first: one row an action, people of districts added up exactly, danger first."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.tables.priorities import Priorities, WeakPoints
from domain.vocabulary import Urgency
from readiness.priorities import prioritise

_ONE_ROW = ["next_action", "owner"]
#: Cause of an action: urgency follows from it.
_URGENCY = {"no_capacity": "in_danger", "below_target": "below_target", "unknown": "unknown"}


def weak(district, action, persons, *, cause="below_target", owner="ward", indicator="a", kind="real"):
    """Return one weak point."""
    return {
        "district_id": district, "urgency": _URGENCY[cause], "indicator": indicator, "value": 0.0,
        "target": 1.0, "affected_persons": persons, "cause": cause, "next_action": action, "owner": owner,
        "data_kind": kind,
    }  # fmt: skip


def table(*rows):
    """Return weak points as their contract wants them."""
    frame = pd.DataFrame(list(rows), columns=WeakPoints.columns())
    frame.index.name = WeakPoints.index_name()
    types = dict.fromkeys(("district_id", "urgency", "indicator", "cause", "next_action", "owner"), "str")
    numbers = {"value": "float64", "target": "float64", "affected_persons": "Int64", "data_kind": "str"}
    return WeakPoints.check(frame.astype({**types, **numbers}))


def test_one_action_of_several_districts_is_one_row_with_their_people_added_up():
    found = Priorities.check(prioritise(table(weak("D1", "add", 30), weak("D2", "add", 12))))
    assert found.index.tolist() == [1]
    row = found.loc[1]
    assert (row["affected_persons"], row["districts"], row["district_ids"]) == (42, 2, ("D1", "D2"))


def test_two_indicators_about_the_same_people_of_a_district_count_them_once():
    # Meals and water of D1: the same 30 who must leave; D2 lacks water alone.
    rows = (
        weak("D1", "stock", 30, indicator="meals"),
        weak("D1", "stock", 30, indicator="water"),
        weak("D2", "stock", 5, indicator="water"),
    )
    row = prioritise(table(*rows)).loc[1]
    assert (row["affected_persons"], row["districts"]) == (35, 2)
    assert row["indicators"] == ("meals", "water")


def test_the_larger_of_two_numbers_of_one_district_counts():
    rows = (weak("D1", "stock", 7, indicator="meals"), weak("D1", "stock", 30, indicator="water"))
    assert prioritise(table(*rows)).loc[1, "affected_persons"] == 30


def test_another_owner_is_another_row_and_another_cause_is_not():
    rows = (
        weak("D1", "add", 5),
        weak("D1", "add", 2, owner="bureau"),
        weak("D1", "add", 3, cause="no_capacity"),
        weak("D2", "add", 7),
    )
    found = prioritise(table(*rows))
    # People in danger are never added to people of a target: 3 of D1, whatever D2 lacks.
    assert found["affected_persons"].tolist() == [3, 2]
    first = found.loc[1]
    assert (first["urgency"], first["causes"], first["cause_persons"]) == (
        "in_danger", ("no_capacity", "below_target"), (3, 12),
    )  # fmt: skip
    assert (first["districts"], first["district_ids"], first["districts_unknown"]) == (2, ("D1", "D2"), 0)


def test_a_cause_of_unknown_people_says_so():
    rows = (weak("D1", "add", None, cause="no_capacity"), weak("D1", "add", 4), weak("D2", "add", 1))
    row = prioritise(table(*rows)).loc[1]
    assert (row["causes"], row["cause_persons"]) == (("no_capacity", "below_target"), (None, 5))
    assert pd.isna(row["affected_persons"])
    assert (row["districts"], row["districts_unknown"]) == (2, 1)


def test_danger_comes_first_then_what_is_below_target_then_what_is_not_known():
    rows = (
        weak("D1", "ask", 900, cause="unknown"),
        weak("D1", "drill", None),
        weak("D1", "stock", 1),
        weak("D1", "seats", 2, cause="no_capacity"),
        weak("D1", "way", None, cause="no_capacity"),
    )
    assert prioritise(table(*rows))["next_action"].tolist() == ["seats", "way", "stock", "drill", "ask"]


def test_people_that_no_district_knows_stay_unknown_and_those_that_some_know_say_how_many_do_not():
    rows = (weak("D1", "drill", None), weak("D1", "plan", 4), weak("D2", "plan", None))
    found = prioritise(table(*rows)).set_index("next_action")
    assert pd.isna(found.loc["drill", "affected_persons"])
    assert found.loc["drill", "districts_unknown"] == 1
    assert found.loc["plan", ["affected_persons", "districts", "districts_unknown"]].tolist() == [4, 2, 1]
    assert found.loc["plan", "district_ids"] == ("D1", "D2")


def test_nobody_is_a_number_and_not_unknown():
    found = prioritise(table(weak("D1", "plan", 0), weak("D1", "drill", None)))
    assert found["next_action"].tolist() == ["plan", "drill"]
    assert found.loc[1, "affected_persons"] == 0


def test_where_people_are_equal_the_action_of_more_districts_comes_first():
    rows = (weak("D1", "a", 4), weak("D1", "b", 2), weak("D2", "b", 2))
    assert prioritise(table(*rows))["next_action"].tolist() == ["b", "a"]


def test_a_ward_has_the_rows_of_its_own_districts():
    rows = table(weak("D1", "add", 30), weak("D2", "add", 12), weak("D2", "plan", 1))
    assert prioritise(rows, ["D1"])["affected_persons"].tolist() == [30]
    assert prioritise(rows, ["D2"])["next_action"].tolist() == ["add", "plan"]
    assert Priorities.check(prioritise(rows, [])).empty


def test_model_data_is_counted_by_district():
    rows = (weak("D1", "a", 1, kind="model"), weak("D1", "a", 0, indicator="b"), weak("D2", "a", 1))
    assert prioritise(table(*rows)).loc[1, "districts_model"] == 1


def _but_people(point):
    """Return what makes a weak point one of its own."""
    return (*point[:4], point[5])


_points = st.lists(
    st.tuples(
        st.sampled_from(["D1", "D2", "D3"]),
        st.sampled_from(["x", "y"]),
        st.sampled_from(["ward", "bureau"]),
        st.sampled_from(sorted(_URGENCY)),
        st.none() | st.integers(0, 9),
        st.sampled_from(["a", "b"]),
    ),
    max_size=12,
    unique_by=_but_people,
)


@settings(max_examples=12)
@given(_points)
def test_every_weak_point_is_in_exactly_one_row_and_its_people_are_counted_once(points):
    weak_points = table(*(
        weak(district, action, persons, cause=cause, owner=owner, indicator=indicator)
        for district, action, owner, cause, persons, indicator in points
    ))  # fmt: skip
    found = prioritise(weak_points)
    keys = list(found[_ONE_ROW].itertuples(index=False, name=None))
    assert len(set(keys)) == len(keys)
    for key, row in zip(keys, found.to_dict(orient="records"), strict=True):
        own = [one for one in points if (one[1], one[2]) == key]
        tiers = [list(Urgency).index(Urgency(_URGENCY[one[3]])) for one in own]
        assert row["urgency"] == list(Urgency)[min(tiers)].value
        by_district = {}
        for (district, *_, persons, _indicator), tier in zip(own, tiers, strict=True):
            if tier == min(tiers):
                known = [one for one in (by_district.get(district), persons) if one is not None]
                by_district[district] = max(known) if known else None
        known = [persons for persons in by_district.values() if persons is not None]
        assert sorted(row["district_ids"]) == sorted({one[0] for one in own})
        assert sorted(row["causes"]) == sorted({one[3] for one in own})
        assert row["indicators"] == tuple(sorted({one[5] for one in own}))
        assert row["districts_unknown"] == len(by_district) - len(known)
        if known:
            assert row["affected_persons"] == sum(known)
        else:
            assert pd.isna(row["affected_persons"])
    assert {(one[1], one[2]) for one in points} == set(keys)


@settings(max_examples=12)
@given(_points)
def test_the_order_never_rises_from_danger_to_unknown_nor_in_people(points):
    found = prioritise(table(*(
        weak(district, action, persons, cause=cause, owner=owner, indicator=indicator)
        for district, action, owner, cause, persons, indicator in points
    )))  # fmt: skip
    order = [list(Urgency).index(Urgency(one)) for one in found["urgency"]]
    people = [-1 if pd.isna(one) else int(one) for one in found["affected_persons"]]
    pairs = list(zip(order, [-one for one in people], strict=True))
    assert pairs == sorted(pairs)
    assert found.index.tolist() == list(range(1, len(found) + 1))


@pytest.mark.parametrize("urgency", list(Urgency))
def test_every_urgency_is_one_that_the_contract_knows(urgency):
    assert urgency.value in _URGENCY.values()
