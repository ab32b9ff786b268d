"""Find and read the city bundle that a run is about."""

import os
from collections.abc import Mapping
from pathlib import Path

import data
from domain.bundle import CityBundle
from storage.cities import CityStore

#: Environment variable that names another city than the bundled one.
BUNDLE_VARIABLE = "SONAE_BUNDLE"

_BUNDLED = Path(data.__file__).resolve().parent / "sakai"


def default_bundle_path(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder of the city: ``SONAE_BUNDLE``, else the bundled Sakai, from any folder."""
    chosen = (os.environ if environment is None else environment).get(BUNDLE_VARIABLE, "")
    return Path(chosen).expanduser() if chosen else _BUNDLED


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
