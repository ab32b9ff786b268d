"""The network as a graph under the names of OSMnx."""

import numpy as np
import pytest

from domain.profiles import walking_profiles
from domain.settings.settings import Settings
from domain.vocabulary import DayTime
from evacuation.build import build_network
from evacuation.graph import walking_graph
from tests.toy_city import make_toy_bundle

CITY, SETTINGS = make_toy_bundle(), Settings()
NETWORK = build_network(CITY.nodes, CITY.streets, CITY.blocks, CITY.places, SETTINGS)


@pytest.fixture(scope="module")
def graph():
    closes = np.full(len(CITY.streets), np.inf)
    closes[0] = 100.0
    profile = walking_profiles(SETTINGS)[0]
    return walking_graph(
        NETWORK, CITY.streets, closes, profile=profile, day_time=DayTime.DAY, settings=SETTINGS
    )


def test_every_arc_is_an_edge_with_its_length_and_closing(graph) -> None:
    assert graph.number_of_edges() == NETWORK.n_arcs
    lengths = sorted(data["length"] for _, _, data in graph.edges(data=True))
    assert lengths == pytest.approx(sorted(NETWORK.arc_length_m.tolist()))
    closing = [data["closes_at_s"] for _, _, data in graph.edges(data=True)]
    assert closing.count(100.0) == int((NETWORK.arc_street == 0).sum())


def test_edges_hold_the_travel_time_of_the_profile(graph) -> None:
    level = [
        (data["length"], data["travel_time_s"])
        for _, _, data in graph.edges(data=True)
        if data["length"] > 50
    ]
    speed = SETTINGS.movement.adult_speed_m_s
    assert all(seconds >= length / speed * 0.5 for length, seconds in level)


def test_the_graph_has_the_crs_of_the_streets(graph) -> None:
    assert graph.graph["crs"] == CITY.streets.crs
