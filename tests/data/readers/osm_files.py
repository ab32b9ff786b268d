"""Small towns of OpenStreetMap, written as PBF, XML and Overpass JSON."""

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

#: South-west corner [degrees], in system VI (EPSG:6674); one step is about 10 m.
LON, LAT, STEP = 135.5, 34.5, 1e-4
EPSG = 6674


@dataclass
class Town:
    """Nodes by id as steps east and north with tags, and ways by id."""

    nodes: dict[int, tuple[float, float, dict[str, str]]] = field(default_factory=dict)
    ways: dict[int, tuple[list[int], dict[str, str]]] = field(default_factory=dict)

    def node(self, number: int, x: float, y: float, **tags: str) -> None:
        self.nodes[number] = (LON + x * STEP, LAT + y * STEP, tags)

    def way(self, number: int, nodes: Sequence[int], **tags: str) -> None:
        self.ways[number] = (list(nodes), tags)


def line_of(town: Town, first: int, xs: Sequence[float], y: float) -> list[int]:
    """Add nodes in a row and return their ids."""
    numbers = [*range(first, first + len(xs))]
    for number, x in zip(numbers, xs, strict=True):
        town.node(number, x, y)
    return numbers


def write_xml(town: Town, file: Path) -> Path:
    rows = ["<?xml version='1.0' encoding='UTF-8'?>", "<osm version='0.6'>"]
    for number, (lon, lat, tags) in town.nodes.items():
        rows.append(f"<node id='{number}' lon='{lon:.7f}' lat='{lat:.7f}'>{_xml_tags(tags)}</node>")
    for number, (nodes, tags) in town.ways.items():
        refs = "".join(f"<nd ref='{node}'/>" for node in nodes)
        rows.append(f"<way id='{number}'>{refs}{_xml_tags(tags)}</way>")
    file.write_text("\n".join([*rows, "</osm>"]), "utf-8")
    return file


def _xml_tags(tags: Mapping[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())


def write_overpass(town: Town, file: Path, **more: object) -> Path:
    nodes = [
        {"type": "node", "id": number, "lon": round(lon, 7), "lat": round(lat, 7), "tags": tags}
        for number, (lon, lat, tags) in town.nodes.items()
    ]
    ways = [
        {"type": "way", "id": number, "nodes": refs, "tags": tags}
        for number, (refs, tags) in town.ways.items()
    ]
    about = {"timestamp_osm_base": "2026-05-01T00:00:00Z"}
    file.write_text(json.dumps({"version": 0.6, "osm3s": about, "elements": [*nodes, *ways], **more}))
    return file


def varint(number: int) -> bytes:
    """Return a number as the format writes it: seven bits a byte, the lowest first."""
    number &= (1 << 64) - 1
    found = bytearray()
    while number >= 128:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def zigzag(number: int) -> bytes:
    return varint(number * 2 if number >= 0 else -number * 2 - 1)


def bytes_field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def number_field(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def steps(numbers: Sequence[int]) -> bytes:
    """Return numbers as signed steps from one to the next."""
    return b"".join(zigzag(b - a) for a, b in zip([0, *numbers], numbers, strict=False))


def blob(kind: str, content: bytes, *, packed: bool = True, raw_size: int | None = None) -> bytes:
    size = number_field(2, len(content) if raw_size is None else raw_size)
    body = size + bytes_field(3, zlib.compress(content)) if packed else bytes_field(1, content)
    header = bytes_field(1, kind.encode()) + number_field(3, len(body))
    return struct.pack(">I", len(header)) + header + body


def head_blob(*features: str, seconds: int = 1_767_225_600) -> bytes:
    """Return the first blob: what the reader must know, and the date (2026-01-01)."""
    needed = b"".join(bytes_field(4, feature.encode()) for feature in features)
    return blob("OSMHeader", needed + number_field(32, seconds))


class _Texts:
    def __init__(self) -> None:
        self.texts = [""]

    def place(self, text: str) -> int:
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text)

    def table(self) -> bytes:
        return bytes_field(1, b"".join(bytes_field(1, text.encode()) for text in self.texts))


def pbf_bytes(town: Town, *, dense: bool = True, ways_first: bool = False) -> bytes:
    nodes = blob("OSMData", _nodes_block(town, dense=dense))
    ways = blob("OSMData", _ways_block(town), packed=False)
    data = [ways, nodes] if ways_first else [nodes, ways]
    return b"".join([head_blob("OsmSchema-V0.6", "DenseNodes"), *data])


def write_pbf(town: Town, file: Path, *, dense: bool = True, ways_first: bool = False) -> Path:
    file.write_bytes(pbf_bytes(town, dense=dense, ways_first=ways_first))
    return file


def _nodes_block(town: Town, *, dense: bool) -> bytes:
    texts = _Texts()
    numbers = [*town.nodes]
    lon, lat = ([round(node[axis] * 1e7) for node in town.nodes.values()] for axis in (0, 1))
    if dense:
        tags = b"".join(
            b"".join(varint(texts.place(k)) + varint(texts.place(v)) for k, v in node[2].items()) + b"\0"
            for node in town.nodes.values()
        )
        columns = [(1, steps(numbers)), (8, steps(lat)), (9, steps(lon)), (10, tags)]
        group = bytes_field(2, b"".join(bytes_field(number, column) for number, column in columns))
    else:
        group = b""
        for number, x, y, node in zip(numbers, lon, lat, town.nodes.values(), strict=True):
            keys = b"".join(varint(texts.place(key)) for key in node[2])
            values = b"".join(varint(texts.place(value)) for value in node[2].values())
            place = varint(8 << 3) + zigzag(y) + varint(9 << 3) + zigzag(x)
            about = varint(1 << 3) + zigzag(number) + bytes_field(2, keys) + bytes_field(3, values)
            group += bytes_field(1, about + place)
    return texts.table() + bytes_field(2, group)


def _ways_block(town: Town) -> bytes:
    texts = _Texts()
    group = b""
    for number, (nodes, tags) in town.ways.items():
        keys = b"".join(varint(texts.place(key)) for key in tags)
        values = b"".join(varint(texts.place(value)) for value in tags.values())
        way = number_field(1, number) + bytes_field(2, keys) + bytes_field(3, values)
        group += bytes_field(3, way + bytes_field(8, steps(nodes)))
    return texts.table() + bytes_field(2, group)
