"""OpenStreetMap PBF, read one block after the other: no more than a block is in memory.

A file is a row of blobs, each with a header that says how long it is; a blob holds a block of some
thousand nodes, ways or relations.
"""

import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
from google.protobuf.message import DecodeError

from data.readers.osm_extract import OsmCollector
from data.readers.osm_pbf_wire import GRANULARITY, packed_sizes, parse, signed, varints
from data.readers.osm_tags import NODE_KINDS, NODE_TAGS, WAY_KINDS, WAY_TAGS, Tags, node_tags, way_tags
from domain.faults import Fault, InputError

IntArray = npt.NDArray[np.int64]

#: Largest header of a blob and largest blob, as the format has them [bytes].
_HEADER_BYTES, _BLOB_BYTES = 64 * 1024, 32 * 1024 * 1024

#: Most nodes, ways or relations of a group; writers put 8,000 into one.
_MOST_THINGS = 500_000

#: What a file may ask of its reader.
_FEATURES = frozenset({"OsmSchema-V0.6", "DenseNodes"})

#: Nanodegrees in a degree.
_NANO = 1e-9

#: How every PBF file of OpenStreetMap begins, after the length of its first header.
_FIRST = b"\x0a\x09OSMHeader"

#: What a cut or broken file makes the libraries raise.
_BROKEN = (DecodeError, ValueError, IndexError, zlib.error, lzma.LZMAError, struct.error, OverflowError)


