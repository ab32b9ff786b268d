"""Files edited by hand are recorded; nothing else of bundle.toml changes."""

import hashlib
from pathlib import Path

import pytest

from data.bundle import check_bundle
from data.bundle.seal import seal_bundle
from domain.faults import InputError


def edit(folder: Path, name: str = "scenarios.toml") -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n# 手で直した\n")


def test_an_edited_file_is_named_by_the_check_and_read_after_sealing(folder: Path):
    edit(folder)
    assert [(f.key, f.file) for f in check_bundle(folder) if f.key == "hash_mismatch"] == [
        ("hash_mismatch", "scenarios.toml")
    ]
    before = (folder / "bundle.toml").read_text(encoding="utf-8")
    assert seal_bundle(folder) == ("scenarios.toml",)
    assert not [f for f in check_bundle(folder) if f.key == "hash_mismatch"]
    after = (folder / "bundle.toml").read_text(encoding="utf-8")
    differing = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    digest = hashlib.sha256((folder / "scenarios.toml").read_bytes()).hexdigest()
    assert [b for _, b in differing] == [f'sha256 = "{digest}"']


def test_comments_and_an_unfinished_hash_survive(folder: Path):
    file = folder / "bundle.toml"
    text = file.read_text(encoding="utf-8")
    found = text.index("sha256 = ")
    spoilt = "# 注 [[layers]]\n" + text[:found] + "sha256 = ''" + text[text.index("\n", found) :]
    file.write_text(spoilt, encoding="utf-8-sig")
    assert seal_bundle(folder) == ("wards.parquet",)
    assert file.read_text(encoding="utf-8") == "# 注 [[layers]]\n" + text


def test_layers_in_another_form_of_toml_are_sealed_too(folder: Path):
    import tomllib

    import tomli_w

    file = folder / "bundle.toml"
    head = tomllib.loads(file.read_text(encoding="utf-8"))
    head["layers"][0]["sha256"] = "0" * 64
    inline = ", ".join(
        "{" + ", ".join(tomli_w.dumps({k: v}).strip().replace("\n", " ") for k, v in one.items()) + "}"
        for one in [{k: v for k, v in layer.items() if k != "sources"} for layer in head["layers"]]
    )
    rest = {k: v for k, v in head.items() if k != "layers"}
    file.write_text(tomli_w.dumps(rest) + f"layers = [{inline}]\n", encoding="utf-8")
    assert seal_bundle(folder) == ("wards.parquet",)
    assert seal_bundle(folder) == ()


def test_nothing_is_written_where_a_file_is_missing(folder: Path):
    edit(folder)
    (folder / "posts.csv").unlink()
    before = (folder / "bundle.toml").read_bytes()
    with pytest.raises(InputError) as caught:
        seal_bundle(folder)
    assert [(f.key, f.file) for f in caught.value.faults] == [("file_missing", "posts.csv")]
    assert (folder / "bundle.toml").read_bytes() == before


@pytest.mark.parametrize("content", [b"layers = 3", b"[[", b"layers = [1]"])
def test_a_head_that_is_none_is_refused(folder: Path, content: bytes):
    (folder / "bundle.toml").write_bytes(content)
    with pytest.raises(InputError, match="file_unreadable"):
        seal_bundle(folder)


def test_no_file_outside_the_folder_is_read(folder: Path):
    text = (folder / "bundle.toml").read_text(encoding="utf-8")
    (folder / "bundle.toml").write_text(text.replace("wards.parquet", "../x.parquet"), encoding="utf-8")
    with pytest.raises(InputError, match="path_outside"):
        seal_bundle(folder)


def test_a_folder_without_bundle_is_said(tmp_path: Path):
    with pytest.raises(InputError, match="bundle_missing"):
        seal_bundle(tmp_path)
