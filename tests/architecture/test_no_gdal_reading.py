"""No file of a user is opened by GDAL: its drivers follow addresses and paths that a file holds."""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Modules that are there to read by way of GDAL, and what opens files in those that write, too.
_GDAL = {"fiona", "osgeo", "rasterio"}
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


def _readings(source: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse((ROOT / source).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in _GDAL]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in _GDAL:
            found.append(str(node.module))
        elif isinstance(node, ast.Attribute) and node.attr in _OPENING:
            found.append(f"{node.attr} in line {node.lineno}")
    return found


def test_no_module_reads_by_way_of_gdal() -> None:
    sources = _sources()
    assert len(sources) > 100
    assert {source.as_posix(): found for source in sources if (found := _readings(source))} == {}
