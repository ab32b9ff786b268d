"""Hazards, zones and scenarios of the bundled city against public descriptions."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from data.bundle import check_bundle
from data.bundle.write import write_bundle
from domain.settings.settings import Settings
from domain.vocabulary import UNSERVED_CAUSES, HazardKind, Outcome, Severity
from hazard.exposure import expose
from hazard.parts import block_parts
from model_city.city import build_city
from model_city.fire import IGNITION_LON_LAT
from model_city.lines import FACTS, read_lines, to_metres
from model_city.slopes import ZONE_COUNT
from tests.made import make_city
from tests.model_city.bundled_city import (
    CITY_FOLDER,
    HIGASHI,
    KITA,
    MIHARA,
    MINAMI,
    NAKA,
    NISHI,
    SAKAI,
    bundled_city,
)

pytestmark = pytest.mark.city

DRY = (0.0, 0.0)
#: The ranges below are of residents of blocks that a layer covers by more than this share.
_REACHED_SHARE = 0.05

#: Range of the share of residents [%] per layer and ward; wards that are not named stay dry.
RANGES = {
    # At 0.3 m or more: 堺区 30–35, 西区 12–16, nobody elsewhere.
    "tsunami": {SAKAI: (30, 35), NISHI: (12, 16)},
    "yamato_flood": {SAKAI: (45, 55), KITA: (35, 40), MIHARA: (0, 3)},
    # 石津川 system and 西除川・東除川 together; in 北区 2–3 and 4–6.
    "small_rivers_flood": {
        SAKAI: (8, 10), NAKA: (8, 12), HIGASHI: (8, 10), NISHI: (15, 20), MINAMI: (4, 6), KITA: (6, 9),
        MIHARA: (20, 25),
    },
    "storm_surge": {SAKAI: (55, 60), NISHI: (20, 25), KITA: (0, 2)},
    "inland_flood": {
        SAKAI: (10, 12), NAKA: (6, 8), HIGASHI: (6, 8), NISHI: (8, 10), MINAMI: (3, 5), KITA: (8, 10),
        MIHARA: (6, 8),
    },
    "landslide": {
        NAKA: (0.5, 1), HIGASHI: (0, 0.2), NISHI: (0.2, 0.4), MINAMI: (1.5, 2.5), KITA: (0, 0.2),
        MIHARA: (0.3, 0.5),
    },
}  # fmt: skip

SCENARIO_IDS = [
    "nankai-tsunami-night",
    "nankai-tsunami-day",
    "nankai-quake-day1",
    "uemachi-quake-day1",
    "nankai-quake-day7",
    "uemachi-quake-day7",
    "nankai-quake-day30",
    "uemachi-quake-day30",
    "yamato-flood-l2",
    "small-rivers-flood",
    "surge-l2",
    "heavy-rain-landslide",
    "inland-147mm",
    "typhoon-compound",
    "shinminato-fire",
]


def exposed_percent(layer: str, *, from_depth_m: float = 0.0):
    """Return the share of each ward's residents [%] that a layer reaches."""
    city = bundled_city()
    blocks = city.blocks
    parts = block_parts(blocks.geometry.to_numpy(), city.hazards[layer])
    deep = (parts.hits.areas["depth_m_min"].fillna(0.0) >= from_depth_m).to_numpy()
    reached = parts.share_where(parts.hits.where(deep).touched()) > _REACHED_SHARE
    exposed = blocks["residents"].where(reached, 0).groupby(blocks["ward_code"]).sum()
    return exposed / blocks.groupby("ward_code")["residents"].sum() * 100


@pytest.mark.parametrize("layer", RANGES)
def test_share_of_exposed_residents_lies_in_its_range(layer):
    percent = exposed_percent(layer, from_depth_m=0.3 if layer == "tsunami" else 0.0)
    for ward, share in percent.items():
        low, high = RANGES[layer].get(ward, DRY)
        assert low <= share <= high, (ward, share)


def test_tsunami_reaches_only_sakai_and_nishi():
    percent = exposed_percent("tsunami")
    assert set(percent.index[percent > 0]) == {SAKAI, NISHI}


