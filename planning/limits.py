"""By when people must have left, by the routes that they are sent by.

Whether a limit may be told at all is decided here alone; every page, paper and file asks.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from domain.tables.among import among
from domain.vocabulary import RAIN_WATER, DeadlineKind, HazardKind
from planning.case import Case
from planning.kept_stages import kept
from planning.plan import Plan

#: What is read of ``Margin`` and of ``Routes``.
_OF_MARGIN = [
    "block_id", "profile_id", "route_latest_departure_s", "route_latest_departure_persons", "route_margin_s",
    "below_reserve_persons", "best_latest_departure_s",
]  # fmt: skip
_OF_ROUTES = ["block_id", "profile_id", "depart_s", "latest_departure_s", "block_reached_first"]


class _Facts(Protocol):
    """Single figures of a result, which say whether it is known when the hazard arrives."""

    @property
    def margin_known(self) -> bool:
        """Whether it is known."""


class OfArrivals(Protocol):
    """A plan, or a second result of it, of which somebody asks whether any arrival is known."""

    @property
    def facts(self) -> _Facts:
        """Its single figures."""


def limits_are_withheld(case: Case, plan: OfArrivals) -> bool:
    """Whether no limit of a route may be told, for no arrival is published (ADR 0005).

    The plan then lets nobody walk after level 5. That is an order, no arrival: a moment counted
    to it would look like a forecast of the water.

    Parameters
    ----------
    case, plan
        Inputs and results.

    Returns
    -------
    bool
        False without any deadline, too: there no route has an end that could be told.
    """
    return not plan.facts.margin_known and case.scenario.deadline is not DeadlineKind.NONE


def arrivals_are_known(case: Case, plan: Plan) -> bool:
    """Whether it is known where water or fire comes earlier; wind and level 5 come everywhere at once.

    Parameters
    ----------
    case, plan
        Inputs and results.

    Returns
    -------
    bool
        False where no arrival is published, too.
    """
    by_arrival = case.scenario.deadline in (DeadlineKind.WATER_ARRIVAL, DeadlineKind.FIRE_FRONT)
    return plan.facts.margin_known and by_arrival


def water_may_come_first(case: Case) -> bool:
    """Whether limits count to the storm wind though rivers or drains may flood before it (ADR 0005).

    A typhoon is surge, rivers, drains and slides together: its deadline is the earliest that is known, the
    entry of the storm wind. Where maps of rivers and drains give no arrival, nobody knows whether their
    water waits for it.

    Parameters
    ----------
    case
        The scenario, and the layers of its city.

    Returns
    -------
    bool
        False in a surge alone: there the wind ends the time to walk, whatever the water does.
    """
    kinds = RAIN_WATER & set(case.scenario.kinds)
    if case.scenario.deadline is not DeadlineKind.STORM_WIND or not kinds:
        return False
    # A map of thousands of cards asks for each.
    return kept(case.city, "arrivals of rain", (case.scenario.layers, kinds), lambda: _lack(case, kinds))


def _lack(case: Case, kinds: frozenset[HazardKind]) -> bool:
    """Whether any area of some kinds has no arrival, or none is held."""
    layers = [case.city.hazards[one] for one in case.scenario.layers if one in case.city.hazards]
    found = [layer["arrival_time_s"][layer["kind"].isin(kinds)] for layer in layers]
    return any(arrivals.isna().any() for arrivals in found) or not any(len(one) for one in found)


def told_limits_s(case: Case, plan: Plan, routes: pd.DataFrame) -> pd.Series:
    """Return the limits of routes as they may be told.

    Parameters
    ----------
    case, plan
        Inputs and results.
    routes
        ``Routes``, or rows of it: column ``latest_departure_s``.

    Returns
    -------
    pandas.Series
        Seconds after t0, +inf where a route never closes, NaN where limits are withheld.
    """
    limits = routes["latest_departure_s"].astype("float64")
    return limits * np.nan if limits_are_withheld(case, plan) else limits


@dataclass(frozen=True, slots=True)
class EarliestLimit:
    """The earliest limit among routes.

    Parameters
    ----------
    latest_s
        When the first people must have left [s after t0].
    persons
        People whose route has this limit.
    others
        All other people of these routes.
    """

    latest_s: float
    persons: int
    others: int


def earliest_limits(case: Case, plan: Plan, routes: pd.DataFrame, column: str) -> dict[str, EarliestLimit]:
    """Return the earliest limit of each part of some routes that people are sent by, whatever their profile.

    Parameters
    ----------
    case, plan
        Inputs and results.
    routes
        ``Routes``, or rows of it: columns ``latest_departure_s``, ``persons``, and that of the parts.
    column
        Ids of the parts, such as ``destination_id``.

    Returns
    -------
    dict
        By id; without those of which no route has a limit, and empty where limits are withheld.
    """
    latest = told_limits_s(case, plan, routes).to_numpy(dtype=np.float64)
    group, names = pd.factorize(routes[column])
    held = np.isfinite(latest)
    first = np.full(len(names), np.inf)
    np.minimum.at(first, group[held], latest[held])
    persons = routes["persons"].to_numpy(dtype=np.int64)
    at_first, whole = np.zeros((2, len(names)), dtype=np.int64)
    np.add.at(whole, group, persons)
    np.add.at(at_first, group, np.where(held & (latest == first[group]), persons, 0))
    columns = (map(str, names.tolist()), first.tolist(), at_first.tolist(), (whole - at_first).tolist())
    return {
        name: EarliestLimit(latest_s, count, others)
        for name, latest_s, count, others in zip(*columns, strict=True)
        if np.isfinite(latest_s)
    }


def district_limits(
    case: Case, plan: Plan, *, by_profile: bool = False, district_id: str = ""
) -> pd.DataFrame:
    """Return the limits of each district that anybody leaves; nothing where limits are withheld.

    Each column is the worst of its own: departure, limit and margin may be of different routes.

    Parameters
    ----------
    case, plan
        Inputs and results.
    by_profile
        Whether walking profiles are told apart.
    district_id
        The only district that is asked for; all where empty.

    Returns
    -------
    pandas.DataFrame
        Index ``district_id`` (and ``profile_id``). ``departure_s`` the earliest departure of those
        who walk; ``route_latest_departure_s`` the earliest limit among the routes people are sent by;
        ``route_limit_of_block`` whether it is the hazard at a block itself that ends it, not a street;
        ``route_latest_departure_persons`` who leave by it; ``route_margin_s`` the smallest margin of
        any route; all NaN, and 0 persons, where nobody walks;
        ``below_reserve_persons`` whose route leaves less than the reserve;
        ``best_latest_departure_s`` the earliest of the blocks' limits regardless of seats, NaN where
        none is finite; ``blocks_without_route`` blocks without a safe route at any time. Times are seconds
        after t0.
    """
    keys = ["district_id", "profile_id"] if by_profile else ["district_id"]
    told, district_of = plan.facts.margin_known, case.city.blocks["district_id"]
    frames = (
        plan.margin[_OF_MARGIN] if told else plan.margin.iloc[:0],
        pd.DataFrame(plan.routes[_OF_ROUTES]),
    )
    if district_id:
        own = district_of.index[(district_of == district_id).to_numpy(dtype=bool)]
        frames = (frames[0][among(frames[0]["block_id"], own)], frames[1][among(frames[1]["block_id"], own)])
    rows, routes = (frame.assign(district_id=frame["block_id"].map(district_of)) for frame in frames)
    limit = rows["route_latest_departure_s"]
    earliest = limit.groupby([rows[key] for key in keys]).transform("min")
    at_limit = rows["route_latest_departure_persons"].where(limit == earliest, 0)
    best = rows["best_latest_departure_s"]
    closed = rows["block_id"].where(best == -np.inf)
    table = rows.assign(at_limit=at_limit, best=best.where(np.isfinite(best)), closed=closed)
    grouped = table.groupby(keys, sort=True)
    limits = pd.DataFrame(
        {
            "route_latest_departure_s": grouped["route_latest_departure_s"].min(),
            "route_latest_departure_persons": grouped["at_limit"].sum(),
            "route_margin_s": grouped["route_margin_s"].min(),
            "below_reserve_persons": grouped["below_reserve_persons"].sum(),
            "best_latest_departure_s": grouped["best"].min(),
            "blocks_without_route": grouped["closed"].nunique(),
        }
    )
    # Those who stay or have no route leave at no moment that a route could be held against.
    departure = routes.groupby(keys)["depart_s"].min().reindex(limits.index)
    limits.insert(0, "departure_s", departure.astype("float64"))
    limits.insert(
        2, "route_limit_of_block", _is_of_block(routes, keys).reindex(limits.index, fill_value=False)
    )
    return limits


def _is_of_block(routes: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Return whether the hazard reaches the block itself at the earliest limit of each group of routes."""
    limit = routes["latest_departure_s"]
    first = limit == limit.groupby([routes[key] for key in keys]).transform("min")
    of_block = first & routes["block_reached_first"]
    return of_block.groupby([routes[key] for key in keys]).any()


def block_limits(case: Case, plan: Plan) -> pd.Series:
    """Return by when the first people of each block must have left, by the routes they are sent by.

    Parameters
    ----------
    case, plan
        Inputs and results.

    Returns
    -------
    pandas.Series
        Seconds after t0 by ``block_id``, of blocks that anybody walks from: +inf where no route closes,
        NaN where limits are withheld.
    """
    return told_limits_s(case, plan, plan.routes).groupby(plan.routes["block_id"]).min()
