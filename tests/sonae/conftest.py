"""The command in a toy city."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from storage.home import HOME_VARIABLE, plans_dir
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
def home(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, plans_of_the_run: Path
) -> None:
    """Keep what the command stores out of the home of whoever runs the tests; plans are those of the run."""
    folder = tmp_path_factory.getbasetemp() / "sonae-home"
    if not folder.exists():
        folder.mkdir()
        plans_dir({HOME_VARIABLE: str(folder)}).symlink_to(plans_of_the_run)
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
