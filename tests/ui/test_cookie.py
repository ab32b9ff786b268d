"""The route of the cookie: a ticket once, from our own page only, and a cookie that no script reads."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.applications import Starlette

from ui import cookie
from ui.tickets import Tickets, Told


def ask(
    method: str,
    ticket: str = "",
    *,
    base: str = "http://127.0.0.1:8501",
    secure: bool = False,
    **headers: str,
) -> httpx.Response:
    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=cookie.routes(always_secure=secure)))
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.request(method, cookie.KEEP_ROUTE, content=ticket, headers=headers)

    # A thread of its own: a browser that another test of this process drives has a loop running here.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answer()).result()


OURS = {"Origin": "http://127.0.0.1:8501"}


def test_a_ticket_gives_a_cookie_once_that_no_script_and_no_other_site_uses():
    ticket = cookie.tickets.offer("the-token")
    given = ask("POST", ticket, **OURS)
    assert given.status_code == 204
    said = given.headers["set-cookie"]
    assert said.startswith("sonae=the-token;")
    for part in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert part in said
    assert "Secure" not in said
    assert "Max-Age" not in said
    assert given.headers["cache-control"] == "no-store"
    assert ask("POST", ticket, **OURS).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"},
                                     {"Origin": "http://127.0.0.1:8502"}])  # fmt: skip
def test_no_other_site_sets_or_takes_a_cookie(headers: dict[str, str]):
    ticket = cookie.tickets.offer("the-token")
    assert ask("POST", ticket, **headers).status_code == 403
    assert ask("DELETE", **headers).status_code == 403
    assert cookie.tickets.take(ticket) == "the-token"


def test_over_tls_the_cookie_never_goes_unencrypted_and_no_other_host_can_plant_it():
    for base, secure, headers in (
        ("https://sonae.example", False, {}),
        ("http://sonae.example", True, {}),
        ("http://sonae.example", False, {"X-Forwarded-Proto": "https"}),
    ):
        ticket = cookie.tickets.offer("the-token")
        given = ask("POST", ticket, base=base, secure=secure, Origin="https://sonae.example", **headers)
        assert given.headers["set-cookie"].startswith("__Host-sonae=the-token;")
        assert "Secure" in given.headers["set-cookie"]


def test_signing_out_takes_the_cookie():
    gone = ask("DELETE", **OURS)
    assert gone.status_code == 204
    assert {one.split("=")[0] for one in gone.headers.get_list("set-cookie")} == {"sonae", "__Host-sonae"}
    assert all("Max-Age=0" in one for one in gone.headers.get_list("set-cookie"))


def test_a_body_that_is_no_ticket_is_not_read_to_its_end():
    assert ask("POST", "x" * 200, **OURS).status_code == 413
    assert ask("POST", "", **OURS).status_code == 404


def test_the_cookie_of_an_encrypted_connection_counts_before_the_other():
    assert cookie.token_in({"sonae": "planted", "__Host-sonae": "own"}) == "own"
    assert cookie.token_in({"sonae": "own"}) == "own"
    assert cookie.token_in({}) == ""


def test_a_ticket_is_good_for_a_minute():
    now = [0.0]
    tickets = Tickets(lambda: now[0])
    early, late = tickets.offer("a"), tickets.offer("b")
    now[0] = 59.9
    assert tickets.take(early) == "a"
    now[0] = 60.0
    assert tickets.take(late) is None
    assert tickets.take("") is None


def test_what_a_provider_told_counts_once():
    now = [0.0]
    told = Told(600, lambda: now[0])
    assert told.is_first("a")
    assert told.is_first("b")
    now[0] = 599.9
    assert not told.is_first("a")
    now[0] = 1199.9  # told again meanwhile: remembered from then on
    assert told.is_first("a")
