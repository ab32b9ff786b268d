"""Emergency disclosure: the mayor's opening of the support list without consent (49条の11第3項).

Headquarters asks, a second person of headquarters approves; it has a reason, a hazard, districts and
an end, and there is none in a drill.
"""

import datetime as dt
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from domain.registers import Role
from domain.vocabulary import HazardKind
from storage.store.errors import ForbiddenError, RefusedError
from storage.store.reader import Reader
from storage.store.schema import disclosure_districts, disclosure_people, disclosures

#: No opening lasts longer; a longer disaster asks again.
LONGEST = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One opening, or a request for one while ``approved_at`` is None.

    ``people`` counts the entries that it opens where it is limited to the hazard's area; None where it
    opens whole districts.
    """

    disclosure_id: str
    hazard: HazardKind
    reason: str
    district_ids: tuple[str, ...]
    asked_by: str
    asked_at: str
    ends_at: str
    approved_by: str | None
    approved_at: str | None
    ended_at: str | None
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """What everybody may know of an opening: its hazard, of how many districts, and its end."""

    hazard: HazardKind
    districts: int
    ends_at: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a disclosure is asked to open.

    Parameters
    ----------
    district_ids
        Districts.
    people
        Entries of the support list that it is limited to; none open nothing, None opens whole districts.
    """

    district_ids: Sequence[str]
    people: Collection[str] | None = None


def ask_for(
    connection: sa.Connection,
    reader: Reader,
    *,
    hazard: HazardKind,
    reason: str,
    of: "Opened",
    ends: dt.datetime,
    drill: bool,
    now: dt.datetime,
) -> str:
    """Ask for an opening; it opens nothing until a second person approves it. Return its id.

    Raises
    ------
    ForbiddenError
        When the reader is not of headquarters.
    RefusedError
        In a drill, without a reason or a district, or when the end is past or too far.
    """
    _refuse_others(reader)
    if drill:
        raise RefusedError("disclosure_in_drill")
    if not reason.strip() or not of.district_ids:
        raise RefusedError("disclosure_incomplete")
    if not now < ends <= now + LONGEST:
        raise RefusedError("disclosure_end", days=LONGEST.days)
    disclosure_id = secrets.token_hex(6)
    row = {
        "disclosure_id": disclosure_id, "hazard": hazard.value, "reason": reason.strip(),
        "asked_by": reader.account, "asked_at": in_text(now), "ends_at": in_text(ends),
        "hazard_area_only": None if of.people is None else "yes",
    }  # fmt: skip
    connection.execute(disclosures.insert(), row)
    rows = [{"disclosure_id": disclosure_id, "district_id": one} for one in sorted(set(of.district_ids))]
    connection.execute(disclosure_districts.insert(), rows)
    if of.people:
        entries = [{"disclosure_id": disclosure_id, "record_id": one} for one in sorted(set(of.people))]
        connection.execute(disclosure_people.insert(), entries)
    return disclosure_id


def approve(connection: sa.Connection, reader: Reader, disclosure_id: str, *, now: dt.datetime) -> None:
    """Approve what another person asked for; from now on it is open.

    Raises
    ------
    ForbiddenError
        When the reader is not of headquarters, or is the one who asked.
    RefusedError
        When there is no such request, or it has ended or was approved.
    """
    _refuse_others(reader)
    row = _waiting(connection, disclosure_id, now)
    if row.approved_by is not None:
        raise RefusedError("disclosure_unknown")
    if row.asked_by == reader.account:
        raise ForbiddenError("disclosure_second_person")
    changed = {"approved_by": reader.account, "approved_at": in_text(now)}
    connection.execute(_one(disclosure_id).values(changed))


def end(connection: sa.Connection, reader: Reader, disclosure_id: str, *, now: dt.datetime) -> None:
    """End an opening, or withdraw a request, before its time.

    Raises
    ------
    ForbiddenError
        When the reader is not of headquarters.
    RefusedError
        When there is no such opening, or it has ended.
    """
    _refuse_others(reader)
    _waiting(connection, disclosure_id, now)
    connection.execute(_one(disclosure_id).values(ended_at=in_text(now)))


def read_disclosures(connection: sa.Connection, reader: Reader) -> tuple[Disclosure, ...]:
    """Return every opening and request, the newest first.

    Raises
    ------
    ForbiddenError
        When the reader is not of headquarters.
    """
    _refuse_others(reader)
    return _found(connection)


def running(connection: sa.Connection, *, now: str) -> tuple[Running, ...]:
    """Return the openings that are open at a time, the newest first."""
    opened = (disclosures.c.approved_at <= now, disclosures.c.ends_at > now, disclosures.c.ended_at.is_(None))
    query = (
        sa.select(disclosures.c.hazard, disclosures.c.ends_at, sa.func.count())
        .join(disclosure_districts, disclosure_districts.c.disclosure_id == disclosures.c.disclosure_id)
        .where(*opened)
        .group_by(disclosures.c.disclosure_id, disclosures.c.hazard, disclosures.c.ends_at)
        .order_by(sa.func.max(disclosures.c.asked_at).desc())
    )
    return tuple(Running(HazardKind(kind), count, ends) for kind, ends, count in connection.execute(query))


def _found(connection: sa.Connection) -> tuple[Disclosure, ...]:
    districts: dict[str, list[str]] = {}
    for row in connection.execute(sa.select(disclosure_districts)):
        districts.setdefault(row.disclosure_id, []).append(row.district_id)
    counts = sa.select(disclosure_people.c.disclosure_id, sa.func.count())
    grouped = connection.execute(counts.group_by(disclosure_people.c.disclosure_id))
    people = {str(row[0]): int(row[1]) for row in grouped}
    rows = connection.execute(sa.select(disclosures).order_by(disclosures.c.asked_at.desc()))
    return tuple(
        Disclosure(
            row.disclosure_id, HazardKind(row.hazard), row.reason,
            tuple(sorted(districts.get(row.disclosure_id, []))), row.asked_by, row.asked_at, row.ends_at,
            row.approved_by, row.approved_at, row.ended_at,
            None if row.hazard_area_only is None else people.get(row.disclosure_id, 0),
        )
        for row in rows
    )  # fmt: skip


def in_text(moment: dt.datetime) -> str:
    """Return a moment as the store keeps it: UTC, to the second, in an order of texts."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refuse_others(reader: Reader) -> None:
    if reader.role is not Role.HEADQUARTERS:
        raise ForbiddenError("forbidden")


def _one(disclosure_id: str) -> sa.Update:
    return disclosures.update().where(disclosures.c.disclosure_id == disclosure_id)


def _waiting(connection: sa.Connection, disclosure_id: str, now: dt.datetime) -> "sa.Row[tuple[object, ...]]":
    row = connection.execute(
        sa.select(disclosures).where(
            disclosures.c.disclosure_id == disclosure_id,
            disclosures.c.ended_at.is_(None),
            disclosures.c.ends_at > in_text(now),
        )
    ).first()
    if row is None:
        raise RefusedError("disclosure_unknown")
    return row
