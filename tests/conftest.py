"""What all tests share: hypothesis repeats the same examples everywhere and never judges by time."""

import pytest
from hypothesis import settings

settings.register_profile("sonae", deadline=None, derandomize=True)
settings.load_profile("sonae")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what drives a browser last: its event loop stays open in this process."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
