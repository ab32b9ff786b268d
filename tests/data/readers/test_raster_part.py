"""The cells of a raster that a city touches, and bounds on what is unpacked for them."""

import pytest

from data.readers.raster_part import raster_part
from domain.faults import InputError
from tests.data.readers.area_inputs import LAT, LON, WITHIN, keys
from tests.data.readers.hostile_inputs import raster


def part(path, within=WITHIN, margin=0):
    with raster_part(path, within, shown="a.tif", margin=margin) as found:
        window = found.window
        return found.cells, None if window is None else window.flatten()


def test_cells_are_those_that_are_touched_and_a_margin(tmp_path):
    # Cells of 0.001°, 20 by 20, from LON, LAT + 0.02 to the south-east.
    path = raster(tmp_path / "a.tif")
    assert part(path) == (400, (0, 0, 20, 20))
    # From the third cell to within the fifth; from the top to within the second row.
    box = (LON + 0.002, LAT + 0.0185, LON + 0.0045, LAT + 0.03)
    assert part(path, box) == (6, (2, 0, 3, 2))
    assert part(path, box, margin=1) == (15, (1, 0, 5, 3))
    assert part(path, (LON + 1, LAT, LON + 1.1, LAT + 0.1)) == (0, None)


@pytest.mark.parametrize(("most", "is_read"), [(400, True), (399, False)])
def test_a_city_of_too_many_cells_is_refused(tmp_path, monkeypatch, most, is_read):
    monkeypatch.setattr("data.readers.raster_part.MOST_CELLS", most)
    if is_read:
        assert part(raster(tmp_path / "a.tif"))[0] == 400
    else:
        with pytest.raises(InputError) as error:
            part(raster(tmp_path / "a.tif"))
        assert keys(error) == {"areas_many"}


def test_a_block_is_bounded_though_few_of_its_cells_are_read(tmp_path, monkeypatch):
    # One strip of 20 by 20 cells is unpacked for the one cell that is read.
    path = raster(tmp_path / "a.tif", compress="deflate", blockysize=20)
    box = (LON + 0.0051, LAT + 0.0151, LON + 0.0052, LAT + 0.0152)
    monkeypatch.setattr("data.readers.raster_part.MOST_CELLS", 399)
    with pytest.raises(InputError) as error:
        part(path, box)
    assert keys(error) == {"areas_many"}
    monkeypatch.setattr("data.readers.raster_part.MOST_CELLS", 400)
    assert part(path, box)[0] == 1
