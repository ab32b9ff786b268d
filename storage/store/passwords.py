"""Passwords: kept as argon2id only, compared at the same cost whether an account has one or not."""

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from storage.store.errors import RefusedError

#: Length counts, not signs of each kind (NIST SP 800-63B).
SHORTEST, LONGEST = 12, 200
#: A password of fewer different letters is one letter pressed often.
_FEWEST_LETTERS = 5
#: Letters of a password that the program makes: none that is read as another.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_PARTS, _PART_LETTERS = 4, 5
_HASHER = PasswordHasher()
#: Each takes 64 MB for a moment; so many are computed at once.
_AT_ONCE = BoundedSemaphore(2)


def refuse_weak(password: str, *, login: str) -> None:
    """Refuse a password that is too short, too long, one letter often, or holds the login name.

    Raises
    ------
    RefusedError
        When it is.
    """
    form = _form(password)
    if not SHORTEST <= len(form) <= LONGEST:
        raise RefusedError("password_length", shortest=SHORTEST, longest=LONGEST)
    if len(set(form)) < _FEWEST_LETTERS:
        raise RefusedError("password_plain", letters=_FEWEST_LETTERS)
    if login in form.casefold():
        raise RefusedError("password_holds_login")


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(_form(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; without one, the answer takes as long and is no."""
    with _AT_ONCE:
        try:
            right = _HASHER.verify(_nobody() if kept is None else kept, _form(password)[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


def new_password() -> str:
    """Return a password that nobody has chosen, in parts that can be read out."""
    parts = ("".join(secrets.choice(_LETTERS) for _ in range(_PART_LETTERS)) for _ in range(_PARTS))
    return "-".join(parts)


def _form(password: str) -> str:
    """Return a password in one form: a keyboard set to Japanese writes wide letters."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_hex(16))
