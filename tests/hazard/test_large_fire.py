"""Large fire 大規模な火事: all floors leave before the front."""

import numpy as np

from domain.vocabulary import HazardKind
from hazard import large_fire
from hazard.impact import Category, reason_words
from tests.hazard.fields import make_area, make_layer, square
from tests.hazard.pairs import make_hits

FIRE = HazardKind.LARGE_FIRE
LAYER = make_layer(make_area(square(0), FIRE, arrival_time_s=600.0), make_area(square(1), FIRE))
HITS = make_hits(FIRE, (0, {"arrival_time_s": 1200.0}), (1, {}), count=3)


def test_every_floor_of_a_block_that_the_fire_reaches_leaves():
    impact = large_fire.assess(HITS, LAYER)
    assert impact.category.tolist() == [[Category.LEAVE] * 6, [Category.LEAVE] * 6, [Category.OUTSIDE] * 6]
    assert impact.care_leaves.tolist() == impact.concerned.tolist() == [True, True, False]
    # An unpublished arrival is the earliest of the layer.
    assert impact.arrival_s.tolist() == [1200.0, 600.0, np.inf]
    assert reason_words(impact.reason)[:, 0].tolist() == ["fire_spread", "fire_spread", ""]
    assert impact.depth_m_max.tolist() == [0.0, 0.0, 0.0]


def test_streets_close_at_the_front():
    closure = large_fire.close_streets(HITS, LAYER)
    assert closure.closes_at_s.tolist() == [1200.0, 600.0, np.inf]
    assert closure.reason.tolist() == ["fire_front", "fire_front", ""]
    assert closure.in_hazard.tolist() == [True, True, False]
