"""Who may read and write which rows, as conditions of the queries themselves.

| role | organisations, squads, equipment, drills | members, opening duty, partners | support list, individual plans |
|---|---|---|---|
| headquarters | reads, writes | reads, writes | reads, writes |
| ward officer | own ward: reads, writes | own ward: reads, writes | own ward: reads; writes plans |
| organisation leader | own area: reads, writes | own area: reads, writes (partners: reads) | own area: reads what is given |
| 民生委員, 社協, fire, police | own area: reads | nothing | own area: reads what is given |
| viewer | own area: reads | nothing | nothing |

*Given* is an entry whose person has agreed (or, where an ordinance says so, has not refused), while
the city has switched the list on for screens; a plan where person and supporter have agreed and the
person is still on the list; and all of a district for which an emergency disclosure is open, or only those who live in the area of the hazard,
where it is limited to them, and never in drill mode. Only entries that hold now are given: whoever has withdrawn is not read in an older
version. PostgreSQL holds the same rules once more as
row-level security (``migrations/versions``); a test compares both.
"""  # noqa: E501 - a table

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from domain.registers import RegisterName, Role
from domain.vocabulary import YesNoUnknown
from storage.store import schema
from storage.store.reader import Reader
from storage.store.registers import REGISTERS

#: Settings of the city that rights depend on; the value is ``yes`` or anything else.
ORDINANCE_OPT_OUT = "ordinance_opt_out"
SUPPORT_LIST_ON_SCREEN = "support_list_on_screen"
#: While it is on, everything is a drill: no emergency disclosure is asked for, approved or open.
DRILL_MODE = "drill_mode"

#: Lists about people who need help.
_OF_PERSONS_IN_NEED = frozenset({RegisterName.NEEDS_HELP, RegisterName.INDIVIDUAL_PLANS})
#: Those to whom the law lets the support list be given, beside the organisations.
_RECEIVERS = frozenset({Role.WELFARE_COMMISSIONER, Role.SOCIAL_WELFARE_COUNCIL, Role.FIRE, Role.POLICE})
_YES = YesNoUnknown.YES.value
_LEADER_WRITES = frozenset({
    RegisterName.ORGANISATIONS, RegisterName.SQUADS, RegisterName.EQUIPMENT, RegisterName.DRILLS,
    RegisterName.MEMBERS, RegisterName.OPENING_DUTY,
})  # fmt: skip


class IsListed(FunctionElement[bool]):
    """Whether the person of an id stands on the support list now, which a reader need not see.

    PostgreSQL asks a function that looks as the program does: to the reader's own query whoever has not
    agreed to be on the list given would seem to be gone.
    """

    type = sa.Boolean()
    inherit_cache = True


@compiles(IsListed)
def _from_the_list(element: IsListed, compiler: SQLCompiler, **options: object) -> str:
    (person,) = element.clauses
    asked = compiler.process(person, **options)
    query = f"SELECT 1 FROM needs_help AS n WHERE n.record_id = {asked} AND n.until IS NULL"  # noqa: S608
    return f"EXISTS ({query})"


@compiles(IsListed, "postgresql")
def _from_the_program(element: IsListed, compiler: SQLCompiler, **options: object) -> str:
    return f"sonae_is_listed({compiler.process(element.clauses, **options)})"


def may_read(reader: Reader, register: RegisterName, now: str) -> sa.ColumnElement[bool]:
    """Return the condition on rows of a register that a reader may see at a time."""
    role = reader.role
    if role is Role.HEADQUARTERS:
        return sa.true()
    area = in_area(reader, schema.register_tables[register])
    if role is Role.WARD_OFFICER:
        return area
    if register in _OF_PERSONS_IN_NEED:
        # What was agreed once is not agreed for ever: only what holds now is given, not the history.
        table = schema.register_tables[register]
        given = sa.and_(table.c.until.is_(None), _given(register, now))
        if register is RegisterName.INDIVIDUAL_PLANS:
            given = sa.and_(given, IsListed(table.c.person_id))
        return sa.and_(area, given) if role in {Role.ORGANISATION_LEADER, *_RECEIVERS} else sa.false()
    if role is Role.ORGANISATION_LEADER or not REGISTERS[register].is_personal:
        return area
    return sa.false()


def may_ever_write(reader: Reader, register: RegisterName) -> bool:
    """Whether a reader writes rows of a register anywhere."""
    match reader.role:
        case Role.HEADQUARTERS:
            return True
        case Role.WARD_OFFICER:
            return register is not RegisterName.NEEDS_HELP
        case Role.ORGANISATION_LEADER:
            return register in _LEADER_WRITES
        case _:
            return False


