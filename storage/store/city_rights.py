"""What headquarters decides about rights: settings of the city, emergency disclosures; and the audit log."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from domain.registers import Role
from domain.vocabulary import HazardKind
from storage.store import audit, disclosures, rights, schema
from storage.store.disclosures import Disclosure
from storage.store.errors import ForbiddenError, RefusedError
from storage.store.reader import Reader
from storage.store.sessions import Sessions

_SETTINGS = frozenset({rights.ORDINANCE_OPT_OUT, rights.SUPPORT_LIST_ON_SCREEN})
_ON, _OFF = "yes", "no"


class CityRights:
    """Settings and disclosures of one store.

    Parameters
    ----------
    sessions
        Transactions.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def is_on(self, reader: Reader, setting: str) -> bool:
        """Whether a setting of the city is on; it is off until headquarters switches it on."""
        table = schema.store_settings
        with self._sessions.reading(reader) as (connection, _):
            value = connection.scalar(sa.select(table.c.value).where(table.c.key == _known(setting)))
        return bool(value == _ON)

    def switch(self, reader: Reader, setting: str, *, on: bool) -> None:
        """Switch a setting of the city on or off.

        Raises
        ------
        ForbiddenError
            When the reader is not of headquarters.
        RefusedError
            When there is no such setting.
        """
        _refuse_others(reader)
        table, key, value = schema.store_settings, _known(setting), _ON if on else _OFF
        with self._sessions.writing(reader, "switch") as (connection, detail):
            done = connection.execute(table.update().where(table.c.key == key).values(value=value))
            if done.rowcount == 0:
                connection.execute(table.insert(), {"key": key, "value": value})
            detail |= {"setting": key, "on": on}

    def ask_for_disclosure(
        self,
        reader: Reader,
        *,
        hazard: HazardKind,
        reason: str,
        district_ids: Sequence[str],
        ends: dt.datetime,
        drill: bool,
    ) -> str:
        """Ask for an emergency disclosure; return its id. It opens nothing until it is approved.

        Raises
        ------
        StoreError
            When the reader is not of headquarters, in a drill, or when it is not complete.
        """
        with self._sessions.writing(reader, "ask_for_disclosure") as (connection, detail):
            disclosure_id = disclosures.ask_for(
                connection, reader, hazard=hazard, reason=reason, district_ids=district_ids, ends=ends,
                drill=drill, now=self._sessions.clock(),
            )  # fmt: skip
            detail |= {"disclosure": disclosure_id, "hazard": hazard.value, "districts": [*district_ids]}
        return disclosure_id

    def approve_disclosure(self, reader: Reader, disclosure_id: str) -> None:
        """Approve, as a second person, what another asked for.

        Raises
        ------
        StoreError
            When the reader is not of headquarters or asked for it, or there is nothing to approve.
        """
        with self._sessions.writing(reader, "approve_disclosure") as (connection, detail):
            detail["disclosure"] = disclosure_id
            disclosures.approve(connection, reader, disclosure_id, now=self._sessions.clock())

    def end_disclosure(self, reader: Reader, disclosure_id: str) -> None:
        """End an emergency disclosure before its time, or withdraw a request.

        Raises
        ------
        StoreError
            When the reader is not of headquarters, or it has ended.
        """
        with self._sessions.writing(reader, "end_disclosure") as (connection, detail):
            detail["disclosure"] = disclosure_id
            disclosures.end(connection, reader, disclosure_id, now=self._sessions.clock())

    def disclosures(self, reader: Reader) -> tuple[Disclosure, ...]:
        """Return every emergency disclosure and request, the newest first.

        Raises
        ------
        ForbiddenError
            When the reader is not of headquarters.
        """
        with self._sessions.reading(reader) as (connection, _):
            return disclosures.read_disclosures(connection, reader)

    def audit_entries(self, reader: Reader, *, newest: int = 200) -> tuple[audit.Entry, ...]:
        """Return the newest entries of the audit log, the last first.

        Raises
        ------
        ForbiddenError
            When the reader is not of headquarters.
        """
        _refuse_others(reader)
        with self._sessions.reading(reader) as (connection, _):
            return audit.read_entries(connection, newest=newest)


def _known(setting: str) -> str:
    if setting not in _SETTINGS:
        raise RefusedError("setting_unknown", setting=setting)
    return setting


def _refuse_others(reader: Reader) -> None:
    if reader.role is not Role.HEADQUARTERS:
        raise ForbiddenError("forbidden")
