"""The toy city on disk: written once in a process, laid down as often as tests want one to spoil."""

import tempfile
from functools import cache
from pathlib import Path

from data.bundle.write import write_bundle
from tests.toy_city.build import make_toy_bundle


def put_toy_city(folder: Path) -> None:
    """Put the files that ``write_bundle`` makes of the toy city into a new folder."""
    for name, content in _written().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


@cache
def _written() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "city"
        write_bundle(make_toy_bundle(), folder)
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }
