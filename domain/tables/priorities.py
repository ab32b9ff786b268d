"""Contracts of what is done first, and of what is not known and whom to ask."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.data_kind import DataKind
from domain.tables.base import Table
from domain.vocabulary import Outcome, Owner, Urgency

_CAUSES = ["", *[value.value for value in Outcome], "below_target", "unknown"]
_OWNERS = [value.value for value in Owner]
_URGENCIES = [value.value for value in Urgency]


class WeakPoints(Table):
    """Every weak point of each district, worst first; index from 0.

    ``Gaps`` are the first few of them; ``Priorities`` are all of them by action.
    ``next_action`` is a key below ``action.``; ``affected_persons`` is <NA> where unknown.
    """

    row: Index[int] = pa.Field(unique=True)
    district_id: Series[str]
    urgency: Series[str] = pa.Field(isin=_URGENCIES)
    indicator: Series[str]
    value: Series[float] = pa.Field(nullable=True)
    target: Series[float] = pa.Field(nullable=True)
    affected_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    cause: Series[str] = pa.Field(isin=_CAUSES)
    next_action: Series[str]
    owner: Series[str] = pa.Field(isin=_OWNERS)
    data_kind: Series[str] = pa.Field(isin=[value.value for value in DataKind])


class Priorities(Table):
    """What is done first in some districts: one row an action of an owner, worst first.

    The index is the rank from 1. ``urgency`` is that of the most urgent cause; ``affected_persons`` are
    the people of that urgency of all districts of the row, each once, as far as they are known (<NA>
    where no district knows); ``districts_unknown`` of the ``districts`` do not know theirs. ``causes``
    are all that the action meets, the most urgent first, ``cause_persons`` the people of each (None: not
    known). Rows are never added up: two actions may help the same people. ``indicators`` and
    ``district_ids`` are tuples, the districts by people, those unknown last. ``districts_model`` rest on
    model data.
    """

    rank: Index[int] = pa.Field(unique=True, ge=1)
    urgency: Series[str] = pa.Field(isin=_URGENCIES)
    next_action: Series[str]
    owner: Series[str] = pa.Field(isin=_OWNERS)
    causes: Series[object]
    cause_persons: Series[object]
    indicators: Series[object]
    affected_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    districts: Series[int] = pa.Field(ge=1)
    districts_unknown: Series[int] = pa.Field(ge=0)
    districts_model: Series[int] = pa.Field(ge=0)
    district_ids: Series[object]


class DataDebt(Table):
    """What is not known, and of how many people it hides the answer, most people first; index from 0.

    ``layer`` is a layer of the bundle (``hazards`` for what any hazard layer should say), ``missing``
    its columns that are missing, joined by commas, empty for the layer itself. ``item_id`` is the
    place, street or district, or the layer or kind that is not held. ``items`` counts what is asked
    for: organisations, facilities, blocks, else 1. ``ward_code`` and ``district_id`` are empty for what
    concerns the whole city.
    ``persons`` are the people whose answer waits for it, at most; <NA> where it cannot be counted. The
    same people may stand in several rows, which are never added up. ``indicator`` is where the answer is
    used; ``next_action`` is a key below ``action.``, ``owner`` who asks.
    """

    row: Index[int] = pa.Field(unique=True)
    layer: Series[str]
    missing: Series[str]
    item_id: Series[str]
    ward_code: Series[str]
    district_id: Series[str]
    items: Series[int] = pa.Field(ge=1)
    persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    indicator: Series[str]
    next_action: Series[str]
    owner: Series[str] = pa.Field(isin=_OWNERS)
