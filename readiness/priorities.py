"""What is done first: the weak points of all districts as one list, one row an action."""

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from domain.tables.priorities import Priorities
from domain.vocabulary import Urgency

#: An action of an owner against a cause: what makes one row.
_ONE_ROW = ["next_action", "owner", "cause"]


def prioritise(weak_points: pd.DataFrame, districts: Collection[str] | None = None) -> pd.DataFrame:
    """Return what is done first in some districts, one row an action.

    Rows with people in danger come first, then what is below target, then what is not known; within
    each by people, those unknown last. Districts share nobody, so that people of several add up. Of
    one district the indicators of a row speak of the same people (stock of meals and of water: all who
    must leave): the largest number counts, once.

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
    by_district = _by_district(rows)
    groups = by_district.groupby(_ONE_ROW, sort=False)
    table = groups.agg(
        urgency=("urgency", "first"),
        affected_persons=("affected_persons", lambda people: people.sum(min_count=1)),
        districts=("district_id", "size"),
        districts_unknown=("affected_persons", lambda people: int(people.isna().sum())),
        districts_model=("is_model", "sum"),
        district_ids=("district_id", tuple),
    )
    each = rows.sort_values("indicator").drop_duplicates([*_ONE_ROW, "indicator"])
    indicators = each.groupby(_ONE_ROW).agg(indicators=("indicator", tuple))
    return _ranked(table.join(indicators).reset_index())


def _by_district(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row an action and district, most people first, those unknown last."""
    people = rows["affected_persons"].fillna(-1).to_numpy(dtype=np.int64)
    ordered = rows.assign(people=people).sort_values(
        ["people", "district_id"], ascending=[False, True], kind="stable"
    )
    in_district = [*_ONE_ROW, "district_id"]
    is_model = ordered.groupby(in_district)["is_model"].transform("any")
    return ordered.assign(is_model=is_model).drop_duplicates(in_district)


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in their order, with types of the contract."""
    urgencies = [one.value for one in Urgency]
    table = table.assign(
        tier=[urgencies.index(one) for one in table["urgency"]],
        people=table["affected_persons"].astype("Int64").fillna(-1).to_numpy(dtype=np.int64),
    )
    table = table.sort_values(
        ["tier", "people", "districts", *_ONE_ROW],
        ascending=[True, False, False, True, True, True],
        kind="stable",
    )
    table.index = pd.RangeIndex(1, len(table) + 1, name=Priorities.index_name())
    types: dict[str, Any] = {
        "affected_persons": "Int64",
        **dict.fromkeys(("districts", "districts_unknown", "districts_model"), np.int64),
        **dict.fromkeys(("urgency", *_ONE_ROW), "str"),
        **dict.fromkeys(("indicators", "district_ids"), object),
    }
    return table[Priorities.columns()].astype(types)
