"""Inland flooding 内水: underground floors and one-storey homes only."""

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
    persons_of,
    square,
    streets_of,
)

INLAND = HazardKind.INLAND_FLOOD


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


def test_the_limit_of_one_storey_homes_is_a_setting():
    area = make_area(square(0), INLAND, depth_m_min=0.5, depth_m_max=1.0)
    bundle = make_bundle(make_blocks([(0, 10, 0, 0, 0, 0)]), make_layer(area))
    deeper = Settings().with_overrides({"hazard.one_storey_depth_m": "0.6"})
    row = expose(bundle, make_scenario(INLAND), deeper).blocks.iloc[0]
    assert (row["must_leave_persons"], row["unknown_persons"]) == (0, 10)


def test_inland_water_closes_underpasses_at_once_and_other_streets_at_level_5():
    area = make_area(square(0), INLAND, depth_m_min=0.5, depth_m_max=1.0)
    table = streets_of(make_scenario(INLAND), area, area, underpass=[True, True])
    assert list(table["closes_at_s"]) == [-np.inf, np.inf]
    assert list(streets_of(make_scenario(INLAND), area)["closes_at_s"]) == [14400.0, np.inf]


def test_inland_water_gives_its_depth_and_published_arrival():
    area = make_area(square(0), INLAND, depth_m_min=0.3, depth_m_max=0.5, arrival_time_s=1800.0)
    bundle = make_bundle(make_blocks([(0, 10, 0, 0, 0, 0)]), make_layer(area))
    row = expose(bundle, make_scenario(INLAND), Settings()).blocks.iloc[0]
    assert (row["depth_m_min"], row["depth_m_max"], row["arrival_time_s"]) == (0.3, 0.5, 1800.0)
    assert (row["concerned"], row["kinds"], row["reason"]) == (True, "inland_flood", "stay_upstairs")
