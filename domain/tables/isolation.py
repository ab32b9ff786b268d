"""Contracts of what a district hangs on (孤立): the fewest streets between its people and safety."""

from enum import StrEnum

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.tables.base import Table


class IsolationState(StrEnum):
    """What can be said of the routes of some people; the value is a key below ``isolation.state.``."""

    NOT_CONCERNED = "not_concerned"
    UNKNOWN = "unknown"
    SAFE = "safe"
    NO_ROUTE = "no_route"
    COUNTED = "counted"


class DistrictIsolation(Table):
    """The fewest streets that part the people of a district, all together, from safety.

    ``persons`` are those who leave; of them ``safe_persons`` are at a destination, or on safe ground, as
    they step into the street, of ``unknown_persons`` no street is known, and ``no_route_persons`` reach
    safety by no street in time. The others are counted: ``ways`` routes of theirs share no street (<NA>
    where there are ``ISOLATION_MOST`` or more, or nobody is counted), and without the streets
    ``street_ids`` nobody of them reaches safety. ``single_persons`` are those of them who hang on one
    street each, of ``single_blocks`` blocks; ``corner_persons`` hang on no street, but all of their routes
    pass one corner, of ``corner_blocks`` blocks.

    These are the ways that a plan uses. Once a street is blocked bars are laid anew, and a plan may use
    others: ``cut_lost_persons`` of the counted have no way at all without ``street_ids``, and
    ``single_lost_persons`` of those who hang on a street have none without one of theirs; <NA> where nobody
    asked.
    """

    district_id: Index[str] = pa.Field(unique=True)
    state: Series[str] = pa.Field(isin=[one.value for one in IsolationState])
    persons: Series[int] = pa.Field(ge=0)
    safe_persons: Series[int] = pa.Field(ge=0)
    unknown_persons: Series[int] = pa.Field(ge=0)
    no_route_persons: Series[int] = pa.Field(ge=0)
    ways: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    street_ids: Series[object]
    cut_lost_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    single_persons: Series[int] = pa.Field(ge=0)
    single_blocks: Series[int] = pa.Field(ge=0)
    single_lost_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    corner_persons: Series[int] = pa.Field(ge=0)
    corner_blocks: Series[int] = pa.Field(ge=0)


class BlockIsolation(Table):
    """The streets that every route of a block's people to safety takes, in walking order.

    ``lost_street_ids`` are those of them without which the people have no way at all, with bars laid anew;
    None where nobody asked.
    ``node_ids`` are the street corners that every route passes, but for those at an end of these streets.
    """

    block_id: Index[str] = pa.Field(unique=True)
    district_id: Series[str]
    state: Series[str] = pa.Field(isin=[one.value for one in IsolationState])
    persons: Series[int] = pa.Field(ge=0)
    street_ids: Series[object]
    lost_street_ids: Series[object] = pa.Field(nullable=True)
    node_ids: Series[object]


class CrossingDependence(Table):
    """People of a district who reach safety over the bridges or crossings of one river or railway only.

    ``crosses`` is what these streets lead over, ``streets`` their number in the city. ``lost_persons`` of
    them have no way at all without these, with bars laid anew.
    """

    dependence_id: Index[int] = pa.Field(unique=True)
    district_id: Series[str]
    crosses: Series[str]
    streets: Series[int] = pa.Field(ge=1)
    persons: Series[int] = pa.Field(ge=1)
    lost_persons: Series[int] = pa.Field(ge=0)


#: From so many routes that share no street on a district is told to have many; more are not counted.
ISOLATION_MOST = 5
