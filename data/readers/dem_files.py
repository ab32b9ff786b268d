"""Files of elevation as they are downloaded: GML or GeoTIFF, plain, zipped, or zips in a zip."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from data.bounded_input import is_file, read_head
from data.readers.area_crs import Bounds
from data.readers.area_members import AreaFormat, form_of
from data.readers.dem_gml import is_dem_gml, read_dem_gml
from data.readers.dem_grid import MOST_CELLS, DemGrid
from data.readers.dem_raster import read_dem_raster
from data.readers.safe_zip import UnpackBudget, extract_member, member_head, opened_zip, sound_members
from domain.faults import Fault, InputError

_HEAD = 4_096

#: The GSI packs a zip of each mesh into one zip.
_DEEPEST = 2

#: Most of a download that is unpacked, zips in it counted together: 5 m over a large prefecture.
_MOST_UNPACKED, _MOST_MEMBERS = 10_000_000_000, 60_000

_EXPECTED, _ZIP = "zip (GML, GeoTIFF)", b"PK\x03\x04"


@dataclass(frozen=True, slots=True, eq=False)
class DemRead:
    """What a file of elevation holds.

    Parameters
    ----------
    grids
        Grids that touch the city.
    form
        ``dem_gml`` or ``dem_raster``.
    read
        Number of meshes or rasters in the file.
    """

    grids: tuple[DemGrid, ...]
    form: str
    read: int


@dataclass(frozen=True, slots=True)
class _Room:
    """Where members are unpacked, and how much of them may be."""

    folder: Path
    budget: UnpackBudget


def read_dem(path: Path, within: Bounds) -> DemRead:
    """Read the elevation of a city.

    Parameters
    ----------
    path
        GML, GeoTIFF, or a zip of them.
    within
        Bounds of the city in degrees.

    Raises
    ------
    domain.faults.InputError
        When it holds no elevation, is unsafe, or has too many cells in the city.
    """
    if not is_file(path):
        raise InputError([Fault("file_missing", file=path.name)])
    grids: list[DemGrid] = []
    forms: list[str] = []
    budget = UnpackBudget(path.name, _MOST_UNPACKED, _MOST_MEMBERS)
    with TemporaryDirectory(prefix="sonae-dem-") as folder:
        try:
            for file, shown, form in _members(path, path.name, _Room(Path(folder), budget)):
                reader = read_dem_gml if form == "dem_gml" else read_dem_raster
                grid = reader(file, within, shown=shown)
                forms.append(form)
                if grid is not None:
                    grids.append(grid)
                if sum(one.heights_m.size for one in grids) > MOST_CELLS:
                    fault = Fault("areas_many", file=path.name, value="", expected=f"{MOST_CELLS:,}")
                    raise InputError([fault])
        except OSError as error:
            raise InputError([Fault("file_not_readable", file=path.name)]) from error
    if not forms:
        expected = "基盤地図情報 DEM (GML, zip), GeoTIFF"
        raise InputError([Fault("format_unknown", file=path.name, expected=expected)])
    return DemRead(tuple(grids), max(set(forms), key=forms.count), len(forms))


def holds_dem_gml(path: Path) -> bool:
    """Whether a file, or one in its zip or in the zips of its zip, is a GML of the elevation model.

    Of a zip of zips the first is looked into: the GSI packs meshes of one kind together.
    """
    try:
        if is_dem_gml(read_head(path, _HEAD)):
            return True
        if not is_file(path) or not zipfile.is_zipfile(path):
            return False
        with TemporaryDirectory(prefix="sonae-dem-") as folder:
            return _holds_in_zip(path, Path(folder))
    except (InputError, OSError):
        # What cannot be opened is told by whoever reads it.
        return False


def _holds_in_zip(path: Path, folder: Path) -> bool:
    with opened_zip(path, path.name, expected=_EXPECTED) as archive:
        for info in sound_members(archive, path.name):
            head = member_head(archive, info, _HEAD)
            if is_dem_gml(head):
                return True
            if head.startswith(_ZIP):
                inner = folder / "0"
                extract_member(archive, info, inner)
                with opened_zip(inner, path.name, expected=_EXPECTED) as packed:
                    heads = (member_head(packed, one, _HEAD) for one in sound_members(packed, path.name))
                    return any(is_dem_gml(one) for one in heads)
    return False


def _members(path: Path, shown: str, room: _Room, depth: int = 0) -> Iterator[tuple[Path, str, str]]:
    """Yield every file of elevation, under a name of ours; each is gone when the next is asked for."""
    form = _form(read_head(path, _HEAD))
    if form:
        target = room.folder / f"{depth}.{'xml' if form == 'dem_gml' else 'tif'}"
        target.unlink(missing_ok=True)
        target.symlink_to(path.resolve())
        yield target, shown, form
        target.unlink()
        return
    if not zipfile.is_zipfile(path) or depth > _DEEPEST:
        return
    with opened_zip(path, shown, expected=_EXPECTED) as archive:
        infos = sound_members(archive, shown)
        room.budget.meet(len(infos))
        for number, info in enumerate(infos):
            head = member_head(archive, info, _HEAD)
            if not _form(head) and not head.startswith(_ZIP):
                continue
            inner = room.folder / f"{depth}-{number}"
            extract_member(archive, info, inner, room.budget)
            yield from _members(inner, f"{shown}/{Path(info.filename).name}", room, depth + 1)
            inner.unlink()


def _form(head: bytes) -> str:
    if is_dem_gml(head):
        return "dem_gml"
    return "dem_raster" if form_of(head) is AreaFormat.GEOTIFF else ""
