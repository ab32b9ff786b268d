"""What the plan gains over everybody going to the nearest place, and what one more seat changes, in words."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from evacuation.clock import TICKS_PER_S
from evacuation.ground import minutes_decide
from planning.case import Case
from planning.plan import Plan
from presentation.destination_words import plan_place_names
from presentation.grid import Grid
from presentation.words import Words

#: Places that stand in the table on screen.
PLACES_SHOWN = 10
#: A change of the walk of all people together that is told in minutes [s].
_MINUTE_S = 60.0


def uncoordinated_texts(case: Case, plan: Plan, words: Words) -> list[str]:
    """Return the sentences on what comes of it without a plan; none where no streets are held."""
    facts = plan.facts
    if case.city.streets.empty or plan.demand.empty:
        return []
    alone, planned = facts.uncoordinated_unserved_persons, facts.unserved_persons

    def people(count: int) -> str:
        return words.persons(count, rounded=plan.is_rounded)

    first = words(
        "assignment.alone",
        full=people(facts.full_at_first_persons),
        unserved=people(alone),
        planned=people(planned),
    )
    if alone > planned:
        return [first, words("assignment.gain", count=people(alone - planned))]
    return [first, words("assignment.no_gain" if alone == planned else "assignment.fewer_planned")]


def proof_text(plan: Plan, words: Words) -> str:
    """Return the sentence on whether the assignment is proved best."""
    aim, gap = plan.facts.assignment_gap_aim, plan.facts.assignment_gap
    if not aim:
        return words("assignment.proof.best")
    amount = words(
        f"assignment.proof.{'seconds' if aim == 'ticks' else 'persons'}",
        count=math.ceil(gap / TICKS_PER_S) if aim == "ticks" else gap,
    )
    return words("assignment.proof.gap", aim=words(f"assignment.aim.{aim}"), amount=amount)


def one_more_seat_text(case: Case, worth: Mapping[Hashable, Any], words: Words) -> str:
    """Return what one more seat of a place would change: the first aim that gets better; empty for nothing.

    Parameters
    ----------
    case
        Its scenario decides whether walking comes before the own district.
    worth
        Row of ``SeatPrices``.
    words
        The reader's language.
    """
    if worth["served"] > 0:
        return words("assignment.one_more.help" if worth["help_served"] > 0 else "assignment.one_more.served")
    if worth["help_served"] > 0:
        return words("assignment.one_more.help_instead")
    if worth["zone_served"] > 0:
        return words("assignment.one_more.zone_instead")
    if worth["in_reserve"] > 0:
        return words("assignment.one_more.reserve", count=worth["in_reserve"])
    aside = words("assignment.one_more.aside", count=worth["less_aside"]) if worth["less_aside"] > 0 else ""
    walk = _walk_text(float(worth["less_walk_s"]), words)
    return (walk or aside) if minutes_decide(case.scenario) else (aside or walk)


def one_more_seat_texts(case: Case, plan: Plan, words: Words) -> pd.Series:
    """Return what one more seat of each destination would change, by its id."""
    return worth_texts(case, plan.seat_prices, words)


def worth_texts(case: Case, worth: pd.DataFrame, words: Words) -> pd.Series:
    """Return what one more seat of each place would change, by its id; none where it is not known."""
    # Not known where the aims were solved in two stages.
    known = worth.dropna(subset="served")
    texts = [one_more_seat_text(case, row, words) for row in known.to_dict("records")]
    return pd.Series(texts, index=known.index, dtype="str")


def _walk_text(less_s: float, words: Words) -> str:
    if less_s <= 0:
        return ""
    if less_s < _MINUTE_S:
        return words("assignment.one_more.less_than_a_minute")
    return words("assignment.one_more.walk", count=int(less_s // _MINUTE_S))


def contested_grid(case: Case, plan: Plan, words: Words) -> Grid | None:
    """Return the places that most people find full without a plan; None where nobody does."""
    alone = plan.uncoordinated_places
    full = alone[alone["turned_away_persons"] > 0]
    if full.empty:
        return None
    order = full.assign(less=-full["turned_away_persons"]).rename_axis("place").reset_index()
    shown = order.sort_values(["less", "place"]).head(PLACES_SHOWN)["place"]
    names = plan_place_names(case, plan, words.language)
    one_more = worth_texts(case, plan.seat_prices[plan.seat_prices.index.isin(list(shown))], words)

    def cell(count: float) -> str:
        return words.people_cell(count, rounded=plan.is_rounded)

    rows = tuple(
        (
            str(names.loc[place]),
            cell(alone.loc[place, "capacity_persons"]),
            cell(alone.loc[place, "came_persons"]),
            cell(alone.loc[place, "turned_away_persons"]),
            str(one_more.get(place, "")),
        )
        for place in shown
    )
    keys = ("place", "capacity", "came", "turned_away", "one_more")
    return Grid(
        headings=tuple(words(f"assignment.column.{key}") for key in keys), rows=rows,
        numbers=(False, True, True, True, False), keys=keys, caption=words("assignment.caption"),
        notes=(words("assignment.rule"), words("assignment.one_more_note")), wide=frozenset({4}),
    )  # fmt: skip
