"""Read a members list (班員名簿) from a file and see what it would change; nothing is stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from community.roster import RosterCheck, RosterContext, check_members, missing_columns
from community.roster_columns import MEMBERS_FORM, RosterColumn
from community.roster_duplicates import possible_duplicates
from community.roster_effect import apply_roster, districts_of
from community.roster_mapping import ColumnMapping
from community.roster_organisations import find_organisations
from community.roster_table import RosterTable, read_table
from domain.bundle import OrganisationStrength
from domain.faults import Fault, InputError, sort_faults
from use_cases.list_reading import ListReading, sheet_parts, told_once
from use_cases.open_sheet import missing_faults, no_progress, open_sheet

#: Share of the work that is done when the file is read.
_READ_SHARE = 0.7
#: Faults that only the organisation of a row tells.
_OF_AN_ORGANISATION = frozenset({"roster_leader_twice", "roster_other_ward", "roster_person_twice"})


@dataclass(frozen=True, slots=True)
class RosterChoices:
    """What whoever gives a file says of it.

    Parameters
    ----------
    sheet
        Name of the sheet of a workbook; where none is named, the only one that looks like a list.
    mapping
        Corrections of the columns.
    context
        Whose list it is, and which districts it may hold.
    """

    sheet: str = ""
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    context: RosterContext = field(default_factory=RosterContext)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RosterUpload(ListReading):
    """What an uploaded list gives; beside the sheet only ``members`` holds persons.

    Parameters
    ----------
    counts
        ``RosterCounts`` of the rows without error.
    posts
        ``Posts`` as they would be with the list; those of the city where the list is refused.
    district_ids
        Districts whose organisations the list names, sorted.
    members
        ``MemberRows`` of the rows without error.
    duplicates
        ``Duplicates``: pairs of lines that may be one person, for a decision.
    """

    counts: pd.DataFrame
    posts: pd.DataFrame
    district_ids: tuple[str, ...]
    members: pd.DataFrame
    duplicates: pd.DataFrame

    @property
    def people(self) -> int:
        """Rows that were read as members of a squad."""
        return int(self.counts["members"].sum())


def upload_roster(
    content: bytes,
    strength: OrganisationStrength,
    *,
    year: int,
    file: str = "",
    choices: RosterChoices | None = None,
    progress: Callable[[float], None] = no_progress,
) -> RosterUpload:
    """Check a members list against the organisations of a city.

    Parameters
    ----------
    content
        Bytes of a CSV (UTF-8, Shift_JIS, UTF-16) or an Excel workbook (.xlsx).
    strength
        Organisations of the city, which the list may name.
    year
        Year of the list, for ages.
    file
        Name of the file, for the faults.
    choices
        What its owner says of it.
    progress
        Takes the share of the work that is done, 0 to 1.
    """
    given = choices or RosterChoices()
    sheet = open_sheet(content, file, MEMBERS_FORM, given.sheet, lambda share: progress(share * _READ_SHARE))
    table = read_table(sheet, MEMBERS_FORM, given.mapping)
    check = _check(table, strength.organisations, year, file, given.context)
    refused = check.refused or check.counts.empty
    posts = strength.posts if refused else apply_roster(strength.posts, strength.organisations, check.counts)
    progress(1.0)
    return RosterUpload(
        faults=check.faults,
        counts=check.counts,
        posts=posts,
        district_ids=districts_of(strength.organisations, check.counts),
        members=check.members,
        readings=check.readings,
        duplicates=possible_duplicates(check.members),
        **sheet_parts(sheet, table, check.marks),
    )


def _check(
    table: RosterTable, organisations: pd.DataFrame, year: int, file: str, context: RosterContext
) -> RosterCheck:
    """Return every fault of a members list, its sound rows, and what was read otherwise."""
    if table.header is None:
        return RosterCheck(sort_faults(table.faults))
    missing = missing_faults(table, missing_columns(table.cells, context), file)
    if missing:
        # What is not used matters once the list can be read.
        told = [fault for fault in table.faults if fault.key != "roster_column_ignored"]
        told += _whoever_it_is_of(table, organisations, year, file, context)
        return RosterCheck(sort_faults((*told, *missing)), readings=table.readings)
    if table.cells.empty:
        return RosterCheck(sort_faults(table.faults), readings=table.readings)
    checked = check_members(
        table.cells, organisations, year=year, file=file, headers=table.headers, context=context
    )
    readings = pd.concat([table.readings, checked.readings]).sort_values(
        "line", kind="stable", ignore_index=True
    )
    faults = sort_faults(told_once(table.faults, checked.faults))
    return RosterCheck(faults, checked.counts, checked.members, readings, checked.marks)


def _whoever_it_is_of(
    table: RosterTable, organisations: pd.DataFrame, year: int, file: str, context: RosterContext
) -> list[Fault]:
    """Return the faults that rows have whatever the organisation, where nothing but that is missing."""
    some = replace(context, own_organisation=next(iter(organisations.index.astype(str)), ""))
    if table.cells.empty or not some.own_organisation or missing_columns(table.cells, some):
        return []
    checked = check_members(
        table.cells, organisations, year=year, file=file, headers=table.headers, context=some
    )
    of_rows = told_once(table.faults, checked.faults)[len(table.faults) :]
    return [fault for fault in of_rows if fault.key not in _OF_AN_ORGANISATION]


def organisation_of(
    org: str, organisations: pd.DataFrame, district_names: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """Return id and name of an organisation that is called by either, or by its district.

    Parameters
    ----------
    org
        Its id or its name, or id or name of the district of which it is the only organisation.
    organisations
        ``Organisations``.
    district_names
        Name of each district by its id.

    Raises
    ------
    InputError
        No organisation, or more than one, is called so.
    """
    ids, names = (pd.Series([text], dtype="str") for text in (org, ""))
    row = find_organisations(ids, names, organisations).positions[0]
    if row < 0:
        found = find_organisations(names, ids, organisations, district_names=district_names)
        row = found.positions[0]
        if row < 0:
            key = "roster_org_name_shared" if found.shared_name[0] else "roster_unknown_org_name"
            raise InputError([Fault(key, column=RosterColumn.ORG_NAME.value)])
    return str(organisations.index[row]), str(organisations["name"].iloc[row])
