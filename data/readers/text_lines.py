"""Lines and records of a CSV: decoding, and splitting with a name for every broken record."""

import codecs
import csv
import io
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

#: Encodings that are tried, in this order; cp932 takes nearly everything and so comes last.
_ENCODINGS = ("utf-8-sig", "cp932")
_NAME_OF = {"utf-8-sig": "UTF-8", "cp932": "Shift_JIS (CP932)", "utf-16": "UTF-16"}
ENCODING_NAMES = "UTF-8, Shift_JIS (CP932), UTF-16"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

#: Bounds of one file's parts.
MAX_COLUMNS = 200
MAX_CELL_CHARS = 10_000
_MAX_LINE_CHARS = 100_000
#: A record over more lines than this has a quotation mark that nobody closed.
_MAX_RECORD_LINES = 100
#: A cell over several lines that holds this many delimiters, and nearly a whole row of them, has
#: swallowed its neighbours.
_SWALLOWED_DELIMITERS = 3
_QUOTATION_MARK, _LINE_TOO_LONG = "quotation_mark", "line_too_long"


class Record(NamedTuple):
    """One record, the line on which it starts (the first is 1), and how many lines it takes."""

    line: int
    cells: list[str]
    lines: int


class BrokenRecord(NamedTuple):
    """A record that cannot be read, the line on which it starts, and the key of its fault."""

    line: int
    fault: str


class _TooLongError(Exception):
    """A record has grown over more lines than any record has, or a line over all bounds."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)


def decode(content: bytes) -> str | None:
    """Return the text of a file, or None where it is in no encoding that offices use."""
    found = _decoded(content)
    return None if found is None else found[1]


def encoding_name(content: bytes) -> str:
    """Return the encoding in which ``decode`` reads a file, as offices call it; empty where in none."""
    found = _decoded(content)
    if found is None:
        return ""
    has_mark = content.startswith(codecs.BOM_UTF8)
    return "UTF-8 (BOM)" if has_mark else _NAME_OF[found[0]]


def _decoded(content: bytes) -> tuple[str, str] | None:
    """Return the encoding of a file and its text."""
    encodings = ("utf-16",) if content.startswith(_UTF16_MARKS) else _ENCODINGS
    texts = ((encoding, _try_decode(content, encoding)) for encoding in encodings)
    found = next(((encoding, text) for encoding, text in texts if text is not None), None)
    return None if found is None or "\x00" in found[1] else found


def _try_decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def count_lines(text: str) -> int:
    """Return no fewer than the lines of a text, without splitting it."""
    return text.count("\n") + text.count("\r") - text.count("\r\n") + 1


def split_lines(text: str) -> list[str]:
    r"""Return the lines of a text with their ends (``\n``, ``\r\n`` or ``\r``)."""
    return io.StringIO(text, newline="").readlines()


def records(lines: Sequence[str], delimiter: str, *, start: int = 0) -> Iterator[Record | BrokenRecord]:
    """Give every record from a line on; after a broken one, reading goes on at the next line.

    Parameters
    ----------
    lines
        All lines of the file.
    delimiter
        One character.
    start
        Position in ``lines`` of the first line to read.
    """
    at = start
    while at < len(lines):
        feed = _Feed(lines, at)
        reader = csv.reader(feed, delimiter=delimiter, strict=True)
        broken = yield from _whole_records(feed, reader, delimiter)
        if broken is None:
            return
        yield broken
        at = broken.line


def _whole_records(
    feed: "_Feed", reader: Iterator[list[str]], delimiter: str
) -> Generator[Record, None, BrokenRecord | None]:
    """Give the records up to the first that is broken, and return that one."""
    width = 0
    while True:
        line = feed.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return None
        except csv.Error:
            return BrokenRecord(line, _QUOTATION_MARK)
        except _TooLongError as error:
            return BrokenRecord(line, error.fault)
        if feed.taken > 1 and _has_swallowed(cells, delimiter, width):
            return BrokenRecord(line, _QUOTATION_MARK)
        width = max(width, len(cells))
        if cells:
            yield Record(line, cells, feed.taken)


class _Feed:
    """Gives a reader the lines of one record after the other, and stops where a record has no end."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self._lines, self._at, self._first = lines, start, start

    @property
    def taken(self) -> int:
        """Lines of the record so far."""
        return self._at - self._first

    def begin(self) -> int:
        """Begin a record; return the line on which it starts."""
        self._first = self._at
        return self._at + 1

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self._at >= len(self._lines):
            raise StopIteration
        line = self._lines[self._at]
        if len(line) > _MAX_LINE_CHARS:
            raise _TooLongError(_LINE_TOO_LONG)
        if self.taken >= _MAX_RECORD_LINES:
            raise _TooLongError(_QUOTATION_MARK)
        self._at += 1
        return line


def _has_swallowed(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a cell over several lines holds as many delimiters as a row."""
    enough = max(width - 1, _SWALLOWED_DELIMITERS)
    return any(cell.count(delimiter) >= enough for cell in cells if "\n" in cell or "\r" in cell)
