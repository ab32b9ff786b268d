"""Write a renewed city over its folder, all of it or nothing."""

from pathlib import Path

from data.bundle.write import write_bundle
from domain.bundle import BundleMeta, CityBundle


def write_city(bundle: CityBundle, folder: Path) -> BundleMeta:
    """Write a bundle over the one in a folder; files that it does not list stay.

    Raises
    ------
    domain.faults.InputError
        When the folder cannot be written.
    """
    return write_bundle(bundle, folder, replace_existing=True)
