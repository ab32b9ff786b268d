"""What is well formed and cannot be true is said: far layers, overlaps, slips of unit and sign."""

from itertools import combinations
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import Point
from shapely.affinity import translate

from data.bundle import bundle_faults, check_bundle
from data.bundle.areas import _touching_pairs
from domain.faults import Fault
from domain.tables.city import Nodes, Places, Streets
from domain.vocabulary import Severity
from tests.data.spoil import change_csv, change_layer
from tests.toy_city import make_toy_bundle


def found(folder: Path, key: str) -> list[Fault]:
    return [fault for fault in check_bundle(folder) if fault.key == key]


def moved(metres: float):
    """Move all shapes of a layer to the east."""
    return lambda table: table.set_geometry(table.geometry.map(lambda g: translate(g, metres, 0)))


def test_a_hazard_of_a_scenario_that_touches_no_block_is_an_error(folder: Path):
    change_layer(folder, "hazards/tsunami", moved(100_000.0))
    (fault,) = found(folder, "layer_touches_no_block")
    assert (fault.severity, fault.file, fault.layer) == (
        Severity.ERROR,
        "hazards/tsunami.parquet",
        "hazards/tsunami",
    )
    # The areas began at -50 m, block E ends at 1,910 m: 100,000 - 50 - 1,910 = 98.04 km.
    assert fault.value == "98.0"


def test_zones_that_touch_no_block_are_an_error(folder: Path):
    change_layer(folder, "zones", moved(50_000.0))
    assert [f.layer for f in found(folder, "layer_touches_no_block")] == ["zones"]


def test_a_layer_that_no_scenario_uses_is_only_warned_of():
    city = make_toy_bundle()
    from dataclasses import replace

    far = city.hazards["tsunami"].set_geometry(city.hazards["tsunami"].geometry.translate(1e5, 0))
    faults = bundle_faults(replace(city, hazards={**city.hazards, "spare": far}))
    assert [(f.layer, f.severity) for f in faults if f.key == "layer_touches_no_block"] == [
        ("hazards/spare", Severity.WARNING)
    ]


