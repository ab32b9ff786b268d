"""The files of areas in what a user gave: plain or in a zip, known by their content, safely unpacked.

What is read lies in a folder of its own under names that we give, so that no name in a zip leads
anywhere, a missing or oddly written companion of a shapefile is no obstacle, and GDAL opens a file as
nothing else than what it is.
"""

import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from data.bounded_input import GEOMETRY_BYTES, ZIP_ERRORS, is_file, size_fault
from domain.faults import Fault, InputError

#: Bounds of a zip: members, bytes of all that is unpacked, and how many times smaller it may be packed.
_MAX_MEMBERS, _MAX_UNPACKED, _MAX_RATIO = 5_000, 4_000_000_000, 250
#: Below this a member may be packed as tightly as it likes.
_SMALL = 10_000_000
_CHUNK = 1 << 20
#: Folder of the code lists that a CityGML names, and how far above the file it stands at most.
CODE_LISTS, _LEVELS_UP = "codelists", 6
_HEAD = 4_096

_SHAPE_PARTS = (".shp", ".dbf", ".prj", ".cpg", ".shx")
_SHAPE_MAGIC = b"\x00\x00\x27\x0a"


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
    with path.open("rb") as stream:
        form = form_of(stream.read(_HEAD))
    if form is None or form is AreaFormat.CODE_LIST:
        raise InputError([_unknown(path.name)])
    size = path.stat().st_size
    if size > GEOMETRY_BYTES:
        raise InputError([size_fault(size, GEOMETRY_BYTES, path.name)])
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
        if other.stem == path.stem and part in _SHAPE_PARTS and not (folder / f"0{part}").exists():
            (folder / f"0{part}").symlink_to(other.resolve())
    _check_shapefile(folder / "0.shp", path.name)
    return (AreaMember(folder / "0.shp", path.name, form),)


def _unzipped(path: Path, folder: Path) -> tuple[AreaMember, ...]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = sound_members(archive, path)
            return tuple(_members(archive, infos, path.name, folder))
    except ZIP_ERRORS as error:
        fault = Fault("file_unreadable", file=path.name, expected="zip (Shapefile, GeoJSON, CityGML)")
        raise InputError([fault]) from error


def sound_members(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    """Return the files of a zip, or refuse it: too many, too large, or leading out of it."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MAX_MEMBERS:
        raise InputError(
            [Fault("zip_many", file=path.name, value=f"{len(infos):,}", expected=f"{_MAX_MEMBERS:,}")]
        )
    for info in infos:
        name = PurePosixPath(info.filename.replace("\\", "/"))
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if is_link or name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
            raise InputError([Fault("zip_unsafe", file=path.name, value=_shown(info))])
        if info.file_size > _SMALL and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
            raise InputError([Fault("zip_bomb", file=path.name, value=_shown(info))])
    total = sum(info.file_size for info in infos)
    if total > _MAX_UNPACKED:
        raise InputError([size_fault(total, _MAX_UNPACKED, path.name)])
    return infos


def _members(
    archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo], file: str, folder: Path
) -> Iterator[AreaMember]:
    chosen = _chosen(archive, infos)
    if not any(form is not AreaFormat.CODE_LIST for _, form in chosen):
        raise InputError([_unknown(file)])
    names = Counter(PurePosixPath(_shown(info)).name for info, _ in chosen)
    for number, (info, form) in enumerate(chosen):
        name = PurePosixPath(_shown(info))
        shown = f"{file}/{name.name if names[name.name] == 1 else name}"
        target = folder / f"{number}.{form.value}"
        if form is AreaFormat.CODE_LIST:
            # Code lists are looked up by their own names.
            target = folder / CODE_LISTS / PurePosixPath(_shown(info)).name
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
        with archive.open(info) as stream:
            form = form_of(stream.read(_HEAD))
        if form is None:
            continue
        folders = filter(None, (_FORM_WORD.sub("", part.casefold()) for part in name.parts[:-1]))
        key = (*folders, name.stem) if form in _ALIKE else (info.filename,)
        held = found.get(key)
        if held is None or _ALIKE.index(form) < _ALIKE.index(held[1]):
            found[key] = (info, form)
    return list(found.values())


def extract_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    """Unpack one file: never more than it says of itself."""
    with archive.open(info) as source, target.open("wb") as sink:
        left = info.file_size
        while chunk := source.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile(info.filename)
            sink.write(chunk)


def _check_shapefile(path: Path, shown: str) -> None:
    """Refuse a shapefile without its table, or shorter than it says it is."""
    table = path.with_suffix(".dbf")
    if not table.exists():
        raise InputError([Fault("shapefile_part_missing", file=shown, value=".dbf")])
    with path.open("rb") as stream:
        head = stream.read(100)
    with table.open("rb") as stream:
        table_head = stream.read(32)
    is_whole = len(head) == 100 and len(table_head) == 32
    if is_whole:
        count = int.from_bytes(table_head[4:8], "little")
        row, first = (int.from_bytes(table_head[at : at + 2], "little") for at in (10, 8))
        is_whole = (
            head.startswith(_SHAPE_MAGIC)
            and path.stat().st_size >= 2 * int.from_bytes(head[24:28], "big") >= 100
            and table.stat().st_size >= first + count * row
        )
    if not is_whole:
        raise InputError([Fault("file_unreadable", file=shown, expected="Shapefile")])


def _stem(info: zipfile.ZipInfo) -> str:
    return str(PurePosixPath(info.filename.replace("\\", "/")).with_suffix(""))


def _shown(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; old Japanese archives write it in Shift_JIS without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("cp932")
    except UnicodeError:
        return info.filename


def _unknown(file: str) -> Fault:
    expected = "Shapefile, GeoJSON, GeoPackage, FlatGeobuf, CityGML, GeoTIFF (zip)"
    return Fault("format_unknown", file=file, expected=expected)
