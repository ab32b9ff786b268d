"""Flood 洪水: the three conditions of staying, all met and known."""

import numpy as np
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
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

SCENARIO = make_scenario(HazardKind.FLOOD)
#: People on b1, 1, 2, 3, 4+ and unknown.
FLOORS = (1, 10, 20, 30, 40, 5)


def persons_of(layer_rows, floors=FLOORS, **columns):
    blocks = make_blocks([floors], **columns)
    row = expose(make_bundle(blocks, make_layer(*layer_rows)), SCENARIO, Settings()).blocks.iloc[0]
    names = ["outside_persons", "stay_home_persons", "must_leave_persons", "unknown_persons"]
    assert row[names].sum() == row["present_persons"]
    return tuple(int(row[name]) for name in names), row["reason"]


def water(low, high, duration_h=12.0, **values):
    return make_area(
        square(0), HazardKind.FLOOD, depth_m_min=low, depth_m_max=high, duration_h=duration_h, **values
    )


def test_everybody_in_the_collapse_zone_leaves_whatever_the_floor():
    zone = make_area(square(0), HazardKind.FLOOD, zone_type="house_collapse")
    assert persons_of([zone]) == ((0, 0, 106, 0), "house_collapse")


def test_people_leave_whose_floor_lies_at_or_below_the_water():
    # Floors begin at 0.5, 3.5, 6.5, 9.5 m; water 3.5–4 m reaches floors 1 and 2, surely; the
    # basement (1) leaves too: 1 + 10 + 20 = 31; floors 3 and 4+ stay: 70; 5 are unknown.
    assert persons_of([water(3.5, 4.0)]) == ((0, 70, 31, 5), "living_floor")


def test_a_floor_between_the_bounds_of_the_class_is_unknown():
    # 0.5–5 m: floor 1 at 0.5 leaves (10 + 1), floor 2 at 3.5 is unknown (20 + 5), 70 stay.
    assert persons_of([water(0.5, 5.0)]) == ((0, 70, 11, 25), "living_floor")


def test_a_floor_at_the_upper_bound_is_dry():
    # Depth < 3.5 m by the class: floor 2 at 3.5 m stays.
    assert persons_of([water(0.5, 3.5)], (0, 0, 7, 0, 0, 0)) == ((0, 7, 0, 0), "stay_upstairs")


def test_water_longer_than_the_stock_at_home_makes_all_leave():
    assert persons_of([water(0.1, 0.3, duration_h=72.0)], (0, 0, 7, 0, 0, 0))[0] == (0, 7, 0, 0)
    assert persons_of([water(0.1, 0.3, duration_h=73.0)], (0, 0, 7, 0, 0, 0)) == (
        (0, 0, 7, 0),
        "long_duration",
    )


def test_an_unknown_duration_is_unknown_and_never_staying():
    floors = (0, 0, 7, 0, 0, 0)
    assert persons_of([water(0.1, 0.3, duration_h=np.nan)], floors) == ((0, 0, 0, 7), "unknown_duration")


def test_an_unknown_depth_is_unknown_on_every_floor():
    area = make_area(square(0), HazardKind.FLOOD, duration_h=1.0)
    assert persons_of([area], (0, 1, 2, 3, 4, 0)) == ((0, 0, 0, 10), "unknown_depth")


def test_underground_homes_leave_even_in_shallow_water():
    assert persons_of([water(0.01, 0.1)], (3, 4, 0, 0, 0, 0)) == ((0, 4, 3, 0), "underground")


def test_people_who_depend_on_power_or_care_leave_from_any_floor():
    # Ten people on floor 4+, two of them depend on power: they leave, eight stay.
    people = {"power_care_persons": [2], "support_persons": [2]}
    assert persons_of([water(0.5, 3.0)], (0, 0, 0, 0, 10, 0), **people) == ((0, 8, 2, 0), "power_care")


def test_people_outside_the_area_are_outside():
    area = make_area(square(1), HazardKind.FLOOD, depth_m_min=1, depth_m_max=3)
    assert persons_of([area]) == ((106, 0, 0, 0), "")


def test_the_deeper_class_decides_where_two_overlap():
    # A tenth of the block at 3.5-5 m, all of it at 0.1-0.3 m: a tenth of the ten on floor 2 (3.5 m).
    deep = make_area(square(0, end=0.1), HazardKind.FLOOD, depth_m_min=3.5, depth_m_max=5, duration_h=1)
    assert persons_of([deep, water(0.1, 0.3)], (0, 0, 10, 0, 0, 0))[0] == (0, 9, 1, 0)


