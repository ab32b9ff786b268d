"""The indicator of what people hang on (孤立): who has two ways to safety that share no street.

It rests on a second result (``planning.isolation``), which is made when somebody asks: it stands beside the
indicators of a plan, never among them.
"""

import numpy as np
import pandas as pd

from domain.bundle import City
from domain.settings.settings import Settings
from domain.tables.stages import Indicators
from domain.vocabulary import IndicatorStatus, Pillar
from readiness.areas import Areas, BoolArray, ratio
from readiness.measure import Evidence, Goal, Measure, Spec, Unit, statuses, without_value

#: Name of the indicator.
TWO_WAYS = "two_ways_share"


def ways_indicator(city: City, isolation: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the share of the people who leave that has two ways which share no street.

    Who hangs on one street, or reaches safety by none in time, has no two; nor have the people of a
    district that all together have one way. Who is safe at the door needs none. Ways are counted from
    above (``planning.isolation``), so the share is one at most.

    Parameters
    ----------
    city
        The city.
    isolation
        ``DistrictIsolation`` of all districts, or of some: then only areas that are whole are told.
    settings
        The target, and what counts as near it.

    Returns
    -------
    pandas.DataFrame
        ``Indicators`` with one indicator: districts by id, wards in official order, the city. People of
        whom no street is known widen the interval.
    """
    areas = Areas.of(city.districts, city.wards, city.meta.city_code)
    held = isolation.reindex(areas.districts)
    members = areas.members(pd.Series(areas.districts, dtype="str"))
    persons, safe, unknown, no_route, single = (
        held[name].to_numpy(np.float64)
        for name in ("persons", "safe_persons", "unknown_persons", "no_route_persons", "single_persons")
    )
    one_way = held["ways"].eq(1).fillna(value=False).to_numpy(bool)
    counted = persons - safe - unknown - no_route
    total, lost, lacking = (
        members.total(values) for values in (persons, unknown, np.where(one_way, counted, single) + no_route)
    )
    status = statuses(
        len(areas.ids),
        (total == 0, IndicatorStatus.NOT_CONCERNED),
        (lost >= total, IndicatorStatus.NO_LAYER),
        (lost > 0, IndicatorStatus.PARTLY_UNKNOWN),
    )
    blank = without_value(status)
    value, worst, best = (
        np.where(blank, np.nan, ratio(part, whole))
        for part, whole in (
            (total - lost - lacking, total - lost), (total - lost - lacking, total), (total - lacking, total)
        )
    )  # fmt: skip
    measure = Measure(
        spec=Spec(TWO_WAYS, Pillar.PUBLIC_HELP, Unit.SHARE, Goal.AT_LEAST),
        value=value, value_min=worst, value_max=best, status=status,
        target=settings.readiness.two_ways_share,
        evidence=(
            Evidence("affected_persons", np.where(blank, np.nan, lacking), "streets"),
            Evidence("leaving_persons", total, "blocks"),
            Evidence("unknown_way_persons", lost, "streets"),
        ),
    )  # fmt: skip
    table = measure.table(areas, city.meta, settings.readiness.near_target_share)
    table = table[_whole(areas, isolation)].reset_index(drop=True)
    table.index.name = Indicators.index_name()
    return Indicators.check(table[Indicators.columns()])


def _whole(areas: Areas, isolation: pd.DataFrame) -> BoolArray:
    """Return the areas of which every district is held, shape (areas,)."""
    held = areas.districts.isin(isolation.index)
    members = areas.members(pd.Series(areas.districts, dtype="str"))
    return np.asarray(members.total(~held) == 0, np.bool_)
