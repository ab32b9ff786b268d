"""The network as a graph under the names of OSMnx."""

from collections import Counter

import numpy as np
import pytest
import shapely

from domain.profiles import walking_profiles
from domain.vocabulary import DayTime
from evacuation.build import build_network
from evacuation.graph import walking_graph
from tests.toy_city import make_toy_bundle, toy_settings

#: 101 rises 10 % from node 1 to node 2, 103 has steps; at night everybody walks at half the speed.
CITY = make_toy_bundle()
STREETS = CITY.streets.assign(
    slope=np.where(CITY.streets.index == 101, 0.1, 0.0), steps=CITY.streets.index == 103
)
SETTINGS = toy_settings().with_overrides({"movement.night_factor": "0.5"})
NETWORK = build_network(CITY.nodes, STREETS, CITY.blocks, CITY.places, SETTINGS)
CLOSES = {101: 100.0, 102: 200.0}


def graph_of(profile: int = 0, day_time: DayTime = DayTime.DAY):
    closes = STREETS.index.map(CLOSES).to_numpy(np.float64)
    return walking_graph(
        NETWORK, STREETS, np.where(np.isnan(closes), np.inf, closes),
        profile=walking_profiles(SETTINGS)[profile], day_time=day_time, settings=SETTINGS,
    )  # fmt: skip


def edges(graph):
    return [(u, v, data) for u, v, data in graph.edges(data=True)]


def test_every_arc_is_an_edge_with_its_street_length_and_closing() -> None:
    graph = graph_of()
    ids = NETWORK.node_id.tolist()
    arcs = Counter(zip(
        (ids[i] for i in NETWORK.arc_tail()), (ids[i] for i in NETWORK.arc_head),
        NETWORK.street_id[NETWORK.arc_street].tolist(), NETWORK.arc_length_m.tolist(), strict=True,
    ))  # fmt: skip
    assert Counter((u, v, data["street_id"], data["length_m"]) for u, v, data in edges(graph)) == arcs
    for _, _, data in edges(graph):
        assert (data["osmid"], data["length"]) == (data["street_id"], data["length_m"])
        assert data["closes_at_s"] == CLOSES.get(data["street_id"], np.inf)
        assert data["travel_time"] == data["travel_time_s"]


@pytest.mark.parametrize(
    ("profile", "day_time", "speed_m_s"),
    # Adults walk 1 m/s, people who need help 0.5 m/s, at night both half of it.
    [(0, DayTime.DAY, 1.0), (0, DayTime.NIGHT, 0.5), (1, DayTime.DAY, 0.5), (1, DayTime.NIGHT, 0.25)],
)
def test_edges_hold_the_travel_time_of_the_profile(profile: int, day_time: DayTime, speed_m_s: float) -> None:
    for u, v, data in edges(graph_of(profile, day_time)):
        up = data["geometry"].coords[-1][0] > data["geometry"].coords[0][0]
        # Tobler relative to the level: exp(3.5 × 0.1) times as long up 10 %, as on the level down
        # 10 %; over steps 1 ÷ 0.6 times as long. Rounded up to 0.1 s.
        longer = {101: np.exp(0.35) if up else 1.0, 103: 1 / 0.6}.get(data["street_id"], 1.0)
        exact = data["length"] / speed_m_s * longer
        assert exact - 1e-6 <= data["travel_time_s"] < exact + 0.1, (u, v)


def test_the_line_of_an_edge_runs_in_walking_direction() -> None:
    graph = graph_of()
    for u, v, data in edges(graph):
        ends = [(graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in (u, v)]
        coords = data["geometry"].coords
        assert np.allclose([coords[0], coords[-1]], ends, atol=1e-6)
        assert shapely.length(data["geometry"]) == pytest.approx(data["length"])


def test_the_graph_has_the_crs_of_the_streets() -> None:
    assert graph_of().graph["crs"] == CITY.streets.crs
