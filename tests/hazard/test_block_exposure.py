"""Counts of people per block: by the hour, by share, and whole persons at every level."""

import numpy as np
import pytest

from domain.settings.hazards import HazardSettings, QuakeSettings
from domain.vocabulary import DayTime, HazardKind, Phase, ZoneType
from hazard.block_exposure import blocks_after_quake, blocks_in_escape
from tests.hazard.fields import make_area, make_blocks, make_layer, make_scenario, make_zones, square

FLOOD, WAVE, SLIDE, QUAKE = HazardKind.FLOOD, HazardKind.TSUNAMI, HazardKind.LANDSLIDE, HazardKind.EARTHQUAKE
PERSONS = ["outside_persons", "stay_home_persons", "must_leave_persons", "unknown_persons"]


def escape(blocks, *rows, kinds, zones=None, **changes):
    chosen = make_zones() if zones is None else zones
    scenario = make_scenario(*kinds, **changes)
    return blocks_in_escape(blocks, make_layer(*rows), chosen, kinds, scenario, HazardSettings())


def water(geometry, **values):
    return make_area(geometry, FLOOD, **{"depth_m_min": 1.0, "depth_m_max": 3.0, "duration_h": 1.0, **values})


def test_residents_count_by_night_and_those_present_by_day():
    blocks = make_blocks([(0, 10, 0, 0, 0, 0)], daytime_persons=[30])
    night = escape(blocks, water(square(0)), kinds=[FLOOD])
    day = escape(blocks, water(square(0)), kinds=[FLOOD], day_time=DayTime.DAY)
    assert night["must_leave_persons"].tolist() == [10]
    assert day[["present_persons", "must_leave_persons"]].to_numpy().tolist() == [[30, 30]]


def test_small_shares_add_up_over_the_district():
    # Ten blocks of one person, half of each wet: five leave, not none and not ten.
    blocks = make_blocks([(0, 1, 0, 0, 0, 0)] * 10)
    rows = [water(square(number, end=0.5)) for number in range(10)]
    table = escape(blocks, *rows, kinds=[FLOOD])
    assert table["must_leave_persons"].sum() == 5
    assert (table[PERSONS].sum(axis=1) == 1).all()


def test_depth_arrival_and_reason_are_those_of_the_worst_part():
    rows = [
        water(square(0, end=0.5), arrival_time_s=900.0),
        water(square(0, start=0.5), depth_m_min=3.0, depth_m_max=5.0, arrival_time_s=1200.0),
    ]
    row = escape(make_blocks([(0, 10, 0, 0, 0, 0)]), *rows, kinds=[FLOOD]).iloc[0]
    assert (row["depth_m_min"], row["depth_m_max"], row["arrival_time_s"]) == (3.0, 5.0, 900.0)
    assert (row["reason"], row["kinds"], row["concerned"]) == ("living_floor", "flood", True)


def test_a_block_that_nothing_reaches_is_outside():
    row = escape(make_blocks([(0, 10, 0, 0, 0, 0)]), water(square(1)), kinds=[FLOOD]).iloc[0]
    assert row[PERSONS].tolist() == [10, 0, 0, 0]
    assert (row["concerned"], row["kinds"], row["reason"], row["arrival_time_s"]) == (False, "", "", np.inf)


@pytest.mark.parametrize("zone_type", ["warning", "special_warning"])
def test_beside_a_landslide_zone_nobody_is_outside(zone_type):
    row = escape(
        make_blocks([(0, 10, 0, 0, 0, 0)]),
        make_area(square(0, end=0.3), SLIDE, zone_type=zone_type),
        kinds=[SLIDE],
    ).iloc[0]
    # 30 % surely, the other seven perhaps.
    assert row[PERSONS].tolist() == [0, 0, 3, 7]
    assert row["concerned"]
    assert row["in_special_zone"] == (zone_type == "special_warning")


def test_zones_of_a_tsunami_count_only_where_the_scenario_has_one():
    zones = make_zones((WAVE, ZoneType.EVACUATION_ZONE.value, square(0, end=0.5)))
    blocks = make_blocks([(0, 10, 0, 0, 0, 0)])
    # The wave itself reaches the next block only.
    wave = make_area(square(1), WAVE, depth_m_min=1.0, depth_m_max=2.0, arrival_time_s=6000.0)
    assert escape(blocks, wave, kinds=[WAVE], zones=zones)["must_leave_persons"].tolist() == [5]
    assert escape(blocks, wave, kinds=[FLOOD], zones=zones)["must_leave_persons"].tolist() == [0]


def test_blocks_come_by_id():
    blocks = make_blocks([(0, 3, 0, 0, 0, 0), (0, 4, 0, 0, 0, 0)])
    table = escape(blocks[::-1], water(square(0)), kinds=[FLOOD])
    assert table["must_leave_persons"].tolist() == [3, 0]


def test_after_a_quake_people_of_the_waves_area_count_by_its_share():
    blocks = make_blocks([(0, 100, 0, 0, 0, 0), (0, 100, 0, 0, 0, 0)])
    shaking = [
        make_area(square(number), QUAKE, intensity=5.0, collapse_share=0.0, water_cut_share=0.0)
        for number in (0, 1)
    ]
    wave = make_area(square(0, end=0.25), WAVE, depth_m_min=3.0, depth_m_max=5.0)
    scenario = make_scenario(QUAKE, phase=Phase.STAY, day_after=1)
    with_wave = blocks_after_quake(blocks[::-1], make_layer(*shaking, wave), scenario, QuakeSettings())
    without = blocks_after_quake(blocks, make_layer(*shaking), scenario, QuakeSettings())
    more = with_wave["must_leave_persons"] + with_wave["elsewhere_persons"]
    less = without["must_leave_persons"] + without["elsewhere_persons"]
    assert with_wave.index.tolist() == sorted(blocks.index)
    assert more.iloc[0] > less.iloc[0]
    assert more.iloc[1] == less.iloc[1]


def test_a_front_of_unknown_time_is_not_that_of_another_kind():
    # Only the flood publishes an arrival: nobody knows when the fire comes.
    rows = [
        make_area(square(0), HazardKind.LARGE_FIRE),
        make_area(square(1), HazardKind.FLOOD, depth_m_min=1, depth_m_max=3, arrival_time_s=600.0),
    ]
    table = escape(make_blocks([(0, 3, 0, 0, 0, 0)] * 2), *rows, kinds=[HazardKind.LARGE_FIRE, FLOOD])
    assert table["arrival_time_s"].tolist() == [np.inf, 600.0]
    assert table["elsewhere_persons"].tolist() == [0, 0]


def test_people_of_the_attention_zone_count_by_its_share_of_the_block():
    # Of 100 people, 30 live in the evacuation zone, 40 in the attention zone (half of them in the
    # water) and 30 beyond both; the second block touches no zone.
    zones = make_zones(
        (WAVE, ZoneType.EVACUATION_ZONE.value, square(0, end=0.3)),
        (WAVE, ZoneType.ATTENTION_ZONE.value, square(0, start=0.3, end=0.7)),
    )
    wave = make_area(square(0, end=0.5), WAVE, depth_m_min=0.3, depth_m_max=1.0, arrival_time_s=600.0)
    table = escape(make_blocks([(0, 100, 0, 0, 0, 0)] * 2), wave, kinds=[WAVE], zones=zones)
    assert table["must_leave_persons"].tolist() == [30, 0]
    assert table["outside_persons"].tolist() == [70, 100]
    assert table["attention_persons"].tolist() == [40, 0]
    assert table["attention_wet_persons"].tolist() == [20, 0]
