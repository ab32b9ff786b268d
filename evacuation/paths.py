"""Paths and lines of routes; one over the same arcs as in the plan before is not laid out again.

Most routes of a changed plan are routes of the one before. How many people take them, when they leave and
what closes changes no path and no line: the arcs alone decide these.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from evacuation.kernels.trace import lay_coordinates
from evacuation.network import Int32Array, IntArray, Network

if TYPE_CHECKING:
    from evacuation.routes import StreetVertices
    from evacuation.tracing import RouteArcs

ObjectArray = np.ndarray[tuple[int], np.dtype[np.object_]]
#: Nodes and streets of a route by id, in walking order, and its line [m].
_Path = tuple[tuple[int, ...], tuple[int, ...], object]


class KeptPaths:
    """The routes of the last plan on one network, by their arcs."""

    def __init__(self) -> None:
        self._kept: tuple[Network | None, dict[bytes | int, _Path]] = None, {}

    def lay(
        self, network: Network, vertices: "StreetVertices", arcs: "RouteArcs", access_node: IntArray
    ) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]], ObjectArray]:
        """Return paths and lines of routes, which are those that are kept from now on.

        Parameters
        ----------
        network, vertices
            The network and the vertices of its streets: on another network nothing is kept.
        arcs, access_node
            Arcs of the routes, and the nodes where they start.

        Returns
        -------
        nodes, streets : list of tuple of int
            Ids in walking order, each street once.
        lines : numpy.ndarray
            Lines [m], shape (routes,).
        """
        data, width = arcs.arcs.tobytes(), arcs.arcs.itemsize
        # A route without an arc is its node alone; every other starts where its first arc does.
        keys: list[bytes | int] = [
            data[low:high] or node
            for (low, high), node in zip(
                pairwise((arcs.offsets * width).tolist()), access_node.tolist(), strict=True
            )
        ]
        on_network, known = self._kept
        known = known if on_network is network else {}
        new = {key: route for route, key in enumerate(keys) if key not in known}
        if new:
            chosen = np.array([*new.values()], np.int64)
            known = known | dict(
                zip(new, _laid(network, vertices, *_only(arcs, chosen), access_node[chosen]), strict=True)
            )
        paths = [known[key] for key in keys]
        # In one step: plans are made beside each other, too.
        self._kept = network, dict(zip(keys, paths, strict=True))
        lines = np.empty(len(paths), object)
        lines[:] = [line for _, _, line in paths]
        return [nodes for nodes, _, _ in paths], [streets for _, streets, _ in paths], lines


def lines_along(
    network: Network, vertices: "StreetVertices", arcs: Int32Array, offsets: IntArray, access_node: IntArray
) -> ObjectArray:
    """Return the lines of routes along the streets, shape (routes,).

    Parameters
    ----------
    network, vertices
        The network and the vertices of its streets.
    arcs, offsets, access_node
        Arcs of the routes, where each route starts in them, and the nodes where they start.

    Returns
    -------
    ObjectArray
        Lines [m], shape (routes,).
    """
    xy, route = lay_coordinates(
        arcs, offsets, access_node, network.x_m, network.y_m, network.arc_head,
        network.arc_street, network.arc_from_share, network.arc_to_share,
        vertices.start, vertices.x, vertices.y, vertices.share,
    )  # fmt: skip
    return np.asarray(shapely.linestrings(xy, indices=route))


def _only(arcs: "RouteArcs", chosen: IntArray) -> tuple[Int32Array, IntArray]:
    """Return the arcs of some routes, end to end, and where each starts in them."""
    pieces: Sequence[Int32Array] = [
        arcs.arcs[low:high]
        for low, high in zip(arcs.offsets[chosen].tolist(), arcs.offsets[chosen + 1].tolist(), strict=True)
    ]
    offsets = np.concatenate([[0], np.cumsum([piece.size for piece in pieces])])
    return np.concatenate(pieces), offsets.astype(np.int64)


def _laid(
    network: Network, vertices: "StreetVertices", arcs: Int32Array, offsets: IntArray, access_node: IntArray
) -> list[_Path]:
    """Lay out the paths and lines of routes."""
    heads = network.node_id[network.arc_head[arcs]].tolist()
    streets = network.street_id[network.arc_street[arcs]].tolist()
    first = network.node_id[access_node].tolist()
    lines = lines_along(network, vertices, arcs, offsets, access_node)
    return [
        ((node, *heads[low:high]), tuple(dict.fromkeys(streets[low:high])), line)
        for node, (low, high), line in zip(first, pairwise(offsets.tolist()), lines, strict=True)
    ]
