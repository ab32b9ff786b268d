"""A person who walks with help and one helper of the same block are one unit of the demand: a pair.

Whom nobody can lead to a place in time forms no pair: the helper is not held back where both would be lost
(both are told, each with a cause). Helpers set out and walk with the person, at her departure and pace.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from domain.profiles import WalkingProfile
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, IntArray
from evacuation.reach import Choices
from evacuation.rows import WalkingRows
from evacuation.search import Found


def pair_up(inputs: EvacuationInputs, found: Found) -> tuple[EvacuationInputs, Found]:
    """Return the same people with those who walk with help paired, and what these rows can reach.

    Parameters
    ----------
    inputs, found
        What the stage takes, and what its people can reach.

    Returns
    -------
    inputs : EvacuationInputs
        With the rows of ``paired_demand``; the same where nobody is paired.
    found : Found
        What those rows can reach: a pair what the person who needs help can.
    """
    has_place = np.asarray(found.choices.feasible.any(axis=0), np.bool_)
    demand, source = paired_demand(inputs.demand, inputs.profiles, has_place)
    if demand is inputs.demand:
        return inputs, found
    choices = Choices(*(np.take(getattr(found.choices, name), source, axis=1) for name in Choices.__slots__))
    rows = {name: _rows_of(part, source) for name, part in found.rows.items()}
    return replace(inputs, demand=demand), replace(
        found, choices=choices, connector=found.connector[source], block_row=found.block_row[source],
        rows={name: part for name, part in rows.items() if part.row.size},
    )  # fmt: skip


def paired_demand(
    demand: pd.DataFrame, profiles: tuple[WalkingProfile, ...], has_place: BoolArray
) -> tuple[pd.DataFrame, IntArray]:
    """Return the demand with rows of pairs.

    Of a block, the people who walk with help and leave (or stay) alike are paired with people of that block
    who may help and do the same; in the order of the rows, as far as there are any. A pair is two people of
    the row of the person who needs help; the helpers' own rows lose as many. Rows of pairs stay as they are.

    Parameters
    ----------
    demand
        ``Demand``, n rows.
    profiles
        Walking profiles.
    has_place
        Whether any destination is reached in time, shape (n,).

    Returns
    -------
    demand : pandas.DataFrame
        ``Demand``; the rows of pairs stand before what is left of the row that they come from.
    source : int64 (rows,)
        Row of the given demand that each comes from.
    """
    walked_by = demand["profile_id"]
    single = (demand["helpers"] == 0).to_numpy()
    helped = walked_by.isin([one.profile_id for one in profiles if one.needs_helper]).to_numpy()
    helped = helped & single & has_place
    helps = walked_by.isin([one.profile_id for one in profiles if one.may_help]).to_numpy() & single
    persons = demand["persons"].to_numpy(np.int64)
    together: IntArray = np.asarray(demand.groupby(["block_id", "departure"]).ngroup(), np.int64)
    wanted, offered = np.where(helped, persons, 0), np.where(helps, persons, 0)
    pairs = np.minimum(wanted, np.clip(_total(offered, together) - _before(wanted, together), 0, None))
    if not pairs.any():
        return demand, np.arange(len(demand))
    taken = np.minimum(offered, np.clip(_total(pairs, together) - _before(offered, together), 0, None))
    left = persons - pairs - taken
    source = np.repeat(np.arange(len(demand)), 2)
    counts, helpers = np.stack([2 * pairs, left], axis=1), np.stack([pairs, 0 * pairs], axis=1)
    kept = counts.ravel() > 0
    source = source[kept]
    table = demand.iloc[source].assign(persons=counts.ravel()[kept], helpers=helpers.ravel()[kept])
    # What was given as pairs is what it was.
    as_given = ~single[source]
    table.loc[as_given, "helpers"] = demand["helpers"].to_numpy()[source[as_given]]
    table.index = pd.Index(np.arange(len(table), dtype=np.int64), name=demand.index.name)
    return table, source


def _total(values: IntArray, group: IntArray) -> IntArray:
    return np.bincount(group, values)[group].astype(np.int64)


def _before(values: IntArray, group: IntArray) -> IntArray:
    """Return the sum of the values of earlier rows of the same group."""
    return pd.Series(values).groupby(group).cumsum().to_numpy(np.int64) - values


def _rows_of(part: WalkingRows, source: IntArray) -> WalkingRows:
    """Return the rows of a profile in the new demand; ``source`` is in order."""
    begin, end = (np.searchsorted(source, part.row, side=side) for side in ("left", "right"))
    count = end - begin
    at = np.repeat(np.arange(part.row.size), count)
    number = np.arange(at.size) - np.repeat(np.cumsum(count) - count, count)
    moved = WalkingRows(*(getattr(part, name)[at] for name in WalkingRows.__slots__))
    return replace(moved, row=begin[at] + number)
