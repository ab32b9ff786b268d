"""A bundle is refused with every fault at once, or read exactly as it was written."""

import struct
import tomllib
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
import tomli_w
from pandas.testing import assert_frame_equal
from shapely.affinity import translate

from data.bundle import check_bundle, read_bundle
from data.bundle.write import write_bundle
from domain.bundle import Source
from domain.faults import BundleError, Fault
from domain.tables.city import GROUND_HEIGHT
from domain.vocabulary import Severity
from tests.data.spoil import change_csv, change_layer, change_text, renew_hash
from tests.toy_city import make_toy_bundle

PLACE = "E2714000001"


def errors(folder: Path) -> list[Fault]:
    return [fault for fault in check_bundle(folder) if fault.severity is Severity.ERROR]


def warnings_of(folder: Path, key: str) -> list[Fault]:
    found = [fault for fault in check_bundle(folder) if fault.key == key]
    assert all(fault.severity is Severity.WARNING for fault in found)
    return found


def only_error(folder: Path) -> Fault:
    (fault,) = errors(folder)
    return fault


def set_cell(layer: pd.DataFrame, row: object, column: str, value: object) -> pd.DataFrame:
    changed = layer.copy()
    if changed[column].dtype != object and not isinstance(value, int | float):
        changed[column] = changed[column].astype(object)
    changed.loc[row, column] = value
    return changed


def move(layer: gpd.GeoDataFrame, row: object, shape: shapely.Geometry) -> gpd.GeoDataFrame:
    shapes = layer.geometry.to_numpy().copy()
    shapes[layer.index.get_loc(row)] = shape
    return layer.set_geometry(gpd.GeoSeries(shapes, index=layer.index, crs=layer.crs))


def test_a_bundle_is_read_as_it_was_written(folder: Path):
    written, read = make_toy_bundle(), read_bundle(folder)
    for layer in ("wards", "districts", "blocks", "nodes", "streets", "places", "zones", "facilities"):
        assert_frame_equal(read.table(layer), written.table(layer).sort_index(), check_like=True)
        assert read.table(layer).crs.to_epsg() == written.meta.epsg
    for layer in ("organisations", "posts", "district_facts", "published"):
        assert_frame_equal(read.table(layer), written.table(layer).sort_index(), check_like=True)
    assert dict(read.scenarios) == dict(written.scenarios)
    assert set(read.hazards) == set(written.hazards)
    assert dict(read.setting_overrides) == dict(written.setting_overrides)
    assert read.meta.city_code == written.meta.city_code


def test_the_same_bundle_gives_the_same_bytes(folder: Path, tmp_path: Path):
    again = tmp_path / "again"
    meta = write_bundle(read_bundle(folder), again)
    names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    assert names == sorted(f.relative_to(again).as_posix() for f in again.rglob("*") if f.is_file())
    assert all((folder / name).read_bytes() == (again / name).read_bytes() for name in names)
    assert meta.bundle_hash == read_bundle(folder).meta.bundle_hash


def test_unknown_stays_unknown_through_a_file(folder: Path):
    places = read_bundle(folder).places
    assert places["stay_capacity_persons"].isna().any()
    assert not (places["stay_capacity_persons"] == 0).any()


def test_a_sound_bundle_has_no_error(folder: Path):
    assert errors(folder) == []


def test_a_folder_without_a_bundle_is_named(tmp_path: Path):
    with pytest.raises(BundleError) as caught:
        read_bundle(tmp_path / "nowhere")
    assert [fault.key for fault in caught.value.faults] == ["bundle_missing"]


def test_a_missing_file_is_named(folder: Path):
    (folder / "posts.csv").unlink()
    assert (only_error(folder).key, only_error(folder).file) == ("file_missing", "posts.csv")


def test_an_edited_byte_is_found(folder: Path):
    file = folder / "organisations.csv"
    content = bytearray(file.read_bytes())
    content[-2] ^= 1
    file.write_bytes(bytes(content))
    assert "hash_mismatch" in {fault.key for fault in errors(folder) if fault.file == "organisations.csv"}


def test_a_cut_file_is_found(folder: Path):
    file = folder / "blocks.parquet"
    file.write_bytes(file.read_bytes()[:200])
    assert {"hash_mismatch", "file_unreadable"} == {f.key for f in errors(folder) if f.file == file.name}