@pytest.mark.parametrize(
    ("share", "leaving"),
    # 100 people: 0.4 of a person is nobody, 0.51 is one; no share is too small or large enough for all.
    [(0.004, 0), (0.0051, 1), (0.04, 4), (0.06, 6), (0.5, 50), (0.994, 99), (1.0, 100)],
)
def test_people_count_by_the_share_of_their_block(share, leaving):
    area = make_area(square(0, end=share), HazardKind.FLOOD, depth_m_min=1, depth_m_max=3, duration_h=1)
    assert persons_of([area], (0, 100, 0, 0, 0, 0))[0] == (100 - leaving, 0, leaving, 0)


def test_polygons_of_one_class_that_overlap_count_once():
    # 0-30 % and 20-40 % of the block: 40 % of 10 people, not 50 %.
    areas = [
        make_area(square(0, start=s, end=e), HazardKind.FLOOD, depth_m_min=1, depth_m_max=3, duration_h=1)
        for s, e in ((0.0, 0.3), (0.2, 0.4))
    ]
    assert persons_of(areas, (0, 10, 0, 0, 0, 0))[0] == (6, 0, 4, 0)


def test_small_pieces_of_one_class_count_together():
    # Three strips of 2 % each: 6 of 100 people.
    strips = [
        make_area(
            square(0, start=s, end=s + 0.02), HazardKind.FLOOD, depth_m_min=1, depth_m_max=3, duration_h=1
        )
        for s in (0.1, 0.4, 0.7)
    ]
    assert persons_of(strips, (0, 100, 0, 0, 0, 0))[0] == (94, 0, 6, 0)


def test_a_block_that_touches_the_collapse_zone_has_nobody_outside_or_at_home():
    # A tenth in the zone: one of ten surely, the other nine perhaps, dry or not.
    zone = make_area(square(0, end=0.1), HazardKind.FLOOD, zone_type="house_collapse")
    assert persons_of([zone], (0, 0, 0, 0, 10, 0)) == ((0, 0, 1, 9), "house_collapse")
    shallow = water(0.1, 0.3)
    assert persons_of([zone, shallow], (0, 0, 0, 0, 10, 0))[0] == (0, 0, 1, 9)
    # 1 % of ten people rounds to nobody, but the block is not outside.
    sliver = make_area(square(0, end=0.01), HazardKind.FLOOD, zone_type="house_collapse")
    assert persons_of([sliver], (0, 0, 0, 0, 10, 0))[0] == (0, 0, 0, 10)
    # The neighbour that only shares its edge does not touch it.
    beside = make_area(square(1), HazardKind.FLOOD, zone_type="house_collapse")
    assert persons_of([beside], (0, 0, 0, 0, 10, 0))[0] == (10, 0, 0, 0)


def test_care_counts_by_the_share_in_the_water_too():
    # Half of ten people on floor 4+, four of whom depend on power: 0.5 × 4 leave, 0.5 × 6 stay.
    area = make_area(square(0, end=0.5), HazardKind.FLOOD, depth_m_min=0.5, depth_m_max=3, duration_h=1)
    people = {"power_care_persons": [4], "support_persons": [4]}
    assert persons_of([area], (0, 0, 0, 0, 10, 0), **people) == ((5, 3, 2, 0), "power_care")


def closures(layer_rows, scenario=SCENARIO, **columns):
    lines = [street_in(0), street_in(0), street_in(1)]
    bundle = make_bundle(
        make_blocks([FLOORS]), make_layer(*layer_rows), streets=make_streets(lines, **columns)
    )
    table = expose(bundle, scenario, Settings()).streets
    return list(zip(table["closes_at_s"], table["in_hazard"], table["reason"], strict=True))


def test_streets_in_the_area_close_at_level_5_and_underpasses_from_the_start():
    assert closures([water(1, 3)], underpass=[False, True, True]) == [
        (14400.0, True, "level5"),
        (-np.inf, True, "underpass"),
        (np.inf, False, ""),
    ]


def test_streets_close_at_a_published_arrival():
    assert closures([water(1, 3, arrival_time_s=600.0)])[0] == (600.0, True, "water_arrival")


def test_without_arrival_and_level_5_streets_stay_open_but_are_marked():
    scenario = make_scenario(HazardKind.FLOOD, alerts_s={"level3": 0.0})
    assert closures([water(1, 3)], scenario)[0] == (np.inf, True, "")
