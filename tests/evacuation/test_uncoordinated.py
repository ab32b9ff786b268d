"""Everybody to the nearest place in time: whom the plan lets go where, and the walks from place to place."""

from dataclasses import replace

import networkx as nx
import numpy as np

from evacuation.aims import Options
from evacuation.placing import place_people
from evacuation.search import search_routes
from evacuation.uncoordinated import go_to_nearest, nearest_places
from tests.evacuation.conftest import Run


def _with_seats(inputs, seats):
    return replace(inputs, destinations=replace(inputs.destinations, capacity=np.array(seats, np.int64)))


def test_the_nearest_place_of_each_row_and_of_equal_ones_the_first() -> None:
    nothing = np.zeros(4, np.int64)
    options = Options(
        np.array([0, 0, 2, 2]), np.array([0, 1, 1, 3]), np.array([9, 7, 4, 4]), nothing, nothing
    )
    destination, ticks = nearest_places(options, 3)
    assert destination.tolist() == [1, -1, 1]
    assert ticks.tolist() == [7, 0, 4]


def test_where_seats_are_ample_nobody_finds_a_place_full_and_as_many_have_one_as_in_the_plan(
    run_toy: Run,
) -> None:
    inputs, _ = run_toy("toy-quake")
    inputs = _with_seats(inputs, [1000] * len(inputs.destinations))
    found = search_routes(inputs)
    alone, flows = go_to_nearest(inputs, found), place_people(inputs, found)
    assert alone.full_at_first_persons == alone.places["turned_away_persons"].sum() == 0
    assert alone.unserved_persons == flows.persons[flows.destination < 0].sum()
    assert alone.places["came_persons"].sum() == alone.persons - alone.unserved_persons > 0


def test_where_seats_are_scarce_they_are_filled_and_the_plan_serves_as_many_or_more(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-quake")
    inputs = _with_seats(inputs, [7, 3, 0, 5, 4][: len(inputs.destinations)])
    found = search_routes(inputs)
    alone, flows = go_to_nearest(inputs, found), place_people(inputs, found)
    places = alone.places
    assert (places["seated_persons"] <= places["capacity_persons"]).all()
    assert (places["came_persons"] == places["seated_persons"] + places["turned_away_persons"]).all()
    assert places["seated_persons"].sum() == alone.persons - alone.unserved_persons
    assert alone.unserved_persons >= flows.persons[flows.destination < 0].sum() > 0
    assert alone.full_at_first_persons > 0


def test_from_a_full_place_people_walk_as_far_as_networkx_says(run_toy: Run) -> None:
    # The quake closes no street. All of one row start at one block: 1 seat at its nearest place, the
    # others go on to the place that is nearest from there.
    inputs, _ = run_toy("toy-quake")
    found = search_routes(inputs)
    flows = np.argmax(inputs.demand["persons"].to_numpy())
    demand = inputs.demand.iloc[[flows]].assign(persons=2)
    inputs = replace(inputs, demand=demand)
    found = search_routes(inputs)
    n = len(inputs.destinations)
    first = int(np.argmin(np.where(found.choices.feasible[:, 0], found.choices.walk[:, 0], 1 << 60)))
    inputs = _with_seats(inputs, [1 if i == first else 9 for i in range(n)])
    network = inputs.network
    (on_network,) = (found.on_network[one] for one in found.reaches)
    graph = nx.DiGraph()
    for tail, head, ticks in zip(network.arc_tail(), network.arc_head, on_network.ticks, strict=True):
        if not graph.has_edge(tail, head) or graph[tail][head]["ticks"] > ticks:
            graph.add_edge(int(tail), int(head), ticks=int(ticks))
    row = inputs.destinations.place_row
    node, connector = network.place_node[row], on_network.place_connector[row]
    lengths = nx.single_source_dijkstra_path_length(graph, int(node[first]), weight="ticks")
    onward = min(int(connector[first] + lengths[int(node[i])] + connector[i]) for i in range(n) if i != first)
    begin = int(found.connector[0] + found.choices.walk[first, 0])
    alone = go_to_nearest(inputs, found)
    assert alone.full_at_first_persons == alone.places["turned_away_persons"].iloc[first] == 1
    # One has walked to the first place, the other on from there: a mean of both.
    assert alone.walk_time_mean_s == (begin + begin + onward) / 2 / 10
