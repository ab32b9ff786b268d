"""The files of areas in what a user gave: plain or in a zip, known by their content, safely unpacked.

What is read lies in a folder of its own under names that we give, so that no name in a zip leads
anywhere, a missing or oddly written companion of a shapefile is no obstacle, and GDAL opens a file as
nothing else than what it is.
"""

import mmap
import re
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from data.bounded_input import GEOMETRY_BYTES, is_file, read_head, size_fault
from data.readers.safe_zip import extract_member, member_head, member_name, opened_zip, sound_members
from domain.faults import Fault, InputError

#: Folder of the code lists that a CityGML names, and how far above the file it stands at most.
CODE_LISTS, _LEVELS_UP = "codelists", 6
_HEAD = 4_096

#: The index (``.shx``) is made anew from the shapes: one that is old or spoilt gives rows the shapes of
#: others.
_SHAPE_PARTS = (".shp", ".dbf", ".prj", ".cpg")
_SHAPE_MAGIC = b"\x00\x00\x27\x0a"
_SHAPE_HEAD = 100


class AreaFormat(StrEnum):
    """Forms of a file of areas; the value is the ending under which GDAL opens it."""

    SHAPEFILE = "shp"
    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"
    FLATGEOBUF = "fgb"
    CITYGML = "gml"
    CODE_LIST = "xml"
    GEOTIFF = "tif"


_MAGICS = (
    (_SHAPE_MAGIC, AreaFormat.SHAPEFILE),
    (b"SQLite format 3\x00", AreaFormat.GEOPACKAGE),
    (b"fgb\x03fgb", AreaFormat.FLATGEOBUF),
    *((magic, AreaFormat.GEOTIFF) for magic in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")),
)

#: Forms of which a data set needs only one: the first that is there is read.
_ALIKE = (AreaFormat.SHAPEFILE, AreaFormat.GEOJSON)
#: What a folder is called that holds the same files in another form or encoding. Files of one name in
#: other folders are different files: a river, a scale or a mesh each.
_FORM_WORD = re.compile(
    r"[-_ ]?(?<![a-z])(?:utf[-_ ]?8|s(?:hift)?[-_ ]?jis|cp932|shp|shape(?:file)?s?|(?:geo)?json|gml)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class AreaMember:
    """One file of areas.

    Parameters
    ----------
    path
        Where it lies unpacked; the parts of a shapefile beside it, all in small letters.
    shown
        Its name as the user knows it: of the file, or of the zip and the member.
    form
        What it is.
    """

    path: Path
    shown: str
    form: AreaFormat


def form_of(head: bytes) -> AreaFormat | None:
    """Return what the first bytes of a file are; None where they are of no form that is read here."""
    for magic, form in _MAGICS:
        if head.startswith(magic):
            return form
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"{"):
        return AreaFormat.GEOJSON
    if text.startswith(b"<"):
        if b"CityModel" in head:
            return AreaFormat.CITYGML
        return AreaFormat.CODE_LIST if b"Dictionary" in head else None
    return None


@contextmanager
def area_members(path: Path) -> Iterator[tuple[AreaMember, ...]]:
    """Unpack a file and give every file of areas in it; all vanishes at the end.

    Parameters
    ----------
    path
        File, or zip of files.

    Yields
    ------
    tuple[AreaMember, ...]
        Files of areas in the order of their names; one at least.

    Raises
    ------
    domain.faults.InputError
        When it does not exist, is beyond the bounds, unsafe, cut, or holds no areas.
    """
    if not is_file(path):
        raise InputError([Fault("file_missing", file=path.name)])
    with TemporaryDirectory(prefix="sonae-areas-") as folder:
        try:
            if zipfile.is_zipfile(path):
                members = _unzipped(path, Path(folder))
            else:
                members = _beside(path, Path(folder))
        except OSError as error:
            raise InputError([Fault("file_not_readable", file=path.name)]) from error
        yield members


def _beside(path: Path, folder: Path) -> tuple[AreaMember, ...]:
    """Return the one file, linked into the folder with what lies beside a shapefile."""
    form = form_of(read_head(path, _HEAD))
    if form is None or form is AreaFormat.CODE_LIST:
        raise InputError([_unknown(path.name)])
    size = path.stat().st_size
    if size > GEOMETRY_BYTES:
        raise InputError([size_fault(size, GEOMETRY_BYTES, path.name)])
    if form is AreaFormat.GEOPACKAGE:
        _check_closed(path)
    if form is not AreaFormat.SHAPEFILE:
        target = folder / f"0.{form.value}"
        target.symlink_to(path.resolve())
        lists = [above / CODE_LISTS for above in path.resolve().parents[:_LEVELS_UP]]
        held = next((one for one in lists if one.is_dir()), None)
        if form is AreaFormat.CITYGML and held is not None:
            (folder / CODE_LISTS).symlink_to(held)
        return (AreaMember(target, path.name, form),)
    for other in sorted(path.parent.iterdir()):
        part = other.suffix.lower()
        if other.stem != path.stem or part not in _SHAPE_PARTS or (folder / f"0{part}").exists():
            continue
        # A pipe or a folder of this name is no part.
        if is_file(other):
            if other.stat().st_size > GEOMETRY_BYTES:
                raise InputError([size_fault(other.stat().st_size, GEOMETRY_BYTES, other.name)])
            (folder / f"0{part}").symlink_to(other.resolve())
    _check_shapefile(folder / "0.shp", path.name)
    return (AreaMember(folder / "0.shp", path.name, form),)


def _check_closed(path: Path) -> None:
    """Refuse a database with changes beside it that another program has not brought in yet."""
    whole = path.resolve()
    for ending in ("-wal", "-journal"):
        beside = whole.with_name(whole.name + ending)
        if beside.exists() and beside.stat().st_size:
            raise InputError([Fault("geopackage_open", file=path.name, value=beside.name)])


def _unzipped(path: Path, folder: Path) -> tuple[AreaMember, ...]:
    with opened_zip(path, path.name, expected="zip (Shapefile, GeoJSON, CityGML)") as archive:
        infos = sound_members(archive, path.name)
        return tuple(_members(archive, infos, path.name, folder))


def _members(
    archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo], file: str, folder: Path
) -> Iterator[AreaMember]:
    chosen = _chosen(archive, infos)
    if not any(form is not AreaFormat.CODE_LIST for _, form in chosen):
        raise InputError([_unknown(file)])
    names = Counter(PurePosixPath(member_name(info)).name for info, _ in chosen)
    for number, (info, form) in enumerate(chosen):
        name = PurePosixPath(member_name(info))
        shown = f"{file}/{name.name if names[name.name] == 1 else name}"
        target = folder / f"{number}.{form.value}"
        if form is AreaFormat.CODE_LIST:
            # Code lists are looked up by their own names.
            target = folder / CODE_LISTS / PurePosixPath(member_name(info)).name
            target.parent.mkdir(exist_ok=True)
        extract_member(archive, info, target)
        if form is AreaFormat.SHAPEFILE:
            for other in infos:
                part = PurePosixPath(other.filename).suffix.lower()
                if _stem(other) == _stem(info) and part in _SHAPE_PARTS[1:]:
                    extract_member(archive, other, target.with_suffix(part))
            _check_shapefile(target, shown)
        yield AreaMember(target, shown, form)


