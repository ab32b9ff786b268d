"""ZIPs of users: looked at before anything is unpacked, and never unpacked to more than they may.

A name in a zip leads nowhere: files are unpacked under names that the caller gives.
"""

import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from data.bounded_input import size_fault
from domain.faults import Fault, InputError
from domain.zip_errors import ZIP_ERRORS

#: Bounds of a zip: members, bytes of all that is unpacked, and how many times smaller it may be packed.
_MAX_MEMBERS, _MAX_UNPACKED, _MAX_RATIO = 5_000, 4_000_000_000, 250
#: Below this a member may be packed as tightly as it likes [bytes].
_SMALL = 10_000_000
#: Most bytes of a zip's list of its members: some hundred a member.
_MAX_LISTING = 4_000_000
_CHUNK = 1 << 20

_END, _END_64 = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q")
_LOCATOR_BYTES, _LONGEST_COMMENT, _LEAST_ENTRY = 20, 65_535, 46
_UTF8_NAME = 0x800


@dataclass(slots=True)
class UnpackBudget:
    """How much may still be unpacked of one file of a user, zips in it counted together.

    Parameters
    ----------
    file
        Name of the file in faults.
    bytes_left, members_left
        What is left.
    """

    file: str
    bytes_left: int = _MAX_UNPACKED
    members_left: int = _MAX_MEMBERS

    def spend(self, size: int) -> None:
        """Take bytes.

        Raises
        ------
        domain.faults.InputError
            When there are not so many left.
        """
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise InputError([Fault("zip_bomb", file=self.file, value=self.file)])

    def meet(self, members: int) -> None:
        """Take members of a zip, as ``spend``."""
        self.members_left -= members
        if self.members_left < 0:
            raise InputError([Fault("zip_bomb", file=self.file, value=self.file)])


@contextmanager
def opened_zip(source: Path | IO[bytes], file: str, *, expected: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose list of members is no longer than any of ours.

    Parameters
    ----------
    source
        The zip: where it lies, or its bytes.
    file, expected
        Its name, and what it should hold, in faults.

    Raises
    ------
    domain.faults.InputError
        When it, or what is read of it, is cut, spoilt, locked or too large.
    """
    try:
        check_listing(source, file)
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (*ZIP_ERRORS, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError([Fault("file_unreadable", file=file, expected=expected)]) from error


def sound_members(archive: zipfile.ZipFile, file: str) -> list[zipfile.ZipInfo]:
    """Return the files of a zip, or refuse it: too many, too large, or leading out of it.

    Parameters
    ----------
    archive
        The zip.
    file
        Its name in faults.
    """
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if len(infos) > _MAX_MEMBERS:
        raise InputError(
            [Fault("zip_many", file=file, value=f"{len(infos):,}", expected=f"{_MAX_MEMBERS:,}")]
        )
    for info in infos:
        name = PurePosixPath(info.filename.replace("\\", "/"))
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        leads_out = not name.name or name.is_absolute() or ".." in name.parts or ":" in name.parts[0]
        if is_link or leads_out:
            raise InputError([Fault("zip_unsafe", file=file, value=member_name(info))])
        if info.file_size > _SMALL and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
            raise InputError([Fault("zip_bomb", file=file, value=member_name(info))])
    total = sum(info.file_size for info in infos)
    if total > _MAX_UNPACKED:
        raise InputError([size_fault(total, _MAX_UNPACKED, file)])
    # Members that lie on one another take more than the file has.
    if archive.fp is not None and sum(info.compress_size for info in infos) > archive.fp.seek(0, 2):
        raise InputError([Fault("zip_bomb", file=file, value=file)])
    return infos


def member_head(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> bytes:
    """Return the first bytes of a member."""
    with archive.open(info) as stream:
        return stream.read(size)


def extract_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, budget: UnpackBudget | None = None
) -> None:
    """Unpack one file: never more than it says of itself, nor than is left.

    Parameters
    ----------
    archive, info
        Zip and member.
    target
        Where it goes.
    budget
        What may still be unpacked; it is spent.
    """
    with archive.open(info) as source, target.open("wb") as sink:
        left = info.file_size
        while chunk := source.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile(info.filename)
            if budget is not None:
                budget.spend(len(chunk))
            sink.write(chunk)


def member_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; old Japanese archives write it in Shift_JIS without saying so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("cp932")
    except UnicodeError:
        return info.filename


def check_listing(source: Path | IO[bytes], file: str) -> None:
    """Refuse a zip whose list of members alone would fill the memory.

    Parameters
    ----------
    source
        The zip: where it lies, or its bytes.
    file
        Its name in faults.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream:
            tail = _tail(stream)
    else:
        tail = _tail(source)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise zipfile.BadZipFile(file)
    listing = _END.unpack_from(tail, at)[5]
    before = at - _LOCATOR_BYTES - _END_64.size
    if before >= 0 and tail.startswith(b"PK\x06\x06", before):
        listing = _END_64.unpack_from(tail, before)[8]
    if listing > _MAX_LISTING:
        value, most = f"{listing // _LEAST_ENTRY:,}", f"{_MAX_MEMBERS:,}"
        raise InputError([Fault("zip_many", file=file, value=value, expected=most)])


def _tail(stream: IO[bytes]) -> bytes:
    """Return the end of a zip, in which its list of members is described."""
    size = stream.seek(0, 2)
    stream.seek(max(size - _END.size - _LONGEST_COMMENT - _LOCATOR_BYTES - _END_64.size, 0))
    return stream.read()
