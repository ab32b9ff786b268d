"""Real files that are not part of the project: tests on them run where they are."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of real files that ``SONAE_REAL_DATA`` names."""
    folder = Path(os.environ.get("SONAE_REAL_DATA", ""))
    if not os.environ.get("SONAE_REAL_DATA") or not folder.is_dir():
        pytest.skip("The real files are not on this machine: name their folder in SONAE_REAL_DATA.")
    return folder


@pytest.fixture(scope="session")
def real_file(real_data: Path):
    """Return a real file by its path below the folder, or skip with a sentence."""

    def find(name: str) -> Path:
        file = real_data / name
        if not file.is_file():
            pytest.skip(f"The real file {name} is not on this machine.")
        return file

    return find
