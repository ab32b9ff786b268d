"""Files and folders alike: those used last stay, what nobody finishes goes after an hour."""

import os
import time
from pathlib import Path

import pytest

from storage import bounded


def _entry(folder: Path, name: str, size: int, age_s: float, is_folder: bool) -> Path:
    entry = folder / name
    if is_folder:
        entry.mkdir()
        (entry / "content").write_bytes(b"x" * size)
    else:
        entry.write_bytes(b"x" * size)
    used = time.time() - age_s
    os.utime(entry, (used, used))
    return entry


@pytest.mark.parametrize("is_folder", [False, True])
def test_what_was_used_longest_ago_goes_first_and_only_while_too_much_is_held(
    tmp_path: Path, is_folder: bool
) -> None:
    first, second, third = (
        _entry(tmp_path, name, 100, age_s, is_folder) for name, age_s in [("a", 1), ("b", 3), ("c", 2)]
    )
    bounded.trim(tmp_path, 300)
    assert all(one.exists() for one in (first, second, third))
    bounded.trim(tmp_path, 299)
    assert (first.exists(), second.exists(), third.exists()) == (True, False, True)


@pytest.mark.parametrize("is_folder", [False, True])
def test_what_is_being_written_is_not_counted_and_stays_for_an_hour(tmp_path: Path, is_folder: bool) -> None:
    kept = _entry(tmp_path, "kept", 100, 10, is_folder)
    for age_s, is_left in [(bounded.LEFT_BEHIND_S - 60, True), (bounded.LEFT_BEHIND_S + 60, False)]:
        unfinished = bounded.unfinished_entry(tmp_path)
        assert not unfinished.exists()
        _entry(tmp_path, unfinished.name, 1000, age_s, is_folder)
        bounded.trim(tmp_path, 100)
        assert (kept.exists(), unfinished.exists()) == (True, is_left)


def test_removing_what_is_not_there_is_no_fault(tmp_path: Path) -> None:
    bounded.remove(tmp_path / "gone")
    assert list(tmp_path.iterdir()) == []
