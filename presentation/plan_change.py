"""Two plans side by side: one ward in both, with the people who walk farther in the second."""

from collections.abc import Mapping

import pandas as pd

from domain.tables.among import among
from domain.vocabulary import UNSERVED_CAUSES
from planning.case import Case
from planning.departures import DEPARTING, late_when_spread_persons
from planning.plan import Plan
from planning.walks import walk_change
from presentation.area_sums import ONLY_WITH_DEADLINE, is_timed, is_unsaid, sums_of
from presentation.grid import Grid
from presentation.ledger_rows import measure_name
from presentation.names import ward_names
from presentation.words import Words, unknown

_CAUSES = tuple(cause.value for cause in UNSERVED_CAUSES)


def change_grid(cases: tuple[Case, Case], plans: tuple[Plan, Plan], ward_code: str, words: Words) -> Grid:
    """Return the figures of a ward or the city in two plans side by side, and their difference.

    Numbers of people are those of every other page; a difference is that of the exact numbers, rounded
    as they are.

    Parameters
    ----------
    cases, plans
        Two cases of one city, and their plans: as the preset has it and as the reader changed it, or
        any two scenarios, times of day or presets.
    ward_code
        Ward whose people are counted; empty for the city.
    words
        Words of the reader.
    """
    case, rounded = cases[1], any(plan.is_rounded for plan in plans)
    old, new = (_sums(case, plan, ward_code) for plan in plans)
    timed = [is_timed(one) for one in cases]
    keys = [key for key in _CAUSES if old[key] or new[key]]
    if any(timed):
        keys.insert(0, "not_in_time")
    if old["concerned"] != new["concerned"]:  # another time of day: other people are there
        keys.insert(0, "concerned")
    keys.append("unserved")
    rows = [_row(key, (old[key], new[key]), words, rounded=rounded) for key in keys]
    rows = [
        _untimed(row, timed, words) if key in ONLY_WITH_DEADLINE else row
        for key, row in zip(keys, rows, strict=True)
    ]
    rows = [_of_unknown_way(row, key, (old, new), words) for key, row in zip(keys, rows, strict=True)]
    rows += _below_reserve_rows(cases, plans, ward_code, words, rounded=rounded)
    walks = walk_change(case, *plans, ward_code=ward_code)
    before, after, difference = _minutes_row(walks.before_s, walks.after_s, words)
    fewer = fewer_with_place(
        old["with_place"] - new["with_place"], walks.after_s - walks.before_s, words, rounded=rounded
    )
    rows.append((words("screen.column.walk_mean"), before, after, difference + fewer))
    longer = words.people_cell(walks.longer_persons, rounded=rounded)
    rows.append((words("screen.change.longer"), "", longer, ""))
    area = str(ward_names(case, words.language)[ward_code]) if ward_code else words("export.city_total")
    headings = ("measure", "before", "after", "difference")
    return Grid(
        headings=tuple(words(f"screen.change.{key}") for key in headings),
        rows=tuple(rows),
        numbers=(False, True, True, True),
        caption=words("screen.change.caption", area=area),
        notes=(words("screen.change.note"),),
    )


def fewer_with_place(persons: float, change_s: float, words: Words, *, rounded: bool) -> str:
    """Return what stands behind a mean walk that falls while fewer have a place; else nothing.

    The mean is of those who have a place: take the farthest of them away, and it falls.

    Parameters
    ----------
    persons
        How many fewer have a place.
    change_s
        What becomes of the mean walk [s].
    words, rounded
        Words of the reader; whether numbers of people are rounded.
    """
    if not (persons > 0 and change_s < 0):
        return ""
    return words("screen.change.fewer_with_place", persons=words.persons(persons, rounded=rounded))


def _untimed(row: tuple[str, str, str, str], timed: list[bool], words: Words) -> tuple[str, str, str, str]:
    """Return a row about lateness; where nothing ends the time, no number says that nobody is late."""
    if all(timed):
        return row
    name, *cells, _ = row
    first, second = (
        cell if limit else words("screen.no_limit") for cell, limit in zip(cells, timed, strict=True)
    )
    return name, first, second, ""


