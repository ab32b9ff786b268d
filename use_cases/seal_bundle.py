"""Record that the files of a city were edited by hand."""

from pathlib import Path

import data.bundle.seal


def seal_bundle(folder: Path) -> tuple[str, ...]:
    """Record the hashes of all files of a bundle; return those that had another one.

    Raises
    ------
    domain.faults.InputError
        When a listed file cannot be read, or ``bundle.toml`` cannot be written.
    """
    return data.bundle.seal.seal_bundle(folder)
