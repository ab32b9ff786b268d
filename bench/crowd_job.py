"""J5: 300,000 people walk to the nearest place at the same time, through queues with spillback, to the end.

No peer answers the same question. What is compared: nobody is lost, no place lets in more than its door, and
without any limit of flow and ground everybody arrives as he would alone.
"""

from dataclasses import replace

import numpy as np

from bench.job_line import JobLine
from bench.measure import quickest
from bench.town import SEED, Town
from domain.settings.settings import Settings
from evacuation.crowd_links import Ways
from evacuation.crowd_walk import free_walk, walk_crowd
from evacuation.kernels.queue_state import ARRIVED, Ints, QueueStreets
from evacuation.kernels.trace import trace_arcs
from evacuation.queue_streets import street_queues
from evacuation.trees import EndNodes, Search, grow_tree

#: People who walk, and the parameter of the Rayleigh distribution of their departures [0.1 s].
PEOPLE, SPREAD_TICKS = 300_000, 7_160


def run(town: Town) -> list[JobLine]:
    """Measure the walk; the routes are found before."""
    streets, ways, route, leaves = _crowd(town)
    walk_crowd(streets, ways, route[:10], leaves[:10])
    walk, sonae = quickest(lambda: walk_crowd(streets, ways, route, leaves), repeats=3)
    alone = free_walk(ways, route, leaves)
    everybody = bool((walk.outcome == ARRIVED).all())
    waited = bool((walk.ended - alone >= walk.waited).all() and (walk.ended >= alone).all())
    unlimited = replace(
        streets, storage=np.full_like(streets.storage, PEOPLE), interval_in=streets.interval_in * 0,
        interval_out=streets.interval_out * 0,
    )  # fmt: skip
    free = walk_crowd(unlimited, ways, route, leaves).ended
    size = (
        f"{route.size:,} people, {walk.moves:,} moves, last after {walk.ended.max() / 600:.0f} min, "
        f"mean wait {walk.waited.mean() / 10:.0f} s"
    )
    equal = everybody and waited and bool(np.array_equal(free, alone))
    return [JobLine.of("J5", town.name, {"sonae": sonae}, equal=equal, size=size)]


def _crowd(town: Town) -> tuple[QueueStreets, Ways, Ints, Ints]:
    """Return streets, routes to the nearest place, and who leaves when."""
    network = town.network
    nothing = np.zeros(town.place_node.size, np.int64)
    tree = grow_tree(
        network, town.on_network, EndNodes(town.place_node, nothing, nothing), Search(by_latest=False)
    )
    home = town.home_node[tree.walk[town.home_node] < 1 << 59]
    arcs, offsets = trace_arcs(tree.next_arc, network.arc_head, home)
    settings = Settings().crowding
    places = np.append(network.arc_head[arcs], 0)[np.maximum(offsets[1:] - 1, 0)]
    place = np.searchsorted(town.place_node, np.where(np.diff(offsets) > 0, places, home))
    with_places = replace(network, place_node=town.place_node, block_node=home)
    streets = street_queues(
        with_places, town.streets, np.full(len(town.streets), np.inf),
        np.full(town.place_node.size, -np.inf), np.full(town.place_node.size, np.inf),
        np.full(home.size, np.inf), settings,
    )  # fmt: skip
    end = offsets[1:] + np.arange(1, home.size + 1)
    link, ticks = np.zeros((2, int(end[-1])), np.int64)
    door = np.zeros(link.size, np.bool_)
    door[end - 1] = True
    link[door], link[~door] = network.n_arcs + place, arcs
    ticks[door], ticks[~door] = 1, np.maximum(town.on_network.ticks[arcs], 1)
    random = np.random.default_rng(SEED)
    route = np.sort(random.integers(0, home.size, PEOPLE))
    leaves = np.floor(random.rayleigh(SPREAD_TICKS, PEOPLE)).astype(np.int64)
    return streets, Ways(link, ticks, end, np.arange(home.size)), route, leaves
