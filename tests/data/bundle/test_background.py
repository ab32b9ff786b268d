"""The optional layer of background lines: on disk, and in the bundled city."""

import tomllib
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.bundle import bundle_faults, check_bundle, read_bundle
from data.bundle.export import geopackage_tables
from data.bundle.write import write_bundle
from domain.tables.city import Background
from domain.vocabulary import BackgroundKind
from tests.background_sample import toy_bundle_with_background
from tests.model_city.bundled_city import CITY_FOLDER, bundled_city


def test_a_bundle_without_background_reads_with_an_empty_table_in_its_crs(folder: Path) -> None:
    assert not (folder / "background.parquet").exists()
    found = read_bundle(folder)
    assert found.background.empty
    assert found.background.crs.to_epsg() == found.meta.epsg
    Background.check(found.background)


def test_a_background_is_read_as_it_was_written(tmp_path: Path) -> None:
    city = toy_bundle_with_background()
    write_bundle(city, tmp_path / "toy")
    found = read_bundle(tmp_path / "toy")
    pd.testing.assert_frame_equal(pd.DataFrame(found.background), pd.DataFrame(city.background))
    layer = found.meta.layer("background")
    assert layer is not None
    assert (layer.file, layer.notices) == ("background.parquet", ("概略の線です。",))
    assert "background" in geopackage_tables(found)


def test_a_changed_background_is_noticed(tmp_path: Path) -> None:
    write_bundle(toy_bundle_with_background(), tmp_path / "toy")
    file = tmp_path / "toy" / "background.parquet"
    table = gpd.read_parquet(file)
    table.assign(name="別名").to_parquet(file, index=True)
    faults = [fault.key for fault in check_bundle(tmp_path / "toy") if fault.layer == "background"]
    assert faults == ["hash_mismatch"]


@pytest.mark.parametrize(
    ("kind", "expected"), [("river", "LineString, MultiLineString"), ("station", "Point")]
)
def test_a_shape_that_cannot_be_drawn_is_a_fault(kind: str, expected: str) -> None:
    city = toy_bundle_with_background()
    # Every feature becomes the kind: the one station (a point) or the four lines are then wrong.
    spoilt = replace(city, background=city.background.assign(kind=pd.Series(kind, city.background.index)))
    faults = [fault for fault in bundle_faults(spoilt) if fault.layer == "background"]
    assert {(fault.key, fault.expected) for fault in faults} == {("geometry_type", expected)}
    assert len(faults) == (1 if kind == "river" else 4)


def test_the_bundled_city_has_its_lines_and_stations() -> None:
    background = bundled_city().background
    names = background.groupby("kind")["name"].agg(set)
    assert {"南海本線", "南海高野線", "JR阪和線", "阪堺線"} <= names[BackgroundKind.RAILWAY]
    assert {"大和川", "石津川"} <= names[BackgroundKind.RIVER]
    assert {"堺", "堺東", "中百舌鳥", "鳳", "泉ヶ丘"} <= names[BackgroundKind.STATION]
    assert {"国道26号", "国道310号", "阪和自動車道"} <= names[BackgroundKind.ROAD]
    assert names[BackgroundKind.COAST] == {""}


def test_stations_of_the_bundled_city_lie_on_a_railway() -> None:
    background = bundled_city().background
    rails = shapely.union_all(background.geometry[background["kind"] == "railway"].to_numpy())
    stations = background.geometry[background["kind"] == "station"]
    # Lines run through their stations; a station of two lines stands at the point of the first.
    assert stations.distance(rails).max() < 10.0


def test_the_background_is_small_and_says_what_it_is() -> None:
    assert (CITY_FOLDER / "background.parquet").stat().st_size < 150_000
    head = tomllib.loads((CITY_FOLDER / "bundle.toml").read_text("utf-8"))
    (layer,) = [one for one in head["layers"] if one["id"] == "background"]
    assert layer["is_model"] is False
    assert any("CC BY-SA 4.0" in source["licence"] for source in layer["sources"])
    notices = [notice for source in layer["sources"] for notice in source["notices"]]
    assert any("概略" in notice for notice in notices)
    assert any(all(name in notice for name in ("内川", "土居川", "国道26号")) for notice in notices)
