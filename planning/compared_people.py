"""The people of an area in a plan, and by when they must have left: figures to set beside another plan's."""

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from domain.bundle import City
from domain.profiles import most_of_one_in_need
from domain.vocabulary import SERVED_OUTCOMES, UNSERVED_CAUSES, Outcome
from planning.case import Case
from planning.deadline import ONLY_WITH_DEADLINE, is_timed
from planning.figures import Figure
from planning.limits import district_limits, limits_are_withheld
from planning.plan import Plan
from readiness.ledger_sums import ledger_sums

_CAUSES = tuple(cause.value for cause in UNSERVED_CAUSES)

#: Sums of the people ledger in the order in which they are told.
PEOPLE = (
    "persons", "concerned", Outcome.OUTSIDE.value, Outcome.STAY_HOME.value, "must_leave", "with_place",
    *(outcome.value for outcome in SERVED_OUTCOMES), Outcome.ELSEWHERE.value, Outcome.NOT_LEAVING.value,
    "unserved", *_CAUSES, "not_in_time", "cannot_reach_safety", "can_leave_area", "unknown_persons",
    "unconfirmed_place",
)  # fmt: skip

#: Limits and margins, in the order in which they are told.
LIMITS = (
    "departure_s", "route_latest_departure_s", "route_margin_s", "below_reserve_persons", "walk_mean_s",
)  # fmt: skip
#: Moments on the clock of the scenario: nothing to set beside those of another clock.
MOMENTS = frozenset({"departure_s", "route_latest_departure_s"})

#: Counts of people who may need help are told from so many on.
_SMALL = 10
#: Sums that count people of whom it is not known whether they must leave; all of them may stay at home.
_COUNTS_UNKNOWN = frozenset(
    {
        "must_leave",
        "with_place",
        *(outcome.value for outcome in SERVED_OUTCOMES),
        Outcome.ELSEWHERE.value,
        Outcome.NOT_LEAVING.value,
        "not_in_time",
        "cannot_reach_safety",
        "can_leave_area",
    }
)
#: Those of them of which nobody knows how many more they are where no street is held near.
_COUNTS_WAYS = frozenset(
    {
        "with_place",
        *(outcome.value for outcome in SERVED_OUTCOMES),
        "not_in_time",
        "cannot_reach_safety",
        "can_leave_area",
    }
)
#: Those of them whose people may have their seat in a building still to be confirmed, and then none.
_COUNTS_SEATS = frozenset({"with_place", *(outcome.value for outcome in SERVED_OUTCOMES)}) - {
    Outcome.SAFE_AREA.value
}
#: Those to which people belong whose seat turns out not to be there (``readiness.time_left``).
_MAY_BE_MORE = frozenset({"not_in_time", "cannot_reach_safety"})
#: Sums of which nothing is known where a hazard of the scenario has no layer, but that it is no fewer.
_AT_LEAST = frozenset({"concerned", "must_leave", "unserved", "unknown_persons", "not_in_time", *_CAUSES})


def districts_of(city: City, area_id: str) -> list[str]:
    """Return the districts of an area: of the city, of a ward, or the district itself.

    Parameters
    ----------
    city
        The city.
    area_id
        District, ward or city.

    Returns
    -------
    list of str
        Ids of districts, sorted.

    Raises
    ------
    KeyError
        When the city has no such area.
    """
    districts = city.districts
    if area_id == city.meta.city_code:
        return [str(one) for one in districts.index]
    if area_id in districts.index:
        return [area_id]
    if area_id in city.wards.index:
        return [str(one) for one in districts.index[districts["ward_code"] == area_id]]
    raise KeyError(area_id)


def people_figures(case: Case, plan: Plan, area_id: str) -> dict[str, Figure]:
    """Return the people ledger of an area.

    People of whom it is not known whether they must leave count as leaving: at least the others must, and
    at most all of them stay at home. Who has a seat in a building still to be confirmed may have none.
    People without a place have the ends of their indicators (``readiness.people``).

    Parameters
    ----------
    case, plan
        Inputs and results.
    area_id
        District, ward or city.

    Returns
    -------
    dict
        Persons by the keys of ``PEOPLE``; without a number where nothing ends the time to leave.
    """
    sums = _sums(plan, area_id)
    ends = _ends(plan, area_id)
    return {key: _person_figure(key, sums, ends, case, plan) for key in PEOPLE}


