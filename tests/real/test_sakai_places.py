"""Sakai's real lists of places are read in full."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.imports.list_comparison import compare_lists
from data.imports.place_identity import listed_places
from data.readers.place_files import read_place_file
from data.readers.place_list import OwnEntries
from domain.vocabulary import Severity
from use_cases.import_places import PlaceImportOptions, import_places
from use_cases.load_bundle import load_bundle

pytestmark = pytest.mark.real

SITES_2025 = "sakai/shelters/gsi_emergency_271403_20251027.geojson"
SHELTERS_2025 = "sakai/shelters/gsi_evacuation_271403_20251027.geojson"
SITES_2026 = "sakai/shelters/27140_shitei-kinkyu-hinanbasho_202609.csv"
Find = Callable[[str], Path]


def read(file: Path):
    return read_place_file(file, OwnEntries(frozenset({"27140"})))


def test_every_row_of_the_lists_is_read(real_file: Find):
    counts = {name: len(read(real_file(name)).rows) for name in (SITES_2025, SHELTERS_2025, SITES_2026)}
    assert counts == {SITES_2025: 292, SHELTERS_2025: 253, SITES_2026: 294}
    assert read(real_file(SITES_2026)).faults == ()


def test_every_entry_is_a_place_and_sites_that_are_shelters_are_one(real_file: Find):
    shelters = listed_places([read(real_file(SHELTERS_2025))])
    assert len(shelters.places) == 253
    both = listed_places([read(real_file(SITES_2026)), read(real_file(SHELTERS_2025))])
    assert len(both.places) == 384
    roles = both.places[["emergency_site", "shelter", "welfare_shelter"]].sum().to_dict()
    assert roles == {"emergency_site": 294, "shelter": 162, "welfare_shelter": 91}
    # Every mark 「住所同一」 finds its address; one pair has two names and two points.
    assert [(fault.key, fault.value) for fault in both.faults] == [
        ("joined_by_address", "大浜公園体育館・武道館, 135 m")
    ]


def test_the_flags_are_those_of_the_published_counts(real_file: Find):
    sites = read(real_file(SITES_2026)).rows
    assert (int(sites["inland_flood"].sum()), int(sites["flood"].sum()), int(sites["tsunami"].sum())) == (
        53,
        68,
        151,
    )


@pytest.mark.city
def test_the_bundled_city_takes_its_own_real_lists(real_file: Find):
    city = load_bundle()
    result = import_places(
        city, [real_file(SITES_2026), real_file(SHELTERS_2025)], PlaceImportOptions(date="2026-09")
    )
    assert (len(result.bundle.places), result.added, result.removed) == (384, (), ())
    assert {fault.severity for fault in result.faults} == {Severity.WARNING}
    # Points are the published ones; the bundled city rounds them to a metre or so.
    moved = result.bundle.places.geometry.distance(city.places.geometry)
    assert moved.max() < 200
    assert moved.median() < 2


def test_the_two_editions_differ_by_the_published_counts(real_file: Find):
    found = compare_lists([read(real_file(SITES_2025))], [read(real_file(SITES_2026))])
    assert (found.before, found.after, found.same) == (292, 294, 290)
    flags = found.flags.loc[["inland_flood", "flood", "tsunami"], ["before", "after"]]
    assert flags.to_numpy().tolist() == [[0, 53], [60, 68], [148, 151]]
    counts = found.changes["change"].value_counts().to_dict()
    assert counts == {"flag_added": 65, "added": 4, "renamed": 3, "removed": 2}
