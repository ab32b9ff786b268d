"""Files that were made to harm, or spoilt beyond use: every one is given to every reader."""

import json
import os
import sqlite3
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import shapely
from rasterio.transform import from_origin

from tests.data.readers.area_inputs import LAT, LON, geojson, layer, parts_of, shapefile, square, zipped
from tests.data.readers.osm_files import blob, bytes_field, head_blob, number_field
from tests.data.readers.workbooks import make_workbook, with_part

#: Columns that make readers of areas take a file for theirs.
COLUMNS = {
    "N03_001": "大阪府", "N03_002": "", "N03_003": "", "N03_004": "模擬市", "N03_007": "99001",
    "A27_001": "99001", "A27_002": "模擬市", "A27_003": "模擬小学校",
    "KEY_CODE": "990010010", "S_NAME": "本町", "JINKO": 10, "SETAI": 4,
    "A31_001": "11", "A40_003": "1m以上2m未満", "P20_001": "99001", "P20_002": "模擬校",
    "P20_003": "本町1", "P20_004": "避難所", "P20_005": 100, "u": 1, "v": 2, "highway": "residential",
}  # fmt: skip
_BOMB = 40_000_000
_DOCUMENT = b'{"type": "FeatureCollection", "features": []}'
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a9 SYSTEM "file:///etc/hostname">]>'
_PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 40 + b"\xff\xd9"

#: Roots by which readers of XML take a file for theirs, with an entity inside.
_XML_ROOTS: Mapping[str, str] = {
    "gml": '<core:CityModel xmlns:core="c"><gml:name>{0}</gml:name></core:CityModel>',
    "xml": '<Dataset xmlns="http://fgd.gsi.go.jp/spec/2008/FGD_GMLSchema"><DEM><type>{0}</type></DEM></Dataset>',
    "osm": '<osm version="0.6"><node id="1" lat="34" lon="135"><tag k="name" v="{0}"/></node></osm>',
    "graphml": '<graphml><graph><node id="1"><data key="x">{0}</data></node></graph></graphml>',
}


def _written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _shapes(*shapes: object) -> list[tuple[dict[str, object], object]]:
    return [(dict(COLUMNS), shape) for shape in shapes]


def _polygon(*points: tuple[object, object]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [list(map(list, points))]}


def _ring(bad: object) -> dict[str, object]:
    return _polygon((bad, LAT), (LON + 0.001, LAT), (LON + 0.001, LAT + 0.001), (bad, LAT))


def _cut(path: Path, share: float) -> Path:
    os.truncate(path, int(path.stat().st_size * share))
    return path


# ---- zips -------------------------------------------------------------------------------------------


def zip_bomb(folder: Path) -> Path:
    return zipped(folder / "bomb.zip", {"a.geojson": b"{" + b" " * _BOMB})


def zip_nested(folder: Path) -> Path:
    content = _DOCUMENT
    for depth in range(12):
        content = zipped(folder / "inner.zip", {f"{depth}.zip": content}).read_bytes()
    return _written(folder / "nested.zip", content)


def zip_of_bombs(folder: Path) -> Path:
    # Each inner zip is small when packed and small enough unpacked; all together are not.
    part = ('<Dataset xmlns="http://fgd.gsi.go.jp/spec/2008/FGD_GMLSchema">' + " " * 9_000_000).encode()
    inner = zipped(folder / "inner.zip", {f"{i}.xml": part for i in range(30)}).read_bytes()
    return zipped(folder / "bombs.zip", {f"{i}.zip": inner for i in range(60)})


def zip_overlapping(folder: Path) -> Path:
    """Return a zip whose entries all lie on the same packed bytes."""
    whole = zipped(folder / "one.zip", {"0.geojson": b"{" + b" " * 9_000_000}).read_bytes()
    at = whole.rfind(b"PK\x01\x02")
    entry, packed = whole[at : whole.rfind(b"PK\x05\x06")], whole[:at]
    count = 300
    listed = b"".join(entry.replace(b"0.geojson", f"{i:09d}".encode()) for i in range(count))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), at, 0)
    return _written(folder / "overlapping.zip", packed + listed + end)


