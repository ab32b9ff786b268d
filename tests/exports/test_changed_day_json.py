"""A changed day as JSON: what nobody knows is no number."""

from dataclasses import replace

from exports.changed_day_json import changed_day_document
from planning.block_ground import block_ground
from planning.changed_day import DayChange, changed_day
from tests.made import make_toy


def test_without_an_arrival_nobody_knows_who_is_below_the_reserve():
    case, plan = make_toy()
    day = changed_day(case, plan, block_ground(case, plan), DayChange((101,)))
    known = changed_day_document(case, plan, day)
    assert day.margin_known
    assert known["city"]["below_kept"] == day.blocks["below_kept"].sum()
    unknown = changed_day_document(case, plan, replace(day, margin_known=False))
    for rows in ([unknown["city"]], unknown["blocks"]):
        below = {row[key] for row in rows for key in row if key.startswith("below_")}
        assert below == {None}
    assert unknown["city"]["lost_persons"] == known["city"]["lost_persons"]
