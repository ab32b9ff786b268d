"""Earthquake 地震: people without home or water on day 1, 7, 30; nobody by shaking alone."""

import numpy as np
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import DayTime, DeadlineKind, DestinationKind, HazardKind, OpenClass, Phase
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

QUAKE = HazardKind.EARTHQUAKE


def scenario_of(day, **changes):
    return make_scenario(
        QUAKE,
        phase=Phase.STAY,
        day_after=day,
        alerts_s={},
        deadline=DeadlineKind.NONE,
        targets=(DestinationKind.SHELTER,),
        open_class=OpenClass.EARTHQUAKE,
        **changes,
    )


def damage(number, collapse=0.1, half=0.2, burnt=0.05, water_cut=0.8):
    return make_area(
        square(number),
        QUAKE,
        intensity=6.0,
        collapse_share=collapse,
        half_collapse_share=half,
        burnt_share=burnt,
        water_cut_share=water_cut,
    )


def one_block(day, residents=1000, *rows):
    blocks = make_blocks([(0, residents, 0, 0, 0, 0)])
    bundle = make_bundle(blocks, make_layer(*(rows or [damage(0)])))
    return expose(bundle, scenario_of(day), Settings()).blocks.iloc[0]


@pytest.mark.parametrize(
    ("day", "leave", "elsewhere"),
    [
        # Lost homes 0.1 + 0.05 + 0.13 × 0.2 = 0.176: 176 of 1,000.
        # Day 1: water cut × 0; shelters 60 %, elsewhere 0.4 × 176 = 70.4.
        (1, 176, 70),
        # Day 7: + (1 − 0.176) × 0.8 × 0.25 = 0.1648: 340.8; elsewhere 0.5 × 341 = 170.5, up.
        (7, 341, 171),
        # Day 30: of those without water 0.2 still are: + 0.824 × 0.8 × 0.9 × 0.2 = 0.118656: 294.66;
        # elsewhere 0.7 × 295 = 206.5, up.
        (30, 295, 207),
    ],
)
def test_people_without_home_or_water_leave_by_the_formula(day, leave, elsewhere):
    row = one_block(day)
    assert row["must_leave_persons"] == leave
    assert row["elsewhere_persons"] == elsewhere
    assert row["stay_home_persons"] == 1000 - leave
    assert row["reason"] == "home_lost"


def test_nobody_leaves_by_shaking_alone():
    row = one_block(1, 1000, damage(0, collapse=0, half=0, burnt=0, water_cut=0.9))
    assert (row["must_leave_persons"], row["stay_home_persons"]) == (0, 1000)
    assert row["reason"] == "stay_home"


def test_damage_that_no_layer_gives_is_unknown():
    row = one_block(1, 1000, damage(0, np.nan, np.nan, np.nan, np.nan))
    assert (row["must_leave_persons"], row["unknown_persons"]) == (0, 1000)
    assert row["reason"] == "unknown_damage"


@pytest.mark.parametrize(
    ("given", "most"),
    [
        # Day 7: lost 0.1 + 0.05 + 0.13 × half, without water 0.8 × 0.25 of the rest. The layer gives half
        # collapses up to 0.2 elsewhere, burnt homes up to 0.05, cut water up to 0.8.
        ({"half": np.nan}, 0.176),
        ({"burnt": np.nan}, 0.176),
        ({"water_cut": np.nan}, 0.176),
        ({"half": np.nan, "burnt": np.nan, "water_cut": np.nan}, 0.176),
    ],
)
def test_a_share_that_a_mesh_leaves_empty_may_be_as_bad_as_in_others(given, most):
    row = one_block(7, 100_000, damage(0, **given), damage(1))
    lost = 0.1 + (0 if "burnt" in given else 0.05) + (0 if "half" in given else 0.13 * 0.2)
    least = lost + (1 - lost) * (0 if "water_cut" in given else 0.8 * 0.25)
    high = most + (1 - most) * 0.8 * 0.25
    assert row["must_leave_persons"] == round(100_000 * least)
    assert row["must_leave_persons"] + row["unknown_persons"] == round(100_000 * high)
    assert row["reason"] == "home_lost"
    # Nobody can say what a share of a whole layer may be: it is not counted.
    alone = one_block(7, 100_000, damage(0, **given), damage(1, **given))
    assert (alone["must_leave_persons"], alone["unknown_persons"]) == (round(100_000 * least), 0)


def test_a_tsunami_area_is_empty_for_three_days_and_two_of_three_go_to_shelters():
    wave = make_area(square(0), HazardKind.TSUNAMI, depth_m_min=0.3, depth_m_max=1, arrival_time_s=6000)
    row = one_block(1, 999, damage(0), wave)
    # 0.3333 × 999 = 332.97
    assert (row["must_leave_persons"], row["elsewhere_persons"], row["reason"]) == (999, 333, "inundated")


