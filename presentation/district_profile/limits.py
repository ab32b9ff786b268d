"""By when people of a district must have left, by the routes that they are sent by."""

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from community.demand import alerts_s
from domain.profiles import persons_of_one_in_need, walking_profiles
from domain.vocabulary import Outcome, Phase
from planning.limits import district_limits, limits_are_withheld
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.area_sums import sums_of
from presentation.district_profile.subject import Subject
from presentation.grid import Grid
from presentation.names import block_names, margin_unknown_text
from presentation.plain_text import readable_text
from presentation.told_limit import told_limit, with_doubt
from presentation.words import is_small

#: Rows of limits that count to a moment for which the hazard need not wait.
_COUNTED = frozenset({"route_limit", "margin"})

#: Limits of districts of the plans that are in memory.
_kept: WeakKeyDictionary[Plan, dict[str, pd.DataFrame | None]] = WeakKeyDictionary()


def limit_grid(subject: Subject) -> Grid | None:
    """Return departures and limits by walking profile; None where no limit is known or nobody walks.

    The limit is that of the routes that people are sent by: the earliest of them, with the people
    who leave by it.
    """
    limits = _limits(subject)
    if limits is None:
        return None
    words = subject.words
    counts = _late(subject, limits)
    rounded = _is_rounded(subject, limits, counts)
    late = dict(zip(limits.index.astype(str), counts.tolist(), strict=True))
    # Of nobody known to be late, beside people of unknown way, a zero would comfort.
    unknown = _ways_unknown(subject)
    told = {one: None if not late[one] and one in unknown else late[one] for one in late}
    columns = [
        _column(subject, str(profile), row, told[str(profile)], rounded=rounded)
        for profile, row in limits.iterrows()
    ]
    reserve = words.minutes(subject.case.settings.movement.reserve_s)
    keys = ("departure", "route_limit", "route_limit_persons", "margin")
    labels = (
        # In a narrow column a doubt in each cell would be ten lines high: it stands with the name of the row.
        *(
            with_doubt(subject.case, words(f"profile.{key}"), words)
            if key in _COUNTED
            else words(f"profile.{key}")
            for key in keys
        ),
        words("profile.below_reserve", reserve=reserve),
        words(f"ledger.cannot_reach_safety{judged_by(subject.case, subject.plan)}"),
    )
    rows = tuple((label, *cells) for label, *cells in zip(labels, *columns, strict=True))
    return _grid(subject, limits, rows, "limits")


def reach_grid(subject: Subject) -> Grid | None:
    """Return until when any destination can be reached, regardless of seats: evidence, not a plan."""
    limits = _limits(subject)
    if limits is None:
        return None
    words = subject.words
    best = [_limit(subject, seconds) for seconds in limits["best_latest_departure_s"]]
    closed = [words("profile.block_count", count=f"{count:,}") for count in limits["blocks_without_route"]]
    name = with_doubt(subject.case, words("profile.best_limit"), words)
    rows = ((name, *best), (words("profile.no_way_blocks"), *closed))
    return _grid(subject, limits, rows, "reach")


def departure_lines(subject: Subject) -> list[str]:
    """Return when the first people of each walking profile leave, two lines each; none in a stay of days."""
    words, case = subject.words, subject.case
    if case.scenario.phase is Phase.STAY:
        return []
    alerts = alerts_s(case.scenario, case.settings)
    first = subject.of_blocks(subject.plan.margin).groupby("profile_id")["departure_s"].min().to_dict()
    return [
        words(
            "profile.departure_line",
            profile=words(f"walking_profile_id.{profile}"),
            time=words.departure(float(first[profile]), case.scenario, at_s, told=True),
        )
        for profile, at_s in alerts.items()
        if profile in first
    ]


def earliest_line(subject: Subject) -> str:
    """Return which block must leave first, who of it, and by when; empty where no route has a limit.

    Where others have no place it says that it is of those who have one.
    Where limits are withheld it says so: which block has the least time nobody knows.
    """
    words, case = subject.words, subject.case
    own = subject.of_blocks(subject.plan.margin)
    # Without streets it is the way that nobody knows, as the headline says, and no arrival that lacks.
    if own.empty or case.city.streets.empty:
        return ""
    if limits_are_withheld(case, subject.plan):
        return words("profile.earliest_unknown", why=words("profile.limit_withheld"))
    limits = _limits(subject)
    if limits is None:
        return ""
    own = own[np.isfinite(own["route_latest_departure_s"].to_numpy(dtype=np.float64))]
    if own.empty:
        return ""
    limit_s = float(own["route_latest_departure_s"].min())
    first = own[own["route_latest_departure_s"] == limit_s]
    # Walkers of several speeds may have the same: whoever is not named would take it for no limit of theirs.
    names = block_names(case.city, first["block_id"].drop_duplicates(), words.language)
    leaving = first.groupby("profile_id")["route_latest_departure_persons"].sum()
    rounded = _is_rounded(subject, limits, _late(subject, limits))
    more = len(names) - 1
    shown = readable_text(str(names.iloc[0]))
    # Who has no place may have to leave earlier still, for the way out of the area: their lines say so.
    others = sums_of(subject.plan.ledgers.districts, subject.district_id)["unserved"]
    return words(
        "profile.earliest_seated" if others else "profile.earliest",
        block=words("profile.earliest_more", block=shown, count=f"{more:,}") if more else shown,
        people=words.listed(
            words(
                "profile.earliest_people",
                profile=words(f"walking_profile_id.{profile}"),
                persons=words.persons(float(leaving[profile]), rounded=rounded),
            )
            for profile in limits.index
            if profile in leaving.index
        ),
        limit=told_limit(case, limit_s, words),
    )


