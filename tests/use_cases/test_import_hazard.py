"""Official files become layers of the toy city: cut, repaired, in bounds, with their provenance."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data.bundle import read_bundle
from data.bundle.write import write_bundle
from data.imports.cut_to_city import STREETS_MARGIN_M
from domain.faults import InputError
from domain.vocabulary import DeadlineKind, Severity
from tests.data.readers.area_inputs import geojson, keys, layer, parts_of, shapefile, zipped
from tests.toy_city import make_toy_bundle
from tests.toy_city.build import X0, Y0
from use_cases.import_hazard import HazardImportOptions, import_hazard

EPSG = 6674


@pytest.fixture(scope="module")
def city():
    return make_toy_bundle()


def ground(left, bottom, right, top):
    """Return a rectangle of the toy's drawing [m] in degrees."""
    box = shapely.box(X0 + left, Y0 + bottom, X0 + right, Y0 + top)
    return gpd.GeoSeries([shapely.segmentize(box, 50)], crs=EPSG).to_crs(6668).iloc[0]


def flood(path, rows):
    return geojson(path, [({"A31a_202": river, "A31a_205": rank}, shape) for river, rank, shape in rows])


def run(city, *files, **options):
    return import_hazard(city, files, HazardImportOptions(**options))


def test_depth_duration_and_collapse_of_one_map_are_rows_of_one_layer(city, tmp_path):
    depth = flood(tmp_path / "20.geojson", [("甲川", "3", ground(100, 100, 400, 300))])
    stays = geojson(tmp_path / "30.geojson", [({"A31a_305": 4}, ground(100, 100, 300, 300))])
    breaks = geojson(tmp_path / "41.geojson", [({"A31a_405": 1}, ground(100, 100, 200, 300))])
    path = zipped(
        tmp_path / "A31a.zip",
        {"20_想定最大規模/a.geojson": depth, "30/b.geojson": stays, "41/c.geojson": breaks},
    )
    result = run(city, path, date="2024")
    table = result.bundle.hazards["flood_l2"]
    assert table["kind"].tolist() == ["flood"] * 3
    assert sorted(table["zone_type"]) == ["", "", "house_collapse"]
    # 300 m × 200 m of depth 3–5 m, 200 m × 200 m that stays a week, 100 m × 200 m of collapse.
    by_area = dict(zip(table.geometry.area.round(-2).tolist(), table.index, strict=True))
    assert sorted(by_area) == [20_000, 40_000, 60_000]
    assert table.loc[by_area[60_000], ["depth_m_min", "depth_m_max"]].tolist() == [3.0, 5.0]
    assert table.loc[by_area[40_000], "duration_h"] == 168.0
    assert result.areas == {"flood_l2": 3}
    assert result.area_km2["flood_l2"] == pytest.approx(0.06, rel=1e-3)
    source = result.bundle.meta.layer("hazards/flood_l2")
    assert source is not None
    assert (source.date, source.is_model, source.name) == ("2024", False, "洪水浸水想定区域（想定最大規模）")
    assert "国土数値情報" in source.source


def test_of_files_of_one_name_in_folders_of_their_scale_none_is_lost(city, tmp_path):
    planned = geojson(tmp_path / "1.geojson", [({"A31a_105": "1"}, ground(100, 100, 400, 300))])
    largest = geojson(tmp_path / "2.geojson", [({"A31a_205": "5"}, ground(100, 100, 400, 300))])
    path = zipped(
        tmp_path / "a.zip", {"10_計画規模/a.geojson": planned, "20_想定最大規模/a.geojson": largest}
    )
    assert set(run(city, path).areas) == {"flood_l1", "flood_l2"}


def test_a_member_of_lines_alone_is_said_and_the_others_are_read(city, tmp_path):
    zone = {"A33_001": 1, "A33_002": 1, "A33_005": "甲"}
    shape = ground(100, 100, 400, 300)
    areas = geojson(tmp_path / "1.geojson", [(zone, shape)])
    lines = geojson(tmp_path / "2.geojson", [(zone, shape.boundary)])
    result = run(city, zipped(tmp_path / "a.zip", {"Polygon.geojson": areas, "Line.geojson": lines}))
    assert result.areas == {"landslide": 1}
    said = [(f.key, f.severity, f.file) for f in result.faults if f.file.startswith("a.zip")]
    assert said == [("no_areas", Severity.WARNING, "a.zip/Line.geojson")]
    with pytest.raises(InputError) as error:
        run(city, zipped(tmp_path / "b.zip", {"Line.geojson": lines}))
    assert keys(error) == {"no_areas"}


