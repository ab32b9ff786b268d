"""An unknown way hides nobody of whom more is known."""

import pandas as pd

from readiness.unknown_way import every_way_unknown, told_after_known


def test_every_way_is_unknown_only_where_nobody_else_must_leave():
    sums = pd.DataFrame({"way_unknown": [5, 5, 0, 0], "must_leave": [5, 6, 5, 0]})
    assert every_way_unknown(sums).tolist() == [True, False, False, False]


def test_who_is_known_to_have_no_place_comes_before_the_unknown_way():
    themes = pd.DataFrame(
        {
            "area_id": ["a", "a", "b", "b", "c", "c"],
            "indicator": ["unserved_way_unknown", "unserved_too_late"] * 2
            + ["unserved_way_unknown", "assumed_not_leaving_persons"],
            "amount_persons": pd.array([9, 1, 9, 0, 9, 9], dtype="Int64"),
        }
    )
    # In b nobody is known to have none; who is assumed not to leave may have a place.
    assert told_after_known(themes).tolist() == [True, False, False, False, False, False]
