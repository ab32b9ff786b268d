"""Only what really differs between two plans is a changed indicator."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from planning.changed_indicators import changed_indicators


def _plan(*rows):
    columns = ["area_id", "indicator", "unit", "value"]
    table = pd.DataFrame(list(rows), columns=columns)
    ends = {"value_min": table["value"] - 1.0, "value_max": table["value"] + 2.0, "status": "partly_unknown"}
    return SimpleNamespace(indicators=table.assign(**ends))


def test_values_that_differ_are_told_with_both_sides_and_their_unit():
    before = _plan(("D1", "a", "share", 0.5), ("D1", "b", "persons", 7.0), ("D2", "a", "share", 0.1))
    after = _plan(("D1", "b", "persons", 8.0), ("D1", "a", "share", 0.5), ("D2", "a", "share", 0.9))
    table = changed_indicators(before, after, "D1")
    told = table[["unit", "before", "after"]].reset_index()
    assert told.to_numpy().tolist() == [["b", "persons", 7.0, 8.0]]
    ends = table[["before_min", "before_max", "after_min", "after_max"]]
    assert ends.to_numpy().tolist() == [[6.0, 9.0, 7.0, 10.0]]
    assert table[["before_status", "after_status"]].to_numpy().tolist() == [["partly_unknown"] * 2]


def test_a_value_that_comes_or_goes_is_a_change_and_none_on_both_sides_is_not():
    before = _plan(("D1", "a", "", np.nan), ("D1", "b", "", np.nan), ("D1", "c", "", 1.0))
    after = _plan(("D1", "a", "", np.nan), ("D1", "b", "", 2.0), ("D1", "c", "", np.nan))
    assert changed_indicators(before, after, "D1").index.tolist() == ["b", "c"]


@pytest.mark.parametrize("end", ["value_min", "value_max"])
@pytest.mark.parametrize("other", [0.25, np.nan])
def test_an_end_that_alone_differs_is_a_change(end, other):
    before, after = _plan(("D1", "a", "persons", 7.0)), _plan(("D1", "a", "persons", 7.0))
    assert changed_indicators(before, after, "D1").empty
    after.indicators[end] = other
    assert changed_indicators(before, after, "D1").index.tolist() == ["a"]
    assert changed_indicators(after, before, "D1").index.tolist() == ["a"]
    # Open on both sides is the same.
    before.indicators[end] = other
    assert changed_indicators(before, after, "D1").empty
