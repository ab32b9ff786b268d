"""Signing in with a real browser against a real server, on the toy city with a home of its own."""

import datetime as dt
import ipaddress
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser, BrowserContext, Page

from domain.registers import RegisterName, Role
from storage.store.account_rows import Rights
from storage.store.accounts import Machine
from storage.store.engine import sqlite_url
from storage.store.reader import Reader
from storage.store.store import Store
from tests import oidc_provider
from tests.storage.store.made import CANARY, frame, row
from tests.toy_city.on_disk import put_toy_city
from tests.ui.browser.conftest import ROOT, _await, watched

pytestmark = pytest.mark.browser

GOOD = "correct horse battery"
#: Longest that a page may take here.
_WAIT_MS = 240_000


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _running(arguments: list[str], log: Path, health: str, **environment: str) -> Iterator[None]:
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        if health:
            _await(health, process, log)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def _served(folder: Path, **environment: str) -> Iterator[str]:
    put_toy_city(folder / "city")
    port, home = _free_port(), folder / "home"
    own = {"SONAE_HOME": str(home), "SONAE_BUNDLE": str(folder / "city"), **environment}
    provider = _free_port()
    issuer = f"http://127.0.0.1:{provider}"
    home.mkdir()
    (home / "secrets.toml").write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{"s" * 40}"\n'
        f'client_id = "{oidc_provider.CLIENT_ID}"\nclient_secret = "{oidc_provider.CLIENT_SECRET}"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    metadata = f"{issuer}/.well-known/openid-configuration"
    log = folder / "server.txt"
    health = f"http://127.0.0.1:{port}/_stcore/health"
    with (
        _running(["tests.oidc_provider", str(provider)], folder / "provider.txt", metadata),
        _running(["ui.server", "--port", str(port), "--prepare", "first"], log, health, **own),
    ):
        yield f"http://127.0.0.1:{port}"
    said = log.read_text()
    assert "Traceback" not in said, said[-4000:]
    assert CANARY not in said


def _store(folder: Path) -> Store:
    return Store.open(sqlite_url(folder / "home" / "store.db"), keys=folder / "home" / "keys" / "store.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("signed")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[str]:
    """A server whose store has accounts, and a person in ward 271411."""
    with _served(folder) as address:
        issuer = next(
            line.split('"')[1].removesuffix("/.well-known/openid-configuration")
            for line in (folder / "home" / "secrets.toml").read_text().splitlines()
            if line.startswith("server_metadata_url")
        )
        store = _store(folder)
        store.accounts.make_first("honbu", "本部 一", GOOD)
        head = Reader.headquarters("a-test")
        for register, values in (
            (RegisterName.ORGANISATIONS, {}), (RegisterName.MEMBERS, {"name": CANARY}),
        ):  # fmt: skip
            store.commit(head, register, frame(register, [row(register, "A1", **values)]))
        ward = Rights(Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
        made, password = store.accounts.make(
            Machine(), "etsuran", "閲覧 二", Rights(Role.VIEWER, ward.ward_codes)
        )
        store.accounts.change_own_password(made.reader, password, GOOD)
        store.accounts.make(Machine(), "taro", "区 太郎", ward, identity=(issuer, "taro"))
        store.close()
        yield address


@contextmanager
def _context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def _wait(page: Page, name: str) -> None:
    page.wait_for_selector(f'.sonae-end[data-page="{name}"]', state="attached", timeout=_WAIT_MS)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'",
        timeout=_WAIT_MS,
    )


def _cookie_kept(page: Page) -> None:
    """Wait until the browser keeps the sign-in, which it fetches after the page is drawn."""
    end = time.monotonic() + _WAIT_MS / 1000
    while not any(one["name"] == "sonae" for one in page.context.cookies()):
        assert time.monotonic() < end, "no cookie"
        page.wait_for_timeout(100)


def _sign_in(page: Page, login: str, password: str = GOOD) -> None:
    page.get_by_label("利用者名").fill(login)
    page.get_by_label("パスワード", exact=True).fill(password)
    page.get_by_role("button", name="サインインする").click()


def _serious(page: Page) -> list[str]:
    page.evaluate("() => document.fonts.ready")
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found
            if one["impact"] in {"serious", "critical"}]  # fmt: skip


