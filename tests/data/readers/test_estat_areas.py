"""Boundaries of small areas: several polygons an area, people once, water left out."""

import pytest
import shapely

from data.readers.estat_areas import read_small_areas
from domain.faults import InputError
from tests.data.readers.boundary_inputs import square, write_flatgeobuf, write_geojson, write_zipped_shapefile

WITHIN = (135.0, 34.0, 136.0, 35.0)


def area(key, *, name="模擬町", people=10, households=4, kind=8101, x=135.4, part="E1"):
    names = {
        "KEY_CODE": key, "S_NAME": name, "HCODE": kind, "KIGO_E": part, "JINKO": people, "SETAI": households,
    }  # fmt: skip
    return names, square(x, 34.5)


ROWS = [
    area("27141001001", name="一丁", people=120, households=50),
    # The second part of an area says 0: its people stand on the first.
    area("27141001002", name="二丁", people=80, households=30, x=135.42),
    area("27141001002", name="二丁", people=0, households=0, x=135.44, part="E2"),
    # Every part says the same: the people of the area once.
    area("271410020", name="三町", people=60, households=20, x=135.46),
    area("271410020", name="三町", people=60, households=20, x=135.48, part="E2"),
    # Parts that differ hold their own people.
    area("271410030", name="四町", people=5, households=2, x=135.50),
    area("271410030", name="四町", people=7, households=3, x=135.52, part="E2"),
    area("271419999", name="海", kind=8154, x=135.54),
]
WRITERS = {"a.geojson": write_geojson, "b.zip": write_zipped_shapefile, "c.fgb": write_flatgeobuf}


@pytest.mark.parametrize("name", WRITERS)
def test_areas_of_several_polygons_are_one_with_their_people_once(tmp_path, name):
    read = read_small_areas(WRITERS[name](tmp_path / name, ROWS), WITHIN)
    assert read.areas.index.tolist() == ["27141001001", "27141001002", "271410020", "271410030"]
    assert read.areas["residents"].tolist() == [120, 80, 60, 12]
    assert read.areas["households"].tolist() == [50, 30, 20, 5]
    assert read.areas["name"].tolist() == ["一丁", "二丁", "三町", "四町"]
    assert read.areas["code"].unique().tolist() == ["27141"]
    assert shapely.area(read.areas.geometry.to_numpy()).tolist() == pytest.approx([1e-4, 2e-4, 2e-4, 2e-4])
    assert (read.rows_read, read.joined) == (8, 3)
    assert [(one.key, one.count) for one in read.dropped] == [("water_area", 1)]


def test_a_plane_system_is_brought_to_degrees(tmp_path):
    rows = [(ROWS[0][0], shapely.box(-40000, -160000, -39000, -159000))]
    read = read_small_areas(write_zipped_shapefile(tmp_path / "b.zip", rows, epsg=2448), WITHIN)
    assert 135.4 < read.areas.geometry.iloc[0].centroid.x < 135.7


def test_what_lies_elsewhere_is_left_out(tmp_path):
    rows = [*ROWS, area("13101001001", x=139.7)]
    assert (
        "13101001001" not in read_small_areas(write_geojson(tmp_path / "a.geojson", rows), WITHIN).areas.index
    )


def test_without_people_they_are_unknown_and_not_zero(tmp_path):
    rows = [({"KEY_CODE": "27141001001", "S_NAME": "一丁"}, square(135.4, 34.5))]
    read = read_small_areas(write_geojson(tmp_path / "a.geojson", rows), WITHIN)
    assert read.areas["residents"].isna().all()


def test_a_code_of_another_form_is_left_out_and_counted(tmp_path):
    rows = [*ROWS, area("2714100", x=135.6), area("", x=135.62)]
    read = read_small_areas(write_geojson(tmp_path / "a.geojson", rows), WITHIN)
    assert ("no_key_code", 2) in [(one.key, one.count) for one in read.dropped]


def test_another_file_of_areas_is_refused(tmp_path):
    with pytest.raises(InputError) as refused:
        read_small_areas(write_geojson(tmp_path / "a.geojson", [({"x": 1}, square(135.4, 34.5))]), WITHIN)
    assert {fault.column for fault in refused.value.faults} == {"KEY_CODE", "S_NAME"}


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_of_another_place_holds_no_area(tmp_path, name):
    read = read_small_areas(WRITERS[name](tmp_path / name, ROWS), (140.0, 40.0, 141.0, 41.0))
    assert (len(read.areas), read.rows_read) == (0, len(ROWS))
