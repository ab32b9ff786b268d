"""Chances in words: never better than they are, with both ends and what is not known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.vocabulary import DeadlineKind
from presentation.robustness_words import (
    chance_text,
    change_line,
    cut_off_text,
    district_chance_line,
    interval_text,
    lost_text,
    map_note,
    method_lines,
    summary_lines,
)
from presentation.words import Words
from tests.planning.test_robustness import result

JA = Words("ja")


@pytest.mark.parametrize(("chance", "text"), [
    (1.0, "100%"), (0.9999, "99%"), (0.95, "95%"), (0.29, "29%"), (0.0, "0%"),
])  # fmt: skip
def test_a_chance_is_rounded_down(chance: float, text: str) -> None:
    assert chance_text(chance, JA) == text


def test_the_interval_is_rounded_outwards() -> None:
    row = pd.Series({"chance": 0.7263, "chance_min": 0.6512, "chance_max": 0.7901})
    assert interval_text(row, JA) == "72%（65〜80%）"


@pytest.mark.parametrize(("ends", "people", "minutes"), [
    # Tens on model data: 43 is 40, its ends go outwards.
    ((43.2, 37.4, 51.0), "約40（30〜60）", "43（37〜51）"),
    ((43.2, 43.2, 43.2), "約40", "43"),
    ((43.2, np.nan, np.nan), "約40（幅は分かりません）", "43（幅は分かりません）"),
    ((43.2, 37.4, np.nan), "約40（30以上、上の端は分かりません）", "43（37以上、上の端は分かりません）"),
    ((4.4, 0.0, 9.1), "10未満（0〜10）", "4（0〜10）"),
])  # fmt: skip
def test_what_a_street_means_has_both_ends(ends, people: str, minutes: str) -> None:
    row = pd.Series({
        f"{name}{end}": one for name in ("cut_off_persons", "lost_person_min")
        for end, one in zip(("", "_low", "_high"), ends, strict=True)
    })  # fmt: skip
    assert cut_off_text(row, JA, rounded=True) == people
    assert lost_text(row, JA) == minutes


def test_the_city_and_a_ward_are_told_in_sentences() -> None:
    case, tally, found = result()
    lines = summary_lines(case, found, JA)
    # 62 people must leave (tests/planning); the pier's one has no way at all.
    assert found.areas["persons"].iloc[0] == 62
    assert lines[0].startswith("避難先が必要な約60人のうち、")
    assert interval_text(found.areas.iloc[0], JA) in lines[0]
    assert lines[1] == "道がどこもふさがらないときに着けない人は10人未満です。"
    assert len(lines) == 5
    # The bad case is told of the city only.
    assert len(summary_lines(case, found, JA, "271411")) == 3
    assert summary_lines(case, found, JA, "271411")[0].startswith("甲区: 避難先が必要な")
    assert summary_lines(case, found, JA, "999999") == [JA("robustness.nobody")]
    # A district is told as its ward is; without draws, that nobody made any.
    district = summary_lines(case, found, JA, district_id="271411-00001")
    (row,) = [one for one in found.areas.to_dict("records") if one["area_id"] == "271411-00001"]
    assert district[0].startswith("甲区")
    assert JA.persons(row["persons"], rounded=True) in district[0]
    assert len(district) == 3
    assert district_chance_line(case, found, "271411-00001", JA).startswith(district[0])
    assert district_chance_line(case, None, "271411-00001", JA) == JA("robustness.not_drawn")
    bad = round(62 - np.quantile(tally.persons[1], 0.05))
    assert JA.persons(bad, rounded=True) in lines[-2]
    # Days after an earthquake nothing ends the walk: nobody is in time or too late.
    assert case.scenario.deadline is DeadlineKind.NONE
    assert not any("時間内" in line for line in (*lines, map_note(case, JA)))
    tsunami = replace(case, scenario=replace(case.scenario, deadline=DeadlineKind.WATER_ARRIVAL))
    assert "時間内に着ける" in summary_lines(tsunami, found, JA)[0]
    assert "時間内に着ける" in map_note(tsunami, JA)


def test_one_bad_case_in_twenty_is_not_told_of_fewer_draws() -> None:
    case, _, found = result()
    for draws, told in ((19, False), (20, True)):
        lines = summary_lines(case, replace(found, draws=draws), JA)
        assert any("20回に1回" in line for line in lines) is told


def test_who_finds_no_seat_is_told_and_a_handful_never_as_none():
    case, _, found = result()

    def line(mean: int, base: int = 0) -> str:
        return summary_lines(case, replace(found, short=np.full((2, 4), mean), base_short=base), JA)[-1]

    assert line(0) == JA("robustness.enough_seats")
    # In one of many draws: less than one on average, and still not enough.
    rare = replace(found, short=np.array([[0] * 50, [1] + [0] * 49]))
    assert summary_lines(case, rare, JA)[-1] == JA("robustness.few_short")
    assert line(1) == line(9) == JA("robustness.few_short")
    assert line(10, 20).startswith("着ける人のうち少なくとも約10人（平均）には")
    assert "約20人です" in line(10, 20)


def test_a_change_is_told_with_both_ends_and_its_sign() -> None:
    _, _, found = result()
    fewer = replace(found, persons=found.persons - 20 - np.arange(50) % 2 * 2)
    line = change_line(found, fewer, JA)
    # 21 people fewer on average, two more or less: −20 to 10, rounded.
    assert "平均 −約20（−約20〜−約20）" in line
    assert change_line(found, replace(found, draws=1), JA) == JA("robustness.change_unknown")


def test_what_is_left_out_and_assumed_is_said() -> None:
    case, _, found = result()
    said = "".join(method_lines(case, found, JA))
    for word in ("仮定値", "ブロック塀", "液状化", "50回", "0.5", "席"):
        assert word in said
    # That nothing blocks them is assumed, and their list is read as that of all that may be blocked.
    assert "幅13 m以上の道、トンネル、地下道" in said
    for word in ("火災", "落下物", "放置された車", "避難先の建物の被害"):
        assert word in said
    unknown = replace(found, has_unknown_damage=True, has_unknown_width=True)
    assert len(method_lines(case, unknown, JA)) == len(method_lines(case, found, JA)) + 2
