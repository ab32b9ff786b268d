"""Find and read the city bundle that a run is about."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import data
from domain.bundle import CityBundle
from storage.cities import CityStore
from storage.city_versions import CityVersions
from storage.home import home_dir

#: Environment variable that names another city than the bundled one.
BUNDLE_VARIABLE = "SONAE_BUNDLE"

_BUNDLED = Path(data.__file__).resolve().parent / "sakai"


def original_bundle_path(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder that nobody adopted: ``SONAE_BUNDLE``, else the bundled Sakai, from any folder."""
    chosen = (os.environ if environment is None else environment).get(BUNDLE_VARIABLE, "")
    return Path(chosen).expanduser() if chosen else _BUNDLED


def city_versions(environment: Mapping[str, str] | None = None) -> CityVersions:
    """Return the cities that were adopted in place of the original; each original has its own."""
    original = original_bundle_path(environment).resolve()
    mark = "bundled" if original == _BUNDLED else hashlib.sha256(str(original).encode()).hexdigest()[:16]
    return CityVersions(home_dir(environment) / "adopted" / mark)


def default_bundle_path(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder of the city that is shown: the one adopted last, else the original.

    Commands and pages ask here, so that both speak of the same city.

    Raises
    ------
    domain.faults.BundleError
        When it cannot be read which one was adopted.
    """
    return city_versions(environment).shown() or original_bundle_path(environment)


def load_bundle(folder: Path | str | None = None) -> CityBundle:
    """Read a city bundle; without a folder, the default one.

    A folder whose content the same code has checked before is not checked again.

    Raises
    ------
    domain.faults.BundleError
        With every fault of the bundle.
    """
    return CityStore().read(default_bundle_path() if folder is None else Path(folder), _read_and_check)


def _read_and_check(folder: Path) -> CityBundle:
    # Imported when there is something to check: the checks take longer to import than a checked city.
    from data.bundle.read import read_bundle  # noqa: PLC0415

    return read_bundle(folder)
