"""Tsunami 津波: everybody in the evacuation zone, by night and by day; streets at first wetting."""

import numpy as np
import pandas as pd
import pytest

from domain.measures import BridgesClosed, CrossingsClosed
from domain.settings.settings import Settings
from domain.vocabulary import DayTime, HazardKind
from hazard.exposure import expose
from tests.hazard.fields import (
    make_area,
    make_blocks,
    make_bundle,
    make_layer,
    make_places,
    make_scenario,
    make_streets,
    make_zones,
    square,
    street_in,
)

TSUNAMI = HazardKind.TSUNAMI
SCENARIO = make_scenario(TSUNAMI)
#: Blocks 0 and 1 in the evacuation zone, 2 in the attention zone, 3 outside; ten people each.
BLOCKS = make_blocks([(0, 4, 3, 2, 1, 0)] * 4, daytime_persons=[25, 0, 10, 10])
ZONES = make_zones(
    (TSUNAMI, "evacuation_zone", square(0)),
    (TSUNAMI, "evacuation_zone", square(1)),
    (TSUNAMI, "attention_zone", square(2)),
)


def wave(number, arrival=np.nan, low=0.3, high=1.0):
    return make_area(square(number), TSUNAMI, depth_m_min=low, depth_m_max=high, arrival_time_s=arrival)


def blocks_of(*rows, zones=ZONES, scenario=SCENARIO):
    return expose(make_bundle(BLOCKS, make_layer(*rows), zones=zones), scenario, Settings()).blocks


def test_everybody_in_the_zone_leaves_whatever_the_floor_wet_or_not():
    table = blocks_of(wave(0, 6000.0))
    assert list(table["must_leave_persons"]) == [10, 10, 0, 0]
    assert list(table["reason"]) == ["evacuation_zone", "evacuation_zone", "attention_zone", ""]
    assert list(table["arrival_time_s"]) == [6000.0, np.inf, np.inf, np.inf]
    assert list(table["depth_m_max"]) == [1.0, 0.0, 0.0, 0.0]


def test_the_attention_zone_is_shown_apart_and_does_not_leave():
    table = blocks_of(wave(0, 6000.0), wave(2, 7000.0))
    assert list(table["concerned"]) == [True, True, True, False]
    assert table["must_leave_persons"].iloc[2] == 0
    assert table["outside_persons"].iloc[2] == 10


def test_staying_is_never_planned():
    assert blocks_of(wave(0, 6000.0), wave(1, 6100.0))["stay_home_persons"].sum() == 0


def test_by_day_those_present_leave():
    table = blocks_of(wave(0, 6000.0), scenario=make_scenario(TSUNAMI, day_time=DayTime.DAY))
    assert list(table["must_leave_persons"]) == [25, 0, 0, 0]
    assert list(table["present_persons"]) == [25, 0, 10, 10]


def test_without_zones_the_inundated_area_leaves():
    table = blocks_of(wave(3, 6000.0), zones=make_zones())
    assert list(table["must_leave_persons"]) == [0, 0, 0, 10]
    assert table["reason"].iloc[3] == "inundated"


def test_zones_of_another_kind_do_not_count():
    zones = make_zones((HazardKind.FLOOD, "evacuation_zone", square(3)))
    assert blocks_of(wave(0, 6000.0), zones=zones)["must_leave_persons"].iloc[3] == 0


def street_table(*rows, settings=None, measures=(), **columns):
    lines = [street_in(number) for number in range(4)]
    bundle = make_bundle(BLOCKS, make_layer(*rows), zones=ZONES, streets=make_streets(lines, **columns))
    return expose(bundle, SCENARIO, settings or Settings(), measures).streets


def test_a_street_closes_at_its_first_wetting():
    table = street_table(wave(0, 6000.0), wave(0, 5000.0), wave(1, 7000.0))
    assert list(table["closes_at_s"]) == [5000.0, 7000.0, np.inf, np.inf]
    assert list(table["reason"]) == ["water_arrival", "water_arrival", "", ""]
    assert list(table["in_hazard"]) == [True, True, False, False]


def test_an_unpublished_arrival_is_the_earliest_of_the_layer():
    assert list(street_table(wave(0, 6000.0), wave(1))["closes_at_s"])[:2] == [6000.0, 6000.0]


@pytest.mark.parametrize("lead_s", [0.0, 900.0])
def test_underpasses_close_so_much_sooner_as_the_settings_say(lead_s):
    settings = Settings().with_overrides({"hazard.underpass_lead_s": f"{lead_s:g}"})
    dips = [True, False, True, False]
    table = street_table(wave(0, 6000.0), wave(1, 6000.0), settings=settings, underpass=dips)
    # The third lies outside the water, whose coming closes it not at all.
    assert list(table["closes_at_s"]) == [6000.0 - lead_s, 6000.0, np.inf, np.inf]
    if lead_s:
        assert list(table["reason"])[:2] == ["underpass", "water_arrival"]


def test_ground_that_sinks_is_closed_at_the_quake_and_before():
    assert list(street_table(wave(0, 0.0), wave(1, -60.0))["closes_at_s"])[:2] == [0.0, -60.0]


def test_crossings_and_bridges_close_by_name_only():
    closed = (CrossingsClosed("南海本線"), BridgesClosed("大和川"), BridgesClosed("中央橋"))
    table = street_table(
        wave(3, 9000.0),
        measures=closed,
        level_crossing=[True, True, False, False],
        bridge=[False, False, True, True],
        crosses=["南海本線", "阪和線", "大和川", "石津川"],
        name=["", "", "", "中央橋"],
    )
    assert list(table["reason"]) == ["crossing_closed", "", "bridge_closed", "bridge_closed"]
    assert list(table["closes_at_s"]) == [-np.inf, np.inf, -np.inf, -np.inf]


@pytest.mark.parametrize(
    ("number", "exposed", "water"), [(0, True, True), (1, True, False), (2, False, False)]
)
def test_a_place_in_the_zone_is_exposed_wet_or_not(number, exposed, water):
    bundle = make_bundle(BLOCKS, make_layer(wave(0, 6000.0)), zones=ZONES, places=make_places([number]))
    row = expose(bundle, SCENARIO, Settings()).places.iloc[0]
    assert (row["exposed"], row["water"]) == (exposed, water)
    assert row["kinds"] == ("tsunami" if exposed else "")
    assert row["arrival_time_s"] == (6000.0 if water else np.inf)


def test_a_kind_without_a_layer_is_named():
    exposure = expose(make_bundle(BLOCKS, zones=ZONES), SCENARIO, Settings())
    assert exposure.missing_kinds == (TSUNAMI,)
    assert exposure.missing_layers == ("layer",)
    # What the zone says still holds.
    assert exposure.blocks["must_leave_persons"].sum() == 20


def test_volcano_has_no_rule_and_is_never_planned():
    scenario = make_scenario(HazardKind.VOLCANO)
    ash = make_area(square(0), HazardKind.VOLCANO)
    exposure = expose(make_bundle(BLOCKS, make_layer(ash)), scenario, Settings())
    assert exposure.blocks["outside_persons"].sum() == 40
    assert exposure.missing_kinds == ()
    assert isinstance(exposure.places, pd.DataFrame)
