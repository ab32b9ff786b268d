"""Numbers of a raster are metres only by the scale, the offset and the unit that the file states."""

from types import SimpleNamespace

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window

from data.readers.raster_values import band_metres, cells_near
from domain.faults import InputError
from tests.data.readers.area_inputs import keys
from tests.each import each


def metres(path, *, dtype="uint16", nodata=65535, scale=1.0, offset=0.0, unit=None, **options):
    """Write stored numbers with what is stated of them, and return them in metres."""
    profile = {"driver": "GTiff", "height": 1, "width": 3, "count": 1, "dtype": dtype, "crs": "EPSG:6668"}
    with rasterio.open(path, "w", **profile, nodata=nodata, transform=from_origin(135, 35, 1, 1)) as raster:
        raster.write(np.array([[150, 7, nodata]], dtype=dtype), 1)
        raster.scales, raster.offsets = (scale,), (offset,)
        if unit is not None:
            raster.units = (unit,)
    with rasterio.open(path) as raster:
        return band_metres(raster, Window(0, 0, 3, 1), path.name, **options)[0].tolist()


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({}, [150.0, 7.0]),
        ({"unit": "metre"}, [150.0, 7.0]),
        # Centimetres in whole numbers, as a scale or as a unit: 150 cm are 1.5 m.
        ({"scale": 0.01}, [1.5, 0.07]),
        ({"unit": "cm"}, [1.5, 0.07]),
        ({"unit": "mm", "offset": 50.0}, [0.2, 0.057]),
        ({"scale": 0.1, "offset": -1.0}, [14.0, -0.3]),
    ],
)
def test_stored_numbers_become_metres(tmp_path, stated, found):
    values = metres(tmp_path / "a.tif", **stated)
    assert values[:2] == pytest.approx(found)
    assert np.isnan(values[2])


def test_a_mark_of_no_value_is_held_against_what_is_stored(tmp_path):
    values = metres(tmp_path / "a.tif", scale=0.5, without=150.0)
    assert np.isnan(values[0])
    assert values[1] == 3.5


def test_a_unit_that_is_no_length_is_an_error(tmp_path):
    with pytest.raises(InputError) as error:
        metres(tmp_path / "a.tif", unit="m/s")
    assert keys(error) == {"raster_unit"}
    assert error.value.faults[0].value == "m/s"


#: Five columns and four rows of 10 m, the corner in the north-west at (100, 200).
RASTER = SimpleNamespace(width=5, height=4, transform=from_origin(100, 200, 10, 10))


@each(
    ("box", "margin", "cells"),
    [
        # Columns 1 and 2 lie between x = 110 and 130, row 1 between y = 180 and 190.
        ((111, 181, 129, 189), 0, (1, 1, 2, 1)),
        # To the edge of a cell, and a hair over it.
        ((110, 180, 130, 190), 0, (1, 1, 2, 1)),
        ((110, 180, 130.1, 190.1), 0, (1, 0, 3, 2)),
        ((111, 181, 129, 189), 1, (0, 0, 4, 3)),
        ((0, 0, 1000, 1000), 3, (0, 0, 5, 4)),
        ((300, 0, 400, 50), 0, None),
        # The box ends one cell before the raster begins.
        ((80, 181, 90, 189), 1, None),
        ((80, 181, 90, 189), 2, (0, 0, 1, 4)),
    ],
)
def test_cells_near_a_box(box, margin, cells):
    assert cells_near(RASTER, box, margin=margin) == cells
