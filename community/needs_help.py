"""Rules of a list of people who need help to evacuate (避難行動要支援者名簿); it never mixes with members.

The legal items are those of 災害対策基本法 49条の10: name, birth, sex, address, telephone, the reason
for help. Consent has three values; no answer is not consent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.roster_ages import is_possible_birth
from community.roster_cells import BoolArray, read_cells
from community.roster_changes import ReadingLog, ReadingRule
from community.roster_checks import SOFT_RULES, failing_cells
from community.roster_columns import NEEDS_HELP_FORM, NeedsHelpColumn, normal
from community.roster_dates import birth_text, is_no_such_day, read_birth_date
from community.roster_marks import MarkLog
from community.roster_organisations import district_form
from community.roster_sheet import RosterSheet
from community.roster_text import folded_name, hiragana, read_phone
from domain.faults import Fault, has_error
from domain.tables.base import Table


class Consent(StrEnum):
    """Whether a person agrees that her data are given to those who would help."""

    AGREED = "agreed"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


class Sex(StrEnum):
    """What the list says of sex."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    NOT_GIVEN = "not_given"


def _lookup(words: Mapping[StrEnum, str]) -> Mapping[str, str]:
    return MappingProxyType(
        {normal(word): value.value for value, line in words.items() for word in line.split()}
    )


_CONSENTS = _lookup(
    {
        Consent.AGREED: "同意 同意する 同意あり あり 有 済 同意済 ○ 〇 ◯ ◎ 1 はい 可",
        Consent.REFUSED: "不同意 同意しない 同意なし なし 無 × ✕ 0 いいえ 拒否 不可",
        Consent.UNANSWERED: (
            "未回答 未 未確認 返答なし 返信なし 未返信 回答なし 未返送 未提出 保留 確認中 調査中 無回答 不明 "
            "△ - － ー ?"
        ),
    }
)
_SEXES = _lookup(
    {
        Sex.MALE: "男 男性 m 1 male",
        Sex.FEMALE: "女 女性 f 2 female",
        Sex.OTHER: "その他 3 x",
        Sex.NOT_GIVEN: "未回答 不明 回答なし - － ー",
    }
)
_LOST = ("roster_lost_character",)
_PHONES = (
    NeedsHelpColumn.PHONE,
    NeedsHelpColumn.CONTACT,
    NeedsHelpColumn.SUPPORTER_1_PHONE,
    NeedsHelpColumn.SUPPORTER_2_PHONE,
)
_CELL_RULES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        NeedsHelpColumn.NAME.value: _LOST,
        NeedsHelpColumn.KANA.value: ("roster_kana", *_LOST),
        NeedsHelpColumn.ADDRESS.value: _LOST,
        # 緊急連絡先 often holds a name beside the number, so that it is kept as written.
        **{column.value: ("roster_phone",) for column in _PHONES if column is not NeedsHelpColumn.CONTACT},
    }
)
#: Legal items whose absence refuses the row, and those that are only told.
_NEEDED = (NeedsHelpColumn.NAME, NeedsHelpColumn.ADDRESS, NeedsHelpColumn.REASON)
_WANTED = (NeedsHelpColumn.BIRTH, NeedsHelpColumn.SEX, NeedsHelpColumn.PHONE)


class NeedsHelpRows(Table):
    """People who need help, with their data; never written to a log, a fault or a shared cache.

    The index is the line of the file. Texts are empty where nothing is given; ``district_id`` is empty
    where the list does not say the district.
    """

    line: Index[int] = pa.Field(unique=True)
    number: Series[str]
    district_id: Series[str]
    association: Series[str]
    name: Series[str] = pa.Field(str_length={"min_value": 1})
    kana: Series[str]
    birth: Series[str]
    sex: Series[str] = pa.Field(isin=[value.value for value in Sex])
    address: Series[str] = pa.Field(str_length={"min_value": 1})
    phone: Series[str]
    contact: Series[str]
    reason: Series[str] = pa.Field(str_length={"min_value": 1})
    care_level: Series[str]
    disability: Series[str]
    means: Series[str]
    consent: Series[str] = pa.Field(isin=[value.value for value in Consent])
    consent_date: Series[str]
    supporter_1: Series[str]
    supporter_1_phone: Series[str]
    supporter_2: Series[str]
    supporter_2_phone: Series[str]
    destination: Series[str]
    note: Series[str]


