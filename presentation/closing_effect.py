"""What closing streets or places does, or opening them again: two plans, in a few sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from domain.measures import Measure, OnlyPlaceOpened, PlaceOpened, SeatsAdded, measure_text, place_of
from planning.case import Case
from planning.lost_routes import lost_route_persons
from planning.plan import Plan
from presentation.names import district_names
from presentation.plan_change import change_grid
from presentation.words import Words
from readiness.ledger_sums import unserved_persons

#: Names that a sentence holds; the others are counted.
_NAMED = 3
#: What a difference that is not zero begins with.
_SIGNS = ("+", "−")


@dataclass(frozen=True, slots=True)
class ClosingEffect:
    """What a change of closings does.

    Parameters
    ----------
    changed
        What was closed and what was opened again, a sentence each.
    people
        Who loses or gets back the route of the plan, and by district, whose place is gone.
    figures
        Each figure of the city that changes, before and after; one sentence where none does.
    """

    changed: tuple[str, ...]
    people: tuple[str, ...]
    figures: tuple[str, ...]


def closing_effect(cases: tuple[Case, Case], plans: tuple[Plan, Plan], words: Words) -> ClosingEffect:
    """Return what the second case's closings do against those of the first.

    Parameters
    ----------
    cases, plans
        Two cases of one scenario that differ in what is closed, and their plans; the figures are those
        of ``presentation.plan_change.change_grid`` for the city.
    words
        Words of the reader.
    """
    return ClosingEffect(
        changed=tuple(_changed_texts(cases, plans, words)),
        people=(*_route_texts(cases[1], plans, words), *_district_texts(cases[1], plans, words)),
        figures=tuple(_figure_texts(cases, plans, words)),
    )


def _changed_texts(cases: tuple[Case, Case], plans: tuple[Plan, Plan], words: Words) -> list[str]:
    before, after = _told_measures(cases, plans)
    added = [one for one in after if one not in before]
    undone = [one for one in before if one not in after]
    places = cases[1].city.places["name"]
    names = {str(place_id): str(name) for place_id, name in places.items()}
    texts = []
    for key, opens in (("closed", False), ("opened", True)):
        # What opens a place beyond the scenario is undone by closing it, and the other way round.
        changed = [one for one in added if _opens(one) is opens] + [
            one for one in undone if _opens(one) is not opens
        ]
        named = list(dict.fromkeys(_name(one, names) for one in changed if not isinstance(one, SeatsAdded)))
        if named:
            texts.append(words(f"closing.{key}", names=_listed(named, words)))
    return texts


def _told_measures(
    cases: tuple[Case, Case], plans: tuple[Plan, Plan]
) -> tuple[Sequence[Measure], Sequence[Measure]]:
    """Return the measures of both; where only some places are opened, as the places that are open."""
    first, second = (case.measures for case in cases)
    if not any(isinstance(one, OnlyPlaceOpened) for one in (*first, *second)):
        return first, second
    of_places = (OnlyPlaceOpened, PlaceOpened)
    told = [
        [
            *(one for one in case.measures if not isinstance(one, of_places)),
            *(
                PlaceOpened(str(one), is_open=bool(flag))
                for one, flag in plan.usable_places["in_plan"].items()
            ),
        ]
        for case, plan in zip(cases, plans, strict=True)
    ]
    return told[0], told[1]


def _opens(measure: Measure) -> bool:
    return isinstance(measure, PlaceOpened) and measure.is_open


def _name(measure: Measure, place_names: Mapping[str, str]) -> str:
    place_id = place_of(measure)
    return measure_text(measure) if place_id is None else place_names[place_id]


def _listed(names: list[str], words: Words) -> str:
    rest = len(names) - _NAMED
    more = [words("closing.more_names", count=rest)] if rest > 0 else []
    return words.listed([*names[:_NAMED], *more])


def _route_texts(case: Case, plans: tuple[Plan, Plan], words: Words) -> list[str]:
    before, after = plans
    texts = []
    for key, old, new in (("lose", before, after), ("regain", after, before)):
        persons = lost_route_persons(case, old, new)
        if not persons.empty:
            said = words.persons(float(persons.sum()), rounded=after.is_rounded)
            districts = _by_district(case, persons, words, rounded=after.is_rounded)
            texts.append(words(f"closing.{key}", persons=said, districts=districts))
    return texts


def _district_texts(case: Case, plans: tuple[Plan, Plan], words: Words) -> list[str]:
    """Return in which districts more or fewer people are without a place."""
    old, new = (unserved_persons(plan.ledgers.districts) for plan in plans)
    change = (new - old.reindex(new.index)).astype("int64")
    texts = []
    for key, persons in (("more_without", change), ("fewer_without", -change)):
        found = persons[persons > 0].sort_values(ascending=False, kind="stable")
        if not found.empty:
            districts = _by_district(case, found, words, rounded=plans[1].is_rounded)
            texts.append(words(f"closing.{key}", districts=districts))
    return texts


def _by_district(case: Case, persons: "pd.Series[int]", words: Words, *, rounded: bool) -> str:
    names = district_names(case, words.language).to_dict()
    told = [
        words("opening.from", district=names[one], persons=words.persons(count, rounded=rounded))
        for one, count in persons.iloc[:_NAMED].items()
    ]
    rest = len(persons) - _NAMED
    if rest > 0:
        told.append(words("closing.more_districts", count=rest))
    return words.listed(told)


def _figure_texts(cases: tuple[Case, Case], plans: tuple[Plan, Plan], words: Words) -> list[str]:
    rows = change_grid(cases, plans, "", words).rows
    return [
        words("closing.figure", name=name, before=before, after=after, difference=difference)
        if before
        else words("closing.count", name=name, count=after)
        for name, before, after, difference in rows
        # Two numbers may look alike and differ by less than they are rounded to.
        if (before != after or difference.startswith(_SIGNS) if before else after != "0")
    ] or [words("closing.no_change")]
