"""What a browser shows at once: whose page it is and what it waits for, in the language of the address."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Scope

from messages.catalogue import languages, text
from presentation.plain_text import html_text
from ui.first_sight import FirstSight, first_sight


def _sent(path: str, query: str = "", method: str = "GET") -> list[Message]:
    """Ask through the middleware; whatever is passed on answers 418."""
    sent: list[Message] = []
    scope: Scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "headers": [],
        "query_string": query.encode(), "scheme": "http", "server": ("127.0.0.1", 1), "http_version": "1.1",
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    app = FirstSight(PlainTextResponse("passed on", status_code=418))
    # A thread of its own: a browser that another test of this process drives has a loop running here.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app(scope, receive, send)).result()
    return sent


def _asked(path: str, query: str = "", method: str = "GET") -> tuple[int, str]:
    sent = _sent(path, query, method)
    body = b"".join(one.get("body", b"") for one in sent[1:])
    return int(sent[0]["status"]), body.decode()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("path", ["/", "/city", "/places"])
def test_every_page_says_at_once_that_it_is_being_prepared(path: str, language: str) -> None:
    status, body = _asked(path, f"ward=271411&lang={language}")
    assert status == 200
    assert html_text(text(language, "screen.first_sight.preparing")) in body
    assert html_text(text(language, "screen.first_sight.no_script")) in body
    # Nothing of Streamlit's own words, but all of its scripts.
    assert "<title>Streamlit</title>" not in body
    assert "You need to enable JavaScript" not in body
    assert 'type="module"' in body
    assert '<div id="root"></div>' in body
    assert "⟦" not in body


@pytest.mark.parametrize(("language", "tag"), [("ja", "ja"), ("en", "en"), ("ja_easy", "ja")])
def test_a_browser_knows_the_language_from_the_start(language: str, tag: str) -> None:
    assert f'<html lang="{tag}">' in first_sight(language)


@pytest.mark.parametrize("query", ["", "lang=xx", "lang=<script>"])
def test_an_unknown_language_is_answered_in_japanese(query: str) -> None:
    assert _asked("/", query) == (200, first_sight("ja"))


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/static/js/a.js", "/layers/0.json", "/favicon.png", "/auth/login", "/A"]
)
def test_everything_else_is_passed_on(path: str) -> None:
    assert _asked(path) == (418, "passed on")


def test_only_a_page_that_is_asked_for_is_answered() -> None:
    assert _asked("/", method="HEAD")[0] == 418


@pytest.mark.parametrize(("query", "address"), [("", "/"), ("ward=271446&lang=en", "/?ward=271446&lang=en")])
def test_the_name_of_the_first_page_leads_to_it(query: str, address: str) -> None:
    start = _sent("/readiness", query)[0]
    assert start["status"] == 307
    assert dict(start["headers"])[b"location"] == address.encode()
