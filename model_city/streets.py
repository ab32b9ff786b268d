"""The walkable street network of the model city: nodes and streets.

The order of the work: corners along main roads and in the lattice of each quarter, links between
neighbouring corners, crossings of rivers and railways, then attributes. What is real is the
course of main roads, rivers and railways as far as the facts give it; all else is a model.
"""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import difference, reverse
from shapely.geometry.base import BaseGeometry

from domain.tables.city import Nodes, Streets
from model_city.lines import SAKAI_EPSG, CityLines
from model_city.shapes import barrier_beds, city_ground, closed_ground, points
from model_city.streets_attributes import build_street_table
from model_city.streets_corners import BANK_M, build_corners
from model_city.streets_links import Links, build_links
from model_city.streets_roads import build_road_samples
from model_city.terrain import Terrain, build_terrain

#: Main roads end this far inside the border of the city [m].
BORDER_MARGIN_M = 4.0


def build_streets(
    lines: CityLines, rng: np.random.Generator, terrain: Terrain | None = None
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Build the network.

    Parameters
    ----------
    lines
        The facts.
    rng
        Source of all chance; the same state gives the same network.
    terrain
        The height field, built from the facts where it is not given.

    Returns
    -------
    tuple of GeoDataFrame
        Nodes and streets after ``domain.tables.city``, in EPSG:6674, sorted by id: one connected
        network, coordinates in steps of 0.1 m.
    """
    terrain = terrain or build_terrain(lines)
    chance = rng.spawn(3)
    samples = build_road_samples(lines, _street_ground(lines))
    corners = build_corners(lines, samples, chance[0])
    links = build_links(corners, samples, lines, chance[1])
    links = links.take(_in_largest_piece(links, len(corners.xy_m)))
    elevation_m = terrain.elevation_m(*corners.xy_m.T)
    table = build_street_table(links, corners, samples, elevation_m, lines, chance[2])
    return _numbered(table, corners.xy_m, elevation_m)


def _street_ground(lines: CityLines) -> BaseGeometry:
    """Return the ground on which main roads may have corners."""
    city = city_ground(lines).buffer(-BORDER_MARGIN_M)
    open_ground = difference(city, closed_ground(lines).buffer(BORDER_MARGIN_M))
    return difference(open_ground, barrier_beds(lines, BANK_M))


def _in_largest_piece(links: Links, n: int) -> npt.NDArray[np.bool_]:
    first, second = links.ends.T
    graph = coo_array((np.ones(len(first)), (first, second)), shape=(n, n))
    _, piece = connected_components(graph, directed=False)
    return np.asarray(piece[first] == np.bincount(piece).argmax())


def _numbered(
    table: gpd.GeoDataFrame, xy_m: npt.NDArray[np.float64], elevation_m: npt.NDArray[np.float64]
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Give neighbouring nodes near ids, so that files pack well, and number streets by their ends."""
    used = np.unique(table[["u", "v"]].to_numpy())
    used_points = gpd.GeoSeries(points(xy_m[used]), crs=SAKAI_EPSG)
    order = np.lexsort((xy_m[used, 1], xy_m[used, 0], used_points.hilbert_distance().to_numpy()))
    position = used[order]
    node_id = np.zeros(len(xy_m), dtype=np.int64)
    node_id[position] = np.arange(1, len(position) + 1)
    nodes = gpd.GeoDataFrame(
        {"elevation_m": elevation_m[position]},
        geometry=points(xy_m[position]),
        index=pd.Index(node_id[position], name=Nodes.index_name()),
        crs=SAKAI_EPSG,
    )
    streets = _from_lower_end(table.assign(u=node_id[table["u"]], v=node_id[table["v"]]))
    streets = streets.sort_values(["u", "v"], ignore_index=True)
    streets.index = pd.RangeIndex(1, len(streets) + 1, name=Streets.index_name())
    streets.index = streets.index.astype("int64")
    Nodes.check(nodes)
    Streets.check(streets)
    return nodes, streets[Streets.columns()]


def _from_lower_end(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Turn streets so that u is the lower id, and their slope and line with them."""
    turn = (table["u"] > table["v"]).to_numpy()
    u, v = np.where(turn, table["v"], table["u"]), np.where(turn, table["u"], table["v"])
    slope = np.where(turn, -table["slope"], table["slope"]) + 0.0
    geometry = np.where(turn, reverse(table.geometry.to_numpy()), table.geometry.to_numpy())
    return table.assign(u=u, v=v, slope=slope).set_geometry(gpd.GeoSeries(geometry, crs=SAKAI_EPSG))
