"""Why people have no place, and who of them can still walk out of the area."""

from dataclasses import replace

import numpy as np
import pytest

from domain.vocabulary import Outcome
from evacuation.margin import latest_costs
from evacuation.placing import place_people
from evacuation.search import search_routes
from evacuation.unserved import Unserved, explain_unserved
from tests.evacuation.conftest import Run, toy_inputs, without_safe_ground

A, B, C, G = "M271411-A", "M271411-B", "M271411-C", "M271411-G"
#: When everybody leaves [s after t0].
LEAVE = "departure.quake_direct_night_s"


def explained(inputs) -> tuple[Unserved, np.ndarray]:
    """Return the causes, and which rows have people without a place, where the building has no seat."""
    full = replace(
        inputs,
        destinations=replace(inputs.destinations, capacity=np.minimum(inputs.destinations.capacity, 0)),
    )
    found = search_routes(full)
    flows = place_people(full, found)
    without = np.zeros(len(full.demand), bool)
    without[flows.row[flows.destination < 0]] = True
    result = explain_unserved(full, found, flows)
    # Latest departures that somebody has spare searches, and say the same.
    latest = {
        profile_id: latest_costs(full.network, on_network, full.destinations)
        for profile_id, on_network in found.on_network.items()
    }
    other = explain_unserved(full, found, flows, latest)
    assert other.cause.tolist() == result.cause.tolist()
    assert other.can_leave.tolist() == result.can_leave.tolist()
    return result, without


def told(inputs) -> dict[tuple[str, str], tuple[str, bool]]:
    """Return cause and way out by block and walking profile, of rows with people without a place."""
    result, without = explained(inputs)
    demand = inputs.demand
    rows = zip(demand["block_id"], demand["profile_id"], result.cause, result.can_leave, without, strict=True)
    return {(block, profile_id): (str(cause), bool(out)) for block, profile_id, cause, out, no in rows if no}


def test_without_any_street_every_way_is_unknown_and_with_one_it_is_not() -> None:
    inputs = toy_inputs("toy-tsunami-night")
    assert inputs.network.has_streets
    none = replace(inputs.network, arc_head=inputs.network.arc_head[:0])
    assert not none.has_streets
    found = search_routes(inputs)
    flows = place_people(inputs, found)
    result = explain_unserved(replace(inputs, network=none), found, flows)
    assert set(result.cause) == {Outcome.WAY_UNKNOWN}
    assert not result.can_leave.any()
    assert Outcome.WAY_UNKNOWN not in set(explain_unserved(inputs, found, flows).cause)


def test_only_rows_with_people_without_a_place_are_explained(run_toy: Run) -> None:
    # With safe ground there is a place for all but the pier, whose row alone is looked at.
    inputs, _ = run_toy("toy-tsunami-night")
    result, without = explained(inputs)
    assert inputs.demand["block_id"][without].tolist() == [G]
    assert (result.cause == Outcome.NO_SAFE_WAY).all()
    assert not result.can_leave.any()


@pytest.mark.parametrize(
    ("leave_s", "expected"),
    [
        # At 600 s: A's people reach the building without a seat. Nobody may be led to it from B and C
        # (seaward), but to schools that no tsunami place is. All get out in time but G, whom no street
        # joins to anything.
        ("600", {
            (A, "general"): ("no_capacity", True), (A, "assisted"): ("no_capacity", True),
            (B, "general"): ("no_suitable_place", True), (B, "assisted"): ("no_suitable_place", True),
            (C, "general"): ("no_suitable_place", True), (G, "general"): ("no_safe_way", False),
        }),
        # At 1,500 s: A's adults need 400 s out of 101, which closes at 1,900 s: just out. Those who need
        # help take 400 s to the building (200 m at 0.5 m/s): just in, and 800 s out.
        ("1500", {
            (A, "general"): ("no_capacity", True), (A, "assisted"): ("no_capacity", False),
            (B, "general"): ("no_suitable_place", True), (B, "assisted"): ("no_suitable_place", True),
            (C, "general"): ("no_suitable_place", True), (G, "general"): ("no_safe_way", False),
        }),
        # At 1,701 s: the building closes to A's adults at 1,900 − 200 = 1,700 s. 111 is left from B by
        # 1,900 − 100 = 1,800 s, by those who need help by 1,700 s.
        ("1701", {
            (A, "general"): ("too_late", False), (A, "assisted"): ("too_late", False),
            (B, "general"): ("no_suitable_place", True), (B, "assisted"): ("no_safe_way", False),
            (C, "general"): ("no_suitable_place", True), (G, "general"): ("no_safe_way", False),
        }),
    ],
)  # fmt: skip
def test_each_row_has_its_own_cause_and_way_out(leave_s: str, expected: dict) -> None:
    assert told(without_safe_ground(toy_inputs("toy-tsunami-night", {LEAVE: leave_s}))) == expected


def test_in_a_stay_nobody_walks_out() -> None:
    stay = replace(without_safe_ground(toy_inputs("toy-tsunami-night")), safe_ground=None)
    assert {out for _, out in told(stay).values()} == {False}
    assert told(stay)[A, "general"] == ("no_capacity", False)
