"""A zip is looked at before anything is unpacked, and zips in zips are counted together."""

import io
import struct
import zipfile

import pytest

from data.readers.safe_zip import UnpackBudget, check_listing, extract_member, opened_zip, sound_members
from domain.faults import InputError
from tests.data.readers.area_inputs import keys, zipped


def test_the_budget_is_spent_to_the_last_byte_and_member(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a": b"x" * 100})
    with opened_zip(path, "a.zip", expected="zip") as archive:
        (info,) = sound_members(archive, "a.zip")
        extract_member(archive, info, tmp_path / "a", UnpackBudget("a.zip", bytes_left=100))
        assert (tmp_path / "a").read_bytes() == b"x" * 100
        with pytest.raises(InputError) as error:
            extract_member(archive, info, tmp_path / "b", UnpackBudget("a.zip", bytes_left=99))
    assert keys(error) == {"zip_bomb"}
    budget = UnpackBudget("a.zip", members_left=3)
    budget.meet(3)
    with pytest.raises(InputError):
        budget.meet(1)


@pytest.mark.parametrize(("entries", "is_long"), [(4_000_000, False), (4_000_001, True)])
def test_a_list_of_members_longer_than_any_is_not_read(entries, is_long):
    # The list of members is said to have so many bytes.
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, entries, 0, 0)
    if is_long:
        with pytest.raises(InputError) as error:
            check_listing(io.BytesIO(b"x" * 200 + end), "a.zip")
        assert keys(error) == {"zip_many"}
    else:
        check_listing(io.BytesIO(b"x" * 200 + end), "a.zip")


def test_the_long_form_of_the_end_is_believed_rather_than_the_short():
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    long = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 5_000_000, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    with pytest.raises(InputError) as error:
        check_listing(io.BytesIO(long + locator + end), "a.zip")
    assert keys(error) == {"zip_many"}
    small = long[:40] + struct.pack("<2Q", 50, 0)
    check_listing(io.BytesIO(small + locator + end), "a.zip")


def test_what_is_no_zip_is_said(tmp_path):
    for content in (b"", b"PK\x05\x06", b"x" * 100):
        (tmp_path / "a.zip").write_bytes(content)
        with (
            pytest.raises(InputError) as error,
            opened_zip(tmp_path / "a.zip", "a.zip", expected="zip"),
        ):
            pass
        assert keys(error) == {"file_unreadable"}


def test_a_method_that_packs_badly_is_said(tmp_path):
    # LZMA has its own error, and a header that is cut another.
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", b"abc" * 100)
    content = bytearray(path.read_bytes())
    content[40:60] = b"\xff" * 20
    path.write_bytes(bytes(content))
    with pytest.raises(InputError) as error, opened_zip(path, "a.zip", expected="zip") as archive:
        archive.read(archive.infolist()[0])
    assert keys(error) == {"file_unreadable"}
