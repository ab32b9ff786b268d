"""A graph as GraphML and back, without loss: lists, infinity, nothing, names in Japanese, geometry, CRS."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

#: Names of the values of the graph that say how its values were written.
_LISTS, _GEOMETRY, _KIND = "sonae_lists", "sonae_geometry", "sonae_kind"
_CRS = "crs"
_OF_NETWORKX = frozenset({"node_default", "edge_default"})
_NODE_TYPES: dict[str, type] = {"int": int, "str": str}
#: Classes of graphs by whether they are directed, and whether they may have parallel edges.
_CLASSES = {
    (False, False): nx.Graph, (True, False): nx.DiGraph,
    (False, True): nx.MultiGraph, (True, True): nx.MultiDiGraph,
}  # fmt: skip


def write_graphml(graph: "nx.Graph[Any]", path: str | Path) -> None:
    """Write a graph as GraphML, so that ``read_graphml`` gives the same graph.

    Numbers stand as they are, infinity as ``inf`` and ``-inf``; text in UTF-8, names in Japanese as they are.
    A list, which OSMnx makes of joined edges, becomes JSON text, a geometry well-known text (WKT), the
    CRS its authority code or WKT. A value that is None or missing is left out. What is a list and what a
    geometry is said by two values of the graph, ``sonae_lists`` and ``sonae_geometry``; other programs
    (Gephi, yEd, igraph, ``nx.read_graphml``) read the rest without them.

    Parameters
    ----------
    graph
        The graph, such as ``Plan.graph`` makes it; it stays as it is.
    path
        File to write; one that is there is replaced.

    Raises
    ------
    TypeError
        When nodes are neither all whole numbers nor all text, or what a file would change: a value of another
        kind than text, number, truth, list of these, geometry or None; text with a carriage return; text
        under a name that is a geometry elsewhere, or that looks like a list where others are; keys of edges
        that are no whole numbers and no text, or text that reads as a whole number.

    Examples
    --------
    >>> import networkx as nx, sonae, tempfile, pathlib
    >>> graph = nx.MultiDiGraph(crs="EPSG:6674")
    >>> graph.add_edge(1, 2, name="甲橋", osmid=[7, 8], closes_at_s=float("inf"), width=None)
    0
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "walk.graphml"
    >>> sonae.write_graphml(graph, file)
    >>> sonae.read_graphml(file).edges[1, 2, 0]
    {'name': '甲橋', 'osmid': [7, 8], 'closes_at_s': inf}
    """
    kinds = {type(node).__name__ for node in graph.nodes}
    if len(kinds) > 1 or not kinds <= set(_NODE_TYPES):
        msg = f"nodes must be all int or all str, not {', '.join(sorted(kinds))}"
        raise TypeError(msg)
    if graph.is_multigraph():
        _refuse_changed_keys(key for *_, key in graph.edges)
    plain = graph.__class__()
    lists: set[str] = set()
    geometries: set[str] = set()
    # What networkx itself adds to a graph that it read is no value of the graph.
    own = {name: value for name, value in graph.graph.items() if name not in _OF_NETWORKX}
    plain.graph.update(_plain(own, lists, geometries))
    for node, values in graph.nodes(data=True):
        plain.add_node(node, **_plain(values, lists, geometries))
    edges: list[tuple[Any, ...]] = list(graph.edges)
    for edge in edges:
        # An edge is (u, v), in a multigraph (u, v, key).
        its_key = {"key": edge[2]} if graph.is_multigraph() else {}
        plain.add_edge(edge[0], edge[1], **its_key, **_plain(graph.edges[edge], lists, geometries))
    _refuse_mixed(graph, lists, geometries)
    plain.graph[_LISTS], plain.graph[_GEOMETRY] = json.dumps(sorted(lists)), json.dumps(sorted(geometries))
    plain.graph[_KIND] = f"{next(iter(kinds), 'str')} {'multi' if graph.is_multigraph() else 'simple'}"
    nx.write_graphml(plain, path, encoding="utf-8")


def read_graphml(path: str | Path) -> "nx.Graph[Any]":
    """Read a graph that ``write_graphml`` wrote, or any other GraphML.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    networkx.Graph
        Directed and with parallel edges as the file has it. Lists and geometries are what they were; of a
        file of another program everything is as ``nx.read_graphml`` gives it, nodes as text.

    Raises
    ------
    networkx.NetworkXError
        When the file is no GraphML.

    Examples
    --------
    >>> import networkx as nx, sonae, tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "plain.graphml"
    >>> sonae.write_graphml(nx.path_graph(3), file)
    >>> sorted(sonae.read_graphml(file).nodes)
    [0, 1, 2]
    """
    # Keys of edges are written as their ids; a file does not say that edges may be parallel where none are.
    try:
        graph = nx.read_graphml(path, force_multigraph=True)
    except ParseError as error:
        msg = f"{path}: GraphML ではありません / this is no GraphML ({error})"
        raise nx.NetworkXError(msg) from error
    if _KIND not in graph.graph:
        other: nx.Graph[Any] = nx.read_graphml(path)
        return other
    lists, geometries = (set(json.loads(graph.graph.pop(name, "[]"))) for name in (_LISTS, _GEOMETRY))
    node_type, form = graph.graph.pop(_KIND).split(" ")
    kind = _NODE_TYPES[node_type]
    made: nx.Graph[Any] = _CLASSES[graph.is_directed(), form == "multi"]()
    own = {name: value for name, value in graph.graph.items() if name not in _OF_NETWORKX}
    made.graph.update(_back(own, lists, geometries))
    for node, values in graph.nodes(data=True):
        made.add_node(kind(node), **_back(values, lists, geometries))
    edges: list[tuple[Any, ...]] = list(graph.edges)
    for edge in edges:
        its_key = {"key": edge[2]} if made.is_multigraph() else {}
        made.add_edge(kind(edge[0]), kind(edge[1]), **its_key, **_back(graph.edges[edge], lists, geometries))
    return made


def _refuse_changed_keys(keys: Iterable[Any]) -> None:
    """Raise where a key of an edge would be another one when it is read: networkx tries whole numbers."""
    for key in keys:
        if not isinstance(key, (int, str)) or isinstance(key, bool) or _is_whole(key):
            msg = f"keys of edges must be int, or str that is no number, not {key!r}"
            raise TypeError(msg)


def _is_whole(key: int | str) -> bool:
    if isinstance(key, int):
        return False
    try:
        int(key)
    except ValueError:
        return False
    return True


def _refuse_mixed(graph: "nx.Graph[Any]", lists: set[str], geometries: set[str]) -> None:
    """Raise where a value would be taken for a list or a geometry because others of its name are."""
    given = [graph.graph, *(values for _, values in graph.nodes(data=True))]
    given += [graph.edges[edge] for edge in graph.edges]
    for values in given:
        for name in values.keys() & geometries:
            if values[name] is not None and not isinstance(values[name], BaseGeometry):
                msg = f"{name!r} is a geometry in some places, and {values[name]!r} in others"
                raise TypeError(msg)
        for name in values.keys() & lists:
            if isinstance(values[name], str) and values[name].startswith("["):
                msg = f"{name!r} is a list in some places, and the text {values[name]!r} in others"
                raise TypeError(msg)


def _plain(values: Any, lists: set[str], geometries: set[str]) -> dict[str, Any]:
    """Return values as GraphML can hold them; names of lists and geometries are added to the sets."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if value is None:
            continue
        if name == _CRS:
            found[name] = _crs_text(value)
        elif isinstance(value, BaseGeometry):
            geometries.add(name)
            found[name] = shapely.to_wkt(value, rounding_precision=-1)
        elif isinstance(value, (list, tuple)):
            lists.add(name)
            found[name] = json.dumps(list(value), ensure_ascii=False)
        elif isinstance(value, np.generic):
            found[name] = value.item()
        elif isinstance(value, str) and "\r" in value:
            msg = f"{name!r} holds a carriage return, which a reader of GraphML drops: {value!r}"
            raise TypeError(msg)
        elif isinstance(value, (str, bool, int, float)):
            found[name] = value
        else:
            msg = f"{name!r} is a {type(value).__name__}, which GraphML cannot hold"
            raise TypeError(msg)
    return found


def _crs_text(crs: Any) -> str:
    if isinstance(crs, str):
        return crs
    code = crs.to_epsg()
    return f"EPSG:{code}" if code else str(crs.to_wkt())


def _back(values: Any, lists: set[str], geometries: set[str]) -> dict[str, Any]:
    found = dict(values)
    for name, value in values.items():
        # A value that is a list on some edges only may be plain on others.
        if name in lists and isinstance(value, str) and value.startswith("["):
            found[name] = json.loads(value)
        elif name in geometries:
            found[name] = shapely.from_wkt(value)
    return found
