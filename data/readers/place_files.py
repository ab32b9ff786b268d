"""Any file that lists places: which list it is, by its content, and that list as read."""

from pathlib import Path

from data.bounded_input import is_file
from data.readers.geojson_points import MAX_BYTES, parse_features, property_names, read_points
from data.readers.gsi_places import GSI_COLUMNS, read_gsi_csv, read_gsi_geojson
from data.readers.ksj_p20 import P20_COLUMNS, is_p20, read_p20_geojson, read_p20_shapefile
from data.readers.place_list import ListKind, OwnEntries, PlaceList, nothing_read
from data.readers.shapefile_points import read_shapefile, shapefile_parts, zipped_parts
from domain.faults import Fault

#: Endings of the files that are read.
SUFFIXES = (".csv", ".txt", ".geojson", ".json", ".shp", ".zip")


def read_place_file(path: Path, own: OwnEntries) -> PlaceList:
    """Read a list of places with every fault.

    Parameters
    ----------
    path
        A list of the Geospatial Information Authority (CSV, GeoJSON) or P20 (zip, shp, GeoJSON).
    own
        Which entries are the city's own.
    """
    file = path.name
    if path.suffix.lower() not in SUFFIXES:
        return nothing_read(ListKind.SITES, Fault("format_unknown", file=file, expected=", ".join(SUFFIXES)))
    if not is_file(path):
        return nothing_read(ListKind.SITES, Fault("import_file_missing", file=file))
    size = path.stat().st_size
    if size > MAX_BYTES:
        value, most = f"{size / 1e6:,.1f} MB", f"{MAX_BYTES / 1e6:,.1f} MB"
        return nothing_read(ListKind.SITES, Fault("file_too_large", file=file, value=value, expected=most))
    try:
        return _read_by_suffix(path, own)
    except OSError:
        return nothing_read(ListKind.SITES, Fault("file_unreadable", file=file, expected=", ".join(SUFFIXES)))


def _read_by_suffix(path: Path, own: OwnEntries) -> PlaceList:
    file, suffix = path.name, path.suffix.lower()
    if suffix == ".shp":
        parts, faults = shapefile_parts(path)
        return _read_parts(parts, file, faults, own)
    content = path.read_bytes()
    if suffix == ".zip":
        parts, faults = zipped_parts(content, file)
        return _read_parts(parts, file, faults, own)
    if suffix in {".geojson", ".json"}:
        return _read_geojson(content, file, own)
    return read_gsi_csv(content, file, own)


def _read_parts(
    parts: dict[str, bytes] | None, file: str, faults: tuple[Fault, ...], own: OwnEntries
) -> PlaceList:
    if parts is None:
        return nothing_read(ListKind.P20, *faults)
    if "geojson" in parts:
        return _read_geojson(parts["geojson"], file, own)
    return read_p20_shapefile(read_shapefile(parts, file), file, own)


def _read_geojson(content: bytes, file: str, own: OwnEntries) -> PlaceList:
    document, faults = parse_features(content, file)
    if document is None:
        return nothing_read(ListKind.SITES, *faults)
    if is_p20(property_names(document)):
        return read_p20_geojson(read_points(document, file, P20_COLUMNS), file, own)
    return read_gsi_geojson(read_points(document, file, GSI_COLUMNS), file, own)
