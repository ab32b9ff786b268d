"""No TOML and no file exhausts the machine before it is parsed."""

from pathlib import Path

import pytest

from data.bounded_input import TOML_BYTES, TOML_DEPTH, is_file, nesting, parse_toml, read_bounded
from domain.faults import InputError


def test_a_byte_order_mark_is_no_fault():
    assert parse_toml("\ufeffa = 1\n".encode()) == {"a": 1}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "a = " + "[" * 50_000 + "]" * 50_000,
        "a = " + "{b = " * 50_000,
        ".".join("a" * 1 for _ in range(50_000)) + " = 1",
        "[" + ".".join("a" for _ in range(50_000)) + "]",
        "a = 1979-13-45",
        "a = " + "9" * 10_000,
        "a = 'x",
    ],
)
def test_deep_and_odd_toml_is_none(text: str):
    assert parse_toml(text.encode()) is None


def test_the_deepest_that_is_read():
    # TOML_DEPTH parts have one dot less.
    parts = ["a"] * TOML_DEPTH
    assert parse_toml((".".join(parts) + " = 1").encode()) is not None
    assert parse_toml((".".join([*parts, "a"]) + " = 1").encode()) is None
    deep = "[" * TOML_DEPTH + "]" * TOML_DEPTH
    assert parse_toml(f"a = {deep}".encode()) is not None
    assert parse_toml(f"a = [{deep}]".encode()) is None


def test_brackets_and_dots_in_texts_and_comments_nest_nothing():
    many = "[" * 100 + ".".join("a" for _ in range(100))
    text = f"a = \"{many}\"\nb = '{many}'\nc = \"\"\"{many}\"\"\"\n# {many}\nd = '''{many}'''\n"
    assert set(parse_toml(text.encode()) or {}) == {"a", "b", "c", "d"}


def test_toml_that_is_too_large_is_none():
    assert parse_toml(b"#" * TOML_BYTES) == {}
    assert parse_toml(b"#" * (TOML_BYTES + 1)) is None


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
