"""How fast people walk: night, slope, steps; ticks round against the walker."""

import numpy as np
import pytest

from domain.profiles import WalkingProfile, walking_profiles
from domain.settings.settings import Settings
from domain.vocabulary import DayTime
from evacuation.build import build_network
from evacuation.speeds import (
    arc_ticks,
    connector_ticks,
    slope_factor,
    unwalkable,
    wading_factor,
    walking_speed_m_s,
)
from tests.toy_city import make_toy_bundle, toy_settings

CITY = make_toy_bundle()


@pytest.mark.parametrize(
    ("profile", "day_time", "expected"),
    [
        (0, DayTime.DAY, 0.736),
        (0, DayTime.NIGHT, 0.736 * 0.8),
        (1, DayTime.DAY, 0.5),
        (1, DayTime.NIGHT, 0.5 * 0.8),
    ],
)
def test_everybody_is_slower_at_night(profile: int, day_time: DayTime, expected: float) -> None:
    profile_id = walking_profiles(Settings())[profile]
    assert walking_speed_m_s(profile_id, day_time, Settings()) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("snow", "profile", "expected"),
    [
        # Adults walk at most at the speed of snow, others at their share of it: 0.5 ÷ 0.736 of 0.37 m/s.
        ("none", 0, 0.736), ("thin", 0, 0.60), ("below_knee", 0, 0.37), ("below_knee", 1, 0.5 / 0.736 * 0.37),
    ],
)  # fmt: skip
def test_snow_slows_everybody_alike(snow: str, profile: int, expected: float) -> None:
    settings = Settings().with_overrides({"movement.snow": snow})
    found = walking_speed_m_s(walking_profiles(settings)[profile], DayTime.DAY, settings)
    assert found == pytest.approx(expected)


def test_who_is_slower_than_snow_asks_is_no_faster_in_it() -> None:
    slow = {"movement.adult_speed_m_s": "0.3", "movement.snow": "below_knee"}
    settings = Settings().with_overrides(slow)
    general = walking_profiles(settings)[0]
    assert walking_speed_m_s(general, DayTime.DAY, settings) == pytest.approx(0.3)


def test_narrow_streets_are_closed_for_who_does_not_fit_and_unknown_ones_are_not() -> None:
    streets = CITY.streets.assign(width_m=CITY.streets.index.map({101: 0.99, 102: 1.0}).astype(float))
    network = build_network(CITY.nodes, streets, CITY.blocks, CITY.places, toy_settings())
    wide = WalkingProfile("wheels", 0.5, "level3", least_width_m=1.0)
    assert set(network.street_id[network.arc_street[unwalkable(network, streets, wide)]]) == {101}


def test_steps_and_steep_slopes_are_closed_for_who_cannot_walk_them() -> None:
    # Street 101 rises by exactly 8 %, 102 by 9 %; 103 has steps.
    slope = CITY.streets.index.map({101: 0.08, 102: 0.09}).fillna(0.0)
    streets = CITY.streets.assign(slope=slope, steps=CITY.streets.index == 103)
    network = build_network(CITY.nodes, streets, CITY.blocks, CITY.places, toy_settings())

    def closed(**limits) -> set[int]:
        arcs = unwalkable(network, streets, WalkingProfile("wheels", 0.5, "level3", **limits))
        on_closed = network.street_id[network.arc_street[arcs]]
        # Closed up and down alike.
        assert arcs.sum() == np.isin(network.street_id[network.arc_street], on_closed).sum()
        return set(on_closed.tolist())

    assert closed() == set()
    assert closed(steepest_slope=0.08) == {102}
    assert closed(walks_steps=False) == {103}
    assert closed(walks_steps=False, steepest_slope=0.05) == {101, 102, 103}


def test_uphill_is_slower_and_downhill_never_faster_than_the_level() -> None:
    # Tobler relative to the level: exp(−3.5 × 0.1) up 10 %; down 5 % would be exp(+3.5 × 0.05) > 1
    # and counts as 1; down 20 % is exp(−3.5 × (0.15 − 0.05)).
    factor = slope_factor(np.array([0.1, 0.0, -0.05, -0.2]))
    assert factor == pytest.approx([np.exp(-0.35), 1.0, 1.0, np.exp(-0.35)])


