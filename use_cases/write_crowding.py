"""Write the crowding of a plan as files: all of them or none."""

from pathlib import Path

from data.bundle.write import new_folder
from exports.crowding_json import crowding_document
from exports.json_values import dump
from exports.tables import table_csv
from exports.workbook import tables_workbook
from planning.case import Case
from planning.crowding import Crowding
from presentation.crowding_tables import crowding_tables


def crowding_files(case: Case, crowding: Crowding, language: str) -> dict[str, bytes]:
    """Return the files by their names.

    Parameters
    ----------
    case, crowding
        The case, and the crowding of its plan.
    language
        Language of headings and words; ``crowding.json`` is the same in every language.
    """
    tables = crowding_tables(case, crowding, language)
    return {
        "crowding.json": dump(crowding_document(case, crowding)),
        "crowding.xlsx": tables_workbook(tables, case, crowding, language),
        **{f"{one.table_id}.csv": table_csv(one) for one in tables},
    }


def write_crowding(case: Case, crowding: Crowding, folder: Path, *, language: str) -> tuple[Path, ...]:
    """Write the files into a new folder; nothing appears there until all of them are made.

    Raises
    ------
    domain.faults.InputError
        When the folder holds files, or cannot be written.
    """
    files = crowding_files(case, crowding, language)
    with new_folder(folder) as temporary:
        for name, content in files.items():
            (temporary / name).write_bytes(content)
    return tuple(folder / name for name in files)
