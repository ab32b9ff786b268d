"""Lists beside the members: opening duty, equipment, drills, partners. One header row, one entry a row.

A column is known by its Japanese header or by its name in the register; columns that nobody knows are
passed over. Every fault is told with its row; a list with one is not taken.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from community.roster_columns import normal
from community.roster_dates import read_birth_date
from data.readers.sheet_file import read_sheet
from domain.bundle import CityBundle
from domain.faults import Fault, has_error, sort_faults
from domain.registers import DutyKind, PartnerKind, RegisterName
from domain.tables.ranges import MOST_DUTY_ARRIVAL_S, MOST_PERSONS
from domain.vocabulary import OpenClass
from storage.store.registers import REGISTERS

_AREA = ("ward_code", "district_id", "org_id")
_MINUTE_S = 60
#: Header rows are looked for among so many first lines that hold anything.
_HEADER_WITHIN = 20
_CLASSES = {"風水害": OpenClass.WIND_WATER, "地震": OpenClass.EARTHQUAKE, "地震・津波": OpenClass.EARTHQUAKE}
_DUTY = {
    "市の職員": DutyKind.CITY_STAFF, "市職員": DutyKind.CITY_STAFF, "施設管理者": DutyKind.FACILITY_MANAGER,
    "鍵の保管者": DutyKind.KEY_HOLDER, "鍵": DutyKind.KEY_HOLDER,
}  # fmt: skip
_PARTNER = {
    "学校": PartnerKind.SCHOOL, "企業": PartnerKind.COMPANY, "事業所": PartnerKind.COMPANY,
    "社会福祉協議会": PartnerKind.SOCIAL_WELFARE_COUNCIL, "福祉施設": PartnerKind.CARE_FACILITY,
    "その他": PartnerKind.OTHER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list: where it goes, what it is called, how it is read."""

    column: str
    header: str
    kind: str
    required: bool = False


_ORGANISATION = ListColumn("org_id", "組織", "organisation", required=True)
#: Columns of each list.
FORMS: Mapping[RegisterName, tuple[ListColumn, ...]] = MappingProxyType({
    RegisterName.OPENING_DUTY: (
        ListColumn("place_id", "場所", "place", required=True),
        ListColumn("open_class", "災害の区分", "class", required=True),
        ListColumn("kind", "担当", "duty", required=True),
        ListColumn("name", "氏名", "text", required=True),
        ListColumn("arrival_day_s", "昼の参集時間（分）", "minutes"),
        ListColumn("arrival_night_s", "夜の参集時間（分）", "minutes"),
        ListColumn("phone", "電話", "text"),
        ListColumn("address", "住所", "text"),
        ListColumn("note", "備考", "text"),
    ),
    RegisterName.EQUIPMENT: (
        _ORGANISATION,
        ListColumn("item", "品名", "text", required=True),
        ListColumn("quantity", "数量", "number"),
        ListColumn("checked_on", "点検日", "date"),
    ),
    RegisterName.DRILLS: (
        _ORGANISATION,
        ListColumn("held_on", "実施日", "date"),
        ListColumn("kind", "種類", "text"),
        ListColumn("participants", "参加者数", "number"),
    ),
    RegisterName.PARTNERS: (
        ListColumn("district_id", "校区", "district", required=True),
        ListColumn("name", "名称", "text", required=True),
        ListColumn("kind", "種類", "partner", required=True),
        ListColumn("brings", "提供するもの", "text"),
        ListColumn("agreed_on", "協定日", "date"),
        ListColumn("contact_name", "担当者", "text"),
        ListColumn("phone", "電話", "text"),
    ),
})  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class PlainList:
    """A list as it was read.

    Parameters
    ----------
    register
        Register that it belongs to.
    rows
        Its rows by the contract of the register, by line of the file; empty where it is refused.
    faults
        All that is wrong with it.
    """

    register: RegisterName
    rows: pd.DataFrame = field(repr=False)
    faults: tuple[Fault, ...]

    @property
    def refused(self) -> bool:
        """Whether it cannot be taken."""
        return has_error(self.faults)


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    """What a cell can name: ids and names of organisations, places and districts; areas of the ids."""

    ids: Mapping[str, Mapping[str, str]]
    areas: Mapping[str, Mapping[str, tuple[str, str, str]]]


def read_plain_list(content: bytes, file: str, register: RegisterName, bundle: CityBundle) -> PlainList:
    """Read a list of one of the registers of ``FORMS``.

    Parameters
    ----------
    content, file
        Bytes and name of a CSV or .xlsx file.
    register
        Register that it belongs to.
    bundle
        Its organisations, places and districts are those that a cell can name.

    Returns
    -------
    PlainList
        Rows, or every fault. A fault holds no personal value.
    """
    sheet = read_sheet(content, file)
    form, empty = FORMS[register], REGISTERS[register].contract.empty_in()
    faults = list(sheet.faults)
    cells = {
        int(line): [str(cell) for cell in row]
        for line, row in zip(sheet.rows.index, sheet.rows.to_numpy(), strict=True)
    }
    if has_error(faults) or not cells:
        return PlainList(register, empty, sort_faults(faults or [Fault("table_empty", file=file)]))
    head, places = _header(cells, form)
    lost = [one for one in form if one.required and one.column not in places]
    if lost:
        faults += [Fault("column_missing", file=file, row=str(head), column=one.header) for one in lost]
        return PlainList(register, empty, sort_faults(faults))
    personal, names = set(REGISTERS[register].contract.personal_columns()), _names(bundle)
    rows: dict[int, dict[str, object]] = {}
    for line, row in cells.items():
        if line <= head or not any(row[place] for place, _ in places.values()):
            continue
        read = {}
        for one in form:
            place, is_own_name = places.get(one.column, (-1, False))
            text = row[place] if place >= 0 else ""
            try:
                read[one.column] = _cell(one, text, names, in_seconds=is_own_name)
            except _CellError as error:
                told = None if one.column in personal else text
                faults.append(
                    Fault(
                        error.key,
                        file=file,
                        row=str(line),
                        column=one.header,
                        value=told,
                        expected=error.expected,
                    )
                )
        rows[line] = read
    if not rows:
        faults.append(Fault("table_empty", file=file))
    if has_error(faults):
        return PlainList(register, empty, sort_faults(faults))
    return PlainList(register, _frame(register, rows, names), sort_faults(faults))


