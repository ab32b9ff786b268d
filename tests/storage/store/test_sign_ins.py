"""Signing in: what is refused, how long one waits, and when a sign-in ends."""

import datetime as dt
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa

from domain.registers import Role
from storage.store import schema
from storage.store.account_rows import Rights
from storage.store.attempts import FREE_ATTEMPTS
from storage.store.engine import transaction
from storage.store.errors import RefusedError
from storage.store.reader import Reader
from storage.store.sessions import Sessions
from storage.store.store import Store

GOOD = "correct horse battery"
OFFICER = Rights(Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))


@dataclass
class Clock:
    """A clock that a test moves."""

    now: dt.datetime = field(default=dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC))

    def __call__(self) -> dt.datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(store: Store, clock: Clock) -> Store:
    """The store with a clock that the test moves, and one account of headquarters."""
    sessions = store.sessions
    timed = Store(Sessions(sessions.engine, sessions.keys, clock))
    timed.accounts.make_first("honbu", "本部", GOOD)
    return timed


def actions(store: Store) -> list[str]:
    with transaction(store.sessions.engine, None, writes=False) as connection:
        return list(connection.scalars(sa.select(schema.audit_log.c.action).order_by(schema.audit_log.c.seq)))


def refused(store: Store, login: str, password: str) -> str:
    with pytest.raises(RefusedError) as caught:
        store.sign_ins.sign_in(login, password)
    return caught.value.key


def test_the_right_password_signs_in_and_its_token_tells_who(timed: Store):
    made = timed.sign_ins.sign_in("HONBU", GOOD)
    found = timed.sign_ins.account_of(made.token)
    assert found == made.account
    assert timed.sign_ins.account_of(made.token + "x") is None
    assert timed.sign_ins.account_of("") is None
    assert made.token not in repr(made)


def test_a_password_typed_on_a_wide_keyboard_is_the_same(timed: Store):
    wide = "".join(chr(ord(c) + 0xFEE0) if c != " " else "　" for c in GOOD)
    assert timed.sign_ins.sign_in("honbu", wide).account.login == "honbu"


def test_of_a_token_the_store_keeps_a_hash(timed: Store):
    made = timed.sign_ins.sign_in("honbu", GOOD)
    with transaction(timed.sessions.engine, None, writes=False) as connection:
        kept = connection.scalar(sa.select(schema.sign_ins.c.token_hash))
    assert made.token.encode() not in kept
    assert len(kept) == 32


def test_what_is_refused_does_not_tell_whether_there_is_such_an_account(timed: Store):
    head = timed.accounts.list(Reader.headquarters("x"))[0].reader
    closed, password = timed.accounts.make(head, "closed", "閉", OFFICER)
    timed.accounts.close(head, closed.account_id)
    said = [
        refused(timed, "honbu", "wrong"),
        refused(timed, "nobody", GOOD),
        refused(timed, "closed", password),
    ]
    assert said == ["sign_in_wrong"] * 3
    waits = []
    for login in ("honbu", "nobody"):
        for _ in range(FREE_ATTEMPTS - 1):
            assert refused(timed, login, "wrong") == "sign_in_wrong"
        waits.append(refused(timed, login, "wrong"))
    assert waits == ["sign_in_wait", "sign_in_wait"]


def test_after_five_wrong_attempts_also_the_right_password_waits_and_longer_each_time(
    timed: Store, clock: Clock
):
    for _ in range(FREE_ATTEMPTS):
        assert refused(timed, "honbu", "wrong") == "sign_in_wrong"
    assert refused(timed, "honbu", GOOD) == "sign_in_wait"
    clock.move(seconds=14)
    assert refused(timed, "honbu", GOOD) == "sign_in_wait"
    clock.move(seconds=1)
    assert refused(timed, "honbu", "wrong") == "sign_in_wrong"  # the sixth: now 30 s
    clock.move(seconds=29)
    assert refused(timed, "honbu", GOOD) == "sign_in_wait"
    clock.move(seconds=1)
    assert timed.sign_ins.sign_in("honbu", GOOD)
    for _ in range(FREE_ATTEMPTS):  # forgotten with the right one
        assert refused(timed, "honbu", "wrong") == "sign_in_wrong"


def test_attempts_are_remembered_by_another_process_and_forgotten_after_a_day(timed: Store, clock: Clock):
    for _ in range(FREE_ATTEMPTS):
        refused(timed, "honbu", "wrong")
    sessions = timed.sessions
    again = Store(Sessions(sessions.engine, sessions.keys, clock))
    assert refused(again, "honbu", GOOD) == "sign_in_wait"
    clock.move(hours=24)
    for _ in range(FREE_ATTEMPTS):
        assert refused(again, "honbu", "wrong") == "sign_in_wrong"


def test_the_attempts_of_one_name_are_not_those_of_another(timed: Store):
    for _ in range(FREE_ATTEMPTS + 1):
        with pytest.raises(RefusedError):
            timed.sign_ins.sign_in("somebody", "wrong")
    assert timed.sign_ins.sign_in("honbu", GOOD)


