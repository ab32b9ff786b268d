"""What is said of a changed day, and its tables: the figures of ``planning.changed_day``, in words."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from domain.vocabulary import DeadlineKind, HazardKind
from planning.blocked_streets import blocked_streets, lost_led_anew
from planning.changed_day import DayChange, changed_day
from planning.crowding import CrowdFacts
from planning.departures import late_when_spread_persons
from presentation.answers import judged_by, judged_lines
from presentation.below_reserve import in_tens_in_files, where_few
from presentation.changed_day_tables import (
    before_after_grid,
    block_table,
    changed_day_tables,
    district_table,
    street_table,
)
from presentation.changed_day_words import (
    change_line,
    method_lines,
    queue_lines,
    street_lines,
    summary_lines,
)
from presentation.street_names import street_names
from presentation.words import Words
from tests.planning.test_changed_day import MADE, TSUNAMI

CASE, PLAN, _ = TSUNAMI
DAY = changed_day(*TSUNAMI, DayChange((101, 103), 600.0, -300.0))
WAITS = CrowdFacts(
    10,
    10,
    0,
    0,
    0,
    0,
    0,
    0,
    (60.0, 60.0, 60.0),
    (60.0, 60.0, 60.0),
    1.0,
    59.0,
    2,
    60.0,
    0,
    0,
    60.0,
    60.0,
    True,
)


class _Day(SimpleNamespace):
    """A changed day with other figures; what is made of it is kept as long as it is held."""

    __hash__ = object.__hash__


NOBODY = changed_day(*TSUNAMI, DayChange())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_sentence_has_its_words(language: str) -> None:
    words = Words(language)
    told = [change_line(CASE, DAY.change, words), *summary_lines(CASE, PLAN, DAY, words),
            *street_lines(CASE, PLAN, DAY, words), *method_lines(CASE, PLAN, words),
            *summary_lines(CASE, PLAN, NOBODY, words)]  # fmt: skip
    for scenario, (case, plan, _) in MADE.items():
        told += method_lines(case, plan, words)
        said = summary_lines(case, plan, changed_day(*MADE[scenario], DayChange((103,))), words)
        assert (words("changed_day.in_time_by_level5") in said) == (scenario == "toy-flood")
    assert all(line and "{" not in line for line in told)


def test_who_is_lost_is_told_with_its_range() -> None:
    words, a = Words("en"), "M271411-A"
    # 54 of A lose their way; of 20 of the block nobody knows whether they must leave: 34 to 54.
    lines = summary_lines(CASE, PLAN, DAY, words, "271411-00001")
    assert DAY.blocks.loc[a, "lost_persons"] == 54
    lost = next(line for line in lines if line.startswith("No longer in time"))
    assert "about 50 people" in lost
    # Who gets out nowhere stands first where they become more.
    own = DAY.blocks[DAY.blocks["district_id"] == "271411-00001"]
    assert own["cannot_replanned"].sum() > own["cannot_before"].sum()
    assert "cannot leave the hazard area" in lines[0]
    assert lines[1] == lost
    assert "cannot leave the hazard area" not in summary_lines(CASE, PLAN, NOBODY, words)[0]
    unknown = DAY.blocks.assign(
        unknown_persons=DAY.blocks["unknown_persons"].where(DAY.blocks.index != a, 20)
    )
    ranged = summary_lines(CASE, PLAN, replace(DAY, blocks=unknown), words)
    assert any("about 30 people to about 50 people" in line for line in ranged)
    table = block_table(CASE, replace(DAY, blocks=unknown), "en")
    cells = {column.key: column.cells for column in table.columns}
    at = cells["block_id"].index(a)
    assert (cells["day_lost_min"][at], cells["day_lost"][at]) == (34, 54)


def test_the_lines_of_a_street_name_the_way_that_holds_or_say_that_none_does() -> None:
    *told, overlap = street_lines(CASE, PLAN, DAY, Words("en"))
    on_101 = next(line for line in told if "No other way holds." in line)
    on_103 = next(line for line in told if line != on_101)
    assert "C町" in on_103
    # Somebody may walk over both.
    assert "do not add up" in overlap
    assert "nobody walks there" in street_lines(
        CASE, PLAN, changed_day(*TSUNAMI, DayChange((201,))), Words("en")
    )[0]  # fmt: skip


def test_another_way_over_ground_that_is_reached_earlier_is_no_good_news() -> None:
    # In the plan nobody passes such ground; the other ways of the day do: in time, not for who leaves late.
    words = Words("ja")
    assert "手前より先に" not in "".join(summary_lines(CASE, PLAN, DAY, words))
    routes = DAY.kept_routes.assign(over_earlier_ground=True)
    day = replace(DAY, kept_routes=routes)
    other = int(DAY.told.loc[DAY.told["other_way"], "persons"].sum())
    lines = summary_lines(CASE, PLAN, day, words)
    at = next(i for i, line in enumerate(lines) if "手前より先に" in line)
    assert "別の道で同じ避難先に" in lines[at - 1]
    assert words.persons(other, rounded=True) in lines[at]
    told = blocked_streets(PLAN, day)
    held = told[told["destination_before"] == told["destination_after"]]
    said = street_lines(CASE, PLAN, day, words)
    assert sum("この道は、手前より先に" in line for line in said) == int((held["route_after"] >= 0).sum()) > 0
    # Who passes it in the plan, too, is not told anew.
    before = replace(PLAN, routes=PLAN.routes.assign(over_earlier_ground=True))
    assert "通ることになる人" not in "".join(summary_lines(CASE, before, day, words))


@pytest.mark.parametrize(("extra_s", "is_said"), [(7200.0, True), (7199.0, False), (0.0, False)])
def test_another_way_that_is_shorter_says_what_the_plans_is_longer_for(extra_s, is_said) -> None:
    # The plan's routes take two hours more than the other ways: asked for where they are longer than the
    # shortest by as much; else nobody knows why.
    words, rows = Words("ja"), blocked_streets(PLAN, DAY)
    rows = rows[rows["route_after"] >= 0]
    after = rows.loc[rows["destination_before"] == rows["destination_after"], "walk_after_s"].iloc[0]
    plan = replace(PLAN, routes=PLAN.routes.assign(walk_time_s=after + 7200.0, extra_walk_s=extra_s))
    said = [words("changed_day.way_shorter") in line for line in street_lines(CASE, plan, DAY, words)]
    assert any(said) == is_said
    assert not any("1分未満" in line for line in street_lines(CASE, plan, DAY, words))
    # A second is no minute, however the two round up: 60 s less, and neither is told as the longer.
    plan = replace(PLAN, routes=PLAN.routes.assign(walk_time_s=after + 1.0, extra_walk_s=extra_s))
    lines = [line for line in street_lines(CASE, plan, DAY, words) if "代わりの道の例" in line]
    assert any("計画の道との差は1分未満" in line and "→" not in line for line in lines)
    assert not any(words("changed_day.way_shorter") in line for line in lines)


def test_a_long_road_tells_the_streets_that_matter_and_counts_the_others() -> None:
    words, streets = Words("ja"), tuple(int(one) for one in CASE.city.streets.index)
    day = changed_day(*TSUNAMI, DayChange(streets))
    rows = blocked_streets(PLAN, day).sort_values(
        ["without_persons", "persons"], ascending=False, kind="stable"
    )  # fmt: skip
    over = rows["persons"]
    assert (rows["without_persons"].iloc[:2] > 0).all()
    assert (over == 0).any()
    *told, more, overlap = street_lines(CASE, PLAN, day, words)
    assert len(told) == 8 < len(streets)
    assert told[0].startswith(street_names(CASE, over.index[:1], words)[0])
    others = over.iloc[8:]
    assert f"{len(others)}か所" in more
    assert f"{(others == 0).sum()}か所" in more
    assert "足し合わせられません" in overlap


def test_tables_list_what_changes_and_sum_to_the_city() -> None:
    blocks, districts = block_table(CASE, DAY, "ja"), district_table(CASE, DAY, "ja")
    for key in ("day_lost", "day_other_way"):
        sums = [
            sum(next(one for one in table.columns if one.key == key).cells) for table in (blocks, districts)
        ]
        assert sums[0] == sums[1] == DAY.blocks[f"{key[4:]}_persons"].sum()
    assert not block_table(CASE, NOBODY, "ja").columns[0].cells
    assert not block_table(CASE, DAY, "ja", "271420-00002").columns[0].cells
    streets = street_table(CASE, PLAN, DAY, "ja")
    assert next(one for one in streets.columns if one.key == "street_id").cells == ("101", "103")


def test_a_block_whose_people_only_no_longer_leave_the_area_is_listed() -> None:
    # They had no destination before, and keep none: that they get out nowhere is what has changed.
    b = "M271411-B"
    blocks = NOBODY.blocks.assign(cannot_replanned=NOBODY.blocks["cannot_before"])
    blocks.loc[b, "cannot_replanned"] += 30
    day = replace(NOBODY, blocks=blocks)
    for table, key in (
        (block_table(CASE, day, "ja"), "block_id"),
        (district_table(CASE, day, "ja"), "district_id"),
    ):
        cells = {one.key: one.cells for one in table.columns}
        assert len(cells[key]) == 1
        assert cells["day_cannot_replanned"][0] - cells["day_cannot_before"][0] == 30


def test_a_short_wait_is_told_as_on_the_page_of_crowding() -> None:
    before = SimpleNamespace(facts=WAITS, is_rounded=False)
    after = SimpleNamespace(facts=replace(WAITS, waited_longest_s=0.0), is_rounded=False)
    line, most, _, fewer = queue_lines(PLAN, before, after, Words("ja"))
    assert "出発がばらつくと" in fewer
    # In a flood no page tells what is expected where departures spread: nothing points to it.
    unknown = replace(PLAN, facts=replace(PLAN.facts, margin_known=False))
    assert "出発がばらつくと" not in "".join(queue_lines(unknown, before, after, Words("ja")))
    assert "計画では1分未満 → もしもでは0分" in line
    # Where fewer wait than in the plan, fewer may walk at all: that is no easier way.
    assert "楽になった" not in most
    after.facts = replace(WAITS, waiting_most_persons=WAITS.waiting_most_persons - 1)
    assert "楽になったとは言えません" in queue_lines(PLAN, before, after, Words("ja"))[1]


def test_before_and_after_stand_side_by_side_with_the_causes() -> None:
    words, none = Words("en"), Words("en")("export.none")
    exact = _Day(**{name: getattr(DAY, name) for name in DAY.__slots__}, is_rounded=False)
    grid = before_after_grid(CASE, PLAN, exact, words)
    rows = {row[0]: row[1:] for row in grid.rows}
    causes = [row for who, row in rows.items() if who.startswith("of these: ")]
    # The causes are all of those without a destination, in the plan and led anew; held, nobody asks why.
    for at in (0, 2):
        assert sum(int(row[at]) for row in causes) == int(rows[words("changed_day.row.without")][at]) > 0
    assert {row[1] for row in causes} == {rows[words("changed_day.row.cannot")][1]} == {none}
    assert words("changed_day.row.below") in rows
    # Without an arrival nobody is known to be below the reserve: no row, no column, no figure.
    blind = replace(DAY, margin_known=False)
    whole, without = (before_after_grid(CASE, PLAN, one, words).rows for one in (DAY, blind))
    assert len(without) == len(whole) - 1
    assert not [one for one in block_table(CASE, blind, "en").columns if "below" in one.key]
    # Of a day as planned there is one number, not three of the same.
    (as_planned,) = {len(row) for row in before_after_grid(CASE, PLAN, NOBODY, words).rows}
    assert as_planned == len(before_after_grid(CASE, PLAN, NOBODY, words).headings) == 2
    district = before_after_grid(CASE, PLAN, DAY, words, "271420-00002")
    assert district.rows[0][1:] == ("0", "0", "0")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("deadline", "kinds", "said"),
    [
        (DeadlineKind.WATER_ARRIVAL, (), ""),
        (DeadlineKind.LEVEL5, (), "_by_level5"),
        (DeadlineKind.STORM_WIND, (), "_at_any_time"),
        (DeadlineKind.STORM_WIND, (HazardKind.STORM_SURGE, HazardKind.FLOOD), "_by_wind"),
    ],
)
def test_the_row_of_who_cannot_leave_says_what_in_time_is_judged_by(
    deadline: DeadlineKind, kinds: tuple[HazardKind, ...], said: str, language: str
) -> None:
    words = Words(language)
    scenario = replace(CASE.scenario, deadline=deadline, kinds=kinds or CASE.scenario.kinds)
    case = replace(CASE, scenario=scenario)
    plan = replace(PLAN, facts=replace(PLAN.facts, margin_known=said in ("", "_by_wind")))
    assert judged_by(case, plan) == said
    names = [row[0] for row in before_after_grid(case, plan, DAY, words).rows]
    assert words(f"changed_day.row.cannot{said}") in names
    assert not any("⟦" in name for name in names)
    assert len({words(f"changed_day.row.cannot{one}") for one in ("", said)}) == (2 if said else 1)
    # Files have no sentence above the table: their note says it.
    for table in changed_day_tables(case, plan, DAY, language):
        assert [one for one in judged_lines(case, plan, words) if one not in table.notes] == []
        assert len(table.notes) == (2 if said else 1)


def test_days_after_an_earthquake_have_no_row_that_cannot_be_filled() -> None:
    case, plan, _ = MADE["toy-quake"]
    day = changed_day(*MADE["toy-quake"], DayChange((103,)))
    assert Words("ja")("changed_day.row.cannot") not in [
        row[0] for row in before_after_grid(case, plan, day, Words("ja")).rows
    ]


def test_both_groups_moved_alike_are_everybody() -> None:
    alike, apart = (
        change_line(CASE, DayChange((), 600.0, second), Words("ja")) for second in (600.0, -300.0)
    )
    assert alike == "全員の出発が10分遅れる"
    assert apart == "先に出る人の出発が10分遅れる、あとに出る人の出発が5分早まる"


def test_blocks_are_told_with_their_number() -> None:
    cells = {one.key: one.cells for one in block_table(CASE, DAY, "ja").columns}
    assert cells["block_name"][cells["block_id"].index("M271411-A")] == "A町（街区 A）"


def test_the_lost_find_another_place_or_none() -> None:
    sums = lost_led_anew(PLAN, DAY).sum()
    assert sums.sum() == DAY.blocks["lost_persons"].sum() > 0


def test_a_street_of_people_of_whom_nobody_knows_whether_they_must_leave_has_a_range() -> None:
    over = street_table(CASE, PLAN, DAY, "ja")
    persons = next(one for one in over.columns if one.key == "day_over").cells[0]
    unsure = replace(DAY, blocks=DAY.blocks.assign(unknown_persons=DAY.blocks["persons"]))
    cells = {one.key: one.cells for one in street_table(CASE, PLAN, unsure, "ja").columns}
    assert (cells["day_over_min"][0], cells["day_over"][0]) == (0, persons)
    assert "幅があります" in street_lines(CASE, PLAN, unsure, Words("ja"))[0]
    assert "幅があります" not in street_lines(CASE, PLAN, DAY, Words("ja"))[0]


def test_who_is_late_when_departures_spread_stands_beside_the_answer() -> None:
    late = late_when_spread_persons(CASE, PLAN.routes)
    assert late > 0
    said = Words("ja").persons(late, rounded=DAY.is_rounded)
    lines = summary_lines(CASE, PLAN, DAY, Words("ja"))
    assert any(f"見込み: 計画では{said}" in line for line in lines)


def test_few_below_the_reserve_are_told_as_in_the_plan() -> None:
    a = "M271411-A"
    few = DAY.blocks.assign(below_before=0, below_kept=0, below_replanned=0, extra_walk_max_s=-18.0)
    few.loc[a, ["below_before", "below_kept", "below_replanned"]] = 4, 12, 20
    day = _Day(
        **{name: getattr(DAY, name) for name in DAY.__slots__} | {"blocks": few},
        data_kind=DAY.data_kind,
        is_rounded=False,
    )
    for table, key in (
        (block_table(CASE, day, "ja"), "block_id"),
        (district_table(CASE, day, "ja"), "district_id"),
    ):
        cells = {one.key: one.cells for one in table.columns}
        at = cells[key].index(a if key == "block_id" else DAY.blocks.loc[a, "district_id"])
        below = [cells[f"day_below_{name}"][at] for name in ("before", "kept", "replanned")]
        assert below == ["10未満", "約10", 20]
    words = Words("ja")
    row = before_after_grid(CASE, PLAN, day, words).rows[-1]
    assert row[1:] == ("10未満", "約10", "約20")
    assert any("約10人 → " in line and "10人未満" in line for line in summary_lines(CASE, PLAN, day, words))


@pytest.mark.parametrize(
    ("extra_s", "said"),
    [(90.0, "長くなるのは最大2分"), (18.0, "長くなっても1分未満"), (-684.0, "計画の道より短くなります")],
)
def test_a_shorter_other_way_is_told_as_shorter_in_sentence_and_table(extra_s: float, said: str) -> None:
    blocks = DAY.blocks.assign(extra_walk_max_s=extra_s, other_way_persons=100)
    day = _Day(
        **{name: getattr(DAY, name) for name in DAY.__slots__} | {"blocks": blocks},
        data_kind=DAY.data_kind,
        is_rounded=DAY.is_rounded,
    )
    assert any(said in line for line in summary_lines(CASE, PLAN, day, Words("ja")))
    extra = next(one for one in block_table(CASE, day, "ja").columns if one.key == "day_extra")
    assert set(extra.cells) == {round(extra_s / 60.0, 1)}


def test_few_who_no_longer_arrive_are_told_in_tens_for_they_may_all_need_help() -> None:
    a, b = "M271411-A", "M271411-B"
    blocks = DAY.blocks.assign(lost_persons=0, unknown_persons=0, without_before=0, without_kept=0)
    # 19 may be nine who need help and ten who go along; 43 with them would give them back, less 24 of B.
    blocks.loc[[a, b], ["lost_persons", "without_kept"]] = [[19, 19], [24, 24]]
    day = _Day(
        **{name: getattr(DAY, name) for name in DAY.__slots__} | {"blocks": blocks},
        data_kind=DAY.data_kind,
        is_rounded=False,
    )
    keys = ("day_lost_min", "day_lost", "day_without_kept")
    of_block = {one.key: one.cells for one in block_table(CASE, day, "ja").columns}
    rows = {
        of_block["block_id"][i]: [of_block[key][i] for key in keys] for i in range(len(of_block["day_lost"]))
    }
    assert rows[a] == ["約20", "約20", "約20"]
    assert rows[b] == [24, 24, 24]
    of_district = {one.key: one.cells for one in district_table(CASE, day, "ja").columns}
    assert [of_district[key][0] for key in keys] == ["約40", "約40", "約40"]
    assert before_after_grid(CASE, PLAN, day, Words("ja")).rows[0][2] == "約40"
    assert any(line.startswith("約40人") for line in summary_lines(CASE, PLAN, day, Words("ja")))
    # Of a street too: who walks there is told, and those on another way taken away are the lost.
    few = pd.DataFrame([{"other_way_persons": 30, "other_place_persons": 3, "without_persons": 10}])
    assert where_few(CASE, few["other_place_persons"] + few["without_persons"]).tolist() == [True]
    assert [in_tens_in_files(int(one)) for one in few.iloc[0]] == [30, None, 10]
