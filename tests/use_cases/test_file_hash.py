"""The hash of a file is that of its bytes."""

import hashlib
from pathlib import Path

import pytest

from domain.faults import InputError
from use_cases.file_hash import file_sha256


def test_the_hash_is_that_of_all_bytes(tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"abc" * 100_000)
    assert file_sha256(file) == hashlib.sha256(b"abc" * 100_000).hexdigest()


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path):
    with pytest.raises(InputError) as found:
        file_sha256(tmp_path / "none.csv")
    assert [fault.key for fault in found.value.faults] == ["file_not_readable"]
