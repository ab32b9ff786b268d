"""Write a plan as files: data, tables, a workbook and map layers, all of them or none."""

import hashlib
import json
from pathlib import Path

from domain.faults import Fault, InputError
from planning.case import Case
from planning.crowding import Crowding
from planning.plan import Plan
from storage.code import file_code_mark
from storage.plans import PlanStore
from use_cases.write_file import write_folder

#: Names of the files that hold the whole plan.
PLAN_FILE = "plan.json"
WORKBOOK_FILE = "plan.xlsx"
#: A file that only a plan written with its crowding has.
CROWDING_FILE = "tables/crowd_places.csv"


def plan_files(
    case: Case, plan: Plan, language: str, *, crowding: Crowding | None = None
) -> dict[str, bytes]:
    """Return every file of a plan by its path below the output folder.

    Parameters
    ----------
    plan
        Plan to write.
    language
        Language of headings and words; ``plan.json`` is the same in every language.
    crowding
        The crowding of the plan, whose tables stand beside its own; None for none.
    """
    # Imported when there is something to write: files of an earlier run take none of it.
    from exports.geojson import plan_geojson  # noqa: PLC0415
    from exports.json_values import dump  # noqa: PLC0415
    from exports.plan_json import plan_document  # noqa: PLC0415
    from exports.tables import plan_csvs, plan_tables, tables_with_crowding  # noqa: PLC0415
    from exports.workbook import plan_workbook  # noqa: PLC0415

    if crowding is None:
        tables = plan_tables(case, plan, language)
    else:
        tables = tables_with_crowding(case, plan, language, crowding)
    files = {
        PLAN_FILE: dump(plan_document(case, plan)),
        WORKBOOK_FILE: plan_workbook(case, plan, language, tables),
    }
    files |= {f"tables/{name}": content for name, content in plan_csvs(case, plan, language, tables).items()}
    files |= {f"map/{name}": content for name, content in plan_geojson(case, plan, language).items()}
    return files


def kept_plan_files(case: Case, plan: Plan, language: str, store: PlanStore) -> dict[str, bytes]:
    """Return every file of a plan, from an earlier run where the same code wrote the same case.

    Parameters
    ----------
    case, plan, language
        As in ``plan_files``.
    store
        Plans on disk.
    """
    # What stands in the files and is no part of the key: the name of the preset, and the bundle's head.
    rest = json.dumps([language, case.preset.value, case.city.meta.bundle_hash, file_code_mark()])
    name = hashlib.sha256(rest.encode()).hexdigest()[:32]
    files = store.written(plan.key, name)
    if files is None:
        files = plan_files(case, plan, language)
        store.put_written(plan.key, name, files)
    return files


def write_plan(
    case: Case,
    plan: Plan,
    folder: Path,
    *,
    language: str,
    replace_existing: bool = False,
    store: PlanStore | None = None,
    crowding: Crowding | None = None,
) -> tuple[Path, ...]:
    """Write a plan into a folder; nothing appears there until all of it is made.

    Parameters
    ----------
    plan
        Plan to write.
    folder
        Folder to make.
    language
        Language of headings and words.
    replace_existing
        Whether an earlier plan in that folder is replaced. Any other folder with files in it is
        never touched.
    store
        Plans on disk, where the files of an earlier run may lie; None writes them anew.
    crowding
        As ``plan_files`` takes it; its files are always written anew.

    Returns
    -------
    tuple
        The files written.

    Raises
    ------
    domain.faults.InputError
        When the folder exists and may not be replaced, or cannot be written.
    """
    if store is None or crowding is not None:
        files = plan_files(case, plan, language, crowding=crowding)
    else:
        files = kept_plan_files(case, plan, language, store)
    return write_folder(files, folder, replace_existing=replace_existing and holds_plan(folder))


def refuse_taken(folder: Path, *, replace_existing: bool = False) -> None:
    """Refuse an output folder that is taken, before any work is done.

    Raises
    ------
    domain.faults.InputError
        When the folder holds files and may not be replaced.
    """
    taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if taken and not (replace_existing and holds_plan(folder)):
        raise InputError([Fault("file_exists", file=str(folder))])


def holds_plan(folder: Path) -> bool:
    """Whether a folder holds an earlier plan of Sonae and nothing is lost by replacing it."""
    try:
        document = json.loads((folder / PLAN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(document, dict) or "ledger" not in document:
        return False
    known = {PLAN_FILE, WORKBOOK_FILE, "tables", "map"}
    return all(file.name in known for file in folder.iterdir())