class _CellError(Exception):
    def __init__(self, key: str, expected: str = "") -> None:
        super().__init__(key)
        self.key, self.expected = key, expected


def _header(
    cells: Mapping[int, Sequence[str]], form: Sequence[ListColumn]
) -> tuple[int, dict[str, tuple[int, bool]]]:
    """Return the line of the header, and where each column stands: its place, and whether by its own name."""
    best: tuple[int, dict[str, tuple[int, bool]]] = (next(iter(cells)), {})
    for line in list(cells)[:_HEADER_WITHIN]:
        at = {normal(cell): i for i, cell in reversed(list(enumerate(cells[line]))) if cell}
        found: dict[str, tuple[int, bool]] = {}
        for one in form:
            for name, is_own in ((one.header, False), (one.column, True)):
                if normal(name) in at:
                    found.setdefault(one.column, (at[normal(name)], is_own))
        if len(found) > len(best[1]):
            best = (line, found)
    return best


def _names(bundle: CityBundle) -> _Names:
    organisations, places, districts = bundle.strength.organisations, bundle.places, bundle.districts
    ward_of = districts["ward_code"].to_dict()
    ids: dict[str, dict[str, str]] = {}
    for what, table in (("organisation", organisations), ("place", places), ("district", districts)):
        known = table["name"].map(normal)
        single = ~known.duplicated(keep=False)
        ids[what] = {name: str(key) for key, name in known[single].items()} | {
            normal(str(key)): str(key) for key in table.index
        }
    areas = {
        "organisation": {
            str(key): (ward_of[own], str(own), str(key)) for key, own in organisations["district_id"].items()
        },
        "place": {
            str(key): (str(ward), str(own), "")
            for key, ward, own in zip(places.index, places["ward_code"], places["district_id"], strict=True)
        },
        "district": {str(key): (str(ward), str(key), "") for key, ward in ward_of.items()},
    }
    return _Names(ids, areas)


def _cell(one: ListColumn, text: str, names: _Names, *, in_seconds: bool) -> object:
    if not text:
        if one.required:
            raise _CellError("value_missing")
        return None if one.kind in {"number", "minutes"} else ""
    if one.kind in names.ids:
        found = names.ids[one.kind].get(normal(text))
        if found is None:
            raise _CellError("unknown_reference", one.header)
        return found
    return _READERS[one.kind](text, in_seconds)


def _word(words: Mapping[str, object], values: Sequence[str]) -> Callable[[str, bool], object]:
    known = {normal(word): str(value) for word, value in words.items()} | {
        normal(value): value for value in values
    }

    def read(text: str, _: bool) -> object:
        if normal(text) not in known:
            raise _CellError("not_allowed", "・".join(words))
        return known[normal(text)]

    return read


def _number(text: str, _: bool) -> object:
    digits = normal(text).removesuffix("人").removesuffix("個").removesuffix("分")
    if not (digits.isascii() and digits.isdigit()):
        raise _CellError("not_an_integer")
    if int(digits) > MOST_PERSONS:
        raise _CellError("out_of_range", f"0–{MOST_PERSONS}")
    return int(digits)


def _minutes(text: str, in_seconds: bool) -> object:
    seconds = int(str(_number(text, in_seconds))) * (1 if in_seconds else _MINUTE_S)
    if seconds > MOST_DUTY_ARRIVAL_S:
        raise _CellError("out_of_range", f"0–{MOST_DUTY_ARRIVAL_S // _MINUTE_S}")
    return seconds


def _date(text: str, _: bool) -> object:
    found = read_birth_date(text)
    if found is None:
        raise _CellError("wrong_form", "2026-04-01")
    parts = [f"{found.year:04d}", *(f"{part:02d}" for part in (found.month, found.day) if part)]
    return "-".join(parts)


_READERS: Mapping[str, Callable[[str, bool], object]] = {
    "text": lambda text, _: text,
    "number": _number,
    "minutes": _minutes,
    "date": _date,
    "class": _word(_CLASSES, [one.value for one in OpenClass]),
    "duty": _word(_DUTY, [one.value for one in DutyKind]),
    "partner": _word(_PARTNER, [one.value for one in PartnerKind]),
}


def _frame(register: RegisterName, rows: Mapping[int, Mapping[str, object]], names: _Names) -> pd.DataFrame:
    contract, whose = REGISTERS[register].contract, FORMS[register][0]
    filled: list[dict[str, object]] = []
    for row in rows.values():
        area = names.areas[whose.kind][str(row[whose.column])]
        filled.append({**dict(zip(_AREA, area, strict=True)), **row})
    data = {}
    for name, column in contract.to_schema().columns.items():
        is_text = str(getattr(column.dtype, "type", "")) == "str"
        cells: list[Any] = [one.get(name, "" if is_text else None) for one in filled]
        data[name] = pd.array(cells, dtype="str" if is_text else "Int64")
    return pd.DataFrame(data, index=pd.Index(list(rows), dtype="int64"))