def _of_unknown_way(
    row: tuple[str, str, str, str], key: str, sums: tuple[Mapping[str, int], Mapping[str, int]], words: Words
) -> tuple[str, str, str, str]:
    """Return a row of who is in time; 不明 on a side where nobody knows, and then no difference."""
    unknown = [is_unsaid(one, key) for one in sums]
    if not any(unknown):
        return row
    name, *cells, _ = row
    first, second = (
        words("screen.unknown") if is_unknown else cell
        for cell, is_unknown in zip(cells, unknown, strict=True)
    )
    return name, first, second, ""


def _below_reserve_rows(
    cases: tuple[Case, Case], plans: tuple[Plan, Plan], ward_code: str, words: Words, *, rounded: bool
) -> list[tuple[str, str, str, str]]:
    """Return who has less than the reserve left on his route; nothing where margins are not known."""
    if not all(plan.facts.margin_known and is_timed(case) for case, plan in zip(cases, plans, strict=True)):
        return []
    old, new = (_below_reserve(cases[1], plan, ward_code) for plan in plans)
    if not old and not new:
        return _spread_rows(cases, plans, ward_code, words, rounded=rounded)
    reserves = dict.fromkeys(words.minutes(case.settings.movement.reserve_s) for case in cases)
    before, after = (words.people_cell(count, rounded=rounded) for count in (old, new))
    name = words("ledger.below_reserve", reserve=words.listed(reserves))
    below = (name, before, after, words.people_change(new - old, rounded=rounded))
    return [below, *_spread_rows(cases, plans, ward_code, words, rounded=rounded)]


def _spread_rows(
    cases: tuple[Case, Case], plans: tuple[Plan, Plan], ward_code: str, words: Words, *, rounded: bool
) -> list[tuple[str, str, str, str]]:
    """Return who is too late for his route where departures spread; nothing where nobody is."""
    old, new = (_late_when_spread(case, plan, ward_code) for case, plan in zip(cases, plans, strict=True))
    if not old and not new:
        return []
    before, after = (words.people_cell(count, rounded=rounded) for count in (old, new))
    return [(words("screen.change.spread"), before, after, words.people_change(new - old, rounded=rounded))]


def _late_when_spread(case: Case, plan: Plan, ward_code: str) -> int:
    if not ward_code:
        return plan.facts.late_when_spread_persons or 0
    own = among(plan.routes["block_id"], _blocks(case, ward_code))
    departing = pd.DataFrame({name: plan.routes[name].array[own] for name in DEPARTING})
    return late_when_spread_persons(case, departing)


def _below_reserve(case: Case, plan: Plan, ward_code: str) -> int:
    persons = plan.margin["below_reserve_persons"]
    if ward_code:
        persons = persons[among(plan.margin["block_id"], _blocks(case, ward_code))]
    return int(persons.sum())


def _blocks(case: Case, ward_code: str) -> pd.Index:
    blocks = case.city.blocks
    return blocks.index[(blocks["ward_code"] == ward_code).to_numpy(bool)]


def _sums(case: Case, plan: Plan, ward_code: str) -> Mapping[str, int]:
    if ward_code:
        return sums_of(plan.ledgers.wards, ward_code)
    return sums_of(plan.ledgers.city, case.city.meta.city_code)


def _row(key: str, sums: tuple[int, int], words: Words, *, rounded: bool) -> tuple[str, str, str, str]:
    old, new = sums
    before, after = (words.people_cell(count, rounded=rounded) for count in sums)
    return measure_name(key, words), before, after, words.people_change(new - old, rounded=rounded)


def _minutes(seconds: float, words: Words) -> str:
    return (
        words("screen.unknown") if unknown(seconds) else words("screen.minutes", count=f"{seconds / 60:.1f}")
    )


def _minutes_row(before_s: float, after_s: float, words: Words) -> tuple[str, str, str]:
    return _minutes(before_s, words), _minutes(after_s, words), _minutes_change(before_s, after_s, words)


def _minutes_change(before_s: float, after_s: float, words: Words) -> str:
    if unknown(before_s) or unknown(after_s):
        return words("screen.unknown")
    # Between the two numbers that are shown, so that a reader finds the same difference.
    change = round(float(f"{after_s / 60:.1f}") - float(f"{before_s / 60:.1f}"), 1)
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return words("screen.minutes", count=f"{sign}{abs(change):.1f}")
