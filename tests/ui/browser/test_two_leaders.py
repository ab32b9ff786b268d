"""Two leaders signed in beside each other: each sees her own district, and nothing of the next one.

Not on a page, in a file, at an address that names the other's district, in the log, on the disk.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download
from pypdf import PdfReader

from domain.registers import RegisterName, Role
from storage.store.account_rows import Rights
from storage.store.accounts import Machine
from storage.store.engine import sqlite_url
from storage.store.reader import Reader
from storage.store.rights import SUPPORT_LIST_ON_SCREEN
from storage.store.store import Store
from tests.storage.store.made import frame
from tests.ui.browser.conftest import Watched, watched
from tests.ui.browser.test_organisations import _served
from ui.page_table import offered

pytestmark = pytest.mark.browser

GOOD = "correct horse battery"
_WAIT_MS = 240_000
#: Pages that show people of lists, or give files of them.
_OF_PEOPLE = frozenset({"organisations", "people", "district", "data"})
#: District, organisation, and what stands on the lists of each leader: nowhere else in the project.
A = ("271411-00001", "org-1", ("金糸雀 甲子", "072-555-1111", "雲雀 甲太", "072-555-1112"))
B = ("271420-00002", "org-2", ("金糸雀 乙子", "072-555-2221", "雲雀 乙太", "072-555-2222"))


def _put(store: Store, district: str, org: str, said: tuple[str, ...]) -> None:
    """Put a members list and a support list of one organisation into a store."""
    head = Reader.headquarters("a-test")
    member, phone, helped, helped_phone = said
    area = {"ward_code": district[:6], "district_id": district, "org_id": org}
    organisation = {**area, "name": f"自主防災会 {org}", "district_plan_made": "unknown"}
    post = {"post": "headquarters", "born_on": "1960", "day": "yes", "night": "yes"}
    rows = {
        RegisterName.ORGANISATIONS: [organisation],
        RegisterName.MEMBERS: [
            area | post | {"role": "leader", "name": member, "phone": phone},
            area | post | {"role": "deputy", "name": f"{member} 次", "phone": ""},
        ],
        RegisterName.NEEDS_HELP: [
            area | {
                "name": helped, "kana": helped, "phone": helped_phone, "consent": "yes", "needs": "杖",
                "address": "甲区C町3",
            }
        ],
    }  # fmt: skip
    for register, own in rows.items():
        store.commit(head, register, frame(register, own))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("leaders")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[str]:
    """A server whose store has lists and a leader of two districts; the log names nobody at the end."""
    (folder / "home").mkdir()
    store = Store.open(sqlite_url(folder / "home" / "store.db"), keys=folder / "home" / "keys" / "store.json")
    store.accounts.make_first("honbu", "本部 一", GOOD)
    store.rights.switch(Reader.headquarters("a-test"), SUPPORT_LIST_ON_SCREEN, on=True)
    for login, (district, org, said) in (("kaicho-a", A), ("kaicho-b", B)):
        _put(store, district, org, said)
        rights = Rights(
            Role.ORGANISATION_LEADER, district_ids=frozenset({district}), org_ids=frozenset({org})
        )
        made, password = store.accounts.make(Machine(), login, login, rights)
        store.accounts.change_own_password(made.reader, password, GOOD)
    store.close()
    with _served(folder) as address:
        yield address
    log = (folder / "server.txt").read_text()
    kept = b"".join(one.read_bytes() for one in (folder / "home").rglob("*") if one.is_file())
    for word in (*A[2], *B[2]):
        assert word not in log
        assert word.encode() not in kept


def _sign_in(screen: Watched, login: str) -> None:
    page = screen.page
    page.goto(f"{screen.address}/organisations?scenario=toy-quake")
    page.get_by_label("利用者名").fill(login, timeout=_WAIT_MS)
    page.get_by_label("パスワード", exact=True).fill(GOOD)
    page.get_by_role("button", name="サインインする").click()
    screen.wait("organisations")


def _inside(taken: Download) -> str:
    """The text of a file, whatever it is packed in."""
    return _text(Path(taken.path()).read_bytes())


def _text(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return "".join(side.extract_text() for side in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "".join(_text(packed.read(name)) for name in packed.namelist())
    return content.decode("utf-8", errors="replace")


def _files(screen: Watched) -> list[str]:
    """The text of every file that the page offers."""
    found = []
    for button in screen.page.locator('[data-testid="stDownloadButton"] button:visible').all():
        with screen.page.expect_download(timeout=_WAIT_MS) as taken:
            button.click()
        found.append(_inside(taken.value))
    return found


def test_each_leader_sees_her_own_and_nothing_of_the_next_district(browser: Browser, office: str) -> None:
    with watched(browser, office) as one, watched(browser, office) as other:
        for screen, login in ((one, "kaicho-a"), (other, "kaicho-b")):
            _sign_in(screen, login)
        seen: dict[str, str] = {}
        for screen, own, others in ((one, A, B), (other, B, A)):
            # All other pages, too, show nobody of another ward (``tests/ui/test_role_table.py``).
            for entry in (one for one in offered(Role.ORGANISATION_LEADER) if one.name in _OF_PEOPLE):
                # Her own address, and one that names the other's ward and district: both leaders have the
                # same rights, one looks at addresses of the other district for both.
                for district in [own[0], *([others[0]] if own is A else [])]:
                    query = f"?ward={district[:6]}&district={district}&scenario=toy-quake"
                    screen.open(f"/{entry.name}{query}", page_name=entry.name)
                    shown = screen.page.content()
                    for word in others[2]:
                        assert word not in shown, (entry.name, district)
                    if district == own[0]:
                        seen[f"{own[0]} {entry.name}"] = shown
                # Of the first leader the files that an address of the other district offers, of the second
                # those of her own.
                for text in _files(screen):
                    assert not any(word in text for word in others[2]), entry.name
        for own in (A, B):
            member, phone, helped, _ = own[2]
            assert member in seen[f"{own[0]} organisations"]
            assert phone in seen[f"{own[0]} organisations"]
            assert helped in seen[f"{own[0]} people"]


def test_an_address_of_the_other_district_is_empty_for_who_signs_in_there_first(
    browser: Browser, office: str
) -> None:
    with watched(browser, office) as screen:
        page = screen.page
        page.goto(f"{office}/people?ward=271411&district={A[0]}&scenario=toy-tsunami-night")
        page.get_by_label("利用者名").fill("kaicho-b", timeout=_WAIT_MS)
        page.get_by_label("パスワード", exact=True).fill(GOOD)
        page.get_by_role("button", name="サインインする").click()
        screen.wait("people")
        assert not any(word in page.content() for word in A[2])
