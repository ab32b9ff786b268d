"""Seats of a place: given, by area, published, or unknown."""

import numpy as np
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind, Phase
from shelters.capacity import CapacityStandard, seats
from tests.hazard.fields import make_places, make_scenario

FLOOD = make_scenario(HazardKind.FLOOD)
STAY = make_scenario(HazardKind.EARTHQUAKE, phase=Phase.STAY)
TSUNAMI = make_scenario(HazardKind.TSUNAMI)
FIRE = make_scenario(HazardKind.LARGE_FIRE)
UNKNOWN = CapacityStandard.UNKNOWN


def counted(scenario, *, share=1.0, target="shelter", **columns):
    """Seats, standard and area a person of one place."""
    places = make_places([0], **{name: [value] for name, value in columns.items()})
    found = seats(places, np.array([target], dtype=object), np.array([share]), scenario, Settings().capacity)
    persons = found.persons[0]
    return (persons if persons is not None else None), found.standard[0], found.area_per_person_m2[0]


def settings():
    return Settings().capacity


@pytest.mark.parametrize(
    ("scenario", "column", "area_m2", "standard"),
    [
        (FLOOD, "floor_area_m2", "overnight_area_m2", "overnight_area"),
        (STAY, "floor_area_m2", "stay_area_m2", "stay_area"),
        (TSUNAMI, "refuge_area_m2", "tsunami_area_m2", "tsunami_area"),
    ],
)
def test_floor_area_counts_by_its_usable_share_and_standard(scenario, column, area_m2, standard):
    per_person = getattr(settings(), area_m2)
    persons, found, area = counted(scenario, **{column: 1000.0})
    assert persons == int(1000 * settings().usable_share / per_person + 1e-9)
    assert (found, area) == (standard, per_person)


def test_open_ground_counts_whole():
    persons, found, area = counted(FIRE, open_area_m2=1000.0)
    assert (persons, found) == (int(1000 / settings().open_ground_area_m2), "open_ground")
    assert area == settings().open_ground_area_m2


def test_a_given_capacity_comes_before_the_area_and_the_area_before_the_published():
    columns = {"refuge_capacity_persons": 70, "floor_area_m2": 1000.0, "official_capacity_persons": 30}
    assert counted(FLOOD, **columns)[:2] == (70, "given")
    assert counted(FLOOD, floor_area_m2=1000.0, official_capacity_persons=30)[1] == "overnight_area"
    persons, found, area = counted(FLOOD, official_capacity_persons=30)
    assert (persons, found) == (30, "official")
    assert np.isnan(area)


def test_the_capacity_of_one_phase_is_not_that_of_the_other():
    assert counted(STAY, refuge_capacity_persons=70)[1] == UNKNOWN
    assert counted(STAY, stay_capacity_persons=70)[:2] == (70, "given")
    assert counted(FLOOD, stay_capacity_persons=70)[1] == UNKNOWN


def test_seats_are_whole_and_rounded_down_and_count_usable_floors_only():
    assert counted(FLOOD, share=0.5, refuge_capacity_persons=71)[0] == 35
    assert counted(FLOOD, share=0.0, refuge_capacity_persons=71)[0] == 0
    # 0.29 × 100 is 29, whatever the last bit of the product.
    assert counted(FLOOD, share=0.29, refuge_capacity_persons=100)[0] == 29


def test_what_is_unknown_or_no_target_has_no_seats_and_no_standard():
    for unknown in (
        counted(FLOOD),
        counted(FLOOD, target="", refuge_capacity_persons=70),
        counted(FLOOD, share=np.nan, refuge_capacity_persons=70),
    ):
        assert np.isnan(unknown[2])
        assert unknown[1] == UNKNOWN
        assert str(unknown[0]) == "<NA>"
