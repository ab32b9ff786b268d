"""The sheet in which an office fills in the sizes of its places: its columns, and the sheet read back."""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.readers.place_list import name_form
from data.readers.text_header import header_form
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.sheet import Sheet
from domain.tables.ranges import BUILT_YEARS, MOST_AREA_M2, MOST_FLOORS, MOST_PERSONS

#: What stands in a cell whose figure is to become unknown again.
UNKNOWN_WORD = "不明"
#: Longest word of a structure or a standard.
_LONGEST = 100
_SEARCHED = 30


#: What is said of one place, by column: text or number; None makes it unknown.
SizeCells = Mapping[str, str | float | None]


class SizeColumn(StrEnum):
    """Columns that are filled in; the value is the column of ``Places`` or of another table."""

    CAPACITY = "official_capacity_persons"
    STANDARD = "official_capacity_standard"
    REFUGE = "refuge_capacity_persons"
    FLOOR_AREA = "floor_area_m2"
    REFUGE_AREA = "refuge_area_m2"
    OPEN_AREA = "open_area_m2"
    FLOORS = "floors"
    STRUCTURE = "structure"
    BUILT_YEAR = "built_year"
    TOILETS = "toilets"
    KEY_HOLDERS = "key_holders"


@dataclass(frozen=True, slots=True)
class SizeForm:
    """How a column is written: its header, its least and most, and whether it is a whole number."""

    header: str
    least: float = 0
    most: float = 0
    is_whole: bool = True
    is_text: bool = False


ID_HEADER, NAME_HEADER, ADDRESS_HEADER = "場所ID", "名称", "住所"

FORMS: dict[SizeColumn, SizeForm] = {
    SizeColumn.CAPACITY: SizeForm("収容人数（公表）", most=MOST_PERSONS),
    SizeColumn.STANDARD: SizeForm("収容人数の数え方", is_text=True),
    SizeColumn.REFUGE: SizeForm("一時避難の収容人数", most=MOST_PERSONS),
    SizeColumn.FLOOR_AREA: SizeForm("床面積（㎡）", most=MOST_AREA_M2, is_whole=False),
    SizeColumn.REFUGE_AREA: SizeForm("3階以上の床面積（㎡）", most=MOST_AREA_M2, is_whole=False),
    SizeColumn.OPEN_AREA: SizeForm("屋外の面積（㎡）", most=MOST_AREA_M2, is_whole=False),
    SizeColumn.FLOORS: SizeForm("階数", most=MOST_FLOORS),
    SizeColumn.STRUCTURE: SizeForm("構造", is_text=True),
    SizeColumn.BUILT_YEAR: SizeForm("建築年（西暦）", least=BUILT_YEARS[0], most=BUILT_YEARS[1]),
    SizeColumn.TOILETS: SizeForm("使えるトイレの数", most=MOST_PERSONS),
    SizeColumn.KEY_HOLDERS: SizeForm("鍵を持つ人の数", most=MOST_PERSONS),
}


@dataclass(frozen=True, slots=True, eq=False)
class FilledSheet:
    """A sheet of sizes as read back.

    Parameters
    ----------
    cells
        What is written, by place and ``SizeColumn``: text or number, None for 「不明」. An empty cell is
        not there: it changes nothing.
    rows_read
        Rows with a place.
    faults
        All that is wrong, row by row.
    """

    cells: Mapping[str, SizeCells]
    rows_read: int
    faults: tuple[Fault, ...]


def is_size_sheet(sheet: Sheet) -> bool:
    """Whether a sheet has the columns of places and of a size."""
    found = _header(sheet)
    return found is not None and bool(set(found[1]) & {form.header for form in FORMS.values()})


def read_sizes(sheet: Sheet, names: Mapping[str, str]) -> FilledSheet:
    """Read a sheet of sizes, with every fault.

    Parameters
    ----------
    sheet
        CSV or sheet of a workbook as texts.
    names
        Name of each place of the city by its id.
    """
    log = FaultLog()
    log.extend(sheet.faults)
    header = _header(sheet)
    if header is None:
        if not sheet.faults:
            log.add(Fault("size_header_missing", file=sheet.file, expected=ID_HEADER))
        return FilledSheet({}, 0, log.faults())
    at, columns = header
    cells: dict[str, SizeCells] = {}
    rows_read = 0
    for line, row in sheet.rows.iloc[at + 1 :].iterrows():
        place_id = str(row[columns[ID_HEADER]]).strip()
        texts = {
            column: str(row[columns[form.header]]) for column, form in FORMS.items() if form.header in columns
        }
        if not place_id and not any(texts.values()):
            continue
        rows_read += 1
        where = Fault("size_place_unknown", file=sheet.file, row=str(line))
        name = str(row[columns[NAME_HEADER]]) if NAME_HEADER in columns else ""
        fault = _place_fault(where, place_id, name, names, cells)
        if fault is not None:
            log.add(fault)
            continue
        cells[place_id] = {
            column.value: _value(text, FORMS[column], where, log)
            for column, text in texts.items()
            if text.strip()
        }
    return FilledSheet(cells, rows_read, log.faults())


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    wanted = {
        header_form(text): text for text in (ID_HEADER, NAME_HEADER, *(f.header for f in FORMS.values()))
    }
    for i, row in enumerate(sheet.rows.head(_SEARCHED).to_numpy(dtype=object)):
        found = {
            wanted[form]: at for at, cell in enumerate(row) if (form := header_form(str(cell))) in wanted
        }
        if ID_HEADER in found and len(found) > 1:
            return i, found
    return None


def _place_fault(
    where: Fault, place_id: str, name: str, names: Mapping[str, str], seen: Mapping[str, object]
) -> Fault | None:
    """Return what is wrong with the place of a row: none such, named twice, or a row moved to another id."""
    if place_id not in names:
        return _fault(where, "size_place_unknown", ID_HEADER, place_id or name)
    if place_id in seen:
        return _fault(where, "duplicate_id", ID_HEADER, place_id)
    if name and name_form(name) != name_form(names[place_id]):
        # A sheet that was sorted without its ids would give every place the size of another.
        return _fault(where, "size_name_differs", NAME_HEADER, name, names[place_id])
    return None


def _value(text: str, form: SizeForm, where: Fault, log: FaultLog) -> str | float | None:
    """Return what a cell says, None for unknown; a cell at fault is said in the log."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if form.is_text:
        if len(plain) > _LONGEST:
            log.add(_fault(where, "cell_too_long", form.header, "", f"{_LONGEST:,}"))
        return None if plain == UNKNOWN_WORD else plain
    if plain == UNKNOWN_WORD:
        return None
    try:
        number = float(plain.replace(",", "").removesuffix("人").removesuffix("m2").removesuffix("階"))
    except ValueError:
        log.add(_fault(where, "not_a_number", form.header, text))
        return None
    is_good = math.isfinite(number) and (not form.is_whole or number % 1 == 0)
    if not is_good or not form.least <= number <= form.most:
        log.add(_fault(where, "out_of_range", form.header, text, f"{form.least:,.0f}–{form.most:,.0f}"))
    return number


def _fault(where: Fault, key: str, column: str, value: str, expected: str = "") -> Fault:
    return Fault(key, file=where.file, row=where.row, column=column, value=value, expected=expected)
