"""Contracts of the bands of readiness: of each theme, and of each area."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.data_kind import DataKind
from domain.tables.base import Table
from domain.vocabulary import Band, Owner, Pillar, ReadinessBand, ReadinessTheme


class ThemeBands(Table):
    """Themes of readiness (indicators that measure one thing) of each area; index from 0.

    Areas stand in the order of ``Indicators``, the themes of an area in that of ``ReadinessTheme``.
    ``best_band`` and ``worst_band`` are what the theme is if all that is not known turned out well, or
    badly: the worst of its indicators at that end. Both are ``unknown`` where none of them has a value
    (未調査), and ``not_concerned`` where none concerns the area. ``indicator`` is the one that decides;
    ``amount_persons`` are the people whom it says are affected, <NA> where it does not say.
    """

    row: Index[int] = pa.Field(unique=True)
    area_id: Series[str]
    level: Series[str] = pa.Field(isin=["district", "ward", "city"])
    theme: Series[str] = pa.Field(isin=[value.value for value in ReadinessTheme])
    pillar: Series[str] = pa.Field(isin=[value.value for value in Pillar])
    best_band: Series[str] = pa.Field(isin=[value.value for value in Band])
    worst_band: Series[str] = pa.Field(isin=[value.value for value in Band])
    indicator: Series[str]
    amount_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    data_kind: Series[str] = pa.Field(isin=[value.value for value in DataKind])


class Bands(Table):
    """How ready each area is in the scenario (``readiness.bands``), in the order of ``Indicators``.

    ``best_band`` and ``worst_band`` are the bands at both ends of everything that is not known; ``band``
    is the worse one, or why there is none. ``risk_persons`` are the people without a place at the worse
    end, ``risk_persons_min`` those at the better; <NA> where there is no value or no bound.
    ``not_in_time_persons`` do not reach safety in time; ``not_leaving_persons`` of them have a seat and
    are assumed not to leave; both <NA> where nothing ends the time to leave.
    ``themes_below`` counts the themes below target at the better end, ``themes_unknown`` those of which
    nothing is known. The binding gap is the theme and the indicator that decide the band; empty where
    there is none. ``binding_unknown`` says that what is missing is the knowledge itself.
    ``next_action`` is a key below ``action.``.
    """

    area_id: Index[str] = pa.Field(unique=True)
    level: Series[str] = pa.Field(isin=["district", "ward", "city"])
    band: Series[str] = pa.Field(isin=[value.value for value in ReadinessBand])
    best_band: Series[str] = pa.Field(isin=[value.value for value in ReadinessBand])
    worst_band: Series[str] = pa.Field(isin=[value.value for value in ReadinessBand])
    risk_persons_min: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    risk_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    not_in_time_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    not_leaving_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    must_leave_persons: Series[int] = pa.Field(ge=0)
    themes_counted: Series[int] = pa.Field(ge=0)
    themes_below: Series[int] = pa.Field(ge=0)
    themes_unknown: Series[int] = pa.Field(ge=0)
    binding_theme: Series[str] = pa.Field(isin=["", *[value.value for value in ReadinessTheme]])
    binding_indicator: Series[str]
    binding_unknown: Series[bool]
    binding_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    next_action: Series[str]
    owner: Series[str] = pa.Field(isin=["", *[value.value for value in Owner]])
    data_kind: Series[str] = pa.Field(isin=[value.value for value in DataKind])
