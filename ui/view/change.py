"""What the reader's changes do: one ward before and after, with the people who now walk farther."""

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, DeadlineKind, Outcome
from planning.case import Case
from planning.plan import Plan
from presentation.grid import Grid
from presentation.names import ward_names
from presentation.words import Words, unknown
from ui.view.city import NOT_IN_TIME

#: A way counts as longer from this much on [s]; less is lost in the uncertainty of walking speeds.
LONGER_S = 60.0


def change_grid(case: Case, before: Plan, after: Plan, ward_code: str, words: Words) -> Grid:
    """Return the figures of a ward or the city without and with the reader's changes, and the difference.

    Parameters
    ----------
    case
        The case as the reader changed it.
    before, after
        Plans of the same scenario and preset: as the preset has it, and as the reader changed it.
    ward_code
        Ward whose people are counted; empty for the city.
    words
        Words of the reader.
    """
    causes = [cause.value for cause in UNSERVED_CAUSES]
    counts = [_ledger(plan, ward_code)[causes].to_numpy()[0].tolist() for plan in (before, after)]
    pairs = [
        (words(f"outcome.{cause}"), float(old), float(new))
        for cause, old, new in zip(causes, *counts, strict=True)
        if old or new
    ]
    if case.scenario.deadline is not DeadlineKind.NONE:
        old_late, new_late = (_not_in_time(plan, ward_code) for plan in (before, after))
        pairs.insert(0, (words("screen.column.not_in_time"), old_late, new_late))
    old_inside, new_inside = (_concerned(plan, ward_code) for plan in (before, after))
    if old_inside != new_inside:  # another time of day: other people are there
        pairs.insert(0, (words("screen.column.concerned"), old_inside, new_inside))
    pairs.append((words("screen.column.unserved"), float(sum(counts[0])), float(sum(counts[1]))))
    rows = [_persons_row(name, old, new, words, rounded=after.is_model) for name, old, new in pairs]
    old_walk, new_walk = (walk_times(case, plan, ward_code) for plan in (before, after))
    old_s, new_s = _mean_s(old_walk), _mean_s(new_walk)
    walk = (_minutes(old_s, words), _minutes(new_s, words), _minutes_change(old_s, new_s, words))
    rows.append((words("screen.column.walk_mean"), *walk))
    longer = words.people_cell(longer_persons(old_walk, new_walk), rounded=after.is_model)
    rows.append((words("screen.change.longer"), "", longer, ""))
    names = ward_names(case, words.language).to_dict()
    area = str(names[ward_code]) if ward_code else words("export.city_total")
    keys = ("measure", "before", "after", "difference")
    return Grid(
        headings=tuple(words(f"screen.change.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False, True, True, True),
        caption=words("screen.change.caption", area=area),
        notes=(words("screen.change.note"),),
    )


def walk_times(case: Case, plan: Plan, ward_code: str) -> pd.DataFrame:
    """Return people who walk and their mean time [s] by block and walker group; empty code: the city."""
    rows = plan.assignment.dropna(subset=["walk_time_s"])
    if ward_code:
        rows = rows[rows["block_id"].map(case.city.blocks["ward_code"]) == ward_code]
    weighted = rows.assign(person_s=rows["persons"] * rows["walk_time_s"])
    sums = weighted.groupby(["block_id", "walker"])[["persons", "person_s"]].sum()
    return sums.assign(mean_s=sums["person_s"] / sums["persons"])


def longer_persons(before: pd.DataFrame, after: pd.DataFrame) -> int:
    """Return the people whose walk takes at least a minute more than before."""
    both = after.join(before["mean_s"].rename("before_s"), how="inner")
    longer = both["mean_s"] - both["before_s"] >= LONGER_S
    return int(both.loc[longer, "persons"].sum())


def _ledger(plan: Plan, ward_code: str) -> pd.DataFrame:
    return plan.ledgers.wards.loc[[ward_code]] if ward_code else plan.ledgers.city


def _concerned(plan: Plan, ward_code: str) -> float:
    row = _ledger(plan, ward_code)
    return float((row["persons"] - row[Outcome.OUTSIDE.value]).sum())


def _not_in_time(plan: Plan, ward_code: str) -> float:
    return float(_ledger(plan, ward_code)[list(NOT_IN_TIME)].to_numpy().sum())


def _mean_s(walk: pd.DataFrame) -> float:
    persons = float(walk["persons"].sum())
    return float(walk["person_s"].sum()) / persons if persons > 0 else np.nan


def _persons_row(
    name: str, before: float, after: float, words: Words, *, rounded: bool
) -> tuple[str, str, str, str]:
    return (
        name,
        words.people_cell(before, rounded=rounded),
        words.people_cell(after, rounded=rounded),
        words.change_cell(before, after, rounded=rounded),
    )


def _minutes(seconds: float, words: Words) -> str:
    return (
        words("screen.unknown") if unknown(seconds) else words("screen.minutes", count=f"{seconds / 60:.1f}")
    )


def _minutes_change(before_s: float, after_s: float, words: Words) -> str:
    if unknown(before_s) or unknown(after_s):
        return words("screen.unknown")
    # Between the two numbers that are shown, so that a reader finds the same difference.
    change = round(float(f"{after_s / 60:.1f}") - float(f"{before_s / 60:.1f}"), 1)
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return words("screen.minutes", count=f"{sign}{abs(change):.1f}")
