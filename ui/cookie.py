"""The cookie that keeps a reader signed in when the page is loaded again, and the route that sets it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ui.tickets import Tickets

#: Where the browser brings its ticket.
KEEP_ROUTE = "/sign-in/keep"
#: Over TLS the name itself makes browsers refuse a cookie that another host has planted.
_SECURE_NAME, _PLAIN_NAME = "__Host-sonae", "sonae"
_LONGEST_TICKET = 100

tickets = Tickets()


def token_in(cookies: Mapping[str, str]) -> str:
    """Return the token that a browser's cookies hold; empty where they hold none."""
    return cookies.get(_SECURE_NAME) or cookies.get(_PLAIN_NAME) or ""


def routes(*, always_secure: bool = False) -> list[Route]:
    """Return the route that sets the cookie, and takes it away.

    Parameters
    ----------
    always_secure
        Whether browsers are to send the cookie over TLS only, whatever a request looks like here.
    """

    async def keep(request: Request) -> Response:
        return await _keep(request, is_secure=always_secure or _is_over_tls(request))

    return [Route(KEEP_ROUTE, keep, methods=["POST", "DELETE"])]


async def _keep(request: Request, *, is_secure: bool) -> Response:
    if not _is_of_our_page(request):
        return Response(status_code=403)
    answer = Response(status_code=204, headers={"Cache-Control": "no-store"})
    if request.method == "DELETE":
        for name, secure in ((_SECURE_NAME, True), (_PLAIN_NAME, is_secure)):
            answer.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="strict")
        return answer
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_TICKET:
            return Response(status_code=413)
    token = tickets.take(body.decode("ascii", "replace"))
    if token is None:
        return Response(status_code=404)
    name = _SECURE_NAME if is_secure else _PLAIN_NAME
    # No age: it ends with the browser, and before that with the sign-in that the store keeps.
    answer.set_cookie(name, token, path="/", secure=is_secure, httponly=True, samesite="strict")
    return answer


def _is_of_our_page(request: Request) -> bool:
    """Whether a page of this very server asks: no other site sends its own origin."""
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host", "")


def _is_over_tls(request: Request) -> bool:
    said = request.headers.get("x-forwarded-proto", "")
    return request.url.scheme == "https" or said.split(",")[0].strip() == "https"
