"""Large fire 大規模な火事: the spread area leaves before the front."""

import numpy as np

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

FIRE = HazardKind.LARGE_FIRE


def test_people_in_the_spread_area_leave_and_streets_close_at_the_front():
    rows = [
        make_area(square(0), FIRE, arrival_time_s=5400.0),
        make_area(square(1), FIRE, arrival_time_s=9000.0),
    ]
    assert persons_of(make_scenario(FIRE), (0, 3, 0, 0, 0, 0), *rows) == ((0, 0, 3, 0), "fire_spread")
    table = streets_of(make_scenario(FIRE), *rows, count=3)
    assert list(table["closes_at_s"]) == [5400.0, 9000.0, np.inf]
    assert list(table["reason"]) == ["fire_front", "fire_front", ""]


def test_people_count_by_the_share_that_burns_and_the_front_is_the_earliest():
    rows = [
        make_area(square(0, end=0.3), FIRE, arrival_time_s=5400.0),
        make_area(square(0, end=0.5), FIRE, arrival_time_s=9000.0),
    ]
    assert persons_of(make_scenario(FIRE), (0, 10, 0, 0, 0, 0), *rows)[0] == (5, 0, 5, 0)
    bundle = make_bundle(make_blocks([(0, 10, 0, 0, 0, 0)]), make_layer(*rows))
    assert expose(bundle, make_scenario(FIRE), Settings()).blocks["arrival_time_s"].iloc[0] == 5400.0


def test_a_front_of_unknown_time_is_the_earliest_of_the_layer():
    rows = [make_area(square(0), FIRE), make_area(square(1), FIRE, arrival_time_s=7200.0)]
    assert list(streets_of(make_scenario(FIRE), *rows)["closes_at_s"]) == [7200.0, 7200.0]
