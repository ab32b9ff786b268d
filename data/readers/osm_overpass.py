"""Answers of Overpass as JSON, such as OSMnx keeps in its cache: ``out body`` or ``out geom``."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from data.bounded_input import parse_json, read_bounded
from data.readers.osm_extract import OsmCollector
from data.readers.osm_tags import node_tags, way_tags
from data.readers.street_ids import whole_number
from domain.faults import Fault, InputError

#: Largest answer [bytes]: a whole city has some ten million, and JSON is read as a whole.
_MOST_BYTES = 150_000_000

_SHOWN = 80


def is_overpass(head: bytes) -> bool:
    """Whether the first bytes of a file can be those of an answer of Overpass."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return text.startswith(b"{") and any(name in text for name in (b'"osm3s"', b'"elements"'))


def read_overpass(path: Path, collector: OsmCollector, advance: Callable[[int], None]) -> None:
    """Read an answer into a collector.

    Parameters
    ----------
    path
        File.
    collector
        Takes the nodes and ways.
    advance
        Told how many bytes of the file were read.

    Raises
    ------
    domain.faults.InputError
        When it is no answer of Overpass, or one that says that it is not whole.
    """
    content = read_bounded(path, limit=_MOST_BYTES)
    try:
        answer = parse_json(content.decode(json.detect_encoding(content)))
    except (ValueError, RecursionError) as error:
        raise InputError([_unreadable(collector)]) from error
    elements = answer.get("elements") if isinstance(answer, dict) else None
    if not isinstance(elements, list):
        raise InputError([_unreadable(collector)])
    remark = answer.get("remark")
    if isinstance(remark, str) and "error" in remark.lower():
        raise InputError([Fault("overpass_cut", file=collector.file, value=remark[:_SHOWN])])
    state = answer.get("osm3s")
    if isinstance(state, dict):
        collector.date = str(state.get("timestamp_osm_base", ""))[:10]
    found = [element for element in elements if isinstance(element, dict)]
    _take_nodes(found, collector)
    _take_ways(found, collector)
    collector.areas += sum(
        element.get("type") == "relation" and "highway" in _tags(element) for element in found
    )
    advance(len(content))


def _unreadable(collector: OsmCollector) -> Fault:
    return Fault("file_unreadable", file=collector.file, expected="Overpass JSON")


def _take_nodes(elements: Iterable[dict[str, Any]], collector: OsmCollector) -> None:
    ids, lon, lat = [], [], []
    for element in elements:
        number = whole_number(element.get("id", ""))
        if element.get("type") != "node" or number is None:
            continue
        ids.append(number)
        lon.append(_degrees(element.get("lon")))
        lat.append(_degrees(element.get("lat")))
        tags = node_tags(_tags(element))
        if tags is not None:
            collector.add_node_tags(number, tags)
    collector.add_nodes(np.array(ids, dtype=np.int64), np.array(lon, dtype=float), np.array(lat, dtype=float))


def _take_ways(elements: Iterable[dict[str, Any]], collector: OsmCollector) -> None:
    ids, sizes, refs, sets = [], [], [], []
    drawn: dict[int, tuple[float, float]] = {}
    for element in elements:
        number, nodes = whole_number(element.get("id", "")), element.get("nodes")
        if element.get("type") != "way" or number is None or not isinstance(nodes, list):
            continue
        tags = way_tags(_tags(element))
        if tags is None:
            continue
        places = [place for node in nodes if (place := whole_number(node)) is not None]
        ids.append(number)
        sizes.append(len(places))
        refs += places
        sets.append(collector.set_of(tags))
        course = element.get("geometry")
        if isinstance(course, list) and len(course) == len(places):
            # ``out geom``: the nodes lie where the way is drawn, and do not come by themselves.
            for place, point in zip(places, course, strict=True):
                if isinstance(point, dict):
                    drawn[place] = (_degrees(point.get("lon")), _degrees(point.get("lat")))
    if drawn:
        xy = np.array([*drawn.values()], dtype=float)
        collector.add_nodes(np.array([*drawn], dtype=np.int64), xy[:, 0], xy[:, 1])
    collector.add_ways(
        np.array(ids, dtype=np.int64), np.array(sizes, dtype=np.int64), np.array(refs, dtype=np.int64), sets
    )


def _tags(element: dict[str, Any]) -> dict[str, str]:
    tags = element.get("tags")
    return {key: str(value) for key, value in tags.items()} if isinstance(tags, dict) else {}


def _degrees(value: object) -> float:
    """Return a coordinate; NaN where it is none: the node is counted as lost."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")
