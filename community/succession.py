"""Who could take over: leaders and drivers of 75 or older, squads without leader or deputy, day and night."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.member_ages import BoolArray, old_bounds
from domain.registers import MemberRole
from domain.tables.base import Table
from domain.vocabulary import YesNoUnknown

#: Words of a skill that say that somebody drives.
DRIVER_WORDS = ("運転", "免許", "ドライバー")
_NUMBERS = (
    "members", "leaders", "leaders_old_min", "leaders_old_max", "drivers", "drivers_old_min",
    "drivers_old_max", "squads", "squads_without_leader", "squads_without_deputy", "day_min", "day_max",
    "night_min", "night_max",
)  # fmt: skip


class Succession(Table):
    """Organisations whose members are on record; counts of rows of the register, each a post held.

    ``…_min`` are surely so, ``…_max`` possibly. ``all_leaders_old`` is unknown where ages are. ``squads``
    are those with anybody in them; ``day`` and ``night`` count who can come.
    """

    org_id: Index[str] = pa.Field(unique=True)
    members: Series[int] = pa.Field(gt=0)
    leaders: Series[int] = pa.Field(ge=0)
    leaders_old_min: Series[int] = pa.Field(ge=0)
    leaders_old_max: Series[int] = pa.Field(ge=0)
    all_leaders_old: Series[str] = pa.Field(isin=[value.value for value in YesNoUnknown])
    drivers: Series[int] = pa.Field(ge=0)
    drivers_old_min: Series[int] = pa.Field(ge=0)
    drivers_old_max: Series[int] = pa.Field(ge=0)
    squads: Series[int] = pa.Field(gt=0)
    squads_without_leader: Series[int] = pa.Field(ge=0)
    squads_without_deputy: Series[int] = pa.Field(ge=0)
    day_min: Series[int] = pa.Field(ge=0)
    day_max: Series[int] = pa.Field(ge=0)
    night_min: Series[int] = pa.Field(ge=0)
    night_max: Series[int] = pa.Field(ge=0)


def succession(members: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return who could take over in each organisation.

    Parameters
    ----------
    members
        ``MemberRegister``.
    year
        The year in which ages are asked for.

    Returns
    -------
    pd.DataFrame
        ``Succession``, by id; organisations without a member on record are not in it.
    """
    if members.empty:
        return Succession.empty_in()
    old, maybe_old = old_bounds(members, year)
    leads = (members["role"] == MemberRole.LEADER.value).to_numpy(bool)
    drives = is_driver(members)
    counted = pd.DataFrame({"org_id": members["org_id"], "members": 1})
    counted = counted.assign(
        leaders=leads,
        leaders_old_min=leads & old,
        leaders_old_max=leads & maybe_old,
        drivers=drives,
        drivers_old_min=drives & old,
        drivers_old_max=drives & maybe_old,
        **{
            f"{time}_{end}": members[time].isin(list(answers)).to_numpy(bool)
            for time in ("day", "night")
            for end, answers in _ENDS.items()
        },
    )
    sums = counted.groupby("org_id").sum()
    held = members.assign(leads=leads, deputises=members["role"] == MemberRole.DEPUTY.value)
    squads = held.groupby(["org_id", "post"])[["leads", "deputises"]].any().groupby(level="org_id")
    table = sums.assign(
        squads=squads.size(),
        squads_without_leader=squads["leads"].agg(lambda has: int((~has).sum())),
        squads_without_deputy=squads["deputises"].agg(lambda has: int((~has).sum())),
    ).astype(dict.fromkeys(_NUMBERS, "int64"))
    table["all_leaders_old"] = pd.array(_all_old(table), dtype="str")
    table.index = table.index.astype("str")
    return Succession.check(table[Succession.columns()])


def is_driver(members: pd.DataFrame) -> BoolArray:
    """Return which members drive, as far as their skills say.

    Parameters
    ----------
    members
        ``MemberRegister``, n rows.

    Returns
    -------
    BoolArray
        Shape (n,).
    """
    found = members["skills"].str.contains("|".join(DRIVER_WORDS), regex=True)
    return np.asarray(found.to_numpy(bool), dtype=bool)


_ENDS: dict[str, Sequence[str]] = {
    "min": (YesNoUnknown.YES.value,),
    "max": (YesNoUnknown.YES.value, YesNoUnknown.UNKNOWN.value),
}


def _all_old(table: pd.DataFrame) -> list[str]:
    led = table["leaders"] > 0
    surely = led & (table["leaders_old_min"] == table["leaders"])
    possibly = led & (table["leaders_old_max"] == table["leaders"])
    words = np.select(
        [surely, possibly], [YesNoUnknown.YES.value, YesNoUnknown.UNKNOWN.value], YesNoUnknown.NO.value
    )
    return [str(word) for word in words]
