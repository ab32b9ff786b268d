"""Write what draws of blocked streets say as files: all of them or none."""

from pathlib import Path

from data.bundle.write import new_folder
from exports.json_values import dump
from exports.robustness_json import robustness_document
from exports.tables import table_csv
from exports.workbook import tables_workbook
from planning.case import Case
from planning.robustness import Robustness
from presentation.robustness_tables import robustness_tables


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
    return {
        "robustness.json": dump(robustness_document(case, result)),
        "robustness.xlsx": tables_workbook(tables, case, result, language),
        **{f"{one.table_id}.csv": table_csv(one) for one in tables},
    }


def write_sweep(case: Case, result: Robustness, folder: Path, *, language: str) -> tuple[Path, ...]:
    """Write the files into a new folder; nothing appears there until all of them are made.

    Raises
    ------
    domain.faults.InputError
        When the folder holds files, or cannot be written.
    """
    files = sweep_files(case, result, language)
    with new_folder(folder) as temporary:
        for name, content in files.items():
            (temporary / name).write_bytes(content)
    return tuple(folder / name for name in files)