def _chosen(
    archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo]
) -> list[tuple[zipfile.ZipInfo, AreaFormat]]:
    """Return the files of areas, of one that stands there in several forms the first form only."""
    found: dict[tuple[str, ...], tuple[zipfile.ZipInfo, AreaFormat]] = {}
    for info in sorted(infos, key=lambda one: one.filename):
        name = PurePosixPath(info.filename.replace("\\", "/"))
        # Folders of macOS hold no data, and the index of a shapefile begins as the shapefile does.
        if "__MACOSX" in name.parts or name.suffix.lower() == ".shx":
            continue
        form = form_of(member_head(archive, info, _HEAD))
        if form is None:
            continue
        folders = filter(None, (_FORM_WORD.sub("", part.casefold()) for part in name.parts[:-1]))
        key = (*folders, name.stem) if form in _ALIKE else (info.filename,)
        held = found.get(key)
        if held is None or _ALIKE.index(form) < _ALIKE.index(held[1]):
            found[key] = (info, form)
    return list(found.values())


def _check_shapefile(path: Path, shown: str) -> None:
    """Refuse a shapefile without its table, shorter than it says it is, or with other rows than shapes."""
    table = path.with_suffix(".dbf")
    if not table.exists():
        raise InputError([Fault("shapefile_part_missing", file=shown, value=".dbf")])
    head, table_head = read_head(path, _SHAPE_HEAD), read_head(table, 32)
    unreadable = InputError([Fault("file_unreadable", file=shown, expected="Shapefile")])
    if len(head) < _SHAPE_HEAD or len(table_head) < 32 or not head.startswith(_SHAPE_MAGIC):
        raise unreadable
    rows, first, width = struct.unpack_from("<IHH", table_head, 4)
    length = 2 * int.from_bytes(head[24:28], "big")
    if not _SHAPE_HEAD <= length <= path.stat().st_size or table.stat().st_size < first + rows * width:
        raise unreadable
    shapes = _count_shapes(path, length)
    if shapes is None:
        raise unreadable
    if shapes != rows:
        value, expected = f"{shapes:,}", f"{rows:,}"
        raise InputError([Fault("shapefile_rows_differ", file=shown, value=value, expected=expected)])


def _count_shapes(path: Path, length: int) -> int | None:
    """Return the number of records of a ``.shp``; None where one does not end within it."""
    count, at = 0, _SHAPE_HEAD
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        while at + 8 <= length:
            size = 2 * int.from_bytes(content[at + 4 : at + 8], "big")
            at += 8 + size
            if size < 4 or at > length:
                return None
            count += 1
    return count


def _stem(info: zipfile.ZipInfo) -> str:
    return str(PurePosixPath(info.filename.replace("\\", "/")).with_suffix(""))


def _unknown(file: str) -> Fault:
    expected = "Shapefile, GeoJSON, GeoPackage, FlatGeobuf, CityGML, GeoTIFF (zip)"
    return Fault("format_unknown", file=file, expected=expected)
