"""How ready an area is in a scenario: one band, and the gap that decides it.

Districts, wards and the city follow one formula. People without a place decide first, then those who
are assumed not to leave, and nothing makes up for them. All else counts by theme: indicators that measure
one thing are one theme of one weight. Where inputs are not known, both ends are computed and the worse one
is the band. There is no score.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domain.data_kind import least_sure_of_groups
from domain.settings.places import ReadinessSettings
from domain.tables.bands import Bands
from domain.vocabulary import (
    Band,
    HazardKind,
    IndicatorStatus,
    ReadinessBand,
    ReadinessTheme,
)
from readiness.areas import BoolArray, FloatArray
from readiness.at_risk import TOO_LATE, Risk, late_of, risk_of, whole
from readiness.gaps import remedy
from readiness.measure import StatusArray, without_value
from readiness.themes import COUNTED_ONCE_SURVEYED, LETHAL_ONLY, Severity, gaps_unknown, severities
from readiness.unknown_way import told_after_known

#: Graded bands from best to worst.
_GRADES = (ReadinessBand.SUFFICIENT, ReadinessBand.MOSTLY, ReadinessBand.PROBLEM, ReadinessBand.SERIOUS)
#: Which band decides where several scenarios of one hazard have one each, the worst first. What nobody
#: can judge may be serious; a missing layer says less than a grade that is not good.
WORST_FIRST = (
    ReadinessBand.SERIOUS,
    ReadinessBand.UNDETERMINED,
    ReadinessBand.PROBLEM,
    ReadinessBand.NOT_SURVEYED,
    ReadinessBand.NO_LAYER,
    ReadinessBand.MOSTLY,
    ReadinessBand.SUFFICIENT,
    ReadinessBand.NOT_CONCERNED,
)
#: Place of each theme among all.
_THEME_ORDER = {theme.value: at for at, theme in enumerate(ReadinessTheme)}
#: Bands that no gap decides.
_WITHOUT_GAP = (
    ReadinessBand.SUFFICIENT.value,
    ReadinessBand.NO_LAYER.value,
    ReadinessBand.NOT_CONCERNED.value,
)
#: What is asked for where the hazard itself is not wholly known.
_HAZARD_DATA = "unknown_data_share"


@dataclass(frozen=True, slots=True, eq=False)
class _Count:
    """Themes of each area that are below target, surely and perhaps, off target, and unknown."""

    themes: FloatArray
    below: FloatArray
    perhaps_below: FloatArray
    off: FloatArray
    perhaps_off: FloatArray
    unknown: FloatArray


def rate_areas(
    indicators: pd.DataFrame,
    themes: pd.DataFrame,
    levels: Sequence[pd.DataFrame],
    kinds: Collection[HazardKind],
    settings: ReadinessSettings,
) -> pd.DataFrame:
    """Return the band of every area with the gap that decides it.

    Serious: at least ``serious_persons`` without a place, or at least ``serious_share`` of those who
    must leave (and ``serious_share_from_persons`` of them). Problem: anybody without a place, anybody
    who is assumed not to leave, a mean walk of at least ``problem_mean_walk_s``, or at least
    ``problem_theme_share`` of the themes below target; what is not known is none of these, for it is
    taken at both ends already. Mostly: any theme off its target.
    Sufficient: none. Without a bound for the people without a place, and where no way of anybody is known,
    the band is undetermined, unless the better end is serious as well; so it is where nothing but whether
    people with a place get there in time makes the worse end what it is, and nobody knows that (no arrival
    is published); unsurveyed where it is only a problem by what has not been surveyed.

    Parameters
    ----------
    indicators
        ``Indicators``.
    themes
        ``ThemeBands`` of the same indicators (``readiness.themes``).
    levels
        ``Ledger`` frames of districts, wards and city.
    kinds
        Hazard kinds of the scenario, which the next action names.
    settings
        Thresholds [persons, shares, seconds].

    Returns
    -------
    pandas.DataFrame
        ``Bands``, areas in the order of the indicators.
    """
    first = indicators[["area_id", "level"]].drop_duplicates("area_id")
    areas = first.set_index("area_id")["level"]
    areas.index.name = Bands.index_name()
    risk = risk_of(indicators, levels, areas.index)
    themes = _counted(themes, areas.index[without_value(risk.status)])
    count = _count(themes, areas.index)
    best = _grade(risk, count, settings, at_best=True)
    worst = _grade(risk, count, settings, at_best=False)
    band = _band(risk, count, best, worst, settings)
    binding = _binding(
        themes,
        areas.index,
        band,
        by_walk=_by_walk(risk, count, worst, settings),
        by_time=_by_time(risk, count, worst, settings),
    )
    data = least_sure_of_groups(indicators["data_kind"], indicators["area_id"]).loc[first.index]
    table = pd.DataFrame(
        {
            "level": areas,
            "band": band,
            "best_band": _or_none(best, risk.status),
            "worst_band": _or_none(worst, risk.status),
            "risk_persons_min": whole(risk.fewest),
            "risk_persons": whole(risk.most),
            **late_of(indicators, levels, areas.index),
            "must_leave_persons": risk.must_leave.astype(np.int64),
            "themes_counted": count.themes.astype(np.int64),
            "themes_below": count.below.astype(np.int64),
            "themes_unknown": count.unknown.astype(np.int64),
            "data_kind": data.to_numpy(),
        },
        index=areas.index,
    )
    return _with_remedies(table.join(binding), kinds)[Bands.columns()]


def _counted(themes: pd.DataFrame, ungraded: pd.Index) -> pd.DataFrame:
    """Return the themes that count: without those that nobody has begun to survey, of some themes.

    In areas without a grade, too, for there nothing tells whether anybody has.
    """
    optional = themes["theme"].isin([theme.value for theme in COUNTED_ONCE_SURVEYED])
    unsurveyed = (themes["best_band"] == Band.UNKNOWN.value) | themes["area_id"].isin(ungraded)
    return themes[~(optional & unsurveyed)]


def _count(themes: pd.DataFrame, areas: pd.Index) -> _Count:
    """Count themes; those that only count people in danger decide apart and are not among them.

    Lack of data keeps an area from being sufficient, and no more: the people whom it hides are taken at
    both ends already, and would count twice.
    """
    rows = themes[~themes["theme"].isin([theme.value for theme in LETHAL_ONLY])]
    best, worst = rows["best_band"], rows["worst_band"]
    concerned = best != Band.NOT_CONCERNED.value
    unknown = best == Band.UNKNOWN.value
    counts = rows["theme"] != ReadinessTheme.DATA.value
    below, on_target = Band.BELOW_TARGET.value, Band.ON_TARGET.value

    area = areas.get_indexer(pd.Index(rows["area_id"]))

    def total(chosen: "pd.Series[bool]") -> FloatArray:
        return np.bincount(area[chosen.to_numpy()], minlength=len(areas)).astype(np.float64)

    return _Count(
        # A theme that concerns nobody is not below target: left out of the whole, it would make the
        # others weigh more, and an area better off in it would have the worse band.
        themes=total(pd.Series(True, index=rows.index)),
        below=total(counts & (best == below)),
        perhaps_below=total(counts & ((worst == below) | unknown)),
        off=total(concerned & ~unknown & (best != on_target)),
        perhaps_off=total(concerned & (worst != on_target)),
        unknown=total(unknown),
    )


def _grade(risk: Risk, count: _Count, settings: ReadinessSettings, *, at_best: bool) -> FloatArray:
    """Return the position in ``_GRADES`` of each area at one end."""
    most = risk.most + risk.time_unknown
    at_risk, staying = (risk.fewest, risk.staying_fewest) if at_best else (most, risk.staying_most)
    below, off = (count.below, count.off) if at_best else (count.perhaps_below, count.perhaps_off)
    leaving = risk.surely_leaving if at_best else risk.must_leave
    by_share = (_share_of(at_risk, leaving) >= settings.serious_share) & (
        at_risk >= settings.serious_share_from_persons
    )
    by_themes = _share_of(below, count.themes) >= settings.problem_theme_share
    walk_s = risk.walk_shortest_s if at_best else risk.walk_longest_s
    grade: FloatArray = np.select(
        [
            (at_risk >= settings.serious_persons) | by_share,
            (at_risk > 0) | (staying > 0) | by_themes | (walk_s >= settings.problem_mean_walk_s),
            off > 0,
        ],
        [3.0, 2.0, 1.0],
        0.0,
    )
    return grade


def _share_of(some: FloatArray, all_of_them: FloatArray) -> FloatArray:
    """Return a share; 0 of nothing. Rounded: at its threshold whatever the last bit of the division."""
    share = np.zeros(some.shape)
    np.divide(some, all_of_them, out=share, where=all_of_them > 0)
    return np.round(share, 9)


def _by_walk(risk: Risk, count: _Count, worst: FloatArray, settings: ReadinessSettings) -> BoolArray:
    """Return where nothing but the mean walk makes the worse end what it is."""
    nobody_walks = np.full(risk.most.shape, np.nan)
    walking_apart = replace(risk, walk_longest_s=nobody_walks)
    return np.asarray(_grade(walking_apart, count, settings, at_best=False) < worst, dtype=bool)


def _by_time(risk: Risk, count: _Count, worst: FloatArray, settings: ReadinessSettings) -> BoolArray:
    """Return where only whether people with a place are in time, which is not known, makes the worse end."""
    in_time = replace(risk, time_unknown=np.zeros(risk.most.shape))
    return np.asarray(_grade(in_time, count, settings, at_best=False) < worst, dtype=bool)


def _band(
    risk: Risk, count: _Count, best: FloatArray, worst: FloatArray, settings: ReadinessSettings
) -> StatusArray:
    serious = _GRADES.index(ReadinessBand.SERIOUS)
    without_bound = (np.isinf(risk.most) | risk.way_unknown) & (best < serious)
    from_end_to_end = (best == 0) & (worst == serious)
    nobody_at_risk = (risk.most == 0) & (risk.staying_most == 0)
    unsurveyed = (
        nobody_at_risk
        & (_share_of(count.unknown, count.themes) >= settings.problem_theme_share)
        & (best < _GRADES.index(ReadinessBand.PROBLEM))
    )
    band = np.select(
        [
            risk.status == IndicatorStatus.NOT_CONCERNED,
            risk.status == IndicatorStatus.NO_LAYER,
            without_bound | from_end_to_end | _by_time(risk, count, worst, settings),
            unsurveyed,
        ],
        [
            ReadinessBand.NOT_CONCERNED.value,
            ReadinessBand.NO_LAYER.value,
            ReadinessBand.UNDETERMINED.value,
            ReadinessBand.NOT_SURVEYED.value,
        ],
        _names(worst),
    )
    return np.asarray(band, dtype=str)


def _names(grades: FloatArray) -> StatusArray:
    return np.array([grade.value for grade in _GRADES])[grades.astype(np.int64)]


def _or_none(grades: FloatArray, status: StatusArray) -> StatusArray:
    """Return grades as bands; where the scenario gives no value, why."""
    return np.select(
        [status == IndicatorStatus.NOT_CONCERNED, status == IndicatorStatus.NO_LAYER],
        [ReadinessBand.NOT_CONCERNED.value, ReadinessBand.NO_LAYER.value],
        _names(grades),
    )


def _binding(
    themes: pd.DataFrame, areas: pd.Index, band: StatusArray, *, by_walk: BoolArray, by_time: BoolArray
) -> pd.DataFrame:
    """Return the theme and the indicator that decide the band of each area; empty where none does.

    The walk where it alone decides; so the time, of which nobody knows. Most people in danger first; then
    what is surely below target, what may be, what is not known, what is near, each in the order of the
    themes.
    """
    severity = severities(themes)
    people = themes["amount_persons"].to_numpy(dtype=np.float64, na_value=0.0)
    rows = themes.assign(
        severity=severity,
        unknown=gaps_unknown(themes),
        people=np.where((severity == Severity.IN_DANGER) & ~told_after_known(themes), people, 0.0),
        order=[_THEME_ORDER[theme] for theme in themes["theme"].tolist()],
    )
    walks_decide = rows["area_id"].isin(areas[by_walk]) & (rows["theme"] == ReadinessTheme.WALKING.value)
    weak = rows.assign(beside=~walks_decide)[rows["severity"] < Severity.ON_TARGET]
    first = weak.sort_values(
        ["beside", "severity", "people", "order"], ascending=[True, True, False, True], kind="stable"
    )
    unsurveyed = areas[band == ReadinessBand.NOT_SURVEYED]
    # What makes such a band is what nobody has surveyed, whatever else is near its target.
    first = first[~first["area_id"].isin(unsurveyed) | (first["severity"] == Severity.UNKNOWN)]
    first = first.drop_duplicates("area_id").set_index("area_id").reindex(areas)
    no_gap = np.isin(band, _WITHOUT_GAP) | first["theme"].isna().to_numpy()
    hazard_itself = ~no_gap & (band == ReadinessBand.UNDETERMINED) & (first["severity"] > Severity.IN_DANGER)
    asked = np.where(by_time, ReadinessTheme.TIME.value, ReadinessTheme.DATA.value)
    asked_of = np.where(by_time, TOO_LATE, _HAZARD_DATA)
    theme = first["theme"].mask(hazard_itself, pd.Series(asked, areas)).mask(no_gap, "")
    indicator = first["indicator"].mask(hazard_itself, pd.Series(asked_of, areas)).mask(no_gap, "")
    return pd.DataFrame(
        {
            "binding_theme": theme.astype("str"),
            "binding_indicator": indicator.astype("str"),
            "binding_unknown": (first["unknown"].eq(other=True) | hazard_itself).to_numpy(dtype=bool)
            & ~no_gap,
            "binding_persons": first["amount_persons"].mask(no_gap | hazard_itself, pd.NA),
        },
        index=areas,
    )


def _with_remedies(table: pd.DataFrame, kinds: Collection[HazardKind]) -> pd.DataFrame:
    """Return the bands with what is done next about the binding gap, and by whom."""
    pairs = [
        remedy(indicator, kinds, is_unknown=unknown) if indicator else ("", "")
        for indicator, unknown in zip(table["binding_indicator"], table["binding_unknown"], strict=True)
    ]
    return table.assign(
        next_action=pd.array([action for action, _ in pairs], dtype="str"),
        owner=pd.array([str(owner) for _, owner in pairs], dtype="str"),
    )
