"""Safe ground, barred arcs, and when a margin is known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import DayTime, DeadlineKind, HazardKind
from evacuation.bars import bar_towards_arrival
from evacuation.build import build_network
from evacuation.ground import (
    barred_arcs,
    closed_for_places,
    margin_is_known,
    place_closing_s,
    safe_nodes,
    scenario_passage,
)
from hazard.exposure import expose
from tests.toy_city import make_toy_bundle, toy_settings

CITY = make_toy_bundle()
NETWORK = build_network(CITY.nodes, CITY.streets, CITY.blocks, CITY.places, Settings())
UNDERPASS = CITY.streets["underpass"].to_numpy(bool)


def _exposure(scenario_id: str):
    return expose(CITY, CITY.scenario(scenario_id), toy_settings())


def _streets(scenario_id: str):
    return _exposure(scenario_id).streets


def _safe(zones, streets, scenario):
    return safe_nodes(NETWORK, zones, streets, scenario, outside_streets_min_m=1000.0)


def test_safe_ground_is_the_safe_area_of_the_kind() -> None:
    safe = _safe(CITY.zones, _streets("toy-tsunami-night"), CITY.scenario("toy-tsunami-night"))
    assert (NETWORK.x_m[safe] >= NETWORK.x_m[NETWORK.node_id == 4][0] - 100).all()
    assert safe[NETWORK.node_id == 4].all()
    assert not safe[NETWORK.node_id == 13].any()


def test_unknown_ground_is_not_safe_unless_a_safe_area_is_drawn_there() -> None:
    unknown = NETWORK.node_id == 1
    flood, tsunami = CITY.scenario("toy-flood"), CITY.scenario("toy-tsunami-night")
    streets = _streets("toy-flood")
    known = _safe(CITY.zones, streets, flood)
    found = safe_nodes(NETWORK, CITY.zones, streets, flood, outside_streets_min_m=1000.0, unknown=unknown)
    assert known[unknown].all()
    assert (found == known & ~unknown).all()
    streets = _streets("toy-tsunami-night")
    drawn = _safe(CITY.zones, streets, tsunami)
    everywhere = np.ones(NETWORK.n_nodes, np.bool_)
    told = safe_nodes(NETWORK, CITY.zones, streets, tsunami, outside_streets_min_m=1000.0, unknown=everywhere)
    assert drawn.any()
    assert (told == drawn).all()


def test_a_corner_of_the_safe_area_that_the_water_reaches_is_not_safe() -> None:
    streets = _streets("toy-tsunami-night")
    wet = streets.assign(in_hazard=streets["in_hazard"] | (streets.index == 104))
    scenario = CITY.scenario("toy-tsunami-night")
    before, after = (_safe(CITY.zones, each, scenario) for each in (streets, wet))
    on_104 = np.zeros(NETWORK.n_nodes, np.bool_)
    on_104[NETWORK.arc_tail()[NETWORK.street_id[NETWORK.arc_street] == 104]] = True
    assert before[on_104].all()
    assert (after == before & ~on_104).all()
    assert after.any()


def test_without_a_drawn_area_safe_ground_is_outside_the_hazard() -> None:
    streets = _streets("toy-flood")
    safe = _safe(CITY.zones, streets, CITY.scenario("toy-flood"))
    wet = set(streets.index[streets["in_hazard"]])
    assert wet == {104, 114}
    # Nodes 4, 5, 14, 15 touch a wet street, the others do not.
    by_id = dict(zip(NETWORK.node_id.tolist(), safe.tolist(), strict=True))
    assert [by_id[node] for node in (1, 3, 13, 4, 5, 14, 15)] == [
        True,
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_a_speck_of_dry_ground_among_the_water_is_not_safe() -> None:
    streets = _streets("toy-flood")
    scenario = CITY.scenario("toy-flood")
    before = _safe(CITY.zones, streets, scenario)
    # Water on 102 and 121 too: node 1 is dry, but both streets on from node 2 are in the water, and
    # 101 has 500 m. Nodes 13 and 11 are left, on at least as much ground of their own.
    wet = streets.assign(in_hazard=streets["in_hazard"] | streets.index.isin([102, 121]))
    after = _safe(CITY.zones, wet, scenario)
    assert before[NETWORK.node_id == 1].all()
    assert not after[NETWORK.node_id == 1].any()
    assert after[NETWORK.node_id == 13].all()


def test_dry_ground_among_landslide_zones_is_safe_however_small() -> None:
    # The same two streets, but it is a landslide zone that they lie in: no water cuts node 1 off,
    # unless it lies on both: whoever walks on one that is dry is on dry ground.
    streets = _streets("toy-flood")
    scenario = CITY.scenario("toy-flood")

    def is_safe(kinds: dict[int, str]) -> bool:
        of = streets["kinds"].astype(object).where(~streets.index.isin(list(kinds)), None)
        of[list(kinds)] = list(kinds.values())
        in_zone = streets.assign(
            in_hazard=streets["in_hazard"] | streets.index.isin(list(kinds)), kinds=of.astype("str")
        )
        return bool(_safe(CITY.zones, in_zone, scenario)[NETWORK.node_id == 1].all())

    assert is_safe({102: "landslide", 121: "landslide"})
    assert is_safe({102: "landslide", 121: "flood,landslide"})
    assert not is_safe({102: "flood,landslide", 121: "flood"})


def test_nobody_is_led_towards_an_earlier_arrival() -> None:
    scenario = CITY.scenario("toy-tsunami-night")
    streets = _streets("toy-tsunami-night")
    safe = _safe(CITY.zones, streets, scenario)
    barred = barred_arcs(NETWORK, streets, scenario, safe)
    tail, head = NETWORK.node_id[NETWORK.arc_tail()], NETWORK.node_id[NETWORK.arc_head]
    pairs = set(zip(tail[barred].tolist(), head[barred].tolist(), strict=True))
    # From node 3 (never wet by all of its streets) down to 2, or to C on the way, is seaward.
    assert any(u == 3 for u, _ in pairs)
    # Landward arcs are free.
    back = set(zip(head[barred].tolist(), tail[barred].tolist(), strict=True))
    assert not back & pairs


def test_a_dry_pocket_is_left_on_its_latest_side() -> None:
    # Suppose only 101 (from 1,900 s) and 103 (from 4,200 s) get wet: corner 3, with 102 and its
    # people between them, is dry but cut off from safe ground, for 121, 111 and 112 are closed.
    closes = pd.Series(np.inf, index=CITY.streets.index)
    closes[[101, 111]], closes[[103, 104]] = 1900.0, 4200.0
    closes[[121, 112]] = -np.inf
    safe = NETWORK.node_id == 15
    barred = bar_towards_arrival(NETWORK, closes.to_numpy(), safe)
    tail, head = NETWORK.node_id[NETWORK.arc_tail()], NETWORK.node_id[NETWORK.arc_head]
    pairs = set(zip(tail[barred].tolist(), head[barred].tolist(), strict=True))
    on_103 = [pair for pair in zip(tail.tolist(), head.tolist(), strict=True) if set(pair) == {3, 4}]
    assert not pairs.intersection(pair for pair in on_103 if pair == (3, 4))  # out, landward
    assert any(u == 2 for u, _ in pairs)  # from the pocket's seaward corner down 101


def test_landslide_zones_are_left_but_not_entered() -> None:
    scenario = replace(CITY.scenario("toy-flood"), kinds=(HazardKind.LANDSLIDE,))
    streets = _streets("toy-flood").assign(in_landslide_zone=lambda frame: frame.index == 121)
    barred = barred_arcs(NETWORK, streets, scenario, np.zeros(NETWORK.n_nodes, np.bool_))
    on_121 = NETWORK.street_id[NETWORK.arc_street] == 121
    assert barred[on_121].all()  # both ends have streets outside
    assert not barred[~on_121].any()


@pytest.mark.parametrize(
    ("deadline", "kinds", "alerts", "known"),
    [
        (DeadlineKind.WATER_ARRIVAL, (HazardKind.TSUNAMI,), {}, True),
        (DeadlineKind.LEVEL5, (HazardKind.FLOOD,), {"level5": 1.0}, False),
        (DeadlineKind.LEVEL5, (HazardKind.LANDSLIDE,), {"level5": 1.0}, True),
        (DeadlineKind.STORM_WIND, (HazardKind.STORM_SURGE,), {"storm_wind": 1.0}, True),
        (DeadlineKind.STORM_WIND, (HazardKind.STORM_SURGE,), {}, False),
        (DeadlineKind.NONE, (HazardKind.EARTHQUAKE,), {}, False),
    ],
)
def test_margin_needs_an_arrival(deadline, kinds, alerts, known) -> None:
    scenario = replace(CITY.scenario("toy-flood"), deadline=deadline, kinds=kinds, alerts_s=alerts)
    assert margin_is_known(_streets("toy-tsunami-night"), scenario) is known


def test_level_5_is_no_arrival_even_where_the_scenario_waits_for_the_water() -> None:
    # The toy's flood publishes no arrival: its streets close at level 5, which gives no margin.
    scenario = replace(CITY.scenario("toy-flood"), deadline=DeadlineKind.WATER_ARRIVAL)
    assert not margin_is_known(_streets("toy-flood"), scenario)


@pytest.mark.parametrize(("kind", "storm_wind_s"), [("storm_surge", 28_800.0), ("flood", np.inf)])
def test_the_storm_wind_counts_in_a_storm_surge(kind: str, storm_wind_s: float) -> None:
    scenario = replace(
        CITY.scenario("toy-flood"), kinds=(HazardKind(kind),), alerts_s={"storm_wind": 28_800.0}
    )
    nowhere = np.zeros(NETWORK.n_nodes, np.bool_)
    passage = scenario_passage(NETWORK, _exposure("toy-flood"), CITY.places, scenario, nowhere, UNDERPASS)
    assert passage.storm_wind_s == storm_wind_s


def test_slow_water_is_met_by_day_only() -> None:
    scenario, nowhere = CITY.scenario("toy-flood"), np.zeros(NETWORK.n_nodes, np.bool_)
    exposed = _exposure("toy-flood")
    depth = np.linspace(0.0, 1.0, len(exposed.streets))
    wet = replace(exposed, streets=exposed.streets.assign(slow_water_m=depth))
    by_time = {}
    for day_time in DayTime:
        at = replace(scenario, day_time=day_time)
        passage = scenario_passage(NETWORK, wet, CITY.places, at, nowhere, UNDERPASS)
        by_time[day_time] = passage.slow_water_m.tolist()
    assert by_time == {DayTime.DAY: depth.tolist(), DayTime.NIGHT: []}


def test_tsunami_without_arrivals_has_no_margin() -> None:
    streets = _streets("toy-tsunami-night").assign(closes_at_s=np.inf)
    assert not margin_is_known(streets, CITY.scenario("toy-tsunami-night"))


def test_in_a_compound_a_place_counts_for_the_kinds_of_its_flags() -> None:
    both = replace(CITY.scenario("toy-flood"), kinds=(HazardKind.FLOOD, HazardKind.LANDSLIDE))
    kinds = pd.Series("", index=CITY.streets.index)
    kinds[[104, 114]], kinds[122] = "flood", "flood,landslide"
    exposure = _exposure("toy-flood")
    at_home = exposure.blocks["kinds"].where(exposure.blocks.index != "M271420-E", "landslide")
    exposure = replace(
        exposure, streets=exposure.streets.assign(kinds=kinds), blocks=exposure.blocks.assign(kinds=at_home)
    )
    slide = pd.Series(CITY.places.index == "E2714000001", index=CITY.places.index)
    found = closed_for_places(NETWORK, exposure, CITY.places.assign(landslide=slide), both)
    streets = [set(NETWORK.street_id[NETWORK.arc_street[one]].tolist()) for one in found.arcs]
    blocks = [set(CITY.blocks.index[one]) for one in found.blocks]
    closed_for = dict(zip(CITY.places.index, found.closed_for, strict=True))
    # 甲小学校 has both flags, 乙小学校 that of floods alone, 乙公園 neither.
    assert closed_for["E2714000001"] == -1
    school, park = closed_for["E2714000002"], closed_for["E2714000004"]
    assert (streets[school], streets[park]) == ({122}, {104, 114, 122})
    # Landslide at E; the flood concerns D besides.
    assert (blocks[school], blocks[park]) == ({"M271420-E"}, {"M271420-D", "M271420-E"})


def test_one_kind_alone_closes_nothing() -> None:
    found = closed_for_places(NETWORK, _exposure("toy-flood"), CITY.places, CITY.scenario("toy-flood"))
    assert (found.closed_for == -1).all()
    assert found.arcs == found.blocks == ()


def test_a_place_closes_with_its_street_or_when_the_water_is_there() -> None:
    exposure = _exposure("toy-tsunami-night")
    closes = dict(
        zip(CITY.places.index, place_closing_s(NETWORK, exposure.streets, exposure.places), strict=True)
    )
    # The building stands at x = 300 on 101, wet from 1,900 s on; 甲小学校 on dry 112 (x = 600, y = 500)
    # lies in the second area, 4,200 s; the park is dry.
    assert closes["E2714000101"] == 1900.0
    assert closes["E2714000001"] == min(4200.0, exposure.streets.loc[112, "closes_at_s"])
    assert closes["E2714000004"] == np.inf


@pytest.mark.parametrize(("kind", "limited"), [("flood", True), ("large_fire", False)])
def test_the_longest_walk_goes_with_the_kind(kind, limited) -> None:
    scenario = replace(CITY.scenario("toy-flood"), kinds=(HazardKind(kind),))
    nowhere = np.zeros(NETWORK.n_nodes, np.bool_)
    passage = scenario_passage(NETWORK, _exposure("toy-flood"), CITY.places, scenario, nowhere, UNDERPASS)
    assert passage.walk_limited == limited


def _waiting(scenario_id: str, *, closes_s: float, in_hazard: bool, **scenario_fields):
    """Until when people may wait at the corners of one street that opens again, the others dry and open."""
    reached = _exposure("toy-flood")
    streets = reached.streets.assign(closes_for_good_at_s=np.inf, in_hazard=False, in_landslide_zone=False)
    streets.iloc[0, streets.columns.get_loc("closes_for_good_at_s")] = closes_s
    streets.iloc[0, streets.columns.get_loc("in_hazard")] = in_hazard
    windows = pd.DataFrame({"street": [0], "from_s": [-np.inf], "until_s": [600.0], "reason": ["x"]})
    scenario = replace(CITY.scenario(scenario_id), **scenario_fields)
    passage = scenario_passage(
        NETWORK, replace(reached, streets=streets, windows=windows), CITY.places, scenario,
        np.zeros(NETWORK.n_nodes, np.bool_), np.zeros(len(streets), np.bool_),
    )  # fmt: skip
    tail = NETWORK.arc_tail()[NETWORK.arc_street == 0]
    return passage.windows.wait_until_s[tail].tolist()


@pytest.mark.parametrize(
    ("in_hazard", "closes_s", "until_s"),
    [(False, np.inf, np.inf), (True, 1800.0, 1800.0), (True, np.inf, -np.inf)],
)
def test_nobody_waits_in_a_hazard_area_where_its_time_is_not_known(in_hazard, closes_s, until_s) -> None:
    found = _waiting("toy-tsunami-night", closes_s=closes_s, in_hazard=in_hazard)
    assert set(found) == {until_s}


def test_nobody_waits_beyond_level_5_or_the_storm_wind() -> None:
    # Dry corners: the wind comes to them, too, and level 5 ends walking everywhere.
    surge = {"kinds": (HazardKind.STORM_SURGE,), "alerts_s": {"storm_wind": 3600.0}}
    assert set(_waiting("toy-flood", closes_s=np.inf, in_hazard=False, **surge)) == {3600.0}
    level5 = {"deadline": DeadlineKind.LEVEL5, "alerts_s": {"level5": 5400.0}}
    assert set(_waiting("toy-flood", closes_s=np.inf, in_hazard=False, **level5)) == {5400.0}
