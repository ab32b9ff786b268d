"""What reaches a place, by its point."""

import numpy as np

from domain.vocabulary import HazardKind
from hazard.place_exposure import expose_places
from tests.hazard.fields import make_area, make_layer, make_places, make_zones, square

FLOOD, SLIDE, TSUNAMI, FIRE = (
    HazardKind.FLOOD,
    HazardKind.LANDSLIDE,
    HazardKind.TSUNAMI,
    HazardKind.LARGE_FIRE,
)


def exposed(*rows, kinds, numbers=(0, 1), zones=None):
    zones = make_zones() if zones is None else zones
    return expose_places(make_places(list(numbers)), make_layer(*rows), zones, kinds)


def test_depth_duration_and_collapse_zone_are_those_of_the_point():
    table = exposed(
        make_area(square(0), FLOOD, depth_m_min=0.5, depth_m_max=3.0, duration_h=48.0),
        make_area(square(0), FLOOD, zone_type="house_collapse"),
        kinds={FLOOD},
    )
    first, second = table.iloc[0], table.iloc[1]
    assert (first["exposed"], first["water"], first["in_collapse_zone"]) == (True, True, True)
    assert (first["depth_m_min"], first["depth_m_max"], first["duration_h"]) == (0.5, 3.0, 48.0)
    assert (second["exposed"], second["water"], second["depth_m_max"], second["kinds"]) == (
        False,
        False,
        0.0,
        "",
    )


def test_a_zone_alone_is_no_water():
    table = exposed(make_area(square(0), SLIDE, zone_type="warning"), kinds={SLIDE})
    assert (table["exposed"].iloc[0], table["water"].iloc[0], table["kinds"].iloc[0]) == (
        True,
        False,
        "landslide",
    )


def test_kinds_that_the_scenario_has_not_do_not_count():
    table = exposed(make_area(square(0), FLOOD, depth_m_min=0.5, depth_m_max=3.0), kinds={SLIDE})
    assert not table["exposed"].any()
    # Shaking is everywhere and no reason against a place.
    quake = exposed(make_area(square(0), HazardKind.EARTHQUAKE, intensity=6.0), kinds={HazardKind.EARTHQUAKE})
    assert not quake["exposed"].any()


def test_the_earliest_arrival_counts_and_a_fire_without_one_comes_with_the_first():
    table = exposed(
        make_area(square(0), FIRE),
        make_area(square(1), FIRE, arrival_time_s=3600.0),
        make_area(square(1), FLOOD, depth_m_min=0.5, depth_m_max=3.0, arrival_time_s=1800.0),
        kinds={FIRE, FLOOD},
    )
    assert table["arrival_time_s"].tolist() == [3600.0, 1800.0]
    flood = exposed(make_area(square(0), FLOOD, depth_m_min=0.5, depth_m_max=3.0), kinds={FLOOD})
    assert np.isposinf(flood["arrival_time_s"]).all()


def test_the_evacuation_zone_exposes_to_a_tsunami_and_the_attention_zone_does_not():
    zones = make_zones((TSUNAMI, "evacuation_zone", square(0)), (TSUNAMI, "attention_zone", square(1)))
    wave = make_area(square(5), TSUNAMI, depth_m_min=0.3, depth_m_max=1.0, arrival_time_s=6000.0)
    table = exposed(wave, kinds={TSUNAMI}, zones=zones)
    assert table["exposed"].tolist() == [True, False]
