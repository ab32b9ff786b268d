"""Any file that lists places: which list it is, by its content, and that list as read."""

from pathlib import Path

from data.bounded_input import is_file
from data.readers.file_kind import FileKind, kind_of
from data.readers.geojson_points import MAX_BYTES, parse_features, property_names, read_points
from data.readers.gsi_places import GSI_COLUMNS, read_gsi_csv, read_gsi_geojson
from data.readers.ksj_p20 import P20_COLUMNS, is_p20, read_p20_geojson, read_p20_shapefile
from data.readers.municipal_places import read_municipal
from data.readers.municipal_table import municipal_points, municipal_sheet, place_properties
from data.readers.place_list import ListKind, OwnEntries, PlaceList, nothing_read
from data.readers.place_words import PlaceColumn, known_headers
from data.readers.shapefile_points import read_shapefile, shapefile_parts, zipped_parts
from data.readers.sheet_file import read_sheet
from data.readers.text_header import header_form
from data.readers.text_lines import decode, encoding_name
from domain.faults import Fault

#: Endings of the files that are read.
SUFFIXES = (".csv", ".txt", ".xlsx", ".geojson", ".json", ".shp", ".zip")

#: Only the national lists have these columns.
_NATIONAL = ("共通ID", "施設・場所名")
#: What a list must have at least.
_EXPECTED = "名称、緯度、経度"
_HEAD_CHARS = 20_000


def read_place_file(path: Path, own: OwnEntries) -> PlaceList:
    """Read a list of places with every fault.

    Parameters
    ----------
    path
        A list of the Geospatial Information Authority (CSV, GeoJSON), of a city (CSV, Excel, GeoJSON), or
        P20 (zip, shp, GeoJSON).
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
    if path.suffix.lower() == ".shp":
        parts, faults = shapefile_parts(path)
        return _read_parts(parts, path.name, faults, own)
    return read_place_content(path.read_bytes(), path.name, own)


def read_place_content(content: bytes, file: str, own: OwnEntries) -> PlaceList:
    """Read a list of places that is no file of this machine, such as an upload.

    Parameters
    ----------
    content, file
        Bytes and name; a shapefile comes in a zip.
    own
        Which entries are the city's own.
    """
    suffix = Path(file).suffix.lower()
    if suffix not in SUFFIXES or suffix == ".shp":
        return nothing_read(ListKind.SITES, Fault("format_unknown", file=file, expected=", ".join(SUFFIXES)))
    if len(content) > MAX_BYTES:
        value, most = f"{len(content) / 1e6:,.1f} MB", f"{MAX_BYTES / 1e6:,.1f} MB"
        return nothing_read(ListKind.SITES, Fault("file_too_large", file=file, value=value, expected=most))
    if suffix == ".zip":
        parts, faults = zipped_parts(content, file)
        return _read_parts(parts, file, faults, own)
    if suffix in {".geojson", ".json"}:
        return _read_geojson(content, file, own)
    return _read_table(content, file, own)


def _read_table(content: bytes, file: str, own: OwnEntries) -> PlaceList:
    """Read a CSV or workbook: the national list by its own headers, any other by the table of words."""
    is_text = kind_of(content) in {FileKind.TEXT, FileKind.EMPTY}
    if is_text and _is_national((decode(content) or "")[:_HEAD_CHARS]):
        return read_gsi_csv(content, file, own)
    sheet = read_sheet(content, file)
    table = municipal_sheet(sheet, encoding=encoding_name(content) if is_text else "")
    if table is not None:
        return read_municipal(table, file, own)
    if is_text:
        return read_gsi_csv(content, file, own)
    faults = sheet.faults or (Fault("place_header_unknown", file=file, expected=_EXPECTED),)
    return nothing_read(ListKind.MUNICIPAL, *faults)


def _is_national(head: str) -> bool:
    return any(mark in head for mark in _NATIONAL)


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
    names = property_names(document)
    if is_p20(names):
        return read_p20_geojson(read_points(document, file, P20_COLUMNS), file, own)
    if not any(mark in names for mark in _NATIONAL):
        properties = place_properties(names)
        if PlaceColumn.NAME.value in {known_headers()[header_form(name)] for name in properties}:
            return read_municipal(municipal_points(read_points(document, file, properties)), file, own)
    return read_gsi_geojson(read_points(document, file, GSI_COLUMNS), file, own)
