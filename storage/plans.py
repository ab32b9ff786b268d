"""Plans on disk, one folder per key, bounded; whatever is not whole and of this code is not there."""

import contextlib
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

from domain.zip_errors import ZIP_ERRORS
from planning.plan import Plan
from planning.plan_files import PlanFilesError, load, save
from storage.bounded import remove, trim, unfinished_entry
from storage.code import plan_code_mark
from storage.home import plans_dir

#: Bytes of plans that are kept; those used last stay.
KEPT_BYTES = 500_000_000
_MARK_FILE = "made_by.json"
_WRITTEN = "written-"


class PlanStore:
    """Plans of one computer.

    Parameters
    ----------
    folder
        Folder that holds them; made when the first is kept. Default: ``SONAE_HOME/plans``.
    kept_bytes
        Bytes that all plans together may take.
    code
        Mark of the code that computes plans.
    """

    def __init__(
        self, folder: Path | None = None, *, kept_bytes: int = KEPT_BYTES, code: str | None = None
    ) -> None:
        self._folder = plans_dir() if folder is None else folder
        self._kept_bytes = kept_bytes
        self._code = plan_code_mark() if code is None else code

    def holds(self, key: str) -> bool:
        """Whether a plan of this code stands under a key; whether it is whole shows when it is read."""
        try:
            mark = json.loads((self._folder / key / _MARK_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(mark == {"code": self._code})

    def get(self, key: str) -> Plan | None:
        """Return the plan of a key; None where there is none, or none that is whole and of this code."""
        if not self.holds(key):
            return None
        folder = self._folder / key
        try:
            plan = load(folder)
        except PlanFilesError:
            return None
        with contextlib.suppress(OSError):  # read only: it is then the first to go, which is no harm
            os.utime(folder)
        return plan if plan.key == key else None

    def put(self, plan: Plan) -> bool:
        """Keep a plan; False where the disk does not take it, which costs time later and nothing else."""
        unfinished = unfinished_entry(self._folder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            save(plan, unfinished)
            (unfinished / _MARK_FILE).write_text(json.dumps({"code": self._code}), encoding="utf-8")
            self._replace(self._folder / plan.key, unfinished)
            trim(self._folder, self._kept_bytes)
        except OSError:
            return False
        finally:
            remove(unfinished)
        return True

    def written(self, key: str, name: str) -> dict[str, bytes] | None:
        """Return the files that a kept plan was written as; None where they are not there whole.

        Parameters
        ----------
        key
            Key of the plan.
        name
            All else that decides the files, as part of a file name.
        """
        if not self.holds(key):
            return None
        try:
            with zipfile.ZipFile(self._folder / key / f"{_WRITTEN}{name}.zip") as kept:
                return {entry: kept.read(entry) for entry in kept.namelist()}
        except (*ZIP_ERRORS, OSError, ValueError):
            return None

    def put_written(self, key: str, name: str, files: Mapping[str, bytes]) -> bool:
        """Keep the files that a kept plan was written as; those of other code go.

        Returns
        -------
        bool
            False where the plan is not kept, or the disk does not take them.
        """
        if not self.holds(key):
            return False
        folder = self._folder / key
        unfinished = unfinished_entry(folder)
        try:
            with zipfile.ZipFile(unfinished, "w") as kept:
                for entry, content in files.items():
                    kept.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=1)
            for old in folder.glob(f"{_WRITTEN}*.zip"):
                old.unlink()
            unfinished.rename(folder / f"{_WRITTEN}{name}.zip")
            trim(self._folder, self._kept_bytes)
        except OSError:
            return False
        finally:
            remove(unfinished)
        return True

    def _replace(self, folder: Path, unfinished: Path) -> None:
        """Put a finished folder in its place; what stood there was damaged or of other code."""
        if folder.exists():
            old = unfinished_entry(folder.parent)
            folder.rename(old)
            remove(old)
        unfinished.rename(folder)