@dataclass(frozen=True, slots=True, eq=False)
class NeedsHelpCheck:
    """Result of checking a list of people who need help.

    Parameters
    ----------
    faults
        Everything wrong with it; no personal value is in them.
    people
        ``NeedsHelpRows`` of the rows without error.
    readings
        What was read otherwise than written: ``line``, ``column``, ``rule``.
    marks
        Every fault of every row: the ``faults`` before they are grouped.
    """

    faults: tuple[Fault, ...]
    people: pd.DataFrame = field(default_factory=NeedsHelpRows.empty_in)
    readings: pd.DataFrame = field(default_factory=lambda: ReadingLog().table())
    marks: pd.DataFrame = field(default_factory=lambda: MarkLog().marks())

    @property
    def refused(self) -> bool:
        """Whether any fault is an error."""
        return has_error(self.faults)


def check_needs_help(
    people: pd.DataFrame,
    district_names: Mapping[str, str],
    *,
    year: int,
    file: str = "",
    headers: Mapping[str, str] | None = None,
    own_districts: frozenset[str] | None = None,
) -> NeedsHelpCheck:
    """Check a list of people who need help.

    Parameters
    ----------
    people
        The list as read: columns named by the values of ``NeedsHelpColumn``; cells as text. The index
        is the line of the file.
    district_names
        Name of each district of the city by its id.
    year
        Year of the list.
    file, headers
        Name of the file, header as written of each column, for the faults.
    own_districts
        Districts that the list may hold; None for all.

    Returns
    -------
    NeedsHelpCheck
        Faults of one kind and column are grouped.
    """
    lost = [column for column in NEEDS_HELP_FORM.required if column not in people]
    if lost:
        return NeedsHelpCheck(
            tuple(Fault("column_missing", file=file, row="1", column=name) for name in lost)
        )
    sheet = RosterSheet(people, file, headers or {})
    if sheet.lines.size == 0:
        sheet.log.add(Fault("table_empty", file=file))
        return NeedsHelpCheck(sheet.log.faults())
    for column in _NEEDED:
        sheet.refuse_empty(column)
        sheet.refuse_ditto(column)
    for column in _WANTED:
        sheet.note("needs_help_item_missing", sheet.cells(column).eq("").to_numpy(dtype=bool), column)
    for key, name, broken in failing_cells(sheet.table(), _CELL_RULES):
        (sheet.note if key in SOFT_RULES else sheet.refuse)(key, broken, name)
    log = ReadingLog()
    district = _districts(sheet, district_names, own_districts)
    consent = _words(sheet, NeedsHelpColumn.CONSENT, _CONSENTS, Consent.UNANSWERED, "needs_help_consent")
    sex = _words(sheet, NeedsHelpColumn.SEX, _SEXES, Sex.NOT_GIVEN, "needs_help_sex")
    for column in (NeedsHelpColumn.BIRTH, NeedsHelpColumn.CONSENT_DATE):
        _check_date(sheet, column, year, log)
    _check_persons(sheet)
    values = {"district_id": district, "consent": consent, "sex": sex}
    rows = _rows(sheet, values, ~sheet.refused)
    return NeedsHelpCheck(sheet.log.faults(), rows, log.table(), sheet.log.marks())