def test_the_layer_is_cut_to_the_city_and_every_row_is_counted(city, tmp_path):
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    inside = ground(0, 0, 100, 100)
    broken = shapely.transform(
        bow,
        lambda xy: (
            xy * [inside.bounds[2] - inside.bounds[0], inside.bounds[3] - inside.bounds[1]]
            + inside.bounds[:2]
        ),
    )
    rows = [
        ("甲川", "1", inside),
        ("甲川", "2", ground(90_000, 0, 90_100, 100)),
        ("甲川", "2", ground(-40_000, 0, 2_000, 100)),
        ("甲川", "1", broken),
    ]
    features = [({"A31a_202": river, "A31a_205": rank}, shape) for river, rank, shape in rows]
    features.append(({"A31a_205": "1"}, {"type": "Point", "coordinates": [135.5, 34.6]}))
    path = geojson(tmp_path / "a.geojson", features)
    result = run(city, path)
    report = result.reports[0]
    assert (report.rows_read, report.rows_kept) == (5, 3)
    assert {one.key: one.count for one in report.dropped} == {"outside_city": 1, "not_area": 1}
    assert {one.key: (one.count, one.rows) for one in report.repairs} == {"made_valid": (1, ("4",))}
    table = result.bundle.hazards["flood_l2"]
    assert shapely.is_valid(table.geometry.to_numpy()).all()
    # Wards reach from the west end of the drawing: 1,100 m beyond them nothing is kept.
    west = float(city.wards.total_bounds[0]) - 1_100
    assert table.total_bounds[0] == pytest.approx(west, abs=1)
    assert len(report.sha256) == 64


def test_a_river_taken_alone_after_another_says_what_it_takes_away(city, tmp_path):
    first = flood(tmp_path / "1.geojson", [("甲川", "3", ground(0, 0, 400, 300))])
    second = flood(tmp_path / "2.geojson", [("乙川", "2", ground(300, 0, 600, 300))])
    stays = geojson(tmp_path / "3.geojson", [({"A31a_305": 4}, ground(0, 0, 400, 300))])
    held = run(city, first).bundle

    def lost(*files):
        faults = run(held, *files).faults
        return [(f.value, f.expected) for f in faults if f.key == "hazard_ground_lost"]

    # 300 m of the 400 m × 300 m of the first river are gone; the model layer before it is no loss.
    assert lost(second) == [("0.09", "0.12")]
    assert lost(stays) == [("0.12", "0.12")]
    assert lost(first, second) == lost(first, stays) == []
    assert "hazard_ground_lost" not in {fault.key for fault in run(city, second).faults}


def test_water_is_kept_wherever_streets_are(city, tmp_path):
    """A street whose water was cut away would look like dry ground to flee to."""
    everywhere = flood(tmp_path / "a.geojson", [("甲川", "3", ground(-9_000, -9_000, 9_000, 9_000))])
    # Streets of a network are kept 1,000 m around the wards; a corner of the city's own lies farther out.
    far = city.nodes.copy()
    far.geometry = [shapely.Point(X0 + 4_000, Y0), *far.geometry.iloc[1:]]
    for one in (city, replace(city, nodes=far)):
        water = run(one, everywhere).bundle.hazards["flood_l2"].geometry.iloc[0]
        assert water.covers(one.wards.union_all().buffer(STREETS_MARGIN_M))
        assert water.covers(shapely.MultiPoint(one.nodes.geometry.to_list()))


