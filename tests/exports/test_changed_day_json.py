"""A changed day as JSON: what nobody knows is no number."""

from dataclasses import replace

from exports.changed_day_json import changed_day_document
from planning.block_ground import block_ground
from planning.changed_day import DayChange, changed_day
from presentation.changed_day_tables import before_after_grid
from presentation.changed_day_words import summary_lines
from presentation.words import Words
from tests.made import make_toy


def test_without_an_arrival_nobody_knows_who_is_below_the_reserve():
    case, plan = make_toy()
    day = changed_day(case, plan, block_ground(case, plan), DayChange((101,)))
    known = changed_day_document(case, plan, day)
    assert day.margin_known
    assert known["city"]["lost_persons"] == day.blocks["lost_persons"].sum()
    unknown = changed_day_document(case, plan, replace(day, margin_known=False))
    for rows in ([unknown["city"]], unknown["blocks"]):
        below = {row[key] for row in rows for key in row if key.startswith("below_")}
        assert below == {None}
    assert unknown["city"]["lost_persons"] == known["city"]["lost_persons"]


def test_few_below_the_reserve_are_not_told_nor_found_from_the_city():
    case, plan = make_toy()
    day = changed_day(case, plan, block_ground(case, plan), DayChange((101,)))
    first, second = day.blocks.index[:2]
    blocks = day.blocks.assign(below_before=0, below_kept=0, below_replanned=0)
    blocks.loc[second, "district_id"] = "271420-00002"
    # 19 may be nine who need help and ten who go along.
    blocks.loc[[first, second], "below_kept"] = 123, 19
    blocks.loc[[first, second], "below_replanned"] = 123, 20
    blocks.loc[first, "below_before"] = 12
    told = changed_day_document(case, plan, replace(day, blocks=blocks))
    rows = {row["block_id"]: row for row in told["blocks"]}
    assert [told["city"][f"below_{name}"] for name in ("before", "kept", "replanned")] == [None, 140, 143]
    assert [rows[one]["below_kept"] for one in (first, second)] == [123, None]
    assert rows[second]["below_replanned"] == 20


def test_causes_and_who_is_late_when_spread_are_those_of_page_and_text() -> None:
    case, plan = make_toy()
    day = changed_day(case, plan, block_ground(case, plan), DayChange((101,), 1800.0, 1800.0))
    told = changed_day_document(case, plan, day)
    city, words = told["city"], Words("ja")
    assert sum(one["before"] for one in city["causes"]) == city["without_before"]
    assert sum(one["replanned"] for one in city["causes"]) == city["without_replanned"] > 0
    assert city["lost_other_place_persons"] + city["lost_without_persons"] == city["lost_persons"] > 0
    assert city["late_when_spread_before"] == plan.facts.late_when_spread_persons > 0
    lines = "".join(summary_lines(case, plan, day, words))
    assert words.persons(city["late_when_spread_kept"], rounded=day.is_rounded) in lines
    assert {one["district_id"] for one in told["districts"]} == set(day.blocks["district_id"])
    assert sum(one["lost_without_persons"] for one in told["districts"]) == city["lost_without_persons"]
    rows = before_after_grid(case, plan, day, words).rows
    for cause in city["causes"]:
        (row,) = (row for row in rows if words(f"outcome.{cause['outcome']}") in row[0])
        assert row[3] == words.people_cell(cause["replanned"], rounded=day.is_rounded)


def test_few_who_no_longer_arrive_are_told_in_tens_and_the_sums_with_them() -> None:
    case, plan = make_toy()
    day = changed_day(case, plan, block_ground(case, plan), DayChange((101,)))
    first, second = day.blocks.index[:2]
    blocks = day.blocks.assign(lost_persons=0, unknown_persons=0, without_before=0, without_kept=0)
    blocks.loc[[first, second], ["lost_persons", "without_kept"]] = [[123, 123], [9, 9]]
    told = changed_day_document(case, plan, replace(day, blocks=blocks))
    rows = {row["block_id"]: row for row in told["blocks"]}
    for name in ("lost_min", "lost_persons", "without_kept"):
        assert [told["city"][name], rows[first][name], rows[second][name]] == [130, 123, None]
