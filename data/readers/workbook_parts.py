"""The parts of an .xlsx before anything is built from them: sizes, sheets, merged cells, formulas.

A workbook is a zip of XML. What it would unpack to is bounded first, so that no file exhausts the
machine; one pass over a sheet then gives what the streaming reader of openpyxl leaves out.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from data.readers.file_kind import MAX_PARTS
from domain.faults import Fault, InputError
from domain.sheet import MergedCells

#: Bounds of what a workbook unpacks to [bytes]; 50,000 people with twelve columns take 45 MB.
MAX_UNPACKED = 400_000_000
_MAX_SMALL_PART = 60_000_000
#: Most cells in which something stands, and the farthest line and column.
MAX_CELLS, MAX_LINE, MAX_COLUMN = 3_000_000, 300_000, 200
_CHUNK = 1 << 16
_MERGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_MAX_MERGED = 50_000
_MEGABYTE = 1_000_000


class SheetPart(NamedTuple):
    """A sheet of a workbook: its name, the part that holds it, and whether it is hidden."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class SheetFacts:
    """What one pass over a sheet finds.

    Parameters
    ----------
    cells
        Cells in which anything stands.
    last_line, last_column
        Farthest line (from 1) and column (from 1) of those.
    merged, hidden_lines
        As in ``Sheet``.
    formulas, unsaved
        Lines of cells with a formula; of those whose result the file does not hold.
    """

    cells: int = 0
    last_line: int = 0
    last_column: int = 0
    merged: list[MergedCells] = field(default_factory=list)
    hidden_lines: set[int] = field(default_factory=set)
    formulas: list[int] = field(default_factory=list)
    unsaved: list[int] = field(default_factory=list)


def check_sizes(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse a workbook that unpacks to more than any list does, or that defines its own entities.

    Raises
    ------
    InputError
        When a bound is passed.
    """
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    small = [one for one in members if not one.filename.startswith("xl/worksheets/")]
    largest = max((one.file_size for one in small if one.filename.endswith((".xml", ".rels"))), default=0)
    if len(members) > MAX_PARTS or unpacked > MAX_UNPACKED or largest > _MAX_SMALL_PART:
        size, most = f"{unpacked / _MEGABYTE:,.0f} MB", f"{MAX_UNPACKED / _MEGABYTE:,.0f} MB"
        raise InputError([Fault("workbook_too_large", file=file, value=size, expected=most)])
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if _declares_type(part):
                    raise InputError([Fault("file_unreadable", file=file, expected="Excel (.xlsx)")])


def _declares_type(part: IO[bytes]) -> bool:
    """Whether a part declares a document type, in which entities are defined, before its first element.

    It is looked for as the parser sees it: after a long comment and in any encoding.
    """
    seen: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append("type")
    parser.StartElementHandler = lambda *_: seen.append("element")
    while not seen and (chunk := part.read(_CHUNK)):
        parser.Parse(chunk, False)
    return seen[:1] == ["type"]


def sheet_parts(archive: zipfile.ZipFile, file: str) -> tuple[SheetPart, ...]:
    """Return the sheets of a workbook in its order; drawings and charts are none.

    Raises
    ------
    InputError
        When there is none.
    """
    targets = _targets(archive)
    root = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - see the import
    names = set(archive.namelist())
    found = []
    for element in root.iter():
        if _bare(element.tag) != "sheet":
            continue
        attributes = {_bare(key): value for key, value in element.attrib.items()}
        part = targets.get(attributes.get("id", ""), "")
        if "worksheets/" in part and part in names:
            hidden = attributes.get("state", "visible") != "visible"
            found.append(SheetPart(attributes.get("name", ""), part, hidden))
    if not found:
        raise InputError([Fault("table_empty", file=file)])
    return tuple(found)


def _targets(archive: zipfile.ZipFile) -> Mapping[str, str]:
    root = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - see the import
    targets = {}
    for element in root:
        path = element.attrib.get("Target", "")
        targets[element.attrib.get("Id", "")] = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    return targets


def scan_sheet(archive: zipfile.ZipFile, part: str, file: str) -> SheetFacts:
    """Go over a sheet once, without building anything from it.

    Raises
    ------
    InputError
        When the sheet has more cells, lines or columns than any list has.
    """
    scan = _Scan(file)
    with archive.open(part) as content:
        while chunk := content.read(_CHUNK):
            scan.parser.Parse(chunk, False)
    scan.parser.Parse(b"", True)
    return scan.facts


class _Scan:
    """Takes the elements of a sheet as they come; there are millions of them."""

    def __init__(self, file: str) -> None:
        self.facts = SheetFacts()
        self._file = file
        self._line, self._column = 0, 0
        self._has_formula, self._has_value = False, False
        #: The few tags and column letters of a sheet, each worked out once.
        self._names: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = _bare(tag)
        if name == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = column_number(letters)
            self._column = column or self._column + 1
            self._has_formula = self._has_value = False
        elif name in {"v", "is"}:
            self._has_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._row(attributes)
        elif name == "mergeCell" and len(self.facts.merged) < _MAX_MERGED:
            self._merge(attributes.get("ref", ""))

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._line = int(number[:9]) if number.isascii() and number.isdigit() else self._line + 1
        self._column = 0
        if attributes.get("hidden") in {"1", "true"}:
            self.facts.hidden_lines.add(self._line)

    def _end(self, tag: str) -> None:
        name = self._names[tag]
        if name == "c" and (self._has_value or self._has_formula):
            facts = self.facts
            facts.cells += 1
            facts.last_line = max(facts.last_line, self._line)
            facts.last_column = max(facts.last_column, self._column)
            if self._has_formula:
                facts.formulas.append(self._line)
                if not self._has_value:
                    facts.unsaved.append(self._line)
        elif name in {"row", "sheetData"}:
            self._check_bounds()

    def _check_bounds(self) -> None:
        facts = self.facts
        bounds = (
            ("lines_too_many", facts.last_line, MAX_LINE),
            ("columns_too_many", facts.last_column, MAX_COLUMN),
            ("cells_too_many", facts.cells, MAX_CELLS),
        )
        for key, found, most in bounds:
            if found > most:
                raise InputError([Fault(key, file=self._file, value=f"{found:,}", expected=f"{most:,}")])

    def _merge(self, reference: str) -> None:
        found = _MERGE.fullmatch(reference)
        if found and found[3]:
            first, last = column_number(found[1]) - 1, column_number(found[3]) - 1
            self.facts.merged.append(MergedCells(int(found[2]), int(found[4]), first, last))


def column_number(letters: str) -> int:
    """Return the number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _bare(tag: str) -> str:
    """Return a name without its namespace, written in braces or before a colon."""
    return tag.rpartition("}")[2].rpartition(":")[2]
