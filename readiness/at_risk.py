"""People in danger at both ends of what is not known, of each area: what a band is found in first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.vocabulary import Outcome
from readiness.areas import BoolArray, FloatArray
from readiness.ledger_sums import ledger_sums, one_row_an_area
from readiness.measure import StatusArray
from readiness.unknown_way import every_way_unknown

#: Everybody without a place, whatever the cause.
_AT_RISK = "unserved_persons"
#: Those who must leave and are assumed not to, with a seat or without.
_STAYING = "assumed_not_leaving_persons"
_NOT_IN_TIME = "not_in_time_persons"
#: Those who have no place because they are too late for one.
TOO_LATE = "unserved_too_late"
_MEAN_WALK = "walk_time_mean_s"
#: Columns of ``Indicators`` that a band is found in.
_LOOKED_AT = ["area_id", "value", "value_min", "value_max", "status"]


@dataclass(frozen=True, slots=True, eq=False)
class Risk:
    """People without a place at both ends (inf without a bound), of those who must leave, per area.

    So are those who are assumed not to leave; 0 where the scenario has none. ``way_unknown`` says that of
    nobody there a way is known: whether they have a place nobody can judge. ``surely_leaving`` are those
    who must leave without the people of unknown need, who at the better end do not. ``walk_shortest_s``
    and ``walk_longest_s`` are the mean walk at both ends; NaN where nobody walks. ``time_unknown`` have a
    place, but nobody knows whether they get there in time: at the worse end they have none.
    """

    fewest: FloatArray
    most: FloatArray
    staying_fewest: FloatArray
    staying_most: FloatArray
    way_unknown: BoolArray
    time_unknown: FloatArray
    must_leave: FloatArray
    surely_leaving: FloatArray
    walk_shortest_s: FloatArray
    walk_longest_s: FloatArray
    status: StatusArray


def risk_of(indicators: pd.DataFrame, levels: Sequence[pd.DataFrame], areas: pd.Index) -> Risk:
    """Return who is in danger in each area.

    Parameters
    ----------
    indicators
        ``Indicators``.
    levels
        ``Ledger`` frames of districts, wards and city.
    areas
        Ids of the areas.
    """
    rows = _of_indicator(indicators, _AT_RISK, areas)
    sums = ledger_sums(one_row_an_area(levels)).reindex(areas)
    fewest, most = _ends(rows)
    staying = _ends(_of_indicator(indicators, _STAYING, areas))
    walks = _ends(_of_indicator(indicators, _MEAN_WALK, areas))
    must_leave = sums["must_leave"].to_numpy(dtype=np.float64)
    return Risk(
        fewest=fewest,
        most=most,
        staying_fewest=np.nan_to_num(staying[0]),
        staying_most=np.nan_to_num(staying[1], posinf=np.inf),
        way_unknown=every_way_unknown(sums),
        time_unknown=_time_unknown(indicators, sums),
        must_leave=must_leave,
        surely_leaving=np.maximum(must_leave - sums["unknown_persons"].to_numpy(dtype=np.float64), 0.0),
        walk_shortest_s=walks[0],
        walk_longest_s=walks[1],
        status=np.asarray(rows["status"].to_numpy(dtype=str)),
    )


def _time_unknown(indicators: pd.DataFrame, sums: pd.DataFrame) -> FloatArray:
    """Return people with a place of whom nobody knows whether they are in time: no way is unknown of theirs.

    0 where the scenario gives no number, and where a missing layer leaves every number without a bound.
    """
    rows = _of_indicator(indicators, TOO_LATE, sums.index)
    more = (rows["value_max"] - rows["value"]).to_numpy(dtype=np.float64)
    way_unknown = sums[Outcome.WAY_UNKNOWN.value].to_numpy(dtype=np.float64)
    return np.maximum(np.nan_to_num(more) - way_unknown, 0.0)


def _of_indicator(indicators: pd.DataFrame, indicator: str, areas: pd.Index) -> pd.DataFrame:
    rows = indicators.loc[indicators["indicator"] == indicator, _LOOKED_AT]
    return rows.set_index("area_id").reindex(areas)


def _ends(rows: pd.DataFrame) -> tuple[FloatArray, FloatArray]:
    """Return people at both ends: NaN without a value, inf without a bound."""
    fewest = rows["value_min"].to_numpy(dtype=np.float64)
    most = rows["value_max"].to_numpy(dtype=np.float64)
    valued = ~np.isnan(rows["value"].to_numpy(dtype=np.float64))
    return (
        np.where(valued, fewest, np.nan),
        np.where(valued, np.where(np.isnan(most), np.inf, most), np.nan),
    )


def late_of(
    indicators: pd.DataFrame, levels: Sequence[pd.DataFrame], areas: pd.Index
) -> dict[str, "pd.api.extensions.ExtensionArray"]:
    """Return who does not reach safety in time, and who of them has a seat but is assumed not to leave.

    <NA> where nothing ends the time to leave, where the scenario gives no value, and where nobody is
    late as far as is known, but the way of somebody is not; else at least so many.
    """
    late = _of_indicator(indicators, _NOT_IN_TIME, areas)["value"].to_numpy(dtype=np.float64)
    ledger = one_row_an_area(levels).reindex(areas)
    late = np.where((ledger[Outcome.WAY_UNKNOWN.value] > 0) & (late == 0), np.nan, late)
    seated = ledger[Outcome.NOT_LEAVING.value].to_numpy(dtype=np.float64)
    return {
        "not_in_time_persons": whole(late),
        "not_leaving_persons": whole(np.where(np.isnan(late), np.nan, seated)),
    }


def whole(persons: FloatArray) -> "pd.api.extensions.ExtensionArray":
    """Return whole persons; <NA> where there is no number or no bound."""
    known = np.isfinite(persons)
    return pd.arrays.IntegerArray(np.where(known, persons, 0).astype(np.int64), ~known)
