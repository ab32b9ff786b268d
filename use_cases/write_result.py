"""The files of a result of its own, beside the plan."""

from collections.abc import Sequence

from exports.json_values import Json, dump
from exports.tables import csv_files
from exports.workbook import tables_workbook
from planning.case import Case
from planning.plan import Basis
from presentation.plan_table import PlanTable


def result_files(
    name: str, document: Json, tables: Sequence[PlanTable], case: Case, result: Basis, language: str
) -> dict[str, bytes]:
    """Return the files of a result by their names: JSON, workbook, and one CSV a table with what they are of.

    Parameters
    ----------
    name
        Stem of the JSON and of the workbook.
    document, tables
        What the result says; the document is the same in every language.
    case, result
        The case, and what its sheet of sources tells of.
    language
        Language of headings and words.
    """
    return {
        f"{name}.json": dump(document),
        f"{name}.xlsx": tables_workbook(tables, case, result, language),
        **csv_files(tables, case, result, language),
    }
