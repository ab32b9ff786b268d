"""Build the walking network: streets split at the access points of blocks and places."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.settings.settings import Settings
from evacuation.network import FloatArray, IntArray, Network
from evacuation.network_faults import refuse_wrong_network

#: An access point closer than this to a street's end uses the corner itself [m].
_SNAP_M = 0.5


@dataclass(frozen=True, slots=True)
class _Access:
    """Where points meet the network: street row (−1 none), share along it, distance [m]."""

    street: IntArray
    share: FloatArray
    distance_m: FloatArray


def build_network(
    nodes: gpd.GeoDataFrame,
    streets: gpd.GeoDataFrame,
    blocks: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame,
    settings: Settings,
) -> Network:
    """Build the network of a city.

    Parameters
    ----------
    nodes, streets, blocks, places
        Layers of the bundle (``domain.tables.city``), all in one metric CRS; the line of a street
        runs from u to v.
    settings
        ``movement.access_max_m`` limits the connector.

    Returns
    -------
    Network
        Directed arcs both ways on every street; access points as nodes with negative ids: −1, −2 …
        for the blocks in their order, then the places in theirs.

    Raises
    ------
    ValueError
        When nodes and streets make no network (``evacuation.network_faults``).
    """
    refuse_wrong_network(nodes, streets)
    limit_m = settings.movement.access_max_m
    ends = np.concatenate([
        shapely.get_coordinates(shapely.point_on_surface(blocks.geometry.to_numpy())).reshape(-1, 2),
        shapely.get_coordinates(places.geometry.to_numpy()).reshape(-1, 2),
    ])  # fmt: skip
    access = _find_access(ends, streets, limit_m)
    u, v = _end_positions(nodes, streets)
    length_m = streets["length_m"].to_numpy(np.float64)
    found = access.street >= 0
    on_m = np.zeros(len(ends))
    on_m[found] = length_m[access.street[found]]
    at_u = access.share * on_m < _SNAP_M
    at_v = (1 - access.share) * on_m < _SNAP_M
    split = found & ~at_u & ~at_v
    n_corners = len(nodes)
    node = np.full(len(ends), -1, np.int64)
    node[found & at_v] = v[access.street[found & at_v]]
    node[found & at_u] = u[access.street[found & at_u]]
    node[split] = n_corners + np.arange(int(split.sum()))
    arcs = _split_streets(u, v, length_m, streets["slope"].to_numpy(np.float64), access, split, node)
    xy = shapely.get_coordinates(nodes.geometry.to_numpy())
    on_street = shapely.get_coordinates(
        shapely.line_interpolate_point(
            streets.geometry.to_numpy()[access.street[split]], access.share[split], normalized=True
        )
    ).reshape(-1, 2)
    all_xy = np.concatenate([xy, on_street])
    node_id = np.concatenate([nodes.index.to_numpy(np.int64), -1 - np.flatnonzero(split)])
    connector = np.where(found, access.distance_m, np.nan)
    n_blocks = len(blocks)
    return Network(
        node_id=node_id, x_m=all_xy[:, 0].copy(), y_m=all_xy[:, 1].copy(),
        **arcs.arrays(len(node_id)),
        street_id=streets.index.to_numpy(np.int64),
        block_node=node[:n_blocks], place_node=node[n_blocks:],
        block_connector_m=connector[:n_blocks], place_connector_m=connector[n_blocks:],
    )  # fmt: skip


def _find_access(points: FloatArray, streets: gpd.GeoDataFrame, limit_m: float) -> _Access:
    """Find the nearest street that one can step onto; bridges, tunnels and underpasses are not."""
    apart = streets["bridge"] | streets["tunnel"] | streets["underpass"] | streets["level_crossing"]
    rows = np.flatnonzero(~apart.to_numpy())
    street = np.full(len(points), -1, np.int64)
    share = np.zeros(len(points))
    distance = np.full(len(points), np.nan)
    if rows.size and len(points):
        lines = streets.geometry.to_numpy()[rows]
        geometry = np.asarray(shapely.points(points))
        (index, hit), gap = shapely.STRtree(lines).query_nearest(
            geometry, max_distance=limit_m, return_distance=True, all_matches=True
        )
        # Ties go to the lowest street id, so that the order of rows does not matter.
        ids = streets.index.to_numpy()[rows[hit]]
        order = np.lexsort((ids, index))
        index, hit, gap = index[order], hit[order], gap[order]
        first = np.unique(index, return_index=True)[1]
        index, hit, gap = index[first], hit[first], gap[first]
        street[index] = rows[hit]
        distance[index] = gap
        share[index] = shapely.line_locate_point(lines[hit], geometry[index], normalized=True)
    return _Access(street, share, distance)


def _end_positions(nodes: gpd.GeoDataFrame, streets: gpd.GeoDataFrame) -> tuple[IntArray, IntArray]:
    positions = pd.Series(np.arange(len(nodes), dtype=np.int64), index=nodes.index)
    u = positions.reindex(streets["u"].to_numpy())
    v = positions.reindex(streets["v"].to_numpy())
    return u.to_numpy(np.int64), v.to_numpy(np.int64)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Undirected pieces of streets between consecutive points, from u towards v."""

    tail: IntArray
    head: IntArray
    street: IntArray
    from_share: FloatArray
    to_share: FloatArray
    length_m: FloatArray
    slope: FloatArray

    def arrays(self, n_nodes: int) -> dict[str, Any]:
        """Return the directed arcs, sorted by tail, as the fields of a Network."""
        n = self.tail.size
        tail = np.concatenate([self.tail, self.head])
        head = np.concatenate([self.head, self.tail])
        order = np.lexsort((np.tile(self.street, 2), head, tail))
        position = np.empty(2 * n, np.int64)
        position[order] = np.arange(2 * n)
        twin = np.concatenate([np.arange(n) + n, np.arange(n)])
        start = np.zeros(n_nodes + 1, np.int64)
        np.add.at(start, tail + 1, 1)
        return {
            "arc_start": np.cumsum(start).astype(np.int32),
            "arc_head": head[order].astype(np.int32),
            "arc_street": np.tile(self.street, 2)[order].astype(np.int32),
            "arc_length_m": np.tile(self.length_m, 2)[order],
            "arc_slope": np.concatenate([self.slope, -self.slope])[order],
            "arc_from_share": np.concatenate([self.from_share, self.to_share])[order],
            "arc_to_share": np.concatenate([self.to_share, self.from_share])[order],
            "arc_reverse": position[twin[order]].astype(np.int32),
        }


def _split_streets(
    u: IntArray,
    v: IntArray,
    length_m: FloatArray,
    slope: FloatArray,
    access: _Access,
    split: np.ndarray[tuple[int], np.dtype[np.bool_]],
    node: IntArray,
) -> _Pieces:
    rows = np.arange(u.size, dtype=np.int64)
    street = np.concatenate([rows, rows, access.street[split]])
    share = np.concatenate([np.zeros(u.size), np.ones(u.size), access.share[split]])
    point = np.concatenate([u, v, node[split]])
    order = np.lexsort((point * (share > 0) * (share < 1), share, street))
    street, share, point = street[order], share[order], point[order]
    same = street[1:] == street[:-1]
    first, second = np.flatnonzero(same), np.flatnonzero(same) + 1
    on = street[first]
    return _Pieces(
        tail=point[first],
        head=point[second],
        street=on,
        from_share=share[first],
        to_share=share[second],
        length_m=(share[second] - share[first]) * length_m[on],
        slope=slope[on],
    )
