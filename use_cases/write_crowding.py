"""Write the crowding of a plan as files: all of them or none."""

from pathlib import Path

from exports.crowding_json import crowding_document
from planning.case import Case
from planning.crowding import Crowding
from presentation.crowding_tables import crowding_tables
from use_cases.write_file import write_folder
from use_cases.write_result import result_files


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
    return result_files("crowding", crowding_document(case, crowding), tables, case, crowding, language)


def write_crowding(case: Case, crowding: Crowding, folder: Path, *, language: str) -> tuple[Path, ...]:
    """Write the files into a new folder; nothing appears there until all of them are made.

    Raises
    ------
    domain.faults.InputError
        When the folder holds files, or cannot be written.
    """
    return write_folder(crowding_files(case, crowding, language), folder)
