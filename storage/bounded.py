"""A folder whose entries, files or folders, may take so many bytes together: those used last stay."""

import contextlib
import secrets
import shutil
import time
from pathlib import Path

#: What is written under such a name is not whole yet.
_UNFINISHED = ".unfinished-"
#: Age after which an unfinished entry was left behind by a program that ended [s].
LEFT_BEHIND_S = 3600.0


def unfinished_entry(folder: Path) -> Path:
    """Return a new name in a folder for an entry that is not whole yet; nothing is made."""
    return folder / f"{_UNFINISHED}{secrets.token_hex(8)}"


def remove(entry: Path) -> None:
    """Remove a file, or a folder with all in it; what the disk does not let go stays."""
    if entry.is_dir():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            entry.unlink()


def trim(folder: Path, kept_bytes: int) -> None:
    """Remove the entries used longest ago until the rest fits, and what was left unfinished.

    Parameters
    ----------
    folder
        Folder whose entries are kept; the time of an entry's last change is the time of its use.
    kept_bytes
        Bytes that all entries together may take.

    Raises
    ------
    OSError
        If the folder or an entry cannot be read.
    """
    now = time.time()
    found = []
    for entry in folder.iterdir():
        used = entry.stat().st_mtime
        if not entry.name.startswith(_UNFINISHED):
            found.append((used, _bytes_of(entry), entry))
        elif now - used > LEFT_BEHIND_S:
            remove(entry)
    total = 0
    for _, size, entry in sorted(found, key=lambda one: one[0], reverse=True):
        total += size
        if total > kept_bytes:
            remove(entry)


def _bytes_of(entry: Path) -> int:
    if entry.is_dir():
        return sum(file.stat().st_size for file in entry.iterdir() if file.is_file())
    return entry.stat().st_size
