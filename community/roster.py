"""Rules of a members list (班員名簿): every fault by row and column, the sound rows, counts per squad.

Pure: a table of texts in, faults, rows and counts out. Names, ages, skills and notes never enter a
fault, and no count can be traced to fewer than a squad.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from community.roster_age_columns import read_ages
from community.roster_cells import BoolArray, Meanings, read_cells
from community.roster_changes import ReadingLog, ReadingRule
from community.roster_checks import SOFT_RULES, failing_cells
from community.roster_columns import MEMBERS_FORM, RosterColumn
from community.roster_counts import RosterCounts, count_squads
from community.roster_dates import birth_text
from community.roster_marks import MarkLog
from community.roster_members import ROLES, MemberRows, member_rows
from community.roster_organisations import find_organisations
from community.roster_sheet import RosterSheet
from community.roster_text import folded_name, hiragana, lost_zero, read_phone
from community.roster_words import Reading, RosterRole, read_role, read_squad, read_yes_no
from domain.faults import Fault, has_error
from domain.vocabulary import Post, YesNoUnknown

_POSTS, _ANSWERS = tuple(Post), tuple(YesNoUnknown)
_Word = TypeVar("_Word", bound=StrEnum)
_Read = TypeVar("_Read")
_ROLE_RANK: Mapping[RosterRole, int] = MappingProxyType({role: rank for rank, role in enumerate(RosterRole)})
_LOST = ("roster_lost_character",)
#: Rules of single cells, by column.
_CELL_RULES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        RosterColumn.NAME.value: _LOST,
        RosterColumn.KANA.value: ("roster_kana", *_LOST),
        RosterColumn.PHONE.value: ("roster_phone",),
        RosterColumn.MOBILE.value: ("roster_phone",),
        RosterColumn.MAIL.value: ("roster_mail",),
        RosterColumn.ADDRESS.value: _LOST,
    }
)


@dataclass(frozen=True, slots=True)
class RosterContext:
    """What is known of a members list besides what stands in it.

    Parameters
    ----------
    district_names
        Name of each district by its id, for lists that name districts.
    own_organisation
        Id of the organisation whose list it is; used where the list has no column that says so.
    own_districts
        Districts that the list may hold; None for all.
    """

    district_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    own_organisation: str = ""
    own_districts: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RosterCheck:
    """Result of checking a members list.

    Parameters
    ----------
    faults
        Everything wrong with it.
    counts
        ``RosterCounts`` of the rows without error.
    members
        ``MemberRows`` of the rows without error: persons, for the store and for nothing else.
    readings
        What was read otherwise than written: ``line``, ``column``, ``rule``.
    marks
        Every fault of every row: the ``faults`` before they are grouped.
    """

    faults: tuple[Fault, ...]
    counts: pd.DataFrame = field(default_factory=RosterCounts.empty_in)
    members: pd.DataFrame = field(default_factory=MemberRows.empty_in)
    readings: pd.DataFrame = field(default_factory=lambda: ReadingLog().table())
    marks: pd.DataFrame = field(default_factory=lambda: MarkLog().marks())

    @property
    def refused(self) -> bool:
        """Whether any fault is an error."""
        return has_error(self.faults)


def check_members(
    members: pd.DataFrame,
    organisations: pd.DataFrame,
    *,
    year: int,
    file: str = "",
    headers: Mapping[str, str] | None = None,
    context: RosterContext | None = None,
) -> RosterCheck:
    """Check a members list and count its squads.

    Parameters
    ----------
    members
        The list as read: columns named by the values of ``RosterColumn``, those that the list lacks
        left out; cells as text without outer blanks. The index is the line of the file.
    organisations
        ``Organisations``; a list names them by id, by name or by district.
    year
        Year of the list, for ages.
    file
        Name of the file, for faults.
    headers
        Header as written of each column, for faults.
    context
        What is known besides.

    Returns
    -------
    check
        Faults of one kind and column are grouped: the first rows, and how many more.
    """
    known = context or RosterContext()
    lost = missing_columns(members, known)
    if lost:
        return RosterCheck(tuple(Fault("column_missing", file=file, row="1", column=name) for name in lost))
    sheet = RosterSheet(_with_own(members, known), file, headers or {})
    if sheet.lines.size == 0:
        sheet.log.add(Fault("table_empty", file=file))
        return RosterCheck(sheet.log.faults())
    log = ReadingLog()
    people = _read(sheet, organisations, year, known, log)
    _check_together(sheet, people)
    rows = _rows(sheet, people, organisations, ~sheet.refused, log)
    return RosterCheck(sheet.log.faults(), count_squads(rows), rows, log.table(), sheet.log.marks())


def missing_columns(members: pd.DataFrame, context: RosterContext) -> tuple[str, ...]:
    """Return the columns without which a list cannot be read, and that it lacks.

    Parameters
    ----------
    members
        The list as read.
    context
        Says whose list it is, if the list need not.

    Returns
    -------
    tuple[str, ...]
        An organisation's id stands first where nothing names the organisation.
    """
    lost = [column for column in MEMBERS_FORM.required if column not in members]
    naming = (RosterColumn.ORG_ID, RosterColumn.ORG_NAME, RosterColumn.DISTRICT)
    if not context.own_organisation and not any(column in members for column in naming):
        lost.insert(0, RosterColumn.ORG_ID.value)
    return tuple(lost)


def _with_own(members: pd.DataFrame, context: RosterContext) -> pd.DataFrame:
    """Give every row that names no organisation that of whose list it is."""
    if not context.own_organisation:
        return members
    naming = [column for column in (RosterColumn.ORG_ID, RosterColumn.ORG_NAME) if column in members]
    bare = (members[naming] == "").all(axis=1) & (members != "").any(axis=1)
    ids = (
        members[RosterColumn.ORG_ID]
        if RosterColumn.ORG_ID in members
        else pd.Series("", members.index, "str")
    )
    return members.assign(**{RosterColumn.ORG_ID.value: ids.mask(bare, context.own_organisation)})


@dataclass(frozen=True, slots=True, eq=False)
class _People:
    """The rows of a list as meanings, each shape (n,); -1 stands for what cannot be read.

    ``organisation`` is a row of ``Organisations``, ``post`` a position in ``Post``, ``role`` a rank,
    ``name`` a number that equal names share, ``low`` and ``high`` bounds of the age.
    """

    organisation: npt.NDArray[np.int64]
    post: npt.NDArray[np.int64]
    role: npt.NDArray[np.int64]
    name: npt.NDArray[np.intp]
    low: npt.NDArray[np.int64]
    high: npt.NDArray[np.int64]
    day: Meanings[Reading[YesNoUnknown]]
    night: Meanings[Reading[YesNoUnknown]]


def _read(
    sheet: RosterSheet, organisations: pd.DataFrame, year: int, context: RosterContext, log: ReadingLog
) -> _People:
    """Read every cell, with the faults that one cell shows by itself."""
    organisation = _organisations(sheet, organisations, context)
    asked = _roles_without_squad(sheet)
    post = _read_words(sheet, RosterColumn.POST, read_squad, "roster_unknown_squad", asked)
    role = _read_words(sheet, RosterColumn.ROLE, read_role, "roster_unknown_role", asked)
    sheet.refuse_empty(RosterColumn.NAME)
    sheet.refuse_ditto(RosterColumn.NAME)
    for key, column, rows in failing_cells(sheet.table(), _CELL_RULES):
        (sheet.note if key in SOFT_RULES else sheet.refuse)(key, rows, column)
    low, high = read_ages(sheet, year)
    _log_dates(sheet, log)
    return _People(
        organisation=organisation,
        post=post.numbers(lambda reading: _POSTS.index(reading.meaning), unread=-1),
        role=role.numbers(lambda reading: _ROLE_RANK[reading.meaning], unread=-1),
        name=read_cells(sheet.cells(RosterColumn.NAME).map(folded_name), str).codes,
        low=low,
        high=high,
        day=_read_words(sheet, RosterColumn.DAY, read_yes_no, "roster_yes_no"),
        night=_read_words(sheet, RosterColumn.NIGHT, read_yes_no, "roster_yes_no"),
    )


def _organisations(
    sheet: RosterSheet, organisations: pd.DataFrame, context: RosterContext
) -> npt.NDArray[np.int64]:
    """Return the row of ``Organisations`` of each row, -1 where it is not known."""
    by_id, by_name, area = RosterColumn.ORG_ID, RosterColumn.ORG_NAME, RosterColumn.DISTRICT
    ditto = {column: sheet.refuse_ditto(column) for column in (by_id, by_name, area)}
    found = find_organisations(
        sheet.cells(by_id),
        sheet.cells(by_name),
        organisations,
        districts=sheet.cells(area),
        district_names=context.district_names,
    )
    naming = next((column for column in (by_id, by_name, area) if sheet.has(column)), by_id)
    sheet.refuse("value_missing", found.missing, naming)
    sheet.refuse("roster_unknown_org", found.unknown_id & ~ditto[by_id], by_id)
    sheet.refuse("roster_unknown_org_name", found.unknown_name & ~ditto[by_name], by_name)
    sheet.refuse("roster_org_name_shared", found.shared_name, by_name)
    sheet.refuse("roster_org_differs", found.other_name, by_name)
    sheet.refuse("roster_unknown_district", found.unknown_district & ~ditto[area], area)
    sheet.refuse("roster_district_shared", found.shared_district, area)
    sheet.refuse("roster_district_differs", found.other_district, area)
    sheet.note("roster_org_name_unlisted", found.unlisted_name & ~ditto[by_name], by_name)
    if context.own_districts is not None:
        own = organisations["district_id"].isin(context.own_districts).to_numpy(dtype=bool)
        elsewhere = (found.positions >= 0) & ~own[found.positions]
        sheet.refuse("roster_other_ward", elsewhere, naming)
    return found.positions


def _roles_without_squad(sheet: RosterSheet) -> BoolArray:
    """Refuse rows of a list without a column of squads whose role names none; return them, shape (n,)."""
    role, nothing = RosterColumn.ROLE, np.zeros(len(sheet.lines), dtype=bool)
    if sheet.is_headed(RosterColumn.POST) or not sheet.is_headed(role):
        return nothing
    rows = sheet.cells(RosterColumn.POST).eq("").to_numpy(dtype=bool) & sheet.is_written(role)
    sheet.refuse("roster_role_without_squad", rows, role)
    return rows


def _read_words(
    sheet: RosterSheet,
    column: RosterColumn,
    read: Callable[[str], Reading[_Word] | None],
    key: str,
    asked: BoolArray | None = None,
) -> Meanings[Reading[_Word]]:
    """Read a column of words; tell of the readings that are one of several, by what they were read as.

    Rows that are ``asked`` about already are not asked about again.
    """
    readings = read_cells(sheet.cells(column), read)
    settled = sheet.refuse_ditto(column)
    if asked is not None:
        settled = settled | asked
    if column in MEMBERS_FORM.required:
        settled = settled | sheet.refuse_empty(column, but=settled)
    sheet.refuse(key, readings.unreadable() & ~settled, column)
    said = {reading.meaning for reading in readings.meanings if reading is not None and reading.is_said}
    for meaning in sorted(said):
        rows = readings.where(partial(operator.eq, Reading(meaning, is_said=True)))
        sheet.note(f"roster_read_as_{meaning.name.lower()}", rows, column)
    return readings


def _log_dates(sheet: RosterSheet, log: ReadingLog) -> None:
    """Say which dates are kept in another spelling than they are written."""
    births = sheet.cells(RosterColumn.BIRTH)
    kept = _each(read_cells(births, birth_text), str)
    changed = (births.to_numpy(dtype=object) != kept) & births.ne("").to_numpy(dtype=bool)
    log.add_where(births.index, changed, sheet.heading(RosterColumn.BIRTH), ReadingRule.DATE)


def _check_together(sheet: RosterSheet, people: _People) -> None:
    """Find what only several rows together show."""
    known = people.organisation >= 0
    leaders = (people.role == _ROLE_RANK[RosterRole.LEADER]) & known & (people.post >= 0)
    sheet.refuse("roster_leader_twice", _again(leaders, people.organisation, people.post), RosterColumn.ROLE)
    named = known & sheet.is_written(RosterColumn.NAME)
    # Two people may share a name, so this is a warning.
    sheet.note("roster_person_twice", _again(named, people.organisation, people.name), RosterColumn.NAME)


def _again(rows: BoolArray, *keys: npt.NDArray[np.integer]) -> BoolArray:
    """Return the rows among those given whose keys stood in one above, shape (n,)."""
    table = pd.DataFrame({str(i): key[rows] for i, key in enumerate(keys)})
    again = np.zeros(len(rows), dtype=bool)
    again[rows] = table.duplicated().to_numpy()
    return again


def _rows(
    sheet: RosterSheet, people: _People, organisations: pd.DataFrame, good: BoolArray, log: ReadingLog
) -> pd.DataFrame:
    """Return ``MemberRows`` of the rows without error."""
    if not good.any():
        return MemberRows.empty_in()
    table: dict[str, object] = {
        "org_id": organisations.index.to_numpy(dtype=object)[people.organisation[good]],
        "post": np.array([post.value for post in _POSTS], dtype=object)[people.post[good]],
        "role": np.array(ROLES, dtype=object)[people.role[good]],
        "age_low": people.low[good],
        "age_high": people.high[good],
        "birth": _each(read_cells(_texts(sheet, RosterColumn.BIRTH, good), birth_text), str),
    }
    for name, meanings in (("day", people.day), ("night", people.night)):
        codes = meanings.numbers(lambda reading: _ANSWERS.index(reading.meaning), unread=0)
        table[name] = np.array([answer.value for answer in _ANSWERS], dtype=object)[codes[good]]
    for name, column in (("phone", RosterColumn.PHONE), ("mobile", RosterColumn.MOBILE)):
        cells = _texts(sheet, column, good)
        numbers = read_cells(cells, lambda text: (read_phone(text) or "", lost_zero(text)))
        lost = numbers.where(lambda number: number[1])
        log.add_where(cells.index, lost, sheet.heading(column), ReadingRule.LOST_ZERO)
        table[name] = _each(numbers, lambda number: number[0])
    table["kana"] = _texts(sheet, RosterColumn.KANA, good).map(hiragana).to_numpy()
    kept = ("number", "name", "association", "address", "mail", "skill", "note")
    table |= {name: _texts(sheet, RosterColumn[name.upper()], good).to_numpy() for name in kept}
    return member_rows(table, pd.Index(sheet.lines[good]))


def _each(meanings: Meanings[_Read], text: Callable[[_Read], str]) -> npt.NDArray[np.object_]:
    """Return a text of each row's meaning, shape (n,); empty where it cannot be read."""
    found = ["" if meaning is None else text(meaning) for meaning in meanings.meanings]
    return np.array(found, dtype=object)[meanings.codes]


def _texts(sheet: RosterSheet, column: RosterColumn, good: BoolArray) -> "pd.Series[str]":
    return sheet.cells(column)[good]
