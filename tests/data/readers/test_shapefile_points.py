"""Shapefiles of points: encodings, zips, and every way in which a part can be broken."""

import struct
from pathlib import Path

import pyproj
import pytest

from data.readers.shapefile_points import read_shapefile, shapefile_parts, zipped_parts
from domain.vocabulary import Severity
from tests.data.readers.place_inputs import shapefile, zipped
from tests.each import each

RECORDS = [({"NAME": "模擬小学校", "N": 5}, 135.5, 34.5), ({"NAME": "公園能表", "N": 6}, 135.6, 34.6)]
JGD2011 = pyproj.CRS(6668).to_wkt("WKT1_ESRI")


def names(parts: dict[str, bytes]) -> tuple[list[str], list[str]]:
    table = read_shapefile(parts, "a.shp")
    return table.cells["NAME"].tolist(), [fault.key for fault in table.faults]


def test_points_and_texts_are_read():
    table = read_shapefile(shapefile(RECORDS, cpg="CP932", prj=JGD2011), "a.shp")
    assert table.faults == ()
    assert table.cells.to_dict("list") == {"NAME": ["模擬小学校", "公園能表"], "N": ["5", "6"]}
    assert [float(value) for value in table.longitude] == pytest.approx([135.5, 135.6])
    assert [float(value) for value in table.latitude] == pytest.approx([34.5, 34.6])
    assert table.rows == ("1", "2")


@pytest.mark.parametrize(
    ("cpg", "encoding"), [("UTF-8", "utf-8"), ("SJIS", "cp932"), ("932", "cp932"), ("65001", "utf-8")]
)
def test_the_encoding_is_what_the_file_names(cpg: str, encoding: str):
    parts = shapefile(RECORDS, encoding=encoding, cpg=cpg, prj=JGD2011)
    assert names(parts) == (["模擬小学校", "公園能表"], [])


@each(("encoding", "shown"), [("cp932", "Shift_JIS (CP932)"), ("utf-8", "UTF-8")])
@each("cpg", [None, "", "謎", "UTF-8", "CP932"])
def test_else_it_is_what_the_texts_show_and_said(cpg: str | None, encoding: str, shown: str):
    parts = shapefile(RECORDS, encoding=encoding, cpg=cpg, prj=JGD2011)
    table = read_shapefile(parts, "a.shp")
    assert table.cells["NAME"].tolist() == ["模擬小学校", "公園能表"]
    said = [(fault.key, fault.severity, fault.value) for fault in table.faults]
    fits = (cpg, encoding) in {("UTF-8", "utf-8"), ("CP932", "cp932")}
    assert said == ([] if fits else [("encoding_found", Severity.WARNING, shown)])


def test_ascii_alone_needs_no_encoding():
    assert names(shapefile([({"NAME": "Hall"}, 1, 2)], prj=JGD2011)) == (["Hall"], [])


def test_texts_of_no_known_encoding_are_refused():
    parts = shapefile([({"NAME": "x"}, 1, 2)], prj=JGD2011)
    parts["dbf"] = parts["dbf"].replace(b"x   ", b"\x81\xff\x81 ")
    assert names(parts)[1] == ["encoding"]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_a_character_cut_by_the_width_of_its_field_is_left_out(encoding: str):
    # 40 bytes hold 20 characters of CP932, 13 of UTF-8 and a third of the next.
    name = "a" + "字" * 30
    parts = shapefile([({"NAME": name}, 1, 2), ({"NAME": "公園能表"}, 1, 2)], encoding=encoding, prj=JGD2011)
    whole = {"cp932": "a" + "字" * 19, "utf-8": "a" + "字" * 13}[encoding]
    assert names(parts) == ([whole, "公園能表"], ["encoding_found"])


def test_a_multipoint_of_one_point_is_a_point():
    table = read_shapefile(shapefile(RECORDS, cpg="932", prj=JGD2011, multipoint=True), "a.shp")
    assert [float(value) for value in table.longitude] == pytest.approx([135.5, 135.6])


def test_deleted_records_are_no_records():
    parts = shapefile(RECORDS, cpg="932", prj=JGD2011)
    first = 33 + 32 * 2
    parts["dbf"] = parts["dbf"][:first] + b"*" + parts["dbf"][first + 1 :]
    table = read_shapefile(parts, "a.shp")
    assert (table.cells["NAME"].tolist(), table.rows) == (["公園能表"], ("2",))


def record_at(parts: dict[str, bytes], kind: int, *values: float) -> dict[str, bytes]:
    """Replace the body of the first record."""
    body = struct.pack("<i", kind) + struct.pack(f"<{len(values)}d", *values)
    body = body.ljust(20, b"\0")
    return {**parts, "shp": parts["shp"][:108] + body + parts["shp"][128:]}


@pytest.mark.parametrize(
    ("kind", "values", "key"),
    [
        (0, (), "geometry_missing"),
        (5, (1.0, 2.0), "shape_is_no_point"),
        (1, (float("nan"), 2.0), "coordinates_unreadable"),
        (1, (1.0, float("inf")), "coordinates_unreadable"),
    ],
)
def test_a_record_without_a_point_is_named(kind: int, values: tuple[float, ...], key: str):
    table = read_shapefile(record_at(shapefile(RECORDS, cpg="932", prj=JGD2011), kind, *values), "a.shp")
    assert [(fault.key, fault.row) for fault in table.faults] == [(key, "1")]
    assert table.rows == ("2",)