def test_the_first_account_is_made_on_this_machine_and_signs_in(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("first")
    with _served(folder) as address, watched(browser, address) as screen:
        screen.open("/city", page_name="city")
        assert "体験版" in screen.page.inner_text("body")
        assert not (folder / "home" / "store.db").exists()
        screen.open("/account", page_name="account")
        assert _serious(screen.page) == []
        for label, value in (("利用者名", "honbu"), ("表示する名前", "本部 一"),
                             ("新しいパスワード", GOOD), ("新しいパスワード（もう一度）", GOOD)):  # fmt: skip
            screen.page.get_by_label(label, exact=True).fill(value)
        screen.page.get_by_role("button", name="本部の利用者を作る").click()
        screen.page.get_by_role("heading", name="アカウントの一覧").wait_for(timeout=_WAIT_MS)
        screen.page.reload()
        _wait(screen.page, "account")
        assert "本部 一" in screen.page.inner_text("body")
        assert _serious(screen.page) == []
        with _context(browser) as other:
            page = other.new_page()
            page.goto(f"{address}/city")
            _wait(page, "gate")
            assert "全市総括表" not in page.inner_text("body")


def test_the_page_to_sign_in_is_accessible_wrong_passwords_are_said_and_then_one_waits(
    browser: Browser, office: str, folder: Path
) -> None:
    with watched(browser, office) as screen:
        screen.open("/city", page_name="gate")
        assert _serious(screen.page) == []
        for _ in range(5):
            _sign_in(screen.page, "etsuran-2", "wrong")
            screen.page.get_by_text("利用者名かパスワードが違います").wait_for(timeout=_WAIT_MS)
            screen.settle()
        _sign_in(screen.page, "etsuran-2", "wrong")
        screen.page.get_by_text("秒はサインインできません").wait_for(timeout=_WAIT_MS)


def test_two_browsers_with_two_roles_see_nothing_of_each_other(browser: Browser, office: str) -> None:
    with _context(browser) as first, _context(browser) as second:
        head, viewer = first.new_page(), second.new_page()
        for page, login in ((head, "honbu"), (viewer, "etsuran")):
            page.goto(f"{office}/account")
            _wait(page, "gate")
            _sign_in(page, login)
            _wait(page, "account")
        assert "操作の記録" in head.inner_text("body")
        for page in (head, viewer):
            page.reload()  # the cookie keeps each signed in, as itself
            _wait(page, "account")
        assert "本部 一" in head.inner_text("body")
        said = viewer.inner_text("body")
        assert "閲覧 二" in said
        assert "本部 一" not in said
        assert "操作の記録" not in said
        cookies = {one["name"]: one for one in first.cookies() if one["name"] == "sonae"}
        assert cookies["sonae"]["httpOnly"]
        assert cookies["sonae"]["sameSite"] == "Strict"
        assert head.evaluate("() => document.cookie").count("sonae=") == 0
        head.get_by_role("button", name="サインアウト", exact=True).click()
        _wait(head, "gate")
        head.reload()
        _wait(head, "gate")
        viewer.reload()
        _wait(viewer, "account")


def test_an_unused_sign_in_ends(browser: Browser, office: str, folder: Path) -> None:
    with _context(browser) as context:
        page = context.new_page()
        page.goto(f"{office}/city")
        _wait(page, "gate")
        _sign_in(page, "etsuran")
        _wait(page, "city")
        store = _store(folder)
        with store.sessions.of_program(writes=True) as connection:
            connection.exec_driver_sql("UPDATE sign_ins SET seen_at = '2026-01-01T00:00:00Z'")
        store.close()
        _wait(page, "gate")  # nobody touches the page
        assert "閲覧 二" not in page.inner_text("body")


def test_an_identity_of_a_provider_signs_in_its_account_and_no_other(browser: Browser, office: str) -> None:
    for who, expected in (("taro", "account"), ("hanako", "gate")):
        with _context(browser) as context:
            page = context.new_page()
            page.goto(f"{office}/account")
            _wait(page, "gate")
            page.get_by_role("button", name="認証サービス").click()
            page.get_by_role("link", name=who).click(timeout=_WAIT_MS)
            page.wait_for_url(f"{office}/**", timeout=_WAIT_MS)
            _wait(page, "readiness" if expected == "account" else "gate")
            said = page.inner_text("body")
            assert ("区 太郎" in said) == (who == "taro")
            assert ("アカウントがありません" in said) == (who == "hanako")
            if who != "taro":
                continue
            _cookie_kept(page)
            page.goto(f"{office}/account")
            _wait(page, "account")
            page.get_by_role("button", name="サインアウト", exact=True).click()
            _wait(page, "gate")
            page.goto(f"{office}/account")
            _wait(page, "gate")  # what the provider told before signs nobody in again


def test_with_a_certificate_of_its_own_the_server_speaks_tls_only(tmp_path: Path) -> None:
    certificate, key = _self_signed(tmp_path)
    put_toy_city(tmp_path / "city")
    port = _free_port()
    own = {"SONAE_HOME": str(tmp_path / "home"), "SONAE_BUNDLE": str(tmp_path / "city")}
    command = ["ui.server", "--port", str(port), "--prepare", "first", "--certificate", str(certificate)]
    command += ["--certificate-key", str(key)]
    with _running(command, tmp_path / "server.txt", "", **own):
        trusted = ssl.create_default_context(cafile=str(certificate))
        origin = f"https://127.0.0.1:{port}"
        with httpx.Client(verify=trusted, base_url=origin) as client:
            _await_answer(client)
            gone = client.request("DELETE", "/sign-in/keep", headers={"Origin": origin})
            assert gone.status_code == 204
            assert all("Secure" in one for one in gone.headers.get_list("set-cookie"))
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"http://127.0.0.1:{port}/_stcore/health")


def _await_answer(client: httpx.Client) -> None:
    end = time.monotonic() + 240
    while time.monotonic() < end:
        try:
            if client.get("/_stcore/health").status_code == 200:
                return
        except httpx.ConnectError:
            time.sleep(0.3)
    pytest.fail("the server did not answer over TLS")


def _self_signed(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine's own address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sonae test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return files
