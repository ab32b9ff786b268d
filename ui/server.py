"""The web server: its routes, what it prepares before it answers, and how it is started.

``python -m ui.server --host 127.0.0.1 --port 8501`` is what ``sonae serve`` and ``make app`` run.
"""

import argparse
import asyncio
import errno
import socket
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.faults import SonaeError
from messages.catalogue import DEFAULT_LANGUAGE, text
from storage.home import home_dir
from ui import cookie, session, shared
from ui.components import trouble
from ui.first_sight import FirstSight
from ui.maps.store import LAYER_ROUTE
from ui.own_machine import is_own_address
from ui.prepare import Ahead, prepare
from use_cases.rare_garbage import look_rarely

#: The script that draws the pages.
SCRIPT = Path(__file__).resolve().parent / "entry" / "dashboard.py"

_CONFIG = SCRIPT.parents[1] / "streamlit.toml"

#: How long one thread keeps the interpreter while another waits for it [s]. A page asks for it hundreds of
#: times a press: after Python's 0.005 each it waits longer for what is made beside it than it works.
_TURN_S = 0.0005

# A year: the name of a layer file is the hash of its content.
_KEEP = "public, max-age=31536000, immutable"


def routes(*, always_secure: bool = False) -> list[Route]:
    """Return the routes of the map's layer files, which hold nothing personal, and of the cookie."""
    return [
        Route(f"/{LAYER_ROUTE}/{{name}}", _layer, methods=["GET"]),
        *cookie.routes(always_secure=always_secure),
    ]


def page_middleware() -> list[Middleware]:
    """Return what answers before Streamlit does: the first sight of every page."""
    return [Middleware(FirstSight)]


def on_script_error(error: Exception) -> bool:
    """Draw a page that a reader understands in place of a traceback; the log keeps the traceback."""
    trouble.show(error)
    return True


@dataclass(frozen=True, slots=True)
class Encryption:
    """How what goes over the network is encrypted (TLS).

    Parameters
    ----------
    certificate, key
        Files of our own certificate; empty for none.
    by_proxy
        Whether a web server in front of ours does it.
    """

    certificate: str = ""
    key: str = ""
    by_proxy: bool = False

    @property
    def is_there(self) -> bool:
        """Whether anything encrypts."""
        return self.by_proxy or bool(self.certificate and self.key)


def serve(host: str, port: int, encryption: Encryption | None = None, *, ahead: Ahead = Ahead.PAGES) -> None:
    """Prepare the default plan, say what is being done, print the address, and serve until stopped.

    An address other than this machine's own is refused before there is an account, for whoever
    reaches it would see everything, and without encryption, for passwords would be read on the way.

    Raises
    ------
    SystemExit
        2 where the address is refused.
    domain.faults.SonaeError
        When the city bundle is at fault.
    """
    tls = encryption or Encryption()
    if not is_own_address(host):
        refused = "no_accounts" if not shared.has_accounts() else "" if tls.is_there else "no_tls"
        if refused:
            announce(refused, host=host)
            raise SystemExit(2)
    if not _is_free(host, port):
        # Before a minute of preparing, and before anybody is told to open what another program serves.
        announce("port_taken", port=port, other=port + 100)
        raise SystemExit(1)
    look_rarely()
    sys.setswitchinterval(_TURN_S)
    prepare(announce, ahead)
    scheme = "https" if tls.certificate else "http"
    announce("ready", address=f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}")
    config = {
        **dict(_flat("", tomllib.loads(_CONFIG.read_text(encoding="utf-8")))),
        "server.address": host,
        "server.port": port,
        "logger.hideWelcomeMessage": True,
        "secrets.files": [str(home_dir() / "secrets.toml")],
    }
    if tls.certificate:
        config |= {"server.sslCertFile": tls.certificate, "server.sslKeyFile": tls.key}
    app = st.App(
        SCRIPT,
        routes=routes(always_secure=tls.is_there),
        middleware=page_middleware(),
        on_script_error=on_script_error,
    )
    app.run(config=config)


def _is_free(host: str, port: int) -> bool:
    """Whether no other program listens there; of any other fault the server itself says what it is."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            return error.errno != errno.EADDRINUSE
    return True


def announce(key: str, **values: object) -> None:
    """Say on the terminal what the server is doing."""
    sys.stderr.write(text(DEFAULT_LANGUAGE, f"screen.start.{key}", **values) + "\n")
    sys.stderr.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the server from a command line; 1 where the city is at fault."""
    parser = argparse.ArgumentParser(prog="sonae serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--certificate", default="")
    parser.add_argument("--certificate-key", default="")
    parser.add_argument("--behind-tls", action="store_true")
    parser.add_argument("--prepare", type=Ahead, choices=[*Ahead], default=Ahead.PAGES)
    chosen = parser.parse_args(arguments)
    try:
        tls = Encryption(chosen.certificate, chosen.certificate_key, chosen.behind_tls)
        serve(chosen.host, chosen.port, tls, ahead=chosen.prepare)
    except SonaeError as error:
        for line in trouble.lines(error, DEFAULT_LANGUAGE):
            sys.stderr.write(line + "\n")
        return 1
    except KeyboardInterrupt:
        # Ctrl+C is how it is ended: nothing went wrong.
        return 0
    return 0


async def _layer(request: Request) -> Response:
    # A file that is still being written holds up nobody else.
    content = await asyncio.to_thread(session.layer_store().packed, str(request.path_params["name"]))
    if content is None:
        return Response(status_code=404)
    headers = {"Content-Encoding": "gzip", "Cache-Control": _KEEP, "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type="application/json", headers=headers)


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, dict):
            yield from _flat(key, value)
        else:
            yield key, value


if __name__ == "__main__":
    sys.exit(main())
