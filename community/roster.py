"""Rules of a members list (班員名簿): every fault by row and column, and counts per squad.

Pure: a table of texts in, faults and counts out. Names, ages, skills and notes never leave the
table: no fault carries their value, no count can be traced to fewer than a squad.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.roster_words import (
    DITTO,
    HEADERS,
    REQUIRED_COLUMNS,
    ROLES,
    SQUADS,
    RosterColumn,
    RosterRole,
    age_bounds,
    is_possible_birth,
    normal,
    read_age_bounds,
    read_birth_year,
    read_yes_no,
)
from domain.faults import Fault, sort_faults
from domain.tables.base import Table
from domain.vocabulary import Post, Severity, YesNoUnknown

#: From this age on a member counts as 75 or older.
_OLD_AGE = 75
#: A note that begins like this marks an example row of the template.
EXAMPLE_NOTE = "記入例"
#: Line of the first row of a CSV whose header is line 1.
_FIRST_LINE = 2


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


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """The known columns of a list as texts without outer spaces, and how each was headed."""

    cells: pd.DataFrame
    headers: Mapping[RosterColumn, str]
    file: str

    def fault(
        self,
        key: str,
        line: object,
        column: RosterColumn,
        severity: Severity = Severity.ERROR,
        expected: str = "",
    ) -> Fault:
        return Fault(
            key,
            severity,
            file=self.file,
            row=str(line),
            column=self.headers.get(column, column.value),
            expected=expected,
        )


def check_members(
    members: pd.DataFrame, org_ids: Collection[str], *, year: int, file: str = ""
) -> RosterCheck:
    """Check a members list and count its squads.

    Parameters
    ----------
    members
        The list as read: headers as columns, cells as text, missing cells empty or NaN; row i is
        line i + 2 of the file.
    org_ids
        Organisations that exist.
    year
        Year of the list, for ages.
    file
        Name of the file, for faults.
    """
    sheet, faults = _read_sheet(members, file)
    if any(fault.severity is Severity.ERROR for fault in faults):
        return RosterCheck(sort_faults(faults), RosterCounts.empty_in())
    example = sheet.cells[RosterColumn.NOTE].str.startswith(EXAMPLE_NOTE)
    faults += [
        sheet.fault("roster_example_row", line, RosterColumn.NOTE, Severity.WARNING)
        for line in sheet.cells.index[example]
    ]
    sheet = _Sheet(sheet.cells[~example], sheet.headers, file)
    if sheet.cells.empty:
        faults.append(Fault("table_empty", file=file))
    faults += _cell_faults(sheet, org_ids, year)
    faults += _squad_faults(sheet)
    wrong = {int(fault.row) for fault in faults if fault.severity is Severity.ERROR and fault.row}
    good = sheet.cells[~sheet.cells.index.isin(wrong)]
    return RosterCheck(sort_faults(faults), _count(good, year))


def _read_sheet(members: pd.DataFrame, file: str) -> tuple[_Sheet, list[Fault]]:
    """Find the columns by their headers; keep rows in which anything is written."""
    meanings = [HEADERS.get(normal(str(header))) for header in members.columns]
    missing = [column for column in REQUIRED_COLUMNS if column not in meanings]
    faults = [Fault("column_missing", file=file, row="1", column=column.value) for column in missing]
    found: dict[RosterColumn, str] = {}
    for position, (header, column) in enumerate(zip(map(str, members.columns), meanings, strict=True), 1):
        if column is None:
            # A list without headers has a person in its first line: name the column by its number.
            shown = str(position) if missing else header
            faults.append(Fault("roster_column_ignored", Severity.WARNING, file=file, row="1", column=shown))
        elif column in found:
            faults.append(
                Fault("roster_column_twice", file=file, row="1", column=header, expected=found[column])
            )
        else:
            found[column] = header
    texts = {
        column: members.iloc[:, meanings.index(column)].fillna("").astype("str").str.strip()
        if column in found
        else pd.Series("", index=members.index, dtype="str")
        for column in RosterColumn
    }
    cells = pd.DataFrame(texts)
    cells.index = pd.Index(np.arange(len(cells)) + _FIRST_LINE, name="line")
    return _Sheet(cells[(cells != "").any(axis=1)], found, file), faults


def _cell_faults(sheet: _Sheet, org_ids: Collection[str], year: int) -> list[Fault]:
    """Return the faults that one cell shows by itself."""
    faults: list[Fault] = []
    known = frozenset(org_ids)
    squads = ", ".join(sorted({post.value for post in Post}))
    roles = ", ".join(role.value for role in RosterRole)

    def check(column: RosterColumn, key: str, good: "pd.Series[bool]", expected: str = "") -> None:
        cells = sheet.cells[column]
        ditto = cells.isin(DITTO)
        wrong = cells.index[(cells != "") & ~ditto & ~good.astype(bool)]
        faults.extend(sheet.fault("roster_ditto", line, column) for line in cells.index[ditto])
        faults.extend(sheet.fault(key, line, column, expected=expected) for line in wrong)

    for column in REQUIRED_COLUMNS:
        empty = sheet.cells.index[sheet.cells[column] == ""]
        faults.extend(sheet.fault("value_missing", line, column) for line in empty)
    cells = sheet.cells
    everything = pd.Series(data=True, index=cells.index)
    check(RosterColumn.ORG_ID, "roster_unknown_org", cells[RosterColumn.ORG_ID].isin(known))
    check(
        RosterColumn.POST, "roster_unknown_squad", cells[RosterColumn.POST].map(normal).isin(SQUADS), squads
    )
    check(RosterColumn.ROLE, "roster_unknown_role", cells[RosterColumn.ROLE].map(normal).isin(ROLES), roles)
    check(RosterColumn.NAME, "value_missing", everything)
    check(
        RosterColumn.AGE, "roster_age", cells[RosterColumn.AGE].map(lambda t: read_age_bounds(t) is not None)
    )
    check(
        RosterColumn.BIRTH,
        "roster_birth",
        cells[RosterColumn.BIRTH].map(lambda text: _birth_is_possible(text, year)),
        f"{year - 120}–{year}",
    )
    for column in (RosterColumn.DAY, RosterColumn.NIGHT):
        check(column, "roster_yes_no", cells[column].map(lambda text: read_yes_no(text) is not None))
    return faults


def _birth_is_possible(text: str, year: int) -> bool:
    born = read_birth_year(text)
    return born is not None and is_possible_birth(born, year)


def _squad_faults(sheet: _Sheet) -> list[Fault]:
    """Return the faults that only several rows together show."""
    cells = sheet.cells
    table = pd.DataFrame(
        {
            "org": cells[RosterColumn.ORG_ID],
            "post": cells[RosterColumn.POST].map(normal).map(SQUADS),
            "role": cells[RosterColumn.ROLE].map(normal).map(ROLES),
            "name": cells[RosterColumn.NAME].map(normal),
        }
    )
    leaders = table[(table["role"] == RosterRole.LEADER) & table["post"].notna() & (table["org"] != "")]
    second = leaders.index[leaders.duplicated(["org", "post"])]
    faults = [sheet.fault("roster_leader_twice", line, RosterColumn.ROLE) for line in second]
    named = table[(table["name"] != "") & ~cells[RosterColumn.NAME].isin(DITTO)]
    again = named.index[named.duplicated(["org", "name"])]
    # Two people may share a name, so this is a warning.
    faults += [
        sheet.fault("roster_person_twice", line, RosterColumn.NAME, Severity.WARNING) for line in again
    ]
    return faults


def _count(cells: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return ``RosterCounts`` of rows without error."""
    if cells.empty:
        return RosterCounts.empty_in()
    ages = [
        age_bounds(age, birth, year)
        for age, birth in zip(cells[RosterColumn.AGE], cells[RosterColumn.BIRTH], strict=True)
    ]
    old = np.array([bounds is not None and bounds[0] >= _OLD_AGE for bounds in ages])
    young = np.array([bounds is not None and bounds[1] < _OLD_AGE for bounds in ages])
    role = cells[RosterColumn.ROLE].map(normal).map(ROLES)
    people = pd.DataFrame(
        {
            "org_id": cells[RosterColumn.ORG_ID].astype("str"),
            "post": cells[RosterColumn.POST].map(lambda text: SQUADS[normal(text)].value).astype("str"),
            "members": 1,
            "leaders": (role == RosterRole.LEADER).astype("int64"),
            "deputies": (role == RosterRole.DEPUTY).astype("int64"),
            "over_75": old.astype("int64"),
            "age_unknown": (~old & ~young).astype("int64"),
            "leader_over_75": (old & (role == RosterRole.LEADER)).astype("int64"),
            "day_yes": _is_yes(cells[RosterColumn.DAY]),
            "night_yes": _is_yes(cells[RosterColumn.NIGHT]),
            "skilled": (cells[RosterColumn.SKILL] != "").astype("int64"),
        }
    )
    counts = people.groupby(["org_id", "post"], as_index=False).sum()
    counts["leader_over_75"] = counts["leader_over_75"] > 0
    counts.index = pd.Index(np.arange(len(counts)), name="row")
    return RosterCounts.check(counts.astype({"org_id": "str", "post": "str"}))


def _is_yes(cells: "pd.Series[str]") -> "pd.Series[int]":
    return cells.map(lambda text: int(read_yes_no(text) is YesNoUnknown.YES)).astype("int64")
