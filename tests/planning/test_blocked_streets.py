"""What a blocked street of the toy city means, and the way that would have held."""

import numpy as np
from hypothesis import given, settings

from planning.blocked_streets import blocked_streets
from planning.changed_day import DayChange, changed_day
from tests.planning.test_changed_day import CHANGES, TSUNAMI

PLAN = TSUNAMI[1]


@settings(max_examples=4)
@given(change=CHANGES)
def test_everybody_who_walks_there_is_told_once(change: DayChange):
    day = changed_day(*TSUNAMI, change)
    table = blocked_streets(PLAN, day)
    assert table.index.tolist() == list(change.street_ids)
    parts = table[["other_way_persons", "other_place_persons", "without_persons"]].sum(axis=1)
    assert (parts == table["persons"]).all()
    for street_id, row in table.iterrows():
        over = [street_id in path for path in PLAN.routes["street_path"]]
        assert row["persons"] == PLAN.routes["persons"][over].sum()
        routes = day.kept_routes if row["destination_after"] == row["destination_before"] else day.new_routes
        if row["route_after"] >= 0:
            way = routes.loc[row["route_after"]]
            assert not set(change.street_ids) & set(way["street_path"])
            assert (way["block_id"], way["destination_id"]) == (row["block_id"], row["destination_after"])
            assert way["walk_time_s"] == row["walk_after_s"]
            assert way["arrive_s"] - way["depart_s"] == way["walk_time_s"]


def test_a_way_round_is_told_with_what_it_costs():
    # Without the crossing 103 the 50 people of A who walk to safe ground and the 50 of C go by the bridge 121
    # and the upper street: A walks 1,400 m before and 400 + 500 + 1,000 m after, C 600 and 1,900.
    day = changed_day(*TSUNAMI, DayChange((103,)))
    row = blocked_streets(PLAN, day).loc[103]
    assert row[["persons", "other_way_persons", "without_persons"]].tolist() == [100, 100, 0]
    assert row[["block_id", "walk_before_s", "walk_after_s"]].tolist() == ["M271411-A", 1400.0, 1900.0]
    assert row["extra_walk_max_s"] == 1300.0


def test_where_no_way_holds_none_is_told():
    row = blocked_streets(PLAN, changed_day(*TSUNAMI, DayChange((101,)))).loc[101]
    assert (row["persons"], row["without_persons"]) == (54, 54)
    assert (row["block_id"], row["destination_after"], row["route_after"]) == ("", "", -1)
    assert np.isnan(row["walk_after_s"])


def test_a_street_that_nobody_walks_means_nothing():
    row = blocked_streets(PLAN, changed_day(*TSUNAMI, DayChange((201,)))).loc[201]
    assert row["persons"] == 0
    assert row["route_before"] == -1
