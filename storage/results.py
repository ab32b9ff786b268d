"""Second results on disk, one file per key, bounded; whatever is of other code is not there."""

import contextlib
import os
from pathlib import Path

from storage.bounded import remove, trim, unfinished_entry
from storage.code import plan_code_mark
from storage.home import results_dir

#: Bytes of results that are kept; those used last stay.
KEPT_BYTES = 100_000_000


class ResultStore:
    """Second results of one computer, as bytes.

    Parameters
    ----------
    folder
        Folder that holds them; made when the first is kept. Default: ``SONAE_HOME/results``.
    kept_bytes
        Bytes that all results together may take.
    code
        Mark of the code that computes them.
    """

    def __init__(
        self, folder: Path | None = None, *, kept_bytes: int = KEPT_BYTES, code: str | None = None
    ) -> None:
        self._folder = results_dir() if folder is None else folder
        self._kept_bytes = kept_bytes
        self._code = plan_code_mark() if code is None else code

    def get(self, kind: str, key: str) -> bytes | None:
        """Return the result of a kind and key; None where there is none of this code."""
        file = self._file(kind, key)
        try:
            content = file.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):  # read only: it is then the first to go, which is no harm
            os.utime(file)
        return content

    def put(self, kind: str, key: str, content: bytes) -> bool:
        """Keep a result; False where the disk does not take it, which costs time later and nothing else."""
        unfinished = unfinished_entry(self._folder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(content)
            unfinished.replace(self._file(kind, key))
            trim(self._folder, self._kept_bytes)
        except OSError:
            return False
        finally:
            remove(unfinished)
        return True

    def _file(self, kind: str, key: str) -> Path:
        return self._folder / f"{kind}-{key}-{self._code[:16]}"
