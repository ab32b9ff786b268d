"""A town to measure on: the bundled city, or a street network from a file with homes and places by chance."""

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import numpy as np
import shapely
from scipy.sparse import csr_array

from bench.tiles import mirrored
from domain.bundle import CityBundle
from domain.profiles import walking_profiles
from domain.settings.settings import Settings
from domain.vocabulary import DayTime, DestinationKind
from evacuation.build import build_network
from evacuation.destinations import Destinations
from evacuation.network import IntArray, Network
from evacuation.profile_on_network import Passage, ProfileOnNetwork, put_on_network
from planning.network import city_network

#: Places and homes that are drawn on a network from a file, and the seed that they are drawn with.
PLACES, HOMES, SEED = 350, 15_000, 11
#: Seats for each hundred people that a town without seats of its own is given.
_SEATS_PERCENT = 110
#: What no street of a file is.
_NO = ("bridge", "tunnel", "underpass", "level_crossing", "steps")


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    """What jobs are measured on; every street is open, and walking takes the same time by every method.

    Parameters
    ----------
    name
        Name in the results.
    network, streets
        The network, and the street table that belongs to it.
    on_network
        The first walking profile by night, all streets open.
    place_node, seats
        Node of each place, no two alike, and its seats; shape (places,).
    home_node, persons
        Node where people start, and how many; shape (homes,).
    city
        The bundle, where the town is one.
    """

    name: str
    network: Network
    streets: gpd.GeoDataFrame
    on_network: ProfileOnNetwork
    place_node: IntArray
    seats: IntArray
    home_node: IntArray
    persons: IntArray
    city: CityBundle | None = None

    def destinations(self) -> Destinations:
        """Return the places as destinations, where people have arrived once they are at the node."""
        n = self.place_node.size
        return Destinations(
            destination_id=tuple(map(str, range(n))), kind=(DestinationKind.EMERGENCY_SITE,) * n,
            tier=np.zeros(n, np.int64), nodes=tuple(self.place_node.reshape(-1, 1)), place_row=np.arange(n),
            capacity=self.seats, district_id=("",) * n, for_care=np.zeros(n, np.bool_),
        )  # fmt: skip

    def graph(self) -> "nx.MultiDiGraph[int]":
        """Return the network for networkx by node position, with ``ticks``, against the walking direction.

        A search from a place then gives the walks to it, as ours does.
        """
        network = self.network
        graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        graph.add_nodes_from(range(network.n_nodes))
        columns = (network.arc_head, network.arc_tail(), self.on_network.ticks)
        graph.add_edges_from(
            (head, tail, {"ticks": ticks})
            for head, tail, ticks in zip(*(one.tolist() for one in columns), strict=True)
        )
        return graph

    def igraph(self) -> Any:
        """Return the same for igraph, which has to be installed, with one node more: it leads to every place.

        The time of each arc is its attribute ``ticks``.
        """
        network = self.network
        head = np.append(network.arc_head, np.full(self.place_node.size, network.n_nodes))
        ends = np.column_stack([head, np.append(network.arc_tail(), self.place_node)])
        graph = import_module("igraph").Graph(n=network.n_nodes + 1, edges=ends, directed=True)
        graph.es["ticks"] = np.append(self.on_network.ticks, np.zeros(self.place_node.size)).tolist()
        return graph

    def matrix(self) -> "csr_array[np.float64]":
        """Return the same for SciPy; of parallel arcs the quickest, as SciPy would add them up."""
        network, ticks = self.network, self.on_network.ticks
        tail, head = network.arc_tail().astype(np.int64), network.arc_head.astype(np.int64)
        order = np.lexsort((ticks, head, tail))
        key = tail[order] * network.n_nodes + head[order]
        chosen = order[np.concatenate([[True], key[1:] != key[:-1]])]
        # SciPy takes 0 for no arc; an arc of no time is given a time that cannot be noticed.
        time = np.where(ticks[chosen] == 0, 1e-9, ticks[chosen].astype(np.float64))
        return csr_array((time, (head[chosen], tail[chosen])), shape=(network.n_nodes, network.n_nodes))


