"""Whether a page is asked for from this machine itself, by nobody else and through nothing between."""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

#: What a program between browser and server adds.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def is_own_address(host: str) -> bool:
    """Whether an address is this machine's own, which nobody else can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_asked_here(listens_on: str | None, came_from: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a page is asked for from this machine itself.

    Parameters
    ----------
    listens_on
        Address that the server listens on; None where none was set.
    came_from
        Address that the connection came from; None for this machine.
    headers
        Headers of the request; none where a script runs without a network.
    """
    names = {name.lower() for name in headers}
    host = headers.get("Host") or headers.get("host") or ""
    return (
        (listens_on is None or is_own_address(listens_on))
        and (came_from is None or is_own_address(came_from))
        and not names.intersection(_FORWARDED)
        and (not names or is_own_address(urlsplit(f"//{host}").hostname or ""))
    )


def asking_machine(came_from: str | None, headers: Mapping[str, str]) -> str:
    """Return the address that attempts to sign in are counted by.

    Parameters
    ----------
    came_from
        Address that the connection came from; None for this machine.
    headers
        Headers of the request. What a program on this very machine says last of whom it asks for is
        believed (it ends TLS here); what anybody else says is not.
    """
    if came_from is not None and not is_own_address(came_from):
        return came_from
    names = {name.lower(): value for name, value in headers.items()}
    return names.get("x-forwarded-for", "").rpartition(",")[2].strip() or (came_from or "")
