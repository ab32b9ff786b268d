"""Streets, borders, zones and lines for orientation."""

import json
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from domain.vocabulary import BackgroundKind, ZoneType
from presentation.geometry import unpack_integers
from presentation.map_layers import ground
from presentation.map_layers.layer import MapLayer
from presentation.styles import ground as styles
from presentation.words import Words
from tests.background_sample import toy_bundle_with_background
from tests.exports.background_plan import make_background
from tests.exports.sample_plan import make_sample

WORDS = Words("ja")


def _background() -> dict[str, MapLayer]:
    case, _ = make_background()
    return {layer.layer_id: layer for layer in ground.background_layers(case, WORDS)}


def test_streets_are_classed_by_width_and_an_unknown_width_is_narrow() -> None:
    streets = gpd.GeoDataFrame({"width_m": [np.nan, 3.9, 4.0, 7.9, 8.0]}, geometry=[None] * 5)
    assert ground.street_classes(streets).tolist() == [0, 0, 1, 1, 2]


def test_a_row_of_the_layer_is_a_row_of_the_streets() -> None:
    case, _ = make_sample()
    layer = ground.street_layer(case.city.streets, WORDS)
    assert len(unpack_integers(layer.content["counts"])) == len(case.city.streets)


def test_districts_answer_a_click_and_say_their_ward() -> None:
    case, _ = make_sample()
    districts, wards = ground.border_layers(case, WORDS)
    assert districts.content["ids"] == case.city.districts.index.tolist()
    assert "（甲区）" in json.dumps(districts.content["texts"], ensure_ascii=False)
    assert wards.layer_id == "wards"


def test_zones_of_a_tsunami_have_their_official_names() -> None:
    case, _ = make_sample()
    zones = ground.case_zones(case)
    names = ground.zone_names(zones, WORDS)
    assert list(names) == [zone for zone in ZoneType if zone.value in set(zones["zone_type"])]
    assert names[ZoneType.EVACUATION_ZONE] == WORDS("tsunami_zone_type.evacuation_zone")
    case, _ = make_sample("toy-flood")
    assert ground.zone_layer(case, WORDS) is None


def test_lines_of_every_kind_are_drawn_with_their_look() -> None:
    layers = _background()
    guides = [BackgroundKind.RIVER, BackgroundKind.COAST, BackgroundKind.RAILWAY]
    assert [dict(look) for look in layers["background"].looks] == [
        styles.BACKGROUND[kind].as_data() for kind in guides
    ]
    assert unpack_integers(layers["background"].content["style"]) == [0, 1, 2]
    assert unpack_integers(layers["background-roads"].content["style"]) == [0]


def test_lines_lie_where_the_city_has_them() -> None:
    case, _ = make_background()
    steps = np.array(unpack_integers(_background()["background"].content["points"])).reshape(-1, 2)
    points = np.cumsum(steps, axis=0) / 100_000
    table = case.city.background.to_crs(4326)
    wanted = shapely.get_coordinates(table.geometry[table["kind"] == "river"].to_numpy())
    # units of 1e-5 degrees, rounded
    assert np.abs(points[: len(wanted)] - wanted).max() <= 0.5e-5 + 1e-12


def test_names_stand_with_their_lines_and_stations() -> None:
    layer = _background()["background-names"]
    counts = unpack_integers(layer.content["counts"])
    assert dict(zip(layer.content["names"], counts, strict=True)) == {
        "模擬駅": 1,
        "模擬鉄道": 2,
        "模擬川": 2,
        "国道0号": 2,
    }
    looks = [layer.looks[number] for number in unpack_integers(layer.content["style"])]
    assert ["sign" in look for look in looks] == [True, False, False, False]


def test_one_switch_rules_all_of_it_and_its_legend_says_approximate() -> None:
    layers = _background()
    switch = layers.pop("background")
    assert switch.label == "位置の目安（概略）"
    assert [entry.label for entry in switch.legend] == ["駅", "鉄道", "海岸線", "川", "主な道路"]
    assert {layer.follows for layer in layers.values()} == {"background"}
    assert not any(layer.label for layer in layers.values())


def test_lines_fade_and_end_as_the_reader_comes_near_roads_first() -> None:
    layers = _background()
    lines, roads = layers["background"], layers["background-roads"]
    assert lines.pale_from < lines.below_zoom < 19
    assert lines.pale < 1
    assert roads.below_zoom < lines.below_zoom
    assert roads.order < ground.street_layer(make_sample()[0].city.streets, WORDS).order < lines.order


def test_a_city_without_background_has_no_layer_of_it() -> None:
    case, _ = make_sample()
    assert ground.background_layers(case, WORDS) == []


def test_names_take_their_room_by_kind_and_stations_first() -> None:
    marked = ground.marked(toy_bundle_with_background().background)
    assert marked["kind"].tolist() == ["station", "railway", "river", "road"]


def _table(*rows: tuple[str, str, Any]) -> gpd.GeoDataFrame:
    columns = {"kind": [row[0] for row in rows], "name": [row[1] for row in rows]}
    return gpd.GeoDataFrame(columns, geometry=[row[2] for row in rows], crs=6674)


def test_a_line_in_pieces_is_drawn_whole_and_named_once_on_its_longest_piece() -> None:
    short, long = shapely.LineString([(0, 0), (10, 0)]), shapely.LineString([(20, 0), (90, 0)])
    table = _table(("river", "川", shapely.MultiLineString([short, long])))
    assert len(ground.background_lines(table, BackgroundKind.RIVER)) == 2
    assert ground.marked(table).geometry.tolist() == [long]


def test_a_station_without_a_name_is_marked_and_a_line_without_one_is_not() -> None:
    line = shapely.LineString([(0, 300), (1000, 300)])
    table = _table(("station", "", shapely.Point(500, 500)), ("coast", "", line))
    assert ground.marked(table)["kind"].tolist() == ["station"]


@pytest.mark.parametrize(("language", "name"), [("ja", "甲区"), ("en", "Ko")])
def test_names_are_those_of_the_readers_language(language: str, name: str) -> None:
    case, _ = make_sample()
    assert any(name in title for title in ground.district_titles(case, Words(language)))