def limit_figures(case: Case, plan: Plan, area_id: str) -> dict[str, Figure]:
    """Return by when people of an area must have left, the smallest margin, and how long they walk.

    Each is the worst of its own over the districts of the area (``planning.limits``). Whose route
    leaves less than the reserve is told from ten people on.

    Parameters
    ----------
    case, plan
        Inputs and results.
    area_id
        District, ward or city.

    Returns
    -------
    dict
        Seconds (moments after t0) and persons by the keys of ``LIMITS``; the state says why there is no
        number: ``withheld``, ``no_deadline``, ``nobody_walks`` or ``no_limit``.
    """
    ids = districts_of(case.city, area_id)
    limits = district_limits(case, plan)
    own = limits.loc[limits.index.isin(ids)]
    figures = {"walk_mean_s": _walk_mean(plan, area_id)}
    if limits_are_withheld(case, plan) or not is_timed(case):
        state = "withheld" if is_timed(case) else "no_deadline"
        return {key: figures.get(key, Figure.none(state)) for key in LIMITS}
    worst = own[["departure_s", "route_latest_departure_s", "route_margin_s"]].min()
    figures |= {str(key): _seconds(float(value)) for key, value in worst.items()}
    below, of_one = own["below_reserve_persons"], most_of_one_in_need(case.settings)
    # The others taken away, a total to the person would give back the district that is told in tens.
    hides = bool(below.between(1, _SMALL * of_one - 1).any())
    figures["below_reserve_persons"] = _not_too_small(float(below.sum()), of_one, hides=hides)
    return {key: figures[key] for key in LIMITS}


def _person_figure(
    key: str, sums: Mapping[str, float], ends: Mapping[str, tuple[float, float]], case: Case, plan: Plan
) -> Figure:
    value, unknown = sums[key], sums["unknown_persons"]
    if key in ONLY_WITH_DEADLINE and not is_timed(case):
        return Figure.none("no_deadline")
    if plan.missing_kinds and key != "persons":
        return Figure(value, value, math.inf) if key in _AT_LEAST else Figure.none("no_layer")
    if key in ends:
        low, high = ends[key]
        return Figure(value, low, high)
    if key == Outcome.STAY_HOME.value:
        return Figure(value, value, value + unknown)
    if key in _COUNTS_UNKNOWN:
        unconfirmed = sums["unconfirmed_place"]
        fewer = unknown + (unconfirmed if key in _COUNTS_SEATS else 0.0)
        more = unconfirmed if key in _MAY_BE_MORE else 0.0
        more += sums[Outcome.WAY_UNKNOWN.value] if key in _COUNTS_WAYS else 0.0
        return Figure(value, max(value - fewer, 0.0), value + more)
    return Figure.of(value)


def _sums(plan: Plan, area_id: str) -> Mapping[str, float]:
    levels = (plan.ledgers.city, plan.ledgers.wards, plan.ledgers.districts)
    ledger = next(one for one in levels if area_id in one.index)
    row = ledger_sums(ledger.loc[[area_id]]).iloc[0]
    return {str(name): float(value) for name, value in row.items()}


def _ends(plan: Plan, area_id: str) -> dict[str, tuple[float, float]]:
    """Return both ends of the people without a place, all and by cause, where they are counted."""
    rows = plan.indicators[plan.indicators["area_id"] == area_id].set_index("indicator")
    by_name = rows.to_dict(orient="index")
    found = {}
    for key in ("unserved", *_CAUSES):
        name = "unserved_persons" if key == "unserved" else f"unserved_{key}"
        row = by_name.get(name)
        if row is not None and not np.isnan(row["value"]):
            high = float(row["value_max"])
            found[key] = (float(row["value_min"]), math.inf if math.isnan(high) else high)
    return found


def _walk_mean(plan: Plan, area_id: str) -> Figure:
    """Return the mean time of everybody who walks to a place [s], as the indicator has it."""
    rows = plan.indicators
    found = rows.loc[(rows["area_id"] == area_id) & (rows["indicator"] == "walk_time_mean_s"), "value"]
    return Figure.none("nobody_walks") if found.isna().all() else Figure.of(float(found.iloc[0]))


def _seconds(value: float) -> Figure:
    if pd.isna(value):
        return Figure.none("nobody_walks")
    return Figure.of(value) if math.isfinite(value) else Figure.none("no_limit")


def _not_too_small(persons: float, of_one: int, *, hides: bool) -> Figure:
    """Return a count; below ten only that it is below ten.

    So few that, with who goes along, below ten of them may need help are told in tens, and so is a sum that
    ``hides`` so few.
    """
    if 0 < persons < _SMALL:
        return Figure(float(_SMALL - 1), 1.0, float(_SMALL - 1), "small")
    if hides or 0 < persons < _SMALL * of_one:
        tens = 10.0 * math.floor(persons / 10 + 0.5)
        return Figure(tens, max(float(_SMALL), tens - 5), tens + 4)
    return Figure.of(persons)
