"""Two plans side by side: nothing against itself, the opposite the other way round, figures of each plan."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.measures import CrossingsClosed, Measure, PlaceOpened
from planning.changed_indicators import changed_indicators
from planning.compared_people import people_figures
from planning.compared_places import NOT_USED
from planning.comparison import Compared, Comparison, Part, compare
from planning.figures import Figure
from planning.plan import Plan
from tests.made import Made, make
from tests.toy_city import make_toy_bundle, toy_settings
from tests.toy_city.build import D1, D2

WARD, EAST = "271411", "E2714000001"
CITY = make_toy_bundle()

#: Sides: scenario, settings over the toy's, measures.
SIDES: dict[str, tuple[str, dict[str, str], tuple[Measure, ...]]] = {
    "night": ("toy-tsunami-night", {}, ()),
    "day": ("toy-tsunami-night", {"departure.day_time": "day"}, ()),
    "slow": ("toy-tsunami-night", {"movement.adult_speed_m_s": "0.6"}, ()),
    "closed": ("toy-tsunami-night", {}, (CrossingsClosed("甲電鉄"),)),
    "quake": ("toy-quake", {}, ()),
    "quake_closed_place": ("toy-quake", {}, (PlaceOpened(EAST, is_open=False),)),
}


@cache
def side(name: str) -> Made:
    scenario, overrides, measures = SIDES[name]
    return make(CITY, scenario, toy_settings().with_overrides(overrides), measures)


@cache
def compared(first: str, second: str, area: str = WARD) -> Comparison:
    a, b = side(first), side(second)
    return compare((a.case, b.case), (a.plan, b.plan), area)


def keyed(comparison: Comparison) -> dict[tuple[Part, str], Compared]:
    return {(row.part, row.item): row for row in comparison.rows}


AREAS = st.sampled_from([CITY.meta.city_code, WARD, "271420", D1, D2])
NAMES = st.sampled_from(list(SIDES))


@given(NAMES, AREAS)
def test_a_plan_does_not_differ_from_itself(name: str, area: str) -> None:
    found = compared(name, name, area)
    assert found.inputs == ()
    assert found.rows
    assert all(row.is_same for row in found.rows)
    assert not found.of(Part.INDICATORS)


@given(NAMES, NAMES, AREAS)
def test_the_other_way_round_every_difference_has_the_opposite_sign(a: str, b: str, area: str) -> None:
    there, back = keyed(compared(a, b, area)), keyed(compared(b, a, area))
    assert set(there) == set(back)
    for key, row in there.items():
        other = back[key]
        assert repr((row.first, row.second)) == repr((other.second, other.first))
        assert row.change.is_known == other.change.is_known
        if row.change.is_known:
            mirrored = (-other.change.high, -other.change.value, -other.change.low)
            assert (row.change.low, row.change.value, row.change.high) == mirrored


@given(NAMES, NAMES, AREAS)
def test_both_sides_have_the_figures_of_their_plan(a: str, b: str, area: str) -> None:
    rows = keyed(compared(a, b, area))
    for name, which in ((a, "first"), (b, "second")):
        for item, figure in people_figures(*side(name), area).items():
            assert repr(getattr(rows[Part.PEOPLE, item], which)) == repr(figure)


@given(NAMES, NAMES, AREAS)
def test_the_indicators_are_those_that_differ_and_are_not_told_above(a: str, b: str, area: str) -> None:
    found = {row.item for row in compared(a, b, area).of(Part.INDICATORS)}
    every = set(changed_indicators(side(a).plan, side(b).plan, area).index)
    assert found <= every
    assert {one for one in every - found if not one.startswith("unserved_")} <= {
        "not_in_time_persons", "below_reserve_persons", "walk_time_mean_s",
    }  # fmt: skip


def test_whoever_walks_more_slowly_walks_longer() -> None:
    walk = keyed(compared("night", "slow", D1))[Part.LIMITS, "walk_mean_s"]
    assert walk.change.value > 0
    assert not walk.is_same


def test_a_place_that_one_side_does_not_use_has_nobody_there() -> None:
    row = keyed(compared("quake", "quake_closed_place", CITY.meta.city_code))[Part.PLACES, EAST]
    assert row.first.value > 0
    assert (row.second.value, row.second.state) == (0, NOT_USED)
    assert row.change.value == -row.first.value


def test_moments_on_two_clocks_are_not_compared_but_margins_are() -> None:
    a, b = side("night"), side("slow")
    other_clock = replace(b.case, scenario=replace(b.case.scenario, t0="level3"))
    found = keyed(compare((a.case, other_clock), (a.plan, b.plan), WARD))
    for item in ("departure_s", "route_latest_departure_s"):
        assert found[Part.LIMITS, item].change.state == "other_clock"
    assert found[Part.LIMITS, "route_margin_s"].change.is_known
    assert keyed(compared("night", "slow"))[Part.LIMITS, "departure_s"].change.value == 0


def test_what_is_not_known_of_organisations_is_the_same_on_both_sides() -> None:
    a, b = side("night"), side("slow")

    def unknown(plan: Plan) -> Plan:
        themes = plan.themes.assign(best_band="on_target", worst_band="below_target", amount_persons=0)
        return replace(plan, themes=themes)

    plans = (unknown(a.plan), unknown(b.plan))
    rows = keyed(compare((a.case, b.case), plans, WARD))
    assert rows[Part.BANDS, "drills"].change == Figure.of(0)
    assert rows[Part.BANDS, "organisation"].is_same
    assert not rows[Part.BANDS, "stock"].change.is_exact
    uploaded = replace(b.case, strength=replace(b.case.strength))
    other = keyed(compare((a.case, uploaded), plans, WARD))
    assert not other[Part.BANDS, "drills"].change.is_exact


def test_two_cities_and_an_area_that_is_not_there_are_refused() -> None:
    a = side("night")
    meta = replace(a.case.city.meta, name="別の市")
    elsewhere = replace(a.case, city=replace(a.case.city, meta=meta))
    with pytest.raises(ValueError, match="two cities"):
        compare((a.case, elsewhere), (a.plan, a.plan), WARD)
    with pytest.raises(KeyError):
        compared("night", "day", "999999")