def bundle_town(city: CityBundle) -> Town:
    """Return a city's own network with its places and blocks.

    Parameters
    ----------
    city
        The city. Seats are shared out evenly: what the city knows of them differs by scenario.
    """
    network = city_network(city, Settings())
    blocks = np.flatnonzero(network.block_node >= 0)
    persons = city.blocks["residents"].to_numpy(np.int64)[blocks]
    return _town(
        city.meta.name_en, network, city.streets, np.unique(network.place_node[network.place_node >= 0]),
        network.block_node[blocks], persons, city,
    )  # fmt: skip


def file_town(path: Path, tiles: int = 1) -> Town:
    """Return the network of a GeoParquet of lines in a metric CRS, with places and homes by chance.

    Parameters
    ----------
    path
        The file; lines that share an end meet there, and are walked both ways on level ground.
    tiles
        So many times the network, mirrored in a row.
    """
    lines = gpd.read_parquet(path, columns=["geometry"])
    return lines_town(path.stem.removesuffix("_original"), lines, tiles)


def lines_town(name: str, lines: gpd.GeoDataFrame, tiles: int = 1) -> Town:
    """Return the network of lines in a metric CRS, with places and homes by chance.

    Parameters
    ----------
    name
        Name in the results.
    lines
        Lines that share an end meet there.
    tiles
        So many times the network, mirrored in a row.
    """
    if tiles > 1:
        name, lines = f"{name} ×{tiles}", mirrored(lines, tiles)
    ends = np.stack([shapely.get_coordinates(shapely.get_point(lines.geometry, at)) for at in (0, -1)])
    corners, number = np.unique(ends.reshape(-1, 2).round(2), axis=0, return_inverse=True)
    u, v = number.reshape(2, -1)
    streets = gpd.GeoDataFrame(
        {
            "u": u, "v": v, "length_m": lines.length.to_numpy(), "slope": 0.0, "width_m": 4.0,
            **dict.fromkeys(_NO, np.zeros(len(lines), np.bool_)),
        },
        geometry=lines.geometry.to_numpy(), crs=lines.crs,
    )  # fmt: skip
    nodes = gpd.GeoDataFrame(geometry=shapely.points(corners), crs=lines.crs)
    nobody = gpd.GeoDataFrame(geometry=gpd.GeoSeries([], crs=lines.crs))
    network = build_network(nodes, streets, nobody, nobody, Settings())
    random = np.random.default_rng(SEED)
    places = np.sort(random.choice(network.n_nodes, PLACES, replace=False)).astype(np.int64)
    homes = random.choice(network.n_nodes, HOMES, replace=False).astype(np.int64)
    persons = random.integers(1, 100, HOMES)
    return _town(name, network, streets, places, homes, persons, None)


def _town(
    name: str,
    network: Network,
    streets: gpd.GeoDataFrame,
    place_node: IntArray,
    home_node: IntArray,
    persons: IntArray,
    city: CityBundle | None,
) -> Town:
    settings = Settings()
    open_always = Passage(np.full(len(streets), np.inf), np.zeros(network.n_arcs, np.bool_))
    profile = walking_profiles(settings)[0]
    on_network = put_on_network(network, streets, open_always, profile, DayTime.NIGHT, settings)
    nothing = np.zeros(place_node.size, np.int64)
    on_network = replace(
        on_network, place_connector=nothing, place_release=nothing, place_closed_for=nothing - 1
    )
    each = -(-int(persons.sum()) * _SEATS_PERCENT // 100 // max(place_node.size, 1))
    return Town(
        name,
        network,
        streets,
        on_network,
        place_node,
        np.full(place_node.size, each),
        home_node,
        persons,
        city,
    )
