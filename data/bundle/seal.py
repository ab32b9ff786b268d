"""Record the hashes of files that were edited by hand, so that a bundle is read again."""

import re
import secrets
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import tomli_w

from data.bounded_input import TOML_BYTES, parse_toml, read_bounded
from data.bundle.head import is_inside, sha256_of
from data.bundle.layout import BUNDLE_FILE
from domain.faults import Fault, InputError

_LAYER = re.compile(r"(?m)^[ \t]*\[\[[ \t]*layers[ \t]*\]\][ \t]*(?:#.*)?$")
_HASH = re.compile(r'(?m)^([ \t]*sha256[ \t]*=[ \t]*)(?:"[^"\n]*"|\'[^\'\n]*\')')


def seal_bundle(folder: Path) -> tuple[str, ...]:
    """Write the sha256 of every listed file into ``bundle.toml``.

    Nothing else of it changes; what the files hold is not judged: that is what the check is for.

    Parameters
    ----------
    folder
        Folder that holds ``bundle.toml``.

    Returns
    -------
    tuple of str
        Files whose hash was another one.

    Raises
    ------
    domain.faults.InputError
        When ``bundle.toml`` or a file that it lists cannot be read, or it cannot be written.
    """
    file = folder / BUNDLE_FILE
    if not file.is_file():
        raise InputError([Fault("bundle_missing", file=str(folder))])
    content = read_bounded(file, limit=TOML_BYTES)
    head = parse_toml(content, file=BUNDLE_FILE)
    layers = head.get("layers")
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        raise InputError([Fault("file_unreadable", file=BUNDLE_FILE, expected="TOML (UTF-8)")])
    hashes = _hashes(folder, layers)
    changed = [
        str(layer["file"])
        for layer, found in zip(layers, hashes, strict=True)
        if layer.get("sha256") != found
    ]
    if changed:
        sealed = _sealed(content.decode("utf-8-sig"), head, hashes)
        _write(file, sealed.encode("utf-8"))
    return tuple(changed)


def _hashes(folder: Path, layers: list[dict[str, Any]]) -> list[str]:
    hashes: list[str] = []
    faults: list[Fault] = []
    for number, layer in enumerate(layers, start=1):
        name = layer.get("file")
        if not isinstance(name, str) or not is_inside(name):
            column = f"layers.{number}.file"
            faults.append(Fault("path_outside", file=BUNDLE_FILE, column=column, value=str(name)[:80]))
            continue
        try:
            hashes.append(sha256_of(read_bounded(folder / name, name=name)))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return hashes


def _sealed(text: str, head: dict[str, Any], hashes: list[str]) -> str:
    """Return the text with new hashes; written anew where its own form does not allow that."""
    layers = [{**layer, "sha256": found} for layer, found in zip(head["layers"], hashes, strict=True)]
    wanted = {**head, "layers": layers}
    parts = list(_parts(text))
    if len(parts) == len(hashes) + 1:
        parts[1:] = [
            _HASH.sub(rf'\g<1>"{found}"', part, count=1)
            for part, found in zip(parts[1:], hashes, strict=True)
        ]
        if _says("".join(parts), wanted):
            return "".join(parts)
    return tomli_w.dumps(wanted)


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return parse_toml(text.encode("utf-8"), file=BUNDLE_FILE) == wanted
    except InputError:
        # A hash was put where it breaks the text: it is written anew.
        return False


def _parts(text: str) -> Iterator[str]:
    """Yield what stands before the first layer, then each layer with its heading."""
    bounds = [0, *(found.start() for found in _LAYER.finditer(text)), len(text)]
    for start, end in pairwise(bounds):
        yield text[start:end]


def _write(file: Path, content: bytes) -> None:
    temporary = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    try:
        temporary.write_bytes(content)
        temporary.replace(file)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError([Fault("folder_not_writable", file=str(file))]) from error
