"""Weak points of each district, worst first, with cause, next action and who acts."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.tables.priorities import WeakPoints
from domain.tables.stages import Gaps
from domain.vocabulary import Band, HazardKind, IndicatorStatus, Outcome, Owner, Urgency
from readiness.affected import affected_persons
from readiness.themes import COUNTED_ONCE_SURVEYED, THEMES, WAY_UNKNOWN


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a weak indicator means: cause, next action, owner; and who surveys it if unknown."""

    urgency: Urgency
    cause: str
    action: str
    owner: Owner
    survey: str
    surveyor: Owner


def _at_risk(cause: Outcome, action: str, owner: Owner) -> _Rule:
    return _Rule(Urgency.IN_DANGER, cause.value, action, owner, "complete_hazard_data", Owner.HEADQUARTERS)


def _target(action: str, owner: Owner, survey: str, surveyor: Owner) -> _Rule:
    return _Rule(Urgency.BELOW_TARGET, "below_target", action, owner, survey, surveyor)


def _organisation(action: str) -> _Rule:
    return _target(action, Owner.DISTRICT, "survey_organisation", Owner.WARD)


#: Indicators that can be a weak point. Totals and counts without a target are not among them.
_RULES = {
    "unserved_too_late": _at_risk(Outcome.TOO_LATE, "start_earlier", Owner.DISTRICT),
    "unserved_no_safe_way": _at_risk(Outcome.NO_SAFE_WAY, "open_safe_way", Owner.BUREAU),
    "unserved_no_capacity": _at_risk(Outcome.NO_CAPACITY, "add_seats", Owner.HEADQUARTERS),
    "unserved_capacity_unknown": _at_risk(Outcome.CAPACITY_UNKNOWN, "confirm_capacity", Owner.BUREAU),
    # Nobody knows whether these people are in danger: it is the first thing to find out.
    "unserved_way_unknown": _Rule(
        Urgency.UNKNOWN,
        Outcome.WAY_UNKNOWN.value,
        "import_streets",
        Owner.HEADQUARTERS,
        "import_streets",
        Owner.HEADQUARTERS,
    ),
    "unserved_no_suitable_place": _at_risk(Outcome.NO_SUITABLE_PLACE, "designate_place", Owner.HEADQUARTERS),
    "assumed_not_leaving_persons": _at_risk(Outcome.NOT_LEAVING, "encourage_leaving", Owner.RESIDENTS),
    "below_reserve_persons": _target(
        "start_earlier", Owner.DISTRICT, "complete_hazard_data", Owner.HEADQUARTERS
    ),
    "seats_per_demand_escape": _target("add_seats", Owner.HEADQUARTERS, "confirm_capacity", Owner.BUREAU),
    "seats_per_demand_stay": _target("add_seats", Owner.HEADQUARTERS, "confirm_capacity", Owner.BUREAU),
    "walk_time_mean_s": _target("find_nearer_place", Owner.WARD, "complete_hazard_data", Owner.HEADQUARTERS),
    "stock_days": _target("add_stock", Owner.HEADQUARTERS, "survey_stock", Owner.WARD),
    "stock_water_days": _target("add_stock", Owner.HEADQUARTERS, "survey_stock", Owner.WARD),
    "openable_per_demand": _target("assign_openers", Owner.WARD, "survey_openers", Owner.WARD),
    "coverage_share": _target("found_organisation", Owner.WARD, "survey_organisation", Owner.WARD),
    "drills_in_year": _organisation("hold_drill"),
    "drill_participation_share": _organisation("widen_drill"),
    "posts_filled_share": _organisation("fill_posts"),
    "leaders_share": _organisation("name_leaders"),
    "deputies_share": _organisation("name_deputies"),
    "leaders_over_75_share": _organisation("train_successors"),
    "support_consented_share": _target("ask_consent", Owner.WARD, "survey_support", Owner.WARD),
    "individual_plans_share": _target("make_individual_plans", Owner.WARD, "survey_support", Owner.WARD),
    "facilities_with_plan_share": _target(
        "make_facility_plans", Owner.BUREAU, "survey_facilities", Owner.BUREAU
    ),
    "facilities_drill_share": _target(
        "hold_facility_drills", Owner.BUREAU, "survey_facilities", Owner.BUREAU
    ),
    "unknown_data_share": _Rule(
        Urgency.UNKNOWN, "unknown", "survey_unknown", Owner.WARD, "complete_hazard_data", Owner.HEADQUARTERS
    ),
}
#: Actions whose words name what only one kind of hazard allows; elsewhere they say no more than is true.
_OF_KIND = {
    ("start_earlier", HazardKind.TSUNAMI): "start_earlier_tsunami",
    ("start_earlier", HazardKind.LANDSLIDE): "start_earlier_landslide",
}
#: Place of each urgency among all.
_TIERS = {urgency: at for at, urgency in enumerate(Urgency)}
#: Columns of ``Indicators`` that a weak point is found in.
_LOOKED_AT = ["area_id", "indicator", "value", "value_max", "target", "score", "status", "band", "data_kind"]
_WEAK = (Band.BELOW_TARGET.value, Band.NEAR_TARGET.value)


