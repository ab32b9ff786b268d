"""The key file: secrets that stand outside the database, each under an id of its own.

Values are sealed with the newest key and say which; older keys stay, for older values, the audit
log and backups. Without the file the personal values of a store are lost, so that it is never made
anew beside a store that has one.
"""

import base64
import binascii
import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from storage.home import home_dir
from storage.store.errors import KeyFileError

#: Environment variable that names the key file, such as one on another disk.
KEYS_VARIABLE = "SONAE_STORE_KEYS"
_SECRET_BYTES = 32
_VERSION = 1
#: A file of many keys is some kilobytes.
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Secrets by id, in the order in which they were made; the last one seals.

    Parameters
    ----------
    file
        Where they are kept.
    secrets
        Secret of each id.
    """

    file: Path
    secrets: Mapping[str, bytes] = field(repr=False)

    @property
    def newest(self) -> str:
        """Id of the key that seals."""
        return list(self.secrets)[-1]

    def secret(self, key_id: str) -> bytes:
        """Return the secret of an id.

        Raises
        ------
        KeyFileError
            When the file lacks it.
        """
        try:
            return self.secrets[key_id]
        except KeyError:
            raise KeyFileError("key_unknown", file=str(self.file), key_id=key_id) from None

    def with_new_key(self) -> "KeyRing":
        """Return the ring with one more key, which seals from now on; nothing is written."""
        key_id = f"k{len(self.secrets) + 1}-{secrets.token_hex(3)}"
        added = {**self.secrets, key_id: secrets.token_bytes(_SECRET_BYTES)}
        return KeyRing(self.file, MappingProxyType(added))


def key_file(environment: Mapping[str, str] | None = None) -> Path:
    """Return where the key file is; it need not exist yet."""
    named = (os.environ if environment is None else environment).get(KEYS_VARIABLE, "")
    return Path(named).expanduser() if named else home_dir(environment) / "keys" / "store.json"


def make_keys(file: Path) -> KeyRing:
    """Make a key file with one key.

    Raises
    ------
    KeyFileError
        When there is one already, or it cannot be written.
    """
    ring = KeyRing(file, MappingProxyType({})).with_new_key()
    _write(ring, replaces=False)
    return ring


def write_keys(ring: KeyRing) -> None:
    """Write a key file anew, whole or not at all.

    Raises
    ------
    KeyFileError
        When it cannot be written.
    """
    _write(ring, replaces=True)


def read_keys(file: Path) -> KeyRing:
    """Read a key file.

    Raises
    ------
    KeyFileError
        When it is missing, cannot be read, or is no key file.
    """
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise KeyFileError("key_file_broken", file=str(file))
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KeyFileError("key_file_missing", file=str(file)) from None
    except OSError:
        raise KeyFileError("key_file_unreadable", file=str(file)) from None
    except ValueError:
        raise KeyFileError("key_file_broken", file=str(file)) from None
    return KeyRing(file, MappingProxyType(_secrets_of(content, file)))


def _secrets_of(content: Any, file: Path) -> dict[str, bytes]:
    broken = KeyFileError("key_file_broken", file=str(file))
    if not isinstance(content, dict) or content.get("version") != _VERSION:
        raise broken
    keys = content.get("keys")
    if not isinstance(keys, dict) or not keys:
        raise broken
    found = {}
    for key_id, text in keys.items():
        try:
            secret = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError, TypeError):
            raise broken from None
        if len(secret) != _SECRET_BYTES:
            raise broken
        found[str(key_id)] = secret
    return found


def _write(ring: KeyRing, *, replaces: bool) -> None:
    keys = {key_id: base64.b64encode(secret).decode("ascii") for key_id, secret in ring.secrets.items()}
    content = json.dumps({"version": _VERSION, "keys": keys}, indent=1).encode("ascii")
    if not replaces and ring.file.exists():
        raise KeyFileError("key_file_taken", file=str(ring.file))
    write_private(ring.file, content, error=KeyFileError("key_file_unwritable", file=str(ring.file)))


def write_private(file: Path, content: bytes, *, error: Exception) -> None:
    """Write a file that only its owner reads, whole or not at all, and safe against a loss of power.

    Parameters
    ----------
    file
        File to write; its folder is made.
    content
        What to write.
    error
        What to raise where the disk does not take it.
    """
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(6)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
        if os.name == "posix":
            folder = os.open(file.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise error from None
