"""Themes of readiness: indicators that measure one thing, taken as one."""

from collections.abc import Mapping
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.data_kind import least_sure_of_groups
from domain.tables.bands import ThemeBands
from domain.vocabulary import Band, Pillar, ReadinessTheme
from readiness.affected import affected_persons

#: Pillar of each theme: who can do most about it.
PILLARS: Mapping[ReadinessTheme, Pillar] = {
    ReadinessTheme.TIME: Pillar.PUBLIC_HELP,
    ReadinessTheme.ROUTE: Pillar.PUBLIC_HELP,
    ReadinessTheme.SEATS: Pillar.PUBLIC_HELP,
    ReadinessTheme.PLACE: Pillar.PUBLIC_HELP,
    ReadinessTheme.OPENING: Pillar.MUTUAL_HELP,
    ReadinessTheme.WALKING: Pillar.SELF_HELP,
    ReadinessTheme.STOCK: Pillar.PUBLIC_HELP,
    ReadinessTheme.ORGANISATION: Pillar.MUTUAL_HELP,
    ReadinessTheme.DRILLS: Pillar.MUTUAL_HELP,
    ReadinessTheme.SUPPORT: Pillar.MUTUAL_HELP,
    ReadinessTheme.FACILITIES: Pillar.PUBLIC_HELP,
    ReadinessTheme.LEAVING: Pillar.SELF_HELP,
    ReadinessTheme.DATA: Pillar.PUBLIC_HELP,
}

#: Theme of each indicator that counts; those without a target, and sums of others, are none.
THEMES: Mapping[str, ReadinessTheme] = {
    "unserved_too_late": ReadinessTheme.TIME,
    "below_reserve_persons": ReadinessTheme.TIME,
    "unserved_no_safe_way": ReadinessTheme.ROUTE,
    "unserved_way_unknown": ReadinessTheme.ROUTE,
    "unserved_no_capacity": ReadinessTheme.SEATS,
    "seats_per_demand_escape": ReadinessTheme.SEATS,
    "seats_per_demand_stay": ReadinessTheme.SEATS,
    "unserved_no_suitable_place": ReadinessTheme.PLACE,
    "unserved_capacity_unknown": ReadinessTheme.PLACE,
    "openable_per_demand": ReadinessTheme.OPENING,
    "walk_time_mean_s": ReadinessTheme.WALKING,
    "stock_days": ReadinessTheme.STOCK,
    "stock_water_days": ReadinessTheme.STOCK,
    "coverage_share": ReadinessTheme.ORGANISATION,
    "posts_filled_share": ReadinessTheme.ORGANISATION,
    "leaders_share": ReadinessTheme.ORGANISATION,
    "deputies_share": ReadinessTheme.ORGANISATION,
    "leaders_over_75_share": ReadinessTheme.ORGANISATION,
    "drills_in_year": ReadinessTheme.DRILLS,
    "drill_participation_share": ReadinessTheme.DRILLS,
    "individual_plans_share": ReadinessTheme.SUPPORT,
    "support_consented_share": ReadinessTheme.SUPPORT,
    "facilities_with_plan_share": ReadinessTheme.FACILITIES,
    "facilities_drill_share": ReadinessTheme.FACILITIES,
    "assumed_not_leaving_persons": ReadinessTheme.LEAVING,
    "unknown_data_share": ReadinessTheme.DATA,
}

#: Indicators that count people without a place: nothing makes up for one of them.
LETHAL = frozenset(
    {
        "unserved_too_late",
        "unserved_no_safe_way",
        "unserved_no_capacity",
        "unserved_no_suitable_place",
        "unserved_capacity_unknown",
        "unserved_way_unknown",
    }
)
#: Of them the one of whose people nobody knows whether they are in danger.
WAY_UNKNOWN = "unserved_way_unknown"
#: Indicators that count people in danger: those without a place, and those who are assumed not to leave.
_IN_DANGER = LETHAL | {"assumed_not_leaving_persons"}
#: Themes of nothing but people without a place.
LETHAL_ONLY = frozenset(
    theme for theme in ReadinessTheme if all(one in LETHAL for one, of in THEMES.items() if of is theme)
)

#: Themes that count in a band only where somebody has begun to survey them: a question that is new
#: everywhere makes no area worse than it was.
COUNTED_ONCE_SURVEYED = frozenset({ReadinessTheme.OPENING})

#: Columns of ``Indicators`` that a theme is rated by.
_LOOKED_AT = ["area_id", "level", "indicator", "score", "best_band", "worst_band", "data_kind"]
_ORDER = {theme: at for at, theme in enumerate(ReadinessTheme)}
_WORSE = (Band.ON_TARGET.value, Band.NEAR_TARGET.value, Band.BELOW_TARGET.value)
#: Place of each band among them.
_PLACE = {band: at for at, band in enumerate(_WORSE)}


