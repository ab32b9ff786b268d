"""A city that was checked before is given again as it was read; anything else is read anew."""

import contextlib
import shutil
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal

from data.bundle.read import read_bundle
from data.bundle.write import write_bundle
from domain.bundle import STRENGTH_LAYERS, City, CityBundle
from domain.faults import BundleError
from storage import cities
from storage.cities import CityStore
from tests.background_sample import toy_bundle_with_background


class Reader:
    """Reads and checks, and counts how often; with a city, what is given without looking at the files."""

    def __init__(self, city: CityBundle | None = None) -> None:
        self.times = 0
        self._city = city

    def __call__(self, folder: Path) -> CityBundle:
        self.times += 1
        return read_bundle(folder) if self._city is None else self._city


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "city"
    write_bundle(toy_bundle_with_background(), folder)
    (folder / "settings.toml").write_text('"movement.night_factor" = "0.7"\n')
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "city"))


def assert_same_city(one: CityBundle, other: CityBundle) -> None:
    for name in [*(field.name for field in fields(City)), *STRENGTH_LAYERS]:
        left, right = one.table(name), other.table(name)
        if name == "hazards":
            assert list(left) == list(right)
            for layer in left:
                assert_geodataframe_equal(left[layer], right[layer], check_less_precise=False)
        elif "geometry" in getattr(left, "columns", ()):
            assert_geodataframe_equal(left, right, check_less_precise=False)
        elif isinstance(left, pd.DataFrame):
            assert_frame_equal(left, right, check_exact=True)
        else:
            assert left == right, name


def test_the_second_reading_gives_the_same_city_without_checking(
    folder: Path, tmp_path: Path, reader: Reader
) -> None:
    store = CityStore(tmp_path / "kept")
    first, second = store.read(folder, reader), store.read(folder, reader)
    assert reader.times == 1
    assert first.warnings
    assert first.setting_overrides == {"movement.night_factor": "0.7"}
    assert_same_city(second, first)
    assert_same_city(second, read_bundle(folder))


@pytest.mark.parametrize("name", ["bundle.toml", "settings.toml", "places.parquet", "posts.csv"])
def test_any_byte_of_any_file_makes_it_another_city(
    folder: Path, tmp_path: Path, reader: Reader, name: str
) -> None:
    store = CityStore(tmp_path / "kept")
    store.read(folder, reader)
    with (folder / name).open("ab") as file:
        file.write(b"\n")
    with contextlib.suppress(BundleError):  # a broken seal may be an error, which is told each time
        store.read(folder, reader)
    assert reader.times == 2


def test_other_code_reads_anew(folder: Path, tmp_path: Path, reader: Reader) -> None:
    CityStore(tmp_path / "kept", code="older").read(folder, reader)
    CityStore(tmp_path / "kept").read(folder, reader)
    assert reader.times == 2


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\x00\xff"])
def test_a_damaged_copy_is_made_anew(folder: Path, tmp_path: Path, content: bytes | None) -> None:
    store = CityStore(tmp_path / "kept")
    checked = read_bundle(folder)
    reader = Reader(checked)
    store.read(folder, reader)
    (kept,) = (tmp_path / "kept").iterdir()
    # What a table holds is never looked at before its hash: every content but the head's fails there alike.
    files = sorted(kept.iterdir()) if not content else [kept / "head.json", kept / "places.parquet"]
    for times, file in enumerate(files, start=2):
        file.unlink()
        if content is not None:
            file.write_bytes(content)
        assert store.read(folder, reader) is checked
        assert reader.times == times
    # The copy that was made last is whole again.
    assert_same_city(store.read(folder, reader), checked)
    assert reader.times == times


def test_a_city_at_fault_is_never_kept(folder: Path, tmp_path: Path, reader: Reader) -> None:
    (folder / "places.parquet").write_bytes(b"")
    store = CityStore(tmp_path / "kept")
    for _ in range(2):
        with pytest.raises(BundleError):
            store.read(folder, reader)
    assert reader.times == 2


def test_a_disk_that_takes_nothing_still_gives_the_city(folder: Path, tmp_path: Path, reader: Reader) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert_same_city(CityStore(tmp_path / "kept").read(folder, reader), read_bundle(folder))


def test_the_cities_used_last_stay(
    folder: Path, tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cities, "KEPT", 2)
    for code in ("a", "b", "c"):
        CityStore(tmp_path / "kept", code=code).read(folder, reader)
    assert len(list((tmp_path / "kept").iterdir())) == 2
    CityStore(tmp_path / "kept", code="c").read(folder, reader)
    assert reader.times == 3
