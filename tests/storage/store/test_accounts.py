"""Accounts: who may make and change them, and what is kept of passwords and names."""

import pytest
import sqlalchemy as sa

from domain.registers import Role
from storage.store import schema
from storage.store.account_rows import Rights
from storage.store.accounts import Machine
from storage.store.check import problems_in
from storage.store.engine import transaction
from storage.store.errors import ForbiddenError, RefusedError, StoreDamagedError
from storage.store.passwords import is_right, new_password
from storage.store.reader import Reader
from storage.store.rotation import rotate_keys
from storage.store.store import Store
from tests.storage.store.made import CANARY, READERS

PASSWORD = "長い合言葉は安全です"  # 10 letters: too short, on purpose
GOOD = "correct horse battery"
OFFICER = Rights(Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
HEADQUARTERS = Rights(Role.HEADQUARTERS)


@pytest.fixture
def head(store: Store) -> Reader:
    return store.accounts.make_first("honbu", "本部 一", GOOD).reader


def test_the_first_account_is_of_headquarters_and_there_is_one_first_account(store: Store):
    assert not store.accounts.exist()
    first = store.accounts.make_first(" Honbu ", " 本部  一 ", GOOD)
    assert (first.login, first.name, first.rights) == ("honbu", "本部 一", HEADQUARTERS)
    assert not first.must_change
    assert store.accounts.exist()
    with pytest.raises(RefusedError, match="not_first"):
        store.accounts.make_first("other", "他", GOOD)


def test_accounts_taken_out_of_the_database_do_not_open_the_demonstration_again(store: Store, head: Reader):
    with transaction(store.sessions.engine, None, writes=True) as connection:
        connection.execute(schema.accounts.delete())
    assert store.accounts.exist()
    with pytest.raises(RefusedError, match="not_first"):
        store.accounts.make_first("other", "他", GOOD)
    made, _ = store.accounts.make(Machine(), "other", "他", HEADQUARTERS)
    assert made.made[1] == "sonae"


def test_only_headquarters_looks_at_or_touches_accounts(store: Store, head: Reader):
    accounts = store.accounts
    for reader in READERS:
        if reader.role is Role.HEADQUARTERS:
            continue
        for call in (
            lambda: accounts.list(reader),  # noqa: B023 - called at once
            lambda: accounts.make(reader, "x-1", "x", OFFICER),  # noqa: B023
            lambda: accounts.change(reader, head.account, name="x", rights=OFFICER, identity=None),  # noqa: B023
            lambda: accounts.reset(reader, head.account),  # noqa: B023
            lambda: accounts.set_password(reader, head.account, GOOD),  # noqa: B023
            lambda: accounts.close(reader, head.account),  # noqa: B023
            lambda: accounts.reopen(reader, head.account),  # noqa: B023
        ):
            with pytest.raises(ForbiddenError, match="forbidden"):
                call()
    assert [one.login for one in accounts.list(head)] == ["honbu"]
    assert [one.login for one in accounts.list(Machine())] == ["honbu"]


def test_an_account_has_its_areas_and_a_password_that_must_be_changed(store: Store, head: Reader):
    rights = Rights(
        Role.ORGANISATION_LEADER, frozenset(), frozenset({"271411-00001"}), frozenset({"A1", "A2"})
    )
    made, password = store.accounts.make(head, "kaicho", "会長", rights)
    assert made.must_change
    assert len(password) == 23  # four parts of five letters, three dashes
    found = next(one for one in store.accounts.list(head) if one.login == "kaicho")
    assert found == made
    assert found.reader == Reader(
        made.account_id, Role.ORGANISATION_LEADER, frozenset(), frozenset({"271411-00001"}),
        frozenset({"A1", "A2"}),
    )  # fmt: skip


def test_headquarters_has_no_area_and_everybody_else_has_one(store: Store, head: Reader):
    made, _ = store.accounts.make(head, "two", "二", Rights(Role.HEADQUARTERS, frozenset({"271411"})))
    assert made.rights == HEADQUARTERS
    with pytest.raises(RefusedError, match="account_without_area"):
        store.accounts.make(head, "three", "三", Rights(Role.VIEWER))


@pytest.mark.parametrize("login", ["", "ab", "日本", "-abc", "a" * 65, "a b c", "a,b,c"])
def test_a_login_name_can_be_typed_on_every_keyboard(store: Store, head: Reader, login: str):
    with pytest.raises(RefusedError, match="login_form"):
        store.accounts.make(head, login, "名", OFFICER)


@pytest.mark.parametrize("login", ["abc", "a" * 64, "0.1", "taro@example.org", "ｔａｒｏ", "TARO"])
def test_a_login_name_in_wide_or_capital_letters_is_the_same_name(store: Store, head: Reader, login: str):
    made, _ = store.accounts.make(head, login, "名", OFFICER)
    assert made.login.isascii()
    with pytest.raises(RefusedError, match="login_taken"):
        store.accounts.make(head, made.login, "名", OFFICER)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        (PASSWORD, "password_length"),
        ("abcdefghijk", "password_length"),  # 11
        ("abcdef" * 34, "password_length"),  # 204
        ("abcdabcdabcd", "password_plain"),  # 4 different
        ("xx-Honbu-xxabcd", "password_holds_login"),
    ],
)
def test_a_weak_password_is_refused(store: Store, password: str, why: str):
    with pytest.raises(RefusedError, match=why):
        store.accounts.make_first("honbu", "本部", password)
    assert not store.accounts.exist()


