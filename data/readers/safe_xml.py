"""XML as a stream: no entities, no document types, bounded depth and texts."""

import codecs
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.parsers import expat

from data.bounded_input import is_file, read_head, size_fault
from domain.faults import Fault, InputError

_CHUNK, _HEAD = 1 << 20, 200
#: The encoding that a document says at its head.
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
#: Encodings that the parser reads, and those of Japan that are decoded first; small and without signs.
_BY_PARSER = frozenset({"", "utf8", "utf16", "usascii", "ascii", "iso88591"})
_JAPANESE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("shiftjis", "sjis", "xsjis", "windows31j", "ms932", "cp932"), "cp932"),
        "eucjp": "euc_jp",
    }
)
_KNOWN = "UTF-8, Shift_JIS, EUC-JP"
_MAX_DEPTH = 60
#: Longest text of one element; the outline of one area.
_MAX_TEXT = 40_000_000


class _RefusedError(Exception):
    """The document does what none of ours does."""


class SafeXml:
    """Calls for the start and end of every element, by its local name.

    Parameters
    ----------
    start
        Called with the name and the attributes (local names as well).
    end
        Called with the name and the text that stood directly in the element.
    """

    def __init__(self, start: Callable[[str, dict[str, Any]], None], end: Callable[[str, str], None]) -> None:
        self._start, self._end = start, end
        self._texts: list[list[str]] = []
        self._length = 0

    def read(self, path: Path, shown: str, *, limit: int) -> None:
        """Read a file.

        Parameters
        ----------
        path, shown
            File, and its name in faults.
        limit
            Largest file that is read [bytes].

        Raises
        ------
        domain.faults.InputError
            When it is too large, no XML, or has entities or a document type.
        """
        if not is_file(path):
            raise InputError([Fault("file_missing", file=shown)])
        size = path.stat().st_size
        if size > limit:
            raise InputError([size_fault(size, limit, shown)])
        decode = _decoder(read_head(path, _HEAD), shown)
        # What is told to the parser holds against what the document says of itself.
        parser = expat.ParserCreate("utf-8" if decode else None)
        parser.buffer_text = True
        parser.buffer_size = _CHUNK
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.CharacterDataHandler = self._said
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(decode(chunk).encode() if decode else chunk, False)
                parser.Parse(decode(b"", True).encode() if decode else b"", True)
        except _RefusedError as error:
            raise InputError([Fault("xml_refused", file=shown)]) from error
        except (expat.ExpatError, UnicodeError, ValueError, LookupError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError([Fault("file_unreadable", file=shown, expected="XML")]) from error

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._texts) == _MAX_DEPTH:
            raise _RefusedError
        self._texts.append([])
        self._length = 0
        self._start(_local(name), {_local(key): value for key, value in attributes.items()})

    def _closed(self, name: str) -> None:
        self._length = 0
        self._end(_local(name), "".join(self._texts.pop()))

    def _said(self, text: str) -> None:
        self._length += len(text)
        if self._length > _MAX_TEXT:
            raise _RefusedError
        if self._texts:
            self._texts[-1].append(text)


def _decoder(head: bytes, shown: str) -> Callable[..., str] | None:
    """Return what turns the bytes of a document into text; None where the parser reads them itself.

    Raises
    ------
    domain.faults.InputError
        When the document names an encoding that nobody here knows.
    """
    found = _DECLARED.match(head)
    name = found[1].decode("ascii") if found else ""
    form = re.sub("[^a-z0-9]", "", name.lower())
    if form in _BY_PARSER:
        return None
    if form not in _JAPANESE:
        raise InputError([Fault("xml_encoding", file=shown, value=name[:40], expected=_KNOWN)])
    return codecs.getincrementaldecoder(_JAPANESE[form])().decode


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise _RefusedError
