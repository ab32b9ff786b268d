"""A small provider of identities (OpenID Connect): real keys, authorization code flow with PKCE.

``python -m tests.oidc_provider PORT`` serves it until it is stopped. Whoever asks chooses a name on a
page, as one would sign in with an organisation's own service.
"""

import base64
import hashlib
import secrets
import sys
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from markupsafe import escape
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "sonae", "a-secret-of-the-tests"
PEOPLE = ("taro", "hanako")


@dataclass(frozen=True)
class Granted:
    """What a code stands for."""

    subject: str
    redirect_uri: str
    nonce: str
    challenge: str


class Provider:
    """The provider at one address."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.key = RSAKey.generate_key(2048, parameters={"kid": "k1", "alg": "RS256", "use": "sig"})
        self.codes: dict[str, Granted] = {}

    def app(self) -> Starlette:
        return Starlette(routes=[
            Route("/.well-known/openid-configuration", self.metadata),
            Route("/jwks", self.jwks),
            Route("/authorize", self.authorize),
            Route("/choose", self.choose),
            Route("/token", self.token, methods=["POST"]),
        ])  # fmt: skip

    async def metadata(self, _request: Request) -> JSONResponse:
        of = {"authorization": "authorize", "token": "token"}
        return JSONResponse({
            "issuer": self.issuer,
            **{f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in of.items()},
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        })  # fmt: skip

    async def jwks(self, _request: Request) -> JSONResponse:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> HTMLResponse:
        asked = request.query_params
        if asked.get("client_id") != CLIENT_ID or asked.get("response_type") != "code":
            return HTMLResponse("unknown client", status_code=400)
        names = ("redirect_uri", "state", "nonce", "code_challenge")
        passed = {name: asked.get(name, "") for name in names}
        links = "".join(
            f'<a href="/choose?{escape(urlencode({"who": who, **passed}))}">{who}</a> ' for who in PEOPLE
        )
        return HTMLResponse(f"<!doctype html><title>provider</title><p>{links}</p>")

    async def choose(self, request: Request) -> RedirectResponse:
        asked, code = request.query_params, secrets.token_urlsafe(24)
        self.codes[code] = Granted(
            asked["who"], asked["redirect_uri"], asked["nonce"], asked["code_challenge"]
        )
        query = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", status_code=302)

    async def token(self, request: Request) -> JSONResponse:
        form = await request.form()
        granted = self.codes.pop(str(form.get("code")), None)  # good once
        if granted is None or not self._is_client(request, form) or not self._is_asked(granted, form):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": granted.subject, "aud": CLIENT_ID, "iat": now, "exp": now + 300,
            "nonce": granted.nonce, "name": granted.subject,
        }  # fmt: skip
        id_token = jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.key)
        return JSONResponse({
            "access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 300,
            "id_token": id_token,
        })  # fmt: skip

    def _is_client(self, request: Request, form) -> bool:
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        by_form = (form.get("client_id"), form.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)
        return request.headers.get("authorization") == f"Basic {basic}" or by_form

    def _is_asked(self, granted: Granted, form) -> bool:
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return form.get("redirect_uri") == granted.redirect_uri and challenge == granted.challenge


def main() -> None:
    port = int(sys.argv[1])
    app = Provider(f"http://127.0.0.1:{port}").app()
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
