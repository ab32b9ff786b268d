"""Ways to a destination: preferred streets, and streets that a place is not designated for."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from evacuation.clock import UNREACHED, closing_release
from evacuation.evacuate import evacuate
from evacuation.reach import Reach
from evacuation.route_trees import ArcRows, RouteTrees, TickRows
from evacuation.rows import WalkingRows
from evacuation.short_clock import to_label
from planning.network import city_network
from tests.evacuation.conftest import Run, without_safe_ground
from tests.toy_city import make_toy_bundle, toy_settings

CITY = make_toy_bundle()
NETWORK = city_network(CITY, toy_settings())
D = "M271420-D"


def _closed(inputs, streets: list[int]):
    """The inputs with these streets closed on the way to every place."""
    arcs = np.isin(inputs.network.street_id[inputs.network.arc_street], streets)
    every = np.zeros(inputs.network.place_node.size, np.int64)
    nowhere = np.zeros(len(inputs.blocks), np.bool_)
    closed = replace(
        inputs.passage, place_closed_for=every, closed_for_arcs=(arcs,), closed_for_blocks=(nowhere,)
    )
    return replace(inputs, passage=closed)


def test_nobody_is_led_through_what_the_place_is_not_designated_for(run_toy: Run) -> None:
    inputs, plain = run_toy("toy-flood")
    adults = "block_id == @D and profile_id == 'general'"
    assert plain.routes.query(adults).iloc[0]["street_path"] == (104, 122, 114)
    result = evacuate(_closed(inputs, [122]))
    # Round by the crossing and the bridge: 300 + 5 × 500 + 200 m at 1 m/s.
    route = result.routes.query(adults).iloc[0]
    assert route["street_path"] == (104, 103, 102, 121, 112, 113, 114)
    assert route["walk_time_s"] == 3000.0
    # The latest departure knows it too: at the school by level 5 (21,600 s).
    margin = result.margin.query(adults).iloc[0]
    assert margin["best_latest_departure_s"] == 21_600.0 - 1_900.0  # by way of 甲小学校, 1,900 m


def test_who_stands_in_what_no_place_is_designated_for_has_no_suitable_place(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-flood")
    result = evacuate(_closed(inputs, [104]))
    rows = result.assignment.query("block_id == @D")
    assert set(rows["outcome"]) == {"no_suitable_place"}


def test_who_lives_in_what_no_place_is_designated_for_has_no_suitable_place(run_toy: Run) -> None:
    # The streets are clear of it, the home is not.
    inputs, _ = run_toy("toy-flood")
    closed = _closed(inputs, [])
    at_home = np.asarray(inputs.blocks.index == D)
    result = evacuate(replace(closed, passage=replace(closed.passage, closed_for_blocks=(at_home,))))
    assert set(result.assignment.query("block_id == @D")["outcome"]) == {"no_suitable_place"}
    margin = result.margin.set_index(["block_id", "profile_id"])["best_latest_departure_s"]
    assert margin[D, "general"] == -np.inf


def test_the_last_metres_to_a_place_are_walked_before_it_closes(run_toy: Run) -> None:
    # A's people who need help have the building on 101, which closes at 1,900 s; they are there at
    # 600 + 400 = 1,000 s. Water at the building itself from 1,000 s on is just in time, sooner is not.
    # (There is no safe ground to go to instead.)
    inputs, _ = run_toy("toy-tsunami-night")
    inputs = without_safe_ground(inputs)
    row = int(inputs.usable.index.get_loc("E2714000101"))

    def outcomes(closes_s: float):
        closes = inputs.passage.place_closes_at_s.copy()
        closes[row] = closes_s
        result = evacuate(replace(inputs, passage=replace(inputs.passage, place_closes_at_s=closes)))
        rows = result.assignment.query("block_id == 'M271411-A' and profile_id == 'assisted'")
        margin = result.margin.set_index(["block_id", "profile_id"])["best_margin_s"]
        return set(rows["outcome"]), margin["M271411-A", "assisted"]

    assert outcomes(1000.0) == ({"refuge_building", "no_capacity"}, 0.0)
    assert outcomes(999.0) == ({"too_late"}, -1.0)


def test_a_connector_to_a_place_ends_before_its_street_closes(run_toy: Run) -> None:
    # 50 m from the street to the door: 100 s at 0.5 m/s, to be walked before 101 closes at 1,900 s.
    inputs, plain = run_toy("toy-tsunami-night")
    connector = np.where(inputs.usable.index == "E2714000101", 50.0, 0.0)
    far = evacuate(replace(inputs, network=replace(inputs.network, place_connector_m=connector)))
    key = ("M271411-A", "assisted")
    before, after = (
        result.margin.set_index(["block_id", "profile_id"])["best_latest_departure_s"][key]
        for result in (plain, far)
    )
    assert before == 1500.0  # 1,900 − 400
    assert after == 1400.0


def _reach(shortest_limit_s: float, latest_limit_s: float, *, longest_ticks: int = 1_000) -> Reach:
    """Return routes from nodes 3 and 5 to one destination: the shortest 60, the latest 70 ticks long.

    From node 3 they must be left by the limits given; nothing leads from node 5.
    """
    on_network = SimpleNamespace(
        reserve_ticks=100,
        # Block 7 may not be left for the destination.
        may_leave=lambda closed_for, rows: rows != 7 if closed_for == 0 else rows < 0,
    )
    nothing = int(UNREACHED)
    trees = [
        RouteTrees(
            TickRows.costs((to_label(np.array([closing_release(np.array([limit_s]))[0], nothing])),)),
            TickRows.walks((to_label(np.array([walk, nothing])),)),
            ArcRows((), np.zeros(0, np.int32)),
        )
        for limit_s, walk in ((shortest_limit_s, 60), (latest_limit_s, 70))
    ]
    return Reach(on_network, np.array([3, 5]), *trees, np.array([longest_ticks]), np.array([0]))


def _row(*, node: int = 3, block_row: int = 1, connector: int = 10) -> WalkingRows:
    one = np.array([0])
    return WalkingRows(
        one, np.array([block_row]), np.array([node]), np.array([connector]), np.array([1_000]),
        np.array(["d"], object), np.zeros(1, np.bool_),
    )  # fmt: skip


def _choice(reach: Reach, row: WalkingRows) -> tuple[bool, bool, bool, int]:
    found = reach.choices(row)
    parts = (found.feasible, found.in_reserve, found.by_shortest, found.walk)
    return tuple(part[0, 0] for part in parts)


NOT_REACHED = (False, False, False, UNREACHED)


@pytest.mark.parametrize(
    ("shortest_s", "latest_s", "expected"),
    [
        # They leave at 100 s; the reserve is 10 s.
        (110.0, 110.0, (True, True, True, 60)),
        (109.9, 110.0, (True, True, False, 70)),
        (109.9, 109.9, (True, False, True, 60)),
        (100.0, 109.9, (True, False, True, 60)),
        (99.9, 100.0, (True, False, False, 70)),
        (99.9, 99.9, NOT_REACHED),
    ],
)
def test_the_shortest_route_is_taken_unless_only_the_latest_keeps_the_reserve_or_the_time(
    shortest_s: float, latest_s: float, expected: tuple
) -> None:
    assert _choice(_reach(shortest_s, latest_s), _row()) == expected


@pytest.mark.parametrize(
    ("longest", "connector", "expected"),
    [
        # Connector and route together: 10 + 60 are within 70, 10 + 70 within 80.
        (80, 10, (True, True, False, 70)),
        (79, 10, (True, False, True, 60)),
        (70, 10, (True, False, True, 60)),
        (69, 10, NOT_REACHED),
        (70, 11, NOT_REACHED),
    ],
)
def test_the_longest_walk_counts_the_connector(longest: int, connector: int, expected: tuple) -> None:
    # Only the latest route keeps the reserve.
    reach = _reach(109.9, 110.0, longest_ticks=longest)
    assert _choice(reach, _row(connector=connector)) == expected


def test_nobody_is_led_from_where_nothing_leads_or_from_a_block_that_is_closed() -> None:
    reach = _reach(110.0, 110.0)
    assert _choice(reach, _row(node=5)) == NOT_REACHED
    assert _choice(reach, _row(node=-1)) == NOT_REACHED
    assert _choice(reach, _row(block_row=7)) == NOT_REACHED
    assert _choice(reach, _row(block_row=0)) == (True, True, True, 60)


def test_nodes_are_found_among_the_access_nodes() -> None:
    reach = _reach(110.0, 110.0)
    # What is none of them gets some position, never one beyond the last.
    assert reach.position(np.array([3, 5, 9])).tolist() == [0, 1, 1]
    assert reach.trees(by_shortest=True) is reach.shortest
    assert reach.trees(by_shortest=False) is reach.latest
