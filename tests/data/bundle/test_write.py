"""A bundle is written whole or not at all."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest

from data.bundle import bundle_faults, read_bundle
from data.bundle.export import export_geopackage
from data.bundle.write import new_folder, write_bundle
from domain.bundle import SourceFile
from domain.faults import InputError
from tests.toy_city import make_toy_bundle


def leftovers(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name.startswith("."))


def test_an_existing_folder_is_not_overwritten(folder: Path):
    before = (folder / "bundle.toml").read_bytes()
    with pytest.raises(InputError, match="file_exists"):
        write_bundle(make_toy_bundle(), folder)
    assert (folder / "bundle.toml").read_bytes() == before


def test_a_replaced_bundle_keeps_files_that_it_did_not_list(folder: Path):
    (folder / "NOTES.md").write_text("ours", encoding="utf-8")
    bundle = make_toy_bundle()
    renewed = replace(bundle, meta=replace(bundle.meta, name="別の市"))
    write_bundle(renewed, folder, replace_existing=True)
    assert read_bundle(folder).meta.name == "別の市"
    assert (folder / "NOTES.md").read_text(encoding="utf-8") == "ours"
    assert leftovers(folder.parent) == []


def test_a_failure_leaves_the_old_folder_and_nothing_else(folder: Path):
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    def fill_half(temporary: Path) -> None:
        (temporary / "half").write_text("half")
        msg = "power cut"
        raise OSError(msg)

    with pytest.raises(OSError, match="power cut"), new_folder(folder, replace_existing=True) as temporary:
        fill_half(temporary)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before
    assert leftovers(folder.parent) == []


def test_the_files_that_a_layer_came_in_are_read_again_as_they_were_written(tmp_path: Path):
    bundle = make_toy_bundle()
    layer = bundle.meta.layer("places")
    assert layer is not None
    files = (SourceFile("a.zip", "1" * 64, is_unverified=True), SourceFile("b.csv", "2" * 64))
    given = replace(layer.sources[0], date="", files=files, former_date="2024")
    write_bundle(
        replace(bundle, meta=bundle.meta.with_source(replace(layer, sources=(given,)))), tmp_path / "x"
    )
    again = read_bundle(tmp_path / "x").meta
    held = again.layer("places")
    assert held is not None
    assert held.sources == (given,)
    # Where there is nothing to say, nothing is written: what is named stands once in the file.
    text = (tmp_path / "x" / "bundle.toml").read_text(encoding="utf-8")
    assert [text.count(word) for word in ("former_date", "unverified", ".files]]")] == [1, 1, 2]


def test_a_layer_without_provenance_is_a_bug_and_writes_nothing(tmp_path: Path):
    bundle = make_toy_bundle()
    without = tuple(layer for layer in bundle.meta.layers if layer.layer != "streets")
    with pytest.raises(ValueError, match="no provenance"):
        write_bundle(replace(bundle, meta=replace(bundle.meta, layers=without)), tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_optional_layers_may_be_left_out(tmp_path: Path):
    bundle = make_toy_bundle()
    kept = tuple(layer for layer in bundle.meta.layers if layer.layer != "facilities")
    empty = bundle.facilities.iloc[:0]
    write_bundle(replace(bundle, facilities=empty, meta=replace(bundle.meta, layers=kept)), tmp_path / "x")
    assert read_bundle(tmp_path / "x").facilities.empty
    assert not (tmp_path / "x" / "facilities.parquet").exists()


def test_a_bundle_in_memory_is_judged_like_one_on_disk():
    bundle = make_toy_bundle()
    assert {fault.severity for fault in bundle_faults(bundle)} <= {"warning"}
    lost = bundle.places.assign(ward_code="999999")
    assert {fault.key for fault in bundle_faults(replace(bundle, places=lost))} >= {"unknown_reference"}


def test_the_geopackage_holds_every_layer_and_its_sources(tmp_path: Path):
    bundle = make_toy_bundle()
    file = export_geopackage(bundle, tmp_path / "city.gpkg")
    with sqlite3.connect(file) as database:
        names = {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")}
    database.close()
    assert names >= {"wards", "streets", "places", "hazards_tsunami", "organisations", "sources"}
    places = gpd.read_file(file, layer="places")
    assert places["place_id"].tolist() == bundle.places.index.tolist()
    assert places.crs.to_epsg() == 6674
    # Unknown stays unknown.
    assert (
        places["stay_capacity_persons"].isna().tolist()
        == bundle.places["stay_capacity_persons"].isna().tolist()
    )


def test_a_geopackage_is_never_overwritten(tmp_path: Path):
    (tmp_path / "city.gpkg").write_text("mine")
    with pytest.raises(InputError, match="file_exists"):
        export_geopackage(make_toy_bundle(), tmp_path / "city.gpkg")
    assert (tmp_path / "city.gpkg").read_text() == "mine"
