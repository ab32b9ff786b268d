"""Give a list back as it came, with a column 確認事項 that says in each row what to mend."""

import pandas as pd

from community.roster_columns import RosterForm
from exports.roster_remarks import remarked_file
from use_cases.open_sheet import open_sheet


def give_back_roster(
    content: bytes,
    file: str,
    form: RosterForm,
    *,
    sheet: str,
    header_line: int,
    marks: pd.DataFrame,
    language: str,
) -> tuple[bytes, str]:
    """Return the file with its remarks, and the ending of its name.

    Parameters
    ----------
    content, file
        Bytes and name of the file as it came.
    form
        Which list it is.
    sheet
        Name of the sheet that was read; empty for a CSV.
    header_line
        Last line of its header.
    marks
        Every fault of every row.
    language
        Of the remarks.
    """
    opened = open_sheet(content, file, form, sheet)
    return remarked_file(content, opened, header_line, marks, language)