def test_a_cut_csv_is_found(folder: Path):
    file = folder / "published.csv"
    file.write_bytes(file.read_bytes()[:-20])
    assert "hash_mismatch" in {fault.key for fault in errors(folder)}


@pytest.mark.parametrize("name", ["bundle.toml", "scenarios.toml"])
def test_broken_toml_is_found(folder: Path, name: str):
    (folder / name).write_text("[[layers", encoding="utf-8")
    assert ("file_unreadable", name) in {(fault.key, fault.file) for fault in errors(folder)}


def test_a_csv_in_another_encoding_is_found(folder: Path):
    file = folder / "organisations.csv"
    file.write_bytes(file.read_text(encoding="utf-8-sig").encode("cp932"))
    assert ("encoding", "organisations.csv") in {(fault.key, fault.file) for fault in errors(folder)}


def test_a_wrong_crs_is_found_and_its_positions_are_not_judged(folder: Path):
    change_layer(folder, "places", lambda places: places.to_crs(6668))
    fault = only_error(folder)
    assert (fault.key, fault.value, fault.expected) == ("crs_differs", "EPSG:6668", "EPSG:6674")


def test_a_missing_crs_is_found(folder: Path):
    change_layer(folder, "streets", lambda streets: streets.set_crs(None, allow_override=True))
    assert only_error(folder).key == "crs_missing"


def test_a_bundle_in_degrees_is_refused(folder: Path):
    change_text(folder, "bundle.toml", "epsg = 6674", "epsg = 4326")
    assert (only_error(folder).key, only_error(folder).value) == ("crs_not_plane", "4326")


def test_another_version_is_refused(folder: Path):
    change_text(folder, "bundle.toml", "schema_version = 2", "schema_version = 99")
    assert only_error(folder).key == "schema_version"


def test_a_layer_keeps_each_of_its_sources_with_its_own_terms(folder: Path):
    lists = (
        Source("一覧A", "条件A", "2026-09", ("注意1", "注意2")),
        Source("一覧B", "条件B", "2025", ("注意2", "注意3")),
    )
    city = read_bundle(folder)
    layers = tuple(replace(s, sources=lists) if s.layer == "places" else s for s in city.meta.layers)
    write_bundle(replace(city, meta=replace(city.meta, layers=layers)), folder, replace_existing=True)
    places = read_bundle(folder).meta.layer("places")
    assert places is not None
    assert places.sources == lists
    assert (places.source, places.licence, places.date) == ("一覧A；一覧B", "条件A；条件B", "2026-09；2025")
    assert places.notices == ("注意1", "注意2", "注意3")


def test_a_layer_keeps_its_name_and_one_without_has_none_in_the_file(folder: Path):
    city = read_bundle(folder)
    named = tuple(replace(s, name="津波の図", name_en="Map") if s.layer == "hazards/tsunami" else s
                  for s in city.meta.layers)  # fmt: skip
    write_bundle(replace(city, meta=replace(city.meta, layers=named)), folder, replace_existing=True)
    assert [(s.layer, s.name, s.name_en) for s in read_bundle(folder).meta.layers if s.name or s.name_en] == [
        ("hazards/tsunami", "津波の図", "Map")
    ]
    raw = tomllib.loads((folder / "bundle.toml").read_text(encoding="utf-8"))
    assert [layer["id"] for layer in raw["layers"] if "name" in layer] == ["hazards/tsunami"]


def test_the_first_version_of_the_head_is_still_read(folder: Path):
    raw = tomllib.loads((folder / "bundle.toml").read_text(encoding="utf-8"))
    raw["schema_version"] = 1
    for layer in raw["layers"]:
        (only,) = layer.pop("sources")
        layer["source"] = only.pop("name")
        layer.update(only)
    (folder / "bundle.toml").write_text(tomli_w.dumps(raw), encoding="utf-8")
    toy = make_toy_bundle()
    read = read_bundle(folder).meta
    assert {s.layer: s.sources for s in read.layers} == {s.layer: s.sources for s in toy.meta.layers}


def test_a_layer_without_any_source_is_refused(folder: Path):
    raw = tomllib.loads((folder / "bundle.toml").read_text(encoding="utf-8"))
    del raw["layers"][0]["sources"]
    (folder / "bundle.toml").write_text(tomli_w.dumps(raw), encoding="utf-8")
    assert only_error(folder).column == "layers.1.sources"