def test_rivers_that_overlap_stay_apart_and_can_be_chosen(city, tmp_path):
    path = flood(
        tmp_path / "a.geojson",
        [("甲川", "3", ground(0, 0, 400, 300)), ("乙川", "2", ground(200, 0, 600, 300))],
    )
    both = run(city, path).bundle.hazards["flood_l2"]
    assert both.geometry.area.sum() == pytest.approx(2 * 120_000, rel=1e-3)
    one = run(city, path, rivers=("乙川",), layer_id="otsu_flood")
    assert list(one.areas) == ["otsu_flood"]
    assert one.bundle.hazards["otsu_flood"]["depth_m_min"].tolist() == [0.5]
    source = one.bundle.meta.layer("hazards/otsu_flood")
    assert source is not None
    assert source.name == "乙川の洪水浸水想定区域"
    assert one.reports[0].rows_read == one.reports[0].rows_kept == 1
    with pytest.raises(InputError) as error:
        run(city, path, rivers=("丙川",))
    assert (keys(error), error.value.faults[0].expected) == ({"river_not_in_files"}, "乙川, 甲川")


def test_a_layer_of_the_same_id_is_replaced_whole(city, tmp_path):
    path = shapefile(tmp_path, layer([{"A40_003": "1m以上2m未満"}], [ground(0, 0, 400, 300)]))
    result = run(city, path)
    assert result.replaced == ("tsunami",)
    assert len(result.bundle.hazards["tsunami"]) == 1
    assert len(city.hazards["tsunami"]) == 2


def test_planned_and_largest_scale_never_share_a_layer(city, tmp_path):
    planned = geojson(tmp_path / "10.geojson", [({"A31a_105": 1}, ground(0, 0, 100, 100))])
    largest = flood(tmp_path / "20.geojson", [("甲川", "2", ground(0, 0, 300, 300))])
    result = run(city, planned, largest)
    assert sorted(result.areas) == ["flood_l1", "flood_l2"]
    assert list(run(city, planned, largest, only=("flood_l1",), layer_id="small").areas) == ["small"]
    with pytest.raises(InputError) as error:
        run(city, planned, largest, layer_id="one")
    assert keys(error) == {"hazard_layers_several"}
    with pytest.raises(InputError) as error:
        run(city, planned, only=("tsunami",))
    assert keys(error) == {"layer_not_in_files"}


def test_all_unknown_classes_of_all_files_are_told_at_once(city, tmp_path):
    files = [flood(tmp_path / f"{n}.geojson", [("川", "99", ground(0, 0, 100, 100))]) for n in range(2)]
    with pytest.raises(InputError) as error:
        run(city, *files)
    assert [(fault.key, fault.file, fault.value) for fault in error.value.faults] == [
        ("class_unknown", "0.geojson", "99"),
        ("class_unknown", "1.geojson", "99"),
    ]


def test_a_file_of_another_city_is_refused(city, tmp_path):
    with pytest.raises(InputError) as error:
        run(city, flood(tmp_path / "a.geojson", [("川", "1", ground(90_000, 0, 90_100, 100))]))
    assert keys(error) == {"no_area_in_city"}


def test_water_beside_the_city_alone_is_none_of_the_city(city, tmp_path):
    west, south, east, _ = city.wards.total_bounds - (X0, Y0, X0, Y0)
    # 300 m beyond the eastern border: within the margin that is kept around a city.
    beside = ground(east + 300, south, east + 400, south + 100)
    own = ground(west + 100, south + 100, west + 200, south + 200)
    with pytest.raises(InputError) as error:
        run(city, flood(tmp_path / "a.geojson", [("川", "1", beside)]))
    assert keys(error) == {"no_area_in_city"}
    both = run(city, flood(tmp_path / "b.geojson", [("川", "1", beside), ("川", "1", own)]))
    # With water in the city, that beside it counts: streets lead there.
    assert both.areas == {"flood_l2": 2}
    tsunami = shapefile(tmp_path, layer([{"A40_003": "1m以上2m未満"}], [beside]))
    result = run(city, flood(tmp_path / "c.geojson", [("川", "1", own)]), tsunami)
    assert list(result.areas) == ["flood_l2"]
    report = next(one for one in result.reports if one.file == "area.shp")
    assert (report.rows_read, report.rows_kept, [one.count for one in report.dropped]) == (1, 0, [1])


