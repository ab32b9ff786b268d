import asyncio
import gzip
import json
import socket
import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Scope
from streamlit import config

from tests.ui.screen import open_screen
from ui import server, session
from ui.own_machine import is_own_address
from ui.server import Encryption


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.5"])
def test_this_machines_own_addresses_are_served(host: str) -> None:
    assert is_own_address(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])
def test_any_other_address_is_refused_with_a_sentence(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not is_own_address(host)
    with pytest.raises(SystemExit) as caught:
        server.serve(host, 8501)
    assert caught.value.code == 2
    assert "サインイン" in capsys.readouterr().err


def test_another_address_needs_accounts_and_encryption(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server.shared, "has_accounts", lambda: True)
    monkeypatch.setattr(server, "prepare", lambda _say, _ahead: None)
    runs: list[dict[str, object]] = []
    monkeypatch.setattr(server.st.App, "run", lambda _app, config: runs.append(config))
    for wrong in (Encryption(), Encryption(certificate="c.pem"), Encryption(key="k.pem")):
        with pytest.raises(SystemExit):
            server.serve("192.0.2.1", 8501, wrong)
        assert "--behind-tls" in capsys.readouterr().err
    assert runs == []
    server.serve("192.0.2.1", 8501, Encryption(by_proxy=True))
    server.serve("192.0.2.1", 8501, Encryption("c.pem", "k.pem"))
    assert [run.get("server.sslCertFile") for run in runs] == [None, "c.pem"]
    assert "https://192.0.2.1" in capsys.readouterr().err


def test_a_damaged_city_stops_the_server_with_every_fault(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SONAE_BUNDLE", str(tmp_path_factory.mktemp("empty")))
    assert server.main(["--port", "8599"]) == 1
    said = capsys.readouterr().err
    assert "bundle.toml" in said
    assert "⟦" not in said


def test_a_port_that_is_taken_is_told_before_anything_is_prepared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server, "prepare", lambda *_: pytest.fail("prepared"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit) as caught:
            server.serve("127.0.0.1", port)
    assert caught.value.code == 1
    assert f"{port} 番" in capsys.readouterr().err


def test_ctrl_c_ends_it_without_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "serve", pressed)
    assert server.main(["--port", "8599"]) == 0


def test_streamlit_knows_every_option_that_is_set_and_collects_no_garbage_after_each_run() -> None:
    options = dict(server._flat("", tomllib.loads(server._CONFIG.read_text(encoding="utf-8"))))
    for name in options:
        assert config.get_option(name) is not None
    assert options["runner.postScriptGC"] is False


def test_layer_files_are_served_packed_and_may_be_kept_for_good() -> None:
    open_screen("map")
    session.layer_store().finish()
    names = sorted(file.name for file in session.layer_store().folder.glob("*.json"))
    assert names
    status, headers, body = _get(f"/layers/{names[0]}")
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert "immutable" in headers["cache-control"]
    # Which of the layers it is depends on their contents: arrows have angles, everything else has looks.
    assert {"style", "angles"} & json.loads(gzip.decompress(body)).keys()


@pytest.mark.parametrize("name", ["0" * 32 + ".json", "../store.db", "..\\store.db", "bundle.toml"])
def test_nothing_but_layer_files_is_served(name: str) -> None:
    assert _get(f"/layers/{name}")[0] == 404


def _get(path: str) -> tuple[int, dict[str, str], bytes]:
    """Ask the routes for a path without a network."""
    sent: list[Message] = []
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "root_path": "",
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    async def answer() -> None:
        await Starlette(routes=server.routes())(scope, receive, send)

    # A thread of its own: a browser that another test of this process drives has a loop running here.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, answer()).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])
