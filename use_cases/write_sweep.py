"""Write what draws of blocked streets say as files: all of them or none."""

from pathlib import Path

from exports.robustness_json import robustness_document
from planning.case import Case
from planning.robustness import Robustness
from presentation.robustness_tables import robustness_tables
from use_cases.write_file import write_folder
from use_cases.write_result import result_files


def sweep_files(case: Case, result: Robustness, language: str) -> dict[str, bytes]:
    """Return the files by their names.

    Parameters
    ----------
    case, result
        The case, and its draws.
    language
        Language of headings and words; ``robustness.json`` is the same in every language.
    """
    tables = robustness_tables(case, result, language)
    return result_files("robustness", robustness_document(case, result), tables, case, result, language)


def write_sweep(case: Case, result: Robustness, folder: Path, *, language: str) -> tuple[Path, ...]:
    """Write the files into a new folder; nothing appears there until all of them are made.

    Raises
    ------
    domain.faults.InputError
        When the folder holds files, or cannot be written.
    """
    return write_folder(sweep_files(case, result, language), folder)