def test_tsunami_comes_68_minutes_after_the_quake_at_the_earliest_and_later_inland():
    city = bundled_city()
    areas = city.hazards["tsunami"]
    assert areas["arrival_time_s"].notna().all()
    # 68 min = 4,080 s at the port; at most a little later than the 100 min of the 1 m wave.
    assert areas["arrival_time_s"].min() == 4080.0
    assert areas["arrival_time_s"].max() <= 6300.0
    east = areas.geometry.representative_point().x
    first = east[areas["arrival_time_s"] == 4080.0].mean()
    last = east[areas["arrival_time_s"] >= 5700.0].mean()
    assert first < last


def test_flooded_area_of_nishi_is_within_a_quarter_of_the_published_928_ha():
    city = bundled_city()
    water = shapely.union_all(city.hazards["tsunami"].geometry.to_numpy())
    area_ha = city.wards.geometry[NISHI].intersection(water).area / 10_000
    assert area_ha == pytest.approx(928, rel=0.25)


@pytest.mark.parametrize(
    ("scenario_id", "published"), [("nankai-quake-day1", 74_402), ("uemachi-quake-day1", 138_643)]
)
def test_evacuees_of_day_1_meet_the_published_total_within_2_percent(scenario_id, published):
    city = bundled_city()
    blocks = expose(city, city.scenarios[scenario_id], Settings()).blocks
    assert blocks["must_leave_persons"].sum() == pytest.approx(published, rel=0.02)


def test_shaking_is_6_lower_in_every_ward_in_nankai_and_7_near_the_fault_in_uemachi():
    city = bundled_city()
    middle = shapely.points(shapely.get_coordinates(shapely.centroid(city.wards.geometry.to_numpy())))

    def intensity(layer):
        areas = city.hazards[layer]
        _, cell = shapely.STRtree(areas.geometry.to_numpy()).query(middle, predicate="intersects")
        return areas["intensity"].to_numpy()[cell]

    nankai = city.hazards["quake_nankai"]["intensity"]
    # JMA: 6弱 is 5.5–6.0, 6強 6.0–6.5, 7 from 6.5.
    assert nankai.min() >= 5.5
    assert nankai.max() < 6.5
    assert (intensity("quake_nankai") < 6.0).all()
    uemachi = city.hazards["quake_uemachi"]["intensity"]
    assert uemachi.max() >= 6.5
    assert uemachi.min() >= 5.5


def test_warning_zones_are_counted_per_ward():
    city = bundled_city()
    zones = city.hazards["landslide"]
    warning = zones[zones["zone_type"] == "warning"]
    wards = city.wards.geometry
    middle = shapely.point_on_surface(warning.geometry.to_numpy())
    found = {code: int(shapely.contains(shape, middle).sum()) for code, shape in wards.items()}
    assert {code: count for code, count in found.items() if count} == ZONE_COUNT
    # 0.2–2 ha each, about two of three with a special warning zone.
    assert warning.area.between(2_000, 20_000).all()
    special = (zones["zone_type"] == "special_warning").sum()
    assert 0.6 <= special / len(warning) <= 0.7


def test_yamato_flood_tears_houses_down_on_a_fifth_to_a_quarter_of_its_bank():
    areas = bundled_city().hazards["yamato_flood"]
    river = read_lines().rivers.geometry["大和川"]
    collapse = shapely.union_all(areas[areas["zone_type"] == "house_collapse"].geometry.to_numpy())
    land = shapely.union_all(bundled_city().wards.geometry.to_numpy())
    # 20–25 % of the land within 500 m of the river, all of it near the bank.
    bank = land.intersection(river.buffer(500.0))
    assert 0.20 <= collapse.area / bank.area <= 0.25
    assert collapse.difference(bank).area < 0.03 * collapse.area
    assert areas["duration_h"].max() > 72.0


def test_floods_and_surge_publish_no_arrival():
    for layer in ("yamato_flood", "small_rivers_flood", "storm_surge", "inland_flood"):
        assert bundled_city().hazards[layer]["arrival_time_s"].isna().all()


def test_duration_of_the_small_rivers_is_unknown_in_mihara_alone():
    city = bundled_city()
    areas = city.hazards["small_rivers_flood"]
    unknown = areas[areas["duration_h"].isna()]
    assert 0 < len(unknown) < len(areas)
    mihara = city.wards.geometry[MIHARA].buffer(100.0)
    assert unknown.geometry.representative_point().within(mihara).all()


