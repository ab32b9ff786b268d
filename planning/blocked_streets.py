"""What each blocked street of a changed day means, and which other way would have held."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from domain.tables.changed_day import BlockedStreets
from evacuation.network import IntArray
from planning.changed_day import ChangedDay, walkers
from planning.kept_of_day import kept_of_day
from planning.plan import Plan

_NO_WAY: dict[str, Any] = {
    "block_id": "", "destination_before": "", "destination_after": "", "walk_before_s": np.nan,
    "walk_after_s": np.nan, "route_before": -1, "route_after": -1,
}  # fmt: skip


class _Told(NamedTuple):
    """Rows of the plan that walk over a blocked street, who finds no other place, and their street paths."""

    rows: pd.DataFrame
    paths: "pd.Series[Any]"


def blocked_streets(plan: Plan, day: ChangedDay) -> pd.DataFrame:
    """Return what each blocked street means for those who walk over it in the plan.

    Parameters
    ----------
    plan
        The plan of the unchanged case.
    day
        The changed day.

    Returns
    -------
    pandas.DataFrame
        ``BlockedStreets``, by id of the street; nobody may change it.
    """
    return kept_of_day(plan, day, "blocked_streets", lambda: _blocked_streets(plan, day))


def _blocked_streets(plan: Plan, day: ChangedDay) -> pd.DataFrame:
    over = day.told["over_blocked"].to_numpy(np.bool_)
    crossing = day.told[over].assign(without=_without(plan, day)[over])
    told = _Told(crossing, plan.routes["street_path"].reindex(crossing["route_id"].to_numpy()))
    rows = [_of_street(plan, day, told, street_id) for street_id in sorted(set(day.change.street_ids))]
    index = pd.Index(sorted(set(day.change.street_ids)), dtype="int64", name="street_id")
    table = pd.DataFrame(rows, columns=BlockedStreets.columns(), index=index)
    texts = ("block_id", "destination_before", "destination_after")
    floats = ("extra_walk_max_s", "walk_before_s", "walk_after_s")
    types = dict.fromkeys(BlockedStreets.columns(), "int64")
    types |= dict.fromkeys(texts, "str") | dict.fromkeys(floats, "float64")
    return BlockedStreets.check(table.astype(types))


def lost_led_anew(plan: Plan, day: ChangedDay) -> pd.DataFrame:
    """Return what becomes of those who no longer reach the destination of the plan, led anew.

    Parameters
    ----------
    plan
        The plan of the unchanged case.
    day
        The changed day.

    Returns
    -------
    pandas.DataFrame
        By ``block_id``: ``other_place_persons`` reach another one in time and find a seat,
        ``without_persons`` do not; both sum to the lost of the block. Nobody may change it.
    """
    return kept_of_day(plan, day, "lost_led_anew", lambda: _lost_led_anew(plan, day))


def _lost_led_anew(plan: Plan, day: ChangedDay) -> pd.DataFrame:
    is_lost = day.told["lost"].to_numpy(np.bool_)
    lost = day.told[is_lost].assign(without=_without(plan, day)[is_lost])
    of_block = lost.groupby("block_id")[["persons", "without"]].sum()
    return pd.DataFrame({
        "other_place_persons": of_block["persons"] - of_block["without"],
        "without_persons": of_block["without"],
    })  # fmt: skip


def _without(plan: Plan, day: ChangedDay) -> IntArray:
    """Return the people of each row of the plan that walks who are lost and find no other place."""
    return kept_of_day(plan, day, "without", lambda: _find_without(plan, day))


def _find_without(plan: Plan, day: ChangedDay) -> IntArray:
    without = np.zeros(len(day.told), np.int64)
    is_lost = day.told["lost"].to_numpy(np.bool_)
    rows = day.told[is_lost]
    # Who goes with whom may change with the day: people of a block who leave together are counted.
    who = walkers(rows).droplevel("profile_id")
    anew, before = (
        table.loc[table["destination_id"] == ""].groupby(list(who.names))["persons"].sum().reindex(who)
        for table in (day.replanned, plan.assignment)
    )
    more = anew.fillna(0).to_numpy() - before.fillna(0).to_numpy()
    lost = rows["persons"]
    earlier = lost.groupby(who.factorize()[0]).cumsum() - lost
    without[is_lost] = np.clip(more - earlier, 0, lost)
    return without


def _of_street(plan: Plan, day: ChangedDay, told: _Told, street_id: int) -> dict[str, Any]:
    over = told.rows[np.array([street_id in path for path in told.paths], np.bool_)]
    other_way = over[over["other_way"]]
    lost = over[over["lost"]]
    walk_before = plan.routes["walk_time_s"].reindex(other_way["route_id"].to_numpy()).to_numpy(np.float64)
    extra = other_way["walk_after_s"].to_numpy(np.float64) - walk_before
    of_block = over.groupby("block_id")["persons"].sum()
    unknown = day.blocks["unknown_persons"].reindex(of_block.index).to_numpy()
    return {
        "persons": int(of_block.sum()),
        "persons_min": int(np.clip(of_block.to_numpy() - unknown, 0, None).sum()),
        "other_way_persons": int(other_way["persons"].sum()),
        "other_place_persons": int(lost["persons"].sum() - lost["without"].sum()),
        "without_persons": int(lost["without"].sum()),
        "extra_walk_max_s": extra.max() if extra.size else np.nan,
        **(_same_place(plan, other_way) or _other_place(plan, day, lost) or _NO_WAY),
    }


def _same_place(plan: Plan, other_way: pd.DataFrame) -> dict[str, Any] | None:
    """Return the way of the largest group that still reaches its destination; None without one."""
    largest = _largest(other_way, ["block_id", "destination_id"])
    if largest is None:
        return None
    return {
        **_before(plan, largest), "destination_after": largest["destination_id"],
        "walk_after_s": largest["walk_after_s"], "route_after": largest["route_after"],
    }  # fmt: skip


def _other_place(plan: Plan, day: ChangedDay, lost: pd.DataFrame) -> dict[str, Any] | None:
    """Return the way to another place of the largest group that finds one; None without one."""
    led = day.replanned[(day.replanned["route_id"] >= 0) & walkers(day.replanned).isin(walkers(lost))]
    largest = _largest(led, ["block_id", "destination_id"])
    if largest is None:
        return None
    before = lost[walkers(lost).isin(walkers(largest.to_frame().T))].iloc[0]
    route = int(largest["route_id"])
    return {
        **_before(plan, before), "destination_after": largest["destination_id"],
        "walk_after_s": float(day.new_routes["walk_time_s"].loc[route]), "route_after": route,
    }  # fmt: skip


def _before(plan: Plan, row: "pd.Series[Any]") -> dict[str, Any]:
    route = int(row["route_id"])
    return {
        "block_id": row["block_id"], "destination_before": row["destination_id"], "route_before": route,
        "walk_before_s": float(plan.routes["walk_time_s"].loc[route]),
    }  # fmt: skip


def _largest(rows: pd.DataFrame, by: Iterable[str]) -> "pd.Series[Any] | None":
    """Return the first row of the group with the most persons; of equal ones the first by name."""
    if rows.empty:
        return None
    sums = rows.groupby(list(by), sort=True)["persons"].transform("sum")
    return rows.loc[sums[sums == sums.max()].index].sort_values([*by, "demand_id"], kind="stable").iloc[0]
