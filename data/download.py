"""Downloads that resume, are verified and kept, and end in a sentence where they fail.

A file is downloaded beside its target and renamed when all of it is there: what has the name is whole.
What came in of a download that was cut is kept, and the next try asks for the rest.
"""

import hashlib
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from data.bounded_input import size_fault
from domain.faults import Fault, InputError

_PARTIAL, _OK, _NOT_SATISFIABLE = 206, 200, 416
_PART = ".part"


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadRules:
    """Bounds of a download.

    Parameters
    ----------
    hosts
        Hosts that an address, and every address that it leads on to, may have.
    schemes
        Schemes that are allowed.
    connect_s, read_s, total_s
        Longest wait for a connection, for the next bytes, and for all of it [s].
    most_bytes
        Largest file [bytes].
    most_redirects
        Most times that an address leads on to another.
    tries
        How often a download that was cut is taken up again.
    """

    hosts: Collection[str]
    schemes: Collection[str] = ("https",)
    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 3600.0
    most_bytes: int = 4_000_000_000
    most_redirects: int = 5
    tries: int = 3


@dataclass(frozen=True, slots=True)
class _Answer:
    """Head of an answer: from which byte on it sends, and how long the whole file is (None unknown)."""

    start: int
    length: int | None


class _CutError(Exception):
    """A download ended before all of it was there."""


def download(
    url: str,
    target: Path,
    rules: DownloadRules,
    *,
    sha256: str = "",
    advance: Callable[[int], None] | None = None,
) -> Path:
    """Download a file, or take it as it is where it was downloaded before.

    Parameters
    ----------
    url
        Address.
    target
        File to make; where it is there and its hash is the one expected (or none is), nothing is asked.
    rules
        Bounds.
    sha256
        Hash that the file must have; empty where nobody has stated it.
    advance
        Told how many bytes came in.

    Raises
    ------
    domain.faults.InputError
        When an address is not allowed, nothing answers in time, the file is too long, shorter or longer
        than was said, or another than expected.
    """
    if target.is_file() and (not sha256 or _hash(target) == sha256):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + _PART)
    ends = time.monotonic() + rules.total_s
    for attempt in range(rules.tries):
        try:
            _fetch(url, part, rules, ends, advance or (lambda _: None))
            break
        except _CutError:
            if attempt + 1 == rules.tries:
                raise InputError([Fault("download_cut", file=target.name, value=_shown(url))]) from None
    if sha256 and _hash(part) != sha256:
        # What is wrong is not kept: the next try begins anew.
        part.unlink()
        raise InputError([Fault("download_differs", file=target.name, value=_shown(url), expected=sha256)])
    part.replace(target)
    _edition_file(part).unlink(missing_ok=True)
    return target


def _fetch(url: str, part: Path, rules: DownloadRules, ends: float, advance: Callable[[int], None]) -> None:
    timeout = httpx.Timeout(rules.read_s, connect=rules.connect_s)
    with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=True) as client:
        for _ in range(rules.most_redirects + 1):
            _check_address(url, rules)
            have, headers = _already(part)
            with _failing_in_words(url), client.stream("GET", url, headers=headers) as response:
                if response.is_redirect:
                    url = str(response.url.join(response.headers.get("location", "")))
                    continue
                if response.status_code == _NOT_SATISFIABLE and have:
                    part.unlink()
                    raise _CutError
                answer = _answer(response, have, url)
                _check_length(answer.length, rules, url)
                edition = response.headers.get("etag") or response.headers.get("last-modified") or ""
                _edition_file(part).write_text(edition, encoding="utf-8")
                _take(response, part, answer, rules, ends, advance)
                return
    raise InputError([Fault("download_redirects", value=_shown(url), expected=f"{rules.most_redirects}")])


def _already(part: Path) -> tuple[int, dict[str, str]]:
    """Return how much of a file came in before, and the header that asks for the rest of that edition.

    Where the publisher does not name editions, the file is begun anew: two halves of two editions would
    look like one file.
    """
    headers = {"Accept-Encoding": "identity"}
    edition = _edition_file(part).read_text(encoding="utf-8") if _edition_file(part).is_file() else ""
    # A weak mark names no bytes.
    if not edition or edition.startswith("W/") or not part.exists() or not part.stat().st_size:
        return 0, headers
    have = part.stat().st_size
    return have, {**headers, "Range": f"bytes={have}-", "If-Range": edition}


def _edition_file(part: Path) -> Path:
    return part.with_name(part.name + ".edition")


def _answer(response: httpx.Response, have: int, url: str) -> _Answer:
    if response.status_code not in {_OK, _PARTIAL}:
        raise InputError([Fault("download_refused", value=_shown(url), expected=str(response.status_code))])
    body = _number(response.headers.get("content-length"))
    if response.status_code == _OK:
        # The whole file again: what there is of it is written over.
        return _Answer(0, body)
    said = response.headers.get("content-range", "")
    start = _number(said.removeprefix("bytes ").partition("-")[0])
    if start != have:
        expected = f"Content-Range: {said[:60]}"
        raise InputError([Fault("download_refused", value=_shown(url), expected=expected)])
    return _Answer(have, _number(said.rpartition("/")[2]) or (None if body is None else have + body))


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _take(
    response: httpx.Response,
    part: Path,
    answer: _Answer,
    rules: DownloadRules,
    ends: float,
    advance: Callable[[int], None],
) -> None:
    """Write what comes in, and see that it is as long as was said."""
    size = answer.start
    with part.open("r+b" if answer.start else "wb") as stream:
        stream.seek(answer.start)
        # As it comes: bytes that are held back to fill a buffer would be lost with the connection.
        for chunk in response.iter_raw():
            size += len(chunk)
            _check_length(size, rules, str(response.url))
            if time.monotonic() > ends:
                expected = f"{rules.total_s:g}"
                raise InputError([Fault("download_slow", value=_shown(str(response.url)), expected=expected)])
            stream.write(chunk)
            advance(len(chunk))
    if answer.length is not None and size < answer.length:
        raise _CutError


def _check_address(url: str, rules: DownloadRules) -> None:
    found = urlsplit(url)
    if found.scheme not in rules.schemes or found.hostname not in rules.hosts:
        raise InputError(
            [Fault("download_address", value=_shown(url), expected=", ".join(sorted(rules.hosts)))]
        )


def _check_length(size: int | None, rules: DownloadRules, url: str) -> None:
    if size is not None and size > rules.most_bytes:
        raise InputError([size_fault(size, rules.most_bytes, _shown(url))])


@contextmanager
def _failing_in_words(url: str) -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise InputError([Fault("download_silent", value=_shown(url))]) from error
    except httpx.RemoteProtocolError as error:
        # The other side hung up in the middle.
        raise _CutError from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError([Fault("download_failed", value=_shown(url))]) from error


def _shown(url: str) -> str:
    """Return an address as it is shown: without what stands behind the question mark, which may be a key."""
    return url.partition("?")[0][:200]


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
