"""Blocks: the union of kinds, the share of the block, and rounding over districts."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.settings.settings import Settings
from domain.vocabulary import DayTime, HazardKind, Phase
from hazard.exposure import expose
from tests.hazard.fields import (
    COLUMNS,
    make_area,
    make_blocks,
    make_bundle,
    make_layer,
    make_scenario,
    make_streets,
    persons_of,
    square,
    street_in,
    streets_of,
)

INLAND = HazardKind.INLAND_FLOOD
SURGE = HazardKind.STORM_SURGE
SLIDE = HazardKind.LANDSLIDE
FLOOD = HazardKind.FLOOD
FIRE = HazardKind.LARGE_FIRE


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


@settings(deadline=None, max_examples=60)
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


@settings(deadline=None, max_examples=40)
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


def test_people_of_a_block_keep_the_expectation_of_their_district():
    # Ten blocks of 4, each 10 % wet: 0.4 a block, 4 in all; alone every block would round to nobody.
    rows = [
        make_area(square(number, end=0.1), FLOOD, depth_m_min=1, depth_m_max=3, duration_h=1)
        for number in range(10)
    ]
    blocks = make_blocks([(0, 4, 0, 0, 0, 0)] * 10)
    table = expose(make_bundle(blocks, make_layer(*rows)), make_scenario(FLOOD), Settings()).blocks
    assert table["must_leave_persons"].sum() == 4
    assert set(table["must_leave_persons"]) == {0, 1}
    # In districts of their own the first five expect 2 and the others 2.
    parted = blocks.assign(district_id=["271411-00001"] * 5 + ["271411-00002"] * 5)
    parted = parted.astype({"district_id": "str"})
    table = expose(make_bundle(parted, make_layer(*rows)), make_scenario(FLOOD), Settings()).blocks
    assert table["must_leave_persons"].to_numpy().reshape(2, 5).sum(axis=1).tolist() == [2, 2]


def test_by_day_those_present_are_spread_over_the_floors_of_the_residents():
    # 10 on floor 1 and 30 on floor 3; by day 8: 2 and 6. Where nobody lives, the floor is unknown.
    area = make_area(square(0, end=2.0), FLOOD, depth_m_min=0.5, depth_m_max=3, duration_h=1)
    blocks = make_blocks([(0, 10, 0, 30, 0, 0), (0, 0, 0, 0, 0, 0)], daytime_persons=[8, 5])
    scenario = make_scenario(FLOOD, day_time=DayTime.DAY)
    table = expose(make_bundle(blocks, make_layer(area)), scenario, Settings()).blocks
    assert list(table["present_persons"]) == [8, 5]
    assert list(table["must_leave_persons"]) == [2, 0]
    assert list(table["stay_home_persons"]) == [6, 0]
    assert list(table["unknown_persons"]) == [0, 5]


def test_a_block_where_nobody_is_still_says_what_reaches_it():
    area = make_area(square(0), FLOOD, zone_type="house_collapse")
    blocks = make_blocks([(0, 0, 0, 0, 0, 0)])
    row = expose(make_bundle(blocks, make_layer(area)), make_scenario(FLOOD), Settings()).blocks.iloc[0]
    assert (row["present_persons"], row["concerned"], row["reason"]) == (0, True, "house_collapse")


def test_the_deepest_and_earliest_of_its_parts_stand_for_a_block():
    rows = [
        make_area(square(0, end=0.02), FLOOD, depth_m_min=3, depth_m_max=5, arrival_time_s=900.0),
        make_area(square(0), FLOOD, depth_m_min=0.5, depth_m_max=3, arrival_time_s=600.0),
    ]
    bundle = make_bundle(make_blocks([(0, 3, 0, 0, 0, 0)]), make_layer(*rows))
    row = expose(bundle, make_scenario(FLOOD), Settings()).blocks.iloc[0]
    assert (row["depth_m_min"], row["depth_m_max"], row["arrival_time_s"]) == (3.0, 5.0, 600.0)


def test_kinds_that_reach_a_block_are_named_in_their_order():
    rows = [
        make_area(square(0, end=0.3), INLAND, depth_m_min=0.3, depth_m_max=0.5),
        make_area(square(0, start=0.6), FLOOD, depth_m_min=1, depth_m_max=3),
    ]
    bundle = make_bundle(make_blocks([(0, 3, 0, 0, 0, 0)] * 2), make_layer(*rows))
    table = expose(bundle, make_scenario(INLAND, FLOOD), Settings()).blocks
    assert list(table["kinds"]) == ["flood,inland_flood", ""]