def test_a_rising_street_takes_longer_up_than_down_and_steps_longer_than_both() -> None:
    # Street 101, 500 m from u = 1 to v = 2, rises 10 % towards v: up 500 × exp(0.35) s at 1 m/s,
    # down (−10 %: exp(−3.5 × (0.05 − 0.05)) = 1) 500 s; with steps both ÷ 0.6.
    streets = CITY.streets.assign(slope=np.where(CITY.streets.index == 101, 0.1, 0.0))
    network = build_network(CITY.nodes, streets, CITY.blocks, CITY.places, toy_settings())
    on_101 = network.street_id[network.arc_street] == 101
    upwards = network.arc_to_share > network.arc_from_share
    flat = arc_ticks(network, streets, 1.0, toy_settings())
    # Pieces are rounded up to 0.1 s each: three of them between the access points.
    assert flat[on_101 & upwards].sum() / 10 == pytest.approx(500 * np.exp(0.35), abs=0.5)
    assert flat[on_101 & ~upwards].sum() / 10 == pytest.approx(500.0, abs=0.5)
    stairs = arc_ticks(network, streets.assign(steps=True), 1.0, toy_settings())
    assert stairs[on_101 & ~upwards].sum() / 10 == pytest.approx(500.0 / 0.6, abs=0.5)


def test_slow_water_takes_speed_by_its_depth_up_to_the_depth_that_counts() -> None:
    wading = toy_settings().with_overrides({"movement.wading_loss_per_m": "1.2"})
    # 1 − 1.2 × 0.1; at 0.3 m, deeper and of unknown depth 1 − 1.2 × 0.3.
    depth = np.array([0.0, 0.1, 0.3, 0.31, np.inf])
    assert wading_factor(depth, wading) == pytest.approx([1.0, 0.88, 0.64, 0.64, 0.64])
    assert wading_factor(depth, toy_settings()).tolist() == [1.0] * 5


def test_only_streets_in_slow_water_take_longer_each_by_its_own_depth() -> None:
    wading = toy_settings().with_overrides({"movement.wading_loss_per_m": "1.2"})
    network = build_network(CITY.nodes, CITY.streets, CITY.blocks, CITY.places, toy_settings())
    depth = np.where(CITY.streets.index == 101, 0.25, 0.0)
    dry = arc_ticks(network, CITY.streets, 1.0, wading)
    wet = arc_ticks(network, CITY.streets, 1.0, wading, depth)
    on_101 = network.street_id[network.arc_street] == 101
    assert wet[~on_101].tolist() == dry[~on_101].tolist()
    # 1 − 1.2 × 0.25 = 0.7 of the speed: 500 m in 714.3 s, each of the pieces rounded up to 0.1 s.
    to_head = on_101 & (network.arc_to_share > network.arc_from_share)
    assert wet[to_head].sum() / 10 == pytest.approx(500 / 0.7, abs=0.5)
    # Who does not count on slow water walks as on dry ground, to the tick.
    assert arc_ticks(network, CITY.streets, 1.0, toy_settings(), depth).tolist() == dry.tolist()


def test_connectors_take_their_length_at_the_speed_on_flat_ground():
    # 10 m and 10.01 m at 0.5 m/s: 20 s and 20.02 s, rounded up to 0.1 s; no connector takes no time.
    assert connector_ticks(np.array([10.0, 10.01, 0.0, np.nan]), 0.5).tolist() == [200, 201, 0, 0]


def test_a_wheelchair_pushed_up_the_route_of_a_drill_is_planned_slower_than_it_went() -> None:
    settings = Settings().with_overrides({"profile.in_use": "six"})
    pushed = next(one for one in walking_profiles(settings) if one.profile_id == "wheelchair_pushed")
    # 280.6 m rise by 13.9 m, the last 70.4 m at 11.14 %.
    length_m, last = np.array([210.2, 70.4]), 0.1114
    slope = np.array([(13.9 - last * 70.4) / 210.2, last])
    assert (slope <= pushed.steepest_slope).all()
    speed_m_s = walking_speed_m_s(pushed, DayTime.DAY, settings) * slope_factor(slope)
    # 0.5 m/s × exp(−3.5 S). Observed: 135 s and 70 s; slope over the easier part × 0.65.
    assert (length_m / speed_m_s).tolist() == pytest.approx([465, 208], abs=1)
    assert speed_m_s[1] / speed_m_s[0] == pytest.approx(0.75, abs=0.005)
