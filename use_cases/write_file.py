"""Write one file or one folder, whole or not at all, and never over another that may not be replaced."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from data.bundle.write import new_folder
from domain.faults import Fault, InputError


def write_new_file(file: Path, content: bytes) -> Path:
    """Write a new file; it appears only when it is complete.

    Raises
    ------
    domain.faults.InputError
        When the file exists, or cannot be written.
    """
    if file.exists():
        raise InputError([Fault("file_exists", file=str(file))])
    temporary = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.rename(file)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError([Fault("folder_not_writable", file=str(file))]) from error
    return file


def write_folder(
    files: Mapping[str, bytes], folder: Path, *, replace_existing: bool = False
) -> tuple[Path, ...]:
    """Write files into a folder; nothing appears there until all of them are written.

    Raises
    ------
    domain.faults.InputError
        When the folder holds files and may not be replaced, or cannot be written.
    """
    with new_folder(folder, replace_existing=replace_existing) as temporary:
        for name, content in files.items():
            file = temporary / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return tuple(folder / name for name in files)
