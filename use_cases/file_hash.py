"""The hash of a file as a user gave it."""

import hashlib
from pathlib import Path

from domain.faults import Fault, InputError


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file, read a part at a time.

    Raises
    ------
    domain.faults.InputError
        When the system does not give it.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError([Fault("file_not_readable", file=path.name)]) from error
