"""People without a place: who can still walk out of the hazard area, and who cannot."""

from dataclasses import replace

import numpy as np

from evacuation.evacuate import evacuate
from evacuation.leaving import can_leave_area
from evacuation.search import search_routes
from tests.evacuation.conftest import Run, toy_inputs

D, G = "M271420-D", "M271411-G"


def _persons(result, column: str) -> dict[str, int]:
    rows = result.assignment[result.assignment[column]]
    return {str(key): int(n) for key, n in rows.groupby("block_id")["persons"].sum().items()}


def _without_seats(inputs):
    usable = inputs.usable.assign(capacity_persons=inputs.usable["capacity_persons"] * 0)
    seats = np.zeros_like(inputs.destinations.capacity)
    return replace(inputs, usable=usable, destinations=replace(inputs.destinations, capacity=seats))


def test_in_a_flood_people_without_a_seat_walk_out_of_the_area(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-flood")
    result = evacuate(_without_seats(inputs))
    unserved = result.assignment.query("destination_id == ''")
    assert len(unserved) == len(result.assignment) > 0
    # 104 is wet; from D the dry corner 3 is 800 m away, hours before level 5.
    by_block = {str(key): int(n) for key, n in unserved.groupby("block_id")["persons"].sum().items()}
    assert set(by_block) == {D}
    assert _persons(result, "can_leave_area") == by_block
    assert _persons(result, "cannot_reach_safety") == {}


def test_who_leaves_too_late_for_the_way_out_cannot_reach_safety(run_toy: Run) -> None:
    # Dry is corner 3, for 4 stands beside a wet street: 800 m from D over 104 and 103. Adults leave at
    # 10,800 s and are there at 11,600 s; people who need help leave at 3,600 s and take 1,600 s.
    inputs, _ = run_toy("toy-flood")
    early = replace(_without_seats(inputs), passage=replace(inputs.passage, deadline_s=11_599.0))
    result = evacuate(early)
    late = result.assignment[result.assignment["cannot_reach_safety"]]
    assert set(late["profile_id"]) == {"general"}
    assert set(late["block_id"]) == {D}
    assert set(result.assignment.loc[result.assignment["can_leave_area"], "profile_id"]) == {"assisted"}
    exact = replace(early, passage=replace(inputs.passage, deadline_s=11_600.0))
    assert not evacuate(exact).assignment["cannot_reach_safety"].any()


def test_every_person_without_a_place_is_one_or_the_other(run_toy: Run) -> None:
    for scenario_id in ("toy-tsunami-night", "toy-flood"):
        for delay in ("600", "2000"):
            _, result = run_toy(scenario_id, {"departure.quake_direct_night_s": delay})
            rows = result.assignment
            unserved = rows["destination_id"] == ""
            assert (rows["can_leave_area"] ^ rows["cannot_reach_safety"]).equals(unserved)


def test_the_pier_that_no_street_reaches_has_no_way_out(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night")
    assert _persons(result, "cannot_reach_safety")[G] == 20


def test_in_a_stay_of_days_nothing_ends_in_time(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-quake")
    result = evacuate(_without_seats(inputs))
    assert (result.assignment["destination_id"] == "").all()
    assert not result.assignment[["can_leave_area", "cannot_reach_safety"]].any(axis=None)


def test_nobody_walks_out_seaward_not_even_the_last_metres() -> None:
    # Barred is the last street before safe ground on both ways out, 103 and 113 eastwards: 500 m, which
    # people are led along for a refuge building, but not to leave the area.
    inputs = toy_inputs("toy-tsunami-night", {"hazard.seaward_allowance_m": "500"})
    network = inputs.network
    last = np.isin(network.street_id[network.arc_street], [103, 113])
    eastwards = last & np.isin(network.node_id[network.arc_head], [4, 14])

    def can_leave(inputs) -> list[bool]:
        found = search_routes(inputs)
        rows = found.rows["general"]
        return can_leave_area(network, found.on_network["general"], inputs.safe_ground, rows).tolist()

    # A, B and C walk out in time, the pier G does not.
    assert can_leave(inputs) == [True, True, True, False]
    assert inputs.passage.last_metres_free
    barred = replace(inputs.passage, barred=inputs.passage.barred | eastwards)
    assert can_leave(replace(inputs, passage=barred)) == [False] * 4


def test_who_is_cut_off_on_the_shortest_way_out_takes_a_longer_one() -> None:
    # 103, the shortest way to safe ground, closes at 700 s: A and C, who leave at 600 s, are there too
    # late, and go round over 121, 112 and 113, which stay open for hours.
    inputs = toy_inputs("toy-tsunami-night")
    network = inputs.network
    closes = np.where(network.street_id == 103, 700.0, inputs.passage.closes_at_s)
    passage = replace(inputs.passage, closes_at_s=closes, barred=np.zeros_like(inputs.passage.barred))
    found = search_routes(replace(inputs, passage=passage))
    on_network, rows = found.on_network["general"], found.rows["general"]
    can_leave = can_leave_area(network, on_network, inputs.safe_ground, rows)
    assert can_leave.tolist() == [True, True, True, False]


def test_who_starts_at_the_first_corner_of_the_network_walks_out_too() -> None:
    inputs = toy_inputs("toy-tsunami-night")
    found = search_routes(inputs)
    at_first = replace(found.rows["general"], node=np.zeros_like(found.rows["general"].node))
    can_leave = can_leave_area(inputs.network, found.on_network["general"], inputs.safe_ground, at_first)
    # Corner 1: 500 m to the end of 101, which closes 1,300 s after they leave.
    assert can_leave.tolist() == [True] * 4
    nowhere = replace(at_first, node=np.full_like(at_first.node, -1))
    cut_off = can_leave_area(inputs.network, found.on_network["general"], inputs.safe_ground, nowhere)
    assert cut_off.tolist() == [False] * 4
