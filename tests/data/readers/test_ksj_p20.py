"""国土数値情報 P20: shapefile and GeoJSON, −1 is unknown."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from data.readers.ksj_p20 import read_p20


def p20(**changes: list) -> gpd.GeoDataFrame:
    table = {
        "P20_001": ["99001"] * 3,
        "P20_002": ["模擬会館", "模擬小学校", "模擬の里"],
        "P20_003": ["模擬市1", "模擬市2", "模擬市3"],
        "P20_004": ["一次避難場所", "避難所", "福祉避難所"],
        "P20_005": [100, -1, 20],
        "P20_006": [-1] * 3,
        "P20_007": [1, 1, 0],
        "P20_008": [0, 1, 0],
        "P20_009": [1, 0, 0],
        "P20_010": [0, 0, 0],
        "P20_011": [0, 0, 0],
        "P20_012": [0, 0, 1],
    }
    points = shapely.points([131.24, 131.25, 131.26], [33.95, 33.96, 33.97])
    return gpd.GeoDataFrame({**table, **changes}, geometry=points, crs=4612)


@pytest.fixture(params=["shp", "geojson"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"p20.{request.param}"
    p20().to_file(path, encoding="cp932" if request.param == "shp" else "utf-8")
    return path


def test_roles_flags_and_capacities_are_read(file: Path):
    read = read_p20(file)
    rows = read.rows
    assert rows["place_id"].tolist() == ["P20-99001-00001", "P20-99001-00002", "P20-99001-00003"]
    assert rows[["emergency_site", "shelter", "welfare_shelter"]].to_numpy().tolist() == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    assert rows["flood"].tolist() == [True, False, False]
    # 水害 says nothing of surge and inland water.
    assert not rows[["storm_surge", "inland_flood"]].any(axis=None)
    assert rows["lon"].tolist() == pytest.approx([131.24, 131.25, 131.26], abs=1e-6)


def test_minus_one_is_unknown_and_never_a_number(file: Path):
    read = read_p20(file)
    assert read.rows["official_capacity_persons"].isna().tolist() == [False, True, False]
    assert [(fault.key, fault.row) for fault in read.faults] == [("capacity_unknown", "2")]


def test_another_negative_capacity_is_an_error(tmp_path: Path):
    path = tmp_path / "p20.geojson"
    p20(P20_005=[-5, 10, 10]).to_file(path)
    assert [(fault.key, fault.row, fault.value) for fault in read_p20(path).faults] == [
        ("negative_number", "1", "-5")
    ]


def test_another_file_is_refused(tmp_path: Path):
    text, other = tmp_path / "x.shp", tmp_path / "y.geojson"
    text.write_text("no shapefile")
    p20().drop(columns="P20_004").to_file(other)
    assert [fault.key for fault in read_p20(text).faults] == ["file_unreadable"]
    assert [fault.key for fault in read_p20(other).faults] == ["header_unknown"]
