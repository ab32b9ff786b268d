"""Landslide 土砂災害: everybody in a zone leaves, streets close at level 5."""

import numpy as np
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
from hazard import landslide
from hazard.impact import Category, reason_words
from tests.hazard.fields import make_scenario
from tests.hazard.pairs import make_hits

SLIDE = HazardKind.LANDSLIDE
HITS = make_hits(
    SLIDE,
    (0, {"zone_type": "warning"}),
    (1, {"zone_type": "warning"}),
    (1, {"zone_type": "special_warning"}),
    (2, {"zone_type": "special_warning"}),
    # No zone of landslides.
    (3, {"zone_type": ""}),
)


def test_every_floor_in_a_zone_leaves_and_the_special_one_is_the_stronger_reason():
    impact = landslide.assess(HITS)
    assert (impact.category[:3] == Category.LEAVE).all()
    assert (impact.category[3] == Category.OUTSIDE).all()
    assert impact.concerned.tolist() == impact.care_leaves.tolist() == [True, True, True, False]
    assert reason_words(impact.reason)[:, 1].tolist() == ["warning", "special_warning", "special_warning", ""]
    assert np.isposinf(impact.arrival_s).all()


def test_the_special_zone_is_known_by_itself():
    assert landslide.special_zone(HITS).tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("alerts", "closes"),
    [
        ({"level4": 3600.0, "level5": 5000.0}, 5000.0),
        # Two hours after level 4.
        ({"level4": 3600.0}, 10800.0),
        ({}, np.inf),
    ],
)
def test_streets_in_zones_close_at_level_5_or_some_time_after_level_4(alerts, closes):
    closure = landslide.close_streets(HITS, make_scenario(SLIDE, alerts_s=alerts), Settings().hazard)
    assert closure.closes_at_s.tolist() == [closes, closes, closes, np.inf]
    assert closure.in_hazard.tolist() == [True, True, True, False]
    assert closure.reason.tolist() == (["level5"] * 3 if np.isfinite(closes) else [""] * 3) + [""]
