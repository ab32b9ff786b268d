"""What headquarters decides about rights: settings of the city, emergency disclosures; and the audit log."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence

import sqlalchemy as sa

from domain.registers import Role
from domain.vocabulary import HazardKind
from storage.store import audit, disclosures, rights, schema, sign_ins
from storage.store.disclosures import Disclosure, Opened, Running
from storage.store.engine import as_upkeep
from storage.store.errors import ForbiddenError, RefusedError
from storage.store.key_check import ring_of
from storage.store.reader import Reader
from storage.store.sessions import Sessions

_SETTINGS = frozenset({rights.ORDINANCE_OPT_OUT, rights.SUPPORT_LIST_ON_SCREEN, rights.DRILL_MODE})
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
        with self._sessions.reading(reader) as (connection, _):
            return _is_on(connection, _known(setting))

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
        key = _known(setting)
        with self._sessions.writing(reader, "switch") as (connection, detail):
            _keep(connection, key, _ON if on else _OFF)
            detail |= {"setting": key, "on": on}

    def minutes(self, reader: Reader, setting: str) -> int:
        """Return a limit of sign-ins [minutes].

        Raises
        ------
        RefusedError
            When there is no such limit.
        """
        with self._sessions.reading(reader) as (connection, _):
            return sign_ins.minutes_of(connection, _limit(setting))

    def set_minutes(self, reader: Reader, setting: str, minutes: int) -> None:
        """Set a limit of sign-ins [minutes].

        Raises
        ------
        ForbiddenError
            When the reader is not of headquarters.
        RefusedError
            When there is no such limit, or it is outside its bounds.
        """
        _refuse_others(reader)
        _, least, most = sign_ins.TIME_LIMITS[_limit(setting)]
        if not least <= minutes <= most:
            raise RefusedError("minutes_bounds", least=least, most=most)
        with self._sessions.writing(reader, "set_minutes") as (connection, detail):
            _keep(connection, setting, str(minutes))
            detail |= {"setting": setting, "minutes": minutes}

    def note_city(self, reader: Reader, do: Callable[[], Mapping[str, object]]) -> None:
        """Have another city shown, together with its entry in the audit log.

        Parameters
        ----------
        reader
            Who does it.
        do
            Does it, last in the transaction; returns what the entry says.

        Raises
        ------
        ForbiddenError
            When the reader is not of headquarters.
        """
        _refuse_others(reader)
        with self._sessions.writing(reader, "show_city") as (_, detail):
            detail.update(do())

    def ask_for_disclosure(
        self,
        reader: Reader,
        *,
        hazard: HazardKind,
        reason: str,
        district_ids: Sequence[str],
        ends: dt.datetime,
        drill: bool,
        people: Collection[str] | None = None,
    ) -> str:
        """Ask for an emergency disclosure; return its id. It opens nothing until it is approved.

        ``people`` limits it to these entries of the support list; None opens all of the districts.

        Raises
        ------
        StoreError
            When the reader is not of headquarters, in a drill, or when it is not complete.
        """
        with self._sessions.writing(reader, "ask_for_disclosure") as (connection, detail):
            drill = drill or _is_on(connection, rights.DRILL_MODE)
            disclosure_id = disclosures.ask_for(
                connection, reader, hazard=hazard, reason=reason, of=Opened(district_ids, people), ends=ends,
                drill=drill, now=self._sessions.clock(),
            )  # fmt: skip
            detail |= {"disclosure": disclosure_id, "hazard": hazard.value, "districts": [*district_ids]}
            if people is not None:
                detail["people"] = len(people)
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
            if _is_on(connection, rights.DRILL_MODE):
                raise RefusedError("disclosure_in_drill")
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

    def running_disclosures(self, reader: Reader) -> tuple[Running, ...]:
        """Return the emergency disclosures that are open now; everybody who is signed in may know.

        In drill mode none is open.
        """
        with self._sessions.reading(reader) as (connection, _), as_upkeep(connection, reader):
            if _is_on(connection, rights.DRILL_MODE):
                return ()
            return disclosures.running(connection, now=self._sessions.now())

    def audit_entries(
        self, reader: Reader, *, newest: int = 200, skip: int = 0, account: str = "", action: str = ""
    ) -> tuple[audit.Entry, ...]:
        """Return the newest entries of the audit log, the last first.

        Parameters
        ----------
        reader
            Who asks.
        newest
            How many at most.
        skip
            How many newer ones are left out.
        account, action
            Those of an account id, or of an action, only; empty for all.

        Raises
        ------
        ForbiddenError
            When the reader is not of headquarters.
        """
        _refuse_others(reader)
        with self._sessions.reading(reader) as (connection, _):
            return audit.read_entries(connection, newest=newest, skip=skip, account=account, action=action)

    def audit_actions(self, reader: Reader) -> tuple[str, ...]:
        """Return every action that the audit log tells of.

        Raises
        ------
        ForbiddenError
            When the reader is not of headquarters.
        """
        _refuse_others(reader)
        column = schema.audit_log.c.action
        with self._sessions.reading(reader) as (connection, _):
            return tuple(connection.scalars(sa.select(column).distinct().order_by(column)))

    def audit_faults(self, reader: Reader) -> tuple[tuple[str, int], ...]:
        """Return what is wrong with the audit log: a message key below ``store.``, and an entry.

        Raises
        ------
        ForbiddenError
            When the reader is not of headquarters.
        """
        _refuse_others(reader)
        keys = self._sessions.keys
        with self._sessions.reading(reader) as (connection, _):
            known = audit.read_head(audit.head_file(keys))
            return tuple(audit.find_breaks(connection, ring_of(connection, keys), known))


def _is_on(connection: sa.Connection, setting: str) -> bool:
    table = schema.store_settings
    return connection.scalar(sa.select(table.c.value).where(table.c.key == setting)) == _ON


def _keep(connection: sa.Connection, key: str, value: str) -> None:
    table = schema.store_settings
    done = connection.execute(table.update().where(table.c.key == key).values(value=value))
    if done.rowcount == 0:
        connection.execute(table.insert(), {"key": key, "value": value})


def _limit(setting: str) -> str:
    if setting not in sign_ins.TIME_LIMITS:
        raise RefusedError("setting_unknown", setting=setting)
    return setting


def _known(setting: str) -> str:
    if setting not in _SETTINGS:
        raise RefusedError("setting_unknown", setting=setting)
    return setting


def _refuse_others(reader: Reader) -> None:
    if reader.role is not Role.HEADQUARTERS:
        raise ForbiddenError("forbidden")
