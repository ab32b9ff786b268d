"""People and limits of an area, with what is not known of them."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from domain.vocabulary import HazardKind
from planning.compared_people import LIMITS, PEOPLE, districts_of, limit_figures, people_figures
from planning.figures import Figure
from planning.limits import district_limits
from planning.plan import Plan
from readiness.ledger_sums import ledger_sums
from tests.made import Made, make_toy
from tests.toy_city.build import D1, D2

WARD = "271411"


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


def with_unknown(plan: Plan, city: str, *, unknown: int, unserved: tuple[int, int, float]) -> Plan:
    """A plan with people of whom it is not known whether they must leave."""
    low, value, high = unserved
    row = plan.ledgers.city.assign(no_capacity=value, no_safe_way=0, unknown_persons=unknown)
    rows = plan.indicators.copy()
    at = (rows["area_id"] == city) & (rows["indicator"] == "unserved_persons")
    rows.loc[at, ["value", "value_min", "value_max"]] = [value, low, high]
    return replace(plan, ledgers=replace(plan.ledgers, city=row), indicators=rows)


def test_an_area_is_the_city_a_ward_or_a_district(made: Made) -> None:
    city = made.case.city
    code = city.meta.city_code
    assert districts_of(city, code) == [D1, D2]
    assert districts_of(city, WARD) == [D1]
    assert districts_of(city, D2) == [D2]
    with pytest.raises(KeyError):
        districts_of(city, "999999")


def test_the_figures_are_those_of_the_ledger(made: Made) -> None:
    case, plan = made
    for area, ledger in ((WARD, plan.ledgers.wards), (D1, plan.ledgers.districts)):
        sums = ledger_sums(ledger.loc[[area]]).iloc[0]
        figures = people_figures(case, plan, area)
        assert list(figures) == list(PEOPLE)
        assert {key: one.value for key, one in figures.items()} == {key: float(sums[key]) for key in PEOPLE}


def test_whoever_may_not_have_to_leave_widens_the_figure(made: Made) -> None:
    case, plan = made
    code = case.city.meta.city_code
    leaving = people_figures(case, plan, code)["must_leave"].value
    served = people_figures(case, plan, code)["with_place"].value
    unsure = with_unknown(plan, code, unknown=30, unserved=(10, 40, 55))
    figures = people_figures(case, unsure, code)
    # Everybody with a place and the 40 without must leave, or all but 30 of them.
    assert figures["must_leave"] == Figure(served + 40, served + 10, served + 40)
    assert figures["unserved"] == Figure(40, 10, 55)
    assert figures["not_in_time"].low == max(figures["not_in_time"].value - 30, 0)
    assert figures["unknown_persons"] == Figure.of(30)
    assert leaving > 0


def test_whoever_may_stay_home_is_unknown_in_every_sum_that_counts_him(made: Made) -> None:
    case, plan = made
    code = case.city.meta.city_code
    row = plan.ledgers.city.assign(
        stay_home=100, safe_area=200, refuge_building=50, not_leaving=40, cannot_reach_safety=60,
        can_leave_area=20, unknown_persons=30, unconfirmed_place=13,
    )  # fmt: skip
    figures = people_figures(case, replace(plan, ledgers=replace(plan.ledgers, city=row)), code)
    # The 30 count as leaving: all of them may stay, and be missing in any one of the other sums.
    assert figures["stay_home"] == Figure(100, 100, 130)
    assert figures["safe_area"] == Figure(200, 170, 200)
    assert figures["not_leaving"] == Figure(40, 10, 40)
    assert figures["cannot_reach_safety"] == Figure(60, 30, 73)
    assert figures["not_in_time"] == Figure(100, 70, 113)
    assert figures["can_leave_area"] == Figure(20, 0, 20)
    # The 13 in buildings to be confirmed may turn out to have no place, as in the people without one.
    assert figures["refuge_building"] == Figure(50, 7, 50)
    with_place = figures["with_place"]
    assert with_place.value - with_place.low == 43
    assert with_place.high == with_place.value
    assert figures["outside"].is_exact


def test_a_bound_that_is_not_stated_is_open(made: Made) -> None:
    case, plan = made
    code = case.city.meta.city_code
    unsure = with_unknown(plan, code, unknown=0, unserved=(40, 40, math.nan))
    assert people_figures(case, unsure, code)["unserved"] == Figure(40, 40, math.inf)


def test_a_hazard_without_a_layer_leaves_counts_open_and_other_rows_without_a_number(made: Made) -> None:
    case, plan = made
    missing = replace(plan, missing_kinds=(HazardKind.FLOOD,))
    figures = people_figures(case, missing, WARD)
    assert figures["persons"].is_exact
    assert (figures["must_leave"].low, figures["must_leave"].high) == (
        figures["must_leave"].value,
        math.inf,
    )
    assert figures["stay_home"].state == "no_layer"


def test_without_a_deadline_nobody_is_late_and_no_limit_is_told() -> None:
    quake = make_toy("toy-quake")
    people = people_figures(quake.case, quake.plan, WARD)
    assert {key for key, one in people.items() if one.state == "no_deadline"} == {
        "not_leaving", "too_late", "not_in_time", "cannot_reach_safety", "can_leave_area",
    }  # fmt: skip
    limits = limit_figures(quake.case, quake.plan, WARD)
    assert {limits[key].state for key in LIMITS if key != "walk_mean_s"} == {"no_deadline"}
    assert limits["walk_mean_s"].is_known


def test_limits_are_the_worst_of_the_districts(made: Made) -> None:
    case, plan = made
    table = district_limits(case, plan)
    limits = limit_figures(case, plan, case.city.meta.city_code)
    for key in ("departure_s", "route_latest_departure_s", "route_margin_s"):
        assert limits[key].value == table[key].min()
    own = limit_figures(case, plan, D1)
    assert own["route_margin_s"].value == table.loc[D1, "route_margin_s"]


def test_fewer_than_ten_people_below_the_reserve_are_told_as_such(made: Made) -> None:
    case, plan = made
    none = [0] * (len(plan.margin) - 1)
    six = replace(plan, margin=plan.margin.assign(below_reserve_persons=[6, *none]))
    assert int(district_limits(case, six)["below_reserve_persons"].sum()) == 6

    def told(count: int) -> Figure:
        below = plan.margin.assign(below_reserve_persons=[count, *none])
        return limit_figures(case, replace(plan, margin=below), WARD)["below_reserve_persons"]

    assert told(6) == told(9) == Figure(9, 1, 9, "small")
    # 10 to 19 may be 5 to 9 who need help with a helper each: in tens, halves up.
    assert told(10) == told(14) == Figure(10, 10, 14)
    assert told(15) == told(19) == Figure(20, 15, 24)
    assert (told(0), told(20)) == (Figure.of(0), Figure.of(20))


def test_a_sum_gives_no_district_back_that_is_told_in_tens(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, plan = made
    one = district_limits(case, plan).iloc[[0]]

    def city(*counts: int) -> Figure:
        limits = pd.concat([one, one]).set_axis([D1, D2]).assign(below_reserve_persons=counts)
        monkeypatch.setattr("planning.compared_people.district_limits", lambda *_: limits)
        return limit_figures(case, plan, case.city.meta.city_code)["below_reserve_persons"]

    # 131 - 123 = 8: told in tens nobody finds the eight.
    assert city(123, 8) == Figure(130, 125, 134)
    assert city(123, 20) == Figure.of(143)


def test_limits_that_may_not_be_told_are_withheld(made: Made) -> None:
    case, plan = made
    untold = replace(plan, facts=replace(plan.facts, margin_known=False))
    limits = limit_figures(case, untold, WARD)
    assert {limits[key].state for key in LIMITS if key != "walk_mean_s"} == {"withheld"}


def test_where_nobody_walks_there_is_neither_a_limit_nor_a_mean(made: Made) -> None:
    case, plan = made
    nobody = replace(
        plan,
        margin=plan.margin.iloc[:0],
        routes=plan.routes.iloc[:0],
        indicators=plan.indicators[plan.indicators["indicator"] != "walk_time_mean_s"],
    )
    limits = limit_figures(case, nobody, WARD)
    assert limits["route_margin_s"].state == limits["walk_mean_s"].state == "nobody_walks"
    assert limits["below_reserve_persons"] == Figure.of(0)