class Severity(IntEnum):
    """What decides before what: people in danger, what is surely below, then what may be."""

    IN_DANGER = 0
    BELOW = 1
    PERHAPS_BELOW = 2
    UNKNOWN = 3
    NEAR = 4
    ON_TARGET = 5
    NOT_CONCERNED = 6


def rate_themes(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return what each theme is in each area, and the indicator that decides it.

    Parameters
    ----------
    indicators
        ``Indicators``.

    Returns
    -------
    pandas.DataFrame
        ``ThemeBands``: areas in the order of the indicators, themes in that of ``ReadinessTheme``.
    """
    chosen = indicators["indicator"].isin(list(THEMES))
    # Evidence is long: only what it says of people is taken on.
    rows = indicators.loc[chosen, _LOOKED_AT]
    inputs = indicators["inputs"][chosen].tolist()
    indicator = rows["indicator"].tolist()
    theme = [THEMES[one] for one in indicator]
    order = {indicator: at for at, indicator in enumerate(THEMES)}
    rows = rows.assign(
        area=pd.factorize(rows["area_id"])[0],
        theme=pd.array([one.value for one in theme], dtype="str"),
        theme_order=[_ORDER[one] for one in theme],
        indicator_order=[order[one] for one in indicator],
        amount_persons=pd.array([affected_persons(one) for one in inputs], dtype="Int64"),
    )
    rows = rows.assign(severity=severities(rows), people=_people_first(rows))
    rows = rows.sort_values(
        ["area", "theme_order", "severity", "people", "score", "indicator_order"],
        ascending=[True, True, True, False, True, True],
        kind="stable",
    )
    deciding = rows.drop_duplicates(["area", "theme_order"])
    groups = rows.groupby(["area", "theme_order"])
    best, worst = _both_ends(rows, groups.ngroup().to_numpy().astype(np.int64))
    data_kind = least_sure_of_groups(rows["data_kind"], [rows["area"], rows["theme_order"]])
    table = deciding.assign(
        pillar=pd.array(
            [PILLARS[ReadinessTheme(one)].value for one in deciding["theme"].tolist()], dtype="str"
        ),
        best_band=pd.array(best, dtype="str"),
        worst_band=pd.array(worst, dtype="str"),
        data_kind=data_kind.loc[deciding.index],
    ).reset_index(drop=True)
    table.index.name = ThemeBands.index_name()
    return table[ThemeBands.columns()]


def severities(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return how much each row weighs, as values of ``Severity``.

    Parameters
    ----------
    table
        Columns ``indicator``, ``amount_persons``, ``best_band`` and ``worst_band``.
    """
    best, worst = table["best_band"], table["worst_band"]
    in_danger = table["indicator"].isin(list(_IN_DANGER)) & (table["amount_persons"].fillna(0) > 0)
    return np.select(
        [
            in_danger,
            best == Band.BELOW_TARGET.value,
            worst == Band.BELOW_TARGET.value,
            worst == Band.UNKNOWN.value,
            worst == Band.NEAR_TARGET.value,
            worst == Band.ON_TARGET.value,
        ],
        [one.value for one in Severity if one is not Severity.NOT_CONCERNED],
        Severity.NOT_CONCERNED.value,
    ).astype(np.int64)


def gaps_unknown(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return whether it is only what is not known that makes each row a gap.

    Parameters
    ----------
    table
        Columns ``indicator``, ``amount_persons``, ``best_band`` and ``worst_band``.
    """
    may_be_good = table["best_band"].isin([Band.UNKNOWN.value, Band.ON_TARGET.value]).to_numpy()
    severity = severities(table)
    return may_be_good & (severity > Severity.IN_DANGER) & (severity < Severity.NEAR)


def _people_first(rows: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return the people in danger of each row; 0 where they are not, or nobody knows whether they are."""
    people = rows["amount_persons"].to_numpy(dtype=np.float64, na_value=0.0)
    return np.where(rows["indicator"].isin(list(_IN_DANGER - {WAY_UNKNOWN})), people, 0.0)


def _both_ends(
    rows: pd.DataFrame, group: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.str_]]:
    """Return the bands of groups of rows at both ends: the worst of the rows at that end."""
    size = int(group.max()) + 1 if len(group) else 0
    without_value = (rows["best_band"] == Band.UNKNOWN.value).to_numpy()
    valued = rows["best_band"].isin(_WORSE).to_numpy()
    has_value = np.bincount(group, weights=valued, minlength=size) > 0
    has_unknown = np.bincount(group, weights=without_value, minlength=size) > 0
    ends = []
    for column, unknown_is in (("best_band", 0), ("worst_band", len(_WORSE) - 1)):
        place = rows[column].map(_PLACE).fillna(0).to_numpy(np.int64)
        place = np.where(without_value, unknown_is, place)
        worst = np.zeros(size, dtype=np.int64)
        np.maximum.at(worst, group, place)
        known = np.array(_WORSE)[worst]
        nothing = np.where(has_unknown, Band.UNKNOWN.value, Band.NOT_CONCERNED.value)
        ends.append(np.where(has_value, known, nothing))
    return ends[0], ends[1]