def test_a_missing_projection_is_assumed_and_said():
    table = read_shapefile(shapefile(RECORDS, cpg="932"), "a.shp")
    assert [(fault.key, fault.expected) for fault in table.faults] == [("crs_assumed", "EPSG:4612")]
    assert float(table.longitude[0]) == 135.5


def test_metres_become_degrees_and_an_unknown_projection_is_refused():
    metric = read_shapefile(
        shapefile([({"NAME": "x"}, 0.0, 0.0)], prj=pyproj.CRS(6674).to_wkt("WKT1_ESRI")), "a.shp"
    )
    assert (float(metric.longitude[0]), float(metric.latitude[0])) == pytest.approx((136, 36))
    odd = read_shapefile(shapefile([({"NAME": "x"}, 0.0, 0.0)], prj="LOCAL NONSENSE"), "a.shp")
    assert [fault.key for fault in odd.faults] == ["points_crs_unknown"]


@pytest.mark.parametrize("part", ["shp", "dbf"])
def test_a_part_cut_anywhere_is_refused_or_read_whole(part: str):
    parts = shapefile(RECORDS, cpg="932", prj=JGD2011)
    for length in range(len(parts[part])):
        table = read_shapefile({**parts, part: parts[part][:length]}, "a.shp")
        if [fault.key for fault in table.faults] != ["file_unreadable"]:
            # Only the mark behind the last record may be missing.
            assert (part, length) == ("dbf", len(parts["dbf"]) - 1)


@pytest.mark.parametrize(
    ("at", "value"),
    [(0, b"\0\0\0\1"), (28, b"\1\0\0\0"), (104, b"\x7f\xff\xff\xff"), (104, b"\xff\xff\xff\xff")],
)
def test_a_shp_that_is_none_is_refused(at: int, value: bytes):
    parts = shapefile(RECORDS, cpg="932", prj=JGD2011)
    broken = {**parts, "shp": parts["shp"][:at] + value + parts["shp"][at + 4 :]}
    assert [fault.key for fault in read_shapefile(broken, "a.shp").faults] == ["file_unreadable"]


def test_more_shapes_than_records_and_fewer_are_refused():
    two, one = shapefile(RECORDS, cpg="932", prj=JGD2011), shapefile(RECORDS[:1], cpg="932", prj=JGD2011)
    for mixed in ({**two, "shp": one["shp"]}, {**one, "shp": two["shp"]}):
        assert [fault.key for fault in read_shapefile(mixed, "a.shp").faults] == ["file_unreadable"]


def test_a_zip_may_hold_its_files_in_a_folder():
    parts = shapefile(RECORDS, cpg="932", prj=JGD2011)
    members = {f"P20-12_99_GML/P20-12_99.{part.upper()}": content for part, content in parts.items()}
    assert zipped_parts(zipped({**members, "P20-12_99_GML/KS-META.xml": b"<x/>"}), "a.zip") == (parts, ())


def test_a_zip_may_hold_one_geojson():
    assert zipped_parts(zipped({"a/b.geojson": b"{}", "read me.txt": b"x"}), "a.zip") == (
        {"geojson": b"{}"},
        (),
    )


def test_a_zip_of_two_layers_or_of_none_is_refused():
    def keys(members: dict[str, bytes]) -> list[str]:
        parts, faults = zipped_parts(zipped(members), "a.zip")
        assert parts is None
        return [fault.key for fault in faults]

    assert keys({"a.shp": b"", "b.shp": b"", "a.dbf": b""}) == ["zip_several"]
    assert keys({"a.geojson": b"", "b.json": b""}) == ["zip_several"]
    assert keys({"a.xml": b""}) == ["zip_without_layer"]
    assert keys({"a.shp": b""}) == ["shapefile_part_missing"]


def test_what_is_no_zip_and_a_zip_cut_anywhere_are_refused():
    whole = zipped({"a.geojson": b'{"features": []}' * 50})
    for content in (b"", b"PK", *(whole[:length] for length in range(0, len(whole), 7))):
        parts, faults = zipped_parts(content, "a.zip")
        assert (parts, [fault.key for fault in faults]) == (None, ["file_unreadable"])


def test_a_zip_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch):
    content = zipped({"a.geojson": b"0" * 10_000})
    monkeypatch.setattr("data.readers.shapefile_points.MAX_PART_BYTES", 9_999)
    assert [fault.key for fault in zipped_parts(content, "a.zip")[1]] == ["file_too_large"]
    # Even where the zip understates what it holds.
    size = struct.pack("<I", 10_000)
    assert content.count(size) == 2
    assert [
        fault.key for fault in zipped_parts(content.replace(size, struct.pack("<I", 100)), "a.zip")[1]
    ] == ["file_unreadable"]
    monkeypatch.setattr("data.readers.shapefile_points.MAX_PART_BYTES", 10_000)
    assert zipped_parts(content, "a.zip")[1] == ()


def test_parts_lie_beside_the_shp_in_letters_of_either_case(tmp_path: Path):
    parts = shapefile(RECORDS, cpg="932", prj=JGD2011)
    for part, content in parts.items():
        (tmp_path / f"a.{part.upper() if part == 'dbf' else part}").write_bytes(content)
    (tmp_path / "b.dbf").write_bytes(b"other")
    assert shapefile_parts(tmp_path / "a.shp") == (parts, ())
    (tmp_path / "a.DBF").unlink()
    assert [fault.key for fault in shapefile_parts(tmp_path / "a.shp")[1]] == ["shapefile_part_missing"]
