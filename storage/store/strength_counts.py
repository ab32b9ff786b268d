"""Counts for planning: what organisations report and who fills their squads; no person leaves this module.

Ages are sealed, so that members are opened to be counted, by the program itself and with an entry in
the audit log; once for each version, whoever asks. Who may know which counts is decided at the end, for
each reader (``rights.may_count``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa

from community.opening_counts import count_openers
from community.roster_counts import RosterCounts, count_register
from domain.registers import RegisterName
from domain.tables.organisations import ListedDistricts
from storage.store import rights, schema
from storage.store.audit import PROGRAM
from storage.store.changes import newest_version
from storage.store.engine import as_upkeep
from storage.store.key_check import ring_of
from storage.store.queries import holding
from storage.store.reader import Reader
from storage.store.registers import REGISTERS
from storage.store.rows import RowCoder
from storage.store.sessions import Sessions

_COUNTED = (
    RegisterName.ORGANISATIONS, RegisterName.SQUADS, RegisterName.MEMBERS, RegisterName.NEEDS_HELP,
    RegisterName.INDIVIDUAL_PLANS, RegisterName.OPENING_DUTY, RegisterName.DRILLS,
)  # fmt: skip


#: Columns before those of the register where rows of opening duty are read: their id and their marks.
_MARKS = 3


@dataclass(frozen=True, slots=True, eq=False)
class StrengthCounts:
    """What a reader may know of organisations as numbers.

    Parameters
    ----------
    organisations
        Open columns of ``OrganisationRegister`` by ``org_id``, with ``version``, ``made_at`` and
        ``is_seeded`` (whether the city's own data say so, and no office has yet).
    needed
        ``org_id``, ``post``, ``needed`` of each squad; whether of the city's own data as ``is_seeded``.
    squads
        ``RosterCounts`` of organisations with a members list.
    lists
        ``org_id``, ``version``, ``made_at`` of the newest members list of each organisation that has
        members.
    persons
        By ``district_id`` with a support list: ``listed``, ``consented``, ``planned`` (people with a plan
        that is made, and to which they and at least one supporter have agreed).
    person_lists
        ``ListedDistricts`` of the same districts.
    opening
        ``OpeningDuty``: who opens which place, by the time that the list states; homes are not opened.
    drills
        ``org_id``, ``held_on``, ``participants`` of each drill on a list.
    """

    organisations: pd.DataFrame
    needed: pd.DataFrame
    squads: pd.DataFrame
    lists: pd.DataFrame
    persons: pd.DataFrame
    person_lists: pd.DataFrame
    opening: pd.DataFrame
    drills: pd.DataFrame


class CountedStrength:
    """Counts of one store; those of members are kept in memory for the newest version.

    Parameters
    ----------
    sessions
        Transactions.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._counted: tuple[tuple[tuple[int, bytes], int], pd.DataFrame] | None = None

    def mark(self, reader: Reader) -> tuple[tuple[int, bytes], ...]:
        """Return what changes whenever counts may have changed, also by a backup that is put back."""
        with self._sessions.reading(reader) as (connection, _), as_upkeep(connection, reader):
            return tuple(_state(connection, register) for register in _COUNTED)

    def read(self, reader: Reader, *, year: int) -> StrengthCounts:
        """Return the counts that a reader may know.

        Parameters
        ----------
        reader
            Who asks.
        year
            Year in which ages are counted.
        """
        squads = self._squads(year)
        with self._sessions.reading(reader) as (connection, _), as_upkeep(connection, reader):
            organisations = _organisations(connection, reader)
            orgs = frozenset(organisations.index)
            lists = _lists(connection, orgs)
            persons = _persons(connection, reader)
            return StrengthCounts(
                organisations,
                _needed(connection, orgs),
                squads[squads["org_id"].isin(orgs)].reset_index(drop=True).rename_axis("row"),
                lists,
                persons,
                _person_lists(connection, persons.index),
                _opening(connection, reader),
                _drills(connection, orgs),
            )

    def _squads(self, year: int) -> pd.DataFrame:
        """Return ``RosterCounts`` of the whole city; opened once for a version."""
        program = Reader.headquarters(PROGRAM)
        with self._sessions.reading(program) as (connection, _):
            key = (_state(connection, RegisterName.MEMBERS), year)
        if self._counted is not None and self._counted[0] == key:
            return self._counted[1]
        if key[0][0] == 0:
            return RosterCounts.empty_in()
        spec = REGISTERS[RegisterName.MEMBERS]
        table = schema.register_tables[spec.name]
        with self._sessions.writing(program, "count") as (connection, detail):
            key = (_state(connection, spec.name), year)
            coder = RowCoder(spec, ring_of(connection, self._sessions.keys))
            rows = list(
                connection.execute(
                    sa.select(*coder.columns()).where(holding(spec.name, None)).order_by(table.c.entry_id)
                )
            )
            detail |= {"register": spec.name.value, "rows": len(rows)}
            counts = count_register(coder.frame(rows), year=year)
        self._counted = (key, counts)
        return counts


def _state(connection: sa.Connection, register: RegisterName) -> tuple[int, bytes]:
    """Return the newest version of a register, and its newest row as sealed, which no other row equals.

    Numbers alone begin again after an older backup was put back.
    """
    table = schema.register_tables[register]
    last = connection.scalar(sa.select(table.c.sealed).order_by(table.c.entry_id.desc()).limit(1))
    return newest_version(connection, register), b"" if last is None else bytes(last)


def _organisations(connection: sa.Connection, reader: Reader) -> pd.DataFrame:
    table, versions = schema.register_tables[RegisterName.ORGANISATIONS], schema.versions
    names = REGISTERS[RegisterName.ORGANISATIONS].contract.open_columns()
    query = (
        sa.select(*[table.c[name] for name in names], table.c.since, versions.c.made_at, versions.c.account)
        .join(versions, versions.c.version_id == table.c.since)
        .where(holding(RegisterName.ORGANISATIONS, None), rights.may_count(reader, table))
        .order_by(table.c.org_id)
    )
    rows = [tuple(row) for row in connection.execute(query)]
    found = pd.DataFrame(rows, columns=[*names, "version", "made_at", "account"])
    seeded = found["account"] == PROGRAM
    return found.assign(is_seeded=seeded.astype(bool)).drop(columns="account").set_index("org_id")


def _needed(connection: sa.Connection, orgs: frozenset[str]) -> pd.DataFrame:
    table, versions = schema.register_tables[RegisterName.SQUADS], schema.versions
    query = (
        sa.select(table.c.org_id, table.c.post, table.c.needed, versions.c.account)
        .join(versions, versions.c.version_id == table.c.since)
        .where(holding(RegisterName.SQUADS, None))
        .order_by(table.c.org_id, table.c.entry_id)
    )
    rows = [
        (org, post, needed, account == PROGRAM)
        for org, post, needed, account in connection.execute(query)
        if org in orgs
    ]
    return pd.DataFrame(rows, columns=["org_id", "post", "needed", "is_seeded"]).astype(
        {"needed": "Int64", "is_seeded": bool}
    )


def _lists(connection: sa.Connection, orgs: frozenset[str]) -> pd.DataFrame:
    """Return the newest version that changed the members of each organisation that has any."""
    table = schema.register_tables[RegisterName.MEMBERS]
    versions, touched = schema.versions, schema.version_scopes
    having = {
        org
        for (org,) in connection.execute(
            sa.select(table.c.org_id).where(holding(RegisterName.MEMBERS, None)).distinct()
        )
    }
    newest = (
        sa.select(touched.c.scope_id, sa.func.max(versions.c.version_id), sa.func.max(versions.c.made_at))
        .join(touched, touched.c.version_id == versions.c.version_id)
        .where(versions.c.register == RegisterName.MEMBERS.value)
        .group_by(touched.c.scope_id)
        .order_by(touched.c.scope_id)
    )
    rows = [tuple(row) for row in connection.execute(newest) if row[0] in orgs & having]
    return pd.DataFrame(rows, columns=["org_id", "version", "made_at"])


def _person_lists(connection: sa.Connection, districts: "pd.Index[str]") -> pd.DataFrame:
    """Return ``ListedDistricts``: the newest versions that changed lists of people who need help."""
    versions, touched = schema.versions, schema.version_scopes
    table = pd.DataFrame(index=pd.Index(districts, dtype="str", name=ListedDistricts.index_name()))
    for part, register in (("persons", RegisterName.NEEDS_HELP), ("plans", RegisterName.INDIVIDUAL_PLANS)):
        newest = (
            sa.select(
                touched.c.district_id, sa.func.max(versions.c.version_id), sa.func.max(versions.c.made_at)
            )
            .join(touched, touched.c.version_id == versions.c.version_id)
            .where(versions.c.register == register.value)
            .group_by(touched.c.district_id)
        )
        found = {district: (version, at) for district, version, at in connection.execute(newest)}
        none = (None, "")
        table[f"{part}_version"] = pd.array([found.get(one, none)[0] for one in districts], dtype="Int64")
        table[f"{part}_made_at"] = pd.array([found.get(one, none)[1] for one in districts], dtype="str")
    return ListedDistricts.check(table)


def _opening(connection: sa.Connection, reader: Reader) -> pd.DataFrame:
    """Return the opening duty of the places whose counts a reader may know."""
    spec = REGISTERS[RegisterName.OPENING_DUTY]
    table, names = schema.register_tables[spec.name], spec.contract.open_columns()
    query = (
        sa.select(table.c.record_id, table.c.find_name, table.c.find_phone, *[table.c[one] for one in names])
        .where(holding(spec.name, None), rights.may_count(reader, table))
        .order_by(table.c.entry_id)
    )
    found = list(connection.execute(query))
    rows = [tuple(row)[_MARKS:] for row in found]
    types = {name: column.dtype.type for name, column in spec.contract.to_schema().columns.items()}
    index = pd.Index([row.record_id for row in found], dtype="str", name="record_id")
    duty = pd.DataFrame(rows, columns=names, index=index).astype({name: types[name] for name in names})
    return count_openers(duty, {}, _persons_on_duty(found))


def _persons_on_duty(rows: Sequence[sa.Row[Any]]) -> dict[str, str]:
    """Return who is one person among rows of opening duty, by marks: no name is opened.

    One name of one organisation is one person, or of several with one telephone; two telephones are two.
    """
    first: dict[str, str] = {}
    people: dict[bytes | None, list[sa.Row[Any]]] = {}
    for row in sorted(rows, key=lambda one: one.find_phone is None):
        of_name = people.setdefault(row.find_name, [])
        own = None if row.find_name is None else next((one for one in of_name if _is_one(one, row)), None)
        if own is None:
            of_name.append(row)
        first[row.record_id] = (own or row).record_id
    return first


def _is_one(one: sa.Row[Any], other: sa.Row[Any]) -> bool:
    """Whether two rows of one name are one person."""
    if one.find_phone is not None and other.find_phone is not None:
        return bool(one.find_phone == other.find_phone)
    return bool(one.org_id == other.org_id and one.district_id == other.district_id)


def _drills(connection: sa.Connection, orgs: frozenset[str]) -> pd.DataFrame:
    """Return the drills of organisations whose counts a reader may know; nothing of a person."""
    table = schema.register_tables[RegisterName.DRILLS]
    query = (
        sa.select(table.c.org_id, table.c.held_on, table.c.participants)
        .where(holding(RegisterName.DRILLS, None))
        .order_by(table.c.org_id, table.c.entry_id)
    )
    rows = [tuple(row) for row in connection.execute(query) if row.org_id in orgs]
    found = pd.DataFrame(rows, columns=["org_id", "held_on", "participants"])
    return found.astype({"participants": "Int64"})


def _persons(connection: sa.Connection, reader: Reader) -> pd.DataFrame:
    """Return counts of the support list by district, for those who may read all of it."""
    listed, plans = (
        schema.register_tables[name] for name in (RegisterName.NEEDS_HELP, RegisterName.INDIVIDUAL_PLANS)
    )
    agreed = sa.func.sum(sa.case((listed.c.consent == "yes", 1), else_=0))
    people = (
        sa.select(listed.c.district_id, sa.func.count(), agreed)
        .where(holding(RegisterName.NEEDS_HELP, None), rights.may_count_persons(reader, listed))
        .group_by(listed.c.district_id)
        .order_by(listed.c.district_id)
    )
    on_list = sa.select(listed.c.record_id).where(holding(RegisterName.NEEDS_HELP, None))
    planned = (
        sa.select(plans.c.district_id, sa.func.count(plans.c.person_id.distinct()).label("made"))
        .where(
            holding(RegisterName.INDIVIDUAL_PLANS, None),
            plans.c.person_id.in_(on_list),
            plans.c.made_on != "",
            plans.c.person_consent == "yes",
            plans.c.supporter_consent == "yes",
            rights.may_count_persons(reader, plans),
        )
        .group_by(plans.c.district_id)
    )
    made = {row.district_id: row.made for row in connection.execute(planned)}
    rows = [
        (district, count, int(yes), made.get(district, 0))
        for district, count, yes in connection.execute(people)
    ]
    return pd.DataFrame(rows, columns=["district_id", "listed", "consented", "planned"]).set_index(
        "district_id"
    )
