"""Elevation is read from GML and GeoTIFF, however they are packed."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pyproj
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.dem_files import holds_dem_gml, read_dem
from data.readers.dem_gml import is_dem_gml, read_dem_gml
from data.readers.dem_grid import DemGrid, ground_heights
from data.readers.recognise import Intake, recognised
from domain.faults import InputError
from tests.data.readers.dem_inputs import dem_gml, ground

BOUNDS = (135.5, 34.5, 135.503, 34.502)
DOCTYPE = "<!DOCTYPE a [<!ENTITY b 'c'>]>"
EVERYWHERE = (122.0, 20.0, 154.0, 46.0)
#: Three columns, two rows from the north-west: 10 12 14 / 20 – 24.
CELLS = [*ground([10, 12, 14, 20]), "データなし,-9999.", *ground([24])]


def gml(tmp_path: Path, text: str | None = None) -> Path:
    file = tmp_path / "dem.xml"
    file.write_text(text if text is not None else dem_gml(BOUNDS, 3, 2, CELLS), "utf-8")
    return file


def only_grid(file: Path) -> DemGrid:
    read = read_dem(file, EVERYWHERE)
    (grid,) = read.grids
    return grid


def test_a_mesh_is_read_from_its_north_west(tmp_path: Path):
    grid = only_grid(gml(tmp_path))
    assert np.array_equal(grid.heights_m, [[10, 12, 14], [20, np.nan, 24]], equal_nan=True)
    assert (grid.left, grid.top) == (135.5, 34.502)
    # A cell is 0.001° in size: 111 m.
    assert (grid.width, grid.height, grid.cell_m) == pytest.approx((0.001, 0.001, 111.0))


def test_a_height_lies_at_the_middle_of_its_cell_and_goes_on_straight(tmp_path: Path):
    grid = only_grid(gml(tmp_path))
    x = np.array([135.5005, 135.5010, 135.5000, 135.5015, 135.4999, 135.5005])
    y = np.array([34.5015, 34.5015, 34.5020, 34.5010, 34.5015, 34.5010])
    # The middle of the first cell; half way to the second; its corner; half way to the empty cell:
    # that does not count; outside; half way down.
    assert grid.at(x, y) == pytest.approx([10.0, 11.0, 10.0, 12.0, np.nan, 15.0], nan_ok=True, abs=1e-6)


def test_cells_that_a_mesh_leaves_out_are_unknown(tmp_path: Path):
    # It begins at the last cell of the first row and ends before the last of the second.
    grid = only_grid(gml(tmp_path, dem_gml(BOUNDS, 3, 2, ground([14, 20]), start="2 0")))
    expected = [[np.nan, np.nan, 14], [20, np.nan, np.nan]]
    assert np.array_equal(grid.heights_m, expected, equal_nan=True)


def test_water_is_no_ground(tmp_path: Path):
    cells = ["海水面,0.5", "内水面,3.0", "表層面,5.00", "その他,6.00", "地表面,-9999.00", "地表面,-1.5"]
    grid = only_grid(gml(tmp_path, dem_gml(BOUNDS, 3, 2, cells)))
    assert np.array_equal(grid.heights_m, [[np.nan, np.nan, 5], [6, np.nan, -1.5]], equal_nan=True)


def test_a_mesh_elsewhere_is_counted_and_left(tmp_path: Path):
    read = read_dem(gml(tmp_path), (139.0, 35.0, 140.0, 36.0))
    assert (read.grids, read.form, read.read) == ((), "dem_gml", 1)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (dem_gml(BOUNDS, 3, 2, ["地面,1.0"]), "dem_cell"),
        (dem_gml(BOUNDS, 3, 2, ["地表面,1,0"]), "dem_cell"),
        (dem_gml(BOUNDS, 3, 2, ["地表面,nan"]), "dem_cell"),
        (dem_gml(BOUNDS, 3, 2, ["地表面,9999"]), "dem_cell"),
        (dem_gml(BOUNDS, 3, 2, ground(range(7))), "file_unreadable"),
        (dem_gml(BOUNDS, 3, 2, CELLS, start="3 0"), "file_unreadable"),
        (dem_gml(BOUNDS, 3, 2, CELLS, order="+x+y"), "file_unreadable"),
        (dem_gml(BOUNDS, 100_000, 100_000, CELLS), "file_unreadable"),
        (dem_gml(BOUNDS, 0, 2, CELLS), "file_unreadable"),
        (dem_gml((135.5, 34.5, 135.4, 34.6), 3, 2, CELLS), "file_unreadable"),
        (dem_gml((float("nan"), 34.5, 135.4, 34.6), 3, 2, CELLS), "file_unreadable"),
        (dem_gml(BOUNDS, 3, 2, CELLS)[:-50], "file_unreadable"),
        (
            dem_gml(BOUNDS, 3, 2, CELLS).replace("<Dataset ", "<!DOCTYPE a [<!ENTITY b 'c'>]><Dataset "),
            "xml_refused",
        ),
        ("<Dataset xmlns='http://fgd.gsi.go.jp/spec'/>", "file_unreadable"),
        ("<gml/>", "format_unknown"),
        ("", "format_unknown"),
    ],
)
def test_what_is_no_mesh_is_a_fault(tmp_path: Path, text: str, key: str):
    with pytest.raises(InputError) as caught:
        read_dem(gml(tmp_path, text), EVERYWHERE)
    assert {fault.key for fault in caught.value.faults} == {key}


def raster(
    tmp_path: Path, values: np.ndarray, *, epsg: int | None = 6674, nodata: float | None = -9999.0
) -> Path:
    file = tmp_path / "dem.tif"
    transform = rasterio.transform.from_origin(-1_000.0, -100_000.0, 10.0, 10.0)
    crs = None if epsg is None else f"EPSG:{epsg}"
    with rasterio.open(
        file, "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1, dtype="float32",
        crs=crs, transform=transform, nodata=nodata,
    ) as made:  # fmt: skip
        made.write(values.astype(np.float32), 1)
    return file


def test_a_raster_is_read_where_the_city_lies(tmp_path: Path):
    values = np.arange(100.0).reshape(10, 10)
    values[0, 0] = -9999
    whole = only_grid(raster(tmp_path, values))
    assert whole.cell_m == 10.0
    assert np.isnan(whole.heights_m[0, 0])
    assert whole.heights_m[9, 9] == 99
    corner = pyproj.Transformer.from_crs(6674, 6668, always_xy=True).transform(-955.0, -100_045.0)
    # The city is 2 m around the middle of row 4, column 4.
    box = (corner[0] - 1e-5, corner[1] - 1e-5, corner[0] + 1e-5, corner[1] + 1e-5)
    (part,) = read_dem(tmp_path / "dem.tif", box).grids
    # That cell and one on each side.
    assert part.heights_m.shape == (3, 3)
    assert part.at(np.array([-955.0]), np.array([-100_045.0])) == pytest.approx([44.0])
    assert read_dem(tmp_path / "dem.tif", (139.0, 35.0, 140.0, 36.0)).grids == ()


def test_a_raster_of_impossible_heights_or_no_place_is_a_fault(tmp_path: Path):
    for values, epsg in (
        (np.full((3, 3), 5_000.0), 6674),
        (np.full((3, 3), np.inf), 6674),
        (np.zeros((3, 3)), None),
    ):
        with pytest.raises(InputError):
            read_dem(raster(tmp_path, values, epsg=epsg, nodata=None), EVERYWHERE)
    (tmp_path / "cut.tif").write_bytes((tmp_path / "dem.tif").read_bytes()[:60])
    with pytest.raises(InputError):
        read_dem(tmp_path / "cut.tif", EVERYWHERE)


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_zips_in_a_zip_are_opened_and_what_else_is_there_is_passed_over(tmp_path: Path):
    content = dem_gml(BOUNDS, 3, 2, CELLS).encode()
    inner = zipped({"FG-GML-5135-70-00-DEM5A.xml": content, "fmdid15-3001.xml": b"<meta/>"})
    file = tmp_path / "PackDLMap.zip"
    file.write_bytes(zipped({"a.zip": inner, "b.zip": inner, "readme.txt": b"hello"}))
    read = read_dem(file, EVERYWHERE)
    assert (len(read.grids), read.read, read.form) == (2, 2, "dem_gml")
    assert holds_dem_gml(file)
    assert recognised(file).intake is Intake.ELEVATION


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ({"../dem.xml": b"<a/>"}, "zip_unsafe"),
        ({"bomb.xml": bytes(20_000_000)}, "zip_bomb"),
        ({"readme.txt": b"hello"}, "format_unknown"),
    ],
)
def test_a_zip_that_is_unsafe_or_empty_is_a_fault(tmp_path: Path, parts: dict[str, bytes], key: str):
    file = tmp_path / "dem.zip"
    file.write_bytes(zipped(parts))
    with pytest.raises(InputError) as caught:
        read_dem(file, EVERYWHERE)
    assert caught.value.faults[0].key == key


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_no_change_of_a_mesh_does_more_than_a_fault(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    content = bytearray(dem_gml(BOUNDS, 3, 2, CELLS).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path_factory.mktemp("fuzz") / "dem.xml"
    file.write_bytes(bytes(content))
    try:
        grid = read_dem_gml(file, EVERYWHERE, shown="dem.xml")
    except InputError:
        return
    assert grid is None or grid.heights_m.size > 0


def test_a_download_without_a_mesh_is_none(tmp_path: Path):
    file = tmp_path / "other.zip"
    for content in (
        zipped({"a.zip": zipped({"b.txt": b"c"})}),
        zipped({"a.zip": b"PK\x03\x04"}),
        b"PK\x03\x04",
        b"",
    ):
        file.write_bytes(content)
        assert not holds_dem_gml(file)
    assert holds_dem_gml(gml(tmp_path))
    assert not holds_dem_gml(tmp_path / "none")


def test_a_mesh_is_known_by_its_first_bytes():
    assert is_dem_gml(dem_gml(BOUNDS, 3, 2, CELLS).encode()[:4096])
    assert not is_dem_gml(b"<?xml version='1.0'?><Dataset/>")


def plain_grid(values: list[list[float]], cell_m: float, left: float = 0.0) -> DemGrid:
    return DemGrid(np.array(values, dtype=np.float32), left, 0.0, cell_m, cell_m, pyproj.CRS(6674), cell_m)


def test_the_finest_grid_that_knows_a_point_counts():
    fine = plain_grid([[1.0, np.nan]], 5.0)
    coarse = plain_grid([[7.0, 7.0]], 10.0)
    found = ground_heights(
        [coarse, fine], np.array([[1.0, -2.5], [9.9, -4.0], [15.0, -5.0], [50.0, -5.0]]), 6674
    )
    # The second point lies where the fine grid knows nothing; beyond both nothing is known.
    assert found.height_m == pytest.approx([1.0, 7.0, 7.0, np.nan], nan_ok=True)
    assert found.cell_m == pytest.approx([5.0, 10.0, 10.0, np.nan], nan_ok=True)


def test_the_height_of_a_point_is_the_mean_with_a_cell_on_each_side():
    values = [[0.0, 5.0, 0.0], [1.0, 10.0, 3.0], [0.0, 6.0, 0.0]]
    found = ground_heights([plain_grid(values, 5.0)], np.array([[7.5, -7.5]]), 6674)
    # 10 and its four neighbours 5, 1, 3, 6.
    assert found.height_m == pytest.approx([25.0 / 5])


@pytest.mark.parametrize(("cells_of_a_degree", "error_m"), [(18_000, 1.4), (9_000, 5.0), (4_500, None)])
def test_a_mesh_is_as_exact_as_the_gsi_states_for_its_size(tmp_path: Path, cells_of_a_degree, error_m):
    # 1/18,000 of a degree of latitude is 6.2 m, the 5 m mesh of the GSI; 1/9,000 (12.3 m) its 10 m mesh.
    side = 2 / cells_of_a_degree
    file = tmp_path / "dem.xml"
    file.write_text(dem_gml((135.0, 34.0, 135.0 + side, 34.0 + side), 2, 2, ground([1.0] * 4)), "utf-8")
    (grid,) = read_dem(file, (134.0, 33.0, 136.0, 35.0)).grids
    found = ground_heights([grid], np.array([[0.0, 0.0]]), 6674)
    assert np.isnan(found.error_m).all()
    assert (None if np.isnan(grid.error_m) else grid.error_m) == error_m


@pytest.mark.parametrize("encoding", ["Shift_JIS", "shift-jis", "Windows-31J", "EUC-JP"])
def test_a_mesh_in_an_encoding_of_japan_is_read(tmp_path: Path, encoding: str):
    text = dem_gml(BOUNDS, 3, 2, CELLS).replace("UTF-8", encoding).replace("utf-8", encoding)
    assert encoding in text[:100]
    file = tmp_path / "dem.xml"
    file.write_bytes(text.encode("euc_jp" if encoding == "EUC-JP" else "cp932"))
    assert recognised(file).intake is Intake.ELEVATION  # type: ignore[union-attr]
    grid = only_grid(file)
    np.testing.assert_array_equal(grid.heights_m, [[10, 12, 14], [20, np.nan, 24]])


def test_an_encoding_that_nobody_knows_is_named(tmp_path: Path):
    with pytest.raises(InputError) as refused:
        read_dem(gml(tmp_path, dem_gml(BOUNDS, 3, 2, CELLS).replace("UTF-8", "koi8-r")), EVERYWHERE)
    (fault,) = refused.value.faults
    assert (fault.key, fault.value, fault.expected) == ("xml_encoding", "koi8-r", "UTF-8, Shift_JIS, EUC-JP")
