"""Two plans side by side: numbers of every other page, exact differences, and nothing comforts."""

from dataclasses import replace

import numpy as np
import pytest

from domain.measures import CrossingsClosed
from planning.plan import Plan
from presentation import plan_change as change
from presentation.words import Words
from tests.made import Made, make_toy
from tests.toy_city import toy_settings

WORDS = Words("ja")


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


def test_closed_crossings_show_who_walks_farther_or_has_no_place() -> None:
    _, before = make_toy()
    case, after = make_toy(measures=(CrossingsClosed("甲電鉄"),))
    grid = change.change_grid((case, case), (before, after), "271411", WORDS)
    assert any(row[1] != row[2] for row in grid.rows if row[1])
    same = change.change_grid((case, case), (before, before), "271411", WORDS)
    assert all(row[1] == row[2] for row in same.rows if row[1])
    assert same.rows[-1][2] == "0"


def test_the_change_table_holds_the_number_of_the_headline() -> None:
    _, before = make_toy()
    case, after = make_toy(measures=(CrossingsClosed("甲電鉄"),))
    rows = {
        row[0]: row[1:] for row in change.change_grid((case, case), (before, after), "271411", WORDS).rows
    }
    shown = rows[WORDS("ledger.not_in_time")]
    for plan, cell in zip((before, after), shown, strict=False):
        late = int(plan.ledgers.wards.loc["271411", ["cannot_reach_safety", "not_leaving"]].sum())
        assert cell == WORDS.people_cell(late, rounded=True)
    case, untimed = make_toy("toy-quake")
    names = [row[0] for row in change.change_grid((case, case), (untimed, untimed), "", WORDS).rows]
    assert WORDS("ledger.not_in_time") not in names


def test_who_falls_below_the_reserve_stands_in_the_table() -> None:
    case, plan = make_toy()

    def below(*persons: int) -> Plan:
        rest = [0] * (len(plan.margin) - len(persons))
        return replace(plan, margin=plan.margin.assign(below_reserve_persons=[*persons, *rest]))

    name = WORDS("ledger.below_reserve", reserve=WORDS.minutes(case.settings.movement.reserve_s))

    def row(before: Plan, after: Plan, ward: str) -> tuple[str, ...] | None:
        rows = change.change_grid((case, case), (before, after), ward, WORDS).rows
        return next((tuple(found[1:]) for found in rows if found[0] == name), None)

    # Both rows are of block A, which lies in 甲区.
    assert row(below(342), below(342, 438), "") == ("約340", "約780", "+約440")
    assert row(below(342), below(342, 438), "271411") == ("約340", "約780", "+約440")
    assert row(below(342), below(0), "271411") == ("約340", "0", "−約340")
    assert row(below(0), below(0), "") is None
    untold = replace(below(342), facts=replace(plan.facts, margin_known=False))
    assert row(untold, below(342), "") is None


def test_who_is_late_when_departures_spread_stands_in_the_table() -> None:
    case, plan = make_toy()
    name = WORDS("screen.change.spread")

    def rows(before: Plan, after: Plan, ward: str) -> list[tuple[str, ...]]:
        made = change.change_grid((case, case), (before, after), ward, WORDS).rows
        return [tuple(row[1:]) for row in made if row[0] == name]

    def late(persons: int) -> Plan:
        return replace(plan, facts=replace(plan.facts, late_when_spread_persons=persons))

    assert rows(late(770), late(840), "") == [("約770", "約840", "+約70")]
    assert rows(late(0), late(0), "") == []
    # Wards together have what the city has, but for rounding each up.
    whole = plan.facts.late_when_spread_persons
    wards = sum(change._late_when_spread(case, plan, str(code)) for code in case.city.wards.index)
    assert whole <= wards <= whole + len(case.city.wards)


def test_people_of_another_ward_are_not_below_the_reserve_of_this_one() -> None:
    case, plan = make_toy()
    # Whoever walks in the toy city lives in 甲区.
    every = replace(plan, margin=plan.margin.assign(below_reserve_persons=50))
    other = next(code for code in case.city.wards.index if code != "271411")
    for ward, told in (("271411", True), (other, False)):
        rows = change.change_grid((case, case), (every, every), ward, WORDS).rows
        assert any(row[0].startswith("経路の余裕") for row in rows) == told


