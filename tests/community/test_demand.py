"""Demand: who walks, in which group, and when."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import community.demand as demand_module
from community.demand import build_demand, not_leaving_share
from domain.profiles import WalkingProfile
from domain.settings.settings import Settings
from domain.tables.stages import BlockExposure
from domain.vocabulary import DayTime, HazardKind, Phase, Preset
from tests.hazard.fields import make_blocks, make_scenario

TSUNAMI = make_scenario(HazardKind.TSUNAMI, alerts_s={"warning": 180.0})
FLOOD = make_scenario(HazardKind.FLOOD, alerts_s={"level3": 600.0, "level4": 7200.0})


def exposure_of(blocks, leave, unknown=0, elsewhere=0):
    present = blocks["residents"].to_numpy()
    leave, unknown = np.broadcast_to(leave, present.shape), np.broadcast_to(unknown, present.shape)
    frame = pd.DataFrame(
        {
            "present_persons": present,
            "concerned": True,
            "depth_m_min": 0.0,
            "depth_m_max": 0.0,
            "arrival_time_s": np.inf,
            "outside_persons": present - leave - unknown,
            "stay_home_persons": np.int64(0),
            "must_leave_persons": leave,
            "unknown_persons": unknown,
            "elsewhere_persons": np.broadcast_to(np.int64(elsewhere), present.shape),
            "attention_persons": np.zeros(present.shape, np.int64),
            "attention_wet_persons": np.zeros(present.shape, np.int64),
            "in_special_zone": np.zeros(present.shape, np.bool_),
            "kinds": pd.array([""] * len(blocks), dtype="str"),
            "reason": pd.array(["x"] * len(blocks), dtype="str"),
        },
        index=blocks.index,
    )
    return BlockExposure.check(frame)


def rows(scenario, chosen=None, persons=100, support=0, **values):
    blocks = make_blocks([(0, persons, 0, 0, 0, 0)], support_persons=[support])
    table = build_demand(
        blocks, exposure_of(blocks, **{"leave": persons, **values}), scenario, chosen or Settings()
    )
    columns = ["profile_id", "departure", "persons", "departure_s"]
    return list(table[columns].itertuples(index=False, name=None))


def test_after_a_quake_by_night_people_start_after_ten_or_twenty_minutes():
    # 20 / 50 / 30 %; those who do not leave stand beside the slowest who do.
    assert rows(TSUNAMI) == [
        ("general", "direct", 20, 600.0),
        ("general", "after_task", 50, 1200.0),
        ("general", "not_leaving", 30, 1200.0),
    ]


def test_after_a_quake_by_day_people_start_after_five_or_fifteen_minutes():
    scenario = make_scenario(HazardKind.TSUNAMI, day_time=DayTime.DAY)
    assert [row[3] for row in rows(scenario)] == [300.0, 900.0, 900.0]


def test_the_target_preset_starts_earlier():
    # 70 / 20 / 10 %.
    assert [row[2] for row in rows(TSUNAMI, Settings.preset(Preset.TARGET))] == [70, 20, 10]


def test_the_assisted_are_the_blocks_share_of_people_on_the_list():
    # 8 of 100 on the list, 50 must leave: 4 assisted, 46 general. Assisted 4: 0.8, 2, 1.2 →
    # 0, 2, 1 and the largest remainder (0.8) to those who leave at once: 1, 2, 1.
    got = rows(TSUNAMI, support=8, leave=50)
    assert sum(row[2] for row in got if row[0] == "assisted") == 4
    assert [row[2] for row in got if row[0] == "assisted"] == [1, 2, 1]
    assert sum(row[2] for row in got) == 50


def test_in_rain_the_assisted_leave_at_level_3_and_all_at_level_4():
    # Delay 3,600 s after level 3 (600 s) and level 4 (7,200 s); all leave.
    assert rows(FLOOD, support=10) == [
        ("general", "direct", 90, 10800.0),
        ("assisted", "direct", 10, 4200.0),
    ]


def test_those_who_do_not_leave_in_rain_stand_beside_the_slowest():
    chosen = Settings().with_overrides({"departure.rain_leaving_share": "0.4"})
    assert rows(FLOOD, chosen, support=10) == [
        ("general", "direct", 36, 10800.0),
        ("general", "not_leaving", 54, 10800.0),
        ("assisted", "direct", 4, 4200.0),
        ("assisted", "not_leaving", 6, 10800.0),
    ]


def test_in_a_storm_surge_all_groups_leave_at_the_first_order():
    scenario = make_scenario(
        HazardKind.STORM_SURGE, HazardKind.FLOOD, alerts_s={"level3": 600.0, "level4": 7200.0}
    )
    assert {row[3] for row in rows(scenario, support=10)} == {4200.0}


def later(first, second=0):
    return Settings().with_overrides(
        {"departure.first_later_s": str(first), "departure.second_later_s": str(second)}
    )


def test_who_leaves_at_once_is_the_first_group_and_who_leaves_after_a_task_the_second():
    # 600 and 1,200 s after the quake; those who do not leave stand beside the slowest.
    assert [row[3] for row in rows(TSUNAMI, later(60, 900))] == [660.0, 2100.0, 2100.0]
    assert [row[3] for row in rows(TSUNAMI, later(2400, -300))] == [3000.0, 900.0, 3000.0]


def test_nobody_leaves_before_the_quake_or_his_alert():
    assert [row[3] for row in rows(TSUNAMI, later(-601, -1199))] == [0.0, 1.0, 1.0]
    # Level 3 at 600 s, level 4 at 7,200 s.
    assert [row[3] for row in rows(FLOOD, later(-7200, -3599), support=10)] == [7201.0, 600.0]
    assert [row[3] for row in rows(make_scenario(HazardKind.LARGE_FIRE), later(-3600))] == [0.0]


def test_in_rain_the_second_group_leaves_at_level_4_and_in_a_surge_and_a_fire_all_are_the_first():
    assert [row[3] for row in rows(FLOOD, later(60, 120), support=10)] == [10920.0, 4260.0]
    surge = make_scenario(HazardKind.STORM_SURGE, alerts_s={"level3": 600.0, "level4": 7200.0})
    assert {row[3] for row in rows(surge, later(60, 120), support=10)} == {4260.0}
    assert [row[3] for row in rows(make_scenario(HazardKind.LARGE_FIRE), later(60, 120))] == [1860.0]


def test_days_after_an_earthquake_no_departure_is_moved():
    scenario = make_scenario(HazardKind.EARTHQUAKE, phase=Phase.STAY, day_after=1)
    assert [row[3] for row in rows(scenario, later(60, 120), leave=50, elsewhere=20)] == [0.0]


def test_from_a_fire_all_leave_half_an_hour_after_ignition():
    assert rows(make_scenario(HazardKind.LARGE_FIRE)) == [("general", "direct", 100, 1800.0)]


def test_days_after_an_earthquake_there_is_no_departure_delay():
    scenario = make_scenario(HazardKind.EARTHQUAKE, phase=Phase.STAY, day_after=1)
    assert rows(scenario, leave=50, elsewhere=20) == [("general", "direct", 30, 0.0)]


def test_unknown_people_count_as_must_leave():
    assert sum(row[2] for row in rows(FLOOD, leave=40, unknown=25)) == 65


@settings(deadline=None, max_examples=12)
@given(
    st.lists(st.tuples(st.integers(0, 150), st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8),
    st.sampled_from([TSUNAMI, FLOOD]),
)
def test_demand_sums_to_those_who_leave_and_ignores_the_order_of_rows(people, scenario):
    blocks = make_blocks(
        [(0, total + unknown, 0, 0, 0, 0) for total, unknown, _ in people],
        support_persons=[support for _, _, support in people],
    )
    exposure = exposure_of(
        blocks, np.array([total for total, _, _ in people]), np.array([unknown for _, unknown, _ in people])
    )
    table = build_demand(blocks, exposure, scenario, Settings())
    by_block = table.groupby("block_id")["persons"].sum().reindex(blocks.index, fill_value=0)
    assert (by_block == exposure["must_leave_persons"] + exposure["unknown_persons"]).all()
    assert table.equals(build_demand(blocks[::-1], exposure[::-1], scenario, Settings()))


def test_nobody_gives_an_empty_table():
    assert rows(FLOOD, persons=0) == []


def test_people_of_a_profile_leave_at_the_alert_of_the_profile(monkeypatch):
    # A third profile that no column counts has nobody; the assisted of this list wait for level 5.
    def profiles(_):
        return (
            WalkingProfile("general", 1.0, "level4"),
            WalkingProfile("pram", 0.8, "level3"),
            WalkingProfile("assisted", 0.5, "level5"),
        )

    monkeypatch.setattr(demand_module, "walking_profiles", profiles)
    scenario = make_scenario(HazardKind.FLOOD, alerts_s={"level3": 600.0, "level4": 7200.0, "level5": 9000.0})
    assert rows(scenario, support=10) == [
        ("general", "direct", 90, 10800.0),
        ("assisted", "direct", 10, 12600.0),
    ]


def test_an_alert_that_the_scenario_does_not_know_is_taken_at_the_other():
    only4 = make_scenario(HazardKind.FLOOD, alerts_s={"level4": 7200.0})
    assert [row[3] for row in rows(only4, support=10)] == [10800.0, 10800.0]
    only3 = make_scenario(HazardKind.FLOOD, alerts_s={"level3": 600.0})
    assert [row[3] for row in rows(only3, support=10)] == [4200.0, 4200.0]
    neither = make_scenario(HazardKind.FLOOD, alerts_s={})
    assert [row[3] for row in rows(neither, support=10)] == [3600.0, 3600.0]


def test_people_who_need_help_do_not_vanish_in_a_city_of_small_blocks():
    # 50 blocks of ten, one of whom needs help; four of each block leave: 0.4 a block, 20 in all, and
    # nobody if each block were rounded alone.
    blocks = make_blocks([(0, 10, 0, 0, 0, 0)] * 50, support_persons=[1] * 50)
    table = build_demand(blocks, exposure_of(blocks, 4), FLOOD, Settings())
    assert table.loc[table["profile_id"] == "assisted", "persons"].sum() == 20


@pytest.mark.parametrize(
    ("scenario", "overrides", "share"),
    [
        (TSUNAMI, {"direct_share": "0.2", "after_task_share": "0.5"}, 0.3),
        (TSUNAMI, {"direct_share": "0.7", "after_task_share": "0.3"}, 0.0),  # 1 − 0.7 − 0.3 is 6e−17
        (TSUNAMI, {"direct_share": "1", "after_task_share": "0", "rain_leaving_share": "0.4"}, 0.0),
        (FLOOD, {"rain_leaving_share": "0.4", "direct_share": "0"}, 0.6),
        (FLOOD, {"rain_leaving_share": "1", "direct_share": "0"}, 0.0),
        (make_scenario(HazardKind.LARGE_FIRE), {"direct_share": "0", "rain_leaving_share": "0"}, 0.0),
    ],
)
def test_the_share_that_does_not_leave_follows_the_kind_of_hazard(scenario, overrides, share):
    chosen = Settings().with_overrides({f"departure.{name}": value for name, value in overrides.items()})
    assert not_leaving_share(scenario, chosen) == share


def test_where_nobody_knows_who_needs_help_everybody_walks_and_nobody_is_lost():
    known = make_blocks([(0, 100, 0, 0, 0, 0), (0, 60, 0, 0, 0, 0)], support_persons=[10, 0])
    blocks = known.assign(support_persons=pd.array([10, None], dtype="Int64"))
    exposure = exposure_of(blocks, leave=blocks["residents"].to_numpy())
    table = build_demand(blocks, exposure, FLOOD, Settings())
    people = table.groupby(["block_id", "profile_id"])["persons"].sum()
    # The first block is as it would be beside any other; the second has no assisted people.
    assert people.to_dict() == {
        ("M271411-00000", "assisted"): 10,
        ("M271411-00000", "general"): 90,
        ("M271411-00001", "general"): 60,
    }
