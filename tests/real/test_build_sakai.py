"""Sakai is built from its real files in one go, and the figures are those of the sources."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.held_parts import Part, missing_parts
from use_cases.build_bundle import build_bundle

pytestmark = pytest.mark.real

WARDS = ("堺区", "中区", "東区", "西区", "南区", "北区", "美原区")
SHELTERS = ("gsi_emergency_271403_20251027.geojson", "gsi_evacuation_271403_20251027.geojson")


def test_wards_and_places_of_sakai_are_built_from_a_folder(real_file: Callable[[str], Path], tmp_path: Path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    files = [f"sakai/boundaries/n03_2017/2714{n}.geojson" for n in range(1, 8)]
    for name in (*files, *(f"sakai/shelters/{one}" for one in SHELTERS), "sakai/towns/sakai_towns.csv"):
        shutil.copy(real_file(name), folder)
    config = tmp_path / "sakai.toml"
    config.write_text('[city]\ncodes = ["27140"]\n', encoding="utf-8")
    made = build_bundle(config)
    wards = made.bundle.wards
    assert len(wards) == 7
    assert wards.geometry.area.sum() / 1e6 == pytest.approx(149.79, abs=0.01)
    assert made.bundle.meta.epsg == 6674
    roles = made.bundle.places[["emergency_site", "shelter", "welfare_shelter"]].sum().to_dict()
    assert roles == {"emergency_site": 292, "shelter": 162, "welfare_shelter": 91}
    assert [file.name for file in made.unused] == ["sakai_towns.csv"]
    missing = missing_parts(made.bundle.city, made.bundle.strength)
    assert set(missing) == set(Part) - {Part.PLACES}


def test_an_outline_of_our_own_draws_the_same_wards(real_file: Callable[[str], Path], tmp_path: Path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    shutil.copy(real_file("sakai/boundaries/sakai_wards.geojson"), folder)
    config = tmp_path / "sakai.toml"
    config.write_text(
        '[city]\ncodes = ["27140"]\n[boundaries]\nfiles = ["*.geojson"]\nsource = "ours"\n', encoding="utf-8"
    )
    made = build_bundle(config)
    assert made.bundle.wards.sort_values("official_order")["name"].tolist() == list(WARDS)
    assert made.bundle.wards.geometry.area.sum() / 1e6 == pytest.approx(149.79, abs=0.01)
    assert made.bundle.meta.layers[0].source == "ours"
    config.write_text(
        '[city]\ncodes = ["27140"]\nwards = false\n[boundaries]\nfiles = ["*.geojson"]\n', encoding="utf-8"
    )
    assert build_bundle(config).bundle.wards["name"].tolist() == ["堺市"]