def _zip_names(*names: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "names.zip"
        with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore", category=UserWarning)
            for name in names:
                info = zipfile.ZipInfo("x")
                info.filename = name
                archive.writestr(info, _DOCUMENT)
        return path

    return make


def zip_symlink(folder: Path) -> Path:
    path = folder / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("a.geojson")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return path


def zip_lying_size(folder: Path) -> Path:
    content = bytearray(zipped(folder / "a.zip", {"a.geojson": _DOCUMENT * 50}).read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 20)
    return _written(folder / "lying.zip", bytes(content))


def zip_locked(folder: Path) -> Path:
    content = bytearray(zipped(folder / "a.zip", {"a.geojson": _DOCUMENT}).read_bytes())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = content.rfind(mark)
        content[place + at] |= 1
    return _written(folder / "locked.zip", bytes(content))


def zip_unknown_method(folder: Path) -> Path:
    content = bytearray(zipped(folder / "a.zip", {"a.geojson": _DOCUMENT}).read_bytes())
    for mark, at in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        place = content.rfind(mark)
        content[place + at : place + at + 2] = b"\x63\x00"
    return _written(folder / "method.zip", bytes(content))


def zip_many(folder: Path) -> Path:
    return zipped(folder / "many.zip", {f"{i}.geojson": _DOCUMENT for i in range(5_001)})


def zip_cut(folder: Path) -> Path:
    shp = shapefile(folder / "made", layer([COLUMNS]))
    return _cut(zipped(folder / "cut.zip", parts_of(shp)), 0.6)


def zip_spoilt(folder: Path) -> Path:
    shp = shapefile(folder / "made", layer([COLUMNS]))
    content = bytearray(zipped(folder / "spoilt.zip", parts_of(shp)).read_bytes())
    content[60:90] = bytes(30)
    return _written(folder / "spoilt.zip", bytes(content))


# ---- XML --------------------------------------------------------------------------------------------


def _xml(ending: str, head: str, inside: str = "&a9;") -> Callable[[Path], Path]:
    return lambda folder: _written(folder / f"a.{ending}", head + _XML_ROOTS[ending].format(inside))


def _xml_deep(ending: str) -> Callable[[Path], Path]:
    return _xml(ending, "", "<a>" * 100_000)


def _xml_utf16(ending: str) -> Callable[[Path], Path]:
    text = _LAUGHS.replace("?>", ' encoding="UTF-16"?>', 1) + _XML_ROOTS[ending].format("&a9;")
    return lambda folder: _written(folder / f"a.{ending}", text.encode("utf-16"))


def _xml_wrong_encoding(ending: str) -> Callable[[Path], Path]:
    text = '<?xml version="1.0" encoding="UTF-8"?>' + _XML_ROOTS[ending].format("模擬市")
    return lambda folder: _written(folder / f"a.{ending}", text.encode("cp932"))


def xlsx_with_entities(folder: Path) -> Path:
    book = make_workbook({"一覧": [["名称", "緯度", "経度"], ["校", 34.5, 135.5]]})
    comment = "<!--" + "x" * 9_000 + "-->"
    sheet = _LAUGHS.replace("<!DOCTYPE", f"{comment}<!DOCTYPE", 1) + (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    )
    return _written(folder / "a.xlsx", with_part(book, "xl/worksheets/sheet1.xml", sheet.encode()))


def xlsx_with_entities_in_texts(folder: Path) -> Path:
    book = make_workbook({"一覧": [["名称", "緯度", "経度"], ["校", 34.5, 135.5]]})
    comment = "<!--" + "x" * 9_000 + "-->"
    texts = _LAUGHS.replace("<!DOCTYPE", f"{comment}<!DOCTYPE", 1) + (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&a9;</t></si></sst>'
    )
    return _written(folder / "a.xlsx", with_part(book, "xl/sharedStrings.xml", texts.encode()))


def xlsx_far_cell(folder: Path) -> Path:
    book = make_workbook({"一覧": [["名称", "緯度", "経度"], ["校", 34.5, 135.5]]})
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
        '<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    return _written(folder / "far.xlsx", with_part(book, "xl/worksheets/sheet1.xml", sheet.encode()))


# ---- tables -----------------------------------------------------------------------------------------

_SITES = (
    "NO,共通ID,施設・場所名,住所,洪水,地震,津波,緯度,経度\n1,E9900100001201,校,本町1,1,1,1,34.57,135.48\n"
)


def _csv(content: bytes | str, ending: str = "csv") -> Callable[[Path], Path]:
    return lambda folder: _written(folder / f"a.{ending}", content)


_BAD_TABLES: Mapping[str, bytes | str] = {
    "csv_nul": _SITES.encode() + b"\x00" * 500,
    "csv_open_quote": _SITES + '2,"' + "あ\n" * 5_000,
    "csv_long_line": _SITES + "あ" * 500_000,
    "csv_long_number": _SITES + f"{'9' * 5_000},E9900100001201,校,本町,1,1,1,{'9' * 5_000},1e400\n",
    "csv_cp932_said_utf8": b"\xef\xbb\xbf" + _SITES.encode("cp932"),
    "csv_utf16_cut": _SITES.encode("utf-16")[:-1],
    "csv_duplicate_columns": "緯度,緯度,経度,名称,名称,共通ID,共通ID\n" * 3,
    "csv_missing_columns": "名称\n校\n",
    "csv_formulas": _SITES.replace("校", "=cmd|'/c calc'!A1").replace("本町1", "@SUM(1)"),
    "csv_only_marks": ",,,,\n" * 50,
    "csv_towns": "町名,番地,校区\n" + "".join(
        f"{town},{lots},錦小学校\n"
        for town, lots in (
            ("十十丁目", ""), ("〔9〕町", ""), ("本町", "1" * 5_000 + "番"), ("1・" * 3_000 + "1", ""),
            (f"本町1～{'9' * 5_000}丁目", ""), ("本町(1～3(2)", "から"), ("１" * 3_000, "～"),
        )
    ),
    "csv_mesh": "KEY_CODE,人口総数\n" + "９" * 8 + ",1\n" + "1" * 4_000 + ",²\n",
    "csv_mesh_digits": "KEY_CODE,人口総数\n٣٣٣٣٣٣٣٣,٣\n52350349,X\n",
    "csv_one_cell": "KEY_CODE",
    "csv_short_rows": "KEY_CODE,HYOSYO,CITYNAME\n,,\n99001\n",
    "csv_quake": "# CODE,SI\nCODE,SI\n52350349,nan\n",
    "csv_quake_digits": "CODE,SI\n²²²²²²²²,5.5\n",
    "csv_quake_quote": 'CODE,SI\n52350349,"5.5\n' + "x\n" * 5_000,
}  # fmt: skip


# ---- areas ------------------------------------------------------------------------------------------

_BOW = _polygon((LON, LAT), (LON + 0.01, LAT + 0.01), (LON + 0.01, LAT), (LON, LAT + 0.01), (LON, LAT))
_BAD_SHAPES: Mapping[str, list[object]] = {
    "nan": [_ring(float("nan"))],
    "infinity": [_ring(float("inf")), square()],
    "self_crossing": [_BOW],
    "empty": [{"type": "Polygon", "coordinates": []}, {"type": "MultiPolygon", "coordinates": [[]]}],
    "null": [None, None],
    "strings": [_ring("x"), {"type": "Polygon", "coordinates": "x"}, {"type": 5, "coordinates": {}}],
    "two_corners": [_polygon((LON, LAT), (LON + 0.01, LAT), (LON, LAT))],
    "mixed_systems": [square(), shapely.box(-46_000, -158_000, -45_000, -157_000)],
    "far_away": [shapely.box(170, -80, 179, -70)],
    "huge_numbers": [_ring(10**400)],
}


def _geojson_text(text: str) -> Callable[[Path], Path]:
    return lambda folder: _written(folder / "a.geojson", text)


def _feature_text(geometry: str, properties: str | None = None) -> Callable[[Path], Path]:
    said = json.dumps(COLUMNS) if properties is None else properties
    feature = f'{{"type": "Feature", "properties": {said}, "geometry": {geometry}}}'
    return _geojson_text(f'{{"type": "FeatureCollection", "features": [{feature}]}}')


def _area_geojson(shapes: list[object]) -> Callable[[Path], Path]:
    return lambda folder: geojson(folder / "a.geojson", _shapes(*shapes))


def _crs(crs: object) -> Callable[[Path], Path]:
    return lambda folder: geojson(folder / "a.geojson", _shapes(square()), crs=crs)


def _shp(change: Callable[[Path], object], *, prj: bool = True) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = shapefile(folder / "made", layer([COLUMNS, COLUMNS]), prj=prj)
        change(path)
        return path

    return make


def _patch(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        stream.write(content)


def _more_rows(path: Path) -> None:
    """Write a table of five rows beside two shapes."""
    dbf = path.with_suffix(".dbf")
    content = dbf.read_bytes()
    head, row = struct.unpack_from("<HH", content, 8)
    one = content[head : head + row]
    dbf.write_bytes(content[:4] + struct.pack("<I", 5) + content[8:head] + one * 5 + b"\x1a")


def _fewer_rows(path: Path) -> None:
    _patch(path.with_suffix(".dbf"), 4, struct.pack("<I", 1))


def _huge_rows(path: Path) -> None:
    """Declare four thousand million rows, in a sparse file that is as long as that."""
    dbf = path.with_suffix(".dbf")
    row = struct.unpack_from("<H", dbf.read_bytes(), 10)[0]
    _patch(dbf, 4, struct.pack("<I", 0xFFFFFFF0))
    os.truncate(dbf, 0xFFFFFFF0 * row + 4_000)


def _endless_folder(path: Path) -> None:
    for part in (".dbf", ".prj", ".cpg"):
        path.with_suffix(part).unlink(missing_ok=True)
        path.with_suffix(part).mkdir()


def gpkg(folder: Path, *statements: str, rows: int = 2) -> Path:
    """Write a GeoPackage, and change it by SQL."""
    path = folder / "a.gpkg"
    layer([COLUMNS] * rows).to_file(path, driver="GPKG", layer="areas", engine="pyogrio")
    base = sqlite3.connect(path)
    # Functions of GDAL that its triggers call are not there.
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f'DROP TRIGGER "{name}"')
    base.execute("PRAGMA writable_schema = 1")
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()
    return path


def _listed(name: str) -> tuple[str, str]:
    """Return the statements that list a table or view as a layer of areas."""
    return (
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        f"VALUES ('{name}', 'features', '{name}', 6668)",
        f"INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', 'POLYGON', 6668, 0, 0)",
    )


ENDLESS_VIEW = (
    "CREATE VIEW endless AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
    "SELECT x AS fid, x AS u, x AS v, x AS osmid, NULL AS geom FROM c"
)
_DOOR = (
    "INSERT INTO sqlite_master VALUES ('table', 'door', 'door', 0, "
    "'CREATE VIRTUAL TABLE door USING VirtualOGR(''/etc/passwd'', '' using rtree'')')"
)
_HUGE_COLUMN = "ALTER TABLE areas ADD COLUMN bomb TEXT GENERATED ALWAYS AS (hex(zeroblob(900000000))) VIRTUAL"
_TRIGGER = "CREATE TRIGGER t AFTER INSERT ON areas BEGIN DELETE FROM areas; END"


def _gpkg(*statements: str) -> Callable[[Path], Path]:
    return lambda folder: gpkg(folder, *statements)


def _made(ending: str, driver: str, change: Callable[[Path], object]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / f"a.{ending}"
        layer([COLUMNS] * 3).to_file(path, driver=driver, engine="pyogrio")
        change(path)
        return path

    return make


def raster(path: Path, *, size: int = 20, **more: object) -> Path:
    """Write a GeoTIFF of depths around the middle."""
    profile = {
        "driver": "GTiff", "width": size, "height": size, "count": 1, "dtype": "float32", "crs": 6668,
        "transform": from_origin(LON, LAT + 0.02, 0.001, 0.001), **more,
    }  # fmt: skip
    with rasterio.open(path, "w", **profile) as out:
        out.write(np.ones((size, size), dtype="float32"), 1)
    return path


def tag_place(content: bytes, tag: int) -> int:
    """Return where the value of a tag stands in a small-endian TIFF."""
    (at,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, at)
    places = [at + 2 + 12 * i for i in range(count)]
    return next(place for place in places if struct.unpack_from("<H", content, place)[0] == tag)


def _tiff_tags(cell: float, **values: int) -> Callable[[Path], Path]:
    numbers = {"width": 256, "height": 257, "rows": 278}

    def make(folder: Path) -> Path:
        path = raster(folder / "a.tif", transform=from_origin(LON, LAT, cell, cell))
        content = bytearray(path.read_bytes())
        for name, value in values.items():
            place = tag_place(content, numbers[name])
            content[place + 2 : place + 12] = struct.pack("<HII", 4, 1, value)
        return _written(path, bytes(content))

    return make


def parquet(folder: Path) -> Path:
    path = folder / "a.parquet"
    gpd.GeoDataFrame(layer([COLUMNS] * 3)).to_parquet(path)
    return path


# ---- PBF --------------------------------------------------------------------------------------------


def _pbf(*blobs: bytes) -> Callable[[Path], Path]:
    return lambda folder: _written(folder / "a.osm.pbf", b"".join([head_blob("OsmSchema-V0.6"), *blobs]))


def _huge_blob() -> bytes:
    header = bytes_field(1, b"OSMData") + number_field(3, 2**31 - 1)
    return struct.pack(">I", len(header)) + header + b"x" * 100


def dense_bomb() -> bytes:
    """Return a block that packs 30 million nodes into some kilobytes."""
    ones = b"\x02" * 10_000_000
    dense = bytes_field(1, ones) + bytes_field(8, ones) + bytes_field(9, ones)
    return blob("OSMData", bytes_field(1, bytes_field(1, b"")) + bytes_field(2, bytes_field(2, dense)))


def refs_bomb() -> bytes:
    """Return a block with ways of 30 million nodes in some kilobytes."""
    texts = bytes_field(1, b"") + bytes_field(1, b"highway") + bytes_field(1, b"path")
    way = number_field(1, 1) + bytes_field(2, b"\x01") + bytes_field(3, b"\x02")
    way += bytes_field(8, b"\x02" * 30_000_000)
    return blob("OSMData", bytes_field(1, texts) + bytes_field(2, bytes_field(3, way)))


# ---- what is no file, and other files -----------------------------------------------------------------


def a_folder(folder: Path) -> Path:
    path = folder / "folder.csv"
    path.mkdir()
    return path


def a_pipe(folder: Path) -> Path:
    path = folder / "pipe.csv"
    os.mkfifo(path)
    return path


def a_pipe_beside(folder: Path) -> Path:
    path = shapefile(folder / "made", layer([COLUMNS]), prj=False)
    os.mkfifo(path.with_suffix(".prj"))
    return path


def a_dangling_link(folder: Path) -> Path:
    path = folder / "link.csv"
    path.symlink_to(folder / "nothing")
    return path


def _any_ending(content: bytes) -> dict[str, Callable[[Path], Path]]:
    endings = ("csv", "txt", "xlsx", "zip", "geojson", "shp", "gpkg", "tif", "parquet", "osm.pbf", "graphml")
    return {ending: _csv(content, ending) for ending in endings}


#: Every hostile input by name.
HOSTILE: dict[str, Callable[[Path], Path]] = {
    "zip_bomb": zip_bomb,
    "zip_nested": zip_nested,
    "zip_of_bombs": zip_of_bombs,
    "zip_overlapping": zip_overlapping,
    "zip_traversal": _zip_names("../a.geojson", "a/../../b.geojson"),
    "zip_absolute": _zip_names("/tmp/a.geojson"),
    "zip_drive": _zip_names("C:\\a.geojson"),
    "zip_no_name": _zip_names(""),
    "zip_dots": _zip_names(".", "./."),
    "zip_nul": _zip_names("a\x00.geojson"),
    "zip_long_name": _zip_names("a" * 5_000 + ".geojson"),
    "zip_twice": _zip_names("a.geojson", "a.geojson"),
    "zip_code_list": lambda folder: zipped(folder / "a.zip", {".": b"<Dictionary/>", "a.geojson": _DOCUMENT}),
    "zip_symlink": zip_symlink,
    "zip_lying_size": zip_lying_size,
    "zip_locked": zip_locked,
    "zip_unknown_method": zip_unknown_method,
    "zip_many": zip_many,
    "zip_cut": zip_cut,
    "zip_spoilt": zip_spoilt,
    **{f"xml_laughs_{ending}": _xml(ending, _LAUGHS) for ending in _XML_ROOTS},
    **{f"xml_outside_{ending}": _xml(ending, _OUTSIDE) for ending in _XML_ROOTS},
    **{f"xml_deep_{ending}": _xml_deep(ending) for ending in _XML_ROOTS},
    **{f"xml_utf16_{ending}": _xml_utf16(ending) for ending in _XML_ROOTS},
    **{f"xml_wrong_encoding_{ending}": _xml_wrong_encoding(ending) for ending in _XML_ROOTS},
    "xlsx_laughs": xlsx_with_entities,
    "xlsx_laughs_in_texts": xlsx_with_entities_in_texts,
    "xlsx_far_cell": xlsx_far_cell,
    **{name: _csv(content) for name, content in _BAD_TABLES.items()},
    **{f"{name}_txt": _csv(content, "txt") for name, content in _BAD_TABLES.items()},
    **{f"geojson_{name}": _area_geojson(shapes) for name, shapes in _BAD_SHAPES.items()},
    "geojson_1e400": _feature_text(
        '{"type": "Polygon", "coordinates": [[[1e400, 34], [135, 34], [135, 35], [1e400, 34]]]}'
    ),
    "geojson_deep": _feature_text('{"type": "Polygon", "coordinates": ' + "[" * 5_000),
    "geojson_deep_collection": _feature_text('{"type": "GeometryCollection", "geometries": [' * 500),
    "geojson_digits": _feature_text(f'{{"type": "Point", "coordinates": [{"9" * 9_999}, 34]}}'),
    "geojson_half_letters": _feature_text(
        json.dumps(shapely.geometry.mapping(square())),
        json.dumps({**COLUMNS, "N03_004": "\ud800", "S_NAME": "\udfff", "P20_002": "\ud800", "\ud801": 1}),
    ),
    "geojson_odd_cells": _feature_text(
        json.dumps(shapely.geometry.mapping(square())),
        json.dumps(COLUMNS | {name: [1e400, {"x": None}] for name in COLUMNS}),
    ),
    "geojson_huge_cells": _feature_text(
        json.dumps(shapely.geometry.mapping(square())), json.dumps(dict.fromkeys(COLUMNS, 10**3_000))
    ),
    "geojson_no_properties": _feature_text(json.dumps(shapely.geometry.mapping(square())), "[1, 2]"),
    "geojson_crs_file": _crs("/etc/passwd"),
    "geojson_crs_number": _crs({"type": "name", "properties": {"name": 5}}),
    "geojson_crs_link": _crs({"type": "link", "properties": {"href": "http://127.0.0.1:9/x"}}),
    "geojson_crs_other": _crs("EPSG:3857"),
    "geojson_crs_nothing": _crs("EPSG:999999"),
    "geojson_crs_local": _crs("EPSG:5800"),
    "geojson_cut": lambda folder: _cut(geojson(folder / "a.geojson", _shapes(*[square()] * 5)), 0.7),
    "shp_cut": _shp(lambda path: _cut(path, 0.7)),
    "shp_cut_table": _shp(lambda path: _cut(path.with_suffix(".dbf"), 0.7)),
    "shp_no_table": _shp(lambda path: path.with_suffix(".dbf").unlink()),
    "shp_no_prj": _shp(lambda _: None, prj=False),
    "shp_lying_prj": _shp(lambda path: path.with_suffix(".prj").write_text('PROJCS["x",GEOGCS["y"]]')),
    "shp_metric_prj": _shp(
        lambda path: _written(path.with_suffix(".prj"), gpd.GeoSeries(crs=6674).crs.to_wkt("WKT1_ESRI"))
    ),
    "shp_file_prj": _shp(
        lambda path: _written(path.with_suffix(".prj"), "+proj=longlat +nadgrids=@/etc/passwd")
    ),
    "shp_wrong_cpg": _shp(lambda path: _written(path.with_suffix(".cpg"), "UTF-8")),
    "shp_odd_cpg": _shp(lambda path: _written(path.with_suffix(".cpg"), "\x00EBCDIC" * 99)),
    "shp_longer_table": _shp(_more_rows),
    "shp_shorter_table": _shp(_fewer_rows),
    "shp_folders": _shp(_endless_folder),
    "shp_no_fields": _shp(lambda path: _patch(path.with_suffix(".dbf"), 8, struct.pack("<HH", 33, 0))),
    "shp_header_beyond": _shp(lambda path: _patch(path.with_suffix(".dbf"), 8, struct.pack("<H", 65_535))),
    "shp_field_beyond": _shp(lambda path: _patch(path.with_suffix(".dbf"), 48, b"\xff")),
    "shp_spoilt_index": _shp(lambda path: _patch(path.with_suffix(".shx"), 100, b"\x7f" * 16)),
    "shp_short_index": _shp(lambda path: _cut(path.with_suffix(".shx"), 0.5)),
    "shp_parts": _shp(lambda path: _patch(path, 144, struct.pack("<ii", 2**30, 2**30))),
    "gpkg_text": lambda folder: _written(folder / "a.gpkg", "これはデータベースではない"),
    "gpkg_head": lambda folder: _written(folder / "a.gpkg", b"SQLite format 3\x00" + bytes(500)),
    "gpkg_cut": _made("gpkg", "GPKG", lambda path: _cut(path, 0.5)),
    "gpkg_plain": lambda folder: gpkg(folder, "DELETE FROM gpkg_contents", "DROP TABLE gpkg_spatial_ref_sys"),
    "gpkg_endless_view": _gpkg(ENDLESS_VIEW, *_listed("endless")),
    "gpkg_door": _gpkg(_DOOR),
    "gpkg_huge_column": _gpkg(_HUGE_COLUMN),
    "gpkg_trigger": _gpkg(_TRIGGER),
    "gpkg_no_system": _gpkg("UPDATE gpkg_geometry_columns SET srs_id = -1"),
    "gpkg_spoilt_shapes": _gpkg("UPDATE areas SET geom = zeroblob(50)"),
    "gpkg_text_shapes": _gpkg("UPDATE areas SET geom = 'POLYGON'"),
    "fgb_cut": _made("fgb", "FlatGeobuf", lambda path: _cut(path, 0.6)),
    "fgb_head": lambda folder: _written(folder / "a.fgb", b"fgb\x03fgb\x00" + b"\xff" * 200),
    "fgb_spoilt": _made("fgb", "FlatGeobuf", lambda path: _patch(path, 60, b"\xff" * 30)),
    "tif_cut": lambda folder: _cut(raster(folder / "a.tif"), 0.5),
    "tif_huge": _tiff_tags(1e-9, width=10**9, height=10**9),
    "tif_huge_strip": _tiff_tags(1e-7, width=10**7, rows=10**9),
    "tif_head": lambda folder: _written(folder / "a.tif", b"II*\x00" + b"\xff" * 200),
    "tif_nan": lambda folder: raster(folder / "a.tif", nodata=float("nan")),
    "tif_complex": lambda folder: raster(folder / "a.tif", dtype="complex64"),
    "tif_no_system": lambda folder: raster(folder / "a.tif", crs=None),
    "tif_turned": lambda folder: raster(
        folder / "a.tif", transform=rasterio.Affine(0.001, 0.0005, LON, 0.0005, -0.001, LAT)
    ),
    "parquet_cut": lambda folder: _cut(parquet(folder), 0.6),
    "parquet_head": lambda folder: _written(folder / "a.parquet", b"PAR1" + bytes(200) + b"PAR1"),
    "pbf_cut": _pbf(blob("OSMData", b"x" * 50)[:-20]),
    "pbf_huge_blob": _pbf(_huge_blob()),
    "pbf_huge_header": lambda folder: _written(
        folder / "a.osm.pbf", head_blob() + b"\xff\xff\xff\xff" + b"x" * 50
    ),
    "pbf_raw_size": _pbf(blob("OSMData", b"x" * 5_000, raw_size=50)),
    "pbf_lzma": _pbf(blob("OSMData", b"x" * 50).replace(b"\x1a", b"\x22")),
    "pbf_zlib_bomb": _pbf(blob("OSMData", bytes(60_000_000))),
    "graphml_cut": lambda folder: _written(folder / "a.graphml", "<graphml><graph><node id='1'>"),
    "overpass_null": lambda folder: _written(
        folder / "a.json", '{"osm3s": 1, "elements": [null, {"type": "way", "id": 1e400, "nodes": [1e400]}]}'
    ),
    "overpass_cut": lambda folder: _written(folder / "a.json", '{"osm3s": {}, "elements": ['),
    "overpass_odd": lambda folder: _written(
        folder / "a.json",
        '{"elements": [{"type": "node", "id": 99999999999999999999, "lat": 1e999, "lon": "x", "tags": [1]},'
        '{"type": "way", "id": 1, "nodes": [1, 2], "geometry": [{"lat": NaN}, 5], "tags": {"highway": 5}}]}',
    ),
    **{f"photo_{ending}": make for ending, make in _any_ending(_PHOTO).items()},
    **{f"nothing_{ending}": make for ending, make in _any_ending(b"").items()},
    **{f"zeros_{ending}": make for ending, make in _any_ending(bytes(2_000)).items()},
    **{f"noise_{ending}": make for ending, make in _any_ending(zlib.compress(_PHOTO) * 3).items()},
    "folder": a_folder,
    "dangling_link": a_dangling_link,
    "no_such_file": lambda folder: folder / "none.csv",
}

#: Inputs that are long in memory or time where a reader does not bound them.
LARGE: dict[str, Callable[[Path], Path]] = {
    "pbf_dense_bomb": _pbf(dense_bomb()),
    "pbf_refs_bomb": _pbf(refs_bomb()),
    "shp_huge_table": _shp(_huge_rows),
    "pipe": a_pipe,
    "pipe_beside": a_pipe_beside,
}
