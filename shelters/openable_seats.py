"""Seats of places that can be opened: the least of what each thing that a place needs allows.

Official seats, floor area at the standard, toilets, and people on opening duty who are there in time. What
is not surveyed counts as nothing at the lower end and as no limit at the upper end, never as either alone.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.settings.settings import Settings
from domain.tables.opening import OpenableSeats, SeatLimit
from domain.vocabulary import DayTime

FloatArray = npt.NDArray[np.float64]


def openable_seats(
    places: pd.DataFrame,
    usable: pd.DataFrame,
    toilets: "pd.Series[int]",
    openers: pd.DataFrame,
    day_time: DayTime,
    settings: Settings,
) -> pd.DataFrame:
    """Return how many seats of each place can be opened, and what binds.

    Parameters
    ----------
    places
        ``Places``: the official seats.
    usable
        ``UsablePlaces`` of the same: seats by floor area at the standard.
    toilets
        Toilets by place id; <NA> or absent where nobody has surveyed them.
    openers
        ``OpenersInTime``; a place without a row has nobody on record.
    day_time
        Whether those who are there by day or by night count.
    settings
        ``readiness.persons_per_toilet`` and ``capacity.seats_per_opener``.

    Returns
    -------
    pd.DataFrame
        ``OpenableSeats``, every place, by id. Of limits that allow as many seats the first is named, in
        the order of ``SeatLimit``.
    """
    ids = places.index.sort_values()
    people = openers.reindex(ids)
    low, high = (_numbers(people[f"{day_time.value}_{end}"]) for end in ("min", "max"))
    official = _numbers(places["official_capacity_persons"].reindex(ids))
    area = _numbers(usable["capacity_persons"].reindex(ids))
    by_toilets = _numbers(toilets.reindex(ids)) * settings.readiness.persons_per_toilet
    per_opener = settings.capacity.seats_per_opener
    at_least, at_most = (
        {
            SeatLimit.OFFICIAL: official,
            SeatLimit.AREA: area,
            SeatLimit.TOILETS: by_toilets,
            SeatLimit.OPENERS: there * per_opener,
        }
        for there in (low, high)
    )
    # A city that states no seats of a place sets no limit by them: one of both counts is enough.
    is_surveyed = ~((np.isnan(official) & np.isnan(area)) | np.isnan(by_toilets) | np.isnan(low))
    known = np.array([np.where(np.isnan(one), np.inf, one) for one in at_least.values()])
    least = np.where(is_surveyed, known.min(axis=0), 0.0)
    limits = np.array([np.where(np.isnan(one), np.inf, one) for one in at_most.values()])
    most = limits.min(axis=0)
    names = np.array([limit.value for limit in at_most])[limits.argmin(axis=0)]
    table = pd.DataFrame(
        {
            "official_seats": _whole(official),
            "area_seats": _whole(area),
            "toilet_seats": _whole(by_toilets),
            "opener_seats_min": _whole(at_least[SeatLimit.OPENERS]),
            "opener_seats_max": _whole(at_most[SeatLimit.OPENERS]),
            "openers": _whole(high),
            "is_surveyed": is_surveyed,
            "seats_min": least.astype(np.int64),
            "seats_max": _whole(np.where(np.isinf(most), np.nan, most)),
            "limit": pd.array(np.where(np.isinf(most), "", names), dtype="str"),
        },
        index=pd.Index(ids, name=OpenableSeats.index_name()),
    )
    return OpenableSeats.check(table)


def _numbers(column: "pd.Series[int]") -> FloatArray:
    return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def _whole(values: FloatArray) -> "pd.api.extensions.ExtensionArray":
    return pd.arrays.IntegerArray(np.nan_to_num(values).astype(np.int64), np.isnan(values))
