"""Rules of a members list (班員名簿): every fault by row and column, and counts per squad.

Pure: a table of texts in, faults and counts out. Names, ages, skills and notes never leave the
table: no fault carries their value, no count can be traced to fewer than a squad.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.roster_ages import ANY_AGE, OLDEST, AgeBounds, bare_number, read_age, read_birth
from community.roster_cells import BoolArray, Meanings, read_cells
from community.roster_organisations import find_organisations
from community.roster_sheet import RosterSheet
from community.roster_words import (
    REQUIRED_COLUMNS,
    Reading,
    RosterColumn,
    RosterRole,
    normal,
    read_role,
    read_squad,
    read_yes_no,
)
from domain.faults import Fault
from domain.tables.base import Table
from domain.vocabulary import Post, Severity, YesNoUnknown

#: From this age on a member counts as 75 or older.
_OLD_AGE = 75
_POSTS = tuple(Post)
_Word = TypeVar("_Word", bound=StrEnum)


class RosterCounts(Table):
    """Members per organisation and squad; index from 0.

    ``over_75`` are those known to be 75 or older, ``age_unknown`` those of whom it is not known
    (70代 may be either). ``day_yes`` and ``night_yes`` can come by day and by night.
    """

    row: Index[int] = pa.Field(unique=True)
    org_id: Series[str]
    post: Series[str] = pa.Field(isin=[value.value for value in Post])
    members: Series[int] = pa.Field(gt=0)
    leaders: Series[int] = pa.Field(ge=0)
    deputies: Series[int] = pa.Field(ge=0)
    over_75: Series[int] = pa.Field(ge=0)
    age_unknown: Series[int] = pa.Field(ge=0)
    leader_over_75: Series[bool]
    day_yes: Series[int] = pa.Field(ge=0)
    night_yes: Series[int] = pa.Field(ge=0)
    skilled: Series[int] = pa.Field(ge=0)


@dataclass(frozen=True, slots=True, eq=False)
class RosterCheck:
    """Result of checking a members list: all faults, and ``RosterCounts`` of the rows without error."""

    faults: tuple[Fault, ...]
    counts: pd.DataFrame

    @property
    def refused(self) -> bool:
        """Whether any fault is an error."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)


def check_members(
    members: pd.DataFrame,
    organisations: pd.DataFrame,
    *,
    year: int,
    file: str = "",
    headers: Mapping[str, str] | None = None,
) -> RosterCheck:
    """Check a members list and count its squads.

    Parameters
    ----------
    members
        The list as read: columns named by the values of ``RosterColumn``, those that the list lacks
        left out; cells as text without outer blanks. The index is the line of the file.
    organisations
        ``Organisations``; a list names them by id or by name.
    year
        Year of the list, for ages.
    file
        Name of the file, for faults.
    headers
        Header as written of each column, for faults.

    Returns
    -------
    check
        Faults of one kind and column are grouped: the first rows, and how many more.
    """
    lost = [column for column in REQUIRED_COLUMNS if column not in members]
    if RosterColumn.ORG_ID not in members and RosterColumn.ORG_NAME not in members:
        lost.insert(0, RosterColumn.ORG_ID)
    if lost:
        missing = tuple(Fault("column_missing", file=file, row="1", column=column.value) for column in lost)
        return RosterCheck(missing, RosterCounts.empty_in())
    sheet = RosterSheet(members, file, headers or {})
    if sheet.lines.size == 0:
        sheet.log.add(Fault("table_empty", file=file))
        return RosterCheck(sheet.log.faults(), RosterCounts.empty_in())
    people = _read(sheet, organisations, year)
    _check_together(sheet, people)
    counts = _count(people, organisations, ~sheet.refused)
    return RosterCheck(sheet.log.faults(), counts)


@dataclass(frozen=True, slots=True, eq=False)
class _People:
    """The rows of a list as meanings, each shape (n,); -1 stands for what cannot be read.

    ``organisation`` is a row of ``Organisations``, ``post`` a position in ``Post``, ``name`` a number
    that equal names share.
    """

    organisation: npt.NDArray[np.int64]
    post: npt.NDArray[np.int64]
    leads: BoolArray
    deputises: BoolArray
    name: npt.NDArray[np.intp]
    old: BoolArray
    young: BoolArray
    day: BoolArray
    night: BoolArray
    skilled: BoolArray


def _read(sheet: RosterSheet, organisations: pd.DataFrame, year: int) -> _People:
    """Read every cell, with the faults that one cell shows by itself."""
    organisation = _organisations(sheet, organisations)
    post = _read_words(sheet, RosterColumn.POST, read_squad, "roster_unknown_squad")
    role = _read_words(sheet, RosterColumn.ROLE, read_role, "roster_unknown_role")
    sheet.refuse_empty(RosterColumn.NAME)
    sheet.refuse_ditto(RosterColumn.NAME)
    day = _read_words(sheet, RosterColumn.DAY, read_yes_no, "roster_yes_no")
    night = _read_words(sheet, RosterColumn.NIGHT, read_yes_no, "roster_yes_no")
    old, young = _ages(sheet, year)
    return _People(
        organisation=organisation,
        post=post.numbers(lambda reading: _POSTS.index(reading.meaning), unread=-1),
        leads=role.where(lambda reading: reading.meaning is RosterRole.LEADER),
        deputises=role.where(lambda reading: reading.meaning is RosterRole.DEPUTY),
        name=read_cells(sheet.cells(RosterColumn.NAME).map(normal), str).codes,
        old=old,
        young=young,
        day=day.where(lambda reading: reading.meaning is YesNoUnknown.YES),
        night=night.where(lambda reading: reading.meaning is YesNoUnknown.YES),
        skilled=sheet.cells(RosterColumn.SKILL).ne("").to_numpy(dtype=bool),
    )


def _organisations(sheet: RosterSheet, organisations: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return the row of ``Organisations`` of each row, -1 where it is not known."""
    by_id, by_name = RosterColumn.ORG_ID, RosterColumn.ORG_NAME
    ditto = {column: sheet.refuse_ditto(column) for column in (by_id, by_name)}
    found = find_organisations(sheet.cells(by_id), sheet.cells(by_name), organisations)
    sheet.refuse("value_missing", found.missing, by_id if sheet.has(by_id) else by_name)
    sheet.refuse("roster_unknown_org", found.unknown_id & ~ditto[by_id], by_id)
    sheet.refuse("roster_unknown_org_name", found.unknown_name & ~ditto[by_name], by_name)
    sheet.refuse("roster_org_name_shared", found.shared_name, by_name)
    sheet.refuse("roster_org_differs", found.other_name, by_name)
    sheet.note("roster_org_name_unlisted", found.unlisted_name & ~ditto[by_name], by_name)
    return found.positions


def _read_words(
    sheet: RosterSheet, column: RosterColumn, read: Callable[[str], Reading[_Word] | None], key: str
) -> Meanings[Reading[_Word]]:
    """Read a column of words; tell of the readings that are one of several, by what they were read as."""
    readings = read_cells(sheet.cells(column), read)
    settled = sheet.refuse_ditto(column)
    if column in REQUIRED_COLUMNS:
        settled = settled | sheet.refuse_empty(column)
    sheet.refuse(key, readings.unreadable() & ~settled, column)
    said = {reading.meaning for reading in readings.meanings if reading is not None and reading.is_said}
    for meaning in sorted(said):
        rows = readings.where(partial(operator.eq, Reading(meaning, is_said=True)))
        sheet.note(f"roster_read_as_{meaning.name.lower()}", rows, column)
    return readings


def _ages(sheet: RosterSheet, year: int) -> tuple[BoolArray, BoolArray]:
    """Return who is known to be 75 or older, and who to be younger; the year of birth comes first."""
    decades = _bare_decades(sheet)
    sheet.note("roster_age_as_decade", decades, RosterColumn.AGE)
    written = sheet.cells(RosterColumn.AGE)
    ages = read_cells(written.where(~decades, written + "代"), lambda text: read_age(text, year))
    births = read_cells(sheet.cells(RosterColumn.BIRTH), lambda text: read_birth(text, year))
    sheet.refuse("roster_age", ages.unreadable() & ~sheet.refuse_ditto(RosterColumn.AGE), RosterColumn.AGE)
    ditto = sheet.refuse_ditto(RosterColumn.BIRTH)
    expected = f"{year - OLDEST}–{year}"
    sheet.refuse("roster_birth", births.unreadable() & ~ditto, RosterColumn.BIRTH, expected)
    low, high = _bounds(ages)
    born_low, born_high = _bounds(births)
    born = births.where(lambda bounds: bounds != ANY_AGE)
    # Somebody whose birthday is still to come is a year younger than the year of birth says.
    apart = born & ((born_low - 1 > high) | (born_high < low))
    sheet.note("roster_age_differs", apart, RosterColumn.AGE)
    low, high = np.where(born, born_low, low), np.where(born, born_high, high)
    return low >= _OLD_AGE, high < _OLD_AGE


def _bare_decades(sheet: RosterSheet) -> BoolArray:
    """Return the rows whose bare number is a decade of life, shape (n,).

    Under the heading 年代 a bare 70 is 70 to 79 years, who may be 75 or older, unless the column holds
    other bare numbers too (72, 68): then it is one of ages.
    """
    numbers = read_cells(sheet.cells(RosterColumn.AGE), bare_number)
    if (
        sheet.heading(RosterColumn.AGE) != RosterColumn.AGE.value
        or numbers.where(lambda age: age % 10 > 0).any()
    ):
        return np.zeros(len(sheet.lines), dtype=bool)
    return numbers.where(lambda age: 0 < age < OLDEST)


def _bounds(ages: Meanings[AgeBounds]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    low = ages.numbers(lambda bounds: bounds.low, unread=ANY_AGE.low)
    return low, ages.numbers(lambda bounds: bounds.high, unread=ANY_AGE.high)


def _check_together(sheet: RosterSheet, people: _People) -> None:
    """Find what only several rows together show."""
    known = people.organisation >= 0
    leaders = people.leads & known & (people.post >= 0)
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


def _count(people: _People, organisations: pd.DataFrame, good: BoolArray) -> pd.DataFrame:
    """Return ``RosterCounts`` of rows without error."""
    if not good.any():
        return RosterCounts.empty_in()
    table = pd.DataFrame(
        {
            "org": people.organisation,
            "squad": people.post,
            "members": 1,
            "leaders": people.leads,
            "deputies": people.deputises,
            "over_75": people.old,
            "age_unknown": ~people.old & ~people.young,
            "leader_over_75": people.old & people.leads,
            "day_yes": people.day,
            "night_yes": people.night,
            "skilled": people.skilled,
        }
    )[good]
    counts = table.groupby(["org", "squad"], as_index=False).sum().astype("int64")
    counts["org_id"] = organisations.index.to_numpy(dtype=object)[counts["org"]]
    counts["post"] = np.array([post.value for post in _POSTS], dtype=object)[counts["squad"]]
    counts = counts.sort_values(["org_id", "post"], ignore_index=True)
    counts["leader_over_75"] = counts["leader_over_75"] > 0
    counts.index.name = "row"
    return RosterCounts.check(counts[RosterCounts.columns()].astype({"org_id": "str", "post": "str"}))