def test_fire_spreads_at_20_to_160_metres_an_hour():
    fire = bundled_city().hazards["shinminato_fire"]
    start = shapely.Point(*to_metres(*np.transpose([IGNITION_LON_LAT]))[0])
    inner = shapely.union_all(fire.geometry.to_numpy())
    hours = (fire["arrival_time_s"].max() + 1800.0) / 3600.0
    corners = shapely.points(shapely.get_coordinates(shapely.convex_hull(inner)))
    speed = shapely.distance(corners, start) / hours
    # The front is 20 m/h against the wind and 150 m/h with it; corners are rounded to a metre.
    assert speed.min() == pytest.approx(20.0, abs=1.0)
    assert 140.0 <= speed.max() <= 160.0
    assert fire["arrival_time_s"].tolist() == [1800.0 * ring for ring in range(len(fire))]


def test_hazard_polygons_are_valid_single_parts_with_ordered_bounds():
    for name, areas in bundled_city().hazards.items():
        assert areas.geometry.is_valid.all(), name
        depth = areas.dropna(subset=["depth_m_min"])
        assert (depth["depth_m_min"] < depth["depth_m_max"]).all(), name


def test_depth_classes_of_one_layer_do_not_overlap():
    for name in ("tsunami", "yamato_flood", "small_rivers_flood", "storm_surge", "inland_flood"):
        areas = bundled_city().hazards[name]
        water = areas[areas["zone_type"] == ""].geometry.to_numpy()
        overlap = shapely.area(water).sum() - shapely.area(shapely.union_all(water))
        assert overlap < 0.005 * shapely.area(water).sum(), name


def test_zones_cover_the_city_once_and_attention_is_not_safe():
    city = bundled_city()
    zones = city.zones.set_index("zone_type").geometry
    whole = shapely.union_all(city.wards.geometry.to_numpy()).area
    assert zones.area.sum() == pytest.approx(whole, rel=0.002)
    assert zones["safe_area"].intersection(zones["attention_zone"]).area < 1.0
    assert zones["safe_area"].intersection(zones["evacuation_zone"]).area < 1.0


def test_scenarios_have_their_fixed_ids_and_layers_of_their_kinds():
    city = bundled_city()
    assert list(city.scenarios) == SCENARIO_IDS
    for scenario in city.scenarios.values():
        held = set()
        for layer in scenario.layers:
            held |= set(city.hazards[layer]["kind"])
        assert {kind.value for kind in scenario.kinds} <= held
        assert scenario.is_model


def test_typhoon_is_four_kinds_at_once():
    kinds = bundled_city().scenarios["typhoon-compound"].kinds
    assert set(kinds) == {
        HazardKind.STORM_SURGE, HazardKind.INLAND_FLOOD, HazardKind.FLOOD, HazardKind.LANDSLIDE,
    }  # fmt: skip


def test_every_cause_of_having_no_place_occurs():
    found = set()
    for scenario_id in ("typhoon-compound", "inland-147mm"):
        _, plan = make_city(scenario_id)
        found |= {cause.value for cause in UNSERVED_CAUSES if plan.ledgers.city[cause.value].sum() > 0}
    # The city has streets: nobody's way is unknown.
    assert found == {cause.value for cause in UNSERVED_CAUSES} - {Outcome.WAY_UNKNOWN.value}


def test_storm_wind_comes_second_after_level_4_and_ends_the_surge_scenario():
    scenario = bundled_city().scenarios["surge-l2"]
    assert scenario.alerts_s["level4"] < scenario.alerts_s["storm_wind"]
    assert scenario.deadline == "storm_wind"


def test_bundle_is_sound():
    errors = [fault for fault in check_bundle(CITY_FOLDER) if fault.severity is Severity.ERROR]
    assert errors == []


def test_bundle_is_small():
    size = sum(file.stat().st_size for file in CITY_FOLDER.rglob("*") if file.is_file())
    size += sum(file.stat().st_size for file in FACTS.iterdir())
    assert size < 10 * 1024 * 1024


def test_generator_makes_the_same_bytes_again(tmp_path):
    meta = write_bundle(build_city(), tmp_path / "again")
    committed = bundled_city().meta
    hashes = {source.layer: source.sha256 for source in meta.layers}
    assert hashes == {source.layer: source.sha256 for source in committed.layers}
    assert replace(meta, layers=()) == replace(committed, layers=())
