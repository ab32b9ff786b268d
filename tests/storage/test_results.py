"""Second results on disk: by kind, key and code, and no more than fit."""

import os
from pathlib import Path

from storage.results import ResultStore


def test_a_result_is_kept_for_its_kind_key_and_code(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "new")
    assert store.get("draws", "k") is None
    assert store.put("draws", "k", b"1")
    assert store.put("draws", "k", b"2")
    assert store.get("draws", "k") == b"2"
    assert store.get("other", "k") is store.get("draws", "l") is None
    assert ResultStore(tmp_path / "new", code="another").get("draws", "k") is None
    assert len(list((tmp_path / "new").iterdir())) == 1


def test_those_used_longest_ago_make_room(tmp_path: Path) -> None:
    store = ResultStore(tmp_path, kept_bytes=10)
    for age, key in ((300, "old"), (200, "used"), (100, "young")):
        store.put("draws", key, b"12345"[: 5 if key != "young" else 0])
        os.utime(store._file("draws", key), (1e9 - age, 1e9 - age))
    assert store.get("draws", "used") == b"12345"
    store.put("draws", "new", b"12345")
    assert store.get("draws", "old") is None
    assert store.get("draws", "used") == store.get("draws", "new") == b"12345"


def test_a_disk_that_takes_nothing_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = ResultStore(tmp_path / "file")
    assert not store.put("draws", "k", b"1")
    assert store.get("draws", "k") is None
