"""Inland flooding, storm surge, landslide and large fire, and their union."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind, Phase
from hazard.exposure import expose
from tests.hazard.fields import (
    make_area,
    make_blocks,
    make_bundle,
    make_layer,
    make_scenario,
    make_streets,
    square,
    street_in,
)

INLAND, SURGE, SLIDE = HazardKind.INLAND_FLOOD, HazardKind.STORM_SURGE, HazardKind.LANDSLIDE
FLOOD, FIRE = HazardKind.FLOOD, HazardKind.LARGE_FIRE
COLUMNS = ["outside_persons", "stay_home_persons", "must_leave_persons", "unknown_persons"]


def persons_of(scenario, floors, *rows, **columns):
    """(outside, stay, leave, unknown) of one block in square 0, and its reason."""
    bundle = make_bundle(make_blocks([floors], **columns), make_layer(*rows))
    row = expose(bundle, scenario, Settings()).blocks.iloc[0]
    return tuple(int(row[name]) for name in COLUMNS), row["reason"]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        # b1 = 1, floor 1 = 10, upstairs 20 + 30 + 40, unknown 5.
        (0.5, 1.0, (0, 90, 11, 5)),
        (0.3, 0.5, (0, 100, 1, 5)),
        (0.3, 1.0, (0, 90, 1, 15)),
    ],
)
def test_inland_water_moves_underground_and_one_storey_homes_only(low, high, expected):
    area = make_area(square(0), INLAND, depth_m_min=low, depth_m_max=high)
    assert persons_of(make_scenario(INLAND), (1, 10, 20, 30, 40, 5), area)[0] == expected


def test_inland_water_does_not_move_people_who_depend_on_power():
    area = make_area(square(0), INLAND, depth_m_min=0.5, depth_m_max=1.0)
    people = {"power_care_persons": [2], "support_persons": [2]}
    got = persons_of(make_scenario(INLAND), (0, 0, 10, 0, 0, 0), area, **people)
    assert got == ((0, 10, 0, 0), "stay_upstairs")


def test_a_surge_moves_people_as_a_flood_does():
    # Floor 2 (3.5 m) is dry below 3 m, but the water stays four days: all leave.
    short = make_area(square(0), SURGE, depth_m_min=1, depth_m_max=3, duration_h=24)
    longer = make_area(square(0), SURGE, depth_m_min=1, depth_m_max=3, duration_h=96)
    floors = (0, 3, 4, 0, 0, 0)
    assert persons_of(make_scenario(SURGE), floors, short)[0] == (0, 4, 3, 0)
    assert persons_of(make_scenario(SURGE), floors, longer) == ((0, 0, 7, 0), "long_duration")


def streets_of(scenario, *rows, count=2, **columns):
    lines = [street_in(number) for number in range(count)]
    blocks = make_blocks([(0, 1, 0, 0, 0, 0)])
    bundle = make_bundle(blocks, make_layer(*rows), streets=make_streets(lines, **columns))
    return expose(bundle, scenario, Settings()).streets


def test_the_storm_wind_closes_every_street_of_the_city():
    area = make_area(square(0), SURGE, depth_m_min=1, depth_m_max=3, arrival_time_s=9000.0)
    scenario = make_scenario(SURGE, alerts_s={"level3": 0.0, "storm_wind": 10800.0})
    table = streets_of(scenario, area)
    # Water reaches the first street before the wind.
    assert list(table["closes_at_s"]) == [9000.0, 10800.0]
    assert list(table["reason"]) == ["water_arrival", "storm_wind"]
    assert list(table["in_hazard"]) == [True, False]


@pytest.mark.parametrize("zone_type", ["warning", "special_warning"])
def test_everybody_in_a_landslide_zone_leaves(zone_type):
    area = make_area(square(0), SLIDE, zone_type=zone_type)
    assert persons_of(make_scenario(SLIDE), (1, 2, 3, 4, 5, 6), area) == ((0, 0, 21, 0), zone_type)


def test_landslide_streets_close_at_level_5_or_two_hours_after_level_4():
    area = make_area(square(0), SLIDE, zone_type="warning")
    table = streets_of(make_scenario(SLIDE), area)
    assert list(table["closes_at_s"]) == [14400.0, np.inf]
    assert list(table["in_landslide_zone"]) == [True, False]
    # Level 4 at 3600 s + 7200 s.
    scenario = make_scenario(SLIDE, alerts_s={"level3": 0.0, "level4": 3600.0})
    assert list(streets_of(scenario, area)["closes_at_s"]) == [10800.0, np.inf]


def test_people_in_the_spread_area_leave_and_streets_close_at_the_front():
    rows = [
        make_area(square(0), FIRE, arrival_time_s=5400.0),
        make_area(square(1), FIRE, arrival_time_s=9000.0),
    ]
    assert persons_of(make_scenario(FIRE), (0, 3, 0, 0, 0, 0), *rows) == ((0, 0, 3, 0), "fire_spread")
    table = streets_of(make_scenario(FIRE), *rows, count=3)
    assert list(table["closes_at_s"]) == [5400.0, 9000.0, np.inf]
    assert list(table["reason"]) == ["fire_front", "fire_front", ""]


def test_in_a_compound_each_person_counts_once():
    # Flood 0.5–3 m: floor 1 leaves (10), floor 2 stays (20). Inland 0.3–1 m: floor 1 unknown.
    # The union is 10 who leave and 20 who stay: never 20 who leave.
    flood = make_area(square(0), FLOOD, depth_m_min=0.5, depth_m_max=3, duration_h=1)
    inland = make_area(square(0), INLAND, depth_m_min=0.3, depth_m_max=1)
    scenario = make_scenario(FLOOD, INLAND)
    assert persons_of(scenario, (0, 10, 20, 0, 0, 0), flood, inland)[0] == (0, 20, 10, 0)


def test_a_compound_takes_the_earliest_closing():
    rows = [
        make_area(square(0), FLOOD, depth_m_min=1, depth_m_max=3, arrival_time_s=20000.0),
        make_area(square(0), SLIDE, zone_type="warning"),
    ]
    scenario = make_scenario(
        SURGE, FLOOD, SLIDE, alerts_s={"level3": 0.0, "level5": 14400.0, "storm_wind": 18000.0}
    )
    table = streets_of(scenario, *rows)
    assert list(table["closes_at_s"]) == [14400.0, 18000.0]
    assert list(table["reason"]) == ["level5", "storm_wind"]


def test_a_layer_of_a_kind_that_the_scenario_has_not_is_left_aside():
    area = make_area(square(0), FLOOD, depth_m_min=1, depth_m_max=3, duration_h=1)
    assert persons_of(make_scenario(INLAND), (0, 3, 0, 0, 0, 0), area)[0] == (3, 0, 0, 0)


def test_shaking_alone_moves_nobody_in_the_hours_of_escape():
    area = make_area(square(0), HazardKind.EARTHQUAKE, intensity=6.5, collapse_share=0.5)
    scenario = make_scenario(HazardKind.EARTHQUAKE, phase=Phase.ESCAPE)
    assert persons_of(scenario, (0, 3, 0, 0, 0, 0), area)[0] == (3, 0, 0, 0)


kinds = st.sampled_from([FLOOD, INLAND, SURGE, SLIDE, FIRE, HazardKind.TSUNAMI])
depths = st.sampled_from([(np.nan, np.nan), (0.0, 0.5), (0.5, 3.0), (3.0, 5.0), (5.0, np.inf)])
zone_types = {FLOOD: ["", "house_collapse"], SLIDE: ["warning", "special_warning"]}


@st.composite
def area_rows(draw):
    kind = draw(kinds)
    low, high = draw(depths)
    start, end = sorted(draw(st.tuples(st.floats(0, 2.9), st.floats(0.1, 3))))
    return make_area(
        square(0, start=start, end=end + 0.05),
        kind,
        zone_type=draw(st.sampled_from(zone_types.get(kind, [""]))),
        depth_m_min=low,
        depth_m_max=high,
        duration_h=draw(st.sampled_from([np.nan, 12.0, 96.0])),
        arrival_time_s=draw(st.sampled_from([np.nan, 0.0, 5000.0])),
    )


@settings(deadline=None, max_examples=10)
@given(st.data())
def test_people_are_conserved_and_the_order_of_rows_is_irrelevant(data):
    rows = data.draw(st.lists(area_rows(), min_size=1, max_size=5))
    people = st.integers(0, 9)
    floors = data.draw(st.lists(st.tuples(*[people] * 6), min_size=3, max_size=3))
    care = [data.draw(st.integers(0, sum(block))) for block in floors]
    blocks = make_blocks(floors, power_care_persons=care, support_persons=care)
    scenario = make_scenario(*{HazardKind(row["kind"]): None for row in rows})
    streets = make_streets([street_in(number) for number in range(3)])
    bundle = make_bundle(blocks, make_layer(*rows), streets=streets)
    table = expose(bundle, scenario, Settings())
    assert (table.blocks[COLUMNS].sum(axis=1) == table.blocks["present_persons"]).all()
    assert not table.streets["closes_at_s"].isna().any()
    turned = make_bundle(blocks[::-1], make_layer(*rows[::-1]), streets=streets[::-1])
    again = expose(turned, scenario, Settings())
    assert table.blocks.equals(again.blocks)
    assert table.streets.equals(again.streets)


@settings(deadline=None, max_examples=10)
@given(st.data())
def test_a_further_kind_never_lets_more_people_stay(data):
    rows = data.draw(st.lists(area_rows(), min_size=2, max_size=4))
    floors = data.draw(st.tuples(*[st.integers(0, 9)] * 6))
    both = make_scenario(*{HazardKind(row["kind"]): None for row in rows})
    one = make_scenario(HazardKind(rows[0]["kind"]))
    bundle = make_bundle(make_blocks([floors]), make_layer(*rows))
    alone = expose(bundle, one, Settings()).blocks.iloc[0]
    joint = expose(bundle, both, Settings()).blocks.iloc[0]
    assert joint["must_leave_persons"] >= alone["must_leave_persons"]
    assert joint["outside_persons"] <= alone["outside_persons"]
