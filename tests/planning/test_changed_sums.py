"""Causes and late people of some blocks: the parts make the whole, and what nobody knows is no number."""

from dataclasses import replace

import pytest

from planning import changed_sums
from planning.block_ground import block_ground
from planning.changed_day import DayChange, changed_day
from planning.changed_sums import causes_before_after, late_before_after, ready_sums
from tests.made import make_toy


def test_causes_of_parts_make_those_of_all_and_who_is_late_needs_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, plan = make_toy()
    day = changed_day(case, plan, block_ground(case, plan), DayChange((101,)))
    every = day.blocks.index
    ready_sums(case, plan, day)
    with monkeypatch.context() as patched:
        # What was made ready is asked for by nobody again.
        patched.delattr(changed_sums, "late_when_spread")
        patched.delattr(changed_sums, "_by_cause")
        assert late_before_after(case, plan, day, every) is not None
        assert causes_before_after(plan, day, every)
    whole = causes_before_after(plan, day, every)
    assert sum(led_anew for _, led_anew in whole.values()) == day.blocks["without_replanned"].sum() > 0
    parts = [causes_before_after(plan, day, every[[i]]) for i in range(len(every))]
    for cause, both in whole.items():
        assert both == tuple(sum(one.get(cause, (0, 0))[i] for one in parts) for i in (0, 1))
    late = late_before_after(case, plan, day, every)
    assert late is not None
    assert late[0] == plan.facts.late_when_spread_persons
    assert late_before_after(case, plan, replace(day, margin_known=False), every) is None