def _districts(
    sheet: RosterSheet, names: Mapping[str, str], own: frozenset[str] | None
) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """Return the district of each row by its id or its name; empty where none is given."""
    forms = {district_form(text): key for key, name in names.items() for text in (key, name)}
    column = NeedsHelpColumn.DISTRICT
    cells = sheet.cells(column)
    found = read_cells(cells, lambda text: forms.get(district_form(text), None if text else ""))
    sheet.refuse("roster_unknown_district", found.unreadable(), column)
    if own is not None:
        sheet.refuse("roster_other_ward", found.where(lambda key: bool(key) and key not in own), column)
    return np.array([meaning or "" for meaning in found.meanings], dtype=object)[found.codes]


def _words(
    sheet: RosterSheet, column: NeedsHelpColumn, words: Mapping[str, str], empty: StrEnum, key: str
) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """Return the value of each word; an empty cell has the value that says that nobody answered."""
    found = read_cells(sheet.cells(column), lambda text: words.get(normal(text)) if text else empty.value)
    # A dash is no letter, and so nothing in the normal form.
    found_or_dash = read_cells(
        sheet.cells(column), lambda text: empty.value if text and not normal(text) else None
    )
    unread: BoolArray = found.unreadable() & found_or_dash.unreadable()
    sheet.refuse(key, unread, column)
    return np.array([meaning or empty.value for meaning in found.meanings], dtype=object)[found.codes]


def _check_date(sheet: RosterSheet, column: NeedsHelpColumn, year: int, log: ReadingLog) -> None:
    """Refuse dates that cannot be read or do not exist; say which are kept in another spelling."""
    cells = sheet.cells(column)

    def is_date(text: str) -> bool:
        date = read_birth_date(text)
        return not text or (date is not None and is_possible_birth(date.year, year))

    good = read_cells(cells, is_date).where(bool)
    no_day = read_cells(cells, is_no_such_day).where(bool)
    sheet.refuse("roster_no_such_day", no_day, column)
    sheet.refuse("needs_help_date", ~good & ~no_day, column)
    changed = (cells.ne(cells.map(birth_text)) & cells.ne("")).to_numpy(dtype=bool) & good
    log.add_where(cells.index, changed, sheet.heading(column), ReadingRule.DATE)


def _check_persons(sheet: RosterSheet) -> None:
    """Tell of the same person in several rows: name and birth, or name and address."""
    names = sheet.cells(NeedsHelpColumn.NAME).map(folded_name)
    births = sheet.cells(NeedsHelpColumn.BIRTH).map(birth_text)
    address = sheet.cells(NeedsHelpColumn.ADDRESS).map(normal)
    by_birth = pd.DataFrame({"name": names, "other": births}).duplicated() & births.ne("")
    by_address = pd.DataFrame({"name": names, "other": address}).duplicated() & address.ne("")
    again = ((by_birth | by_address) & names.ne("")).to_numpy(dtype=bool)
    sheet.note("needs_help_person_twice", again, NeedsHelpColumn.NAME)


def _rows(sheet: RosterSheet, values: Mapping[str, object], good: BoolArray) -> pd.DataFrame:
    """Return ``NeedsHelpRows`` of the rows without error."""
    if not good.any():
        return NeedsHelpRows.empty_in()
    table: dict[str, object] = {}
    for name in NeedsHelpRows.columns():
        if name in values:
            table[name] = np.asarray(values[name])[good]
            continue
        column = NeedsHelpColumn[name.upper()]
        cells = sheet.cells(column)[good]
        if column in {NeedsHelpColumn.BIRTH, NeedsHelpColumn.CONSENT_DATE}:
            cells = cells.map(birth_text)
        elif column is NeedsHelpColumn.KANA:
            cells = cells.map(hiragana)
        elif column in _PHONES and column is not NeedsHelpColumn.CONTACT:
            cells = cells.map(read_phone)
        table[name] = cells.to_numpy()
    frame = pd.DataFrame(table, index=pd.Index(sheet.lines[good], name="line"))
    return NeedsHelpRows.check(frame.astype("str"))
