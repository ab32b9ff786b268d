"""A list as an office keeps it goes in on its page in a real browser, and back; a faulty one is mended."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from storage.store.engine import sqlite_url
from storage.store.store import Store
from tests.ui.browser.conftest import ROOT, Watched, served, watched

pytestmark = pytest.mark.browser
_PASSWORD = "kakunin-no-tame-2026"
_SAMPLES = ROOT / "data" / "samples"
_WAIT_MS = 240_000
#: Wrong cells of the sample with their neighbours, and what the report asks for.
_MENDED = (
    ("ない組織,本部", "新湊校区自主防災組織,本部"),
    ("踊り班", "情報班"),
    ("顧問", "班員"),
    ("班長,見本 五郎", "班員,見本 五郎"),
    ("班員,,,,,,,氏名がない", "班員,見本 十一,,,,,,氏名がない"),
    ("昭和32年2月30日", "昭和32年2月28日"),
    ("072-000-00,", "072-000-0000,"),
    (",アドレス,", ",name@example.jp,"),
    ("たぶん", "○"),
    ("'=1+1", "見本 十二"),
)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, plans_of_the_run: Path) -> Iterator[str]:
    """The address of a server whose store has an account of headquarters."""
    home = tmp_path_factory.mktemp("guarded")
    (home / "plans").symlink_to(plans_of_the_run)
    store = Store.open(sqlite_url(home / "store.db"), keys=home / "keys" / "store.json")
    store.accounts.make_first("honbu", "本庁", _PASSWORD)
    store.close()
    with served(home, tmp_path_factory.mktemp("log") / "server.txt", prepares="first") as address:
        yield address


@pytest.fixture
def screen(browser: Browser, guarded: str) -> Iterator[Watched]:
    """A watched page, signed in, on the page of lists."""
    with watched(browser, guarded) as opened:
        page = opened.page
        opened.open("/upload", page_name="gate")
        page.get_by_label("利用者名").fill("honbu")
        page.get_by_label("パスワード", exact=True).fill(_PASSWORD)
        page.get_by_role("button", name="サインインする").click()
        opened.wait("upload")
        yield opened


def _give(screen: Watched, file: Path) -> None:
    screen.page.locator('input[type="file"]').set_input_files(file)
    expect(screen.page.get_by_role("heading", name="3. 確認事項")).to_be_visible(timeout=_WAIT_MS)
    screen.settle()


def _press(screen: Watched, name: str | re.Pattern[str]) -> None:
    screen.page.get_by_role("button", name=name).first.click()
    screen.settle()


def _vacancies(page: Page) -> str:
    return (
        page.locator("table", has_text="名簿を入れる前と後").get_by_role("row", name="いる人数").inner_text()
    )


def test_a_list_of_real_life_goes_in_is_seen_in_readiness_and_is_taken_back(screen: Watched) -> None:
    page = screen.page
    _give(screen, _SAMPLES / "real-life-members.xlsx")
    expect(page.get_by_text("人分を読みました")).to_be_visible()
    before, after = _vacancies(page).split("\t")[1:3]
    assert before != after
    _press(screen, "この内容で保存する")
    expect(page.get_by_text("保存しました")).to_be_visible(timeout=_WAIT_MS)
    screen.shoot("upload-done")
    # The district page stands on the list now, and the data page says so.
    screen.open("/data", page_name="data")
    expect(page.get_by_text("名簿の入った組織は 1")).to_be_visible(timeout=_WAIT_MS)
    screen.open("/district?ward=271411", page_name="district")
    screen.open("/upload", page_name="upload")
    _press(screen, re.compile("^第[0-9]+版を取り消す$"))
    expect(page.get_by_text("取り消しました")).to_be_visible(timeout=_WAIT_MS)
    screen.open("/data", page_name="data")
    expect(page.get_by_text("名簿の入った組織はまだありません")).to_be_visible(timeout=_WAIT_MS)


def test_a_faulty_list_is_mended_from_its_report_and_goes_in(screen: Watched, tmp_path: Path) -> None:
    page = screen.page
    _give(screen, _SAMPLES / "faulty-members.csv")
    expect(page.get_by_text("誤りが", exact=False).first).to_be_visible()
    expect(page.get_by_role("heading", name="4. 変わること")).to_have_count(0)
    with page.expect_download() as given:
        page.get_by_role("button", name="確認事項の列を付けた名簿を保存").click()
    remarks = Path(given.value.path()).read_text(encoding="utf-8-sig")
    lines = remarks.splitlines()
    assert lines[0].endswith("確認事項")
    # Each cell as its remark asks for it.
    text = "\n".join(lines)
    for wrong, right in _MENDED:
        assert text.count(wrong) == 1, wrong
        text = text.replace(wrong, right)
    mended = tmp_path / "mended.csv"
    mended.write_text(text + "\n", encoding="utf-8-sig")
    _give(screen, mended)
    _press(screen, "この内容で保存する")
    expect(page.get_by_text("保存しました")).to_be_visible(timeout=_WAIT_MS)
