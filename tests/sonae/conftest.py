"""The command in a toy city."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.bundle_write import write_bundle
from tests.toy_city import make_toy_bundle


@pytest.fixture
def runner() -> CliRunner:
    """Run the command in this process."""
    return CliRunner()


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A toy city on disk."""
    folder = tmp_path / "city"
    write_bundle(make_toy_bundle(), folder)
    return folder
