"""Routes that people in wheelchairs cannot take though they may be among who is led there, in words."""

import pandas as pd

from planning.case import Case
from planning.plan import Plan
from planning.wheelchair_bars import BARS, barred_persons, bars_on_route
from presentation.block.legs import Leg
from presentation.words import Words


def wheelchair_lines(case: Case, leg: Leg, words: Words) -> list[str]:
    """Return that a wheelchair cannot take the route of a leg, why, and what can be done."""
    bars = bars_on_route(case, leg.profile_id, leg.route.street_ids)
    if not bars:
        return []
    what = words.listed(_bar(case, name, words) for name in bars)
    lines = [words("block.leg.wheelchair_barred", what=what)]
    other = leg.alternative
    if other is not None and not bars_on_route(case, leg.profile_id, other.route.street_ids):
        lines.append(words("block.leg.wheelchair_other"))
    return lines


def wheelchair_texts(
    case: Case, plan: Plan, words: Words, block_ids: "pd.Index[str] | None" = None
) -> list[str]:
    """Return how many people who need help are led where a wheelchair cannot go; nothing where nobody is.

    Below ten no figure is exact, nor one that it could be found from.

    Parameters
    ----------
    case, plan
        A case and its plan.
    words
        Words of the reader.
    block_ids
        Blocks whose people are told; all where None.
    """
    found = barred_persons(case, plan, block_ids)
    if found is None or not found.barred:
        return []
    counts = {name: getattr(found, name) for name in BARS}
    said = words.persons_beside(
        found.walking, found.barred, found.walking - found.barred, *counts.values(), rounded=plan.is_rounded
    )
    parts = words.listed(
        words("assignment.wheelchair_part", what=_bar(case, name, words), persons=said(count))
        for name, count in counts.items()
        if count
    )
    return [words("assignment.wheelchair_barred", persons=said(found.barred), parts=parts)]


def _bar(case: Case, name: str, words: Words) -> str:
    own = case.settings.profile
    limits = {"slope": f"{100 * own.wheelchair_pushed_slope:g}", "width": f"{own.wheelchair_width_m:g}"}
    return words(f"block.wheelchair_bar.{name}", **limits)
