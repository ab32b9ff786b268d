"""Squads of organisations: how many people each needs, has and lacks (要る・いる・欠員).

What is needed is the organisation's own rule; where it has none, the guidance (消防庁 自主防災組織の手引:
shares of the members, at least two people a squad), and the table says that it is assumed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.namesakes import first_of_each
from domain.registers import MemberRole
from domain.tables.base import Table
from domain.vocabulary import Post

#: Members of each squad as a share of all, the middle of what the guidance gives (domain: 手引).
GUIDED_SHARES: Mapping[Post, float] = MappingProxyType(
    {
        Post.HEADQUARTERS: 0.075,
        Post.INFORMATION: 0.1,
        Post.FIRE_FIGHTING: 0.175,
        Post.RESCUE: 0.2,
        Post.EVACUATION_GUIDANCE: 0.2,
        Post.FOOD_WATER: 0.15,
        Post.CARE_SUPPORT: 0.125,
    }
)
#: A leader and a deputy.
LEAST_IN_SQUAD = 2
_ORDER = {post.value: i for i, post in enumerate(Post)}


class SquadNeeds(Table):
    """Squads of organisations; every squad of each, in the order of ``Post``; index from 0.

    ``people`` are those on record (<NA>: no list is on record), ``needed`` those that the squad should
    have (<NA>: neither rule nor list), ``is_assumed`` by guidance. ``vacancies`` and ``surplus`` are
    <NA> where either is.
    """

    row: Index[int] = pa.Field(unique=True)
    org_id: Series[str]
    post: Series[str] = pa.Field(isin=list(_ORDER))
    needed: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    is_assumed: Series[bool]
    people: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    vacancies: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    surplus: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    leaders: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    deputies: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)


@dataclass(frozen=True, slots=True)
class Move:
    """People of a squad with more than it needs who could fill the vacancies of another."""

    org_id: str
    from_post: Post
    to_post: Post
    people: int


def guided_need(post: Post, members: int) -> int:
    """Return how many of an organisation's members a squad should have by the guidance.

    Parameters
    ----------
    post
        The squad.
    members
        Members of the organisation.

    Returns
    -------
    int
        Its share of them, halves rounded up; at least two.
    """
    return max(LEAST_IN_SQUAD, int(np.floor(round(GUIDED_SHARES[post] * members, 9) + 0.5)))


def needs_of_members(org_ids: Sequence[str], members: pd.DataFrame, squads: pd.DataFrame) -> pd.DataFrame:
    """Return the needs of organisations whose members are on record.

    Parameters
    ----------
    org_ids
        Organisations to tell of.
    members
        ``MemberRegister``. One name twice in a squad is one person, but where births or ages part them.
    squads
        ``SquadRegister``: the organisations' own rules.

    Returns
    -------
    pd.DataFrame
        ``SquadNeeds``, in the order of the ids.
    """
    people = first_of_each(members).groupby(["org_id", "post"]).size()
    each_role = [first_of_each(own) for _, own in members.groupby("role")]
    heads = pd.concat(each_role or [members]).groupby(["org_id", "post", "role"]).size()
    in_all = people.groupby(level="org_id").sum()
    rules = squads.dropna(subset=["needed"]).groupby(["org_id", "post"])["needed"].sum()
    rows = []
    for org_id in org_ids:
        size = int(in_all.get(org_id, 0))
        for post in Post:
            key, own = (org_id, post.value), rules.get((org_id, post.value))
            guided = guided_need(post, size) if size else None
            rows.append(
                (
                    org_id,
                    post.value,
                    guided if own is None else int(own),
                    own is None and guided is not None,
                    int(people.get(key, 0)) if size else None,
                    *(
                        int(heads.get((*key, role.value), 0)) if size else None
                        for role in (MemberRole.LEADER, MemberRole.DEPUTY)
                    ),
                )
            )
    columns = ["org_id", "post", "needed", "is_assumed", "people", "leaders", "deputies"]
    return _with_gaps(pd.DataFrame(rows, columns=columns))


def needs_of_counts(posts: pd.DataFrame) -> pd.DataFrame:
    """Return the needs of organisations of which only counts are known.

    Parameters
    ----------
    posts
        ``Posts``.

    Returns
    -------
    pd.DataFrame
        ``SquadNeeds``, in the order of the rows.
    """
    table = pd.DataFrame(
        {
            "org_id": posts["org_id"],
            "post": posts["post"],
            "needed": posts["needed"],
            "is_assumed": False,
            "people": posts["filled"],
            "leaders": posts["has_leader"].astype("int64"),
            "deputies": posts["has_deputy"].astype("int64"),
        }
    )
    return _with_gaps(table)


def possible_moves(needs: pd.DataFrame) -> list[Move]:
    """Return who could move from a squad with too many to one with too few: why both stand side by side.

    Parameters
    ----------
    needs
        ``SquadNeeds``.

    Returns
    -------
    list[Move]
        By organisation, vacancies in the order of the squads, the largest surplus first. An
        organisation with either alone has none.
    """
    moves = []
    for org_id, own in needs.groupby("org_id", sort=False):
        spare = {
            Post(post): int(count)
            for post, count in zip(own["post"], own["surplus"].fillna(0), strict=True)
            if count > 0
        }
        # What is not known is no vacancy that somebody could fill, and no surplus.
        for post, count in zip(own["post"], own["vacancies"].fillna(0), strict=True):
            left = int(count)
            for giver in sorted(spare, key=lambda one: (-spare[one], _ORDER[one.value])):
                people = min(left, spare[giver])
                if people:
                    moves.append(Move(str(org_id), giver, Post(post), people))
                    spare[giver] -= people
                    left -= people
    return moves


def _with_gaps(table: pd.DataFrame) -> pd.DataFrame:
    whole = dict.fromkeys(("needed", "people", "leaders", "deputies"), "Int64")
    table = table.astype({**whole, "org_id": "str", "post": "str", "is_assumed": bool}).reset_index(drop=True)
    missing = table["needed"] - table["people"]
    table = table.assign(vacancies=missing.clip(lower=0), surplus=(-missing).clip(lower=0))
    table.index.name = SquadNeeds.index_name()
    return SquadNeeds.check(table[SquadNeeds.columns()])
