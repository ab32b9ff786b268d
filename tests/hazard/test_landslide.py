"""Landslide 土砂災害: everybody in a zone leaves, and nobody of a block that touches one is outside."""

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

SLIDE = HazardKind.LANDSLIDE


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


def test_a_block_that_touches_a_zone_is_never_outside():
    # A twentieth of the block: 1 of 20 leaves for certain, the other 19 perhaps.
    area = make_area(square(0, end=0.05), SLIDE, zone_type="warning")
    assert persons_of(make_scenario(SLIDE), (0, 20, 0, 0, 0, 0), area) == ((0, 0, 1, 19), "warning")
    bundle = make_bundle(make_blocks([(0, 20, 0, 0, 0, 0)] * 2), make_layer(area))
    table = expose(bundle, make_scenario(SLIDE), Settings()).blocks
    assert list(table["outside_persons"]) == [0, 20]
    assert list(table["concerned"]) == [True, False]


def test_a_special_zone_marks_the_block_however_small_it_is():
    areas = [
        make_area(square(0, end=0.01), SLIDE, zone_type="special_warning"),
        make_area(square(1), SLIDE, zone_type="warning"),
    ]
    bundle = make_bundle(make_blocks([(0, 9, 0, 0, 0, 0)] * 2), make_layer(*areas))
    table = expose(bundle, make_scenario(SLIDE), Settings()).blocks
    assert list(table["in_special_zone"]) == [True, False]


def test_a_plain_polygon_of_the_kind_is_no_zone():
    area = make_area(square(0), SLIDE)
    assert persons_of(make_scenario(SLIDE), (0, 5, 0, 0, 0, 0), area)[0] == (5, 0, 0, 0)
    assert list(streets_of(make_scenario(SLIDE), area)["closes_at_s"]) == [np.inf, np.inf]


def test_without_level_4_and_5_no_street_closes():
    area = make_area(square(0), SLIDE, zone_type="warning")
    table = streets_of(make_scenario(SLIDE, alerts_s={"level3": 0.0}), area)
    assert list(table["closes_at_s"]) == [np.inf, np.inf]
    assert list(table["in_landslide_zone"]) == [True, False]