def test_a_hazard_on_ground_of_the_city_where_nobody_lives_is_only_warned_of():
    from dataclasses import replace

    city = make_toy_bundle()
    free = city.wards.geometry.union_all().difference(city.blocks.geometry.union_all().buffer(1))
    shore = city.hazards["tsunami"].iloc[:1].set_geometry([free])
    faults = bundle_faults(replace(city, hazards={**city.hazards, "tsunami": shore}))
    assert [(f.layer, f.severity) for f in faults if f.key == "layer_touches_no_block"] == [
        ("hazards/tsunami", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("margin_m", "is_said"),
    [(0.0, True), (1.0, True), (40.0, True), (-40.0, True), (200.0, False), (-60.0, False)],
)
def test_a_hazard_that_ends_at_the_border_where_streets_go_on_is_said(margin_m: float, is_said: bool):
    from dataclasses import replace

    city = make_toy_bundle()
    ground = city.wards.geometry.union_all()
    # A corner of the network 200 m east of the city, as where people flee across the border.
    nodes = city.nodes.copy()
    nodes.geometry = [Point(ground.bounds[2] + 200, ground.centroid.y), *nodes.geometry.iloc[1:]]
    whole = city.hazards["tsunami"].iloc[:1].set_geometry([ground.buffer(margin_m, join_style="mitre")])
    # Where no street goes on, it is of no concern.
    for each, said in ((replace(city, nodes=nodes), is_said), (city, False)):
        faults = bundle_faults(replace(each, hazards={**city.hazards, "tsunami": whole}))
        found = {f.layer for f in faults if f.key == "layer_ends_at_border"}
        assert ("hazards/tsunami" in found) is said


def test_degrees_labelled_as_metres_are_called_so(folder: Path):
    def labelled(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return table.to_crs(6668).set_crs(6674, allow_override=True)

    change_layer(folder, "hazards/tsunami", labelled)
    assert [f.layer for f in found(folder, "layer_in_degrees")] == ["hazards/tsunami"]


def test_streets_far_from_the_city_are_said_in_one_sentence(folder: Path):
    change_layer(folder, "streets", moved(20_000.0))
    change_layer(folder, "nodes", moved(20_000.0))
    # Districts end at 2,200 m, the westernmost street begins at -500 m: 20,000 - 500 - 2,200 m.
    assert [f.value for f in found(folder, "streets_outside_city")] == ["17.3"]
    assert found(folder, "district_without_street") == []


@pytest.mark.parametrize(("metres", "severity"), [(50.0, Severity.WARNING), (50.5, Severity.ERROR)])
def test_a_node_far_from_its_streets_is_an_error(folder: Path, metres: float, severity: Severity):
    def move_one(nodes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        shapes = nodes.geometry.to_numpy().copy()
        shapes[0] = translate(shapes[0], -metres, 0)
        return nodes.set_geometry(gpd.GeoSeries(shapes, index=nodes.index, crs=nodes.crs))

    change_layer(folder, "nodes", move_one)
    assert {(f.severity, f.row, f.column) for f in found(folder, "street_end_far")} == {
        (severity, "101", "u")
    }


@pytest.mark.parametrize(
    ("length", "key"),
    # Street 101 is drawn 500 m long.
    [
        (1000.0, Severity.WARNING),
        (1001.0, Severity.ERROR),
        (250.0, Severity.WARNING),
        (249.0, Severity.ERROR),
        (1e17, Severity.ERROR),
        (1e-9, Severity.ERROR),
    ],
)
def test_a_length_that_cannot_be_that_of_the_drawing_is_an_error(folder: Path, length: float, key: Severity):
    def state(streets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return streets.assign(length_m=np.where(streets.index == 101, length, streets["length_m"]))

    change_layer(folder, "streets", state)
    assert [(f.severity, f.row) for f in found(folder, "street_length_differs")] == [(key, "101")]


@pytest.mark.parametrize(
    ("layer", "column", "value", "key"),
    [
        ("streets", "length_m", 1e17, "out_of_range"),
        ("streets", "length_m", 1e-9, "out_of_range"),
        ("streets", "width_m", 1e300, "out_of_range"),
        ("nodes", "elevation_m", 1e300, "out_of_range"),
        ("nodes", "elevation_m", -51.0, "out_of_range"),
        ("places", "built_year", 2101, "out_of_range"),
        ("places", "open_area_m2", 1e9, "out_of_range"),
        ("blocks", "residents", 10_000_000, "out_of_range"),
        ("hazards/flood", "depth_m_min", 201.0, "out_of_range"),
        ("hazards/tsunami", "arrival_time_s", 1e9, "out_of_range"),
    ],
)
def test_values_that_nothing_in_a_city_has_are_faults_by_row(
    folder: Path, layer: str, column: str, value: float, key: str
):
    def put(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        changed = table.copy()
        changed.loc[changed.index[0], column] = value
        return changed

    change_layer(folder, layer, put)
    (fault,) = found(folder, key)
    first = gpd.read_parquet(folder / f"{layer}.parquet").index[0]
    assert (fault.layer, fault.column, fault.row) == (layer, column, str(first))


def test_the_ends_of_the_ranges_are_allowed():
    city = make_toy_bundle()
    Streets.check(city.streets.assign(width_m=200.0, length_m=0.01))
    Nodes.check(city.nodes.assign(elevation_m=[-50.0, 3800.0] * (len(city.nodes) // 2)))
    Places.check(city.places.assign(open_area_m2=100_000_000.0))


@pytest.mark.parametrize(("metres", "overlaps"), [(12.0, False), (17.0, True)])
def test_wards_that_overlap_are_an_error(folder: Path, metres: float, overlaps: bool):
    def widen(wards: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        shapes = wards.geometry.to_numpy().copy()
        west, south, east, north = shapes[0].bounds
        shapes[0] = shapely.box(west, south, east + metres, north)
        return wards.set_geometry(gpd.GeoSeries(shapes, index=wards.index, crs=wards.crs))

    # The smaller ward is 1,200 m wide: 1 % of it are 12 m.
    change_layer(folder, "wards", widen)
    faults = found(folder, "areas_overlap")
    assert [(f.layer, f.severity, f.row, f.value) for f in faults] == (
        [("wards", Severity.ERROR, "271420", "271411")] if overlaps else []
    )


def test_districts_all_alike_are_an_error(folder: Path):
    def alike(districts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return districts.set_geometry(
            gpd.GeoSeries([districts.union_all()] * 2, districts.index, districts.crs)
        )

    change_layer(folder, "districts", alike)
    (fault,) = found(folder, "areas_alike")
    assert (fault.layer, fault.severity, fault.row) == ("districts", Severity.ERROR, "271420-00002")


def test_water_whose_depths_are_all_unknown_is_warned_of(folder: Path):
    change_layer(folder, "hazards/tsunami", lambda t: t.assign(depth_m_min=np.nan, depth_m_max=np.nan))
    (fault,) = found(folder, "depths_unknown")
    assert (fault.severity, fault.layer, fault.value) == (Severity.WARNING, "hazards/tsunami", "2")


def test_damage_that_a_whole_layer_leaves_out_is_warned_of_where_it_gives_other_damage(folder: Path):
    change_layer(folder, "hazards/quake", lambda t: t.assign(half_collapse_share=np.nan, burnt_share=np.nan))
    faults = found(folder, "damage_not_given")
    assert [(f.severity, f.layer, f.column) for f in faults] == [
        (Severity.WARNING, "hazards/quake", "burnt_share"),
        (Severity.WARNING, "hazards/quake", "half_collapse_share"),
    ]
    change_layer(folder, "hazards/quake", lambda t: t.assign(collapse_share=np.nan, water_cut_share=np.nan))
    assert found(folder, "damage_not_given") == []


def test_coordinates_outside_every_system_are_named_by_row(folder: Path):
    change_layer(folder, "places", moved(1e300))
    assert {f.layer for f in found(folder, "coordinate_far")} == {"places"}


def test_a_layer_without_any_sound_node_is_still_checked(folder: Path):
    change_layer(folder, "nodes", moved(1e300))
    assert {f.layer for f in found(folder, "coordinate_far")} == {"nodes"}


@pytest.mark.parametrize("layer", ["hazards/tsunami", "blocks"])
def test_a_layer_without_rows_that_leaves_nobody_concerned_is_an_error(folder: Path, layer: str):
    change_layer(folder, layer, lambda table: table.iloc[:0])
    assert [(f.layer, f.severity) for f in found(folder, "layer_empty")] == [(layer, Severity.ERROR)]


def test_a_layer_without_rows_that_no_scenario_uses_is_no_error():
    city = make_toy_bundle()
    from dataclasses import replace

    faults = bundle_faults(replace(city, hazards={**city.hazards, "spare": city.hazards["tsunami"].iloc[:0]}))
    assert "layer_empty" not in {f.key for f in faults}


def test_a_scenario_whose_layers_are_all_of_another_kind_is_an_error(folder: Path):
    change_layer(folder, "hazards/tsunami", lambda table: table.assign(kind="landslide"))
    (fault,) = found(folder, "scenario_layers_of_other_kind")
    assert (fault.severity, fault.row, fault.value) == (Severity.ERROR, "toy-tsunami-night", "tsunami")


@pytest.mark.parametrize(
    ("layer", "column", "most"),
    [
        ("posts", "filled", 5_000_000),
        ("district_facts", "listed_persons", 5_000_000),
        ("district_facts", "stock_meals", 100_000_000),
        ("district_facts", "stock_water_l", 100_000_000),
        ("organisations", "founded_year", 2100),
    ],
)
def test_counts_that_no_organisation_has_are_faults_by_row(folder: Path, layer: str, column: str, most: int):
    change_csv(folder, layer, lambda table: table.assign(**{column: [str(most), *table[column][1:]]}))
    assert column not in {fault.column for fault in found(folder, "out_of_range")}
    change_csv(folder, layer, lambda table: table.assign(**{column: [str(most + 1), *table[column][1:]]}))
    assert [(f.row, f.column) for f in found(folder, "out_of_range")] == [("2", column)]


def test_blocks_on_one_shape_are_named_by_a_warning(folder: Path):
    def alike(blocks: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        shapes = blocks.geometry.to_numpy().copy()
        shapes[1] = shapes[2] = shapes[0]
        return blocks.set_geometry(gpd.GeoSeries(shapes, blocks.index, blocks.crs))

    ids = gpd.read_parquet(folder / "blocks.parquet").index
    change_layer(folder, "blocks", alike)
    assert [(f.severity, f.row, f.value) for f in found(folder, "areas_alike")] == [
        (Severity.WARNING, ids[1], ids[0]),
        (Severity.WARNING, ids[2], ids[0]),
    ]
    assert found(folder, "areas_overlap") == []


def test_blocks_that_overlap_are_named_by_a_warning(folder: Path):
    def moved_over(blocks: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        shapes = blocks.geometry.to_numpy().copy()
        west, south, east, north = shapes[0].bounds
        width = east - west
        # Half of the first block lies under the second.
        shapes[1] = shapely.box(west + width / 2, south, east + width / 2, north)
        return blocks.set_geometry(gpd.GeoSeries(shapes, blocks.index, blocks.crs))

    first, second = gpd.read_parquet(folder / "blocks.parquet").index[:2]
    change_layer(folder, "blocks", moved_over)
    said = [(f.layer, f.severity, f.row, f.value) for f in found(folder, "areas_overlap")]
    assert ("blocks", Severity.WARNING, second, first) in said
    assert {layer for layer, *_ in said} == {"blocks"}


def test_no_more_pairs_are_compared_than_a_city_can_have(monkeypatch: pytest.MonkeyPatch):
    shapes = np.array([shapely.box(i, i, i + 100, i + 100) for i in range(40)], dtype=object)
    monkeypatch.setattr("data.bundle.areas._PAIRS_AT_ONCE", 7)
    one, other = _touching_pairs(shapes, np.arange(40))
    # Each touches each: 40 · 39 / 2 pairs, whatever the number that is looked up at once.
    assert sorted(zip(one.tolist(), other.tolist(), strict=True)) == [*combinations(range(40), 2)]
    monkeypatch.setattr("data.bundle.areas.MOST_PAIRS", 11)
    assert len(_touching_pairs(shapes, np.arange(40))[0]) == 11


@pytest.mark.parametrize("layer", ["wards", "districts", "places"])
def test_an_empty_name_is_warned_of(folder: Path, layer: str):
    ids = gpd.read_parquet(folder / f"{layer}.parquet").index
    change_layer(folder, layer, lambda table: table.assign(name=["  ", *table["name"][1:]]))
    assert [(f.layer, f.severity, f.row, f.column) for f in found(folder, "name_missing")] == [
        (layer, Severity.WARNING, ids[0], "name")
    ]


@pytest.mark.parametrize("is_same_ward", [True, False])
def test_districts_of_one_ward_with_one_name_are_warned_of(folder: Path, is_same_ward: bool):
    def alike(districts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        wards = [districts["ward_code"].iloc[0]] * 2 if is_same_ward else districts["ward_code"]
        return districts.assign(name="同じ校区", ward_code=wards)

    change_layer(folder, "districts", alike)
    assert [(f.severity, f.row, f.value, f.expected) for f in found(folder, "name_shared")] == (
        [(Severity.WARNING, "271420-00002", "同じ校区", "271411-00001")] if is_same_ward else []
    )


def test_the_toy_city_has_names_and_blocks_apart(folder: Path):
    keys = {fault.key for fault in check_bundle(folder)}
    assert keys.isdisjoint({"name_missing", "name_shared", "areas_alike", "areas_overlap"})
