"""A sound bundle on disk, made anew for each test that spoils it."""

from pathlib import Path

import pytest

from data.bundle.write import write_bundle
from tests.toy_city import make_toy_bundle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A toy bundle in a folder of its own."""
    path = tmp_path / "toy"
    write_bundle(make_toy_bundle(), path)
    return path
