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


def apply_roster(posts: pd.DataFrame, organisations: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Return ``Posts`` as they would be with a list in place of what is on record.

    Organisations that the list does not name stay as they are. In those that it names, a squad
    without a member is vacant, and a squad that was not on record is added: how many people it needs
    nobody has said. The inputs are not changed.

    Parameters
    ----------
    posts, organisations
        ``Posts`` and ``Organisations``; counts of other organisations are left aside.
    counts
        ``RosterCounts``. Where the age of somebody is not known who may be 75 or older, how many of the
        squad are is not known, and of a leader whether she is.

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
    # A list is the whole organisation: a squad of which it has nobody is empty, which is no unknown.
    nobody = new["members"].isna()
    members = new["members"].fillna(0).astype("int64")
    ages_known = nobody | (new["age_unknown"] == 0)
    changed = pd.DataFrame(
        {
            "org_id": new["org_id"].astype("str"),
            "post": new["post"].astype("str"),
            "needed": new["needed"].astype("Int64"),
            "filled": members,
            "over_75": new["over_75"].fillna(0).astype("Int64").where(ages_known),
            "has_leader": new["leaders"].fillna(0) > 0,
            "has_deputy": new["deputies"].fillna(0) > 0,
            "leader_over_75": new["leader_over_75"]
            .eq(other=True)
            .astype("boolean")
            .mask(new["leader_age_unknown"].eq(other=True)),
        }
    )
    return _in_order(pd.concat([kept, changed], ignore_index=True))


def with_vacant(posts: pd.DataFrame, needed: pd.DataFrame) -> pd.DataFrame:
    """Return ``Posts`` with squads added that need people and have none.

    Parameters
    ----------
    posts
        ``Posts``.
    needed
        ``org_id``, ``post``, ``needed`` [people] of squads that have no row in ``posts``.

    Returns
    -------
    pd.DataFrame
        ``Posts``, by organisation and in the order of ``Post``; index from 0.
    """
    if needed.empty:
        return posts
    nobody = {"filled": 0, "over_75": 0, "has_leader": False, "has_deputy": False, "leader_over_75": False}
    types = {name: posts[name].dtype for name in Posts.columns()}
    rows = needed[["org_id", "post", "needed"]].assign(**nobody).astype(types)
    return _in_order(pd.concat([posts, rows], ignore_index=True))


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    order = table["post"].map(_POST_ORDER)
    table = table.assign(order=order).sort_values(["org_id", "order"], kind="stable").drop(columns="order")
    table.index = pd.Index(np.arange(len(table)), name="row")
    return Posts.check(table.astype({"has_leader": bool, "has_deputy": bool}))
