"""A bundle holds what there is: what it lacks is said once, and nothing else goes wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.bundle import read_bundle
from data.bundle.stand_in import stand_in_districts
from data.bundle.write import write_bundle
from domain.bundle import BundleMeta, CityBundle
from domain.faults import BundleError
from domain.tables.city import Blocks, Districts, Facilities, Nodes, Places, Streets, Wards, Zones
from domain.tables.organisations import DistrictFacts, Organisations, Posts, PublishedFigures
from domain.vocabulary import Severity
from tests.toy_city import make_toy_bundle

WANTED = {"districts", "blocks", "streets", "places", "scenarios"}


def only_wards() -> CityBundle:
    """The toy city with its wards and nothing else."""
    whole = make_toy_bundle()
    epsg = whole.meta.epsg
    unknown = whole.wards.assign(residents=None, households=None).astype(
        {"residents": "Int64", "households": "Int64"}
    )
    meta = replace(whole.meta, layers=tuple(one for one in whole.meta.layers if one.layer == "wards"))
    strength = replace(
        whole.strength,
        organisations=Organisations.empty_in(),
        posts=Posts.empty_in(),
        district_facts=DistrictFacts.empty_in(),
        opening_duty=whole.strength.opening_duty.iloc[:0],
        place_facts=whole.strength.place_facts.iloc[:0],
    )
    return replace(
        whole, meta=meta, wards=unknown, districts=stand_in_districts(whole.wards),
        blocks=Blocks.empty_in(epsg),
        nodes=Nodes.empty_in(epsg), streets=Streets.empty_in(epsg), places=Places.empty_in(epsg),
        zones=Zones.empty_in(epsg), facilities=Facilities.empty_in(epsg), hazards={}, scenarios={},
        published=PublishedFigures.empty_in(), background=whole.background.iloc[:0],
        readings=whole.readings.iloc[:0], strength=strength, setting_overrides={},
    )  # fmt: skip


def without_layer(meta: BundleMeta, *layers: str) -> BundleMeta:
    return replace(meta, layers=tuple(one for one in meta.layers if one.layer not in layers))


def test_wards_alone_are_a_bundle(tmp_path: Path):
    write_bundle(only_wards(), tmp_path / "city")
    assert sorted(file.name for file in (tmp_path / "city").iterdir()) == ["bundle.toml", "wards.parquet"]
    read = read_bundle(tmp_path / "city")
    assert {(one.key, one.layer) for one in read.warnings} == {("layer_not_held", layer) for layer in WANTED}
    assert read.wards["residents"].isna().all()
    assert (len(read.blocks), len(read.places), read.scenarios) == (0, 0, {})


def test_whole_wards_stand_in_for_districts_and_are_never_written(tmp_path: Path):
    write_bundle(only_wards(), tmp_path / "city")
    read = read_bundle(tmp_path / "city")
    assert read.districts.index.tolist() == [f"{code}-00000" for code in read.wards.index]
    assert read.districts["name"].unique().tolist() == ["全体（校区は未収録）"]
    Districts.check(read.districts)
    Wards.check(read.wards)


def test_a_bundle_of_wards_is_the_same_when_it_is_written_again(tmp_path: Path):
    write_bundle(only_wards(), tmp_path / "one")
    write_bundle(read_bundle(tmp_path / "one"), tmp_path / "two")
    for file in (tmp_path / "one").iterdir():
        assert (tmp_path / "two" / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("layers", [("streets", "nodes"), ("blocks",), ("scenarios",)])
def test_a_layer_that_is_not_listed_is_one_warning(tmp_path: Path, layers: tuple[str, ...]):
    whole = make_toy_bundle()
    empty = {
        "streets": {"streets": Streets.empty_in(6674), "nodes": Nodes.empty_in(6674)},
        "blocks": {
            "blocks": Blocks.empty_in(6674),
            "strength": replace(whole.strength, opening_duty=whole.strength.opening_duty.iloc[:0]),
        },
        "scenarios": {"scenarios": {}},
    }[layers[0]]
    city = replace(whole, meta=without_layer(whole.meta, *layers), **empty)
    write_bundle(city, tmp_path / "city")
    before = {fault.key for fault in make_toy_warnings(tmp_path)}
    found = {fault.key for fault in read_bundle(tmp_path / "city").warnings}
    assert found - before == {"layer_not_held"}


def make_toy_warnings(tmp_path: Path) -> tuple[object, ...]:
    write_bundle(make_toy_bundle(), tmp_path / "whole")
    return read_bundle(tmp_path / "whole").warnings


def test_streets_without_nodes_are_refused(tmp_path: Path):
    write_bundle(make_toy_bundle(), tmp_path / "city")
    head = tmp_path / "city" / "bundle.toml"
    text = head.read_text(encoding="utf-8")
    start = text.index('[[layers]]\nid = "nodes"')
    head.write_text(text[:start] + text[text.index("[[layers]]\nid", start + 1) :], encoding="utf-8")
    with pytest.raises(BundleError) as found:
        read_bundle(tmp_path / "city")
    errors = {(one.key, one.layer) for one in found.value.faults if one.severity is Severity.ERROR}
    assert ("layer_missing", "nodes") in errors
