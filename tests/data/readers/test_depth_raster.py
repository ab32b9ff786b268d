"""Depth rasters: cells of one class become areas; what is no depth is refused."""

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin

from data.readers.area_members import area_members
from data.readers.depth_raster import read_depth_raster
from domain.faults import InputError
from domain.vocabulary import HazardKind
from tests.data.readers.area_inputs import LAT, LON, WITHIN, keys

SIDE = 0.001


def write(path, depth, *, crs="EPSG:6668", nodata=-9999.0, left=LON, **options):
    depth = np.asarray(depth, dtype="float32")
    profile = {
        "driver": "GTiff",
        "height": depth.shape[0],
        "width": depth.shape[1],
        "count": 1,
        "dtype": "float32",
    }
    transform = from_origin(left, LAT + SIDE * depth.shape[0], SIDE, SIDE)
    with rasterio.open(
        path, "w", **profile, crs=crs, nodata=nodata, transform=transform, **options
    ) as raster:
        raster.write(depth, 1)
    return path


def read(path):
    with area_members(path) as members:
        return read_depth_raster(members[0], WITHIN, kind=HazardKind.FLOOD, layer="flood_l2")


def test_cells_of_one_class_are_one_area(tmp_path):
    one = read(write(tmp_path / "depth.tif", [[0.0, 0.6, 0.7], [-9999.0, 3.6, 0.8]], compress="deflate"))
    by_class = dict(zip(one.areas["depth_m_min"], shapely.area(one.areas.geometry.to_numpy()), strict=True))
    # Three cells of 0.5–1 m, one of 3.5–4 m; dry cells and those without a value are none.
    assert by_class == {0.5: pytest.approx(3 * SIDE**2), 3.5: pytest.approx(SIDE**2)}
    assert one.areas.total_bounds == pytest.approx([LON + SIDE, LAT, LON + 3 * SIDE, LAT + 2 * SIDE])
    assert dict(one.notes[0].values) == {"cells": "6", "wet": "4"}


def test_only_the_city_is_read_and_bands_of_rows_change_nothing(tmp_path, monkeypatch):
    path = write(tmp_path / "depth.tif", np.full((7, 400), 1.2), left=LON - 0.2)
    whole = read(path).areas
    monkeypatch.setattr("data.readers.depth_raster._BAND_ROWS", 2)
    banded = read(path).areas
    areas = [shapely.area(one.geometry.to_numpy()).sum() for one in (whole, banded)]
    assert areas[0] == pytest.approx(areas[1])
    assert whole.total_bounds == pytest.approx(banded.total_bounds)
    assert whole.total_bounds[0] == pytest.approx(WITHIN[0], abs=SIDE)


def test_a_raster_of_another_place_holds_nothing(tmp_path):
    assert len(read(write(tmp_path / "depth.tif", [[1.0]], left=LON + 5)).areas) == 0


@pytest.mark.parametrize("depth", [-1.0, 300.0])
def test_what_can_be_no_depth_is_refused(tmp_path, depth):
    with pytest.raises(InputError) as error:
        read(write(tmp_path / "depth.tif", [[depth, 1.0]]))
    assert keys(error) == {"depth_unknown"}


def test_a_cut_raster_is_refused(tmp_path):
    path = write(tmp_path / "depth.tif", np.full((50, 50), 1.2))
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(InputError) as error:
        read(path)
    assert keys(error) == {"file_unreadable"}


def test_a_raster_in_metres_without_a_system_is_refused(tmp_path):
    path = tmp_path / "depth.tif"
    profile = {"driver": "GTiff", "height": 1, "width": 1, "count": 1, "dtype": "float32"}
    with rasterio.open(path, "w", **profile, transform=from_origin(-47e3, -158e3, 5, 5)) as raster:
        raster.write(np.ones((1, 1), dtype="float32"), 1)
    with pytest.raises(InputError) as error:
        read(path)
    assert keys(error) == {"area_crs_missing"}


def test_a_cell_that_the_city_only_touches_is_read(tmp_path):
    # The raster's last column reaches 0.2 of a cell into the city, its bottom row 0.3.
    west, south, *_ = WITHIN
    depth = np.full((3, 4), 1.2)
    left, top = west - 3.8 * SIDE, south + 0.3 * SIDE
    profile = {"driver": "GTiff", "height": 3, "width": 4, "count": 1, "dtype": "float32"}
    transform = from_origin(left, top, SIDE, SIDE)
    with rasterio.open(
        tmp_path / "edge.tif", "w", **profile, crs="EPSG:6668", nodata=-9999.0, transform=transform
    ) as raster:
        raster.write(depth.astype("float32"), 1)
    one = read(tmp_path / "edge.tif")
    assert dict(one.notes[0].values) == {"cells": "1", "wet": "1"}
