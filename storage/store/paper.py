"""Numbered copies of the support list on paper: who was given one, and whether it came back.

An entry stands on a copy where the law and the consents allow it. Of a copy the store keeps the
number, the area, the kind of receiver and how many entries it had; whose they were, and who stood at the
counter, it does not.
"""

import datetime as dt
import secrets
from dataclasses import dataclass, field

import pandas as pd
import sqlalchemy as sa

from domain.japan_time import day_in_japan
from domain.registers import PaperReceiver, PaperStep, RegisterName, Role
from domain.vocabulary import YesNoUnknown
from storage.store import rights, schema
from storage.store.errors import ForbiddenError, RefusedError
from storage.store.key_check import ring_of
from storage.store.queries import holding, readable_rows
from storage.store.reader import Reader
from storage.store.registers import REGISTERS
from storage.store.rows import RowCoder
from storage.store.sessions import Sessions

_STEPS = tuple(PaperStep)
_PEOPLE = RegisterName.NEEDS_HELP
_YES = YesNoUnknown.YES.value


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """A copy to print.

    Parameters
    ----------
    ward_code, district_id
        Its district, and the ward of that.
    receiver
        Who is given it.
    org_id
        Organisation that serves the people; empty for the whole district.
    due_on
        By when it has to come back.
    """

    ward_code: str
    district_id: str
    receiver: PaperReceiver
    due_on: dt.date
    org_id: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class PaperCopy:
    """A copy that may be printed now, once.

    Parameters
    ----------
    number
        Its number in the district.
    people
        ``NeedsHelpRegister``: the entries that may stand on it.
    """

    number: int
    people: pd.DataFrame = field(repr=False)


class Paper:
    """What is given away on paper.

    Parameters
    ----------
    sessions
        Transactions.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def give(self, reader: Reader, order: CopyOrder) -> PaperCopy:
        """Write down a new copy of a district's list, and return what stands on it.

        Raises
        ------
        StoreError
            When the reader may not, nobody may stand on it, or it would have to be back already.
        """
        _refuse_others(reader, order.ward_code)
        if order.due_on <= self._today():
            raise RefusedError("paper_due")
        table, now = schema.paper_copies, self._sessions.now()
        with self._sessions.writing(reader, "give_paper") as (connection, detail):
            people = self._people(connection, reader, order, now)
            if people.empty:
                raise RefusedError("paper_nobody")
            of_district = table.c.district_id == order.district_id
            last = connection.scalar(sa.select(sa.func.max(table.c.number)).where(of_district))
            number = int(last or 0) + 1
            row = {
                "copy_id": secrets.token_hex(8), "number": number, "ward_code": order.ward_code,
                "district_id": order.district_id, "org_id": order.org_id, "receiver": order.receiver.value,
                "entries": len(people), "printed_at": now, "printed_by": reader.account,
                "due_on": order.due_on.isoformat(),
            }  # fmt: skip
            connection.execute(table.insert(), row)
            told = ("copy_id", "number", "district_id", "receiver", "entries", "due_on")
            detail |= {name: row[name] for name in told}
        return PaperCopy(number, people)

    def _today(self) -> dt.date:
        return day_in_japan(self._sessions.clock())

    def _people(self, connection: sa.Connection, reader: Reader, order: CopyOrder, now: str) -> pd.DataFrame:
        coder = RowCoder(REGISTERS[_PEOPLE], ring_of(connection, self._sessions.keys))
        listed = schema.register_tables[_PEOPLE]
        of_organisation = sa.true() if not order.org_id else listed.c.org_id == order.org_id
        rows = readable_rows(
            connection, reader, _PEOPLE, coder.columns(), now=now, scopes=[order.district_id],
            where=[holding(_PEOPLE, None), rights.given_on_paper(now), of_organisation],
        )  # fmt: skip
        return coder.frame(rows)

    def note(self, reader: Reader, copy_id: str, step: PaperStep) -> None:
        """Write down that a copy was received, came back, or was shredded, each once and in this order.

        Raises
        ------
        StoreError
            When the reader may not, there is no such copy, or the order is another.
        """
        _refuse_others(reader)
        table, now = schema.paper_copies, self._sessions.now()
        before = _STEPS[: _STEPS.index(step)]
        with self._sessions.writing(reader, "note_paper") as (connection, detail):
            here = table.c.copy_id == copy_id
            held = connection.execute(sa.select(table).where(here, _own(reader))).one_or_none()
            if held is None:
                raise RefusedError("paper_unknown")
            row = held._mapping
            done = [one for one in _STEPS if row[f"{one}_at"] is not None]
            if done != list(before):
                raise RefusedError("paper_step")
            values = {f"{step}_at": now, f"{step}_by": reader.account}
            connection.execute(table.update().where(here).values(**values))
            detail |= {"copy_id": copy_id, "number": row["number"], "step": step.value}

    def copies(self, reader: Reader) -> pd.DataFrame:
        """Return the copies of the reader's wards, those that are overdue first.

        Returns
        -------
        pandas.DataFrame
            Columns of the table and ``is_overdue``: due and not returned.

        Raises
        ------
        ForbiddenError
            When the reader is neither of headquarters nor a ward officer.
        """
        _refuse_others(reader)
        table = schema.paper_copies
        with self._sessions.reading(reader) as (connection, _):
            query = sa.select(table).where(_own(reader)).order_by(table.c.district_id, table.c.number)
            rows = [tuple(row) for row in connection.execute(query)]
        # As objects: what is not yet noted stays None, also beside copies of which it is.
        found = pd.DataFrame(rows, columns=[column.name for column in table.c], dtype=object)
        today = self._today().isoformat()
        found["is_overdue"] = found["returned_at"].isna() & (found["due_on"] < today)
        return found.sort_values("is_overdue", ascending=False, kind="stable").reset_index(drop=True)

    def note_plan(self, reader: Reader, person_id: str) -> None:
        """Write down that an individual plan is printed.

        Raises
        ------
        ForbiddenError
            When the reader sees no plan of this person that both have agreed to.
        """
        plans = RegisterName.INDIVIDUAL_PLANS
        made = schema.register_tables[plans]
        with self._sessions.writing(reader, "print_plan") as (connection, detail):
            rows = readable_rows(
                connection, reader, plans, [made.c.entry_id], now=self._sessions.now(), scopes=[person_id],
                where=[
                    holding(plans, None), made.c.person_consent == _YES, made.c.supporter_consent == _YES,
                ],
            )  # fmt: skip
            if not rows:
                raise ForbiddenError("forbidden")
            detail |= {"person_id": person_id, "plans": len(rows)}


def _own(reader: Reader) -> sa.ColumnElement[bool]:
    table = schema.paper_copies
    if reader.role is Role.HEADQUARTERS:
        return sa.true()
    if reader.role is Role.WARD_OFFICER:
        return table.c.ward_code.in_(sorted(reader.ward_codes))
    return sa.false()


def _refuse_others(reader: Reader, ward_code: str | None = None) -> None:
    """Refuse whoever does not give copies away, or not in this ward."""
    is_officer = reader.role is Role.WARD_OFFICER and (ward_code is None or ward_code in reader.ward_codes)
    if reader.role is not Role.HEADQUARTERS and not is_officer:
        raise ForbiddenError("forbidden")
