"""The line of the day in words: what the slider of a map says at each of its times."""

import math
from typing import Any

import numpy as np

from hazard.closure import ClosureReason
from planning.case import Case
from planning.day_line import DayLine, Event, Moment
from planning.deadline import is_timed
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.words import Words

_PEOPLE = ("on_way", "arrived", "not_left")


def day_data(case: Case, plan: Plan, line: DayLine, words: Words) -> dict[str, Any]:
    """Return the line of the day as the browser takes it: nothing is counted or worded there.

    Parameters
    ----------
    case, plan, line
        A case, its plan, and the line of the plan's day.
    words
        Words of the reader.

    Returns
    -------
    dict
        ``times`` in whole seconds after t0; ``rows``, each with a label and a text for every time or
        one text for all; ``moments`` with their words and the step by which they have happened;
        ``signs``, what the looks of the layer mean; ``notes``.
    """
    times = line.people.index.to_numpy(dtype=np.float64)
    short = Words(words.language, names_start=False)
    return {
        "times": [int(time) for time in times],
        "rows": [
            _row("time", [words.clock(time, case.scenario) for time in times.tolist()], words),
            *_counted(line, words),
            *_people(case, plan, line, words),
        ],
        "moments": [
            {"step": step_of(line, moment), "text": moment_text(case, moment, short)}
            for moment in line.moments
        ],
        "signs": [words("day.sign_on_way"), words("day.sign_not_left")],
        "notes": _notes(plan, words),
    }


def step_of(line: DayLine, moment: Moment) -> int:
    """Return the first step of the line by which a moment has happened."""
    return int(np.searchsorted(line.people.index.to_numpy(np.float64), moment.at_s, side="left"))


def moment_text(case: Case, moment: Moment, words: Words) -> str:
    """Return what happens at a moment, and when."""
    what = (
        words(f"day.alert.{moment.detail}")
        if moment.event is Event.ALERT
        else words(f"day.event.{moment.event}", count=f"{moment.count:,}")
    )
    # Who must hurry is told the minute in which it begins; the last have arrived when a minute is over.
    whole = 60.0 * math.ceil(moment.at_s / 60) if moment.event is Event.LAST_ARRIVAL else moment.at_s
    return words("day.moment", what=what, time=words.clock(whole, case.scenario))


def _row(key: str, texts: list[str], words: Words) -> dict[str, Any]:
    return {"label": words(f"day.row.{key}"), "texts": texts}


def _counted(line: DayLine, words: Words) -> list[dict[str, Any]]:
    streets = [words("day.streets", count=f"{count:,}") for count in line.closed_streets.tolist()]
    places = [words("day.places", count=f"{count:,}") for count in line.open_places.tolist()]
    return [_row("closed", streets, words), _row("open_places", places, words)]


def _people(case: Case, plan: Plan, line: DayLine, words: Words) -> list[dict[str, Any]]:
    def said(count: int) -> str:
        return words.persons(float(count), rounded=plan.is_rounded)

    found = [
        _row(key, [said(count) for count in line.people[f"{key}_persons"].tolist()], words) for key in _PEOPLE
    ]
    without_seat = "day.row.without_seat"
    if is_timed(case) and (line.cut_off_persons or not line.way_unknown_persons):
        # Those who cannot get out in time are said even where there are none: that is an answer.
        found.append(
            _always(f"ledger.cannot_reach_safety{judged_by(case, plan)}", said(line.cut_off_persons), words)
        )
        without_seat = "ledger.can_leave_area"
    for key, count in (
        (without_seat, line.without_seat_persons),
        ("outcome.way_unknown", line.way_unknown_persons),
        ("day.row.not_leaving", line.not_leaving_persons),
    ):  # fmt: skip
        if count > 0:
            found.append(_always(key, said(count), words))
    return found


def _always(key: str, text: str, words: Words) -> dict[str, Any]:
    """Return a row of one text for all times."""
    return {"label": words(key), "texts": [text]}


def _notes(plan: Plan, words: Words) -> list[str]:
    by_order = (plan.street_exposure["reason"] == ClosureReason.LEVEL5).any()
    keys = ("note_places", "note_queue", *(("note_order",) if by_order else ()), "note_rest")
    return [words(f"day.{key}") for key in keys]
