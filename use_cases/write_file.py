"""Write one file, whole or not at all, and never over another."""

import secrets
from pathlib import Path

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
