"""OpenStreetMap XML (``.osm``), read as a stream: no entities, nothing resolved."""

from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

import numpy as np

from data.readers.osm_extract import OsmCollector
from data.readers.osm_tags import node_tags, way_tags
from data.readers.street_ids import whole_number
from domain.faults import Fault, InputError

#: Deepest nesting of elements; a file has three levels, a change file four.
_DEPTH = 8

#: Read at once [bytes]; nodes and nodes of ways that are handed on at once.
_CHUNK, _BATCH = 1 << 20, 100_000

#: Longest element with all its attributes [bytes]: what is longer would wait in memory for its end.
_ELEMENT_BYTES = 8 << 20

#: Most nodes of one way (OpenStreetMap allows 2,000) and tags of one thing.
_MOST_REFS, _MOST_TAGS = 100_000, 10_000


class _BrokenXmlError(ValueError):
    """The content is no OpenStreetMap XML."""


def is_osm_xml(head: bytes) -> bool:
    """Whether the first bytes of a file are those of OpenStreetMap XML."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return text.startswith(b"<") and b"<osm" in text and b"<osmChange" not in text


def read_osm_xml(path: Path, collector: OsmCollector, advance: Callable[[int], None]) -> None:
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
        When it is no XML, no OpenStreetMap, cut, or declares entities of its own.
    """
    reader = _Reader(collector)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        with path.open("rb") as stream:
            done = 0
            while content := stream.read(_CHUNK):
                parser.Parse(content, False)
                advance(len(content))
                done += len(content)
                reader.check_waiting(done - parser.CurrentByteIndex)
            parser.Parse(b"", True)
    except OSError as error:
        raise InputError([Fault("file_not_readable", file=collector.file)]) from error
    except (expat.ExpatError, _BrokenXmlError, LookupError, UnicodeError) as error:
        line = f"{parser.CurrentLineNumber}"
        fault = Fault("osm_xml_broken", file=collector.file, row=line, expected="OpenStreetMap XML")
        raise InputError([fault]) from error
    reader.flush()


class _Reader:
    """Takes the elements one after the other."""

    def __init__(self, collector: OsmCollector) -> None:
        self._collector = collector
        self._depth = 0
        self._nodes: list[tuple[int, float, float]] = []
        self._ways: list[tuple[int, list[int], int]] = []
        self._n_refs = 0
        self._kind, self._id = "", 0
        self._is_gone = False
        self._tags: dict[str, str] = {}
        self._refs: list[int] = []

    def doctype(self, *_: object) -> None:
        """Refuse a document type: entities that grow without end are declared in it."""
        raise _BrokenXmlError("document type declared")

    def check_waiting(self, size: int) -> None:
        """Refuse an element that has not ended after so many bytes."""
        if size > _ELEMENT_BYTES:
            raise _BrokenXmlError("an element without end")

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if self._depth > _DEPTH:
            raise _BrokenXmlError("nested too deep")
        if self._depth == 1:
            if tag != "osm":
                raise _BrokenXmlError("no osm element")
        elif tag == "nd":
            self._add_ref(values)
        elif tag == "tag":
            if len(self._tags) >= _MOST_TAGS:
                raise _BrokenXmlError("too many tags")
            self._tags[values.get("k", "")] = values.get("v", "")
        elif tag in {"node", "way", "relation"}:
            self._kind, self._id = tag, _number(values.get("id", ""))
            # JOSM keeps what its user deleted; a history keeps what is gone.
            self._is_gone = values.get("action") == "delete" or values.get("visible") == "false"
            self._tags, self._refs = {}, []
            if tag == "node" and not self._is_gone:
                self._nodes.append((self._id, _degrees(values.get("lon")), _degrees(values.get("lat"))))
        elif tag == "meta":
            self._collector.date = values.get("osm_base", "")[:10]

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if tag != self._kind:
            return
        if not self._is_gone:
            self._take()
        self._kind = ""
        if len(self._nodes) >= _BATCH or self._n_refs >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Hand on what was taken."""
        if self._nodes:
            ids, lon, lat = zip(*self._nodes, strict=True)
            self._collector.add_nodes(np.array(ids, dtype=np.int64), np.array(lon), np.array(lat))
        if self._ways:
            ids, refs, sets = zip(*self._ways, strict=True)
            self._collector.add_ways(
                np.array(ids, dtype=np.int64),
                np.array([len(part) for part in refs], dtype=np.int64),
                np.array([ref for part in refs for ref in part], dtype=np.int64),
                sets,
            )
        self._nodes, self._ways, self._n_refs = [], [], 0

    def _add_ref(self, values: dict[str, str]) -> None:
        if self._kind != "way":
            return
        if len(self._refs) >= _MOST_REFS:
            raise _BrokenXmlError("a way of too many nodes")
        self._refs.append(_number(values.get("ref", "")))

    def _take(self) -> None:
        if self._kind == "node":
            tags = node_tags(self._tags) if self._tags else None
            if tags is not None:
                self._collector.add_node_tags(self._id, tags)
        elif self._kind == "way":
            tags = way_tags(self._tags)
            if tags is not None:
                self._ways.append((self._id, self._refs, self._collector.set_of(tags)))
                self._n_refs += len(self._refs)
        elif "highway" in self._tags:
            self._collector.areas += 1


def _number(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise _BrokenXmlError("an id is no whole number")
    return number


def _degrees(text: str | None) -> float:
    """Return a coordinate; NaN where it is none: the node is counted as lost."""
    try:
        return float(text or "nan")
    except ValueError:
        return float("nan")
