"""What is no sound list is refused on its page, each in words of its own, and nothing of it is stored."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from data.readers.sheet_file import MAX_BYTES
from domain.faults import Fault
from domain.registers import Role
from messages.fault_words import fault_words
from storage.store import schema
from storage.store.account_rows import Rights
from storage.store.engine import transaction
from storage.store.reader import Reader
from storage.store.schema import register_tables
from storage.store.store import Store
from tests.bad_lists import BAD_LISTS, NAME, OTHER_WARD
from tests.ui.screen import open_as, shown_text
from ui import shared

ROOT = Path(__file__).resolve().parents[2]
_PASSWORD = "kakunin-no-tame-2026"
#: A sound list asks here; who is refused never comes so far.
_CHANGES = "4. 変わること"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store with an account of headquarters and one of the first ward."""
    monkeypatch.setenv("SONAE_HOME", str(tmp_path))
    opened = shared.store()
    first = opened.accounts.make_first("honbu", "本庁", _PASSWORD)
    head = Reader.headquarters(first.account_id)
    rights = Rights(Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
    officer, _ = opened.accounts.make(head, "sakai", "区役所", rights)
    opened.accounts.set_password(head, officer.account_id, _PASSWORD)
    yield opened
    shared.store_at.clear()


def _page(store: Store, login: str) -> AppTest:
    return open_as(store, "upload", login, _PASSWORD)


def _given(screen: AppTest, name: str, content: bytes) -> str:
    """Give a file; return what the page says below it."""
    screen.get("file_uploader")[0].set_value((name, content, "text/csv"))
    screen.run()
    assert not screen.exception, name
    said = shown_text(screen)
    assert NAME not in said.split("確認事項（行・列・内容・直し方）")[-1].split("</table>")[0], name
    return said


def _rows(store: Store) -> dict[str, int]:
    tables = (*register_tables.values(), schema.versions, schema.uploads)
    with transaction(store.sessions.engine, None, writes=False) as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in tables
        }


def test_each_bad_list_is_refused_in_its_own_words_and_nothing_is_stored(store: Store) -> None:
    before, screen, said = _rows(store), _page(store, "honbu"), {}
    for name, (content, key) in BAD_LISTS.items():
        if key == "roster_person_twice":  # a question, to be answered before it is saved
            continue
        shown = _given(screen, name, content)
        words = _words(name, key)
        said[name] = words
        asks = [one for one in screen.button if one.key == "upload.commit"]
        assert asks == [], name
        assert _CHANGES not in shown, name
        assert _rows(store) == before, name
        assert words in shown, (name, words)
    assert len(set(said.values())) == len(said)


def test_of_a_person_who_stands_twice_one_is_asked_before_anything_is_stored(store: Store) -> None:
    screen = _page(store, "honbu")
    _given(screen, "twice.csv", BAD_LISTS["twice.csv"][0])
    assert [one for one in screen.radio if str(one.key).startswith("upload.pair.")]
    # The organisation itself, as the city's own data have it, is there to be compared with.
    assert {name for name, count in _rows(store).items() if count} == {"organisations", "squads", "versions"}


def test_a_list_of_another_ward_is_refused_to_an_officer(store: Store) -> None:
    before, screen = _rows(store), _page(store, "sakai")
    shown = _given(screen, "other-ward.csv", OTHER_WARD)
    assert _words("other-ward.csv", "roster_other_ward") in shown
    assert _CHANGES not in shown
    assert [one for one in screen.button if one.key == "upload.commit"] == []
    assert _rows(store) == before


def test_a_list_larger_than_any_is_refused_by_the_page_before_it_is_sent(store: Store) -> None:
    [box] = _page(store, "honbu").get("file_uploader")
    assert box.proto.max_upload_size_mb * 1_000_000 == MAX_BYTES
    # What the page lets through, the server takes, and no more.
    settings = tomllib.loads((ROOT / "ui" / "streamlit.toml").read_text(encoding="utf-8"))
    assert settings["server"]["maxUploadSize"] * 1_000_000 == MAX_BYTES


def _words(name: str, key: str) -> str:
    """Return the longest part of a fault's first sentence that holds no field."""
    said = fault_words("ja", Fault(key, file=name, expected="Excel (.xlsx)", column="\0")).text
    return max(said.replace(name, "\0").split("。")[0].split("\0"), key=len)
