"""Files of elevation as they are downloaded: GML or GeoTIFF, plain, zipped, or zips in a zip."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from data.bounded_input import ZIP_ERRORS, is_file
from data.readers.area_crs import Bounds
from data.readers.area_members import AreaFormat, extract_member, form_of, sound_members
from data.readers.dem_gml import is_dem_gml, read_dem_gml
from data.readers.dem_grid import MOST_CELLS, DemGrid
from data.readers.dem_raster import read_dem_raster
from domain.faults import Fault, InputError

_HEAD = 4_096

#: The GSI packs a zip of each mesh into one zip.
_DEEPEST = 2


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
    with TemporaryDirectory(prefix="sonae-dem-") as folder:
        try:
            for file, shown, form in _members(path, path.name, Path(folder), 0):
                reader = read_dem_gml if form == "dem_gml" else read_dem_raster
                grid = reader(file, within, shown=shown)
                forms.append(form)
                if grid is not None:
                    grids.append(grid)
                if sum(one.heights_m.size for one in grids) > MOST_CELLS:
                    fault = Fault("areas_many", file=path.name, value="", expected=f"{MOST_CELLS:,}")
                    raise InputError([fault])
        except ZIP_ERRORS as error:
            raise InputError(
                [Fault("file_unreadable", file=path.name, expected="zip (GML, GeoTIFF)")]
            ) from error
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
        with path.open("rb") as stream:
            if is_dem_gml(stream.read(_HEAD)):
                return True
        with zipfile.ZipFile(path) as archive, TemporaryDirectory(prefix="sonae-dem-") as folder:
            for info in sound_members(archive, path):
                with archive.open(info) as member:
                    head = member.read(_HEAD)
                if is_dem_gml(head):
                    return True
                if head.startswith(b"PK\x03\x04"):
                    inner = Path(folder) / "0"
                    extract_member(archive, info, inner)
                    with zipfile.ZipFile(inner) as packed:
                        names = sound_members(packed, inner)
                        return any(is_dem_gml(packed.open(one).read(_HEAD)) for one in names)
    except (InputError, *ZIP_ERRORS, OSError):
        # What cannot be opened is told by whoever reads it.
        return False
    return False


def _members(path: Path, shown: str, folder: Path, depth: int) -> Iterator[tuple[Path, str, str]]:
    """Yield every file of elevation, under a name of ours; each is gone when the next is asked for."""
    with path.open("rb") as stream:
        form = _form(stream.read(_HEAD))
    if form:
        target = folder / f"{depth}.{'xml' if form == 'dem_gml' else 'tif'}"
        target.unlink(missing_ok=True)
        target.symlink_to(path.resolve())
        yield target, shown, form
        target.unlink()
        return
    if not zipfile.is_zipfile(path) or depth > _DEEPEST:
        return
    with zipfile.ZipFile(path) as archive:
        for number, info in enumerate(sound_members(archive, path)):
            with archive.open(info) as member:
                head = member.read(_HEAD)
            if not _form(head) and not head.startswith(b"PK\x03\x04"):
                continue
            inner = folder / f"{depth}-{number}"
            extract_member(archive, info, inner)
            yield from _members(inner, f"{shown}/{Path(info.filename).name}", folder, depth + 1)
            inner.unlink()


def _form(head: bytes) -> str:
    if is_dem_gml(head):
        return "dem_gml"
    return "dem_raster" if form_of(head) is AreaFormat.GEOTIFF else ""
