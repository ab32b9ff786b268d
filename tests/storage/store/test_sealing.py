"""Values are sealed for one row, marks tell equality only, and the key file is kept safe."""

import json
import os

import pytest

from storage.store.errors import KeyFileError, StoreDamagedError
from storage.store.keys import KEYS_VARIABLE, key_file, make_keys, read_keys, write_keys
from storage.store.sealing import pack, same_form, sealer_of, unpack
from tests.storage.store.made import CANARY


@pytest.fixture
def ring(tmp_path):
    return make_keys(tmp_path / "keys" / "store.json")


def test_a_sealed_value_opens_for_its_row_alone(ring):
    sealer = sealer_of(ring)
    sealed = sealer.seal(CANARY, belongs_to="members/1")
    assert CANARY.encode() not in sealed
    assert sealer.open(sealed, belongs_to="members/1") == CANARY
    for wrong in (sealed[:-1], bytes([sealed[0] ^ 1]) + sealed[1:], sealed[:5], b""):
        with pytest.raises(StoreDamagedError):
            sealer.open(wrong, belongs_to="members/1")
    with pytest.raises(StoreDamagedError):
        sealer.open(sealed, belongs_to="members/2")


def test_the_same_value_is_never_sealed_alike_and_always_marked_alike(ring):
    sealer = sealer_of(ring)
    assert sealer.seal("a", belongs_to="x") != sealer.seal("a", belongs_to="x")
    assert sealer.mark(b"a") == sealer_of(ring).mark(b"a") != sealer.mark(b"b")
    assert len(sealer.mark(b"a")) == 16
    assert sealer.mark_together("ab", "c") != sealer.mark_together("a", "bc")


def test_another_key_opens_and_marks_nothing_of_the_first(ring):
    first, other = sealer_of(ring), sealer_of(ring.with_new_key())
    assert first.mark(b"a") != other.mark(b"a")
    assert first.sign(b"", b"a") != other.sign(b"", b"a")
    assert first.sign(b"x", b"a") != first.sign(b"", b"a")
    with pytest.raises(StoreDamagedError):
        other.open(first.seal("a", belongs_to="x"), belongs_to="x")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("山田　太郎", "山田 太郎"),
        ("Ｋｉｎｇ", "king"),
        ("ﾔﾏﾀﾞ", "ヤマダ"),
        (" a ", "A"),
        (None, ""),
        (7, "７"),
    ],
)
def test_values_are_compared_without_width_blanks_and_case(one, other):
    assert same_form(one) == same_form(other)


def test_different_values_stay_different():
    assert same_form("山田太郎") != same_form("山田次郎")
    assert same_form("") == ""


def test_packed_cells_come_back(ring):
    cells = {"name": CANARY, "age_low": 7, "note": None}
    assert unpack(pack(cells)) == cells


def test_nothing_shows_a_secret(ring):
    secret = next(iter(ring.secrets.values()))
    shown = repr(ring) + repr(sealer_of(ring)) + str(ring)
    assert repr(secret)[2:-1] not in shown
    assert secret.hex() not in shown


def test_the_key_file_is_its_owners_alone_and_never_made_twice(ring):
    assert ring.file.stat().st_mode & 0o777 == 0o600
    assert ring.file.parent.stat().st_mode & 0o777 == 0o700
    assert read_keys(ring.file) == ring
    with pytest.raises(KeyFileError, match="key_file_taken"):
        make_keys(ring.file)
    assert [one.name for one in ring.file.parent.iterdir()] == [ring.file.name]


def test_older_keys_stay_and_the_newest_seals(ring):
    more = ring.with_new_key()
    write_keys(more)
    found = read_keys(ring.file)
    assert found.newest == more.newest != ring.newest
    assert found.secret(ring.newest) == ring.secret(ring.newest)
    with pytest.raises(KeyFileError, match="key_unknown"):
        ring.secret(more.newest)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"version": 2, "keys": {"k": "aaaa"}}', '{"version": 1, "keys": {}}',
     '{"version": 1, "keys": {"k": "?"}}', '{"version": 1, "keys": {"k": "YWJj"}}',
     '{"version": 1, "keys": {"k": 7}}'],
)  # fmt: skip
def test_what_is_no_key_file_is_refused(tmp_path, content):
    file = tmp_path / "store.json"
    file.write_text(content)
    with pytest.raises(KeyFileError, match="key_file_broken"):
        read_keys(file)


def test_a_missing_or_huge_key_file_is_refused(tmp_path):
    with pytest.raises(KeyFileError, match="key_file_missing"):
        read_keys(tmp_path / "none.json")
    huge = tmp_path / "huge.json"
    huge.write_text(json.dumps("x" * 1_000_000))
    with pytest.raises(KeyFileError, match="key_file_broken"):
        read_keys(huge)


def test_a_folder_that_takes_no_file_is_named(tmp_path):
    taken = tmp_path / "keys"
    taken.write_text("a file")
    with pytest.raises(KeyFileError, match="key_file_unwritable") as caught:
        make_keys(taken / "store.json")
    assert caught.value.details == {"file": str(taken / "store.json")}


def test_the_key_file_lies_in_the_home_or_where_the_user_says():
    assert key_file({"SONAE_HOME": "/h"}).as_posix() == "/h/keys/store.json"
    assert key_file({"SONAE_HOME": "/h", KEYS_VARIABLE: "/usb/k.json"}).as_posix() == "/usb/k.json"
    assert os.environ.get(KEYS_VARIABLE) is None
