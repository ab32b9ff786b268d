"""The toy city's tsunami, flood and earthquake, against figures worked out by hand."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from evacuation.evacuate import evacuate
from evacuation.speeds import arc_ticks, walking_speed_m_s
from tests.evacuation.conftest import Run

A, B, C, D, G = "M271411-A", "M271411-B", "M271411-C", "M271420-D", "M271411-G"


def _who(assignment, block, profile_id):
    rows = assignment[(assignment["block_id"] == block) & (assignment["profile_id"] == profile_id)]
    return {(row.outcome, row.destination_id): row.persons for row in rows.itertuples()}


def test_everybody_who_can_walks_to_safe_ground(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night")
    # A, general: 101 must be left by 1,900 s; 400 m of it at 1 m/s: leave by 1,500 s; they leave at
    # 600 s, 900 s before (reserve 600 s), and walk 400 + 500 + 500 m to x = 1,500.
    # Ten of the 50 walk with A's ten people who need help, as pairs of their row.
    assert _who(result.assignment, A, "general") == {("safe_area", "safe_area"): 40}
    walk = result.assignment.query("block_id == @A and profile_id == 'general'")["walk_time_s"]
    assert walk.tolist() == [1400.0]
    route = result.routes.query("block_id == @A and profile_id == 'general'").iloc[0]
    assert route["latest_departure_s"] == 1500.0
    assert not route["below_reserve"]
    assert route["length_m"] == pytest.approx(1400.0)
    assert route["street_path"] == (101, 102, 103)


def test_only_who_cannot_reach_safe_ground_takes_a_refuge_building(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night")
    # A, people who need help: 400 m at 0.5 m/s = 800 s, leave by 1,900 − 800 = 1,100 s; they leave
    # at 600 s, 500 s before: below the reserve. The building is 200 m away, to be left for by
    # 1,900 − 400 = 1,500 s, and has 4 seats for 10 people with a helper each: 2 pairs; the other 8 pairs,
    # 16 people, walk below the reserve.
    assert _who(result.assignment, A, "assisted") == {
        ("refuge_building", "E2714000101"): 4, ("safe_area", "safe_area"): 16,
    }  # fmt: skip
    routes = result.routes[result.routes["below_reserve"]]
    assert routes[["block_id", "profile_id", "destination_id", "persons"]].to_numpy().tolist() == [
        [A, "assisted", "safe_area", 16]
    ]
    below = result.margin.set_index(["block_id", "profile_id"])["below_reserve_persons"]
    assert below[below > 0].to_dict() == {(A, "assisted"): 16}
    # B's people who need help have 1,900 − 200 = 1,700 s on 111 and reach safe ground: four of them,
    # with a helper each.
    assert _who(result.assignment, B, "assisted") == {("safe_area", "safe_area"): 8}
    # At the building two of the four need help; 400 s after 600 s they are there.
    load = result.loads.loc["E2714000101"]
    assert (load["assigned_persons"], load["assisted_persons"], load["last_arrival_s"]) == (4, 2, 1000.0)


def test_the_pier_has_no_safe_way(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night")
    assert _who(result.assignment, G, "general") == {("no_safe_way", ""): 20}


def test_who_cannot_reach_safety_has_neither_a_place_nor_a_way_out(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night")
    rows = result.assignment
    assert rows.loc[rows["cannot_reach_safety"], "block_id"].tolist() == [G]
    assert not rows["can_leave_area"].any()
    # Nobody is said to be cut off where nothing says which ground is safe.
    _, quake = run_toy("toy-quake")
    assert (quake.assignment["destination_id"] == "").any()
    assert not quake.assignment["cannot_reach_safety"].any()


def test_late_start_is_too_late(run_toy: Run) -> None:
    # Leaving at 2,000 s: 101 and 111 closed at 1,900 s; A and B are cut off, C is not.
    _, result = run_toy("toy-tsunami-night", {"departure.quake_direct_night_s": "2000"})
    assert _who(result.assignment, A, "general") == {("too_late", ""): 50}
    assert _who(result.assignment, B, "general") == {("too_late", ""): 36}
    assert _who(result.assignment, C, "general") == {("safe_area", "safe_area"): 50}


def test_closing_the_crossing_leads_round(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night", {"network.closed_crossings": "甲電鉄"})
    # C: back 400 m, over the bridge 500 m, 500 m and 500 m: 1,900 s instead of 600 s.
    walk = result.assignment.query("block_id == @C")["walk_time_s"].tolist()
    assert walk == [1900.0]


def test_closing_the_only_bridge_too_cuts_people_off(run_toy: Run) -> None:
    overrides = {"network.closed_crossings": "甲電鉄", "network.closed_bridges": "甲橋"}
    _, result = run_toy("toy-tsunami-night", overrides)
    assert _who(result.assignment, C, "general") == {("no_safe_way", ""): 50}


def test_margin_is_latest_departure_minus_departure(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night")
    margin = result.margin.set_index(["block_id", "profile_id"])["best_margin_s"]
    # A assisted: the building closes with 101 at 1,900 s, 400 s away: 1,500 − 600.
    assert margin[A, "assisted"] == 900.0
    # B general: 111 must be left by 1,900 s, 100 m: 1,800 − 600.
    assert margin[B, "general"] == 1200.0
    # C general: no street on its way closes but 102, by 4,200 s, 100 m away.
    assert margin[C, "general"] == 4100.0 - 600.0
    assert margin[G, "general"] == -np.inf


def test_a_margin_is_known_also_where_nobody_is_assumed_to_leave(run_toy: Run) -> None:
    nobody = {"departure.direct_share": "0", "departure.after_task_share": "0"}
    _, result = run_toy("toy-tsunami-night", nobody)
    margin = result.margin.set_index(["block_id", "profile_id"])["best_margin_s"]
    # They stand beside the slowest, who would start after a task at 1,200 s. A: general 1,900 − 200
    # to the building, assisted 1,900 − 400.
    assert margin[A, "general"] == 1700.0 - 1200.0
    assert margin[A, "assisted"] == 1500.0 - 1200.0


def test_node_latest_departure_matches_the_formula(run_toy: Run) -> None:
    inputs, result = run_toy("toy-tsunami-night")
    latest = dict(zip(inputs.network.node_id.tolist(), result.node_latest_departure_s, strict=True))
    # Node 12: 112 must be left by 4,200 s, 500 m. Node 2 likewise over 102.
    assert (latest[12], latest[2]) == (3700.0, 3700.0)
    # Node 1, over 101 by 1,900 s, 500 m: 1,400 s; to the building by 1,900 s, 300 m: 1,600 s.
    assert latest[1] == 1600.0
    assert latest[4] == np.inf


def test_no_arrival_gives_no_margin_but_a_deadline(run_toy: Run) -> None:
    _, result = run_toy("toy-flood")
    assert result.margin["best_margin_s"].isna().all()
    # D must be at the school by level 5 (21,600 s): 300 m of 104, 500 m of 122, 200 m of 114.
    latest = result.routes.query("block_id == @D and profile_id == 'general'")["latest_departure_s"]
    assert latest.tolist() == [21_600.0 - 1_000.0]


def test_nobody_is_on_the_way_after_level_5(run_toy: Run) -> None:
    # Starting 2 h after level 4 (7,200 s): leaving at 14,400 s, 1,000 s of walking is in time; with
    # adults at 0.2 m/s and people who need help at 0.1 m/s it takes 5,000 s and 10,000 s.
    slow = {
        "departure.rain_delay_s": "7200", "movement.adult_speed_m_s": "0.2",
        "movement.assisted_speed_m_s": "0.1", "movement.longest_walk_s": "43200",
    }  # fmt: skip
    _, result = run_toy("toy-flood", slow)
    # General: 14,400 + 5,000 < 21,600. Assisted, at level 3: 7,200 + 10,000 < 21,600.
    assert set(result.assignment["outcome"]) == {"emergency_site"}
    _, result = run_toy("toy-flood", slow | {"movement.night_factor": "0.5"})
    # Twice as slow: 14,400 + 10,000 and 7,200 + 20,000 are both past level 5.
    assert set(result.assignment["outcome"]) == {"too_late"}


def test_people_who_need_help_have_arrived_before_the_strong_wind(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-flood")
    # They leave at level 3 + 1 h = 3,600 s and walk 1,000 m at 0.5 m/s: there at 5,600 s, which the
    # strong wind, 7,200 s before the storm wind, must not be before. Adults are there at 11,800 s.
    in_time = evacuate(replace(inputs, passage=replace(inputs.passage, storm_wind_s=12_800.0)))
    assert set(in_time.assignment["outcome"]) == {"emergency_site"}
    late = evacuate(replace(inputs, passage=replace(inputs.passage, storm_wind_s=12_799.0))).assignment
    assert set(late.loc[late["profile_id"] == "assisted", "outcome"]) == {"too_late"}
    assert set(late.loc[late["profile_id"] == "general", "outcome"]) == {"emergency_site"}


def test_quake_fills_the_own_district_before_others(run_toy: Run) -> None:
    _, result = run_toy("toy-quake")
    loads = result.loads["assigned_persons"]
    # 甲小学校: 100 m² × 0.7 / 3.5 = 20 seats, all taken by district 甲 (18 + 12 + 15 = 45 people).
    assert loads["E2714000001"] == 20
    rows = result.assignment
    outside = rows[~rows["in_district"] & (rows["destination_id"] != "")]
    assert outside["persons"].sum() == 45 - 20
    # The pier's 6 people (10 who lost their homes, 60 % to shelters) have no street.
    assert _who(rows, G, "general") == {("no_safe_way", ""): 6}
    assert result.margin["best_margin_s"].isna().all()


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_every_route_is_a_path_that_is_open_when_walked(run_toy: Run, scenario: str) -> None:
    inputs, result = run_toy(scenario)
    network = inputs.network
    closes = dict(zip(network.street_id.tolist(), inputs.passage.closes_at_s.tolist(), strict=True))
    graph = network.graph(ticks=_ticks(inputs))
    for route in result.routes.itertuples():
        assert nx.is_path(graph, list(route.node_path))
        speed = 1.0 if route.profile_id == "general" else 0.5
        time = route.depart_s
        for u, v in zip(route.node_path, route.node_path[1:], strict=False):
            street, length = min(
                (data["street_id"], data["length_m"])
                for data in graph[u][v].values() if data["street_id"] in route.street_path
            )  # fmt: skip
            time += length / speed
            assert time <= closes[street] + 1e-6
        assert time == pytest.approx(route.arrive_s, abs=1.0)


def _ticks(inputs):

    speed = walking_speed_m_s(inputs.profiles[0], inputs.day_time, inputs.settings)
    return arc_ticks(inputs.network, inputs.streets, speed, inputs.settings)


def test_places_farther_than_the_longest_walk_are_no_answer(run_toy: Run) -> None:
    # D walks 1,000 m: adults 1,000 s, people who need help 2,000 s at 0.5 m/s.
    _, result = run_toy("toy-flood", {"movement.longest_walk_s": "1000"})
    assert {outcome for outcome, _ in _who(result.assignment, D, "general")} == {"emergency_site"}
    # Seats there are, in time, but too far to walk: neither late nor cut off.
    assert _who(result.assignment, D, "assisted").keys() == {("no_suitable_place", "")}


def test_water_on_its_way_knows_no_longest_walk(run_toy: Run) -> None:
    # A's 1,400 s to safe ground (see above) are walked whatever the setting says.
    _, result = run_toy("toy-tsunami-night", {"movement.longest_walk_s": "900"})
    assert _who(result.assignment, A, "general") == {("safe_area", "safe_area"): 40}
