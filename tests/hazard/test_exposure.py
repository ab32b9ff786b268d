"""The whole exposure: which kinds and layers are missing, and which are planned."""

import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind, Phase
from hazard.exposure import RULED_KINDS, expose, planned_kinds, scenario_areas
from tests.hazard.fields import (
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

FLOOD, SLIDE, QUAKE, TSUNAMI = (
    HazardKind.FLOOD,
    HazardKind.LANDSLIDE,
    HazardKind.EARTHQUAKE,
    HazardKind.TSUNAMI,
)
WATER = make_area(square(0), FLOOD, depth_m_min=1, depth_m_max=3, duration_h=1)


def bundle(*rows, **layers):
    blocks = make_blocks([(0, 3, 0, 0, 0, 0)])
    return make_bundle(blocks, make_layer(*rows), places=make_places([0]), **layers)


def test_a_kind_without_a_polygon_and_a_layer_that_is_not_held_are_named():
    exposure = expose(bundle(WATER), make_scenario(FLOOD, SLIDE, layers=("layer", "other")), Settings())
    assert exposure.missing_kinds == (SLIDE,)
    assert exposure.missing_layers == ("other",)


def test_every_kind_but_the_volcano_has_a_rule():
    assert set(HazardKind) - set(RULED_KINDS) == {HazardKind.VOLCANO}
    assert planned_kinds(make_scenario(HazardKind.VOLCANO, FLOOD)) == (FLOOD,)


def test_areas_of_a_scenario_are_those_of_the_layers_that_it_names():
    city = bundle(WATER)
    assert len(scenario_areas(city, make_scenario(FLOOD))) == 1
    assert len(scenario_areas(city, make_scenario(FLOOD, layers=("other",)))) == 0


@pytest.mark.parametrize(("phase", "closed"), [(Phase.ESCAPE, True), (Phase.STAY, False)])
def test_streets_close_in_the_hours_of_escape_only(phase, closed):
    city = bundle(WATER, streets=make_streets([street_in(0)]))
    table = expose(city, make_scenario(FLOOD, phase=phase), Settings()).streets
    assert bool(table["in_hazard"].iloc[0]) is closed
    assert table["kinds"].iloc[0] == ("flood" if closed else "")


def test_days_after_a_quake_a_place_in_the_wave_is_exposed_only_where_the_scenario_has_one():
    shaking = make_area(square(0), QUAKE, intensity=6.0, collapse_share=0.1)
    wave = make_area(square(0), TSUNAMI, depth_m_min=0.3, depth_m_max=1.0)
    scenario = make_scenario(QUAKE, phase=Phase.STAY, day_after=1, alerts_s={})
    assert bool(expose(bundle(shaking, wave), scenario, Settings()).places["exposed"].iloc[0])
    assert not expose(bundle(shaking), scenario, Settings()).places["exposed"].iloc[0]


def test_tables_are_sorted_by_id_whatever_the_order_of_the_bundle():
    blocks = make_blocks([(0, 3, 0, 0, 0, 0), (0, 5, 0, 0, 0, 0)])
    turned = make_bundle(
        blocks[::-1], make_layer(WATER), streets=make_streets([street_in(0), street_in(1)])[::-1]
    )
    exposure = expose(turned, make_scenario(FLOOD), Settings())
    assert exposure.blocks["must_leave_persons"].tolist() == [3, 0]
    assert exposure.streets.index.tolist() == [0, 1]
