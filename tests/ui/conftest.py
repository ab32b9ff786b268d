"""The toy city on disk, and a home of its own, for every test of the screen."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from tests.toy_city.on_disk import put_toy_city
from ui import whatif_ahead


@pytest.fixture(scope="session")
def toy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toy") / "city"
    put_toy_city(folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Look through the installed packages for components once, not in every session of AppTest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture(scope="session")
def home_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def toy_environment(toy_folder: Path, home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONAE_BUNDLE", str(toy_folder))
    monkeypatch.setenv("SONAE_HOME", str(home_folder))


@pytest.fixture(autouse=True)
def little_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what もしも makes ahead, the nearest alone: the rest would run beside the tests that come after."""
    monkeypatch.setattr(whatif_ahead, "MOST_FARTHER", 0)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that runs without a browser has no request: AppTest would make one of mocks."""
    monkeypatch.setattr("streamlit.runtime.context._get_client_context", lambda: None)
