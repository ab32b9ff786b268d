"""Contracts of a day that goes otherwise than planned: streets blocked, departures moved (もしも)."""

import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.tables.base import Table


class ChangedBlocks(Table):
    """What a changed day means for the people of each block who must leave, before and after.

    ``persons`` are all of them, ``unknown_persons`` those of them of whom nobody knows whether they must
    leave (the block's, at most ``persons``). ``without_…`` have no destination that they reach in time with
    a seat: in the plan, in the changed day with everybody held to the destination of the plan (``kept``),
    and with everybody led anew (``replanned``); ``cannot_…`` are those of them who cannot leave the hazard
    area in time at all (as ``Assignment.cannot_reach_safety``). ``lost_persons`` walk to a destination in the
    plan that they no longer reach in time by any way; people assumed not to leave do not walk, and count in
    ``without_kept`` alone where the destination with their seat is out of reach. ``below_…`` reach theirs
    with less than the reserve (nobody is told so where no arrival is known, ``ChangedDay.margin_known``).
    ``other_way_persons`` still reach theirs, by another way than the plan's; ``extra_walk_max_s`` is what any
    of them walks more at most (negative: less; NaN where nobody does).
    """

    block_id: Index[str] = pa.Field(unique=True)
    district_id: Series[str]
    persons: Series[int] = pa.Field(ge=0)
    unknown_persons: Series[int] = pa.Field(ge=0)
    without_before: Series[int] = pa.Field(ge=0)
    without_kept: Series[int] = pa.Field(ge=0)
    without_replanned: Series[int] = pa.Field(ge=0)
    cannot_before: Series[int] = pa.Field(ge=0)
    cannot_replanned: Series[int] = pa.Field(ge=0)
    lost_persons: Series[int] = pa.Field(ge=0)
    below_before: Series[int] = pa.Field(ge=0)
    below_kept: Series[int] = pa.Field(ge=0)
    below_replanned: Series[int] = pa.Field(ge=0)
    other_way_persons: Series[int] = pa.Field(ge=0)
    extra_walk_max_s: Series[float] = pa.Field(nullable=True)


class BlockedStreets(Table):
    """What each blocked street means for those who walk over it in the plan.

    ``persons`` sum ``other_way_persons`` (they still reach the same destination in time),
    ``other_place_persons`` (led anew, they reach another one in time and find a seat) and
    ``without_persons``; ``persons_min`` are at least those of them of whom it is known that they must leave
    (of each block ``persons`` − ``ChangedBlocks.unknown_persons``). ``extra_walk_max_s`` is what any of the
    first walks more at most; NaN without any.
    The other columns are of the largest group for whom another way holds: its block, where it goes, and
    its walk before and after [s], and the rows of the plan's ``Routes`` and of those of the changed day
    (``ChangedDay.kept_routes`` where the destination is the same, else ``new_routes``); empty, NaN and −1
    where no way holds for anybody, or nobody walks there.
    """

    street_id: Index[int] = pa.Field(unique=True)
    persons: Series[int] = pa.Field(ge=0)
    persons_min: Series[int] = pa.Field(ge=0)
    other_way_persons: Series[int] = pa.Field(ge=0)
    other_place_persons: Series[int] = pa.Field(ge=0)
    without_persons: Series[int] = pa.Field(ge=0)
    extra_walk_max_s: Series[float] = pa.Field(nullable=True)
    block_id: Series[str]
    destination_before: Series[str]
    destination_after: Series[str]
    walk_before_s: Series[float] = pa.Field(nullable=True)
    walk_after_s: Series[float] = pa.Field(nullable=True)
    route_before: Series[int] = pa.Field(ge=-1)
    route_after: Series[int] = pa.Field(ge=-1)
