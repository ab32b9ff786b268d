"""Files of any kind go into a city in a fixed order; what cannot be used yet is named, never guessed."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio

from data.build_config import LayerConfig
from data.readers.class_map import ClassMap, class_column
from data.readers.recognise import Intake
from domain.bundle import CityBundle
from domain.faults import InputError
from tests.data.readers.area_inputs import geojson
from tests.data.readers.test_ksj_facilities import p04
from tests.use_cases.city_files import a27, small_areas, unorganised_city
from use_cases.import_sizes import places_to_fill_in
from use_cases.known_files import MappedFiles, Said, known_files
from use_cases.take_in import take_in


@pytest.fixture(scope="module")
def city() -> CityBundle:
    return unorganised_city()


def town_list(path: Path) -> Path:
    path.write_text("町名,校区\n1町,北小学校\n2町,南小学校\n", encoding="cp932")
    return path


def raster(path: Path, city: CityBundle) -> Path:
    """Write a GeoTIFF of one value over the city."""
    left, bottom, right, top = city.wards.total_bounds.tolist()
    side = max(right - left, top - bottom) / 8
    values = np.full((1, 10, 10), 2.0, dtype="float32")
    with rasterio.open(
        path, "w", driver="GTiff", width=10, height=10, count=1, dtype="float32",
        crs=f"EPSG:{city.meta.epsg}",
        transform=rasterio.transform.from_origin(left - side, top + side, side, side),
    ) as file:  # fmt: skip
        file.write(values)
    return path


@pytest.mark.parametrize("left", [0.5, 1.0])
def test_a_file_that_breaks_off_is_said_to_and_not_only_left(city: CityBundle, tmp_path: Path, left: float):
    whole = small_areas(tmp_path / "areas.geojson", city).read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("memo.txt", b"hello" * 100)
    for name, content in (("a.geojson", whole), ("a.zip", packed.getvalue())):
        (tmp_path / name).write_bytes(content[: int(len(content) * left)])
    known = known_files([tmp_path / "a.geojson", tmp_path / "a.zip"], Said())
    cut = ["a.geojson", "a.zip"] if left < 1 else []
    assert [fault.file for fault in known.faults if fault.key == "file_cut"] == cut
    assert [file.name for file in known.unused] == (cut or ["a.zip"])


def test_districts_are_there_before_the_people_and_a_list_of_towns_after_them(city, tmp_path):
    # Given in the wrong order: people first would lie in the districts of before.
    files = [small_areas(tmp_path / "1.geojson", city), a27(tmp_path / "2.geojson", city)]
    steps: list[str] = []
    taken = take_in(city, files, progress=lambda step, _: steps.append(step))
    assert [step for step in steps if step != "looking"] == ["districts", "people"]
    assert [report.layer for report in taken.reports] == ["districts", "blocks"]
    assert taken.bundle.blocks["district_id"].isin(taken.bundle.districts.index).all()
    assert taken.bundle.districts["name"].tolist() == ["東", "西"]
    steps.clear()
    files = [town_list(tmp_path / "0.csv"), files[0]]
    taken = take_in(city, files, progress=lambda step, _: steps.append(step))
    assert [step for step in steps if step != "looking"] == ["people", "town_list"]
    assert sorted(taken.bundle.districts["name"]) == ["北", "南"]
    assert (city.districts["name"].tolist() == taken.bundle.districts["name"].tolist()) is False


def test_two_kinds_of_districts_are_a_question(city, tmp_path):
    files = [a27(tmp_path / "a.geojson", city), town_list(tmp_path / "b.csv")]
    with pytest.raises(InputError) as refused:
        take_in(city, files)
    assert [fault.key for fault in refused.value.faults] == ["several_districts"]
    # Whoever says which is meant is asked no more.
    named = Said(named={files[0]: Intake.DISTRICTS}, only_named=frozenset({Intake.TOWN_LIST}))
    taken = take_in(city, files, named)
    assert taken.bundle.districts["name"].tolist() == ["東", "西"]
    assert taken.unused == (files[1],)


def test_what_something_else_is_needed_for_first_is_named_and_not_used(city, tmp_path):
    bare = replace(city, blocks=city.blocks.iloc[:0], places=city.places.iloc[:0])
    sizes = tmp_path / "sizes.xlsx"
    sizes.write_bytes(places_to_fill_in(city, "ja"))
    files = [town_list(tmp_path / "b.csv"), sizes]
    taken = take_in(bare, files)
    assert {fault.key: fault.file for fault in taken.faults} == {
        "list_needs_blocks": "b.csv",
        "sizes_need_places": "sizes.xlsx",
    }
    assert taken.unused == tuple(files)
    assert taken.bundle is bare


def test_the_sheet_of_sizes_comes_back(city, tmp_path):
    sizes = tmp_path / "表.xlsx"
    sizes.write_bytes(places_to_fill_in(city, "ja"))
    taken = take_in(city, [sizes])
    assert [(report.form, report.rows_kept) for report in taken.reports] == [("size_sheet", len(city.places))]


def test_a_raster_of_numbers_is_asked_about(city, tmp_path):
    file = raster(tmp_path / "a.tif", city)
    taken = take_in(city, [file])
    assert [fault.key for fault in taken.faults] == ["raster_of_what"]
    assert (taken.unused, taken.bundle) == ((file,), city)
    heights = take_in(city, [file], Said(named={file: Intake.ELEVATION}))
    assert heights.bundle.nodes["elevation_m"].tolist() == [2.0] * len(city.nodes)
    depths = class_column(ClassMap(kind="flood", layer="deep"), "a.toml")
    wet = take_in(city, [file], Said(mapped=(MappedFiles((file,), depths, "2026"),)))
    assert set(wet.bundle.hazards["deep"]["depth_m_min"]) == {2.0}
    source = wet.bundle.meta.layer("hazards/deep")
    assert source is not None
    assert source.date == "2026"


def test_areas_of_no_known_form_are_named_with_their_columns_and_how_to_explain_them(city, tmp_path):
    shape = city.wards.to_crs(6668).geometry.iloc[0]
    file = geojson(tmp_path / "own.geojson", [({"ランク": "甲", "備考": "-"}, shape)])
    photo = tmp_path / "photo.csv"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n")
    taken = take_in(city, [file, photo])
    assert [(one.key, one.file, one.value) for one in taken.faults] == [
        ("areas_unexplained", "own.geojson", "ランク, 備考")
    ]
    assert taken.unused == (file, photo)


def test_areas_become_what_the_user_says_and_no_layer_is_made_twice(city, tmp_path):
    shape = city.wards.to_crs(6668).geometry.iloc[0]
    file = geojson(tmp_path / "own.geojson", [({"ランク": "甲"}, shape)])
    entry = ClassMap(kind="flood", layer="own", column="ランク", classes={"甲": [1.0, 3.0]})
    own = MappedFiles((file,), class_column(entry, "a.toml"))
    taken = take_in(city, [file], Said(mapped=(own,)))
    assert taken.bundle.hazards["own"][["depth_m_min", "depth_m_max"]].to_numpy().tolist() == [[1.0, 3.0]]
    assert taken.unused == ()
    with pytest.raises(InputError) as refused:
        take_in(city, [file], Said(mapped=(own, own)))
    assert [fault.key for fault in refused.value.faults] == ["layer_made_twice"]


def test_the_parts_of_a_shapefile_are_not_named_as_unused(city, tmp_path):
    degrees = city.wards.to_crs(6668)
    table = degrees[["geometry"]].assign(
        A27_001=[code[:5] for code in degrees.index], A27_002="市立", A27_003="", A27_004=""
    )
    table["A27_003"], table["A27_004"] = ["B127210000011", "B127210000012"], ["東小学校", "西小学校"]
    table.to_file(tmp_path / "a27.shp", encoding="cp932")
    (tmp_path / "other.dbf").write_bytes(b"\x03")
    taken = take_in(city, sorted(tmp_path.iterdir()), Said({Intake.DISTRICTS: LayerConfig(date="2021")}))
    assert taken.unused == (tmp_path / "other.dbf",)
    source = taken.bundle.meta.layer("districts")
    assert source is not None
    assert source.date == "2021"


def test_facilities_lie_in_the_districts_that_came_with_them(city, tmp_path):
    point = city.wards.to_crs(6668).geometry.iloc[1].representative_point()
    hospital = geojson(tmp_path / "1.geojson", [(p04("錦病院"), point)])
    taken = take_in(city, [hospital, a27(tmp_path / "2.geojson", city)])
    assert [report.layer for report in taken.reports] == ["districts", "facilities"]
    district = taken.bundle.facilities["district_id"].iloc[0]
    assert taken.bundle.districts["name"][district] == "西"


def test_files_of_another_place_are_named_and_left_and_the_rest_goes_in(city, tmp_path):
    moved = replace(city, wards=city.wards.set_geometry(city.wards.geometry.translate(90_000, 0)))
    ours, theirs = small_areas(tmp_path / "1.geojson", city), tmp_path / "2.geojson"
    theirs.write_text(ours.read_text().replace('"2714', '"3514'), encoding="utf-8")
    districts = a27(tmp_path / "3.geojson", moved)
    taken = take_in(city, [ours, theirs, districts])
    assert {(fault.key, fault.file) for fault in taken.faults} == {
        ("file_of_elsewhere", "2.geojson"),
        ("file_of_elsewhere", "3.geojson"),
    }
    assert taken.unused == (districts, theirs)
    assert [report.file for report in taken.reports] == ["1.geojson"]
    # What is wrong with a file of ours stops everything, whatever else is there.
    sites = tmp_path / "a.csv"
    sites.write_text("名称,緯度,経度,災害種別_洪水\n園,x,135,1\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        take_in(city, [sites, districts])
    assert {fault.key for fault in refused.value.faults} == {"coordinate_not_number"}


def test_zones_of_two_types_stand_side_by_side_and_of_one_type_only_once(city, tmp_path):
    shapes = city.wards.to_crs(6668).geometry
    said = []
    for name, zone, shape in zip("ab", ("evacuation_zone", "attention_zone"), shapes, strict=True):
        file = geojson(tmp_path / f"{name}.geojson", [({}, shape)])
        said.append(MappedFiles((file,), class_column(ClassMap(kind="tsunami", zone=zone), "x.toml")))
    bare = replace(city, zones=city.zones.iloc[:0])
    taken = take_in(bare, [], Said(mapped=tuple(said)))
    assert sorted(taken.bundle.zones["zone_type"]) == ["attention_zone", "evacuation_zone"]
    # The second file would take the place of the first.
    same = replace(said[1], classes=said[0].classes)
    with pytest.raises(InputError) as refused:
        take_in(bare, [], Said(mapped=(said[0], same)))
    (fault,) = refused.value.faults
    assert (fault.key, fault.value) == ("layer_made_twice", "zones tsunami evacuation_zone")


def test_scenarios_are_proposed_for_mapped_areas_unless_the_user_says_no(city, tmp_path):
    shape = city.wards.to_crs(6668).geometry.iloc[0]
    file = geojson(tmp_path / "own.geojson", [({}, shape)])
    own = MappedFiles((file,), class_column(ClassMap(kind="flood", layer="own"), "a.toml"))
    before = len(city.scenarios)
    assert len(take_in(city, [], Said(mapped=(own,))).bundle.scenarios) == before + 1
    none = Said({Intake.HAZARD: LayerConfig(propose_scenarios=False)}, mapped=(own,))
    assert len(take_in(city, [], none).bundle.scenarios) == before
