"""Every reader is given every hostile file: a clear fault or a reported repair, and nothing else."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from messages.fault_words import fault_words
from tests.data.readers.doors import DOORS, INSIDE, outcome
from tests.data.readers.hostile_inputs import HOSTILE, LARGE

ROOT = Path(__file__).resolve().parents[3]
READERS = ROOT / "data" / "readers"

#: Most memory that a reader takes for a small file beyond what the process has [MB].
_MOST_MB = 700


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every hostile file, each in a folder of its own."""
    root = tmp_path_factory.mktemp("hostile")
    made = {}
    for name, make in HOSTILE.items():
        folder = root / name
        folder.mkdir()
        made[name] = make(folder)
    return made


@pytest.mark.parametrize("door", sorted(DOORS))
def test_every_hostile_file_is_refused_or_read_in_words(
    door: str, hostile: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for path in hostile.values():
        # Anything but an ``InputError`` comes through and fails.
        _, faults = outcome(door, path)
        for fault in faults:
            for language in ("ja", "en"):
                assert fault_words(language, fault).text
    # What was unpacked is gone.
    assert list(tmp_path.iterdir()) == []


#: What must be refused by the readers whose form it is, with these keys.
REFUSED = {
    "zip_bomb": ("hazards", "zip_bomb"),
    "zip_overlapping": ("hazards", "zip_bomb"),
    "zip_traversal": ("hazards", "zip_unsafe"),
    "zip_absolute": ("boundaries", "zip_unsafe"),
    "zip_drive": ("elevation", "zip_unsafe"),
    "zip_no_name": ("streets", "zip_unsafe"),
    "zip_dots": ("small_areas", "zip_unsafe"),
    "zip_symlink": ("districts", "zip_unsafe"),
    "zip_many": ("hazards", "zip_many"),
    "zip_locked": ("hazards", "file_unreadable"),
    "zip_unknown_method": ("elevation", "file_unreadable"),
    "zip_lying_size": ("hazards", "file_unreadable"),
    "xml_laughs_gml": ("hazards", "xml_refused"),
    "xml_outside_gml": ("hazards", "xml_refused"),
    "xml_deep_gml": ("hazards", "xml_refused"),
    "xml_utf16_xml": ("code_list", "xml_refused"),
    "xml_laughs_xml": ("elevation", "xml_refused"),
    "xml_laughs_osm": ("streets", "osm_xml_broken"),
    "xml_outside_graphml": ("streets", "file_unreadable"),
    "xlsx_laughs": ("sheet", "file_unreadable"),
    "xlsx_laughs_in_texts": ("places", "file_unreadable"),
    "xlsx_far_cell": ("sheet", "lines_too_many"),
    "shp_shorter_table": ("hazards", "shapefile_rows_differ"),
    "shp_longer_table": ("boundaries", "shapefile_rows_differ"),
    "shp_cut": ("hazards", "file_unreadable"),
    "shp_cut_table": ("small_areas", "file_unreadable"),
    "shp_no_table": ("hazards", "shapefile_part_missing"),
    "shp_folders": ("hazards", "shapefile_part_missing"),
    "gpkg_endless_view": ("hazards", "geopackage_refused"),
    "gpkg_door": ("streets", "geopackage_refused"),
    "gpkg_huge_column": ("boundaries", "geopackage_refused"),
    "gpkg_text": ("hazards", "format_unknown"),
    "gpkg_head": ("hazards", "file_unreadable"),
    "tif_huge": ("depth_raster", "areas_many"),
    "tif_huge_strip": ("depth_raster", "file_unreadable"),
    "tif_turned": ("depth_raster", "file_unreadable"),
    "tif_complex": ("elevation", "file_unreadable"),
    "pbf_cut": ("streets", "osm_broken"),
    "pbf_huge_blob": ("streets", "osm_broken"),
    "pbf_raw_size": ("streets", "osm_broken"),
    "parquet_cut": ("streets", "file_unreadable"),
    "geojson_nan": ("hazards", "no_areas"),
    "geojson_null": ("boundaries", "no_areas"),
    "geojson_deep": ("hazards", "file_unreadable"),
    "geojson_crs_file": ("hazards", "area_crs_unknown"),
    "geojson_crs_link": ("hazards", "area_crs_unknown"),
    "photo_csv": ("places", "file_is_picture"),
    "nothing_csv": ("sheet", "file_is_empty"),
    "folder": ("sheet", "file_missing"),
    "dangling_link": ("hazards", "file_missing"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_made_to_harm_is_refused_by_its_name(name: str, hostile: dict[str, Path]):
    door, key = REFUSED[name]
    assert {fault.key for fault in outcome(door, hostile[name])[1]} == {key}


def test_an_odd_neighbour_is_no_harm(hostile: dict[str, Path]):
    # Triggers run on writing only; a spoilt index is made anew from the shapes.
    for name in ("gpkg_trigger", "shp_spoilt_index", "shp_short_index"):
        how, faults = outcome("hazards", hostile[name])
        assert how == "read", name
        assert {fault.key for fault in faults} <= {"encoding_found"}, name


_BOUNDED = """
import resource, sys
from pathlib import Path
from tests.data.readers.doors import DOORS, outcome
from tests.data.readers.hostile_inputs import LARGE
folder = Path(sys.argv[1])
with open("/proc/self/status") as status:
    held = next(int(line.split()[1]) * 1000 for line in status if line.startswith("VmSize"))
resource.setrlimit(resource.RLIMIT_AS, (held + int(sys.argv[2]) * 1_000_000,) * 2)
for name, make in LARGE.items():
    (folder / name).mkdir()
    path = make(folder / name)
    for door in DOORS:
        outcome(door, path)
print("bounded")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_small_files_that_ask_for_much_take_little_memory(tmp_path: Path):
    # A reader that waits for a pipe ends here too.
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _BOUNDED, str(tmp_path), str(_MOST_MB)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.stdout == "bounded\n", done.stderr[-2_000:]
    assert LARGE


def _openings(module: Path) -> list[str]:
    """Return public functions of a module that take a file: a path, its bytes, or a member of a zip."""
    found = []
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        kinds = {ast.unparse(one.annotation) for one in node.args.args if one.annotation is not None}
        if kinds & {"Path", "bytes", "Sequence[Path]", "AreaMember"}:
            found.append(node.name)
    return found


def test_every_reader_is_a_door_or_stands_behind_one():
    # A new reader is put into ``DOORS``, or into ``INSIDE`` where a door reads by it.
    readers = {name for module in READERS.glob("*.py") for name in _openings(module)}
    source = (Path(__file__).parent / "doors.py").read_text(encoding="utf-8")
    named = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    assert readers - named - set(INSIDE) == set()
    assert set(INSIDE) <= readers
    assert set(INSIDE.values()) <= set(DOORS)
    assert len(readers) > 40
