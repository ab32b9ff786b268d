"""What a checked members list would change of the squads, without storing it."""

import numpy as np
import pandas as pd

from domain.tables.organisations import Posts
from domain.vocabulary import Post

_POST_ORDER = {post.value: rank for rank, post in enumerate(Post)}


def districts_of(organisations: pd.DataFrame, counts: pd.DataFrame) -> tuple[str, ...]:
    """Return the districts whose organisations a list names, by id.

    Parameters
    ----------
    organisations
        ``Organisations``.
    counts
        ``RosterCounts``; organisations that are not known have no district.

    Returns
    -------
    tuple[str, ...]
        District ids, sorted.
    """
    named = organisations["district_id"].reindex(counts["org_id"].unique()).dropna()
    return tuple(sorted(set(named)))


def leaders_of_unknown_age(counts: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """Return the squads of whose leader a list does not say whether she is 75 or older.

    Parameters
    ----------
    counts
        ``RosterCounts``.

    Returns
    -------
    frozenset[tuple[str, str]]
        Organisation and squad.
    """
    open_ones = counts[counts["leader_age_unknown"]]
    return frozenset(zip(open_ones["org_id"].astype(str), open_ones["post"].astype(str), strict=True))


def apply_roster(posts: pd.DataFrame, organisations: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Return ``Posts`` as they would be with a list in place of what is on record.

    Organisations that the list does not name stay as they are. In those that it names, a squad
    without a member is vacant, and a squad that was not on record is added, with nobody needed by
    the organisation's rule. The inputs are not changed.

    Parameters
    ----------
    posts, organisations
        ``Posts`` and ``Organisations``; counts of other organisations are left aside.
    counts
        ``RosterCounts``. People whose age is not known are not counted in ``over_75``.

    Returns
    -------
    pd.DataFrame
        ``Posts``, by organisation and in the order of ``Post``; index from 0.
    """
    counts = counts[counts["org_id"].isin(organisations.index)]
    listed = posts["org_id"].isin(set(counts["org_id"]))
    kept = posts[~listed]
    old = posts.loc[listed, ["org_id", "post", "needed"]]
    new = old.merge(counts, on=["org_id", "post"], how="outer")
    members = new["members"].fillna(0).astype("int64")
    changed = pd.DataFrame(
        {
            "org_id": new["org_id"].astype("str"),
            "post": new["post"].astype("str"),
            "needed": new["needed"].fillna(0).astype("int64"),
            "filled": members,
            "over_75": new["over_75"].fillna(0).astype("int64"),
            "has_leader": new["leaders"].fillna(0) > 0,
            "has_deputy": new["deputies"].fillna(0) > 0,
            "leader_over_75": new["leader_over_75"].eq(other=True),
        }
    )
    table = pd.concat([kept, changed], ignore_index=True)
    order = table["post"].map(_POST_ORDER)
    table = table.assign(order=order).sort_values(["org_id", "order"], kind="stable").drop(columns="order")
    table.index = pd.Index(np.arange(len(table)), name="row")
    return Posts.check(table.astype({"has_leader": bool, "has_deputy": bool, "leader_over_75": bool}))
