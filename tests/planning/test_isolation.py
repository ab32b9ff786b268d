"""What districts hang on, derived from the drawing of the toy city (``toy_city.build``).

Seaward of the crossing 103 and of x = 1,000 on the upper street 113 all of district 甲 must pass one of
them: streets 101 and 102 with the refuge building 甲ビル (300, 0) on 101, 111 and 112, joined by bridge 121.
"""

from dataclasses import replace

import numpy as np
import pytest

from domain.tables.isolation import ISOLATION_MOST, IsolationState
from planning.block_ground import block_ground
from planning.isolation import find_dependence, find_isolation, structures
from planning.plan import Plan
from tests.made import Made, make_toy

D1, D2 = "271411-00001", "271420-00002"


def asked(made: Made):
    return made.case, made.plan, block_ground(made.case, made.plan)


TSUNAMI = asked(make_toy("toy-tsunami-night"))
FLOOD = asked(make_toy("toy-flood"))
QUAKE = asked(make_toy("toy-quake"))


def test_a_district_with_nobody_who_leaves_is_not_concerned():
    rows = find_isolation(*TSUNAMI).districts
    assert rows.loc[D2, "state"] == IsolationState.NOT_CONCERNED
    assert rows.loc[D2, ["persons", "single_persons"]].tolist() == [0, 0]


def test_the_fewest_streets_and_who_hangs_on_one_of_them():
    found = find_isolation(*QUAKE)
    row = found.districts.loc[D1]
    # The shelter of 甲 stands at (600, 500) on street 112: people come to it over 112, or to 乙 over the
    # crossing 103. Block G on the pier reaches nothing; A hangs on 101 and B on 111.
    assert (row["ways"], sorted(row["street_ids"])) == (2, [103, 112])
    leaving = QUAKE[1].demand.groupby("block_id")["persons"].sum()
    assert row["no_route_persons"] == leaving["M271411-G"]
    assert row["single_persons"] == leaving["M271411-A"] + leaving["M271411-B"]
    assert row["single_blocks"] == 2
    assert found.blocks["street_ids"].to_dict() == {
        "M271411-A": (101,), "M271411-B": (111,), "M271411-C": (), "M271411-G": (), "M271420-D": (104,),
        "M271420-E": (114,),
    }  # fmt: skip
    assert found.blocks.loc["M271411-G", "state"] == IsolationState.NO_ROUTE


def test_one_street_out_is_the_street_of_the_only_block_that_leaves():
    # Of 乙 only block D (1800, 0) lies in the flood and must go; its street 104 ends at x = 2,000.
    row = find_isolation(*FLOOD).districts.loc[D2]
    assert (row["ways"], row["street_ids"]) == (1, (104,))
    assert row["single_persons"] == row["persons"] == FLOOD[1].demand["persons"].sum()


def test_districts_that_are_asked_for_have_the_rows_of_all():
    every, one = find_isolation(*QUAKE), find_isolation(*QUAKE, [D2])
    assert one.districts.index.tolist() == [D2]
    assert one.districts.loc[D2].to_dict() == every.districts.loc[D2].to_dict()
    assert set(one.blocks["district_id"]) == {D2}


def test_who_crosses_a_railway_or_a_river_in_any_case_is_counted():
    # Without the shelter of 甲 everybody of 甲 who has a route still has the upper street.
    assert find_dependence(*QUAKE).empty
    case, plan, ground = QUAKE
    upper = case.city.streets.index.get_loc(113)
    on = ground.on_network["general"]
    arcs = ground.inputs.network.arc_street == upper
    closed = replace(on, release=on.release + arcs * (1 << 42))
    without = replace(ground, on_network={**ground.on_network, "general": closed})
    found = find_dependence(case, plan, without)
    # The only shelter of 甲 on the network lies on 112; nobody needs the crossing 103 of 甲電鉄 for it.
    assert found.empty
    east = replace(
        without,
        inputs=replace(ground.inputs, destinations=ground.inputs.destinations.only(
            [one.district_id == D2 for one in _places(ground)]
        )),
    )  # fmt: skip
    found = find_dependence(case, plan, east)
    leaving = plan.demand.groupby("block_id")["persons"].sum()
    reached = [leaving[f"M271411-{one}"] for one in "ABC"]
    assert found[["district_id", "crosses", "streets", "persons"]].to_numpy().tolist()[0] == [
        D1, "甲電鉄", 1, sum(reached),
    ]  # fmt: skip


def _places(ground):
    class Place:
        def __init__(self, district_id):
            self.district_id = district_id

    return [Place(one) for one in ground.inputs.destinations.district_id]


def test_nothing_is_known_of_people_without_a_street():
    case, plan, ground = QUAKE
    network = ground.inputs.network
    away = replace(network, block_node=network.block_node * 0 - 1)
    without = replace(ground, inputs=replace(ground.inputs, network=away))
    row = find_isolation(case, plan, without).districts.loc[D1]
    assert row["state"] == IsolationState.UNKNOWN
    assert row["unknown_persons"] == row["persons"] > 0


def test_people_who_are_safe_at_their_door_hang_on_nothing():
    case, plan, ground = TSUNAMI
    inputs = replace(ground.inputs, safe_ground=ground.inputs.network.block_node[0] * 0 + _everywhere(ground))
    row = find_isolation(case, plan, replace(ground, inputs=inputs)).districts.loc[D1]
    assert row["state"] == IsolationState.SAFE
    assert row["safe_persons"] == row["persons"]
    assert row["single_persons"] == 0


def test_who_is_at_home_when_the_hazard_is_there_has_no_way():
    case, plan, ground = TSUNAMI
    leaves_s = plan.demand["departure_s"].max()
    before = find_isolation(case, plan, ground).districts.loc[D1]
    assert before["ways"] >= 1
    for reached_s, state in ((leaves_s, before["state"]), (leaves_s - 0.1, IsolationState.NO_ROUTE)):
        reached = np.full(len(ground.inputs.blocks), reached_s)
        late = replace(ground, inputs=replace(ground.inputs, block_reached_s=reached))
        row = find_isolation(case, plan, late).districts.loc[D1]
        assert row["state"] == state
        assert (row["no_route_persons"] == row["persons"]) == (state == IsolationState.NO_ROUTE)
    case, plan, ground = QUAKE
    reached = np.full(len(ground.inputs.blocks), plan.demand["departure_s"].min() - 0.1)
    late = replace(ground, inputs=replace(ground.inputs, block_reached_s=reached))
    assert find_dependence(case, plan, late).empty


def _everywhere(ground):
    return ground.inputs.network.node_id == ground.inputs.network.node_id


@pytest.mark.parametrize(
    ("streets", "pieces"), [((101, 121), 2), ((121, 121), 1), ((101, 101), 2), ((103, 121), 2)]
)
def test_streets_of_one_bridge_are_one_piece(streets, pieces):
    # 121 alone has a name and crosses something; the crossing 103 has no name.
    assert len(structures(TSUNAMI[0], streets)) == pieces


def test_many_is_more_than_the_toy_city_has():
    ways = find_isolation(*TSUNAMI).districts["ways"].dropna()
    assert isinstance(TSUNAMI[1], Plan)
    assert (ways < ISOLATION_MOST).all()
