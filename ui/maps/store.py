"""Where layer files lie: one folder, each file named by the hash of its content.

A name never means two contents, so that browsers may keep a file for good. Nothing that
rests on a list of the store is ever put here: the files are served without asking who is reading.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

#: Path below which the server hands the files out.
LAYER_ROUTE = "layers"

_NAME = re.compile(r"^[0-9a-f]{32}\.json$")


def mark_of(content: bytes) -> str:
    """Return the mark by which the content of a layer is known: its hash."""
    return hashlib.sha256(content).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class LayerStore:
    """A folder of layer files, packed with gzip."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Keep a layer file and return its path on the server, such as ``layers/<hash>.json``."""
        name = f"{mark_of(content)}.json"
        file = self.folder / name
        if not file.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            # Written whole, then named: another process never reads half a file.
            partial = file.with_suffix(f".{id(content)}.part")
            partial.write_bytes(gzip.compress(content, compresslevel=6, mtime=0))
            partial.replace(file)
        return f"{LAYER_ROUTE}/{name}"

    def trim(self, keep: int) -> int:
        """Remove all but the newest files and return how many; whatever is missing is made again."""
        files = sorted(self.folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in files[keep:]:
            file.unlink(missing_ok=True)
        return len(files[keep:])

    def packed(self, name: str) -> bytes | None:
        """Return a file as it lies on disk (gzip), or None where there is no such file."""
        if not _NAME.match(name):
            return None
        file = self.folder / name
        return file.read_bytes() if file.is_file() else None