@pytest.mark.parametrize(
    "password", ["abcdefghijkl", "abcdeabcdeab", "a" * 196 + "bcde", "ながいあいことばはあんぜん"]
)
def test_twelve_letters_of_five_kinds_are_a_password(store: Store, password: str):
    assert store.accounts.make_first("honbu", "本部", password).has_password


def test_the_last_account_of_headquarters_stays(store: Store, head: Reader):
    with pytest.raises(RefusedError, match="last_headquarters"):
        store.accounts.close(head, head.account)
    with pytest.raises(RefusedError, match="last_headquarters"):
        store.accounts.change(head, head.account, name="x", rights=OFFICER, identity=None)
    second, _ = store.accounts.make(head, "second", "二", HEADQUARTERS)
    store.accounts.close(head, second.account_id)
    with pytest.raises(RefusedError, match="last_headquarters"):  # a closed one does not count
        store.accounts.close(head, head.account)
    store.accounts.reopen(head, second.account_id)
    store.accounts.close(second.reader, head.account)
    assert [one.is_active for one in store.accounts.list(second.reader)] == [False, True]


def test_one_identity_is_of_one_account(store: Store, head: Reader):
    identity = ("https://id.example.org", "taro")
    made, _ = store.accounts.make(head, "taro", "太郎", OFFICER, identity=identity)
    with pytest.raises(RefusedError, match="identity_taken"):
        store.accounts.make(head, "jiro", "次郎", OFFICER, identity=identity)
    store.accounts.change(head, made.account_id, name="太郎", rights=OFFICER, identity=identity)
    store.accounts.make(head, "jiro", "次郎", OFFICER, identity=("https://other.example.org", "taro"))
    with pytest.raises(RefusedError, match="identity_incomplete"):
        store.accounts.make(head, "saburo", "三郎", OFFICER, identity=("https://id.example.org", " "))


def test_no_account_that_is_not_there_is_changed(store: Store, head: Reader):
    for call in (store.accounts.close, store.accounts.reopen, store.accounts.reset):
        with pytest.raises(RefusedError, match="account_unknown"):
            call(head, "a-none")


