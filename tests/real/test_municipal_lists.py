"""Lists that cities really publish are read in full, with their dirt counted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.readers.place_files import read_place_file
from data.readers.place_list import OwnEntries
from domain.vocabulary import Severity

pytestmark = pytest.mark.real

Find = Callable[[str], Path]
_FOLDER = "formats/municipal_shelters"


@pytest.mark.parametrize(
    ("name", "rows", "known"),
    [
        ("170003_evacuation_space.csv", 1525, 840),
        ("nanao_reference_shelters.csv", 112, 79),
        ("takamatsu_0060_evacuation_space.csv", 193, 174),
        ("takamatsu_evacuation_space.xlsx", 195, 174),
        ("suzu_suzusiteishelter.csv", 27, 27),
        ("suzu_suzukinkyushelter.csv", 122, 0),
        ("hachioji_01_hinanbasho.csv", 150, 0),
        ("plateau_tottori_11_evacuation_center.csv", 8, 7),
        ("tokyo_130001_evacuation_center.csv", 2607, 0),
    ],
)
def test_every_row_is_read_and_capacities_are_known_or_not(real_file: Find, name: str, rows: int, known: int):
    listed = read_place_file(real_file(f"{_FOLDER}/{name}"), OwnEntries())
    assert [fault for fault in listed.faults if fault.severity is Severity.ERROR] == []
    assert len(listed.rows) == rows
    assert int(listed.rows["official_capacity_persons"].notna().sum()) == known


def test_the_dirt_of_ishikawa_is_counted(real_file: Find):
    listed = read_place_file(real_file(f"{_FOLDER}/170003_evacuation_space.csv"), OwnEntries())
    assert [(one.key, one.count) for one in listed.repairs] == [("columns_shifted", 1525)]
    assert [(one.key, one.count) for one in listed.dropped] == [("nothing_in_row", 3)]
    counts = listed.rows[["flood", "earthquake", "tsunami", "shelter"]].sum().to_dict()
    assert counts == {"flood": 815, "earthquake": 1098, "tsunami": 1212, "shelter": 577}


def test_buildings_to_go_up_in_have_their_people(real_file: Find):
    listed = read_place_file(real_file(f"{_FOLDER}/takamatsu_tsunami_evacuation_building.csv"), OwnEntries())
    assert int(listed.rows["refuge_building"].sum()) == 113
    assert int(listed.rows["refuge_capacity_persons"].sum()) == 126_116


def test_the_older_national_list_is_read(real_file: Find):
    listed = read_place_file(real_file("formats/gsi/gsi_old_style_13_tokyo.geojson"), OwnEntries())
    assert len(listed.rows) == 1384
    assert int(listed.rows["flood"].sum()) == 755
