"""Depths by time step: the deepest step is the class, the first deep enough the arrival."""

import geopandas as gpd
import numpy as np
import pytest

from data.readers.depth_classes import LIMITS_M, depth_class
from data.readers.depth_steps import step_of
from data.readers.hazard_files import ReadOptions, read_hazard_files
from domain.faults import InputError
from tests.data.readers.area_inputs import WITHIN, keys, parts_of, shapefile, square, zipped


@pytest.mark.parametrize(
    ("shown", "step"),
    [
        ("a.zip/BP001_00020m.SHP", ("BP001", 20)),
        ("BP001_00000m.shp", ("BP001", 0)),
        ("大和川_BP12-00120m.shp", ("大和川_BP12", 120)),
        ("BP001.shp", None),
        ("BP001_max.shp", None),
        ("BP001_20m.shp", None),
    ],
)
def test_breach_and_minutes_are_in_the_name(shown, step):
    assert step_of(shown) == step


def step(folder, name, depths, *, column="浸水深"):
    """Write a step in the columns of the guideline, half-width kana and all."""
    cells = [number for number, depth in enumerate(depths) if depth is not None]
    table = gpd.GeoDataFrame(
        {
            "MESH": [f"5135{number:06d}" for number in cells],
            "標高": 1.0,
            column: [depths[number] for number in cells],
            "浸水深ﾗﾝｸ": 1,
        },
        geometry=[square(number) for number in cells],
        crs=4612,
    )
    return shapefile(folder / name, table, name=name, encoding="cp932")


def read(*files, arrival_depth_m=0.01):
    return read_hazard_files(files, ReadOptions(within=WITHIN, arrival_depth_m=arrival_depth_m))


def test_the_deepest_step_is_the_class_and_the_first_wet_one_the_arrival(tmp_path):
    first = step(tmp_path, "BP001_00020m", [0.1, 0.0, None])
    second = step(tmp_path, "BP001_00040m", [0.7, 0.05, None])
    third = step(tmp_path, "BP001_00060m", [0.2, 3.5, 25.0])
    (one,) = read(third, first, second)
    assert one.areas["arrival_time_s"].tolist() == [1_200.0, 2_400.0, 3_600.0]
    assert one.areas["depth_m_min"].tolist() == [0.5, 3.5, 20.0]
    assert one.areas["depth_m_max"].tolist() == [1.0, 4.0, np.inf]
    assert (one.layer, one.is_cells) == ("flood_l2", True)
    said = dict(dict(one.notes[0].values))
    assert (said["steps"], said["first"], said["last"], said["rows"]) == ("3", "20", "60", "7")


def test_the_depth_of_arrival_is_that_of_the_call(tmp_path):
    files = [
        step(tmp_path, "BP001_00020m", [0.29]),
        step(tmp_path, "BP001_00040m", [0.3]),
    ]
    (one,) = read(*files, arrival_depth_m=0.3)
    # 0.29 m is below it, 0.30 m is not.
    assert one.areas["arrival_time_s"].tolist() == [2_400.0]
    assert dict(one.notes[1].values)["depth"] == "0.3"
    (never,) = read(files[0], arrival_depth_m=0.3)
    assert np.isnan(never.areas["arrival_time_s"]).all()


def test_breach_points_stay_apart_also_in_one_zip(tmp_path):
    parts = {}
    for name in ("BP001_00020m", "BP002_00020m"):
        parts |= parts_of(step(tmp_path, name, [0.4]), f"{name[:5]}/")
    reads = read(zipped(tmp_path / "steps.zip", parts))
    assert sorted(one.areas["name"].iloc[0] for one in reads) == ["BP001", "BP002"]


@pytest.mark.parametrize("depth", [-0.5, 201.0])
def test_impossible_depths_are_refused(tmp_path, depth):
    with pytest.raises(InputError) as error:
        read(step(tmp_path, "BP001_00020m", [0.4, depth, depth]))
    fault = error.value.faults[0]
    assert (fault.key, fault.row, fault.more) == ("depth_unknown", "2", 1)


def test_depths_in_words_are_refused(tmp_path):
    with pytest.raises(InputError) as error:
        read(step(tmp_path, "BP001_00020m", ["深い"]))
    assert keys(error) == {"depth_unknown"}


def test_classes_hold_their_depths_and_floors_lie_on_a_limit():
    depths = np.array([0.001, 0.3, 0.49, 0.5, 3.49, 3.5, 9.99, 10.0, 19.99, 20.0])
    low, high = depth_class(depths)
    assert (low <= depths).all()
    assert (depths < high).all()
    assert high[-1] == np.inf
    # Floor n of a home begins at 0.5 + 3 (n − 1) m.
    assert {0.5, 3.5, 6.5, 9.5} <= set(LIMITS_M.tolist())


def test_records_that_are_no_areas_are_counted(tmp_path):
    table = gpd.GeoDataFrame(
        {"MESH": ["a", "b", "c"], "浸水深": [1.2, 1.2, 0.0]},
        geometry=[square(0), square(1).boundary, square(2)],
        crs=4612,
    )
    path = tmp_path / "BP001_00020m.geojson"
    table.to_crs(6668).to_file(path, driver="GeoJSON", engine="pyogrio")
    (one,) = read(path)
    # One wet cell and a line; the dry cell is no row of the map.
    assert (one.rows_read, len(one.areas), one.not_areas) == (2, 1, (2,))
