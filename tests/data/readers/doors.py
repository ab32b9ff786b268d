"""Every way by which a file of a user comes in: which reader takes a path, and what it is called."""

import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from data.readers.area_members import area_members
from data.readers.class_map import read_class_map
from data.readers.code_list import read_code_list
from data.readers.dem_files import holds_dem_gml, read_dem
from data.readers.depth_raster import read_depth_raster
from data.readers.estat_areas import read_small_areas
from data.readers.estat_tables import read_census_table
from data.readers.hazard_files import ReadOptions, read_hazard_files
from data.readers.ksj_a27 import read_a27
from data.readers.ksj_facilities import read_facilities
from data.readers.ksj_hazards import ClassColumn
from data.readers.ksj_n03 import read_n03
from data.readers.outline_file import read_outline
from data.readers.place_files import read_place_content, read_place_file
from data.readers.quake_mesh import is_quake_mesh, read_quake_mesh
from data.readers.recognise import Intake, holds_small_areas, is_cut, recognised, unexplained_columns
from data.readers.sheet_file import list_sheets, read_list, read_sheet
from data.readers.size_sheet import read_sizes
from data.readers.street_files import StreetReading, read_street_file
from data.readers.text_table import read_text_table
from data.readers.town_list import read_town_list
from domain.bundle import CityBundle
from domain.faults import Fault, InputError
from domain.vocabulary import HazardKind
from tests.data.readers.area_inputs import WITHIN
from tests.data.readers.place_inputs import ANY
from tests.use_cases.city_files import unorganised_city
from use_cases.known_files import Said
from use_cases.take_in import take_in

_DEPTH = ClassColumn(
    column="A31_001", kind=HazardKind.FLOOD, layer="flood_l2", dataset="", depth_m={"11": (0, 1)}
)


def _bytes(path: Path) -> bytes:
    return read_list(path)


def _raster(path: Path) -> object:
    with area_members(path) as members:
        return [read_depth_raster(one, WITHIN, kind=HazardKind.FLOOD, layer="flood_l2") for one in members]


def _sheet(path: Path) -> object:
    content = _bytes(path)
    list_sheets(content, path.name)
    return read_sheet(content, path.name)


@cache
def toy_city() -> CityBundle:
    """The toy city without organisations: districts may come and go."""
    return unorganised_city()


def _some_intake(path: Path) -> Intake:
    """Return an intake, always the same for a file: each has some twenty of them."""
    return list(Intake)[zlib.crc32(path.parent.name.encode()) % len(Intake)]


#: What every door makes of a path: faults in what it returns, or ``InputError``.
DOORS: Mapping[str, Callable[[Path], object]] = {
    "recognised": recognised,
    "boundaries": read_n03,
    "districts": lambda path: read_a27(path, WITHIN),
    "town_list": lambda path: read_town_list(read_sheet(_bytes(path), path.name)),
    "facilities": lambda path: read_facilities(path, WITHIN),
    "outline": lambda path: read_outline(path, ["99001"]),
    "holds_small_areas": holds_small_areas,
    "is_cut": is_cut,
    "small_areas": lambda path: read_small_areas(path, WITHIN),
    "census": lambda path: read_census_table(_bytes(path), path.name),
    "hazards": lambda path: read_hazard_files([path], ReadOptions(within=WITHIN)),
    "hazards_by_map": lambda path: read_hazard_files([path], ReadOptions(within=WITHIN, classes=_DEPTH)),
    "depth_raster": _raster,
    "quake_mesh": lambda path: read_quake_mesh(path, WITHIN),
    "holds_quake_mesh": is_quake_mesh,
    "class_map": read_class_map,
    "code_list": lambda path: read_code_list(path, path.name),
    "elevation": lambda path: read_dem(path, WITHIN),
    "holds_elevation": holds_dem_gml,
    "streets": lambda path: read_street_file(path, StreetReading(6674)),
    "streets_straight": lambda path: read_street_file(path, StreetReading(6674, straight=True)),
    "places": lambda path: read_place_file(path, ANY),
    "places_uploaded": lambda path: read_place_content(_bytes(path), path.name, ANY),
    "sheet": _sheet,
    "sizes": lambda path: read_sizes(read_sheet(_bytes(path), path.name), {}),
    "table": lambda path: read_text_table(_bytes(path), path.name),
    # What a user gives without a word, and what she calls this or that: the verbs of every layer.
    "take_in": lambda path: take_in(toy_city(), [path]),
    "take_in_named": lambda path: take_in(toy_city(), [path], Said(named={path: _some_intake(path)})),
    "explained": unexplained_columns,
}


def outcome(door: str, path: Path) -> tuple[str, tuple[Fault, ...]]:
    """Return what a door makes of a file: ``read`` or ``refused``, and the faults that it says."""
    try:
        found = DOORS[door](path)
    except InputError as error:
        return "refused", tuple(error.faults)
    several = found if isinstance(found, tuple | list) else (found,)
    return "read", tuple(fault for one in several for fault in getattr(one, "faults", ()))


#: Readers that stand behind a door, and behind which: whoever adds a reader adds it here or above.
INSIDE: Mapping[str, str] = {
    **dict.fromkeys(("area_heads", "read_areas", "read_points", "text_encoding", "form_of"), "hazards"),
    **dict.fromkeys(("read_plateau", "raster_part", "extract_member", "check_geopackage"), "hazards"),
    "records_without_shape": "hazards",
    **dict.fromkeys(("is_dem_gml", "read_dem_gml", "read_dem_raster"), "elevation"),
    **dict.fromkeys(("kind_of", "sheet_names", "preview_sheets", "read_workbook_sheet"), "sheet"),
    **dict.fromkeys(("read_text_sheet", "decode", "encoding_name", "decoded", "found_encoding"), "sheet"),
    **dict.fromkeys(("parse_features", "read_gsi_csv", "shapefile_parts", "zipped_parts"), "places"),
    **dict.fromkeys(("osm_form", "read_osm_streets", "is_pbf", "read_pbf", "parse", "varints"), "streets"),
    **dict.fromkeys(("is_osm_xml", "read_osm_xml", "is_overpass", "read_overpass"), "streets"),
    **dict.fromkeys(("osmnx_form", "read_osmnx_streets", "read_edges", "parse_graphml"), "streets"),
    "read_street_layers": "streets",
    "is_census_table": "recognised",
}