def test_what_was_typed_as_a_name_is_nowhere(timed: Store):
    refused(timed, "my-secret-password", "wrong")
    with transaction(timed.sessions.engine, None, writes=False) as connection:
        kept = str(list(connection.execute(sa.select(schema.sign_in_attempts))))
        kept += str(list(connection.execute(sa.select(schema.audit_log))))
    assert "my-secret-password" not in kept


def test_an_unused_sign_in_ends_after_half_an_hour(timed: Store, clock: Clock):
    token = timed.sign_ins.sign_in("honbu", GOOD).token
    for _ in range(3):
        clock.move(minutes=29, seconds=59)
        assert timed.sign_ins.account_of(token) is not None  # used: it holds on
    clock.move(minutes=30)
    assert timed.sign_ins.account_of(token) is None
    clock.move(minutes=-20)
    assert timed.sign_ins.account_of(token) is None  # for good
    assert actions(timed)[-1] == "sign_in_timed_out"


def test_a_page_that_only_lies_open_does_not_hold_the_sign_in(timed: Store, clock: Clock):
    token = timed.sign_ins.sign_in("honbu", GOOD).token
    for _ in range(2):
        clock.move(minutes=14, seconds=59)
        assert timed.sign_ins.account_of(token, is_use=False) is not None
    clock.move(seconds=2)
    assert timed.sign_ins.account_of(token, is_use=False) is None
    assert timed.sign_ins.account_of(token) is None


def test_a_used_sign_in_ends_after_twelve_hours(timed: Store, clock: Clock):
    token = timed.sign_ins.sign_in("honbu", GOOD).token
    for _ in range(71):
        clock.move(minutes=10)
        assert timed.sign_ins.account_of(token) is not None
    clock.move(minutes=10)
    assert timed.sign_ins.account_of(token) is None


def test_signing_out_ends_one_and_everywhere_ends_all(timed: Store):
    first, second, third = (timed.sign_ins.sign_in("honbu", GOOD) for _ in range(3))
    timed.sign_ins.sign_out(first.token)
    timed.sign_ins.sign_out(first.token)
    assert timed.sign_ins.account_of(first.token) is None
    assert timed.sign_ins.account_of(second.token) is not None
    timed.sign_ins.sign_out_everywhere(second.account.reader)
    assert timed.sign_ins.account_of(second.token) is None
    assert timed.sign_ins.account_of(third.token) is None
    assert actions(timed)[-5:] == ["sign_in"] * 3 + ["sign_out", "sign_out_everywhere"]


def test_closing_changing_and_resetting_sign_out(timed: Store):
    head = timed.sign_ins.sign_in("honbu", GOOD).account.reader
    made, password = timed.accounts.make(head, "officer", "区", OFFICER)
    for act in (
        lambda: timed.accounts.change(head, made.account_id, name="区", rights=OFFICER, identity=None),
        lambda: timed.accounts.close(head, made.account_id),
    ):
        token = timed.sign_ins.sign_in("officer", password).token
        act()
        assert timed.sign_ins.account_of(token) is None
    timed.accounts.reopen(head, made.account_id)
    token = timed.sign_ins.sign_in("officer", password).token
    new = timed.accounts.reset(head, made.account_id)
    assert timed.sign_ins.account_of(token) is None
    assert refused(timed, "officer", password) == "sign_in_wrong"
    assert timed.sign_ins.sign_in("officer", new).account.must_change


def test_a_reset_ends_the_wait(timed: Store):
    head = timed.sign_ins.sign_in("honbu", GOOD).account.reader
    made, _ = timed.accounts.make(head, "officer", "区", OFFICER)
    for _ in range(FREE_ATTEMPTS):
        refused(timed, "officer", "wrong")
    new = timed.accounts.reset(head, made.account_id)
    assert timed.sign_ins.sign_in("officer", new)


def test_an_identity_signs_in_the_account_that_headquarters_gave_it(timed: Store):
    head = timed.sign_ins.sign_in("honbu", GOOD).account.reader
    identity = ("https://id.example.org", "sub-1")
    made, none = timed.accounts.make(head, "officer", "区", OFFICER, identity=identity)
    assert (none, made.has_password, made.must_change) == ("", False, False)
    assert refused(timed, "officer", "") == "sign_in_wrong"
    assert timed.sign_ins.sign_in_identity(*identity).account == made
    for wrong in (("https://id.example.org", "sub-2"), ("https://evil.example.org", "sub-1")):
        with pytest.raises(RefusedError, match="identity_unknown"):
            timed.sign_ins.sign_in_identity(*wrong)
    timed.accounts.close(head, made.account_id)
    with pytest.raises(RefusedError, match="identity_unknown"):
        timed.sign_ins.sign_in_identity(*identity)
    assert actions(timed)[-1] == "sign_in_refused"


def test_refusals_are_in_the_audit_log_under_the_account_where_there_is_one(timed: Store):
    refused(timed, "honbu", "wrong")
    refused(timed, "nobody", "wrong")
    head = timed.accounts.list(Reader.headquarters("x"))[0]
    entries = timed.rights.audit_entries(head.reader, newest=2)
    assert [(one.action, one.account) for one in entries] == [
        ("sign_in_refused", "sonae"), ("sign_in_refused", head.account_id),
    ]  # fmt: skip
