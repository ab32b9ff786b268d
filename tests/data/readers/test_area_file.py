"""Layers of areas: encodings, systems of coordinates, what lies in the city, hostile content."""

import contextlib
import socket
import sqlite3
import threading

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.readers.area_file import area_heads, read_areas
from data.readers.area_members import area_members
from domain.faults import InputError
from tests.data.readers.area_inputs import LAT, LON, WITHIN, geojson, keys, layer, shapefile, square

ROWS = [{"A40_003": "１ｍ以上２ｍ未満", "other": 1}, {"A40_003": "２ｍ以上５ｍ未満", "other": 2}]


def read(path, columns=("A40_003",), within=WITHIN):
    with area_members(path) as members:
        heads = area_heads(members[0])
        return heads[0], read_areas(members[0], heads[0], columns, within)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
@pytest.mark.parametrize("cpg", [False, True])
@pytest.mark.parametrize("epsg", [4612, 6668, 4326, 6674, 2448])
def test_shapefiles_of_every_encoding_and_system(tmp_path, encoding, cpg, epsg):
    path = shapefile(tmp_path, layer(ROWS, epsg=epsg), encoding=encoding, cpg=cpg)
    head, table = read(path)
    assert head.encoding == encoding
    assert table.areas["A40_003"].tolist() == [row["A40_003"] for row in ROWS]
    assert table.areas.index.tolist() == [1, 2]
    assert (head.count, table.read, table.not_areas) == (2, 2, ())
    # JGD2000 and WGS 84 are taken for JGD2011: the shapes stay where they are, to the millimetre.
    assert table.areas.crs.to_epsg() == 6668
    assert table.areas.geometry.iloc[1].bounds == pytest.approx(square(1).bounds, abs=1e-8)
    assert head.settled.note == ("datum_not_shifted" if epsg in {4612, 2448} else "")


def test_a_wrong_declared_encoding_is_mended_and_said(tmp_path):
    path = shapefile(tmp_path, layer(ROWS), encoding="cp932", cpg=True)
    path.with_suffix(".cpg").write_text("UTF-8")
    head, table = read(path)
    assert table.areas["A40_003"].iloc[0] == ROWS[0]["A40_003"]
    assert [fault.key for fault in head.faults] == ["encoding_found"]


def test_a_missing_prj_is_assumed_and_said(tmp_path):
    path = shapefile(tmp_path, layer(ROWS), prj=False)
    head, table = read(path)
    assert {fault.key: fault.expected for fault in head.faults}["crs_assumed"] == "EPSG:6668"
    assert len(table.areas) == 2


def test_metres_without_a_prj_are_refused(tmp_path):
    path = shapefile(tmp_path, layer(ROWS, epsg=6674), prj=False)
    with pytest.raises(InputError) as error:
        read(path)
    assert keys(error) == {"area_crs_missing"}


def test_latitude_before_longitude_is_refused(tmp_path):
    path = geojson(tmp_path / "a.geojson", [({}, shapely.transform(square(), lambda xy: xy[:, ::-1]))])
    with pytest.raises(InputError) as error:
        read(path, ())
    assert keys(error) == {"area_swapped"}


def test_only_what_may_touch_the_city_is_read(tmp_path):
    shapes = [square(), square(lon=LON + 1), square(1)]
    path = shapefile(tmp_path, layer([{"A40_003": str(n)} for n in range(3)], shapes))
    _, table = read(path)
    assert (table.read, table.areas.index.tolist()) == (3, [1, 3])
    same = geojson(tmp_path / "a.geojson", [({"A40_003": str(n)}, shape) for n, shape in enumerate(shapes)])
    _, table = read(same)
    assert (table.read, table.areas.index.tolist()) == (3, [1, 3])


@pytest.mark.parametrize("ending", ["gpkg", "fgb"])
def test_geopackage_and_flatgeobuf(tmp_path, ending):
    made, path = tmp_path / f"areas.{ending}", tmp_path / "areas.bin"
    layer(ROWS).to_file(made, engine="pyogrio")
    made.rename(path)
    _, table = read(path)
    assert sorted(table.areas["A40_003"]) == sorted(row["A40_003"] for row in ROWS)
    assert sorted(table.areas.index) == [1, 2]


def test_shapes_that_are_no_areas_are_counted(tmp_path):
    nan = {"type": "Polygon", "coordinates": [[[float("nan"), LAT], [LON, LAT], [LON, LAT + 1], [LON, LAT]]]}
    collection = {
        "type": "GeometryCollection",
        "geometries": [shapely.geometry.mapping(square(3)), {"type": "Point", "coordinates": [LON, LAT]}],
    }
    shapes = [
        square(),
        nan,
        None,
        {"type": "Point", "coordinates": [LON, LAT]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [["x", "y"]]},
        {"type": "LineString", "coordinates": [[LON, LAT], [LON, LAT + 1]]},
        collection,
    ]
    _, table = read(geojson(tmp_path / "a.geojson", [({"A40_003": "x"}, one) for one in shapes]))
    assert table.not_areas == (2, 3, 4, 5, 6, 7)
    assert table.areas.index.tolist() == [1, 8]
    assert set(table.areas.geom_type) <= {"Polygon", "MultiPolygon"}