def test_the_own_password_changes_with_the_old_one_only(store: Store, head: Reader):
    accounts = store.accounts
    with pytest.raises(RefusedError, match="password_wrong"):
        accounts.change_own_password(head, "wrong", "another long password")
    with pytest.raises(RefusedError, match="password_same"):
        accounts.change_own_password(head, GOOD, GOOD)
    with pytest.raises(RefusedError, match="password_length"):
        accounts.change_own_password(head, GOOD, "short")
    accounts.change_own_password(head, GOOD, "another long password")
    with pytest.raises(RefusedError, match="sign_in_wrong"):
        store.sign_ins.sign_in("honbu", GOOD)
    assert store.sign_ins.sign_in("honbu", "another long password").account.login == "honbu"


def test_names_are_sealed_and_passwords_kept_as_argon2id(store: Store, head: Reader):
    _, password = store.accounts.make(head, "kanaria", CANARY, OFFICER)
    with transaction(store.sessions.engine, None, writes=False) as connection:
        rows = [dict(row._mapping) for row in connection.execute(sa.select(schema.accounts))]
        log = [dict(row._mapping) for row in connection.execute(sa.select(schema.audit_log))]
    assert CANARY not in str(rows) + str(log)
    assert CANARY.encode() not in b"".join(row["sealed"] for row in rows)
    assert all(row["password_hash"].startswith("$argon2id$") for row in rows)
    assert password not in str(rows) + str(log)


@pytest.mark.parametrize(
    "values",
    [{"role": "headquarters"}, {"is_active": 1}, {"must_change": 0}, {"login": "x"}, {"subject": "y"}],
)
def test_an_account_that_somebody_changed_in_the_database_signs_nobody_in(
    store: Store, head: Reader, values: dict[str, object]
):
    made, password = store.accounts.make(head, "officer", "区", OFFICER)
    store.accounts.close(head, made.account_id)
    own = schema.accounts.c.account_id == made.account_id
    with transaction(store.sessions.engine, None, writes=True) as connection:
        connection.execute(schema.accounts.update().where(own).values(values))
        assert [one.key for one in problems_in(connection, store.sessions.keys)] == ["account_changed"]
    with pytest.raises(StoreDamagedError, match="account_changed"):
        store.sign_ins.sign_in(str(values.get("login", "officer")), password)


def test_an_area_that_somebody_added_in_the_database_is_noticed(store: Store, head: Reader):
    made, password = store.accounts.make(head, "officer", "区", OFFICER)
    row = {"account_id": made.account_id, "kind": "ward", "area_id": "271420"}
    with transaction(store.sessions.engine, None, writes=True) as connection:
        connection.execute(schema.account_areas.insert(), row)
    with pytest.raises(StoreDamagedError, match="account_changed"):
        store.sign_ins.sign_in("officer", password)


def test_accounts_outlast_a_new_key(store: Store, head: Reader):
    made, _ = store.accounts.make(head, "officer", CANARY, OFFICER)
    sessions = store.sessions
    with transaction(sessions.engine, None, writes=True) as connection:
        rotate_keys(connection, sessions.keys, at=sessions.now())
        keys = set(connection.scalars(sa.select(schema.accounts.c.key_id)))
    assert len(keys) == 1
    assert keys != {"k1"}
    assert made in store.accounts.list(head)


def test_what_is_done_to_accounts_is_in_the_audit_log(store: Store, head: Reader):
    made, _ = store.accounts.make(head, "officer", "区", OFFICER)
    store.accounts.change(head, made.account_id, name="区二", rights=OFFICER, identity=None)
    store.accounts.reset(head, made.account_id)
    store.accounts.close(head, made.account_id)
    entries = store.rights.audit_entries(head, newest=5)[::-1]
    assert [one.action for one in entries] == [
        "make_first_account", "make_account", "change_account", "reset_password", "close_account",
    ]  # fmt: skip
    assert [one.account for one in entries] == ["sonae", *[head.account] * 4]
    assert all(made.account_id in one.detail for one in entries[1:])
    assert "271411" in entries[1].detail


def test_no_two_new_passwords_are_alike_and_none_is_right_where_there_is_none():
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert not is_right(None, next(iter(made)))
