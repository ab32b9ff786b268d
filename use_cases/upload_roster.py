"""Check an uploaded members list (班員名簿) and see what it would change; nothing is stored."""

from dataclasses import dataclass, replace

import pandas as pd

from community.roster import RosterCheck, RosterCounts, check_members
from community.roster_effect import apply_roster, districts_of, members_template
from community.roster_organisations import find_organisations
from community.roster_words import HEADERS, OTHER_HEADERS, REQUIRED_COLUMNS, RosterColumn, normal
from data.readers.text_table import TextTable, read_text_table
from domain.bundle import OrganisationStrength
from domain.faults import Fault, InputError, sort_faults
from domain.vocabulary import Severity


@dataclass(frozen=True, slots=True, eq=False)
class RosterUpload:
    """What an uploaded list gives. No person is in it: counts and faults only.

    Parameters
    ----------
    faults
        Everything wrong with the file, by row and column, without any personal value.
    counts
        ``RosterCounts`` of the rows without error.
    posts
        ``Posts`` as they would be with the list; those of the city where the list is refused.
    district_ids
        Districts whose organisations the list names, sorted.
    """

    faults: tuple[Fault, ...]
    counts: pd.DataFrame
    posts: pd.DataFrame
    district_ids: tuple[str, ...]

    @property
    def members(self) -> int:
        """Rows that were read as members of a squad."""
        return int(self.counts["members"].sum())

    @property
    def refused(self) -> bool:
        """Whether any fault is an error."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)


def upload_roster(
    content: bytes, strength: OrganisationStrength, *, year: int, file: str = ""
) -> RosterUpload:
    """Check a members list against the organisations of a city.

    Parameters
    ----------
    content
        Bytes of a CSV: UTF-8 with or without BOM, or Shift_JIS.
    strength
        Organisations of the city, which the list may name.
    year
        Year of the list, for ages.
    file
        Name of the file, for the faults.
    """
    check = check_roster(content, strength.organisations, year=year, file=file)
    refused = check.refused or check.counts.empty
    posts = strength.posts if refused else apply_roster(strength.posts, strength.organisations, check.counts)
    return RosterUpload(check.faults, check.counts, posts, districts_of(strength.organisations, check.counts))


def check_roster(content: bytes, organisations: pd.DataFrame, *, year: int, file: str = "") -> RosterCheck:
    """Return every fault of a members list, and its counts.

    Parameters
    ----------
    content, year, file
        As ``upload_roster`` takes them.
    organisations
        ``Organisations`` that the list may name.
    """
    table = read_text_table(content, file, HEADERS)
    missing = table.missing(_required(table))
    if missing or table.header_line == 0:
        return RosterCheck(sort_faults((*table.faults, *missing)), RosterCounts.empty_in())
    checked = check_members(table.cells, organisations, year=year, file=file, headers=table.written)
    unused = Fault("roster_column_ignored", Severity.WARNING, file=file, row=str(table.header_line))
    # A header that nobody knows may be a person whose row has run into the header's.
    ignored = [
        replace(unused, column=text if normal(text) in OTHER_HEADERS else f"#{place}")
        for place, text in table.unknown.items()
    ]
    return RosterCheck(sort_faults((*table.faults, *ignored, *checked.faults)), checked.counts)


def _required(table: TextTable) -> tuple[RosterColumn, ...]:
    """Return the columns that a list must have: the organisation's number, or else its name."""
    named = RosterColumn.ORG_NAME in table.cells
    return REQUIRED_COLUMNS if named else (RosterColumn.ORG_ID, *REQUIRED_COLUMNS)


def roster_template(org_id: str = "", org_name: str = "") -> bytes:
    """Return an empty members list as CSV (UTF-8 with BOM, which spreadsheets open as Japanese).

    Parameters
    ----------
    org_id, org_name
        Id and name of the organisation, for the example rows.
    """
    template = members_template(org_id, org_name)
    return template.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def template_of(org: str, organisations: pd.DataFrame) -> bytes:
    """Return the members list of one organisation, empty, as CSV.

    Parameters
    ----------
    org
        Its id or its name.
    organisations
        ``Organisations``.

    Raises
    ------
    InputError
        No organisation, or more than one, is called so.
    """
    ids, names = (pd.Series([text], dtype="str") for text in (org, ""))
    row = find_organisations(ids, names, organisations).positions[0]
    if row < 0:
        found = find_organisations(names, ids, organisations)
        row = found.positions[0]
        if row < 0:
            key = "roster_org_name_shared" if found.shared_name[0] else "roster_unknown_org_name"
            raise InputError([Fault(key, column=RosterColumn.ORG_NAME.value)])
    return roster_template(str(organisations.index[row]), str(organisations["name"].iloc[row]))
