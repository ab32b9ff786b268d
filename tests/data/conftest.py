"""A sound bundle on disk, made anew for each test that spoils it."""

from pathlib import Path

import pytest

from tests.toy_city.on_disk import put_toy_city


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A toy bundle in a folder of its own."""
    path = tmp_path / "toy"
    put_toy_city(path)
    return path
