"""The nearest of some places to a block: the first question that a fresh process is asked.

Only what the answer needs is imported.
"""

from collections.abc import Sequence

import numpy as np

from domain.bundle import City
from domain.profiles import walking_profiles
from domain.settings.settings import Settings
from domain.vocabulary import DayTime
from evacuation.measures import measure_arcs
from evacuation.network import IntArray, Network
from evacuation.search_graph import search_graph
from evacuation.searching import EndNodes, Limits, Searching
from evacuation.short_clock import decode_walk
from evacuation.speeds import arc_ticks, walking_speed_m_s
from planning.network import city_network


def nearest_by_sonae(city: City, block_id: str, place_ids: Sequence[str]) -> tuple[str, int]:
    """Return the nearest of some places to a block, and the walk to it on the network [0.1 s].

    Every street is open; of places equally near, the first.

    Parameters
    ----------
    city
        The city.
    block_id, place_ids
        The block, and the places that may be used, each with an access point.
    """
    network = city_network(city, Settings())
    goals = network.place_node[city.places.index.get_indexer(list(place_ids))]
    source = network.block_node[city.blocks.index.get_loc(block_id)]
    nothing = np.zeros(1, np.int64)
    # The search goes back; with the times of the opposite arcs it gives the walks from the block.
    ticks = walking_ticks(city, network)[network.arc_reverse]
    open_always = np.zeros(network.n_arcs, np.int64)
    measure = measure_arcs(search_graph(network), ticks, open_always, open_always.astype(np.bool_))
    searching = Searching(network)
    searching.label(measure, EndNodes(np.array([source]), nothing, nothing), Limits(), by_latest=False)
    walk = decode_walk(searching.labels[measure.graph.number, 0])
    at = int(walk[goals].argmin())
    return place_ids[at], int(walk[goals[at]])


def walking_ticks(city: City, network: Network) -> IntArray:
    """Return the walking time of each arc by night of the profile that stands for anybody [0.1 s]."""
    settings = Settings()
    speed = walking_speed_m_s(walking_profiles(settings)[0], DayTime.NIGHT, settings)
    return arc_ticks(network, city.streets, speed, settings)