def find_weak_points(indicators: pd.DataFrame, kinds: Collection[HazardKind]) -> pd.DataFrame:
    """Find every weak point of each district.

    First people in danger: those without a place, and those who are assumed not to leave. Then
    indicators below target; then what is not known. Within each, most people affected first, then
    the farthest from its target. Ties go by indicator id. A survey that answers several unknowns of a
    district is asked for once.

    Parameters
    ----------
    indicators
        ``Indicators`` of ``build_indicators``; only districts are looked at.
    kinds
        Hazard kinds of the scenario: refuge buildings are advised in a tsunami only.

    Returns
    -------
    pandas.DataFrame
        ``WeakPoints``, districts by id. A district that the hazard does not concern still has the weak
        points of its organisation.
    """
    chosen = (indicators["level"] == "district") & indicators["indicator"].isin(list(_RULES))
    chosen &= ~not_begun(indicators)
    # Evidence is long: only what it says of people is taken on.
    rows = indicators.loc[chosen, _LOOKED_AT]
    inputs = indicators["inputs"][chosen].tolist()
    affected = pd.array([affected_persons(one) for one in inputs], dtype="Int64")
    found = _candidates(rows.assign(affected_persons=affected))
    actions = [_of_kind(action, kinds) for action in found["next_action"]]
    found = found.assign(next_action=pd.array(actions, dtype="str"))
    found = found.rename(columns={"area_id": "district_id"}).reset_index(drop=True)
    found.index.name = WeakPoints.index_name()
    return found[WeakPoints.columns()].astype({"urgency": "str", "cause": "str", "owner": "str"})


