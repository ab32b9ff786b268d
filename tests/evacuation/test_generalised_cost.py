"""What a metre of each street counts more, term by term."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString

from domain.vocabulary import DayTime, HazardKind, Phase
from evacuation.generalised_cost import ExtraCost, extra_cost, shore_distance_m
from planning.network import city_network
from tests.toy_city import make_toy_bundle, toy_settings

CITY = make_toy_bundle()
NETWORK = city_network(CITY, toy_settings())
STREET = NETWORK.street_id[NETWORK.arc_street]
NONE = ("hazard_area", "reentry", "shore", "underpass", "narrow", "dark_steps")
#: The coast runs north and south, 100 m west of corner 1.
X, Y = (float(at[NETWORK.node_id == 1][0]) for at in (NETWORK.x_m, NETWORK.y_m))
SHORE = LineString([(X - 100, Y - 9000), (X - 100, Y + 9000)])


def costs(term: str, value: str, *, shore=None, streets=None, **scenario) -> ExtraCost:
    """Return the cost with one term at work; 101 and 102 lie in the hazard area."""
    off = {f"route.{name}_extra": "0" for name in NONE} | {"hazard.fire_narrow_factor": "1"}
    settings = toy_settings().with_overrides({**off, term: value})
    exposure = pd.DataFrame({"in_hazard": CITY.streets.index.isin([101, 102])}, index=CITY.streets.index)
    case = replace(CITY.scenario("toy-flood"), **scenario)
    streets = CITY.streets if streets is None else streets
    return extra_cost(NETWORK, streets, exposure, case, shore, settings)


def by_street(values) -> dict[int, float]:
    return {int(street): float(value) for street, value in zip(STREET, values, strict=True) if value}


def test_a_metre_in_the_area_counts_more_and_more_yet_for_those_who_had_left_it():
    area = costs("route.hazard_area_extra", "0.5")
    assert by_street(area.before) == by_street(area.after) == {101: 0.5, 102: 0.5}
    again = costs("route.reentry_extra", "2")
    assert by_street(again.before) == {}
    assert by_street(again.after) == {101: 2.0, 102: 2.0}
    assert set(STREET[again.in_hazard].tolist()) == {101, 102}
    assert not area.is_none
    assert not again.is_none


def test_in_a_stay_of_days_the_area_counts_nothing():
    for term in ("hazard_area", "reentry"):
        assert costs(f"route.{term}_extra", "2", phase=Phase.STAY).is_none


@pytest.mark.parametrize(
    ("kind", "counts"), [("flood", True), ("tsunami", True), ("storm_surge", True), ("landslide", False)]
)
def test_underpasses_count_where_water_comes(kind, counts):
    streets = CITY.streets.assign(underpass=CITY.streets.index == 103)
    found = costs("route.underpass_extra", "9", streets=streets, kinds=(HazardKind(kind),))
    assert by_street(found.before) == ({103: 9.0} if counts else {})


@pytest.mark.parametrize(("kind", "counts"), [("tsunami", True), ("earthquake", True), ("flood", False)])
def test_after_shaking_narrow_streets_count_and_those_of_unknown_width(kind, counts):
    widths = {102: 3.4, 103: 3.5, 104: np.nan}
    streets = CITY.streets.assign(width_m=CITY.streets.index.map(widths).to_numpy(np.float64, na_value=9.0))
    streets.loc[[101, 111, 112, 113, 114, 121, 122], "width_m"] = 9.0
    streets.loc[104, "width_m"] = np.nan
    found = costs("route.narrow_extra", "0.1", streets=streets, kinds=(HazardKind(kind),))
    told = {street for street in by_street(found.before) if street in widths}
    assert told == ({102, 104} if counts else set())


def test_in_a_fire_streets_below_its_own_width_count_by_its_factor():
    streets = CITY.streets.assign(width_m=np.where(CITY.streets.index == 103, 14.9, 15.0))
    found = costs("hazard.fire_narrow_factor", "1.5", streets=streets, kinds=(HazardKind.LARGE_FIRE,))
    assert by_street(found.before) == {103: 0.5}
    assert costs("hazard.fire_narrow_factor", "1.5", streets=streets).is_none


@pytest.mark.parametrize(("day_time", "counts"), [(DayTime.NIGHT, True), (DayTime.DAY, False)])
def test_steps_count_at_night(day_time, counts):
    streets = CITY.streets.assign(steps=CITY.streets.index == 121)
    found = costs("route.dark_steps_extra", "2", streets=streets, day_time=day_time)
    assert by_street(found.before) == ({121: 2.0} if counts else {})


def test_each_metre_nearer_to_the_shore_counts_and_none_away_from_it_or_along_it():
    found = costs("route.shore_extra", "3", shore=SHORE).before
    # The pier, 201, lies seaward of the line: nothing is said of it.
    found, land = found[STREET != 201], STREET != 201
    west = (NETWORK.x_m[NETWORK.arc_head] < NETWORK.x_m[NETWORK.arc_tail()] - 1e-9)[land]
    assert west.any()
    assert found[west].tolist() == pytest.approx([3.0] * int(west.sum()))
    assert found[~west].tolist() == pytest.approx([0.0] * int((~west).sum()), abs=1e-6)
    assert costs("route.shore_extra", "3", shore=None).is_none


def test_the_distance_to_the_shore_is_that_of_each_corner():
    away = dict(zip(NETWORK.node_id.tolist(), shore_distance_m(NETWORK, SHORE).tolist(), strict=True))
    assert {corner: round(away[corner], 6) for corner in (1, 2, 5, 11)} == {1: 100, 2: 600, 5: 2100, 11: 100}