def is_pbf(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an OpenStreetMap PBF."""
    return head[4 : 4 + len(_FIRST)] == _FIRST


def read_pbf(path: Path, collector: OsmCollector, advance: Callable[[int], None]) -> None:
    """Read a file into a collector.

    Parameters
    ----------
    path
        File.
    collector
        Takes the nodes and ways.
    advance
        Told how many bytes of the file were read since it was called last.

    Raises
    ------
    domain.faults.InputError
        When the file is cut or broken, or needs what this reader does not do.
    """
    done = 0
    try:
        with path.open("rb") as stream:
            for kind, content in _blobs(stream):
                if kind == "OSMHeader":
                    _take_header(parse("HeaderBlock", content), collector)
                elif kind == "OSMData":
                    _take_block(parse("PrimitiveBlock", content), collector)
                advance(stream.tell() - done)
                done = stream.tell()
    except OSError as error:
        raise InputError([Fault("file_not_readable", file=collector.file)]) from error
    except _BROKEN as error:
        if isinstance(error, InputError):
            raise
        value = f"{done / 1e6:,.1f} MB"
        fault = Fault("osm_broken", file=collector.file, value=value, expected="OpenStreetMap PBF")
        raise InputError([fault]) from error


def _blobs(stream: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    while length := stream.read(4):
        (size,) = struct.unpack(">I", length)
        if size > _HEADER_BYTES:
            raise ValueError("the header of a blob is too large")
        header = parse("BlobHeader", _exactly(stream, size))
        if not 0 <= header.datasize <= _BLOB_BYTES:
            raise ValueError("a blob is too large")
        yield header.type, _unpacked(parse("Blob", _exactly(stream, header.datasize)))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) != size:
        raise ValueError("the file is cut")
    return content


def _unpacked(blob: Any) -> bytes:
    if blob.HasField("raw"):
        return bytes(blob.raw)
    if not 0 < blob.raw_size <= _BLOB_BYTES:
        raise ValueError("a block is too large")
    # One byte more than stated is asked for: whoever states too little is found out.
    if blob.HasField("zlib_data"):
        content = zlib.decompressobj().decompress(blob.zlib_data, blob.raw_size + 1)
    elif blob.HasField("lzma_data"):
        content = lzma.LZMADecompressor(memlimit=4 * _BLOB_BYTES).decompress(
            blob.lzma_data, max_length=blob.raw_size + 1
        )
    else:
        raise ValueError("a blob is packed in a way that is not read")
    if len(content) != blob.raw_size:
        raise ValueError("a block is not as long as stated")
    return content


def _take_header(header: Any, collector: OsmCollector) -> None:
    unknown = sorted(set(header.required_features) - _FEATURES)
    if unknown:
        value, expected = ", ".join(unknown)[:80], ", ".join(sorted(_FEATURES))
        raise InputError([Fault("osm_feature", file=collector.file, value=value, expected=expected)])
    if 0 < header.replication_timestamp < 2**33:
        day = datetime.fromtimestamp(header.replication_timestamp, tz=UTC)
        collector.date = day.date().isoformat()


def _take_block(block: Any, collector: OsmCollector) -> None:
    texts = _Texts(block.stringtable.s)
    scale = (block.granularity or GRANULARITY) * _NANO
    offset = (block.lon_offset * _NANO, block.lat_offset * _NANO)
    for group in block.primitivegroup:
        if max(len(group.nodes), len(group.ways), len(group.relations)) > _MOST_THINGS:
            raise ValueError("a block of too many things")
        if group.HasField("dense"):
            _take_dense(group.dense, texts, scale, offset, collector)
        if len(group.nodes):
            _take_nodes(group.nodes, texts, scale, offset, collector)
        if len(group.ways):
            _take_ways(group.ways, texts, collector)
        if len(group.relations):
            highway = texts.places({"highway"})
            keys = b"".join(relation.keys for relation in group.relations)
            collector.areas += int(np.isin(varints(keys), highway).sum())


class _Texts:
    """The texts of a block, and where some of them stand in it."""

    def __init__(self, texts: Any) -> None:
        self._texts: list[bytes] = list(texts)

    def places(self, wanted: set[str] | frozenset[str] | tuple[str, ...]) -> IntArray:
        """Return the places of texts that are wanted."""
        asked = {text.encode() for text in wanted}
        return np.array([i for i, text in enumerate(self._texts) if text in asked], dtype=np.int64)

    def pairs(self, keys: list[int], values: list[int]) -> dict[str, str]:
        """Return tags whose keys and values stand at places."""
        read = self._texts
        if any(not 0 <= place < len(read) for place in (*keys, *values)):
            raise ValueError("a text is not in its table")
        return {
            read[key].decode("utf-8", "replace"): read[value].decode("utf-8", "replace")
            for key, value in zip(keys, values, strict=True)
        }


def _take_dense(
    dense: Any, texts: _Texts, scale: float, offset: tuple[float, float], collector: OsmCollector
) -> None:
    parts = (dense.id, dense.lon, dense.lat)
    ids, lon, lat = (np.cumsum(signed(varints(part, _MOST_THINGS))) for part in parts)
    if not ids.size == lon.size == lat.size:
        raise ValueError("nodes without a place")
    x, y = (axis.astype(np.float64) * scale for axis in (lon, lat))
    collector.add_nodes(ids, x + offset[0], y + offset[1])
    if not dense.keys_vals:
        return
    # Key, value, key, value, …, 0 for one node after the other.
    stream = varints(dense.keys_vals)
    ends = stream == 0
    node = np.cumsum(ends) - ends
    begins = np.concatenate([[0], np.flatnonzero(ends) + 1])
    is_key = ((np.arange(stream.size) - begins[node]) % 2 == 0) & ~ends
    marked = np.unique(node[is_key & np.isin(stream, texts.places(NODE_KINDS))])
    if marked.size and (marked[-1] >= ids.size or marked[-1] >= begins.size - 1):
        raise ValueError("tags without a node")
    wanted = is_key & np.isin(stream, texts.places(NODE_TAGS))
    for at in marked.tolist():
        first, last = int(begins[at]), int(begins[at + 1]) - 1
        keys = first + np.flatnonzero(wanted[first:last])
        tags = node_tags(texts.pairs(stream[keys].tolist(), stream[keys + 1].tolist()))
        if tags is not None:
            collector.add_node_tags(int(ids[at]), tags)


def _take_nodes(
    nodes: Any, texts: _Texts, scale: float, offset: tuple[float, float], collector: OsmCollector
) -> None:
    lon, lat = (
        np.array([getattr(node, axis) for node in nodes], dtype=np.float64) for axis in ("lon", "lat")
    )
    ids = np.array([node.id for node in nodes], dtype=np.int64)
    collector.add_nodes(ids, lon * scale + offset[0], lat * scale + offset[1])
    for node in nodes:
        if node.keys:
            keys, values = varints(node.keys).tolist(), varints(node.vals).tolist()
            tags = node_tags(texts.pairs(keys, values))
            if tags is not None:
                collector.add_node_tags(node.id, tags)


def _take_ways(ways: Any, texts: _Texts, collector: OsmCollector) -> None:
    every = list(ways)
    packed = [way.keys for way in every]
    sizes = packed_sizes(packed)
    keys = varints(b"".join(packed))
    values = varints(b"".join(way.vals for way in every))
    if keys.size != values.size:
        raise ValueError("keys without values")
    of_way = np.repeat(np.arange(len(every)), sizes)
    kept = np.unique(of_way[np.isin(keys, texts.places(WAY_KINDS))])
    if not kept.size:
        return
    wanted = np.isin(keys, texts.places(WAY_TAGS))
    keys, values, of_way = keys[wanted], values[wanted], of_way[wanted]
    first, last = np.searchsorted(of_way, kept), np.searchsorted(of_way, kept, side="right")
    named: dict[tuple[int, ...], int] = {}
    sets = []
    for a, b in zip(first.tolist(), last.tolist(), strict=True):
        key, value = keys[a:b].tolist(), values[a:b].tolist()
        both = (*key, *value)
        if both not in named:
            named[both] = collector.set_of(_tags_of(texts.pairs(key, value)))
        sets.append(named[both])
    chosen = [every[i] for i in kept.tolist()]
    parts = [way.refs for way in chosen]
    counts = packed_sizes(parts)
    collector.add_ways(
        np.array([way.id for way in chosen], dtype=np.int64),
        counts,
        _undone(signed(varints(b"".join(parts))), counts),
        sets,
    )


def _tags_of(pairs: dict[str, str]) -> Tags:
    return way_tags(pairs) or ()


def _undone(steps: IntArray, counts: IntArray) -> IntArray:
    """Return numbers of which each but the first of its way is written as the step from the last."""
    total = np.cumsum(steps)
    starts = np.cumsum(counts) - counts
    before = np.concatenate([[0], total])[starts]
    return total - np.repeat(before, counts)
