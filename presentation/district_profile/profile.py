"""The district profile (校区カルテ): one model, which the page and the A4 paper lay out."""

from dataclasses import dataclass, replace

import pandas as pd

from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import Plan
from presentation.answers import district_answer
from presentation.district_profile.dangers import danger_grid, facility_text
from presentation.district_profile.hazards import hazard_grid
from presentation.district_profile.limits import (
    departure_lines,
    earliest_line,
    limit_grid,
    no_limit_text,
    reach_grid,
)
from presentation.district_profile.people import ledger_grid, need_grid, resident_grid
from presentation.district_profile.places import DistrictPlaces, district_places
from presentation.district_profile.strength import indicator_grid
from presentation.district_profile.subject import Subject
from presentation.grid import Grid
from presentation.names import district_title
from presentation.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class DistrictProfile:
    """What is said of the people of one district; its strength is ``strength.DistrictStrength``.

    Parameters
    ----------
    title
        Ward and district.
    answer
        Sentences: who is concerned, which block must leave first, who has no place and why; the first is
        the headline.
    ledger
        What becomes of everybody (人数内訳表).
    hazards
        People in the hazard area of each scenario.
    residents, needs
        Who lives here; who needs help, small counts suppressed.
    places
        Places of the district, and those elsewhere that its people are sent to.
    limits
        Departures and limits of the routes that people are sent by; None where ``no_limits`` says why.
    no_limits
        Why there are no limits; empty where there are.
    reach
        Until when any destination can be reached, regardless of seats: evidence.
    dangers
        Streets that close; None where none does.
    facilities
        Sentence on facilities whose users need help.
    """

    title: str
    answer: tuple[str, ...]
    ledger: Grid
    hazards: Grid
    residents: Grid
    needs: Grid
    places: DistrictPlaces
    limits: Grid | None
    no_limits: str
    reach: Grid | None
    dangers: Grid | None
    facilities: str


def build_profile(
    case: Case,
    plan: Plan,
    district_id: str,
    words: Words,
    concerned: pd.DataFrame,
    *,
    names_start: bool = True,
) -> DistrictProfile:
    """Return the profile of a district.

    Parameters
    ----------
    case, plan
        Inputs and results.
    district_id
        District of the city.
    words
        Words of the reader.
    concerned
        Persons concerned by district (rows) and scenario id (columns).
    names_start
        Whether the tables of times name what the clock starts with; a paper's head may say it for all.

    Raises
    ------
    KeyError
        When the city has no such district.
    """
    subject = Subject(case, plan, district_id, words)
    timed = replace(subject, words=replace(words, names_start=names_start))
    limits = limit_grid(timed)
    return DistrictProfile(
        title=district_title(case, district_id, words.language),
        answer=_answer(subject),
        ledger=ledger_grid(subject),
        hazards=hazard_grid(subject, concerned),
        residents=resident_grid(subject),
        needs=need_grid(subject),
        places=district_places(subject),
        limits=limits,
        no_limits="" if limits is not None else no_limit_text(subject),
        reach=reach_grid(timed),
        dangers=danger_grid(timed),
        facilities=facility_text(subject),
    )


def _answer(subject: Subject) -> tuple[str, ...]:
    """Return what is said of the district first; who must leave first stands behind the headline.

    Where no limit may be told no table has departures either: they stand with that sentence.
    """
    first, *rest = district_answer(subject.case, subject.plan, subject.district_id, subject.words)
    earliest = earliest_line(subject)
    withheld = earliest and limits_are_withheld(subject.case, subject.plan)
    departures = [" ".join(one.split()) for one in departure_lines(subject)] if withheld else []
    return (first, *([earliest] if earliest else []), *departures, *rest)


def district_indicators(case: Case, plan: Plan, district_id: str, words: Words) -> Grid:
    """Return every indicator of a district with its inputs."""
    return indicator_grid(Subject(case, plan, district_id, words))
