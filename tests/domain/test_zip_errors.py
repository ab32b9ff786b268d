"""Whatever is wrong with a zip, it is one of these errors."""

import io
import zipfile

import pytest

from domain.zip_errors import ZIP_ERRORS


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_spoilt_zip_raises_nothing_else(method: int):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as made:
        made.writestr("a.txt", "備え" * 50)
    sound = held.getvalue()
    raised = 0
    for at in range(len(sound)):
        spoilt = bytes((*sound[:at], sound[at] ^ 0xFF, *sound[at + 1 :]))
        try:
            with zipfile.ZipFile(io.BytesIO(spoilt)) as kept:
                [kept.read(name) for name in kept.namelist()]
        except (*ZIP_ERRORS, OSError, ValueError):
            raised += 1
    assert raised > len(sound) // 4


def test_a_locked_zip_is_among_them():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("a.txt", "x")
    sound = bytearray(held.getvalue())
    # Bit 0 of the flags, in the local header and in the directory: the entry is encrypted.
    sound[6] |= 1
    sound[sound.index(b"PK\x01\x02") + 8] |= 1
    with zipfile.ZipFile(io.BytesIO(bytes(sound))) as kept, pytest.raises(ZIP_ERRORS):
        kept.read("a.txt")
