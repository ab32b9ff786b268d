"""What a downloaded file is, by its content: which layer of a city it can become.

A folder of downloads is enough: nobody has to sort it. A file that is none of these is named and left.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from data.bounded_input import is_file, read_head
from data.readers.area_file import area_heads
from data.readers.area_members import AreaFormat, area_members
from data.readers.dem_files import holds_dem_gml
from data.readers.estat_areas import is_estat
from data.readers.estat_tables import is_census_table
from data.readers.file_kind import FileKind, kind_of
from data.readers.gsi_places import GSI_COLUMNS
from data.readers.ksj_a27 import is_a27
from data.readers.ksj_facilities import facility_layout
from data.readers.ksj_hazards import edition_of
from data.readers.ksj_n03 import is_n03
from data.readers.ksj_p20 import is_p20
from data.readers.municipal_table import holds_place_list
from data.readers.osm_streets import osm_form
from data.readers.quake_mesh import is_quake_mesh
from data.readers.sheet_file import read_sheet
from data.readers.size_sheet import is_size_sheet
from data.readers.street_edges import osmnx_form
from data.readers.text_lines import decode
from data.readers.town_list import is_town_list
from domain.faults import InputError
from domain.sheet import Sheet, empty_sheet

_HEAD_BYTES = 65_536
#: What stands behind the last bracket of a JSON is no more than this [bytes].
_TAIL_BYTES = 1_000
_ZIP_START = b"PK\x03\x04"
#: A list of places has these columns whatever its style.
_OLD_STYLE = frozenset({"指定緊急避難場所", "洪水", "地震", "津波"})
#: A workbook is read whole to see its header; no city's list of places is larger [bytes].
_LARGEST_BOOK = 5_000_000
_GSI_MARKS = ("共通ID", "施設・場所名")


class Intake(StrEnum):
    """What a file goes into; the value is its section in the TOML of a city."""

    BOUNDARIES = "boundaries"
    STREETS = "streets"
    DISTRICTS = "districts"
    PEOPLE = "people"
    TOWN_LIST = "town_list"
    PLACES = "places"
    FACILITIES = "facilities"
    CAPACITIES = "capacities"
    ELEVATION = "elevation"
    HAZARD = "hazard"


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One kind of file.

    Parameters
    ----------
    intake
        What it goes into; None where its content does not say that.
    recognises
        Whether a file is of this kind; told its path and the columns of its layers.
    """

    intake: Intake | None
    recognises: Callable[[Path, frozenset[str]], bool]


def _head(path: Path) -> bytes:
    return read_head(path, _HEAD_BYTES)


def _head_text(path: Path) -> str:
    head = _head(path)
    # A letter may be cut in two at the end of the head.
    return next((text for cut in range(4) if (text := decode(head[: len(head) - cut])) is not None), "")


def _is_municipal(path: Path, columns: frozenset[str]) -> bool:
    if columns:
        # Of the shapes only the older national list is known without its name.
        return columns >= _OLD_STYLE
    return holds_place_list(_sheet(path))


def _sheet(path: Path) -> Sheet:
    """Return the first sheet of a workbook, or the head of a text, as texts; empty where it is none."""
    is_book = kind_of(_head(path)) is FileKind.WORKBOOK or path.suffix.lower() == ".xlsx"
    if is_book and path.stat().st_size > _LARGEST_BOOK:
        return empty_sheet(path.name)
    content = path.read_bytes() if is_book else _head_text(path).encode()
    return read_sheet(content, path.name)


def _is_gsi(path: Path, columns: frozenset[str]) -> bool:
    if columns:
        return set(_GSI_MARKS) <= columns
    text = _head_text(path)
    return all(mark in text.split("\n\n")[0] for mark in _GSI_MARKS) and _GSI_MARKS[0] in GSI_COLUMNS


def _is_network(path: Path, columns: frozenset[str]) -> bool:
    # A zip or a database without layers that can be read is nothing.
    return {"u", "v"} <= columns or (not columns and osmnx_form(path) in {"parquet", "graphml"})


#: Every kind that is known, in the order in which they are asked.
RECOGNISERS: tuple[Recogniser, ...] = (
    Recogniser(Intake.BOUNDARIES, lambda _, columns: is_n03(columns)),
    Recogniser(Intake.DISTRICTS, lambda _, columns: is_a27(columns)),
    Recogniser(Intake.PEOPLE, lambda _, columns: is_estat(columns)),
    Recogniser(Intake.PEOPLE, lambda path, columns: not columns and is_census_table(_head(path))),
    Recogniser(Intake.ELEVATION, lambda path, columns: not columns and holds_dem_gml(path)),
    Recogniser(Intake.HAZARD, lambda _, columns: edition_of(columns) is not None),
    Recogniser(Intake.HAZARD, lambda _, columns: AreaFormat.CITYGML.value in columns),
    # Heights or depths of water: a raster of numbers does not say which.
    Recogniser(None, lambda _, columns: AreaFormat.GEOTIFF.value in columns),
    Recogniser(Intake.HAZARD, lambda path, columns: not columns and is_quake_mesh(path)),
    Recogniser(Intake.PLACES, lambda _, columns: is_p20(tuple(columns))),
    Recogniser(Intake.FACILITIES, lambda _, columns: facility_layout(columns) is not None),
    Recogniser(Intake.STREETS, lambda path, _: bool(osm_form(path))),
    Recogniser(Intake.STREETS, _is_network),
    Recogniser(Intake.PLACES, _is_gsi),
    # The sheet that we wrote has names and addresses of places too.
    Recogniser(Intake.CAPACITIES, lambda path, columns: not columns and is_size_sheet(_sheet(path))),
    Recogniser(Intake.TOWN_LIST, lambda path, columns: not columns and is_town_list(_sheet(path))),
    Recogniser(Intake.PLACES, _is_municipal),
)


def recognised(path: Path) -> Recogniser | None:
    """Return what a file is; None where it is nothing that a city is built of.

    Parameters
    ----------
    path
        File; of a large one only its head and its list of columns are read.
    """
    if not is_file(path):
        return None
    columns = _columns(path)
    try:
        return next((one for one in RECOGNISERS if one.recognises(path, columns)), None)
    except OSError:
        return None


def is_cut(path: Path) -> bool:
    """Whether a file begins as a zip, a workbook or a JSON does and has no end: a download that broke off."""
    if not is_file(path):
        return False
    head = _head(path).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_ZIP_START):
        return not zipfile.is_zipfile(path)
    if not head.startswith(b"{"):
        return False
    with path.open("rb") as stream:
        stream.seek(max(stream.seek(0, 2) - _TAIL_BYTES, 0))
        return not stream.read().rstrip().endswith(b"}")


def holds_small_areas(path: Path) -> bool:
    """Whether a file draws the small areas of a census."""
    return is_estat(_columns(path))


def unexplained_columns(path: Path) -> tuple[str, ...]:
    """Return the columns of a file of shapes of no known form, which a user may explain; else none."""
    return tuple(sorted(_columns(path) - {form.value for form in AreaFormat}))


def _columns(path: Path) -> frozenset[str]:
    """Return the columns of all layers of a file of shapes; empty where it is another file."""
    try:
        with area_members(path) as members:
            found: set[str] = set()
            for member in members:
                if member.form in {AreaFormat.CITYGML, AreaFormat.GEOTIFF, AreaFormat.CODE_LIST}:
                    found.add(member.form.value)
                else:
                    found |= {name for head in area_heads(member) for name in head.columns}
            return frozenset(found)
    except InputError:
        return frozenset()
