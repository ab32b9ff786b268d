"""How likely people get through after an earthquake, in words."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from domain.tables.robustness import AreaLevel
from domain.vocabulary import DeadlineKind, HazardKind
from hazard.blockage import CLASS_WIDTHS_M
from planning.case import Case
from planning.robustness import Robustness
from planning.robustness_change import persons_change
from planning.shaking import shaking_layers
from presentation.names import district_title, ward_names
from presentation.plain_text import readable_text
from presentation.words import SMALL_COUNT, Words

#: Streets of a ward that are listed.
LISTED = 10
#: Share of the draws that are worse than the bad one that is told: of fewer than twenty nobody knows it.
_BAD = 0.05
#: From an end of an interval, and which way it is rounded, to its words.
_End = Callable[[float, Callable[[float], int]], str]
#: Ends of an interval that are nearer to each other are one number.
_ALIKE = 1e-6


def is_shaken(case: Case) -> bool:
    """Return whether falling buildings may block streets: which of them, nobody knows.

    Parameters
    ----------
    case
        A case; its city and scenario are used.
    """
    scenario = case.scenario
    return HazardKind.EARTHQUAKE in scenario.kinds or bool(shaking_layers(case.city, scenario))


def chance_text(chance: float, words: Words) -> str:
    """Return a chance in whole per cent, never better than it is: 100 % only where nothing was lost."""
    return words("robustness.percent", percent=f"{np.floor(np.round(chance * 100, 6)):.0f}")


def interval_text(row: "pd.Series[Any]", words: Words) -> str:
    """Return a chance with both ends, such as 「72%（65〜80%）」; the upper end is rounded up."""
    low = np.floor(np.round(float(row["chance_min"]) * 100, 6))
    high = np.ceil(np.round(float(row["chance_max"]) * 100, 6))
    chance = chance_text(float(row["chance"]), words)
    return words("robustness.interval", chance=chance, low=f"{low:.0f}", high=f"{high:.0f}")


def cut_off_text(row: "pd.Series[Any]", words: Words, *, rounded: bool) -> str:
    """Return how many people a street cuts off, with both ends, such as 「約40（30〜60）」.

    Parameters
    ----------
    row
        A row of ``CriticalStreets``.
    words, rounded
        Words of the reader, and whether people are told as round numbers.
    """
    mean, low, high = _mean_and_ends(row, "cut_off_persons")

    def end(persons: float, whole: Callable[[float], int]) -> str:
        step = (10 if persons < 1000 else 100) if rounded else 1
        return words.narrow_cell(step * whole(round(persons / step, 6)), rounded=rounded)

    told = words.people_cell(round(mean), rounded=rounded)
    return _with_ends(told, low, high, end, words)


def lost_text(row: "pd.Series[Any]", words: Words) -> str:
    """Return by how many person-minutes the others walk longer without a street, with both ends."""
    mean, low, high = _mean_and_ends(row, "lost_person_min")

    def end(minutes: float, whole: Callable[[float], int]) -> str:
        return f"{whole(round(minutes, 6)):,}"

    return _with_ends(f"{round(mean):,}", low, high, end, words)


def _mean_and_ends(row: "pd.Series[Any]", name: str) -> tuple[float, float, float]:
    return float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"])


def _with_ends(mean: str, low: float, high: float, end: _End, words: Words) -> str:
    """Return a mean over draws with its ends, which are rounded outwards; alone where all draws agree."""
    if math.isnan(low):
        return words("robustness.no_ends", mean=mean)
    first = end(low, math.floor)
    if math.isnan(high):
        return words("robustness.no_upper_end", mean=mean, low=first)
    if high - low < _ALIKE:
        return mean
    return words("robustness.with_ends", mean=mean, low=first, high=end(high, math.ceil))


def summary_lines(
    case: Case, result: Robustness, words: Words, ward_code: str = "", district_id: str = ""
) -> list[str]:
    """Return what is said of the city, of a ward, or of a district, in sentences.

    Parameters
    ----------
    case, result
        The case, and its draws.
    words
        Words of the reader.
    ward_code
        A ward; empty for the city.
    district_id
        A district, whatever the ward; empty for none.
    """
    level = AreaLevel.DISTRICT if district_id else AreaLevel.WARD if ward_code else AreaLevel.CITY
    areas = result.level(level)
    area = district_id or ward_code or case.city.meta.city_code
    if area not in areas.index:
        return [words("robustness.nobody")]
    row: pd.Series[Any] = areas.loc[[area]].iloc[0]
    rounded = result.is_rounded
    persons, open_persons = int(row["persons"]), int(row["open_persons"])
    lines = [
        words(
            "robustness.chance" if _ends(case) else "robustness.chance_any_time",
            persons=words.persons(persons, rounded=rounded),
            interval=interval_text(row, words),
            without=words.persons(persons * (1 - float(row["chance"])), rounded=rounded),
        ),
        words("robustness.open", without=words.persons(persons - open_persons, rounded=rounded)),
    ]  # fmt: skip
    if not pd.isna(row["detour_s"]):
        minutes = max(round(float(row["detour_s"]) / 60), 0)
        lines.append(
            words("robustness.detour", minutes=minutes) if minutes else words("robustness.no_detour")
        )
    if level is AreaLevel.CITY:
        if result.draws * _BAD >= 1:
            bad = persons - float(np.quantile(result.persons[1], _BAD))
            lines.append(words("robustness.bad_draw", without=words.persons(round(bad), rounded=rounded)))
        lines.append(_short_line(result, words))
    else:
        name = (
            district_title(case, district_id, words.language)
            if district_id
            else str(ward_names(case, words.language)[ward_code])
        )
        lines[0] = words("robustness.of_area", area=readable_text(name), said=lines[0])
    return lines


def district_chance_line(case: Case, result: Robustness | None, district_id: str, words: Words) -> str:
    """Return how likely the people of a district get through after the earthquake; that nobody drew it yet.

    Parameters
    ----------
    case, result
        A case whose shaking is known, and its draws; None where there are none yet.
    district_id
        The district.
    words
        Words of the reader.
    """
    if result is None:
        return words("robustness.not_drawn")
    said = summary_lines(case, result, words, district_id=district_id)[0]
    return (
        said if result.is_complete else words("robustness.said_so_far", said=said, draws=f"{result.draws:,}")
    )


def map_note(case: Case, words: Words) -> str:
    """Return what the colours of the map of chances mean.

    Parameters
    ----------
    case
        The case that was drawn.
    words
        Words of the reader.
    """
    return words("screen.robustness.map_note" if _ends(case) else "screen.robustness.map_note_any_time")


def _ends(case: Case) -> bool:
    """Whether anything ends safe walking: days after an earthquake nobody is too late."""
    return case.scenario.deadline is not DeadlineKind.NONE


def _short_line(result: Robustness, words: Words) -> str:
    """Return for how many of those who get through there is no seat, at least."""
    if not result.short[1].any():
        return words("robustness.enough_seats")
    mean = round(float(result.short[1].mean()))
    if mean < SMALL_COUNT:
        return words("robustness.few_short")
    rounded = result.is_rounded
    return words(
        "robustness.short", persons=words.persons(mean, rounded=rounded),
        open=words.persons(result.base_short, rounded=rounded),
    )  # fmt: skip


def change_line(before: Robustness, after: Robustness, words: Words) -> str:
    """Return by how many more people get through after the reader's changes, with both ends."""
    change = persons_change(before, after)
    if change is None:
        return words("robustness.change_unknown")
    rounded = after.is_rounded
    mean, low, high = (
        words.people_change(round(one), rounded=rounded) for one in (change.mean, change.low, change.high)
    )
    return words("robustness.change", mean=mean, low=low, high=high)


def method_lines(case: Case, result: Robustness, words: Words) -> list[str]:
    """Return what the figures rest on: draws, assumptions, what is read in two ways, and what is left out."""
    settings = case.settings.blockage
    lines = [
        words("robustness.draws", draws=f"{result.draws:,}", critical=f"{result.critical_draws:,}"),
        words(
            "robustness.assumed", on_foot=f"{settings.on_foot_factor:g}",
            wheelchair=f"{settings.wheelchair_factor:g}",
        ),
        words("robustness.two_readings"),
        words(
            "robustness.low_obstacles", walls=f"{settings.walls_per_segment:g}",
            on_foot=f"{settings.low_on_foot_factor:g}",
        ),
        words("robustness.never_blocked", width=f"{CLASS_WIDTHS_M[-1]:g}"),
        words("robustness.left_out"),
        words("robustness.seats"),
    ]  # fmt: skip
    if result.has_unknown_damage:
        lines.append(words("robustness.unknown_damage"))
    if result.has_unknown_ground:
        lines.append(words("robustness.unknown_liquefaction"))
    if result.has_unknown_width:
        lines.append(words("robustness.unknown_width"))
    return lines
