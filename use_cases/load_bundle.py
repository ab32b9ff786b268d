"""Find and read the city bundle that a run is about."""

import os
from collections.abc import Mapping
from pathlib import Path

import data
from data.bundle import read_bundle
from domain.bundle import CityBundle

#: Environment variable that names another city than the bundled one.
BUNDLE_VARIABLE = "SONAE_BUNDLE"


def default_bundle_path(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder of the city: ``SONAE_BUNDLE``, else the bundled Sakai, from any folder."""
    chosen = (os.environ if environment is None else environment).get(BUNDLE_VARIABLE, "")
    return Path(chosen).expanduser() if chosen else Path(data.__file__).resolve().parent / "sakai"


def load_bundle(folder: Path | str | None = None) -> CityBundle:
    """Read a city bundle; without a folder, the default one.

    Raises
    ------
    domain.faults.BundleError
        With every fault of the bundle.
    """
    return read_bundle(default_bundle_path() if folder is None else Path(folder))
