"""Contracts of what blocked streets mean: the chance to get through, and the streets that matter."""

from enum import StrEnum

import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.tables.base import Table


class AreaLevel(StrEnum):
    """What an area of ``AreaChance`` is."""

    CITY = "city"
    WARD = "ward"
    DISTRICT = "district"
    BLOCK = "block"


class AreaChance(Table):
    """Chance of the people of an area to reach a usable place in time; the index runs from 0.

    ``persons`` must leave, ``open_persons`` of them reach a place in time with no street blocked.
    ``chance`` is the mean share of ``persons`` who do so after the earthquake where what is not known is
    read adversely, ``chance_favourable`` where it is read favourably; ``chance_min`` and ``chance_max`` are
    the ends of their 95 % intervals (lower of the one, upper of the other). ``detour_s`` is by how
    much people who still get through walk longer on average [s], NaN where nobody does.
    """

    row: Index[int] = pa.Field(unique=True)
    level: Series[str] = pa.Field(isin=[one.value for one in AreaLevel])
    area_id: Series[str]
    persons: Series[int] = pa.Field(gt=0)
    open_persons: Series[int] = pa.Field(ge=0)
    chance: Series[float] = pa.Field(ge=0, le=1)
    chance_favourable: Series[float] = pa.Field(ge=0, le=1)
    chance_min: Series[float] = pa.Field(ge=0, le=1)
    chance_max: Series[float] = pa.Field(ge=0, le=1)
    detour_s: Series[float] = pa.Field(nullable=True)


class ProfileChance(Table):
    """The same by walking profile for the city, wards and districts; the index runs from 0.

    Not by block: there it would tell where somebody lives who needs help.
    """

    row: Index[int] = pa.Field(unique=True)
    level: Series[str] = pa.Field(isin=[one.value for one in AreaLevel if one is not AreaLevel.BLOCK])
    area_id: Series[str]
    profile_id: Series[str]
    persons: Series[int] = pa.Field(gt=0)
    chance: Series[float] = pa.Field(ge=0, le=1)
    chance_favourable: Series[float] = pa.Field(ge=0, le=1)
    chance_min: Series[float] = pa.Field(ge=0, le=1)
    chance_max: Series[float] = pa.Field(ge=0, le=1)


class CriticalStreets(Table):
    """Streets that a draw blocked and that people need, by id.

    ``blocked_share_min`` and ``…_max`` are the shares of draws in which it is blocked: of the profile and
    the reading in which that is rarest, and of those in which it is most often. ``cut_off_persons`` no longer
    reach a place in time when it is blocked besides what else is, on average; ``lost_person_min`` is by how
    much all others walk longer [persons × minutes]; ``…_low`` and ``…_high`` are the ends of
    their 95 % intervals over the draws, NaN where the street was open in a single one; where it was open to
    some profile in none, the mean is a least one and ``…_high`` is NaN. ``ward_code`` is
    the ward of its middle, empty outside the city. One after the other on one way, streets mean much the
    same: ``leader_id`` is the first of them, ``rank`` counts the leaders of a ward from 1 and is 0 for all
    others.
    """

    street_id: Index[int] = pa.Field(unique=True)
    ward_code: Series[str]
    blocked_share_min: Series[float] = pa.Field(ge=0, le=1)
    blocked_share_max: Series[float] = pa.Field(ge=0, le=1)
    cut_off_persons: Series[float] = pa.Field(ge=0)
    cut_off_persons_low: Series[float] = pa.Field(ge=0, nullable=True)
    cut_off_persons_high: Series[float] = pa.Field(ge=0, nullable=True)
    lost_person_min: Series[float] = pa.Field(ge=0)
    lost_person_min_low: Series[float] = pa.Field(ge=0, nullable=True)
    lost_person_min_high: Series[float] = pa.Field(ge=0, nullable=True)
    leader_id: Series[int]
    rank: Series[int] = pa.Field(ge=0)
