"""XML as a stream: no entities, no document types, bounded depth and texts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

from data.bounded_input import is_file, size_fault
from domain.faults import Fault, InputError

_CHUNK = 1 << 20
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
        parser = expat.ParserCreate()
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
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
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


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise _RefusedError
