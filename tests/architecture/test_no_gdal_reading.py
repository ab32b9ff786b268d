"""No file of a user is opened by GDAL: its drivers follow addresses and paths that a file holds.

Few modules may, under the conditions of ADR 0042: the file is known by content, alone in a folder of
ours under a name of ours, and holds no way out.
"""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Modules that are there to read by way of GDAL, and what opens files in those that write, too.
_GDAL = {"fiona", "osgeo", "rasterio"}
#: Modules that open files in the closed room of ADR 0042, and by what.
_CLOSED_ROOM = {
    "data/readers/area_file.py": {"list_layers", "read_info", "read_dataframe"},
    "data/readers/dem_raster.py": {"rasterio"},
    "data/readers/depth_raster.py": {"rasterio"},
    "data/readers/raster_part.py": {"rasterio"},
    "data/readers/street_layers.py": {"list_layers", "read_info", "read_dataframe"},
    "data/readers/without_shape.py": {"read_info", "read_dataframe"},
}
_OPENING = {
    "read_file",
    "read_dataframe",
    "read_arrow",
    "open_arrow",
    "read_info",
    "read_bounds",
    "list_layers",
}


def _sources() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(line) for line in listed.stdout.splitlines() if not line.startswith(("tests/", "bench/"))]


def _package(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def _readings(source: Path) -> list[str]:
    found: list[str] = []
    said = (ROOT / source).read_text(encoding="utf-8")
    # Only a file that holds such a word anywhere is taken apart.
    if not any(word in said for word in _GDAL | _OPENING):
        return found
    for node in ast.walk(ast.parse(said)):
        if isinstance(node, ast.Import):
            found += [_package(alias.name) for alias in node.names if _package(alias.name) in _GDAL]
        elif isinstance(node, ast.ImportFrom) and _package(node.module or "") in _GDAL:
            found.append(_package(str(node.module)))
        elif isinstance(node, ast.Attribute) and node.attr in _OPENING:
            found.append(node.attr)
    return sorted(set(found) - _CLOSED_ROOM.get(source.as_posix(), set()))


def test_no_module_reads_by_way_of_gdal() -> None:
    sources = _sources()
    assert len(sources) > 100
    assert {source.as_posix(): found for source in sources if (found := _readings(source))} == {}
    assert {source.as_posix() for source in sources} >= set(_CLOSED_ROOM)
