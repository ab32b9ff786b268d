"""A store on a file for the use cases that write one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store.engine import sqlite_url
from storage.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(sqlite_url(tmp_path / "store.db"), keys=tmp_path / "keys" / "store.json")
    yield opened
    opened.close()
