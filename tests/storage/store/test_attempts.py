"""Guessing waits: at one name, and from one machine over many names; nobody keeps others out by it."""

import datetime as dt

import pytest
import sqlalchemy as sa

from storage.store import schema
from storage.store.attempts import (
    FIRST_WAIT,
    FREE_ATTEMPTS,
    FREE_OF_MACHINE,
    KNOWN_FOR,
    LONGEST_WAIT,
    MACHINE_RECOVERS,
    Attempts,
    network_of,
    wait_after,
)
from storage.store.engine import transaction
from storage.store.errors import RefusedError
from storage.store.key_check import ring_of
from storage.store.sealing import sealer_of
from storage.store.sessions import Sessions
from storage.store.store import Store
from tests.storage.store.test_sign_ins import GOOD, Clock

HERE, THERE = "192.0.2.7", "192.0.2.8"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(store: Store, clock: Clock) -> Store:
    return Store(Sessions(store.sessions.engine, store.sessions.keys, clock))


def said(store: Store, login: str, password: str, machine: str | None = HERE) -> str:
    """Return what an attempt comes to, as a sign-in counts it; empty where it is made."""
    sessions = store.sessions
    with sessions.of_program(writes=True) as connection:
        attempts = Attempts(connection, sealer_of(ring_of(connection, sessions.keys)), sessions.clock())
        try:
            attempts.count(login, machine)
        except RefusedError as error:
            return error.key
        if (login, password) != ("honbu", GOOD):
            return "sign_in_wrong"
        attempts.forget(login, machine)
    return ""


def spray(store: Store, attempts: int, machine: str = HERE) -> list[str]:
    """Try one password at each of many names."""
    return [said(store, f"name-{i}", "wrong", machine) for i in range(attempts)]


def test_the_wait_doubles_up_to_a_quarter_of_an_hour():
    assert wait_after(None) == wait_after(FREE_ATTEMPTS - 1) == dt.timedelta(0)
    assert wait_after(FREE_ATTEMPTS) == FIRST_WAIT
    assert wait_after(FREE_ATTEMPTS + 1) == 2 * FIRST_WAIT
    assert wait_after(FREE_ATTEMPTS + 5) == 32 * FIRST_WAIT  # 8 min
    assert wait_after(FREE_ATTEMPTS + 6) == LONGEST_WAIT  # 16 min would be longer
    assert wait_after(10**9) == LONGEST_WAIT
    assert wait_after(7, 8) == dt.timedelta(0)
    assert wait_after(8, 8) == FIRST_WAIT


def test_one_password_tried_at_many_names_from_one_machine_waits(timed: Store, clock: Clock):
    assert spray(timed, FREE_OF_MACHINE) == ["sign_in_wrong"] * FREE_OF_MACHINE
    assert said(timed, "a-new-name", "wrong") == "sign_in_wait"
    assert said(timed, "honbu", GOOD) == "sign_in_wait"  # it never signed in from here
    clock.move(seconds=14)
    assert said(timed, "a-new-name", "wrong") == "sign_in_wait"
    clock.move(seconds=1)
    assert said(timed, "a-new-name", "wrong") == "sign_in_wrong"
    clock.move(seconds=29)  # the second wait is 30 s
    assert said(timed, "another", "wrong") == "sign_in_wait"
    clock.move(seconds=1)
    assert said(timed, "another", "wrong") == "sign_in_wrong"


def test_a_slow_spray_gets_no_more_than_the_machine_recovers(timed: Store, clock: Clock):
    spray(timed, FREE_OF_MACHINE)
    tried = 0
    for i in range(4 * 60):  # a try every minute for four hours, each at a name of its own
        clock.move(minutes=1)
        tried += said(timed, f"slow-{i}", "wrong") == "sign_in_wrong"
    # 15 s to 8 min are six waits; from then on one attempt in the longest wait or in ten minutes.
    assert 10 <= tried <= 6 + 4 * 60 // 10


def test_who_signed_in_from_a_machine_before_is_not_kept_out_by_what_others_try_there(
    timed: Store, clock: Clock
):
    assert said(timed, "honbu", GOOD) == ""
    spray(timed, FREE_OF_MACHINE)
    assert said(timed, "name-0", "wrong") == "sign_in_wait"
    assert said(timed, "honbu", GOOD) == ""
    clock.move(seconds=(KNOWN_FOR - dt.timedelta(minutes=1)).total_seconds())
    spray(timed, FREE_OF_MACHINE)
    assert said(timed, "honbu", GOOD) == ""
    clock.move(seconds=KNOWN_FOR.total_seconds())
    spray(timed, FREE_OF_MACHINE)
    assert said(timed, "honbu", GOOD) == "sign_in_wait"


def test_nobody_elsewhere_and_no_command_waits_for_a_machine(timed: Store):
    spray(timed, FREE_OF_MACHINE)
    assert said(timed, "name-0", "wrong") == "sign_in_wait"
    assert said(timed, "honbu", GOOD, THERE) == ""
    assert said(timed, "honbu", GOOD, None) == ""


def test_a_known_name_is_guessed_no_faster_from_its_own_machine(timed: Store):
    assert said(timed, "honbu", GOOD) == ""
    for _ in range(FREE_ATTEMPTS):
        assert said(timed, "honbu", "wrong") == "sign_in_wrong"
    assert said(timed, "honbu", GOOD) == "sign_in_wait"


def test_an_account_of_ones_own_does_not_wipe_out_the_guesses_at_others(timed: Store):
    for i in range(FREE_OF_MACHINE):
        assert said(timed, f"name-{i}", "wrong") == "sign_in_wrong"
        assert said(timed, "honbu", GOOD) == ""
    assert said(timed, "one-more", "wrong") == "sign_in_wait"


def test_an_office_that_mistypes_now_and_then_never_waits(timed: Store, clock: Clock):
    for i in range(3 * FREE_OF_MACHINE):
        clock.move(seconds=MACHINE_RECOVERS.total_seconds())
        assert said(timed, f"clerk-{i}", "wrong") == "sign_in_wrong"


def test_a_sign_in_counts_by_its_machine_and_keeps_a_mark_of_the_address(timed: Store):
    timed.accounts.make_first("honbu", "本部", GOOD)
    assert timed.sign_ins.sign_in("honbu", GOOD, machine=HERE)
    spray(timed, FREE_OF_MACHINE)
    with pytest.raises(RefusedError) as caught:
        timed.sign_ins.sign_in("nobody", "wrong", machine=HERE)
    assert caught.value.key == "sign_in_wait"
    assert timed.sign_ins.sign_in("honbu", GOOD, machine=HERE)  # known here
    assert timed.sign_ins.sign_in("honbu", GOOD)  # a command
    with transaction(timed.sessions.engine, None, writes=False) as connection:
        kept = str(list(connection.execute(sa.select(schema.sign_in_attempts))))
        kept += str(list(connection.execute(sa.select(schema.audit_log))))
    assert HERE not in kept


@pytest.mark.parametrize(
    ("machine", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::2", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_ipv6_address_counts_by_its_network(machine: str, network: str):
    assert network_of(machine) == network
