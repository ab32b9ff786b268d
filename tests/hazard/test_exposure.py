"""From layers to blocks, places and streets: which kinds and layers of a scenario take part."""

import numpy as np

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind, Phase
from hazard.exposure import expose, planned_kinds, scenario_areas
from tests.hazard.fields import (
    EPSG,
    make_area,
    make_blocks,
    make_bundle,
    make_layer,
    make_places,
    make_scenario,
    make_streets,
    square,
    street_in,
)

FLOOD, QUAKE, WAVE, SLIDE = HazardKind.FLOOD, HazardKind.EARTHQUAKE, HazardKind.TSUNAMI, HazardKind.LANDSLIDE
BLOCKS = make_blocks([(0, 5, 0, 0, 0, 0)])


def test_a_volcano_has_no_rule():
    assert planned_kinds(make_scenario(FLOOD, HazardKind.VOLCANO)) == (FLOOD,)


def test_layers_are_joined_and_missing_or_empty_ones_left_out():
    layer = make_layer(make_area(square(0), FLOOD))
    bundle = make_bundle(BLOCKS, layer, hazards={"layer": layer, "empty": layer.iloc[:0], "other": layer})
    areas = scenario_areas(bundle, make_scenario(FLOOD, layers=("layer", "gone", "empty", "other")))
    assert len(areas) == 2
    assert areas.crs.to_epsg() == EPSG
    nothing = scenario_areas(bundle, make_scenario(FLOOD, layers=("gone", "empty")))
    assert (len(nothing), nothing.crs.to_epsg()) == (0, EPSG)


def test_what_the_bundle_lacks_is_named():
    bundle = make_bundle(BLOCKS, make_layer(make_area(square(0), FLOOD)))
    found = expose(bundle, make_scenario(FLOOD, SLIDE, layers=("layer", "gone")), Settings())
    assert found.missing_kinds == (SLIDE,)
    assert found.missing_layers == ("gone",)


def street_table(*rows, **changes):
    bundle = make_bundle(BLOCKS, make_layer(*rows), streets=make_streets([street_in(0), street_in(1)]))
    kinds = {HazardKind(row["kind"]): None for row in rows}
    return expose(bundle, make_scenario(*kinds, **changes), Settings()).streets


def test_streets_name_the_kinds_that_reach_them():
    table = street_table(make_area(square(0), FLOOD), make_area(square(0), SLIDE, zone_type="warning"))
    assert table["kinds"].tolist() == ["flood,landslide", ""]
    assert table["in_landslide_zone"].tolist() == [True, False]
    assert not street_table(make_area(square(0), FLOOD))["in_landslide_zone"].any()


def test_inland_water_alone_counts_as_slow_water():
    inland = HazardKind.INLAND_FLOOD
    rows = [
        make_area(square(i), kind, depth_m_min=0.2, depth_m_max=0.5) for i, kind in enumerate((inland, FLOOD))
    ]
    assert street_table(*rows)["slow_water_m"].tolist() == [0.5, 0.0]
    assert street_table(*rows, phase=Phase.STAY)["slow_water_m"].tolist() == [0.0, 0.0]


def test_shaking_closes_no_street():
    table = street_table(make_area(square(0), QUAKE, intensity=6.5), make_area(square(1), FLOOD))
    assert table["closes_at_s"].tolist() == [np.inf, 14400.0]


def test_days_after_no_street_is_closed_by_a_hazard():
    table = street_table(make_area(square(0), FLOOD), phase=Phase.STAY)
    assert np.isposinf(table["closes_at_s"]).all()
    assert table["kinds"].tolist() == ["", ""]


def after_quake(*rows, kinds=(QUAKE,), phase=Phase.STAY):
    bundle = make_bundle(BLOCKS, make_layer(*rows), places=make_places([0]))
    scenario = make_scenario(*kinds, phase=phase, day_after=1)
    return expose(bundle, scenario, Settings()).places["kinds"].tolist()


def test_a_shelter_in_the_waves_area_is_exposed_after_the_quake_where_the_scenario_has_a_wave():
    shaking = make_area(square(0), QUAKE, intensity=6.5, collapse_share=0.1, water_cut_share=0.1)
    wave = make_area(square(0), WAVE, depth_m_min=1.0, depth_m_max=2.0, arrival_time_s=6000.0)
    assert after_quake(shaking, wave) == ["tsunami"]
    assert after_quake(shaking) == [""]