def test_a_file_outside_the_folder_is_never_read(folder: Path):
    change_text(folder, "bundle.toml", '"wards.parquet"', '"../wards.parquet"')
    assert ("path_outside", "../wards.parquet") in {(f.key, f.value) for f in errors(folder)}


def test_a_head_of_wrong_types_names_each_entry(folder: Path):
    change_text(folder, "bundle.toml", "epsg = 6674", 'epsg = "6674"')
    change_text(folder, "bundle.toml", "name_en =", "nmae_en =")
    assert {(f.key, f.column) for f in errors(folder)} == {
        ("field_type", "epsg"),
        ("field_missing", "name_en"),
        ("field_unknown", "nmae_en"),
    }


def test_a_missing_layer_is_named(folder: Path):
    change_text(folder, "bundle.toml", 'id = "streets"', 'id = "streats"')
    keys = {(fault.key, fault.layer, fault.severity) for fault in check_bundle(folder)}
    assert ("layer_missing", "streets", Severity.ERROR) in keys
    assert ("layer_unknown", "streats", Severity.WARNING) in keys


def test_a_missing_column_is_named_with_the_one_most_like_it(folder: Path):
    change_layer(folder, "places", lambda places: places.rename(columns={"floors": "Floor"}))
    assert {(f.key, f.column, f.value) for f in errors(folder)} == {
        ("column_missing_near", "floors", "Floor")
    }


def test_a_city_written_before_there_were_heights_is_read_without_them(folder: Path):
    change_layer(folder, "places", lambda table: table.drop(columns=list(GROUND_HEIGHT)))
    assert read_bundle(folder).places[list(GROUND_HEIGHT)].isna().all(axis=None)


def test_liquefaction_that_nobody_knows_is_not_written_and_what_is_known_comes_back(folder: Path):
    file = folder / "hazards" / "quake.parquet"
    assert "liquefaction_index" not in gpd.read_parquet(file).columns
    assert read_bundle(folder).hazards["quake"]["liquefaction_index"].isna().all()
    city = read_bundle(folder)
    known = city.hazards["quake"].assign(liquefaction_index=12.0)
    write_bundle(replace(city, hazards={**city.hazards, "quake": known}), folder, replace_existing=True)
    assert (read_bundle(folder).hazards["quake"]["liquefaction_index"] == 12.0).all()


def test_a_missing_and_an_extra_column_are_named(folder: Path):
    change_layer(folder, "places", lambda places: places.rename(columns={"floors": "備考"}))
    assert {(f.key, f.column) for f in errors(folder)} == {
        ("column_missing", "floors"),
        ("column_extra", "備考"),
    }


def test_text_for_a_number_is_named_by_line_in_a_csv(folder: Path):
    change_csv(folder, "organisations", lambda frame: set_cell(frame, 0, "drills_in_year", "２回くらい"))
    fault = only_error(folder)
    # The header is line 1, the first organisation line 2.
    assert (fault.key, fault.row, fault.column, fault.value) == (
        "not_a_number",
        "2",
        "drills_in_year",
        "２回くらい",
    )


