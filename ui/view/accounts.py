"""Accounts, audit log and disclosures as tables of words."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from domain.bundle import CityBundle
from domain.data_kind import DataKind
from domain.japan_time import JAPAN
from messages import catalogue
from presentation.grid import Grid
from presentation.plan_table import CellKind, Column, PlanTable
from presentation.words import Words
from storage.store.account_rows import Account
from storage.store.audit import PROGRAM, Entry
from storage.store.disclosures import Disclosure

#: More areas than these are counted.
_NAMED = 4
_ENTRY_COLUMNS = ("seq", "at", "who", "role", "action", "detail")


def area_names(city: CityBundle, words: Words) -> dict[str, str]:
    """Return the name of every ward, district and organisation by its id."""
    named = {}
    for frame in (city.wards, city.districts):
        for one, name, name_en in zip(frame.index, frame["name"], frame["name_en"], strict=True):
            named[str(one)] = words.name(str(name), str(name_en))
    organisations = city.strength.organisations["name"].items()
    return named | {str(one): str(name) for one, name in organisations}


def local_time(moment: str) -> str:
    """Return a moment of the store (UTC) as a clock in Japan shows it."""
    at = dt.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S%z").astimezone(JAPAN)
    return at.strftime("%Y-%m-%d %H:%M:%S")


def account_grid(found: Sequence[Account], names: Mapping[str, str], words: Words) -> Grid:
    """Return the table of accounts."""
    rows = tuple(
        (
            one.login,
            one.name,
            words(f"role.{one.rights.role}"),
            _areas(one.area_ids, names, words),
            words(f"account.state.{'open' if one.is_active else 'closed'}"),
            words(f"account.way.{_way(one)}"),
            local_time(one.changed[0]),
        )
        for one in found
    )
    keys = ("login", "name", "role", "areas", "state", "way", "changed")
    headings = tuple(words(f"account.column.{key}") for key in keys)
    return Grid(headings, rows, (False,) * len(keys), keys, caption=words("account.all.title"))


def entry_grid(entries: Sequence[Entry], logins: Mapping[str, str], words: Words) -> Grid:
    """Return entries of the audit log as a table."""
    rows = tuple(tuple(str(cell) for cell in _entry_cells(one, logins, words)) for one in entries)
    headings = tuple(words(f"account.column.{key}") for key in _ENTRY_COLUMNS)
    numbers = tuple(key == "seq" for key in _ENTRY_COLUMNS)
    return Grid(headings, rows, numbers, _ENTRY_COLUMNS, caption=words("account.audit.title"))


def entry_table(entries: Sequence[Entry], logins: Mapping[str, str], made_by: str, words: Words) -> PlanTable:
    """Return entries of the audit log as a file, marked with who took it away and when."""
    cells = [(*_entry_cells(one, logins, words), made_by) for one in entries]
    keys = (*_ENTRY_COLUMNS, "made_by")
    columns = tuple(
        Column(
            key,
            words(f"account.column.{key}"),
            CellKind.WHOLE if key == "seq" else CellKind.TEXT,
            tuple(row[i] for row in cells),
        )
        for i, key in enumerate(keys)
    )
    return PlanTable("audit_log", words("account.audit.title"), columns, DataKind.REAL)


def action_words(action: str, words: Words) -> str:
    """Return what an action of the audit log is; one of a newer program by its own name."""
    key = f"audit_action.{action}"
    return words(key) if catalogue.has(words.language, key) else action


def detail_words(detail: str, logins: Mapping[str, str], words: Words) -> str:
    """Return the details of an entry; what no word is known for stands as it was written.

    ``logins`` names accounts by their ids, and may name areas and organisations by theirs.
    """
    told = json.loads(detail)
    return words("account.between").join(
        f"{_detail_name(name, words)}: {_detail_value(value, logins, words)}" for name, value in told.items()
    )


def _detail_name(name: str, words: Words) -> str:
    key = f"audit_detail.{name}"
    return words(key) if catalogue.has(words.language, key) else name


def _detail_value(value: object, logins: Mapping[str, str], words: Words) -> str:
    if isinstance(value, list):
        return words("export.separator").join(logins.get(str(one), str(one)) for one in value)
    if isinstance(value, bool):
        return words("city_right.is_on" if value else "city_right.is_off")
    said = str(value)
    known = (
        f"register_name.{said}", f"role.{said}", f"hazard_kind.{said}", f"city_right.{said}",
        f"audit_value.{said}",
    )  # fmt: skip
    key = next((one for one in known if catalogue.has(words.language, one)), None)
    return words(key) if key else logins.get(said, said)


def disclosure_grid(
    found: Sequence[Disclosure], logins: Mapping[str, str], names: Mapping[str, str], now: str, words: Words
) -> Grid:
    """Return emergency disclosures and requests as a table."""
    rows = tuple(
        (
            one.disclosure_id,
            words(f"disclosure.state.{disclosure_state(one, now)}"),
            words(f"hazard_kind.{one.hazard}"),
            _areas(one.district_ids, names, words) + _limited(one, words),
            one.reason,
            logins.get(one.asked_by, one.asked_by),
            logins.get(one.approved_by or "", one.approved_by or words("disclosure.nobody_yet")),
            local_time(one.ends_at),
        )
        for one in found
    )
    keys = ("id", "state", "hazard", "districts", "reason", "asked_by", "approved_by", "ends_at")
    headings = tuple(words(f"disclosure.column.{key}") for key in keys)
    return Grid(headings, rows, (False,) * len(keys), keys, caption=words("disclosure.title"))


def _limited(one: Disclosure, words: Words) -> str:
    """Return how many people a disclosure is limited to; nothing where it opens whole districts."""
    if one.people is None:
        return ""
    return words("disclosure.limited", people=words("disclosure.of_people", people=one.people))


def disclosure_state(one: Disclosure, now: str) -> str:
    """Return whether a disclosure waits, is open, was ended, or is past its end."""
    if one.ended_at is not None:
        return "ended"
    if one.ends_at <= now:
        return "over"
    return "asked" if one.approved_at is None else "open"


def _entry_cells(one: Entry, logins: Mapping[str, str], words: Words) -> tuple[int | str, ...]:
    return (
        one.seq, local_time(one.at), logins.get(one.account, one.account), _role(one, words),
        action_words(one.action, words), detail_words(one.detail, logins, words),
    )  # fmt: skip


def _role(one: Entry, words: Words) -> str:
    """Return in which role; what the program does of itself is done by no office, with whatever rights."""
    return words("account.program") if one.account == PROGRAM else words(f"role.{one.role}")


def _way(one: Account) -> str:
    if one.identity is None:
        return "first_password" if one.must_change else "password"
    return "both" if one.has_password else "identity"


def _areas(ids: Sequence[str], names: Mapping[str, str], words: Words) -> str:
    if not ids:
        return words("account.everywhere")
    named = words("export.separator").join(names.get(one, one) for one in ids[:_NAMED])
    return named if len(ids) <= _NAMED else words("account.and_more", named=named, count=len(ids) - _NAMED)