def may_write(reader: Reader, register: RegisterName) -> sa.ColumnElement[bool]:
    """Return the condition on rows of a register that a reader may add or close."""
    if not may_ever_write(reader, register):
        return sa.false()
    if reader.role is Role.HEADQUARTERS:
        return sa.true()
    return in_area(reader, schema.register_tables[register])


def may_see_history(reader: Reader, register: RegisterName) -> sa.ColumnElement[bool]:
    """Return the condition on what versions of a register did to each list.

    How a list about people who need help changes says something of them: only those see it who see
    all of the list.
    """
    if reader.role is Role.HEADQUARTERS:
        return sa.true()
    if reader.role is Role.WARD_OFFICER or may_ever_write(reader, register):
        return in_area(reader, schema.version_scopes)
    return sa.false()


def may_count(reader: Reader, table: sa.Table) -> sa.ColumnElement[bool]:
    """Return the condition on organisations whose counts (squads, drills, households) a reader may know.

    City and wards plan on the same figures, so that those who work for them know those of every
    district; everybody else those of the own area (docs/adr/0030-counts-of-lists.md).
    """
    if reader.role in {Role.HEADQUARTERS, Role.WARD_OFFICER}:
        return sa.true()
    return in_area(reader, table)


def may_count_persons(reader: Reader, table: sa.Table) -> sa.ColumnElement[bool]:
    """Return the condition on people who need help whom a reader may count: who may read all of them."""
    if reader.role is Role.HEADQUARTERS:
        return sa.true()
    return in_area(reader, table) if reader.role is Role.WARD_OFFICER else sa.false()


def in_area(reader: Reader, table: sa.Table) -> sa.ColumnElement[bool]:
    """Return the condition that a row lies within the reader's areas."""
    parts = [
        table.c[name].in_(sorted(ids))
        for name, ids in (
            ("ward_code", reader.ward_codes),
            ("district_id", reader.district_ids),
            ("org_id", reader.org_ids),
        )
        if ids
    ]
    return sa.or_(*parts) if parts else sa.false()


def given_on_paper(now: str) -> sa.ColumnElement[bool]:
    """Return the condition on entries of the support list that may be given away on paper at a time.

    Consent, an ordinance or a disclosure decide as for screens; whether the city has switched the list
    on for screens does not.
    """
    table = schema.register_tables[RegisterName.NEEDS_HELP]
    return sa.or_(_has_agreed(RegisterName.NEEDS_HELP), _is_disclosed(table, now))


def _given(register: RegisterName, now: str) -> sa.ColumnElement[bool]:
    table = schema.register_tables[register]
    return sa.or_(sa.and_(_is_on(SUPPORT_LIST_ON_SCREEN), _has_agreed(register)), _is_disclosed(table, now))


def _has_agreed(register: RegisterName) -> sa.ColumnElement[bool]:
    table = schema.register_tables[register]
    if register is RegisterName.NEEDS_HELP:
        not_refused = sa.and_(_is_on(ORDINANCE_OPT_OUT), table.c.consent == YesNoUnknown.UNKNOWN.value)
        return sa.or_(table.c.consent == _YES, not_refused)
    return sa.and_(table.c.person_consent == _YES, table.c.supporter_consent == _YES)


def _is_on(setting: str) -> sa.ColumnElement[bool]:
    settings = schema.store_settings
    return sa.exists().where(settings.c.key == setting, settings.c.value == _YES)


def _is_disclosed(table: sa.Table, now: str) -> sa.ColumnElement[bool]:
    opened, districts, people = schema.disclosures, schema.disclosure_districts, schema.disclosure_people
    plans = schema.register_tables[RegisterName.INDIVIDUAL_PLANS]
    person = table.c.person_id if table is plans else table.c.record_id
    in_the_area = (
        sa.select(people.c.record_id)
        .where(people.c.disclosure_id == opened.c.disclosure_id, people.c.record_id == person)
        # Of two levels out: otherwise it would be asked of any row, and everybody let in.
        .correlate(opened, table)
        .exists()
    )
    return sa.exists().where(
        districts.c.disclosure_id == opened.c.disclosure_id,
        districts.c.district_id == table.c.district_id,
        opened.c.approved_at <= now,
        opened.c.ends_at > now,
        opened.c.ended_at.is_(None),
        sa.not_(_is_on(DRILL_MODE)),
        sa.or_(opened.c.hazard_area_only.is_(None), in_the_area),
    )
