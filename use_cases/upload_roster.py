"""Check an uploaded members list (班員名簿) and see what it would change; nothing is stored."""

from dataclasses import dataclass

import pandas as pd

from community.roster import RosterCheck, RosterCounts, check_members
from community.roster_effect import apply_roster, members_template
from data.readers.text_table import read_text_table
from domain.bundle import OrganisationStrength
from domain.faults import Fault, sort_faults
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
    """

    faults: tuple[Fault, ...]
    counts: pd.DataFrame
    posts: pd.DataFrame

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
    check = check_roster(content, strength.organisations.index, year=year, file=file)
    refused = check.refused or check.counts.empty
    posts = strength.posts if refused else apply_roster(strength.posts, strength.organisations, check.counts)
    return RosterUpload(check.faults, check.counts, posts)


def check_roster(content: bytes, org_ids: pd.Index, *, year: int, file: str = "") -> RosterCheck:
    """Return every fault of a members list, and its counts."""
    table = read_text_table(content, file)
    if table.cells.columns.empty:
        return RosterCheck(table.faults, RosterCounts.empty_in())
    checked = check_members(_by_line(table.cells), set(org_ids), year=year, file=file)
    return RosterCheck(sort_faults((*table.faults, *checked.faults)), checked.counts)


def roster_template(org_id: str = "") -> bytes:
    """Return an empty members list as CSV (UTF-8 with BOM, which spreadsheets open as Japanese)."""
    return members_template(org_id).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _by_line(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with row i standing for line i + 2, blank lines as empty rows."""
    last = int(cells.index.max()) if len(cells) else 1
    return cells.reindex(range(2, last + 1), fill_value="").reset_index(drop=True)