def test_numbers_are_those_of_every_page_and_differences_those_of_the_exact_numbers() -> None:
    case, plan = make_toy()

    def with_causes(**causes: int) -> Plan:
        city_row = plan.ledgers.city.assign(**causes)
        return replace(plan, ledgers=replace(plan.ledgers, city=city_row))

    # 12,344 + 1,044 + 4 = 13,392 before; 12,355 + 25 = 12,380 after.
    before = with_causes(no_capacity=12_344, too_late=1_044, no_safe_way=4)
    after = with_causes(no_capacity=12_355, too_late=25, no_safe_way=0)
    rows = {row[0]: row[1:] for row in change.change_grid((case, case), (before, after), "", WORDS).rows}
    # 11 more are 10 in tens, though they cross from 12,300 to 12,400; 1,019 less are 1,000.
    assert rows[WORDS("outcome.no_capacity")] == ("約12,300", "約12,400", "+約10")
    assert rows[WORDS("outcome.too_late")] == ("約1,000", "約30", "−約1,000")
    assert rows[WORDS("outcome.no_safe_way")] == ("10未満", "0", "10未満の差")
    assert rows[WORDS("ledger.unserved")] == ("約13,400", "約12,400", "−約1,000")


def test_the_difference_of_mean_walks_is_that_of_the_minutes_shown() -> None:
    # 43.34 and 43.36 minutes stand as 43.3 and 43.4.
    assert change._minutes_change(43.34 * 60, 43.36 * 60, WORDS) == "+0.1分"
    assert change._minutes_change(43.36 * 60, 43.34 * 60, WORDS) == "−0.1分"
    assert change._minutes_change(43.30 * 60, 43.34 * 60, WORDS) == "0.0分"
    assert change._minutes_change(np.nan, 60.0, WORDS) == WORDS("screen.unknown")


def test_figures_by_day_stand_beside_those_of_the_night_with_the_people_concerned() -> None:
    # Concerned by night: A 60, B 40, C 50, G 20; by day A 80, B 20, C 50, G 5. All of 甲区.
    case, by_day = make_toy(settings=toy_settings().with_overrides({"departure.day_time": "day"}))
    _, usual = make_toy()
    grid = change.change_grid((case, case), (usual, by_day), "271411", WORDS)
    assert grid.rows[0] == (WORDS("ledger.concerned"), "約170", "約160", "−約20")  # 170 − 155
    case, closed = make_toy(measures=(CrossingsClosed("甲電鉄"),))
    same = change.change_grid((case, case), (usual, closed), "271411", WORDS)
    assert WORDS("ledger.concerned") not in {row[0] for row in same.rows}


def test_a_scenario_without_a_deadline_has_no_number_of_people_who_are_late() -> None:
    night, quake = make_toy(), make_toy("toy-quake")
    grid = change.change_grid((night.case, quake.case), (night.plan, quake.plan), "271411", WORDS)
    late = next(row for row in grid.rows if row[0] == WORDS("ledger.not_in_time"))
    assert (late[1] != WORDS("screen.no_limit"), late[2:]) == (True, (WORDS("screen.no_limit"), ""))
    back = change.change_grid((quake.case, night.case), (quake.plan, night.plan), "271411", WORDS)
    again = next(row for row in back.rows if row[0] == WORDS("ledger.not_in_time"))
    assert again[1:] == (WORDS("screen.no_limit"), late[1], "")


def test_a_mean_walk_that_falls_with_places_taken_away_says_how_many_fewer_have_one() -> None:
    said = "（避難先のある人だけの平均。避難先のある人は約1,200人減る）"
    assert change.fewer_with_place(1200, -0.1, WORDS, rounded=True) == said
    assert change.fewer_with_place(3, -60.0, WORDS, rounded=True).endswith("10人未満減る）")
    # As many have a place, or more of them; the walk is as long, or longer; nobody walks on a side.
    for persons, change_s in ((0, -60.0), (-5, -60.0), (1200, 0.0), (1200, 60.0), (1200, np.nan)):
        assert change.fewer_with_place(persons, change_s, WORDS, rounded=True) == ""


def test_the_table_of_changes_says_so_beside_the_mean_walk() -> None:
    case, plan = make_toy()
    served = plan.assignment["walk_time_s"].notna()
    slowest = plan.assignment.loc[served, "walk_time_s"].idxmax()
    gone = int(plan.assignment.loc[slowest, "persons"])
    ledger = plan.ledgers.city.assign(safe_area=plan.ledgers.city["safe_area"] - gone)
    after = replace(
        plan,
        assignment=plan.assignment.drop(index=slowest),
        ledgers=replace(plan.ledgers, city=ledger),
    )
    rows = {row[0]: row[1:] for row in change.change_grid((case, case), (plan, after), "", WORDS).rows}
    assert rows[WORDS("screen.column.walk_mean")][2].startswith("−")
    said = WORDS("screen.change.fewer_with_place", persons=WORDS.persons(gone, rounded=True))
    assert rows[WORDS("screen.column.walk_mean")][2].endswith(said)
