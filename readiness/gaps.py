"""Weak points of each district, worst first, with cause, next action and who acts."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd

from domain.tables.stages import Gaps
from domain.vocabulary import Band, HazardKind, IndicatorStatus, Outcome, Owner
from readiness.affected import affected_persons


class _Tier(IntEnum):
    """What comes first: people in danger, then what is below target, then what is not known."""

    AT_RISK = 0
    BELOW_TARGET = 1
    UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a weak indicator means: cause, next action, owner; and who surveys it if unknown."""

    tier: _Tier
    cause: str
    action: str
    owner: Owner
    survey: str
    surveyor: Owner


def _at_risk(cause: Outcome, action: str, owner: Owner) -> _Rule:
    return _Rule(_Tier.AT_RISK, cause.value, action, owner, "complete_hazard_data", Owner.HEADQUARTERS)


def _target(action: str, owner: Owner, survey: str, surveyor: Owner) -> _Rule:
    return _Rule(_Tier.BELOW_TARGET, "below_target", action, owner, survey, surveyor)


def _organisation(action: str) -> _Rule:
    return _target(action, Owner.DISTRICT, "survey_organisation", Owner.WARD)


#: Indicators that can be a weak point. Totals and counts without a target are not among them.
_RULES = {
    "unserved_too_late": _at_risk(Outcome.TOO_LATE, "start_earlier", Owner.DISTRICT),
    "unserved_no_safe_way": _at_risk(Outcome.NO_SAFE_WAY, "open_safe_way", Owner.BUREAU),
    "unserved_no_capacity": _at_risk(Outcome.NO_CAPACITY, "add_seats", Owner.HEADQUARTERS),
    "unserved_capacity_unknown": _at_risk(Outcome.CAPACITY_UNKNOWN, "confirm_capacity", Owner.BUREAU),
    "unserved_no_suitable_place": _at_risk(Outcome.NO_SUITABLE_PLACE, "designate_place", Owner.HEADQUARTERS),
    "assumed_not_leaving_persons": _at_risk(Outcome.NOT_LEAVING, "encourage_leaving", Owner.DISTRICT),
    "below_reserve_persons": _target(
        "start_earlier", Owner.DISTRICT, "complete_hazard_data", Owner.HEADQUARTERS
    ),
    "seats_per_demand_escape": _target("add_seats", Owner.HEADQUARTERS, "confirm_capacity", Owner.BUREAU),
    "seats_per_demand_stay": _target("add_seats", Owner.HEADQUARTERS, "confirm_capacity", Owner.BUREAU),
    "walk_time_mean_s": _target("find_nearer_place", Owner.WARD, "complete_hazard_data", Owner.HEADQUARTERS),
    "stock_days": _target("add_stock", Owner.HEADQUARTERS, "survey_stock", Owner.WARD),
    "stock_water_days": _target("add_stock", Owner.HEADQUARTERS, "survey_stock", Owner.WARD),
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
        _Tier.UNKNOWN, "unknown", "survey_unknown", Owner.WARD, "complete_hazard_data", Owner.HEADQUARTERS
    ),
}
#: Actions whose words name what only one kind of hazard allows; elsewhere they say no more than is true.
_OF_KIND = {
    ("start_earlier", HazardKind.TSUNAMI): "start_earlier_tsunami",
    ("start_earlier", HazardKind.LANDSLIDE): "start_earlier_landslide",
}
_WEAK = (Band.BELOW_TARGET.value, Band.NEAR_TARGET.value)


def rank_gaps(indicators: pd.DataFrame, kinds: Collection[HazardKind], n: int = 3) -> pd.DataFrame:
    """Rank the weakest points of each district.

    First people in danger: those without a place, and those who are assumed not to leave. Then
    indicators below target; then what is not known. Within each, most people affected first, then
    the farthest from its target. Unless people in danger fill every rank, the last one is kept for
    the largest unknown, so that it is never hidden. Ties go by indicator id.

    Parameters
    ----------
    indicators
        ``Indicators`` of ``build_indicators``; only districts are ranked.
    kinds
        Hazard kinds of the scenario: refuge buildings are advised in a tsunami only.
    n
        Weak points per district, at most.

    Returns
    -------
    pandas.DataFrame
        ``Gaps``, districts by id. A district that the hazard does not concern still has the weak
        points of its organisation.
    """
    rows = indicators[(indicators["level"] == "district") & indicators["indicator"].isin(list(_RULES))]
    affected = pd.array([affected_persons(inputs) for inputs in rows["inputs"]], dtype="Int64")
    chosen = _keep(_candidates(rows.assign(affected_persons=affected)), n)
    chosen = chosen.assign(
        rank=chosen.groupby("area_id").cumcount() + 1,
        next_action=pd.array([_of_kind(action, kinds) for action in chosen["next_action"]], dtype="str"),
    )
    chosen = chosen.rename(columns={"area_id": "district_id"}).reset_index(drop=True)
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
    """Return every weak point with its tier, distance, cause, action and owner, in order."""
    rules = [_RULES[indicator] for indicator in rows["indicator"]]
    tier = np.array([rule.tier.value for rule in rules], dtype=np.int64)
    danger = ((tier == _Tier.AT_RISK) & (rows["value"] > 0)).to_numpy()
    below = rows["band"].isin(_WEAK).to_numpy() & ~danger
    # No value, or bounds so wide that the band is open.
    unknown = rows["status"].isin([IndicatorStatus.NOT_SURVEYED.value, IndicatorStatus.NO_LAYER.value]) | (
        (rows["status"] == IndicatorStatus.PARTLY_UNKNOWN.value) & (rows["band"] == Band.UNKNOWN.value)
    )
    is_unknown = unknown.to_numpy() & ~danger
    doubtful = is_unknown | (tier == _Tier.UNKNOWN)
    score = rows["score"].to_numpy(dtype=np.float64)
    distance = np.where(is_unknown, 0.0, 1.0 - np.nan_to_num(score, nan=100.0) / 100.0)
    table = rows.assign(
        tier=np.where(doubtful, _Tier.UNKNOWN.value, np.where(danger, _Tier.AT_RISK.value, tier)),
        distance=distance,
        people=rows["affected_persons"].fillna(-1).to_numpy(dtype=np.int64),
        cause=["unknown" if no else rule.cause for rule, no in zip(rules, is_unknown, strict=True)],
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


def _keep(candidates: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the first n of each district, the last rank kept for the largest unknown."""
    doubtful = candidates["tier"] == _Tier.UNKNOWN.value
    in_danger = (candidates["tier"] == _Tier.AT_RISK.value).groupby(candidates["area_id"]).transform("sum")
    place = candidates.groupby("area_id").cumcount()
    first_doubt = doubtful & (doubtful.groupby(candidates["area_id"]).cumsum() == 1)
    doubt_place = place.where(first_doubt).groupby(candidates["area_id"]).transform("min")
    keeps_last = (in_danger < n) & (doubt_place >= n)
    limit = np.where(keeps_last, n - 1, n)
    kept = (place < limit) | (first_doubt & keeps_last)
    return candidates[kept]
