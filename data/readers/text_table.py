"""CSV files as offices write them, read as a table of texts, with bounds on everything.

Encodings, delimiters, titles above the header, headers with other widths and blanks, and stray
quotation marks are dealt with here, once, for place lists and rosters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.readers.text_header import Header, find_header, header_form
from data.readers.text_lines import (
    ENCODING_NAMES,
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    BrokenRecord,
    Record,
    count_lines,
    decode,
    records,
    split_lines,
)
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.vocabulary import Severity

#: Bounds of a file; the longest national list of places has 16 MB and 114,000 rows.
MAX_BYTES = 40_000_000
MAX_LINES = 1_000_000
#: Rows that are turned into columns at a time.
_CHUNK_ROWS = 20_000
#: A header is like another from this share of common letters on.
_SIMILAR = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class TextTable:
    """A table of texts as a file holds it.

    Parameters
    ----------
    cells
        One row a record; one column a known name, or where no names were asked for a header as
        written. Cells without outer blanks, empty cells empty. The index, ``line``, is the line of
        the file on which each record starts. Records that are broken or of another width are no rows.
    written
        Header as written of each column of ``cells``.
    unknown
        Header as written of each column that has no known name, by its place (1 is the first); empty
        headers over empty columns are left out.
    header_line
        Line of the header; 0 where none was found.
    file
        Name of the file.
    faults
        What is wrong with the file as such; no cell's value is in them.
    """

    cells: pd.DataFrame
    written: Mapping[str, str]
    unknown: Mapping[int, str]
    header_line: int
    file: str
    faults: tuple[Fault, ...]

    @property
    def lines(self) -> npt.NDArray[np.int64]:
        """Line on which each record starts, shape (n,)."""
        return self.cells.index.to_numpy(dtype=np.int64)

    def missing(self, required: Iterable[str]) -> tuple[Fault, ...]:
        """Return a fault for each required column that is not there, with the most similar header.

        Nothing is said of a table without a header, whose own faults say so.

        Parameters
        ----------
        required
            Names of columns, as in ``cells``.
        """
        if self.header_line == 0:
            return ()
        spare = {header_form(text): text for text in self.unknown.values() if text}
        faults = []
        for name in (name for name in required if name not in self.cells.columns):
            near = get_close_matches(header_form(name), list(spare), n=1, cutoff=_SIMILAR)
            fault = Fault("column_missing", file=self.file, row=str(self.header_line), column=name)
            if near:
                fault = replace(fault, key="column_missing_near", value=spare[near[0]])
            faults.append(fault)
        return tuple(faults)


def read_text_table(content: bytes, file: str, names: Mapping[str, str] | None = None) -> TextTable:
    """Read a CSV (comma, tab or semicolon); what cannot be read gives an empty table and faults.

    The header is the row with most of the known names among the first thirty; rows above it are
    left aside and said. Without known names it is the first row.

    Parameters
    ----------
    content
        Bytes of the file: UTF-8 with or without BOM, Shift_JIS (CP932), or UTF-16 with BOM.
    file
        Its name, for the faults.
    names
        Headers as people write them, and the column that each means. Width, case, blanks, line
        breaks and punctuation do not matter.
    """
    if len(content) > MAX_BYTES:
        size, most = _megabytes(len(content)), _megabytes(MAX_BYTES)
        return _nothing(file, Fault("file_too_large", file=file, value=size, expected=most))
    text = decode(content)
    if text is None:
        return _nothing(file, Fault("encoding", file=file, expected=ENCODING_NAMES))
    if count_lines(text) > MAX_LINES:
        return _nothing(file, Fault("lines_too_many", file=file, expected=f"{MAX_LINES:,}"))
    return _read(split_lines(text), file, names or {})


def _read(lines: Sequence[str], file: str, names: Mapping[str, str]) -> TextTable:
    header = find_header(lines, names)
    if header is None:
        return _nothing(file, Fault("table_empty", file=file))
    if not header.is_known:
        # Its first line may be a person, so that none of it is shown.
        expected = ", ".join(dict.fromkeys(names.values()))
        return _nothing(file, Fault("header_unknown", file=file, expected=expected))
    at = Fault("columns_too_many", file=file, row=str(header.line))
    if len(header.cells) > MAX_COLUMNS:
        return _nothing(file, replace(at, value=str(len(header.cells)), expected=str(MAX_COLUMNS)))
    log = FaultLog()
    if header.rows_above:
        log.add(replace(at, key="title_rows", severity=Severity.WARNING, value=str(header.rows_above)))
    kept = _kept_columns(header, at, log)
    body = _Body(header, kept, file, log)
    for record in records(lines, header.delimiter, start=header.next_line):
        body.take(record)
    cells = body.cells()
    if cells.empty:
        log.add(Fault("table_empty", file=file))
    written = {name: header.cells[i] for name, i in kept.items()}
    return TextTable(cells, written, body.unknown(), header.line, file, log.faults())


def _kept_columns(header: Header, at: Fault, log: FaultLog) -> dict[str, int]:
    """Return the position of each column that is read, by its name."""
    kept: dict[str, int] = {}
    wanted = header.names if any(header.names) else header.cells
    for i, name in enumerate(wanted):
        if name and name in kept:
            first = header.cells[kept[name]]
            log.add(replace(at, key="column_twice", column=header.cells[i], expected=first))
        elif name:
            kept[name] = i
    return kept


class _Body:
    """Gathers records as columns, some thousands at a time, and what is wrong with them.

    Parameters
    ----------
    header
        The header of the table.
    kept
        Position of each column that is read, by its name.
    file
        Name of the file, for faults.
    log
        Takes the faults.
    """

    def __init__(self, header: Header, kept: Mapping[str, int], file: str, log: FaultLog) -> None:
        self._header, self._kept, self._file, self._log = header, kept, file, log
        self._width = len(header.cells)
        self._rows: list[list[str]] = []
        self._starts: list[int] = []
        self._chunks: list[pa.Table] = []
        self._nameless = {i for i, text in enumerate(header.cells) if not text}
        self._nameless_used: set[int] = set()

    def take(self, record: Record | BrokenRecord) -> None:
        """Take one record, or say what is wrong with it."""
        if isinstance(record, BrokenRecord):
            self._log.add(Fault(record.fault, file=self._file, row=str(record.line)))
            return
        cells = record.cells
        if not "".join(cells).strip():
            return
        if len(cells) != self._width:
            # An empty cell too many is what spreadsheets add; it is no fault.
            if len(cells) < self._width or "".join(cells[self._width :]).strip():
                fault = Fault("row_width", file=self._file, row=str(record.line), value=str(len(cells)))
                self._log.add(replace(fault, expected=str(self._width)))
                return
            cells = cells[: self._width]
        self._rows.append(cells)
        self._starts.append(record.line)
        if len(self._rows) == _CHUNK_ROWS:
            self._flush()

    def cells(self) -> pd.DataFrame:
        """Return the columns that are read, by the line of each row."""
        self._flush()
        texts = pa.schema([(name, pa.large_string()) for name in self._kept])
        table = pa.concat_tables(self._chunks) if self._chunks else texts.empty_table()
        frame: pd.DataFrame = table.to_pandas(types_mapper=lambda _: pd.StringDtype(na_value=np.nan))
        frame.index = pd.Index(np.array(self._starts, dtype=np.int64), name="line")
        return frame

    def unknown(self) -> dict[int, str]:
        """Return the headers of the columns that are not read by their place, empty columns left out."""
        texts, read = self._header.cells, set(self._kept.values())
        rest = [i for i in range(self._width) if i not in read and not self._header.names[i]]
        return {i + 1: texts[i] for i in rest if texts[i] or i in self._nameless_used}

    def _flush(self) -> None:
        if not self._rows:
            return
        columns = list(zip(*self._rows, strict=True))
        starts = np.array(self._starts[-len(self._rows) :])
        self._nameless_used |= {i for i in self._nameless if "".join(columns[i]).strip()}
        chunk = {
            name: pc.utf8_trim_whitespace(pa.array(columns[i], type=pa.large_string()))
            for name, i in self._kept.items()
        }
        for name, column in chunk.items():
            long = pc.greater(pc.utf8_length(column), MAX_CELL_CHARS).to_numpy(zero_copy_only=False)
            fault = Fault("cell_too_long", file=self._file, column=name, expected=f"{MAX_CELL_CHARS:,}")
            if long.any():
                self._log.add_rows(fault, starts[long].tolist(), total=int(long.sum()))
        self._chunks.append(pa.table(chunk))
        self._rows = []


def _nothing(file: str, fault: Fault) -> TextTable:
    cells = pd.DataFrame(index=pd.Index([], dtype="int64", name="line"))
    return TextTable(cells, {}, {}, 0, file, (fault,))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
