"""Streets and doors as queues: what they let through, what they hold, when they close."""

import numpy as np
import pandas as pd
import pytest

from domain.settings.crowding import CrowdingSettings
from evacuation.kernels.queue_state import NEVER
from evacuation.queue_streets import arc_gates, effective_width_m, last_ticks, street_queues, with_windows
from evacuation.windows import StreetWindows
from planning.network import city_network
from tests.toy_city import make_toy_bundle, toy_settings

USUAL = CrowdingSettings()


@pytest.fixture(scope="module")
def network():
    return city_network(make_toy_bundle().city, toy_settings())


def _queues(network, settings=USUAL, **changed):
    streets, places, blocks = network.street_id.size, network.place_node.size, network.block_node.size
    given = {
        "streets": pd.DataFrame({"width_m": np.full(streets, 6.0), "steps": np.zeros(streets, np.bool_)}),
        "closes_at_s": np.full(streets, np.inf),
        "place_opens_s": np.zeros(places), "place_closes_at_s": np.full(places, np.inf),
        "block_reached_s": np.full(blocks, np.inf), **changed,
    }  # fmt: skip
    return street_queues(network, **given, settings=settings)


def test_the_two_directions_of_a_piece_share_one_gate(network):
    gates = arc_gates(network)
    assert (gates == gates[network.arc_reverse]).all()
    assert np.bincount(gates).tolist() == [2] * (network.n_arcs // 2)


def test_a_street_lets_through_by_its_effective_width_and_holds_by_its_ground(network):
    queues = _queues(network)
    piece, arc = arc_gates(network), 0
    # 1.22 × (6.0 − 0.4) = 6.832 persons/s: 10 000 / 6.832 = 1463.7 thousandths of a tick.
    assert queues.interval_in[piece[arc]] == queues.interval_out[arc] == 1464
    # 4 persons/m² on length × 6 m.
    assert queues.storage[piece[arc]] == np.ceil(4 * network.arc_length_m[arc] * 6)


def test_steps_let_fewer_through_than_a_level_street(network):
    steps = np.arange(network.street_id.size) == 2
    queues = _queues(network, streets=pd.DataFrame({"width_m": np.full(steps.size, 6.0), "steps": steps}))
    out = queues.interval_out[: network.n_arcs]
    # 0.88 × (6.0 − 0.4) = 4.928 persons/s: 10 000 / 4.928 = 2029.2 thousandths of a tick.
    assert set(out[network.arc_street == 2]) == {2029}
    assert set(out[network.arc_street != 2]) == {1464}


def test_a_door_lets_through_by_its_width_and_its_forecourt_holds_people(network):
    queues, doors = _queues(network), slice(network.n_arcs, None)
    # 1.3 × 1.8 = 2.34 persons/s; 500 m² × 4; whoever comes may stand before it at once.
    assert set(queues.interval_out[doors]) == {4274}
    assert set(queues.storage[queues.link_gate[doors]]) == {2000}
    assert set(queues.interval_in[queues.link_gate[doors]]) == {0}
    none = _queues(network, CrowdingSettings(forecourt_m2=0))
    assert set(none.storage[none.link_gate[doors]]) == {1}


def test_narrow_streets_are_walked_in_single_file():
    # 0.4 m is the least: from 0.8 m on the street is as wide as it is.
    assert effective_width_m(np.array([0.3, 0.8, 0.81, 6.0]), USUAL) == pytest.approx([0.4, 0.4, 0.41, 5.6])


def test_closings_are_last_ticks_rounded_down():
    assert last_ticks(np.array([np.inf, -np.inf, 12.37, -3.0])).tolist() == [NEVER, -NEVER, 123, -30]


def test_places_open_and_streets_places_and_homes_close(network):
    closes = np.full(network.street_id.size, np.inf)
    closes[2] = 100.0
    opens = np.arange(network.place_node.size) * 10.01
    reached = np.where(np.arange(network.block_node.size) == 1, 50.0, np.inf)
    queues = _queues(network, closes_at_s=closes, place_opens_s=opens, block_reached_s=reached)
    of_arcs = queues.closes[queues.link_gate[: network.n_arcs]]
    assert set(of_arcs[network.arc_street == 2]) == {1000}
    assert set(of_arcs[network.arc_street != 2]) == {NEVER}
    # 10.01 s are 100.1 ticks: open from the next on.
    assert queues.opens[network.n_arcs :].tolist() == [
        np.ceil(round(100.1 * i, 6)) for i in range(opens.size)
    ]
    assert set(queues.opens[: network.n_arcs]) == {-NEVER}
    # A place that never opens is not one that is open.
    opens[:2] = np.inf, -np.inf
    doors = _queues(network, place_opens_s=opens).opens[network.n_arcs :]
    assert doors[0] > 1 << 40
    assert doors[1] == -NEVER
    assert queues.home_closes.tolist() == [500 if i == 1 else NEVER for i in range(reached.size)]


def test_streets_know_all_their_windows_and_people_wait_where_the_corner_is_safe(network):
    closes = np.full(network.street_id.size, np.inf)
    closes[1] = 70.0
    # The first street is shut from the start until 30 s, and from 50 to 60; the second opens after it closes.
    wait_s = np.full(network.n_nodes, np.inf)
    arcs = np.flatnonzero(network.arc_street == 0)
    wait_s[network.arc_tail()[arcs[0]]] = 40.0
    windows = StreetWindows(
        np.array([0, 0, 1]), np.array([-np.inf, 50.0, 20.01]), np.array([30.0, 60.0, 70.0]), wait_s
    )
    changed = with_windows(_queues(network), network, windows, closes, 10.0)
    rows = np.stack([changed.shut_link, changed.shut_last, changed.shut_until, changed.shut_waits], axis=1)
    of_first = [rows[rows[:, 0] == arc, 1:].tolist() for arc in arcs]
    assert of_first[0] == [[-NEVER, 300, 1], [500, 600, 0]]
    assert all(one == [[-NEVER, 300, 1], [500, 600, 1]] for one in of_first[1:] if one != of_first[0])
    of_second = rows[np.isin(rows[:, 0], np.flatnonzero(network.arc_street == 1)), 1:]
    assert {tuple(row) for row in of_second.tolist()} == {(200, 700, 0)}
    assert len(rows) == 2 * arcs.size + len(of_second)
    assert (np.diff(rows[:, 0]) >= 0).all()