def limit_lines(subject: Subject) -> list[str]:
    """Return the limit of each walking profile as a line, for papers without room for the table.

    Where limits are withheld, a line says why; nothing where nobody walks or there is no deadline.
    """
    words = subject.words
    if limits_are_withheld(subject.case, subject.plan):
        return [words("profile.limit_line_withheld", why=words("profile.limit_withheld"))]
    limits = _limits(subject)
    if limits is None:
        return []
    rounded = _is_rounded(subject, limits, _late(subject, limits))
    return [
        words(
            "profile.limit_line",
            profile=words(f"walking_profile_id.{profile}"),
            limit=with_doubt(subject.case, _route_limit(subject, row), words),
            persons=words.persons(float(row["route_latest_departure_persons"]), rounded=rounded),
        )
        for profile, row in limits.iterrows()
        if not pd.isna(row["route_latest_departure_s"])
    ]


def no_limit_text(subject: Subject) -> str:
    """Return why there are no limits: none in this scenario, none published, or nobody walks."""
    if subject.plan.facts.margin_known:
        return subject.words("profile.nobody_walks")
    return margin_unknown_text(subject.case, subject.words.language)


def _late(subject: Subject, limits: pd.DataFrame) -> "pd.Series[int]":
    """Return the people of each walking profile who cannot reach safety."""
    assigned = subject.of_blocks(subject.plan.assignment)
    late = assigned[assigned["cannot_reach_safety"]].groupby("profile_id")["persons"].sum()
    return late.reindex(limits.index).fillna(0).astype("int64")


def _ways_unknown(subject: Subject) -> frozenset[str]:
    """Return the walking profiles with people of whom nobody knows any way."""
    assigned = subject.of_blocks(subject.plan.assignment)
    unknown = assigned["outcome"] == Outcome.WAY_UNKNOWN.value
    return frozenset(assigned.loc[unknown, "profile_id"].astype(str))


def _is_rounded(subject: Subject, limits: pd.DataFrame, late: "pd.Series[int]") -> bool:
    """Whether figures of people are rounded.

    Below ten who need help no figure is exact: neither theirs nor the one it could be found from.
    """
    unit = pd.Series(persons_of_one_in_need(subject.case.settings)).reindex(limits.index)
    told = (late, limits["below_reserve_persons"], limits["route_latest_departure_persons"])
    counts = [count for persons in told for count in persons / unit]
    return subject.rounded or any(is_small(count) for count in counts)


def _limits(subject: Subject) -> pd.DataFrame | None:
    """Return the district's limits by walking profile, in the order of the profiles; None without any."""
    kept = _kept.setdefault(subject.plan, {})
    if subject.district_id not in kept:
        # Limits, and until when any destination can be reached, are two tables of one page.
        kept[subject.district_id] = _limits_of(subject)
    return kept[subject.district_id]


def _limits_of(subject: Subject) -> pd.DataFrame | None:
    table = district_limits(subject.case, subject.plan, by_profile=True, district_id=subject.district_id)
    if subject.district_id not in table.index.get_level_values("district_id"):
        return None
    own = table.xs(subject.district_id, level="district_id")
    profiles = [profile.profile_id for profile in walking_profiles(subject.case.settings)]
    return pd.DataFrame(own.reindex([profile for profile in profiles if profile in own.index]))


def _grid(subject: Subject, limits: pd.DataFrame, rows: tuple[tuple[str, ...], ...], name: str) -> Grid:
    words, profiles = subject.words, [str(profile) for profile in limits.index]
    return Grid(
        headings=(
            words("profile.limit_fact"),
            *(words(f"walking_profile_id.{profile}") for profile in profiles),
        ),
        rows=rows,
        numbers=(False, *(True for _ in profiles)),
        keys=("label", *profiles),
        caption=words(f"profile.{name}"),
        notes=(
            words(f"profile.{name}_note"),
            *([words("answer.by_wind")] if judged_by(subject.case, subject.plan) else []),
        ),
    )


def _column(
    subject: Subject, profile_id: str, row: "pd.Series[Any]", late: int | None, *, rounded: bool
) -> tuple[str, ...]:
    words, case = subject.words, subject.case
    alert_s = alerts_s(case.scenario, case.settings)[profile_id]
    walks = not pd.isna(row["route_latest_departure_s"])
    none = words("export.none")
    unknown = words("screen.unknown") if case.city.streets.empty else ""
    at_limit = words.people_cell(row["route_latest_departure_persons"], rounded=rounded)
    return (
        words.departure(float(row["departure_s"]), case.scenario, alert_s, beside_limit=True)
        if walks
        else none,
        _route_limit(subject, row),
        at_limit if walks else none,
        words.minutes(float(row["route_margin_s"])) if walks else none,
        unknown or words.people_cell(row["below_reserve_persons"], rounded=rounded),
        unknown or words.people_cell(late, rounded=rounded),
    )


def _route_limit(subject: Subject, row: "pd.Series[Any]") -> str:
    """Return the limit of the routes; with its reason where it is the hazard at the block itself."""
    limit = _limit(subject, row["route_latest_departure_s"])
    if not row["route_limit_of_block"]:
        return limit
    why = subject.words(f"closure.{subject.case.scenario.deadline}")
    return subject.words("profile.limit_of_block", limit=limit, why=why)


def _limit(subject: Subject, seconds: float) -> str:
    if pd.isna(seconds):
        return subject.words("export.none")
    return subject.words.limit(float(seconds), subject.case.scenario)
