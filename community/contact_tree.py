"""Contact tree (連絡網): who calls whom, and who is called next where the first does not answer.

The leader of the headquarters squad calls its deputies and the leaders of the squads, each squad's leader
his deputies, they the members. Nobody calls more people than a number that is stated. Whoever has no
telephone is in no call: the head of the squad tells them in person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.registers import MemberRole
from domain.tables.base import Table
from domain.vocabulary import Post

#: With fewer than two calls a head could not pass a call on and reach her own squad.
LEAST_CALLS = 2
#: Digits of a telephone number without its area code, at least.
_DIGITS_OF_NUMBER = 6
_ROLE_ORDER = {role.value: i for i, role in enumerate(MemberRole)}
_POST_ORDER = {post.value: i for i, post in enumerate(Post)}


class ContactTree(Table):
    """One row for each person of one organisation; ids are of the register.

    Those who are called stand in the order of calling, those who are told in person after them.

    ``caller_id`` is who calls, or, ``in_person``, who tells; empty for the root, and where the
    organisation has nobody with a telephone. ``next_id`` is whom the caller calls where this person
    does not answer: the first whom she would have called; empty where she calls nobody. ``step`` is 0
    for the root, 1 for those whom she calls.
    """

    record_id: Index[str] = pa.Field(unique=True)
    post: Series[str] = pa.Field(isin=list(_POST_ORDER))
    role: Series[str] = pa.Field(isin=list(_ROLE_ORDER))
    caller_id: Series[str]
    next_id: Series[str]
    in_person: Series[bool]
    step: Series[int] = pa.Field(ge=0)


@dataclass(slots=True)
class _Person:
    record_id: str
    post: str
    role: str
    has_phone: bool
    caller: "_Person | None" = None
    calls: list["_Person"] = field(default_factory=list)
    step: int = 0


def contact_tree(members: pd.DataFrame, same: pd.DataFrame, most_calls: int) -> pd.DataFrame:
    """Return the contact tree of one organisation.

    Parameters
    ----------
    members
        ``MemberRegister`` of one organisation.
    same
        ``SeveralPosts`` of the same: who surely holds several posts is called once, in the highest.
    most_calls
        People that anybody calls, at most.

    Returns
    -------
    pd.DataFrame
        ``ContactTree``; every person once.

    Raises
    ------
    ValueError
        When ``most_calls`` is below two.
    """
    if most_calls < LEAST_CALLS:
        msg = f"nobody can pass on a call with fewer than {LEAST_CALLS}, got {most_calls}"
        raise ValueError(msg)
    people = _people(members, same)
    callers = [one for one in people if one.has_phone]
    heads = _heads(callers)
    upper = _upper(callers, heads)
    for place, one in enumerate(upper[1:], start=1):
        _attach(
            one,
            [host for host in upper[:place] if len(host.calls) < most_calls - _reserve(host, callers, upper)],
        )
    for post in Post:
        own = [one for one in callers if one.post == post.value]
        for one in own:
            if one.caller is None and one is not (upper[0] if upper else None):
                hosts = [
                    host for host in own if (host in upper or host.caller) and len(host.calls) < most_calls
                ]
                _attach(one, hosts)
    return _table(people, heads, upper)


def _people(members: pd.DataFrame, same: pd.DataFrame) -> list[_Person]:
    """Return the people, the highest first: by squad, leaders before deputies before members."""
    group = same[same["is_sure"]]["group"]
    table = members.assign(
        post_order=members["post"].map(_POST_ORDER), role_order=members["role"].map(_ROLE_ORDER)
    )
    # The root is the leader of the headquarters; elsewhere a leader comes before any deputy.
    table = table.sort_values(["role_order", "post_order"], kind="stable")
    seen: set[int] = set()
    people = []
    for record_id, row in zip(table.index.astype(str), table.to_dict(orient="records"), strict=True):
        if record_id in group.index:
            if int(group[record_id]) in seen:
                continue
            seen.add(int(group[record_id]))
        has_phone = can_be_called(str(row["phone"]), str(row["other_contact"]))
        people.append(_Person(record_id, str(row["post"]), str(row["role"]), has_phone))
    return people


def can_be_called(phone: str, other_contact: str) -> bool:
    """Whether somebody has a telephone: another contact counts where it is a number, not an address.

    Parameters
    ----------
    phone, other_contact
        As in ``MemberRegister``.

    Returns
    -------
    bool
        True for any telephone.
    """
    other = "" if "@" in other_contact else other_contact
    return bool(phone.strip()) or sum(sign.isdigit() for sign in other) >= _DIGITS_OF_NUMBER


def _heads(callers: Sequence[_Person]) -> dict[str, _Person]:
    """Return the head of each squad: its leader, else a deputy, else the first with a telephone."""
    heads: dict[str, _Person] = {}
    for one in callers:
        heads.setdefault(one.post, one)
    return heads


def _upper(callers: Sequence[_Person], heads: dict[str, _Person]) -> list[_Person]:
    """Return the upper part of the tree in the order of calling: root, her deputies, heads of squads."""
    if not heads:
        return []
    first = heads.get(Post.HEADQUARTERS.value) or heads[min(heads, key=lambda post: _POST_ORDER[post])]
    deputies = [
        one
        for one in callers
        if one.post == first.post and one.role == MemberRole.DEPUTY.value and one is not first
    ]
    others = [
        heads[post] for post in sorted(heads, key=lambda post: _POST_ORDER[post]) if heads[post] is not first
    ]
    return [first, *deputies, *others]


def _reserve(host: _Person, callers: Sequence[_Person], upper: Sequence[_Person]) -> int:
    """Return the calls that a person keeps for the rest of her own squad."""
    return int(any(one.post == host.post and one not in upper for one in callers))


def _attach(one: _Person, hosts: Sequence[_Person]) -> None:
    """Let the first of the hosts who is nearest to the root call a person."""
    host = min(hosts, key=lambda each: each.step)
    host.calls.append(one)
    one.caller, one.step = host, host.step + 1


def _table(people: Sequence[_Person], heads: dict[str, _Person], upper: Sequence[_Person]) -> pd.DataFrame:
    called = list(upper[:1])
    for one in called:
        called.extend(one.calls)
    rows = []
    for one in [*called, *(one for one in people if not one.has_phone)]:
        teller = one.caller
        if not one.has_phone:
            teller = heads.get(one.post) or (upper[0] if upper else None)
        rows.append(
            (
                one.record_id,
                one.post,
                one.role,
                teller.record_id if teller else "",
                one.calls[0].record_id if one.calls else "",
                not one.has_phone,
                teller.step + 1 if teller else 0,
            )
        )
    table = pd.DataFrame(rows, columns=["record_id", *ContactTree.columns()]).set_index("record_id")
    table.index = pd.Index(table.index, dtype="str", name=ContactTree.index_name())
    texts = dict.fromkeys(["post", "role", "caller_id", "next_id"], "str")
    return ContactTree.check(table.astype({**texts, "in_person": bool, "step": "int64"}))
