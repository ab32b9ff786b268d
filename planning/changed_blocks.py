"""What a changed day means block by block: who is lost, who goes another way, who is led elsewhere."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.tables.changed_day import ChangedBlocks
from evacuation.network import BoolArray, IntArray
from planning.case import Case
from planning.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class Walked:
    """The rows of the plan that walk, whether they still arrive, and the routes of those who do.

    ``seats_lost`` are the rows of people assumed not to leave whose destination is out of reach in time.
    """

    told: pd.DataFrame
    routes: gpd.GeoDataFrame
    seats_lost: pd.DataFrame


class _Sums:
    """Persons of the rows of a table by block."""

    def __init__(self, index: "pd.Index[str]", table: pd.DataFrame) -> None:
        self._size = index.size
        self._row = index.get_indexer(pd.Index(table["block_id"]))
        self._persons = table["persons"].to_numpy(np.float64)

    def __call__(self, chosen: "pd.Series[bool] | BoolArray") -> IntArray:
        """Return the persons of the rows that are chosen, shape (blocks,)."""
        mine = np.asarray(chosen, np.bool_) & (self._row >= 0)
        summed = np.bincount(self._row[mine], self._persons[mine], minlength=self._size)
        return summed.astype(np.int64)


def changed_blocks(
    case: Case, plan: Plan, walked: Walked, replanned: pd.DataFrame, below_replanned: "pd.Series[int]"
) -> pd.DataFrame:
    """Return ``ChangedBlocks``.

    Parameters
    ----------
    case, plan
        A case and its plan.
    walked
        Who walks in the plan, and whether they still arrive.
    replanned
        ``Assignment`` of everybody led anew.
    below_replanned
        People led anew with less than the reserve, by block.

    Returns
    -------
    pandas.DataFrame
        Of every block that anybody must leave.
    """
    told = walked.told
    persons = plan.demand.groupby("block_id")["persons"].sum()
    index = persons.index.astype("str").rename("block_id")

    of_told, of_plan, of_anew, of_seats = (
        _Sums(index, table) for table in (told, plan.assignment, replanned, walked.seats_lost)
    )
    other_way = told[told["other_way"]]
    before_s = plan.routes["walk_time_s"].reindex(other_way["route_id"].to_numpy()).to_numpy(np.float64)
    extra = (other_way["walk_after_s"] - before_s).groupby(other_way["block_id"]).max()
    below_before = plan.routes["below_reserve"].reindex(told["route_id"].to_numpy()).to_numpy(np.bool_)
    lost, before = of_told(told["lost"]), of_plan(plan.assignment["destination_id"] == "")
    unknown = plan.block_exposure["unknown_persons"].reindex(index).to_numpy(np.int64)
    table = pd.DataFrame({
        "district_id": case.city.blocks["district_id"].reindex(index).astype("str").to_numpy(),
        "persons": persons.to_numpy(np.int64),
        "unknown_persons": np.minimum(unknown, persons.to_numpy(np.int64)),
        "without_before": before,
        "without_kept": before + lost + of_seats(np.ones(len(walked.seats_lost), np.bool_)),
        "without_replanned": of_anew(replanned["destination_id"] == ""),
        "cannot_before": of_plan(plan.assignment["cannot_reach_safety"]),
        "cannot_replanned": of_anew(replanned["cannot_reach_safety"]),
        "lost_persons": lost,
        "below_before": of_told(below_before),
        "below_kept": of_told(told["below_after"]),
        "below_replanned": below_replanned.reindex(index, fill_value=0).to_numpy(np.int64),
        "other_way_persons": of_told(told["other_way"]),
        "extra_walk_max_s": extra.reindex(index).to_numpy(np.float64),
    }, index=index)  # fmt: skip
    table["district_id"] = table["district_id"].astype("str")
    return ChangedBlocks.check(table)
