"""The command in a toy city."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.toy_city.on_disk import put_toy_city


@pytest.fixture
def runner() -> CliRunner:
    """Run the command in this process."""
    return CliRunner()


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A toy city on disk."""
    folder = tmp_path / "city"
    put_toy_city(folder)
    return folder


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what the command stores out of the home of whoever runs the tests."""
    monkeypatch.setenv("SONAE_HOME", str(tmp_path_factory.getbasetemp() / "sonae-home"))
