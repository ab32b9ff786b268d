"""What the plan gains, and one more seat, in words: the first aim that gets better, or nothing."""

from dataclasses import replace

import pandas as pd

from presentation.assignment_words import (
    contested_grid,
    one_more_seat_text,
    one_more_seat_texts,
    proof_text,
    uncoordinated_texts,
)
from presentation.words import Words
from tests.each import each
from tests.exports.sample_plan import make_sample

WORDS = Words("ja")
NOTHING = {
    "served": 0, "help_served": 0, "zone_served": 0, "in_reserve": 0, "less_aside": 0, "less_walk_s": 0.0,
}  # fmt: skip


@each(
    ("scenario", "worth", "said"),
    [
        ("toy-flood", {}, ""),
        ("toy-flood", {"served": 1, "less_walk_s": -600.0}, "行き先のない人が1人減る"),
        ("toy-flood", {"served": 1, "help_served": 1}, "行き先のない、支援が必要な人が1人減る"),
        ("toy-flood", {"help_served": 1, "in_reserve": 2}, "支援が必要な人1人に行き先ができる"),
        ("toy-flood", {"zone_served": 1}, "特別警戒区域の人1人に行き先ができる"),
        ("toy-flood", {"in_reserve": 2, "less_aside": 1}, "余裕の少ない経路の人が2人減る"),
        # In a flood the own district comes before the walk, in a tsunami after it.
        ("toy-flood", {"less_aside": 1, "less_walk_s": 90.0}, "校区の外や後の順位の避難先へ行く人が1人減る"),
        ("toy-tsunami-night", {"less_aside": 1, "less_walk_s": 90.0}, "歩く時間が全員の合計で約1分短くなる"),
        ("toy-tsunami-night", {"less_walk_s": 59.9}, "歩く時間が全員の合計で1分未満短くなる"),
        ("toy-tsunami-night", {"less_walk_s": 60.0}, "歩く時間が全員の合計で約1分短くなる"),
        (
            "toy-tsunami-night", {"less_aside": 1, "less_walk_s": -5.0},
            "校区の外や後の順位の避難先へ行く人が1人減る",
        ),
    ],
)  # fmt: skip
def test_one_more_seat_tells_the_first_aim_that_gets_better(scenario, worth, said) -> None:
    case, _ = make_sample(scenario)
    assert one_more_seat_text(case, NOTHING | worth, WORDS) == said


def _facts(plan, **values):
    return replace(plan, facts=replace(plan.facts, **values))


def test_the_gain_is_told_where_there_is_one() -> None:
    case, plan = make_sample()
    gain = _facts(plan, unserved_persons=30, uncoordinated_unserved_persons=70, full_at_first_persons=100)
    first, second = uncoordinated_texts(case, gain, WORDS)
    assert "最初に着いた所が満員の人は約100人" in first
    assert "入れない人は約70人です（この計画では約30人）" in first
    assert "約40人増えます" in second
    same = _facts(plan, unserved_persons=30, uncoordinated_unserved_persons=30)
    assert "変わりません" in uncoordinated_texts(case, same, WORDS)[1]
    fewer = _facts(plan, unserved_persons=31, uncoordinated_unserved_persons=30)
    assert "少なくなります" in uncoordinated_texts(case, fewer, WORDS)[1]


def test_nothing_is_told_where_no_streets_are_held() -> None:
    case, plan = make_sample()
    city = replace(case.city, streets=case.city.streets.iloc[:0])
    assert uncoordinated_texts(replace(case, city=city), plan, WORDS) == []


def test_the_proof_says_what_it_proves() -> None:
    _, plan = make_sample()
    assert "証明しています" in proof_text(plan, WORDS)
    aside = proof_text(_facts(plan, assignment_gap_aim="aside", assignment_gap=2), WORDS)
    assert "「校区の外や後の順位の避難先へ行く人の数」は、よりよくできるとしても多くて2人です" in aside
    # 31 ticks of 0.1 s are told as 4 seconds: never less than what might be.
    walk = proof_text(_facts(plan, assignment_gap_aim="ticks", assignment_gap=31), WORDS)
    assert "「歩く時間」は、よりよくできるとしても多くて全員の合計で4秒です" in walk


def test_where_one_more_seat_is_not_known_nothing_is_told_of_it() -> None:
    case, plan = make_sample()
    unknown = plan.seat_prices.assign(served=pd.array([pd.NA] * len(plan.seat_prices), dtype="Int64"))
    assert one_more_seat_texts(case, replace(plan, seat_prices=unknown), WORDS).empty


def test_the_places_that_most_find_full_come_first() -> None:
    case, plan = make_sample()
    places = plan.uncoordinated_places
    away = list(range(len(places)))
    changed = replace(plan, uncoordinated_places=places.assign(turned_away_persons=away))
    grid = contested_grid(case, changed, WORDS)
    assert grid is not None
    assert [row[3] for row in grid.rows] == [WORDS.people_cell(n, rounded=True) for n in away[:0:-1]]
    assert (
        contested_grid(case, replace(plan, uncoordinated_places=places.assign(turned_away_persons=0)), WORDS)
        is None
    )
    assert one_more_seat_texts(case, plan, WORDS).index.tolist() == plan.seat_prices.index.tolist()
