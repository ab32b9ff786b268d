"""Where layer files lie: one folder, each file named by the hash of its content.

A name never means two contents, so that browsers may keep a file for good. What is seen from near only, or
not at first, is promised: its file has a name of its own in this process, and is made for whoever asks.
Nothing that rests on a list of the store is ever put here: the files are served without asking who is
reading.
"""

import gzip
import hashlib
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

#: Path below which the server hands the files out.
LAYER_ROUTE = "layers"

#: Packing leaves the interpreter free: a page goes on being made meanwhile.
_writer = ThreadPoolExecutor(1, thread_name_prefix="map-layers")
_lock = threading.Lock()
_unwritten: dict[Path, Future[None]] = {}
#: What could not be written, as on a full disk, and how much of it: tried again where it is asked for.
_failed: OrderedDict[Path, bytes] = OrderedDict()
_MOST_FAILED = 64
#: Files that nobody has asked for yet, and how each is made; of another process, or another start, none.
_promised: dict[Path, Callable[[], bytes]] = {}
_PROCESS = secrets.token_hex(16)

_NAME = re.compile(r"^[0-9a-f]{32}\.json$")


def mark_of(content: bytes) -> str:
    """Return the mark by which the content of a layer is known: its hash."""
    return hashlib.sha256(content).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class LayerStore:
    """A folder of layer files, packed with gzip."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Keep a layer file and return its path on the server, such as ``layers/<hash>.json``.

        It is packed and written beside the page that is being made; whoever asks for it waits for that.
        """
        name = f"{mark_of(content)}.json"
        file = self.folder / name
        with _lock:
            if file not in _unwritten and not file.is_file():
                self.folder.mkdir(parents=True, exist_ok=True)
                _unwritten[file] = _writer.submit(_write, file, content)
        return f"{LAYER_ROUTE}/{name}"

    def promise(self, key: str, make: Callable[[], bytes]) -> str:
        """Return the path of a layer file that is made once somebody asks for it.

        Parameters
        ----------
        key
            All that decides its content.
        make
            Makes its content; called beside the page, in one thread for all.
        """
        name = f"{mark_of(f'{_PROCESS} {key}'.encode())}.json"
        file = self.folder / name
        with _lock:
            if file not in _unwritten and not file.is_file():
                self.folder.mkdir(parents=True, exist_ok=True)
                _promised.setdefault(file, make)
        return f"{LAYER_ROUTE}/{name}"

    def keep(self, path: str) -> None:
        """Make a file that was promised, where nobody has asked for it; ``path`` is that on the server."""
        file = self.folder / path.rpartition("/")[2]
        with _lock:
            writing = _begin(file)
        if writing is not None:
            writing.result()

    def finish(self) -> None:
        """Wait until every layer file is written, those that were promised, too.

        Raises
        ------
        OSError
            When one could not be.
        """
        with _lock:
            for file in [one for one in _promised if one.parent == self.folder]:
                _begin(file)
            waiting = [writing for file, writing in _unwritten.items() if file.parent == self.folder]
        for writing in waiting:
            writing.result()

    def trim(self, keep: int) -> int:
        """Remove all but the newest files and return how many; whatever is missing is made again."""
        files = sorted(self.folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in files[keep:]:
            file.unlink(missing_ok=True)
        return len(files[keep:])

    def packed(self, name: str) -> bytes | None:
        """Return a file as it lies on disk (gzip), or None where there is no such file.

        Raises
        ------
        OSError
            When it was to be written, and could not be.
        """
        if not _NAME.match(name):
            return None
        file = self.folder / name
        with _lock:
            if file in _failed:
                _unwritten[file] = _writer.submit(_write, file, _failed.pop(file))
            writing = _begin(file) or _unwritten.get(file)
        if writing is not None:
            writing.result()
        return file.read_bytes() if file.is_file() else None


def _begin(file: Path) -> "Future[None] | None":
    """Begin with a file that was promised; None where it was not, or has been begun."""
    make = _promised.pop(file, None)
    if make is None:
        return None
    _unwritten[file] = _writer.submit(_make, file, make)
    return _unwritten[file]


def _make(file: Path, make: Callable[[], bytes]) -> None:
    try:
        content = make()
    except BaseException:
        # Whoever asks again is told again.
        with _lock:
            _unwritten.pop(file, None)
            _promised[file] = make
        raise
    _write(file, content)


def _write(file: Path, content: bytes) -> None:
    partial = file.with_suffix(f".{id(content)}.part")
    is_written = False
    try:
        # Written whole, then named: another process never reads half a file.
        partial.write_bytes(gzip.compress(content, compresslevel=6, mtime=0))
        partial.replace(file)
        is_written = True
    finally:
        partial.unlink(missing_ok=True)
        with _lock:
            _unwritten.pop(file, None)
            if not is_written:
                _failed[file] = content
            while len(_failed) > _MOST_FAILED:
                _failed.popitem(last=False)
