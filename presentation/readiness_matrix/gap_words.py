"""The gap that decides a band, in a few words: 「席が約1,200人分不足」「約640人が間に合わない」."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.vocabulary import ReadinessBand, ReadinessTheme
from messages.catalogue import has
from presentation.words import Words, unknown


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of an area.

    Parameters
    ----------
    indicator
        The indicator that decides; empty where there is no gap.
    is_unknown
        Whether what is missing is the knowledge itself.
    persons
        People affected; None where it is not known.
    value
        Value of the indicator in its own unit; None where there is none.
    unit
        Its unit (a key below ``indicator_unit.``).
    """

    indicator: str
    is_unknown: bool
    persons: float | None
    value: float | None
    unit: str


def gap_words(gap: Gap, words: Words, *, rounded: bool) -> str:
    """Return a gap in a few words; empty where there is none.

    Parameters
    ----------
    gap
        The gap.
    words
        Words of the reader.
    rounded
        Whether numbers of people are rounded, as they rest on model data.
    """
    if not gap.indicator:
        return ""
    if gap.is_unknown:
        return words(f"band_gap.unknown.{gap.indicator}")
    value = value_words(gap.value, gap.unit, words)
    if unknown(gap.persons):
        keys = (f"band_gap.uncounted.{gap.indicator}", f"band_gap.known.{gap.indicator}")
        return words(next(key for key in keys if has(words.language, key)), persons="", value=value)
    persons = words.persons(gap.persons, rounded=rounded)
    return words(f"band_gap.known.{gap.indicator}", persons=persons, value=value)


def value_words(value: float | None, unit: str, words: Words) -> str:
    """Return the value of an indicator with its unit, as a reader takes it."""
    if unknown(value) or value is None:
        return words("screen.unknown")
    if unit == "share":
        return words.percent(value)
    if unit == "seconds":
        return words.mean_walk(value)
    if unit == "persons":
        return words.persons(value, rounded=False)
    return words("band_gap.with_unit", value=f"{round(value, 1):,g}", unit=words(f"indicator_unit.{unit}"))


def band_gap_words(row: Mapping[Any, Any], words: Words, *, rounded: bool) -> str:
    """Return the gap that decides a band, and whether it does so only at the worse end.

    Where people are assumed not to leave, all who do not reach safety in time stand first, as on the
    page of a district; who has no place, with them.

    Parameters
    ----------
    row
        A row of the bands of a ``BandReport``.
    words, rounded
        Words of the reader; whether numbers of people are rounded.
    """
    is_unknown = bool(row["binding_unknown"])
    gap = gap_of(row, "binding_indicator", "binding_persons", is_unknown=is_unknown)
    said = gap_words(gap, words, rounded=rounded)
    if not said:
        return ""
    said = _with_late(row, said, words, rounded=rounded)
    graded = row["band"] in {ReadinessBand.PROBLEM, ReadinessBand.SERIOUS}
    below = int(str(row["themes_below"]))
    nobody = not unknown(row["risk_persons"]) and row["risk_persons"] == 0 and not _staying(row)
    if row["band"] == ReadinessBand.PROBLEM and nobody and below > 1:
        said = words("band_gap.more", gap=said, count=below - 1)
    if row["best_band"] == row["worst_band"]:
        return said
    if graded:
        said = words("band_gap.perhaps", gap=said)
    if row["band"] == ReadinessBand.UNDETERMINED:
        # What cannot be judged may be anything from the better end on: that end is known.
        said = words("band_gap.at_best", gap=said, best=words(f"readiness_band.{row['best_band']}"))
    return said


def lead_persons(row: Mapping[Any, Any]) -> float:
    """Return the largest number of people in danger that a band tells, by which cells are compared."""
    numbers = [row["risk_persons"], row["not_in_time_persons"]]
    return max([0.0, *(float(str(one)) for one in numbers if not unknown(one))])


def _staying(row: Mapping[Any, Any]) -> float:
    """Return who has a seat and is assumed not to leave."""
    return 0.0 if unknown(row["not_leaving_persons"]) else float(str(row["not_leaving_persons"]))


def _with_late(row: Mapping[Any, Any], said: str, words: Words, *, rounded: bool) -> str:
    """Put all who do not reach safety in time before a gap, where some of them are assumed not to leave."""
    if not _staying(row):
        return said
    late = words(
        "band_gap.late",
        persons=words.persons(float(str(row["not_in_time_persons"])), rounded=rounded),
        staying=words.persons(_staying(row), rounded=rounded),
    )
    risk = row["risk_persons"]
    if row["binding_theme"] != ReadinessTheme.LEAVING:
        return words("band_gap.late_and", late=late, gap=said)
    if unknown(risk) or risk == 0:
        return late
    few, many = (
        words.persons(float(str(row[name])), rounded=rounded) for name in ("risk_persons_min", "risk_persons")
    )
    without = words("band_gap.without", persons=few)
    if few != many:
        without = words("band_gap.without_at_most", persons=few, many=many)
    return words("band_gap.late_and", late=late, gap=without)


def gap_of(row: Mapping[Any, Any], indicator: str, persons: str, *, is_unknown: bool) -> Gap:
    """Return the gap that a row of bands or of themes holds."""
    count, value = row[persons], row["value"]
    return Gap(
        indicator=str(row[indicator]),
        is_unknown=is_unknown,
        persons=None if unknown(count) else float(str(count)),
        value=None if unknown(value) else float(str(value)),
        unit=str(row["unit"]),
    )