def test_a_layer_without_an_area_here_is_left_out_and_told(city, tmp_path):
    here = flood(tmp_path / "a.geojson", [("川", "1", ground(0, 0, 100, 100))])
    elsewhere = shapefile(tmp_path, layer([{"A40_003": "1m以上2m未満"}], [ground(90_000, 0, 90_100, 100)]))
    result = run(city, here, elsewhere)
    assert list(result.areas) == ["flood_l2"]
    # The layer that the city had of that name stays as it was.
    assert result.bundle.hazards["tsunami"].equals(city.hazards["tsunami"])
    told = [fault for fault in result.faults if fault.key == "no_area_in_city"]
    assert [(fault.file, fault.value, fault.severity.value) for fault in told] == [
        ("area.shp", "tsunami", "warning")
    ]
    assert sum(report.rows_read for report in result.reports) == 2


def test_any_areas_go_in_with_a_map_of_their_classes(city, tmp_path):
    path = geojson(
        tmp_path / "own.geojson",
        [({"rank": "A"}, ground(0, 0, 100, 100)), ({"rank": "B"}, ground(100, 0, 200, 100))],
    )
    with pytest.raises(InputError) as error:
        run(city, path)
    assert keys(error) == {"classes_needed"}
    classes = tmp_path / "map.toml"
    classes.write_text(
        'kind = "inland_flood"\ncolumn = "rank"\n[classes]\nA = [0.0, 0.5]\nB = [0.5]\n', encoding="utf-8"
    )
    table = run(city, path, classes=classes).bundle.hazards["inland_flood"]
    assert table["depth_m_max"].tolist() == [0.5, np.inf]


def test_zones_of_the_same_kind_and_type_are_renewed_and_others_stay(city, tmp_path):
    classes = tmp_path / "map.toml"
    classes.write_text('kind = "tsunami"\nzone = "evacuation_zone"\nname = "n"\n', encoding="utf-8")
    path = geojson(tmp_path / "z.geojson", [({"n": "区域1"}, ground(0, 0, 700, 600))])
    zones = run(city, path, classes=classes).bundle.zones
    before = city.zones
    kept = before[~((before["kind"] == "tsunami") & (before["zone_type"] == "evacuation_zone"))]
    assert set(kept.index) <= set(zones.index)
    new = zones[(zones["kind"] == "tsunami") & (zones["zone_type"] == "evacuation_zone")]
    assert new["name"].tolist() == ["区域1"]


def test_scenarios_are_proposed_and_written_only_when_asked(city, tmp_path):
    path = flood(tmp_path / "a.geojson", [("甲川", "2", ground(0, 0, 2_000, 600))])
    result = run(city, path)
    assert [one.scenario_id for one in result.proposed] == ["flood-l2"]
    assert set(result.bundle.scenarios) == set(city.scenarios)
    written = run(city, path, propose=True).bundle
    scenario = written.scenarios["flood-l2"]
    assert (scenario.layers, scenario.deadline) == (("flood_l2",), DeadlineKind.LEVEL5)
    assert "仮定値" in scenario.source
    folder = tmp_path / "city"
    write_bundle(written, folder)
    read = read_bundle(folder)
    assert read.scenarios["flood-l2"] == scenario
    assert len(read.hazards["flood_l2"]) == 1


def test_a_bad_layer_id_is_refused(city, tmp_path):
    path = flood(tmp_path / "a.geojson", [("甲川", "2", ground(0, 0, 300, 300))])
    for bad in ("../x", "A", "x" * 41):
        with pytest.raises(InputError) as error:
            run(city, path, layer_id=bad)
        assert keys(error) == {"wrong_form"}


def test_the_same_files_in_another_order_give_the_same_layer(city, tmp_path):
    first = flood(tmp_path / "1.geojson", [("甲川", "2", ground(0, 0, 300, 300))])
    second = shapefile(
        tmp_path / "s", layer([{"A31a_202": "乙川", "A31a_205": "2"}], [ground(400, 0, 500, 300)])
    )
    packed = zipped(tmp_path / "s.zip", parts_of(second))
    one = run(city, first, packed).bundle.hazards["flood_l2"]
    other = run(city, packed, first).bundle.hazards["flood_l2"]
    assert one.equals(other)
