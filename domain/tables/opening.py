"""Contracts of what can be opened: who is there in time, and how many seats that makes."""

from enum import StrEnum

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.tables.base import Table


class SeatLimit(StrEnum):
    """What bounds the seats of a place that can be opened; the value is a key below ``seat_limit.``."""

    OFFICIAL = "official"
    AREA = "area"
    TOILETS = "toilets"
    OPENERS = "openers"


class OpenersInTime(Table):
    """People on opening duty who are at their place in time; places with nobody on record have no row.

    ``persons`` are on record, 0 where it is known that there is nobody. ``…_min`` are surely there within
    the time that opening may take, ``…_max`` possibly: of whom nothing is known may be.
    """

    place_id: Index[str] = pa.Field(unique=True)
    persons: Series[int] = pa.Field(ge=0)
    day_min: Series[int] = pa.Field(ge=0)
    day_max: Series[int] = pa.Field(ge=0)
    night_min: Series[int] = pa.Field(ge=0)
    night_max: Series[int] = pa.Field(ge=0)


class OpenableSeats(Table):
    """Seats of each place that can be opened: the least of four limits, with both ends.

    ``…_seats`` are the limits (<NA>: not surveyed); those of the openers have two ends. ``is_surveyed``
    says that toilets, openers and seats, by either count, are known: elsewhere ``seats_min`` is 0, for it
    counts what is not surveyed as nothing. ``seats_max`` (<NA>: no limit is known) counts it as no limit.
    ``limit`` is the known limit that binds at the upper end, empty where none is known; ``openers`` are
    people on record who can be there in time at most, <NA> where nobody is on record.
    """

    place_id: Index[str] = pa.Field(unique=True)
    official_seats: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    area_seats: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    toilet_seats: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    opener_seats_min: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    opener_seats_max: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    openers: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    is_surveyed: Series[bool]
    seats_min: Series[int] = pa.Field(ge=0)
    seats_max: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    limit: Series[str] = pa.Field(isin=["", *[limit.value for limit in SeatLimit]])
