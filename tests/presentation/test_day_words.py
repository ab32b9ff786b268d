"""The words of the slider: a text for every step, moments that have happened by theirs."""

from dataclasses import replace

import numpy as np
import pytest

from planning.day_line import DayLine, Event, Moment, day_line
from presentation.day_words import day_data, moment_text, step_of
from presentation.words import Words
from tests.made import Made, make_toy

JA = Words("ja")


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


@pytest.fixture(scope="module")
def line(made: Made) -> DayLine:
    return day_line(*made)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_step_has_its_text(made: Made, line: DayLine, language: str) -> None:
    data = day_data(*made, line, Words(language))
    assert data["times"] == line.people.index.tolist()
    assert {len(row["texts"]) for row in data["rows"]} == {1, len(data["times"])}
    assert not any("⟦" in text for row in data["rows"] for text in [row["label"], *row["texts"]])


def test_people_are_worded_as_everywhere_else(made: Made, line: DayLine) -> None:
    case, plan = made
    rows = {row["label"]: row["texts"] for row in day_data(case, plan, line, JA)["rows"]}
    at = len(line.people) // 2
    for label, column in (
        ("歩いている人", "on_way_persons"), ("着いた人", "arrived_persons"),
        ("まだ出ていない人", "not_left_persons"),
    ):  # fmt: skip
        count = float(line.people[column].iloc[at])
        assert rows[label][at] == JA.persons(count, rounded=plan.is_model)
    assert rows["通れなくなった道"][-1] == f"{line.closed_streets[-1]:,}本"


def test_who_cannot_get_through_is_said_even_for_nobody(made: Made, line: DayLine) -> None:
    none = replace(line, cut_off_persons=0, without_seat_persons=0, not_leaving_persons=1)
    labels = {row["label"]: row["texts"] for row in day_data(*made, none, JA)["rows"]}
    assert labels[JA("ledger.cannot_reach_safety")] == ["0人"]
    assert JA("ledger.can_leave_area") not in labels
    assert "避難しない・遅れる人（設定）" in labels


def test_without_a_deadline_nobody_is_said_to_be_in_time(line: DayLine) -> None:
    quake = make_toy("toy-quake")
    some = replace(line, cut_off_persons=0, without_seat_persons=50)
    labels = {row["label"]: row["texts"] for row in day_data(*quake, some, JA)["rows"]}
    assert JA("ledger.cannot_reach_safety") not in labels
    assert JA("ledger.can_leave_area") not in labels
    assert labels["席・場所がない人"] == ["約50人"]


def test_a_moment_is_on_the_first_step_that_is_not_before_it(line: DayLine) -> None:
    times = line.people.index
    assert step_of(line, Moment(Event.FIRST_CLOSING, float(times[3]))) == 3
    assert step_of(line, Moment(Event.FIRST_CLOSING, float(times[3]) + 0.1)) == 4
    assert step_of(line, Moment(Event.FIRST_CLOSING, float(times[0]))) == 0


def test_dangers_are_told_early_and_the_last_arrival_late(made: Made) -> None:
    closing = moment_text(made.case, Moment(Event.FIRST_CLOSING, 119.0, count=1200), JA)
    assert closing.startswith("道が閉じ始める（1,200本）: ")
    assert "1分" in closing
    assert "2分" in moment_text(made.case, Moment(Event.LAST_ARRIVAL, 61.0), JA)
    assert "警戒レベル4" in moment_text(made.case, Moment(Event.ALERT, 0.0, detail="level4"), JA)


def test_a_closing_by_order_is_called_no_forecast(made: Made, line: DayLine) -> None:
    case, plan = made
    by_order = plan.street_exposure.assign(reason="level5")
    by_water = plan.street_exposure.assign(reason="water_arrival")
    said = [
        day_data(case, replace(plan, street_exposure=one), line, JA)["notes"] for one in (by_order, by_water)
    ]
    assert [any("予測ではありません" in note for note in notes) for notes in said] == [True, False]
    # queues come later: it is said that nobody waits
    assert all(any("待ち時間は数えていません" in note for note in notes) for notes in said)
    assert np.all(np.diff(line.people["arrived_persons"]) >= 0)