def not_begun(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Return which indicators nobody has begun to survey, of themes that count only once surveyed.

    Parameters
    ----------
    rows
        Rows of ``Indicators``.

    Returns
    -------
    pandas.Series
        bool, by row.
    """
    optional = [one for one, theme in THEMES.items() if theme in COUNTED_ONCE_SURVEYED]
    unsurveyed = rows["status"] == IndicatorStatus.NOT_SURVEYED.value
    return rows["indicator"].isin(optional) & unsurveyed


def rank_gaps(weak_points: pd.DataFrame, n: int = 3) -> pd.DataFrame:
    """Return the worst weak points of each district.

    Unless people in danger fill every rank, the last one is kept for the largest unknown, so that it
    is never hidden.

    Parameters
    ----------
    weak_points
        ``WeakPoints``.
    n
        Weak points per district, at most.

    Returns
    -------
    pandas.DataFrame
        ``Gaps``, a part of the weak points in their order.
    """
    chosen = _keep(weak_points, n)
    rank = _place(pd.factorize(chosen["district_id"])[0]) + 1
    chosen = chosen.assign(rank=rank).reset_index(drop=True)
    chosen.index.name = Gaps.index_name()
    return chosen[Gaps.columns()].astype({"rank": np.int64})


def remedy(indicator: str, kinds: Collection[HazardKind], *, is_unknown: bool) -> tuple[str, Owner]:
    """Return what is done next about a weak indicator, and who does it.

    Parameters
    ----------
    indicator
        An indicator that can be a weak point.
    kinds
        Hazard kinds of the scenario.
    is_unknown
        Whether what is missing is the knowledge: then it is surveyed first.

    Returns
    -------
    tuple[str, Owner]
        A key below ``action.``, and who acts.
    """
    rule = _RULES[indicator]
    action, owner = (rule.survey, rule.surveyor) if is_unknown else (rule.action, rule.owner)
    return _of_kind(action, kinds), owner


def _of_kind(action: str, kinds: Collection[HazardKind]) -> str:
    """Return the action in the words of the hazard, where it has some of its own."""
    own = [_OF_KIND[action, kind] for kind in HazardKind if kind in kinds and (action, kind) in _OF_KIND]
    return own[0] if len(kinds) == 1 and own else action


def _candidates(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every weak point with its urgency, cause, action and owner, in order."""
    told = _told_by_the_way(rows)
    rows = rows[~told] if told.any() else rows
    rules = [_RULES[indicator] for indicator in rows["indicator"].tolist()]
    at_risk = np.array([rule.urgency is Urgency.IN_DANGER for rule in rules], dtype=bool)
    danger = at_risk & (rows["value"] > 0).to_numpy()
    below = rows["band"].isin(_WEAK).to_numpy() & ~danger
    # No value, or bounds so wide that the band is open.
    unknown = rows["status"].isin([IndicatorStatus.NOT_SURVEYED.value, IndicatorStatus.NO_LAYER.value]) | (
        (rows["status"] == IndicatorStatus.PARTLY_UNKNOWN.value) & (rows["band"] == Band.UNKNOWN.value)
    )
    is_unknown = unknown.to_numpy() & ~danger
    urgency = [Urgency.UNKNOWN if no else rule.urgency for rule, no in zip(rules, is_unknown, strict=True)]
    score = rows["score"].to_numpy(dtype=np.float64)
    table = rows.assign(
        urgency=[one.value for one in urgency],
        tier=[_TIERS[one] for one in urgency],
        distance=np.where(is_unknown, 0.0, 1.0 - np.nan_to_num(score, nan=100.0) / 100.0),
        people=rows["affected_persons"].fillna(-1).to_numpy(dtype=np.int64),
        cause=[
            "unknown" if no and rule.urgency is not Urgency.UNKNOWN else rule.cause
            for rule, no in zip(rules, is_unknown, strict=True)
        ],
        next_action=[rule.survey if no else rule.action for rule, no in zip(rules, is_unknown, strict=True)],
        owner=[
            (rule.surveyor if no else rule.owner).value for rule, no in zip(rules, is_unknown, strict=True)
        ],
    )
    table = table[danger | below | is_unknown]
    table = table.sort_values(
        ["area_id", "tier", "people", "distance", "indicator"],
        ascending=[True, True, False, False, True],
        kind="stable",
    )
    # One survey answers several unknowns: it is asked for once.
    repeated = table.duplicated(["area_id", "next_action"]) & (table["cause"] == "unknown")
    return table[~repeated]


def _told_by_the_way(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Return which rows are unknown only because a way is: the way says so for all of them."""
    way_unknown = (rows["indicator"] == WAY_UNKNOWN) & (rows["value"] > 0)
    of_way = rows["area_id"].isin(rows.loc[way_unknown, "area_id"])
    at_risk = rows["indicator"].isin(
        [indicator for indicator, rule in _RULES.items() if rule.urgency is Urgency.IN_DANGER]
    )
    by_way = rows[rows["indicator"] == WAY_UNKNOWN].set_index("area_id")["value"]
    of_the_way = by_way.reindex(rows["area_id"]).set_axis(rows.index)
    # More than those of unknown way may be: something else is not known, either.
    nobody_known = (rows["value"] == 0) & (rows["value_max"] > 0) & ~(rows["value_max"] > of_the_way)
    without_layer = at_risk & (rows["status"] == IndicatorStatus.NO_LAYER.value)
    nobody_known &= at_risk | (rows["indicator"] == "below_reserve_persons")
    return of_way & (without_layer | nobody_known)


def _keep(found: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the first n of each district, the last rank kept for the largest unknown."""
    district, ids = pd.factorize(found["district_id"])
    doubtful = np.flatnonzero(found["urgency"] == Urgency.UNKNOWN.value)
    in_danger = np.bincount(
        district, weights=found["urgency"] == Urgency.IN_DANGER.value, minlength=len(ids)
    )  # fmt: skip
    place = _place(district)
    doubting, first = np.unique(district[doubtful], return_index=True)
    first_doubt = np.zeros(len(found), np.bool_)
    first_doubt[doubtful[first]] = True
    doubt_place = np.full(len(ids), -1)
    doubt_place[doubting] = place[doubtful[first]]
    keeps_last = ((in_danger < n) & (doubt_place >= n))[district]
    kept = (place < np.where(keeps_last, n - 1, n)) | (first_doubt & keeps_last)
    return found[kept]


def _place(group: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    """Return which one of its group each row is, from 0."""
    order = np.argsort(group, kind="stable")
    size = np.bincount(group)
    place = np.empty(len(group), np.int64)
    place[order] = np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
    return place
