"""The question of a fresh process: one answer by every way."""

import json

import networkx as nx
import numpy as np
import pytest

from bench.fresh_process import answers_equal, write_question
from bench.nearest_place import nearest_by_sonae, walking_ticks
from domain.settings.settings import Settings
from planning.network import city_network
from tests.toy_city import make_toy_bundle


def test_sonae_finds_the_place_that_networkx_finds_in_the_files(tmp_path) -> None:
    city = make_toy_bundle()
    network = city_network(city, Settings())
    block_id, places = str(city.blocks.index[0]), list(city.places.index[network.place_node >= 0])
    write_question(city, network, block_id, places, tmp_path)
    asked = json.loads((tmp_path / "question.json").read_text())
    assert (asked["block"], asked["places"]) == (block_id, places)
    graph = nx.read_graphml(tmp_path / "graph.graphml", node_type=int)
    walk = nx.single_source_dijkstra_path_length(graph, asked["node"], weight="ticks")
    nearest = min(zip((round(walk[node]) for node in asked["place_nodes"]), places, strict=True))
    assert nearest[0] > 0
    assert nearest_by_sonae(city, block_id, places) == (nearest[1], nearest[0])


def test_of_parallel_streets_the_quickest_is_written(tmp_path) -> None:
    city = make_toy_bundle()
    network = city_network(city, Settings())
    write_question(city, network, str(city.blocks.index[0]), [], tmp_path)
    graph = nx.read_graphml(tmp_path / "graph.graphml", node_type=int)
    ticks, tail = walking_ticks(city, network), network.arc_tail()
    for arc in range(network.n_arcs):
        alike = (tail == tail[arc]) & (network.arc_head == network.arc_head[arc])
        edge = graph[int(tail[arc])][int(network.arc_head[arc])]
        assert edge["ticks"] == pytest.approx(np.min(ticks[alike]), abs=1e-6)


def test_every_way_must_give_the_same_answer(tmp_path) -> None:
    for way in ("sonae", "scipy", "pickle", "graphml", "city"):
        assert not answers_equal(tmp_path)
        (tmp_path / f"{way}.answer").write_text('["A", 10]')
    assert answers_equal(tmp_path)
    (tmp_path / "scipy.answer").write_text('["A", 11]')
    assert not answers_equal(tmp_path)
