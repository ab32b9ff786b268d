"""Block by block: the sums of a changed day are those of the rows that it tells."""

import pandas as pd

from planning.block_ground import block_ground
from planning.changed_day import DayChange, changed_day
from tests.made import make_toy


def test_people_of_each_block_are_summed_and_of_no_other():
    case, plan = make_toy("toy-tsunami-night")
    day = changed_day(case, plan, block_ground(case, plan), DayChange((101,), 600.0, 600.0))
    assert day.blocks["lost_persons"].sum() > 0
    of = {"told": day.told, "plan": plan.assignment, "anew": day.replanned}
    summed = {
        "without_before": ("plan", plan.assignment["destination_id"] == ""),
        "without_replanned": ("anew", day.replanned["destination_id"] == ""),
        "cannot_before": ("plan", plan.assignment["cannot_reach_safety"]),
        "cannot_replanned": ("anew", day.replanned["cannot_reach_safety"]),
        "lost_persons": ("told", day.told["lost"]),
        "below_kept": ("told", day.told["below_after"]),
        "other_way_persons": ("told", day.told["other_way"]),
    }
    for column, (name, chosen) in summed.items():
        persons = of[name].loc[chosen].groupby("block_id")["persons"].sum()
        expected = persons.reindex(day.blocks.index, fill_value=0).astype("int64").rename(column)
        pd.testing.assert_series_equal(day.blocks[column], expected, check_index_type=False)
