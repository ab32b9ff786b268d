"""Networks in GeoPackages and shapefiles are what the same network in GeoParquet is."""

import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.readers.osmnx_streets import read_osmnx_streets
from data.readers.street_files import StreetReading, read_street_file
from data.readers.street_layers import read_street_layers
from domain.faults import InputError
from tests.data.readers.test_osmnx_streets import EPSG, XY, square, write


def edges() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(square(), geometry="geometry", crs=EPSG)


def as_shapefile(tmp_path: Path, frame: gpd.GeoDataFrame) -> Path:
    """Return a zipped shapefile as QGIS writes it: ids as decimal numbers, empty text for nothing."""
    told = frame.assign(u=frame["u"].astype(float), v=frame["v"].astype(float), reversed="[ false, true ]")
    for name in ("name", "width", "bridge", "tunnel", "est_width"):
        told[name] = told[name].fillna("")
    short = told.rename(columns={"elev_start_m": "elev_start"})
    folder = tmp_path / "shape"
    folder.mkdir()
    short.to_file(folder / "道路.shp", encoding="UTF-8")
    file = tmp_path / "roads.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for part in folder.iterdir():
            archive.write(part, part.name)
    return file


def test_a_shapefile_says_what_geoparquet_says(tmp_path: Path):
    same = read_osmnx_streets(write(tmp_path, square()), epsg=EPSG)
    found = read_street_file(as_shapefile(tmp_path, edges()), StreetReading(EPSG))
    pd.testing.assert_frame_equal(
        pd.DataFrame(found.streets.drop(columns="geometry")),
        pd.DataFrame(same.streets.drop(columns="geometry")),
    )
    assert shapely.equals_exact(
        found.streets.geometry.to_numpy(), same.streets.geometry.to_numpy(), 1e-6
    ).all()
    assert found.nodes["elevation_m"].equals(same.nodes["elevation_m"])


def as_geopackage(tmp_path: Path, *, nodes: bool = True) -> Path:
    file = tmp_path / "network.gpkg"
    plain = edges().drop(columns=["elev_start_m", "elev_end_m"])
    plain.to_file(file, layer="edges", driver="GPKG")
    if nodes:
        corners = gpd.GeoDataFrame(
            {
                "osmid": [*XY],
                "elevation": [1.0, 3.0, None, 2.0, 0.0, 0.0],
                "railway": [None, "level_crossing"] + [None] * 4,
            },
            geometry=[shapely.Point(place) for place in XY.values()],
            crs=EPSG,
        )
        corners.to_file(file, layer="nodes", driver="GPKG")
    return file


def test_a_geopackage_brings_what_its_nodes_say(tmp_path: Path):
    same = read_osmnx_streets(write(tmp_path, square()), epsg=EPSG)
    found = read_street_file(as_geopackage(tmp_path), StreetReading(EPSG))
    assert found.streets["slope"].tolist() == same.streets["slope"].tolist()
    assert found.nodes["elevation_m"].equals(same.nodes["elevation_m"])
    assert found.crossing_nodes == (2,)


def test_edges_alone_are_enough(tmp_path: Path):
    found = read_street_file(as_geopackage(tmp_path, nodes=False), StreetReading(EPSG))
    assert len(found.streets) == 4
    assert found.nodes["elevation_m"].isna().all()
    assert found.crossing_nodes == ()


def test_a_file_without_edges_names_what_is_missing(tmp_path: Path):
    file = tmp_path / "other.gpkg"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(0, 0)], crs=EPSG).to_file(file, driver="GPKG")
    with pytest.raises(InputError) as caught:
        read_street_layers(file)
    assert {(fault.key, fault.column) for fault in caught.value.faults} == {
        ("column_missing", "u"),
        ("column_missing", "v"),
    }


@pytest.mark.parametrize(
    "content", [b"SQLite format 3\x00" + bytes(200), b"PK\x03\x04" + bytes(50), b"\x00\x00\x27\x0a"]
)
def test_a_broken_file_is_a_fault(tmp_path: Path, content: bytes):
    file = tmp_path / "network.gpkg"
    file.write_bytes(content)
    with pytest.raises(InputError):
        read_street_file(file, StreetReading(EPSG))


def test_a_geopackage_that_opens_other_files_is_refused(tmp_path: Path):
    file = as_geopackage(tmp_path)
    base = sqlite3.connect(file)
    base.execute("CREATE VIRTUAL TABLE doors USING fts4(a)")
    base.commit()
    base.close()
    with pytest.raises(InputError) as caught:
        read_street_file(file, StreetReading(EPSG))
    assert caught.value.faults[0].key == "geopackage_refused"


def test_lists_in_geoparquet_are_read(tmp_path: Path):
    rows = [{**row, "osmid": [1, 2], "highway": ["footway", "steps"]} for row in square()]
    found = read_street_file(write(tmp_path, rows), StreetReading(EPSG))
    assert found.streets["steps"].all()
    assert set(found.streets["highway"]) == {"footway"}


def test_a_file_of_no_form_is_refused(tmp_path: Path):
    file = tmp_path / "streets.txt"
    file.write_text("u,v\n1,2\n")
    with pytest.raises(InputError) as caught:
        read_street_file(file, StreetReading(EPSG))
    assert caught.value.faults[0].key == "format_unknown"
