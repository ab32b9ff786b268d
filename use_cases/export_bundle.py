"""Give a city bundle to programs that do not read GeoParquet."""

from pathlib import Path

from data.bundle.export import export_geopackage
from domain.bundle import CityBundle


def export_bundle(bundle: CityBundle, file: Path) -> Path:
    """Write a bundle as one GeoPackage, all of it or nothing.

    Raises
    ------
    domain.faults.InputError
        When the file exists, or cannot be written.
    """
    return export_geopackage(bundle, file)
