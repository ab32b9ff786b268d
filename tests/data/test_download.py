"""A download is whole and the right one, or ends in a sentence; what came in is not asked for twice."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from data.download import DownloadRules, download
from domain.faults import InputError

BODY = bytes(range(256)) * 800
HASH = hashlib.sha256(BODY).hexdigest()
#: Where a server that cuts hangs up the first time.
CUT = 100_000


class Publisher(BaseHTTPRequestHandler):
    """A publisher with good and bad days, by the name of the file."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012 - emptied by the fixture
    stalled = threading.Event()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        begins = self.headers.get("Range", "")
        self.asked.append((self.path, begins))
        answer = {
            "/away": self._away, "/round": self._round, "/stall": self._stall, "/cut": self._cut,
            "/lies": self._lies, "/gone": self._gone, "/drips": self._drips, "/old": self._old,
        }  # fmt: skip
        answer.get(self.path.partition("?")[0], self._whole)()

    def _head(self, status: int, length: int, **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _whole(self) -> None:
        self._head(200, len(BODY), ETag='"1"')
        self.wfile.write(BODY)

    def _rest(self) -> bool:
        begins = self.headers.get("Range", "")
        if not begins or self.headers.get("If-Range") != '"1"':
            return False
        start = int(begins.removeprefix("bytes=").removesuffix("-"))
        said = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
        self._head(206, len(BODY) - start, Content_Range=said)
        self.wfile.write(BODY[start:])
        return True

    def _cut(self) -> None:
        if not self._rest():
            self._head(200, len(BODY), ETag='"1"')
            self.wfile.write(BODY[:CUT])

    def _old(self) -> None:
        # Names no edition: half of it may not be joined with half of another.
        self._head(200, len(BODY))
        first = len([one for one in self.asked if one[0] == "/old"]) == 1
        self.wfile.write(BODY[:CUT] if first else BODY)

    def _lies(self) -> None:
        self._head(200, len(BODY) * 2, ETag='"1"')
        self.wfile.write(BODY)

    def _stall(self) -> None:
        self._head(200, len(BODY), ETag='"1"')
        self.wfile.write(BODY[:10])
        self.wfile.flush()
        self.stalled.wait(5)

    def _drips(self) -> None:
        self._head(200, len(BODY), ETag='"1"')
        for byte in BODY[:40]:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.stalled.wait(0.05):
                return

    def _away(self) -> None:
        self._head(302, 0, Location="http://example.invalid/file")

    def _round(self) -> None:
        self._head(302, 0, Location="/round")

    def _gone(self) -> None:
        self._head(404, 0)


@pytest.fixture
def address() -> Iterator[str]:
    Publisher.asked.clear()
    Publisher.stalled.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Publisher.stalled.set()
    server.shutdown()
    thread.join()
    server.server_close()


def rules(**changed: object) -> DownloadRules:
    known = {"hosts": ("127.0.0.1",), "schemes": ("http",), "connect_s": 2.0, "read_s": 2.0}
    return DownloadRules(**{**known, **changed})


def fault(url: str, target: Path, *, sha256: str = "", **changed: object) -> str:
    with pytest.raises(InputError) as found:
        download(url, target, rules(**changed), sha256=sha256)
    (one,) = found.value.faults
    assert not target.exists()
    return one.key


def test_a_file_comes_whole_and_is_not_asked_for_again(address: str, tmp_path: Path):
    got: list[int] = []
    for _ in range(2):
        file = download(
            f"{address}/a.zip", tmp_path / "in" / "a.zip", rules(), sha256=HASH, advance=got.append
        )
    assert file.read_bytes() == BODY
    assert sum(got) == len(BODY)
    assert len(Publisher.asked) == 1
    assert [one.name for one in file.parent.iterdir()] == ["a.zip"]


def test_a_download_that_was_cut_goes_on_where_it_ended(address: str, tmp_path: Path):
    file = download(f"{address}/cut", tmp_path / "a", rules(), sha256=HASH)
    assert file.read_bytes() == BODY
    assert Publisher.asked == [("/cut", ""), ("/cut", f"bytes={CUT}-")]


def test_it_goes_on_in_a_later_run(address: str, tmp_path: Path):
    assert fault(f"{address}/cut", tmp_path / "a", tries=1) == "download_cut"
    assert download(f"{address}/cut", tmp_path / "a", rules()).read_bytes() == BODY
    assert Publisher.asked[-1] == ("/cut", f"bytes={CUT}-")


def test_halves_of_unnamed_editions_are_never_joined(address: str, tmp_path: Path):
    assert download(f"{address}/old", tmp_path / "a", rules()).read_bytes() == BODY
    assert Publisher.asked == [("/old", ""), ("/old", "")]


def test_a_length_that_is_never_reached_is_a_cut(address: str, tmp_path: Path):
    assert fault(f"{address}/lies", tmp_path / "a", tries=1) == "download_cut"


def test_another_content_than_expected_is_thrown_away(address: str, tmp_path: Path):
    assert fault(f"{address}/a", tmp_path / "a", sha256="0" * 64) == "download_differs"
    assert not (tmp_path / "a.part").exists()


def test_a_wrong_file_of_that_name_is_downloaded_again(address: str, tmp_path: Path):
    (tmp_path / "a").write_bytes(b"old")
    assert download(f"{address}/a", tmp_path / "a", rules(), sha256=HASH).read_bytes() == BODY


def test_silence_ends_in_a_sentence(address: str, tmp_path: Path):
    assert fault(f"{address}/stall", tmp_path / "a", read_s=0.1) == "download_silent"


def test_dripping_bytes_end_after_the_total_time(address: str, tmp_path: Path):
    assert fault(f"{address}/drips", tmp_path / "a", total_s=0.1) == "download_slow"


@pytest.mark.parametrize(("most", "key"), [(len(BODY) - 1, "file_too_large"), (len(BODY), "")])
def test_a_file_that_is_too_long_is_refused(address: str, tmp_path: Path, most: int, key: str):
    if key:
        assert fault(f"{address}/a", tmp_path / "a", most_bytes=most) == key
    else:
        assert download(f"{address}/a", tmp_path / "a", rules(most_bytes=most)).is_file()


@pytest.mark.parametrize(
    ("path", "key"),
    [("/away", "download_address"), ("/round", "download_redirects"), ("/gone", "download_refused")],
)
def test_an_address_that_leads_astray_is_said(address: str, tmp_path: Path, path: str, key: str):
    assert fault(f"{address}{path}", tmp_path / "a") == key


@pytest.mark.parametrize("url", ["http://example.com/a", "file:///etc/passwd", "ftp://127.0.0.1/a", "a"])
def test_only_hosts_of_the_list_are_asked(tmp_path: Path, url: str):
    assert fault(url, tmp_path / "a") == "download_address"


def test_by_default_only_https_is_asked(address: str, tmp_path: Path):
    with pytest.raises(InputError, match="download_address"):
        download(f"{address}/a", tmp_path / "a", DownloadRules(hosts=("127.0.0.1",)))
    assert Publisher.asked == []


def test_nobody_there_ends_in_a_sentence(tmp_path: Path):
    assert fault("http://127.0.0.1:9/a", tmp_path / "a") == "download_failed"


def test_a_key_in_an_address_is_never_shown(address: str, tmp_path: Path):
    with pytest.raises(InputError) as found:
        download(f"{address}/gone?appId=secret", tmp_path / "a", rules())
    assert "secret" not in str(found.value.faults)
