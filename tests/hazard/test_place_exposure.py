"""What reaches a place, by its point."""

import numpy as np
import pandas as pd

from domain.vocabulary import HazardKind, ZoneType
from hazard.place_exposure import expose_places
from tests.hazard.fields import make_area, make_layer, make_places, make_zones, square

TSUNAMI, FLOOD, SLIDE, FIRE = (
    HazardKind.TSUNAMI,
    HazardKind.FLOOD,
    HazardKind.LANDSLIDE,
    HazardKind.LARGE_FIRE,
)
ZONES = make_zones(
    (TSUNAMI, ZoneType.EVACUATION_ZONE.value, square(2)), (TSUNAMI, ZoneType.ATTENTION_ZONE.value, square(3))
)
NO_ZONES = make_zones()


def expose(places, *rows, kinds, zones=NO_ZONES) -> pd.DataFrame:
    return expose_places(make_places(places), make_layer(*rows), zones, kinds)


def test_a_place_is_exposed_to_the_kinds_of_the_scenario_alone():
    rows = [make_area(square(0), FLOOD, depth_m_min=0.5, depth_m_max=3.0), make_area(square(1), SLIDE)]
    table = expose([0, 1, 2], *rows, kinds=[FLOOD, SLIDE])
    assert table["exposed"].tolist() == [True, True, False]
    assert table["kinds"].tolist() == ["flood", "landslide", ""]
    assert expose([0, 1, 2], *rows, kinds=[SLIDE])["exposed"].tolist() == [False, True, False]


def test_shaking_is_no_reason_against_a_place():
    row = make_area(square(0), HazardKind.EARTHQUAKE, intensity=6.5)
    assert not expose([0], row, kinds=[HazardKind.EARTHQUAKE])["exposed"].any()


def test_the_evacuation_zone_of_a_tsunami_counts_wet_or_not_and_the_attention_zone_does_not():
    row = make_area(square(0), TSUNAMI, depth_m_min=0.5, depth_m_max=1.0, arrival_time_s=6000.0)
    table = expose([0, 2, 3], row, kinds=[TSUNAMI], zones=ZONES)
    assert table["exposed"].tolist() == [True, True, False]
    assert table["water"].tolist() == [True, False, False]
    without = expose([2], make_area(square(0), FLOOD), kinds=[FLOOD], zones=ZONES)
    assert not without["exposed"].any()


def test_water_has_depth_and_duration_and_other_kinds_have_none():
    rows = [
        make_area(square(0), FLOOD, depth_m_min=0.5, depth_m_max=3.0, duration_h=12.0),
        make_area(square(1), FIRE, arrival_time_s=600.0),
        make_area(square(2), FLOOD, zone_type="house_collapse"),
    ]
    table = expose([0, 1, 2], *rows, kinds=[FLOOD, FIRE])
    assert table["depth_m_max"].tolist() == [3.0, 0.0, 0.0]
    assert table["depth_m_min"].tolist() == [0.5, 0.0, 0.0]
    assert table["duration_h"].tolist()[:1] == [12.0]
    assert np.isnan(table["duration_h"].to_numpy()[1:]).all()
    assert table["water"].tolist() == [True, False, False]
    assert table["in_collapse_zone"].tolist() == [False, False, True]


def test_an_unpublished_arrival_of_wave_or_front_is_the_earliest_and_of_slow_water_never():
    rows = [
        make_area(square(0), TSUNAMI),
        make_area(square(1), TSUNAMI, arrival_time_s=6000.0),
        make_area(square(2), FLOOD),
        make_area(square(3), FLOOD, arrival_time_s=60.0),
    ]
    table = expose([0, 1, 2, 3], *rows, kinds=[TSUNAMI, FLOOD])
    assert table["arrival_time_s"].tolist() == [6000.0, 6000.0, np.inf, 60.0]


def test_places_come_by_id():
    places = make_places([1, 0])
    row = make_area(square(0), FLOOD, depth_m_min=1.0, depth_m_max=2.0)
    table = expose_places(places[::-1], make_layer(row), NO_ZONES, [FLOOD])
    assert table.index.tolist() == ["P0000", "P0001"]
    assert table["exposed"].tolist() == [False, True]
