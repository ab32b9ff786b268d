"""What is done first: the weak points of all districts as one list, one row an action."""

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from domain.data_kind import DataKind, least_sure_of_groups
from domain.tables.priorities import Priorities
from domain.vocabulary import Urgency

#: An action of an owner: what makes one row.
_ONE_ROW = ["next_action", "owner"]


def prioritise(weak_points: pd.DataFrame, districts: Collection[str] | None = None) -> pd.DataFrame:
    """Return what is done first in some districts, one row an action.

    One action may meet several causes (seats for those without a place, and for a district's own target):
    it is one row with all of them, and as urgent as the most urgent. Its people are those of that urgency
    alone: people in danger are never added to people of a target. Rows with people in danger come first,
    then what is below target, then what is not known; within each by people, those unknown last. Districts
    share nobody, so that people of several add up. Of one district the indicators of a row speak of the
    same people (stock of meals and of water: all who must leave): the largest number counts, once.

    Parameters
    ----------
    weak_points
        ``WeakPoints``.
    districts
        Ids of the districts, such as those of a ward; all where None.

    Returns
    -------
    pandas.DataFrame
        ``Priorities``. Every weak point of the districts is in exactly one row.
    """
    rows = weak_points
    if districts is not None:
        rows = rows[rows["district_id"].isin(list(districts))]
    rows = _with_tiers(rows)
    by_district = _one_a_district(rows, _ONE_ROW)
    most_urgent = by_district.groupby(_ONE_ROW)["tier"].transform("min")
    counts = by_district["tier"] == most_urgent
    by_district = by_district.assign(
        affected_persons=by_district["affected_persons"].where(counts),
        of_unknown=counts & by_district["affected_persons"].isna(),
    )
    groups = by_district.sort_values(["tier", "people"], ascending=[True, False], kind="stable").groupby(
        _ONE_ROW, sort=False
    )
    table = groups.agg(
        urgency=("urgency", "first"),
        affected_persons=("affected_persons", lambda people: people.sum(min_count=1)),
        districts=("district_id", "size"),
        districts_unknown=("of_unknown", "sum"),
        districts_model=("data_kind", lambda kinds: int((kinds == DataKind.MODEL.value).sum())),
        district_ids=("district_id", tuple),
    )
    each = rows.sort_values("indicator").drop_duplicates([*_ONE_ROW, "indicator"])
    indicators = each.groupby(_ONE_ROW).agg(indicators=("indicator", tuple))
    return _ranked(table.join(indicators).join(_causes(rows)).reset_index())


def _with_tiers(rows: pd.DataFrame) -> pd.DataFrame:
    urgencies = [one.value for one in Urgency]
    return rows.assign(
        tier=[urgencies.index(one) for one in rows["urgency"]],
        people=rows["affected_persons"].fillna(-1).to_numpy(dtype=np.int64),
    )


def _one_a_district(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return one row a district and key: the most urgent, of these the one of most people."""
    ordered = rows.sort_values(
        ["tier", "people", "district_id"], ascending=[True, False, True], kind="stable"
    )
    in_district = [*keys, "district_id"]
    kinds = least_sure_of_groups(ordered["data_kind"], [ordered[one] for one in in_district])
    return ordered.assign(data_kind=kinds).drop_duplicates(in_district)


def _causes(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the causes of each action, the most urgent first, with the people of each (None: unknown)."""
    of_cause = [*_ONE_ROW, "cause"]
    groups = _one_a_district(rows, of_cause).groupby(of_cause, sort=False)
    each = groups.agg(
        tier=("tier", "min"), persons=("affected_persons", lambda people: people.sum(min_count=1))
    ).reset_index()
    each = each.assign(people=each["persons"].astype("Int64").fillna(-1).to_numpy(dtype=np.int64))
    each = each.sort_values(["tier", "people", "cause"], ascending=[True, False, True], kind="stable")
    each["persons"] = pd.Series(
        [None if people < 0 else people for people in each["people"].tolist()], index=each.index, dtype=object
    )
    return each.groupby(_ONE_ROW).agg(causes=("cause", tuple), cause_persons=("persons", tuple))


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in their order, with types of the contract."""
    urgencies = [one.value for one in Urgency]
    table = table.assign(
        tier=[urgencies.index(one) for one in table["urgency"]],
        people=table["affected_persons"].astype("Int64").fillna(-1).to_numpy(dtype=np.int64),
    )
    table = table.sort_values(
        ["tier", "people", "districts", *_ONE_ROW],
        ascending=[True, False, False, True, True],
        kind="stable",
    )
    table.index = pd.RangeIndex(1, len(table) + 1, name=Priorities.index_name())
    types: dict[str, Any] = {
        "affected_persons": "Int64",
        **dict.fromkeys(("districts", "districts_unknown", "districts_model"), np.int64),
        **dict.fromkeys(("urgency", *_ONE_ROW), "str"),
        **dict.fromkeys(("causes", "cause_persons", "indicators", "district_ids"), object),
    }
    return table[Priorities.columns()].astype(types)