def test_whose_home_stood_in_water_above_the_floor_does_not_return_after_three_days():
    # 40 % of the block in 0.5 to 1 m, which may be above the floor, the rest dry: on day 7 those 40 %
    # and, of the others, the 34.08 % of the formula: 400 + 204.48. Half goes elsewhere: 302.24 of 604.
    deep = make_area(square(0, end=0.4), HazardKind.TSUNAMI, depth_m_min=0.5, depth_m_max=1)
    row = one_block(7, 1000, damage(0), deep)
    assert (row["must_leave_persons"], row["elsewhere_persons"], row["reason"]) == (604, 302, "home_lost")
    # Day 30, 70 % elsewhere: 400 + 600 × 0.294656 = 576.79; 0.7 × 577 = 403.9.
    late = one_block(30, 1000, damage(0), deep)
    assert (late["must_leave_persons"], late["elsewhere_persons"]) == (577, 404)
    shallow = make_area(square(0), HazardKind.TSUNAMI, depth_m_min=0.3, depth_m_max=0.5)
    assert one_block(7, 1000, damage(0), shallow)["must_leave_persons"] == 341
    unknown = make_area(square(0), HazardKind.TSUNAMI)
    assert one_block(7, 1000, damage(0), unknown)["must_leave_persons"] == 1000
    only_deep = one_block(7, 1000, damage(0, 0, 0, 0, 0), deep)
    assert (only_deep["must_leave_persons"], only_deep["reason"]) == (400, "home_lost")


def test_the_water_that_is_still_cut_decides_who_leaves_later():
    blocks = make_blocks([(0, 1000, 0, 0, 0, 0)])
    bundle = make_bundle(blocks, make_layer(damage(0, collapse=0, half=0, burnt=0, water_cut=0.8)))

    def leaving(day: int, **settings: str) -> int:
        changed = Settings().with_overrides({f"quake.{key}": text for key, text in settings.items()})
        return int(expose(bundle, scenario_of(day), changed).blocks["must_leave_persons"].sum())

    # 0.8 × 0.25 = 0.2 after a week; 0.8 × 0.9 × 0.2 = 0.144 after a month.
    assert (leaving(1), leaving(7), leaving(30)) == (0, 200, 144)
    assert leaving(7, water_still_cut_day7="0.5") == 100
    assert leaving(30, water_still_cut_day30="0.1") == 72
    assert leaving(1, water_still_cut_day7="0") == 0


def test_people_of_a_tsunami_area_count_by_its_share():
    # 40 % wet: all of them; of the other 60 % the 17.6 % whose home is lost: 400 + 105.6.
    wave = make_area(square(0, end=0.4), HazardKind.TSUNAMI, depth_m_min=0.3, depth_m_max=1)
    row = one_block(1, 1000, damage(0), wave)
    assert (row["must_leave_persons"], row["stay_home_persons"]) == (506, 494)
    # Elsewhere 0.3333 of the 400 and 0.4 of the 105.6, of 505.6: 175.7 of 506.
    assert row["elsewhere_persons"] == 176
    unknown = one_block(1, 1000, damage(0, np.nan, np.nan, np.nan, np.nan), wave)
    assert (unknown["must_leave_persons"], unknown["unknown_persons"]) == (400, 600)
    assert unknown["elsewhere_persons"] == 133
    only_wet = one_block(1, 1000, damage(1), wave)
    assert (only_wet["must_leave_persons"], only_wet["outside_persons"]) == (400, 600)


def test_an_earthquake_has_no_deadline_and_closes_no_street():
    blocks = make_blocks([(0, 1, 0, 0, 0, 0)])
    wave = make_area(square(0), HazardKind.TSUNAMI, depth_m_min=0.3, depth_m_max=1, arrival_time_s=6000)
    bundle = make_bundle(blocks, make_layer(damage(0), wave), streets=make_streets([street_in(0)]))
    table = expose(bundle, scenario_of(1), Settings()).streets
    assert list(table["closes_at_s"]) == [np.inf]


def test_people_without_a_home_are_the_residents_whatever_the_hour():
    blocks = make_blocks([(0, 100, 0, 0, 0, 0)], daytime_persons=[7])
    bundle = make_bundle(blocks, make_layer(damage(0)))
    row = expose(bundle, scenario_of(1, day_time=DayTime.DAY), Settings()).blocks.iloc[0]
    assert row["present_persons"] == 100


def test_small_blocks_keep_the_sum_of_their_district():
    # 50 blocks of 5: each 0.88; the district 44, though every block alone would round to 1 (50).
    blocks = make_blocks([(0, 5, 0, 0, 0, 0)] * 50)
    bundle = make_bundle(blocks, make_layer(*[damage(number) for number in range(50)]))
    table = expose(bundle, scenario_of(1), Settings()).blocks
    assert table["must_leave_persons"].sum() == 44
    # 0.4 × 44 = 17.6
    assert table["elsewhere_persons"].sum() == 18
    assert (table["elsewhere_persons"] <= table["must_leave_persons"]).all()