def test_text_for_a_number_is_named_by_id_in_a_layer(folder: Path):
    def spoil(places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        numbers = places["floor_area_m2"].map(str, na_action="ignore").astype(object)
        return places.assign(floor_area_m2=numbers.where(places.index != PLACE, "広い"))

    change_layer(folder, "places", spoil)
    fault = only_error(folder)
    assert (fault.key, fault.row, fault.column, fault.value) == (
        "not_a_number",
        PLACE,
        "floor_area_m2",
        "広い",
    )


def test_a_broken_number_of_persons_is_refused(folder: Path):
    change_csv(folder, "posts", lambda frame: set_cell(frame, 1, "filled", "2.5"))
    assert (only_error(folder).key, only_error(folder).row) == ("not_an_integer", "3")


def test_an_empty_required_cell_is_refused_and_an_empty_unknown_is_not(folder: Path):
    change_csv(folder, "posts", lambda frame: set_cell(frame, 0, "filled", ""))
    change_csv(folder, "organisations", lambda frame: set_cell(frame, 0, "drills_in_year", ""))
    assert [(f.key, f.file, f.row) for f in errors(folder)] == [("value_missing", "posts.csv", "2")]


def test_a_negative_capacity_is_refused(folder: Path):
    change_layer(folder, "places", lambda places: set_cell(places, PLACE, "stay_capacity_persons", -1))
    fault = only_error(folder)
    assert (fault.key, fault.row, fault.column, fault.value) == (
        "negative_number",
        PLACE,
        "stay_capacity_persons",
        "-1",
    )


def test_a_value_out_of_its_list_is_refused(folder: Path):
    change_layer(folder, "places", lambda places: set_cell(places, PLACE, "direct_admission", "maybe"))
    assert (only_error(folder).key, only_error(folder).expected) == ("not_allowed", "yes, no, unknown")


def test_a_share_above_one_is_refused(folder: Path):
    change_csv(folder, "district_facts", lambda frame: set_cell(frame, 0, "association_share", "1.5"))
    assert (only_error(folder).key, only_error(folder).expected) == ("out_of_range", "≥ 0, ≤ 1")


def test_a_repeated_id_is_refused(folder: Path):
    change_csv(folder, "organisations", lambda frame: pd.concat([frame, frame.iloc[:1]]))
    fault = only_error(folder)
    assert (fault.key, fault.row, fault.column) == (
        "duplicate_id",
        str(len(make_toy_bundle().strength.organisations) + 2),
        "org_id",
    )


def test_an_infinite_length_is_refused(folder: Path):
    change_layer(folder, "streets", lambda streets: set_cell(streets, 101, "length_m", np.inf))
    assert "not_finite" in {fault.key for fault in errors(folder)}


@pytest.mark.parametrize(
    ("layer", "column", "value", "other"),
    [
        ("blocks", "district_id", "271411-99999", "districts"),
        ("places", "ward_code", "999999", "wards"),
        ("streets", "u", 987654, "nodes"),
    ],
)
def test_a_reference_to_nothing_is_refused(folder: Path, layer: str, column: str, value: object, other: str):
    change_layer(folder, layer, lambda frame: set_cell(frame, frame.index[0], column, value))
    fault = only_error(folder)
    assert (fault.key, fault.column, fault.value, fault.expected) == (
        "unknown_reference",
        column,
        str(value),
        other,
    )


def test_a_squad_of_no_organisation_is_named_by_line(folder: Path):
    change_csv(folder, "posts", lambda frame: set_cell(frame, 2, "org_id", "nobody"))
    assert (only_error(folder).key, only_error(folder).row) == ("unknown_reference", "4")


def test_ages_and_floors_must_sum_to_the_residents(folder: Path):
    block = make_toy_bundle().blocks.index[0]

    def spoil(blocks: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return blocks.assign(
            age_0_14=blocks["age_0_14"] + (blocks.index == block),
            living_floor_unknown=blocks["living_floor_unknown"] + 2 * (blocks.index == block),
        )

    change_layer(folder, "blocks", spoil)
    assert [(f.key, f.row, f.column.split(" ")[0]) for f in errors(folder)] == [
        ("sum_differs", block, "age_0_14"),
        ("sum_differs", block, "living_floor_b1"),
    ]


def test_a_part_may_not_exceed_its_whole(folder: Path):
    change_csv(folder, "posts", lambda frame: set_cell(frame, 0, "over_75", "999"))
    assert (only_error(folder).key, only_error(folder).column) == ("part_exceeds_whole", "over_75")


def test_a_ward_whose_blocks_sum_to_another_number_is_a_warning(folder: Path):
    change_layer(folder, "wards", lambda wards: wards.assign(residents=wards["residents"] + 5))
    assert len(warnings_of(folder, "ward_total_differs")) == len(make_toy_bundle().wards)


def _far(dx: float) -> shapely.Geometry:
    """A point dx metres west of the city's edge."""
    wards = make_toy_bundle().wards
    west, south, _, north = wards.total_bounds
    return shapely.Point(west - dx, (south + north) / 2)


def test_a_place_more_than_500_m_outside_the_city_is_refused(folder: Path):
    change_layer(folder, "places", lambda places: move(places, PLACE, _far(501)))
    fault = only_error(folder)
    assert (fault.key, fault.row, fault.value) == ("place_outside_city", PLACE, "501")


def test_a_place_nearer_is_kept_with_its_distance(folder: Path):
    change_layer(folder, "places", lambda places: move(places, PLACE, _far(499)))
    assert errors(folder) == []
    assert [(f.row, f.value) for f in warnings_of(folder, "place_near_border")] == [(PLACE, "499")]


def test_swapped_coordinates_are_called_so(folder: Path):
    point = make_toy_bundle().places.geometry[PLACE]
    change_layer(folder, "places", lambda places: move(places, PLACE, shapely.Point(point.y, point.x)))
    assert (only_error(folder).key, only_error(folder).row) == ("place_swapped", PLACE)


def test_degrees_in_a_metric_layer_are_called_so(folder: Path):
    change_layer(folder, "places", lambda places: move(places, PLACE, shapely.Point(135.48, 34.57)))
    assert only_error(folder).key == "place_in_degrees"


def test_a_district_without_a_street_is_refused(folder: Path):
    district = make_toy_bundle().districts.index[1]

    def spoil(districts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return move(districts, district, translate(districts.geometry[district], xoff=50_000))

    change_layer(folder, "districts", spoil)
    assert (only_error(folder).key, only_error(folder).row) == ("district_without_street", district)
    assert only_error(folder).value == make_toy_bundle().districts.loc[district, "name"]


def test_broken_shapes_are_named(folder: Path):
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    change_layer(folder, "zones", lambda zones: move(zones, zones.index[0], bow))
    change_layer(folder, "facilities", lambda frame: move(frame, frame.index[0], shapely.Point()))
    change_layer(folder, "nodes", lambda frame: move(frame, frame.index[0], shapely.Point(np.nan, 1.0)))
    found = {(fault.key, fault.layer) for fault in errors(folder)}
    assert {("geometry_invalid", "zones"), ("geometry_missing", "facilities")} <= found
    assert found & {("coordinate_not_finite", "nodes"), ("geometry_missing", "nodes")}


def test_a_polygon_is_no_street(folder: Path):
    change_layer(folder, "streets", lambda frame: move(frame, 101, frame.geometry[101].buffer(1)))
    assert (only_error(folder).key, only_error(folder).value) == ("geometry_type", "Polygon")


def test_a_length_unlike_its_drawing_is_a_warning(folder: Path):
    change_layer(folder, "streets", lambda frame: set_cell(frame, 101, "length_m", 734.0))
    assert errors(folder) == []
    assert [(f.row, f.value) for f in warnings_of(folder, "street_length_differs")] == [("101", "734.0")]


def test_an_upside_down_depth_class_is_refused(folder: Path):
    layer = next(iter(make_toy_bundle().hazards))
    change_layer(folder, f"hazards/{layer}", lambda frame: frame.assign(depth_m_min=3.0, depth_m_max=0.5))
    assert {fault.key for fault in errors(folder)} == {"bounds_order"}


def test_an_open_depth_class_is_allowed(folder: Path):
    layer = next(iter(make_toy_bundle().hazards))
    change_layer(folder, f"hazards/{layer}", lambda frame: frame.assign(depth_m_min=3.0, depth_m_max=np.inf))
    assert errors(folder) == []


def test_a_scenario_of_unknown_kind_layer_and_field_names_each(folder: Path):
    scenario = next(iter(make_toy_bundle().scenarios))
    change_text(folder, "scenarios.toml", 'kinds = [\n    "', 'colour = "red"\nkinds = [\n    "meteor", "')
    found = {(fault.key, fault.row, fault.column) for fault in errors(folder)}
    assert {("field_unknown", scenario, "colour"), ("not_allowed", scenario, "kinds.1")} <= found


def test_a_scenario_on_a_layer_that_is_not_there_is_refused(folder: Path):
    change_text(folder, "scenarios.toml", 'layers = [\n    "', 'layers = [\n    "lava", "')
    fault = next(fault for fault in errors(folder) if fault.key == "unknown_reference")
    assert (fault.file, fault.value, fault.expected) == ("scenarios.toml", "lava", "hazards")


def test_the_settings_of_a_bundle_are_checked(folder: Path):
    (folder / "settings.toml").write_text(
        '"movement.adult_speed_m_s" = 9.0\n"movement.wings" = 1\n', encoding="utf-8"
    )
    assert {(f.key, f.column) for f in errors(folder)} == {
        ("setting_value", "movement.adult_speed_m_s"),
        ("setting_unknown", "movement.wings"),
    }


def test_the_settings_of_a_bundle_are_taken_over(folder: Path):
    (folder / "settings.toml").write_text('"movement.night_factor" = 0.7\n', encoding="utf-8")
    assert read_bundle(folder).setting_overrides["movement.night_factor"] == "0.7"


def test_every_fault_shows_at_once(folder: Path):
    """One call lists an edited file, a wrong CRS, a far place, a negative capacity and text for a number."""
    (folder / "published.csv").write_bytes((folder / "published.csv").read_bytes() + b" ")
    change_layer(folder, "zones", lambda zones: zones.to_crs(4326))
    change_layer(
        folder, "places", lambda p: move(set_cell(p, PLACE, "stay_capacity_persons", -3), PLACE, _far(9_000))
    )
    change_csv(folder, "organisations", lambda frame: set_cell(frame, 0, "founded_year", "昭和"))
    change_text(folder, "scenarios.toml", 'season = "', 'season = "x')
    with pytest.raises(BundleError) as caught:
        read_bundle(folder)
    keys = {fault.key for fault in caught.value.faults}
    assert keys >= {
        "hash_mismatch",
        "crs_differs",
        "place_outside_city",
        "negative_number",
        "not_a_number",
        "not_allowed",
    }
    assert all(fault.file for fault in caught.value.faults)


def test_the_order_of_rows_does_not_matter(folder: Path):
    before = read_bundle(folder)
    change_layer(folder, "places", lambda places: places.iloc[::-1])
    change_csv(folder, "organisations", lambda frame: frame.iloc[::-1])
    after = read_bundle(folder)
    assert_frame_equal(before.places, after.places)
    assert_frame_equal(before.strength.organisations, after.strength.organisations)


def test_whole_numbers_stored_as_another_type_are_taken_over(folder: Path):
    before = read_bundle(folder)
    change_layer(folder, "wards", lambda wards: wards.assign(residents=wards["residents"].astype("float64")))
    change_layer(
        folder, "nodes", lambda nodes: nodes.assign(elevation_m=nodes["elevation_m"].astype("float32"))
    )
    after = read_bundle(folder)
    assert_frame_equal(before.wards, after.wards)
    assert after.nodes["elevation_m"].dtype == np.float64


def test_many_faults_of_a_kind_are_listed_up_to_twenty_and_counted(folder: Path):
    def without_width(streets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        many = gpd.GeoDataFrame(pd.concat([streets.iloc[[0]]] * 100))
        many.index = pd.Index(range(1000, 1100), name="street_id")
        return gpd.GeoDataFrame(pd.concat([streets, many.assign(width_m=-1.0)]))

    change_layer(folder, "streets", without_width)
    faults = [fault for fault in errors(folder) if fault.key == "negative_number"]
    # 100 rows: 20 listed, 80 counted.
    assert (len(faults), sum(fault.more for fault in faults)) == (20, 80)
    assert faults[0].row == "1000"


def test_a_byte_order_mark_and_empty_rows_are_no_fault(folder: Path):
    for name in ("bundle.toml", "scenarios.toml"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8-sig")
    renew_hash(folder, "scenarios.toml")
    table = (folder / "posts.csv").read_text(encoding="utf-8-sig")
    columns = table.splitlines()[0].count(",") + 1
    spoilt = "班の一覧" + "," * (columns + 1) + "\n" + table.replace("org_id", " org_id ", 1)
    (folder / "posts.csv").write_text(spoilt + "," * columns + "\n\n", encoding="utf-8-sig")
    renew_hash(folder, "posts.csv")
    assert errors(folder) == []
    assert_frame_equal(read_bundle(folder).strength.posts, make_toy_bundle().strength.posts.sort_index())


def test_a_shape_nested_without_end_is_refused_and_never_parsed(folder: Path):
    deep = struct.pack("<BII", 1, 7, 1) * 100_000 + struct.pack("<BIdd", 1, 1, 0.0, 0.0)
    table = pq.read_table(folder / "zones.parquet")
    at = table.schema.get_field_index("geometry")
    shapes = pa.array([deep, *table.column("geometry").to_pylist()[1:]], pa.binary())
    pq.write_table(table.set_column(at, table.schema.field(at), shapes), folder / "zones.parquet")
    renew_hash(folder, "zones.parquet")
    fault = only_error(folder)
    assert (fault.key, fault.file, fault.row) == ("geometry_type", "zones.parquet", "1")


@pytest.mark.parametrize("value", [2**70, 1e300, "9" * 30, float("inf")])
def test_a_number_that_no_table_holds_is_named(folder: Path, value: object):
    change_csv(folder, "posts", lambda posts: set_cell(posts, 0, "filled", str(value)))
    assert {f.key for f in errors(folder)} <= {"not_an_integer", "out_of_range"}
    assert errors(folder)
