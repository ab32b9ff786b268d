"""By when people of a district must have left, by the routes that they are sent by."""

import numpy as np
import pandas as pd

from domain.profiles import walking_profiles
from presentation.district_profile.subject import Subject
from presentation.grid import Grid
from presentation.names import margin_unknown_text
from presentation.words import Words, is_small


def limit_grid(subject: Subject) -> Grid | None:
    """Return departures and limits by walking profile; None where no limit is known or nobody walks.

    The limit is that of the routes that people are sent by: the earliest of them, with the people
    who leave by it.
    """
    if not subject.plan.facts.margin_known:
        return None
    limits = subject.of_blocks(subject.plan.margin)
    walkers = _walkers(subject, limits)
    if not walkers:
        return None
    words = subject.words
    assigned = subject.of_blocks(subject.plan.assignment)
    late = assigned[assigned["cannot_reach_safety"]].groupby("walker")["persons"].sum().to_dict()
    # Below ten who need help no figure is exact: neither theirs nor the one it could be found from.
    counts = [int(late.get(walker, 0)) for walker in walkers]
    below = [_persons(limits, walker, "below_reserve_persons") for walker in walkers]
    rounded = subject.rounded or any(is_small(count) for count in (*counts, *below))
    columns = [
        _column(subject, limits[limits["walker"] == walker], below[i], counts[i], rounded=rounded)
        for i, walker in enumerate(walkers)
    ]
    labels = _labels(subject)
    return Grid(
        headings=(words("profile.limit_fact"), *(words.either(f"walker_group.{walker}", walker) for walker in walkers)),
        rows=tuple((label, *cells) for label, *cells in zip(labels, *columns, strict=True)),
        numbers=(False, *(True for _ in walkers)),
        keys=("label", *walkers),
        caption=words("profile.limits"),
        notes=(words("profile.limits_note"),),
    )


def reach_grid(subject: Subject) -> Grid | None:
    """Return how long anybody could still get out, regardless of seats: evidence, not a plan."""
    if not subject.plan.facts.margin_known:
        return None
    limits, words = subject.of_blocks(subject.plan.margin), subject.words
    walkers = _walkers(subject, limits)
    if not walkers:
        return None
    best, closed = [], []
    for walker in walkers:
        latest = limits.loc[limits["walker"] == walker, "best_latest_departure_s"]
        finite = latest[np.isfinite(latest)]
        best.append(words.limit(float(finite.min()), subject.case.scenario) if len(finite) else words("export.none"))
        closed.append(words("profile.block_count", count=f"{int((latest == -np.inf).sum()):,}"))
    labels = (words("profile.best_limit"), words("profile.no_way_blocks"))
    return Grid(
        headings=(words("profile.limit_fact"), *(words.either(f"walker_group.{walker}", walker) for walker in walkers)),
        rows=((labels[0], *best), (labels[1], *closed)),
        numbers=(False, *(True for _ in walkers)),
        keys=("label", *walkers),
        caption=words("profile.reach"),
        notes=(words("profile.reach_note"),),
    )


def no_limit_text(subject: Subject) -> str:
    """Return why there are no limits: none in this scenario, none published, or nobody walks."""
    if subject.plan.facts.margin_known:
        return subject.words("profile.nobody_walks")
    return margin_unknown_text(subject.case, subject.words.language)


def reserve_words(subject: Subject) -> str:
    """Return the reserve that a route should leave before its limit, such as 10分."""
    return subject.words.minutes(subject.case.settings.hazard.tsunami_reserve_s)


def _labels(subject: Subject) -> tuple[str, ...]:
    words: Words = subject.words
    return (
        words("profile.departure"),
        words("profile.route_limit"),
        words("profile.route_limit_persons"),
        words("profile.margin"),
        words("profile.below_reserve", reserve=reserve_words(subject)),
        words("ledger.cannot_reach_safety"),
    )


def _column(
    subject: Subject, rows: pd.DataFrame, below: int, late: int, *, rounded: bool
) -> tuple[str, ...]:
    words, scenario = subject.words, subject.case.scenario
    limit = rows["route_latest_departure_s"].min()
    none = words("export.none")
    if pd.isna(limit):
        route: tuple[str, str, str] = (none, none, none)
    else:
        at_limit = rows.loc[rows["route_latest_departure_s"] == limit, "route_latest_departure_persons"]
        route = (
            words.limit(float(limit), scenario),
            words.people_cell(int(at_limit.sum()), rounded=rounded),
            words.minutes(float(rows["route_margin_s"].min())),
        )
    return (
        words.clock(float(rows["departure_s"].min()), scenario),
        *route,
        words.people_cell(below, rounded=rounded),
        words.people_cell(late, rounded=rounded),
    )


def _walkers(subject: Subject, limits: pd.DataFrame) -> list[str]:
    """Return the walking profiles that anybody of the district has, in their order."""
    there = set(limits["walker"])
    profiles = walking_profiles(subject.case.settings)
    return [profile.profile_id for profile in profiles if profile.profile_id in there]


def _persons(limits: pd.DataFrame, walker: str, column: str) -> int:
    return int(limits.loc[limits["walker"] == walker, column].sum())
