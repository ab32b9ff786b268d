"""One small sound file for every form that is read, to be spoilt byte by byte."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.data.readers.area_inputs import LAT, LON, geojson, layer, parts_of, shapefile, square, zipped
from tests.data.readers.dem_inputs import dem_gml, ground
from tests.data.readers.hostile_inputs import COLUMNS, gpkg, parquet, raster
from tests.data.readers.osm_files import Town, line_of, write_overpass, write_pbf, write_xml
from tests.data.readers.place_inputs import site, sites_csv
from tests.data.readers.workbooks import make_workbook

_CITYGML = (
    '<core:CityModel xmlns:core="c" xmlns:gml="g" xmlns:wtr="w" xmlns:uro="u">'
    '<gml:Envelope srsName="http://www.opengis.net/def/crs/EPSG/0/6697"/>'
    "<wtr:WaterBody><uro:WaterBodyRiverFloodingRiskAttribute><uro:rank>2</uro:rank></uro:"
    "WaterBodyRiverFloodingRiskAttribute><gml:Polygon><gml:posList>{0}</gml:posList></gml:Polygon>"
    "</wtr:WaterBody></core:CityModel>"
)


def _town() -> Town:
    town = Town()
    for row in range(3):
        town.way(row + 1, line_of(town, 10 * row, range(4), row), highway="residential", name="通り")
    town.way(9, [0, 10, 20], highway="footway")
    return town


def _text(name: str, text: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(text.encode(encoding))
        return folder / name

    return make


def _citygml(folder: Path) -> Path:
    ring = " ".join(f"{y} {x} 0" for x, y in square(0, side=0.01).exterior.coords)
    return _text("a.gml", _CITYGML.format(ring))(folder)


def _graphml(folder: Path) -> Path:
    nodes = "".join(
        f'<node id="{i}"><data key="x">{LON + i / 1000}</data><data key="y">{LAT}</data></node>'
        for i in range(4)
    )
    edges = "".join(
        f'<edge source="{i}" target="{i + 1}"><data key="h">residential</data></edge>' for i in range(3)
    )
    keys = "".join(
        f'<key id="{key}" attr.name="{name}"/>'
        for key, name in (("x", "x"), ("y", "y"), ("h", "highway"), ("c", "crs"))
    )
    crs = '<data key="c">epsg:4326</data>'
    return _text("a.graphml", f"<graphml>{keys}<graph>{crs}{nodes}{edges}</graph></graphml>")(folder)


def _workbook(folder: Path) -> Path:
    rows = [["名称", "緯度", "経度", "災害種別_洪水"], ["第一小学校", LAT, LON, 1], ["公民館", LAT, LON, 0]]
    (folder / "a.xlsx").write_bytes(make_workbook({"一覧": rows}))
    return folder / "a.xlsx"


def _geopackage(folder: Path) -> Path:
    return gpkg(folder)


def _flatgeobuf(folder: Path) -> Path:
    layer([COLUMNS] * 3).to_file(folder / "a.fgb", driver="FlatGeobuf", engine="pyogrio")
    return folder / "a.fgb"


#: Each sound file, and the doors that it is given to: those that read such a form.
SOUND: Mapping[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "geojson": (
        lambda folder: geojson(folder / "a.geojson", [(COLUMNS, square(i)) for i in range(3)]),
        ("boundaries", "districts", "small_areas", "hazards", "hazards_by_map", "places"),
    ),
    "shapefile": (
        lambda folder: zipped(folder / "a.zip", parts_of(shapefile(folder / "m", layer([COLUMNS] * 3)))),
        ("boundaries", "small_areas", "hazards", "streets", "places"),
    ),
    "shp": (lambda folder: shapefile(folder / "m", layer([COLUMNS] * 3)), ("hazards", "places")),
    "geopackage": (_geopackage, ("boundaries", "hazards", "streets")),
    "flatgeobuf": (_flatgeobuf, ("small_areas", "hazards")),
    "citygml": (_citygml, ("hazards",)),
    "geotiff": (lambda folder: raster(folder / "a.tif"), ("depth_raster", "elevation")),
    "dem": (
        _text("a.xml", dem_gml((LON, LAT, LON + 0.01, LAT + 0.01), 4, 3, ground([1.5] * 12))),
        ("elevation", "holds_elevation"),
    ),
    "osm_pbf": (lambda folder: write_pbf(_town(), folder / "a.osm.pbf"), ("streets",)),
    "osm_xml": (lambda folder: write_xml(_town(), folder / "a.osm"), ("streets",)),
    "overpass": (lambda folder: write_overpass(_town(), folder / "a.json"), ("streets",)),
    "graphml": (_graphml, ("streets_straight",)),
    "parquet": (parquet, ("streets",)),
    "places": (_text("a.csv", sites_csv(site("E9900100001201", "校")).decode()), ("places", "table")),
    "workbook": (_workbook, ("places", "sizes", "town_list")),
    "towns": (
        _text("a.csv", "町名,番地,校区\n本町一丁目,1番～15番,錦\n〃,20番以降,榎\n", "cp932"),
        ("town_list",),
    ),
    "census": (
        _text("a.txt", "KEY_CODE,HYOSYO,CITYNAME,NAME,人口総数\n99001,1,模擬市,,10\n990010010,3,,本町,10\n"),
        ("census",),
    ),
    "quake": (
        _text("a.csv", "# J-SHIS\nCODE,SI\n5235034911,5.5\n5235034912,5.4\n"),
        ("quake_mesh", "hazards"),
    ),
    "class_map": (
        _text("a.toml", 'kind = "flood"\ncolumn = "rank"\n[classes]\n1 = [0.0, 0.5]\n2 = [0.5]\n'),
        ("class_map",),
    ),
    "code_list": (
        _text(
            "a.xml",
            "<Dictionary><Definition><description>0.5m未満</description><name>1</name></Definition></Dictionary>",
        ),
        ("code_list",),
    ),
}  # fmt: skip
