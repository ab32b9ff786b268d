"""No TOML and no file exhausts the machine before it is parsed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.bounded_input import (
    TOML_BYTES,
    TOML_DEPTH,
    TOML_ENTRIES,
    TOML_TABLES,
    is_file,
    nesting,
    parse_toml,
    read_bounded,
)
from domain.faults import InputError
from tests.each import each


def keys_of(content: bytes) -> list[str]:
    """Return the keys of the faults of a TOML file, none where it is read."""
    try:
        parse_toml(content, file="x.toml", layer="scenarios")
    except InputError as error:
        return [fault.key for fault in error.faults if (fault.file, fault.layer) == ("x.toml", "scenarios")]
    return []


def test_a_byte_order_mark_is_no_fault():
    assert parse_toml("\ufeffa = 1\n".encode(), file="x.toml") == {"a": 1}


@each(
    ("text", "key"),
    [
        ("[" * 50_000, "toml_too_deep"),
        ("a = " + "[" * 50_000 + "]" * 50_000, "toml_too_deep"),
        ("a = " + "{b = " * 50_000, "toml_too_deep"),
        (".".join("a" * 1 for _ in range(50_000)) + " = 1", "toml_too_deep"),
        ("[" + ".".join("a" for _ in range(50_000)) + "]", "toml_too_deep"),
        ("a = 1979-13-45", "file_unreadable"),
        ("a = " + "9" * 10_000, "file_unreadable"),
        ("a = 'x", "file_unreadable"),
    ],
)
def test_deep_and_odd_toml_is_refused(text: str, key: str):
    assert keys_of(text.encode()) == [key]


def test_the_deepest_that_is_read():
    # TOML_DEPTH parts have one dot less.
    parts = ["a"] * TOML_DEPTH
    assert keys_of((".".join(parts) + " = 1").encode()) == []
    assert keys_of((".".join([*parts, "a"]) + " = 1").encode()) == ["toml_too_deep"]
    deep = "[" * TOML_DEPTH + "]" * TOML_DEPTH
    assert keys_of(f"a = {deep}".encode()) == []
    assert keys_of(f"a = [{deep}]".encode()) == ["toml_too_deep"]


def headers(number: int) -> str:
    return "\n".join(f"[a{i}.b]" for i in range(number))


def inline(number: int) -> str:
    return "a = [" + ",".join(["{}"] * number) + "]"


def entries(number: int) -> str:
    return "\n".join(f"a{i} = 1" for i in range(number))


@pytest.mark.parametrize(
    ("made", "most"), [(headers, TOML_TABLES), (inline, TOML_TABLES), (entries, TOML_ENTRIES)]
)
def test_tables_and_entries_are_counted_before_parsing(made: Callable[[int], str], most: int):
    assert keys_of(made(most).encode()) == []
    with pytest.raises(InputError) as caught:
        parse_toml(made(most + 1).encode(), file="x.toml")
    (fault,) = caught.value.faults
    assert (fault.key, fault.value, fault.expected) == ("toml_too_many", f"{most + 1:,}", f"{most:,}")


def test_headers_and_inline_tables_are_counted_together():
    assert keys_of((inline(1) + "\n" + headers(TOML_TABLES)).encode()) == ["toml_too_many"]


def test_brackets_and_dots_in_texts_and_comments_nest_nothing():
    many = "[" * 100 + ".".join("a" for _ in range(100)) + "{=" * (TOML_ENTRIES + 1)
    text = f"a = \"{many}\"\nb = '{many}'\nc = \"\"\"{many}\"\"\"\n# {many}\nd = '''{many}'''\n"
    assert set(parse_toml(text.encode(), file="x.toml")) == {"a", "b", "c", "d"}


def test_toml_that_is_too_large_is_refused():
    assert keys_of(b"#" * TOML_BYTES) == []
    assert keys_of(b"#" * (TOML_BYTES + 1)) == ["file_too_large"]


def test_nesting_counts_the_deepest():
    assert nesting("a[b{c}](d)") == 2


def test_a_file_is_read_up_to_the_limit(tmp_path: Path):
    file = tmp_path / "x.bin"
    file.write_bytes(b"123")
    assert read_bounded(file, limit=3) == b"123"
    for path, limit, key in ((file, 2, "file_too_large"), (tmp_path / "y", 9, "file_missing")):
        with pytest.raises(InputError) as caught:
            read_bounded(path, limit=limit)
        assert [(f.key, f.file) for f in caught.value.faults] == [(key, path.name)]


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(InputError, match="file_missing"):
        read_bounded(tmp_path)


@pytest.mark.parametrize("name", ["a" * 300 + ".csv", "a\0b.csv", "nothing.csv"])
def test_a_name_that_no_file_can_have_is_no_file(tmp_path: Path, name: str):
    assert not is_file(tmp_path / name)
    (tmp_path / "list.csv").write_text("")
    assert is_file(tmp_path / "list.csv")
    assert not is_file(tmp_path)
