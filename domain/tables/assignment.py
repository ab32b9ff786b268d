"""Contracts of what belongs to an assignment: prices that prove it, and what comes of it without a plan."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.tables.base import Table

#: A whole number from 0, however large.
WHOLE = r"^[0-9]+$"


class SeatPrices(Table):
    """The price of a seat of each destination, and what one more seat there would change.

    ``price`` in the unit of the costs of the assignment, a whole number as text (it may pass 64 bits): with
    those of ``RowPrices`` it bounds what any assignment costs (``evacuation.prices``); it is not what a seat
    is worth. The other columns say what one more seat of this place alone would change, in people, places
    aside and seconds; positive is better, and a later one may be worse for the sake of an earlier one:
    people with a place, of them those who need help and those of special zones; people whose route leaves
    the reserve; fewer people sent to another district or to a later kind of place; seconds of walking in
    all. Pairs (``Demand``) stay where they are: it is a seat for somebody who goes alone. These columns are
    <NA> where the aims were solved in two stages. ``capacity_persons`` is <NA> without limit.
    """

    destination_id: Index[str] = pa.Field(unique=True)
    capacity_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    seated_persons: Series[int] = pa.Field(ge=0)
    price: Series[str] = pa.Field(str_matches=WHOLE)
    served: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=1)
    help_served: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=-1, le=1)
    zone_served: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=-1, le=1)
    in_reserve: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    less_aside: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    less_walk_s: Series[float] = pa.Field(nullable=True)


class RowPrices(Table):
    """The price of one person of each row of the demand: at most what any place costs him with its seat."""

    demand_id: Index[int] = pa.Field(unique=True)
    price: Series[str] = pa.Field(str_matches=WHOLE)


class UncoordinatedPlaces(Table):
    """What would come to each destination if everybody went to his nearest, and on from there when full.

    People who come (once or after they found another full), those of them who find no seat, those for whom
    it was the nearest and who find it full, and those who have a seat in the end. ``capacity_persons`` is
    <NA> without limit.
    """

    destination_id: Index[str] = pa.Field(unique=True)
    capacity_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    came_persons: Series[int] = pa.Field(ge=0)
    turned_away_persons: Series[int] = pa.Field(ge=0)
    full_at_first_persons: Series[int] = pa.Field(ge=0)
    seated_persons: Series[int] = pa.Field(ge=0)
