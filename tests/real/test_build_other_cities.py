"""Two other cities are built from folders of downloads as a user would, and planned on.

Streets, heights, places, capacities and small areas are real. What could not be had is made here and is
no fact: the outline of Ube (around its streets), people by mesh, and ground that floods.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data.readers.osmnx_streets import read_osmnx_streets
from domain.held_parts import Part, missing_parts
from domain.settings.settings import Settings
from domain.vocabulary import Outcome
from tests.made import make
from use_cases.build_bundle import build_bundle
from use_cases.take_in import TakenIn

pytestmark = pytest.mark.real

UBE_EPSG = 6671
NOTO = "formats/estat/noto_town_r2ka_small_areas.fgb"
ISHIKAWA = "formats/municipal_shelters/170003_evacuation_space.csv"
AREAS = """
[[areas]]
files = ["low.geojson"]
kind = "flood"
layer = "low_ground"
column = "浸水深"
source = "作った区域"
licence = "なし"
"""


def folder_of(tmp_path: Path, files: Sequence[Path]) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    for file in files:
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def write_areas(file: Path, shapes: Sequence[shapely.Geometry], **properties: str) -> None:
    features = [
        {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}
        for shape in shapes
    ]
    document = {"type": "FeatureCollection", "features": features}
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def built(tmp_path: Path, code: str, more: str = "") -> TakenIn:
    config = tmp_path / "city.toml"
    config.write_text(f'[city]\ncodes = ["{code}"]\n{more}', encoding="utf-8")
    return build_bundle(config)


def mesh_code(lon: float, lat: float) -> str:
    """Return the third mesh (JIS X 0410) of a point: two digits each of 2/3° and 1°, eighths, tenths."""
    row, column = int(lat * 120), int((lon - 100) * 80)
    return f"{row // 80:02d}{column // 80:02d}{row % 80 // 10}{column % 80 // 10}{row % 10}{column % 10}"


def test_ube_is_built_from_its_streets_and_shelters_and_planned_on(
    real_file: Callable[[str], Path], tmp_path: Path
):
    network = real_file("networks/ube/ube_walk_edges.parquet")
    folder = folder_of(tmp_path, [network, real_file("formats/ksj/P20-12_ube_shelters_shp.zip")])
    nodes = read_osmnx_streets(network, epsg=UBE_EPSG).nodes
    degrees = nodes.to_crs(6668).geometry
    hull = shapely.buffer(shapely.convex_hull(shapely.MultiPoint(nodes.geometry.to_numpy())), 2_000)
    outline = gpd.GeoSeries([hull], crs=UBE_EPSG).to_crs(6668)
    write_areas(folder / "outline.geojson", [outline.iloc[0]])
    low = nodes.geometry[(nodes["elevation_m"] < 3.0).to_numpy()].buffer(125, cap_style="square")
    wet = gpd.GeoSeries([shapely.union_all(low.to_numpy())], crs=UBE_EPSG).to_crs(6668)
    write_areas(folder / "low.geojson", [wet.iloc[0]], 浸水深="1.0m以上2.0m未満")
    codes, corners = np.unique(
        [mesh_code(point.x, point.y) for point in degrees.to_numpy()], return_counts=True
    )
    lines = [f"{code},{10 * count}" for code, count in zip(codes, corners, strict=True)]
    (folder / "mesh.csv").write_text("メッシュコード,人口総数\n" + "\n".join(lines) + "\n", encoding="cp932")
    more = '[boundaries]\nfiles = ["outline.geojson"]\n[places]\ndate = "2012"\n' + AREAS
    made = built(tmp_path, "35202", more)
    city = made.bundle
    assert (city.meta.name, city.meta.epsg, made.unused) == ("宇部市", UBE_EPSG, ())
    # 10,403 corners in the file, 10,387 of them in its largest part; 42 places, five of them of no capacity.
    assert (len(city.nodes), len(city.places)) == (10_387, 42)
    assert city.places["official_capacity_persons"].isna().sum() == 5
    # The hull is larger than the meshes with corners, but for slivers at its edge.
    persons = int(city.blocks["residents"].sum())
    assert persons == pytest.approx(10 * len(nodes), rel=0.005)
    assert city.blocks["residents"].max() <= 160
    assert set(missing_parts(city.city, city.strength)) == {Part.DISTRICTS, Part.ORGANISATIONS}
    plan = make(city, "low-ground", Settings()).plan
    total = plan.ledgers.city.iloc[0]
    assert total["persons"] == persons
    assert total[[outcome.value for outcome in Outcome]].sum() == persons
    assert 0 < total["emergency_site"] < persons
    loads = plan.loads[plan.loads["capacity_persons"].notna()]
    assert (loads["assigned_persons"] <= loads["capacity_persons"]).all()


def test_noto_is_drawn_by_its_census_and_planned_on_without_streets(
    real_file: Callable[[str], Path], tmp_path: Path
):
    areas, sites = real_file(NOTO), real_file(ISHIKAWA)
    folder = folder_of(tmp_path, [areas, sites])
    whole = gpd.read_file(areas).to_crs(6668)
    west, south, east, north = whole.total_bounds.tolist()
    write_areas(
        folder / "low.geojson", [shapely.box(west, south, (west + east) / 2, north)], 浸水深="3m以上5m未満"
    )
    made = built(tmp_path, "17463", AREAS)
    city = made.bundle
    # 202 polygons of the census; 1,528 rows of the prefecture, 149 of them of the town.
    assert [(one.layer, one.rows_read, one.rows_kept) for one in made.reports] == [
        ("wards", 202, 202),
        ("blocks", 202, 202),
        ("places", 1_528, 149),
        ("hazards/low_ground", 1, 1),
    ]
    assert city.wards["name"].tolist() == ["能登町"]
    # 272.9 km² as the polygons are drawn (273.3 by the official survey).
    assert city.wards.geometry.area.sum() / 1e6 == pytest.approx(272.9, abs=0.1)
    assert city.blocks["residents"].sum() == 15_687
    assert Part.STREETS in missing_parts(city.city, city.strength)
    plan = make(city, "low-ground", Settings()).plan
    total = plan.ledgers.city.iloc[0]
    assert total["persons"] == 15_687
    assert 0 < total["outside"] < 15_687
