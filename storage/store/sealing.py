"""Sealing of personal values (AES-GCM), and marks by which equal values are found without reading them.

From each secret of the key file three keys are derived: one seals, one marks, one signs the audit
log. A mark is an HMAC: who has the database and not the key file learns from it only that two values
of one column are equal.
"""

import hmac
import json
import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.store.errors import StoreDamagedError
from storage.store.keys import KeyRing

_NONCE_BYTES = 12
#: Half of a SHA-256 is far more than the rows of any city need.
_MARK_BYTES = 16
_KEY_MARK = b"sonae key"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
#: Stands between values that are marked together: no value in its compared form holds it, for it is a blank.
_BETWEEN = "\x1f"

#: A cell of a register as the store keeps it.
Cell = str | int | None


@dataclass(frozen=True)
class Sealer:
    """Seals, opens and marks with one key.

    Parameters
    ----------
    key_id
        Id of the key.
    secret
        Its secret.
    """

    key_id: str
    secret: bytes = field(repr=False)

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._derived(b"seal"))

    @cached_property
    def _marking(self) -> bytes:
        return self._derived(b"mark")

    @cached_property
    def _signing(self) -> bytes:
        return self._derived(b"audit")

    def _derived(self, purpose: bytes) -> bytes:
        return HKDF(SHA256(), length=32, salt=None, info=b"sonae store " + purpose).derive(self.secret)

    def seal(self, text: str, *, belongs_to: str) -> bytes:
        """Return a sealed text; it opens only for what it belongs to."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), belongs_to.encode())

    def open(self, sealed: bytes, *, belongs_to: str) -> str:
        """Return the text of a sealed value.

        Raises
        ------
        StoreDamagedError
            When it was changed, or belongs to something else.
        """
        try:
            content = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], belongs_to.encode())
        except (InvalidTag, ValueError):
            raise StoreDamagedError("sealed_changed") from None
        return content.decode()

    def mark(self, content: bytes) -> bytes:
        """Return the mark of a content: equal contents have equal marks under one key."""
        return hmac.digest(self._marking, content, "sha256")[:_MARK_BYTES]

    def mark_together(self, *forms: str) -> bytes:
        """Return the mark of several values in their compared form."""
        return self.mark(_BETWEEN.join(forms).encode())

    def key_mark(self) -> bytes:
        """Return what the database keeps of this key, to know it again."""
        return self.mark(_KEY_MARK)

    def sign(self, previous: bytes, content: bytes) -> bytes:
        """Return the signature of an entry of the audit log that follows another."""
        return hmac.digest(self._signing, previous + content, "sha256")


def sealer_of(ring: KeyRing, key_id: str | None = None) -> Sealer:
    """Return the sealer of a key, by default of the newest.

    Raises
    ------
    KeyFileError
        When the key file lacks it.
    """
    chosen = ring.newest if key_id is None else key_id
    return Sealer(chosen, ring.secret(chosen))


def same_form(cell: Cell) -> str:
    """Return a value in the form in which the store compares: one width, no blanks, one case."""
    if cell is None or cell == "":
        return ""
    text = str(cell)
    return "".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split()).casefold()


def pack(cells: Mapping[str, Cell] | Sequence[Cell]) -> str:
    """Return cells as one text from which they can be read again."""
    return _ENCODER.encode(cells)


def unpack(text: str) -> dict[str, Cell]:
    """Return the cells of a packed text by name."""
    cells: dict[str, Cell] = json.loads(text)
    return cells


def digest_of(sealer: Sealer, register: str, open_cells: Sequence[Cell], personal: str) -> bytes:
    """Return the mark of all content of a row: two rows are equal where their digests are.

    Parameters
    ----------
    sealer
        Key.
    register
        Name of the register.
    open_cells
        Cells that are no personal values, in the order of the contract.
    personal
        The personal ones, packed.
    """
    return sealer.mark(f"{register}\n{pack(open_cells)}\n{personal}".encode())
