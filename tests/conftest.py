"""What all tests share: hypothesis repeats the same examples everywhere and never judges by time."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from planning.case import Case
from planning.plan import Plan
from storage.home import HOME_VARIABLE
from tests.made import Made

settings.register_profile("sonae", deadline=None, derandomize=True)
settings.load_profile("sonae")


@pytest.fixture(scope="session", autouse=True)
def home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests store out of the home of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME_VARIABLE, str(tmp_path_factory.mktemp("home-of-the-tests")))
        yield


@pytest.fixture(scope="module")
def case(made: Made) -> Case:
    """The case of what a test module makes."""
    return made.case


@pytest.fixture(scope="module")
def plan(made: Made) -> Plan:
    """The plan of what a test module makes."""
    return made.plan


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what drives a browser last: its event loop stays open in this process."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
