"""The page of organisations in a real browser: counts in the demonstration, people for who may see them."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from domain.registers import Role
from storage.store.account_rows import Rights
from storage.store.accounts import Machine
from storage.store.engine import sqlite_url
from storage.store.store import Store
from tests.toy_city import make_toy_bundle
from tests.toy_city.on_disk import put_toy_city
from tests.ui.browser.conftest import ROOT, Watched, _await, watched
from tests.ui.test_organisations_page import CHIEF, HEAD, PHONE, put_lists
from tests.use_cases.test_import_sizes import filled

pytestmark = pytest.mark.browser
WARD, NEXT = "271411", "271420"
GOOD = "correct horse battery"
_WAIT_MS = 240_000


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    put_toy_city(folder / "city")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    own = {"SONAE_HOME": str(folder / "home"), "SONAE_BUNDLE": str(folder / "city")}
    log = folder / "server.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.server", "--port", str(port), "--prepare", "first"],
            cwd=ROOT, env={**os.environ, **own}, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        _await(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)
    said = log.read_text()
    assert "Traceback" not in said, said[-4000:]
    assert CHIEF not in said


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose store has lists of one organisation, and an officer of its ward and of the next."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "home").mkdir()
    store = Store.open(sqlite_url(folder / "home" / "store.db"), keys=folder / "home" / "keys" / "store.json")
    put_lists(store, HEAD)
    store.accounts.make_first("honbu", "本部 一", GOOD)
    for login, ward in (("ku-a", WARD), ("ku-b", NEXT)):
        rights = Rights(Role.WARD_OFFICER, ward_codes=frozenset({ward}))
        made, password = store.accounts.make(Machine(), login, f"区 {login}", rights)
        store.accounts.change_own_password(made.reader, password, GOOD)
    store.close()
    with _served(folder) as address:
        yield address


def _sign_in(screen: Watched, login: str) -> None:
    page = screen.page
    page.goto(f"{screen.address}/organisations?ward={WARD}&scenario=toy-quake")
    page.get_by_label("利用者名").fill(login, timeout=_WAIT_MS)
    page.get_by_label("パスワード", exact=True).fill(GOOD)
    page.get_by_role("button", name="サインインする").click()
    screen.wait("organisations")


def test_an_officer_of_the_ward_sees_squads_people_and_the_contact_tree_and_prints_it(
    browser: Browser, office: str
) -> None:
    with watched(browser, office) as screen:
        _sign_in(screen, "ku-a")
        page = screen.page
        tree = page.get_by_role("region", name="だれがだれに電話するか")
        expect(tree).to_be_visible(timeout=_WAIT_MS)
        expect(tree).to_contain_text(CHIEF)
        expect(tree).to_contain_text(PHONE)
        expect(page.get_by_role("region", name="班ごとの要る人・いる人・欠員")).to_contain_text("本部班")
        # By keyboard: one fewer call from each.
        calls = page.get_by_label("1人が電話する人数（多くて）")
        calls.fill("4")
        calls.press("Enter")
        expect(page.get_by_text("1人が電話するのは多くて4人です。")).to_be_visible(timeout=_WAIT_MS)
        with page.expect_download(timeout=_WAIT_MS) as taken:
            page.get_by_role("button", name="連絡網（A4）").click()
        # Whoever printed it is named, not the id of her account.
        assert "印刷: 区 ku-a" in PdfReader(taken.value.path()).pages[0].extract_text()
        # A page that is still being drawn is pale.
        screen.settle()
        page.wait_for_timeout(500)
        serious = [
            f"{one['id']}: {one['nodes'][0]['html'][:200]}"
            for one in Axe().run(page, context="[data-testid=stMain]").response["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
        assert serious == []
        screen.shoot("organisations-signed-in")


def test_an_officer_of_the_next_ward_sees_no_person_of_it(browser: Browser, office: str) -> None:
    with watched(browser, office) as screen:
        _sign_in(screen, "ku-b")
        expect(screen.page.get_by_role("region", name="開設担当と開けられる席")).to_be_visible(
            timeout=_WAIT_MS
        )
        content = screen.page.content()
        assert CHIEF not in content
        assert PHONE not in content
        expect(screen.page.get_by_role("region", name="だれがだれに電話するか")).to_have_count(0)


def test_the_demonstration_shows_counts_and_what_is_missing(screen: Watched) -> None:
    screen.open("/organisations?ward=271411&scenario=surge-l2", page_name="organisations")
    page = screen.page
    expect(page.get_by_role("region", name="班ごとの要る人・いる人・欠員")).to_be_visible(timeout=_WAIT_MS)
    expect(page.get_by_text("体験モードです。")).to_be_visible()
    screen.shoot("organisations")


def test_headquarters_adopts_a_sheet_others_see_it_and_it_is_taken_back(
    browser: Browser, office: str, tmp_path: Path
) -> None:
    city = make_toy_bundle()
    sheet = filled(tmp_path, city, {str(city.places.index[0]): {"収容人数（公表）": 4321}})
    with watched(browser, office) as screen, watched(browser, office) as other:
        _sign_in(screen, "honbu")
        page = screen.page
        page.goto(f"{office}/data?scenario=toy-quake")
        screen.wait("data")
        page.locator("input[type=file]").first.set_input_files(sheet)
        look = page.get_by_role("button", name="何が変わるかを確かめる")
        look.click(timeout=_WAIT_MS)
        changed = page.get_by_role("region", name="層ごとの行数")
        expect(changed).to_contain_text("避難場所・避難所", timeout=_WAIT_MS)
        # By keyboard.
        page.get_by_role("button", name="採用する").press("Enter")
        expect(page.get_by_text("採用しました: 第1版")).to_be_visible(timeout=_WAIT_MS)
        versions = page.get_by_role("region", name="都市データの版と、元に戻す")
        expect(versions).to_contain_text("本部 一")
        expect(versions).to_contain_text("sizes.xlsx")
        _sign_in(other, "ku-a")
        expect(other.page.get_by_text("から表示）")).to_be_visible(timeout=_WAIT_MS)
        other.page.goto(f"{office}/data?scenario=toy-quake")
        other.wait("data")
        # An officer of a ward sees which city is shown, but neither changes it nor goes back.
        expect(other.page.get_by_role("region", name="都市データの版と、元に戻す")).to_be_visible()
        expect(other.page.get_by_role("heading", name="都市データの更新")).to_have_count(0)
        expect(other.page.get_by_role("button", name="元に戻す（")).to_have_count(0)
        screen.settle()
        page.get_by_role("button", name="元に戻す（もとの都市データを表示する）").click()
        page.get_by_role("button", name="切り替える", exact=True).click()
        expect(page.get_by_text("もとの都市データを表示しています")).to_be_visible(timeout=_WAIT_MS)
        screen.settle()
        screen.shoot("data-went-back")