def test_heights_are_left_out(tmp_path):
    shape = {"type": "Polygon", "coordinates": [[[x, y, 5.0] for x, y in square().exterior.coords]]}
    _, table = read(geojson(tmp_path / "a.geojson", [({}, shape)]), ())
    assert not table.areas.has_z.any()


def test_a_hole_stays_a_hole(tmp_path):
    hole = shapely.box(LON + 0.0002, LAT + 0.0002, LON + 0.0005, LAT + 0.0005)
    _, table = read(geojson(tmp_path / "a.geojson", [({}, square().difference(hole))]), ())
    assert table.areas.geometry.iloc[0].area == pytest.approx(square().area - hole.area)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"features": {}}',
        '{"features": [1]}',
        '{"features": [{"type": "Feature"',
        '{"features": [{}] "x": 1}',
        "{" * 100_000,
        '{"features": [' + '{"a":' * 100_000,
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": ' + "9" * 9_999 + "}}]}",
    ],
)
def test_broken_geojson_is_refused(tmp_path, text):
    path = tmp_path / "a.geojson"
    path.write_text(text)
    with pytest.raises(InputError):
        read(path, ())


def test_geojson_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_bytes('{"name": "浸水", "features": []}'.encode("cp932"))
    with pytest.raises(InputError) as error:
        read(path, ())
    assert keys(error) == {"encoding"}


def test_a_number_across_the_edge_of_a_window_stays_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("data.readers.json_window._CHUNK", 7)
    shapes = [({"A40_003": "1m以上2m未満", "n": 123_456_789}, square(n)) for n in range(4)]
    _, table = read(geojson(tmp_path / "a.geojson", shapes), ("n",))
    assert table.areas["n"].tolist() == [123_456_789] * 4
    assert table.areas.geometry.iloc[3].bounds == pytest.approx(square(3).bounds, abs=1e-12)


def test_an_address_in_a_file_is_never_asked(tmp_path):
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)

        def listen():
            try:
                asked.append(server.accept())
            except TimeoutError:
                return

        listener = threading.Thread(target=listen)
        listener.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/crs"
        link = {"type": "link", "properties": {"href": address, "type": "proj4"}}
        path = geojson(tmp_path / "a.geojson", [({}, square())], crs=link)
        with pytest.raises(InputError) as error:
            read(path, ())
        listener.join()
    assert (keys(error), asked) == ({"area_crs_unknown"}, [])


def test_a_geopackage_that_opens_other_files_is_refused(tmp_path):
    path = tmp_path / "a.gpkg"
    layer(ROWS).to_file(path, driver="GPKG", engine="pyogrio")
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA writable_schema = 1")
        base.execute(
            "INSERT INTO sqlite_master VALUES ('table', 'door', 'door', 0, "
            "'CREATE VIRTUAL TABLE door USING VirtualOGR(''/etc/passwd'')')"
        )
    base.close()
    with pytest.raises(InputError) as error:
        read(path, ())
    assert keys(error) == {"geopackage_refused"}


def test_a_geopackage_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"SQLite format 3\x00" + bytes(500))
    with pytest.raises(InputError) as error:
        read(path, ())
    assert keys(error) <= {"file_unreadable", "table_empty"}


def test_an_empty_file_says_so(tmp_path):
    with pytest.raises(InputError) as error:
        read(geojson(tmp_path / "a.geojson", []), ())
    assert keys(error) == {"table_empty"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 3), st.data())
def test_spoilt_bytes_are_read_or_refused_and_nothing_else(tmp_path, which, data):
    path = tmp_path / "fuzz"
    table = layer(ROWS)
    if which == 0:
        geojson(path, [({"A40_003": "x"}, square())])
    else:
        driver = {1: "GPKG", 2: "FlatGeobuf", 3: "ESRI Shapefile"}[which]
        made = tmp_path / {1: "m.gpkg", 2: "m.fgb", 3: "m.shp"}[which]
        if not made.exists():
            gpd.GeoDataFrame(table).to_file(made, driver=driver, engine="pyogrio")
        path = tmp_path / f"spoilt{made.suffix}"
        for part in tmp_path.glob("m.*"):
            (tmp_path / f"spoilt{part.suffix}").write_bytes(part.read_bytes())
    content = bytearray(path.read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[at] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]))
    with contextlib.suppress(InputError):
        _, found = read(path, ())
        assert found.areas.empty or np.isfinite(found.areas.total_bounds).all()


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84"])
def test_degrees_as_gdal_and_qgis_write_them_are_read(tmp_path, name):
    crs = {"type": "name", "properties": {"name": name}}
    path = geojson(tmp_path / "own.geojson", [({}, square())], crs)
    with area_members(path) as (member,):
        (head,) = area_heads(member)
    assert head.settled.crs.to_epsg() == 6668
