"""Who of a squad can come by day and by night, out of the members list, and where that is too few."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.tables.base import Table
from domain.tables.organisations import SquadHours
from domain.vocabulary import DayTime, Post


class HourGaps(Table):
    """Squads that surely have fewer people by day or by night than they need; index from 0.

    ``can_come`` counts also those of whom nobody has said that they cannot; ``missing`` are more than the
    squad lacks at any time.
    """

    row: Index[int] = pa.Field(unique=True)
    org_id: Series[str]
    post: Series[str] = pa.Field(isin=[value.value for value in Post])
    day_time: Series[str] = pa.Field(isin=[value.value for value in DayTime])
    needed: Series[int] = pa.Field(gt=0)
    can_come: Series[int] = pa.Field(ge=0)
    missing: Series[int] = pa.Field(gt=0)


def squad_hours(posts: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Return who can come by day and by night of the squads of organisations with a list.

    Parameters
    ----------
    posts
        ``Posts`` with the list applied.
    counts
        ``RosterCounts`` of that list.

    Returns
    -------
    pd.DataFrame
        ``SquadHours``, in the order of ``posts``. A squad of which the list has nobody has nobody to come.
    """
    listed = posts.loc[posts["org_id"].isin(set(counts["org_id"])), ["org_id", "post"]]
    table = listed.merge(counts, on=["org_id", "post"], how="left")
    ends: dict[str, pd.Series] = {}
    for time in ("day", "night"):
        # The list is the whole organisation: of a squad that it lacks nobody comes.
        yes, open_ones = (table[f"{time}_{answer}"].fillna(0) for answer in ("yes", "unknown"))
        ends |= {f"{time}_min": yes.astype("int64"), f"{time}_max": (yes + open_ones).astype("int64")}
    found = table[["org_id", "post"]].astype("str").assign(**ends)
    found.index.name = SquadHours.index_name()
    return SquadHours.check(found[SquadHours.columns()])


def hour_gaps(posts: pd.DataFrame, hours: pd.DataFrame) -> pd.DataFrame:
    """Return the squads that are surely too few by day or by night though the list would fill them better.

    Parameters
    ----------
    posts
        ``Posts``.
    hours
        ``SquadHours``; squads without a row are not told of.

    Returns
    -------
    pd.DataFrame
        ``HourGaps``, in the order of ``hours``, day before night. What a squad lacks at any time is its
        vacancy and told as that: a squad is named here only where hours make it lack more.
    """
    table = hours.merge(posts[["org_id", "post", "needed", "filled"]], on=["org_id", "post"])
    parts = [
        table.assign(day_time=time.value, can_come=table[f"{time.value}_max"], place=table.index)
        for time in (DayTime.DAY, DayTime.NIGHT)
    ]
    both = pd.concat(parts).sort_values("place", kind="stable")
    both = both.assign(missing=both["needed"] - both["can_come"])
    # Where nobody has said how many a squad needs, no hour is surely too few.
    too_few = (both["missing"] > 0).fillna(value=False) & (both["can_come"] < both["filled"])
    found = both[too_few].reset_index(drop=True)
    found = found.astype({"day_time": "str", "needed": "int64", "missing": "int64"})
    found.index.name = HourGaps.index_name()
    return HourGaps.check(found[HourGaps.columns()])
