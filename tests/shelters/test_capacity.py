"""Seats: given, else by area, else official, else unknown; whole persons on usable floors."""

import numpy as np
import pandas as pd
import pytest

from domain.settings.places import CapacitySettings
from domain.vocabulary import HazardKind, Phase
from shelters.capacity import seats
from tests.hazard.fields import make_places, make_scenario

#: Areas a person and the usable share, chosen to be told apart.
SETTINGS = CapacitySettings(
    tsunami_area_m2=1.0, overnight_area_m2=2.0, stay_area_m2=4.0, open_ground_area_m2=2.5, usable_share=0.5
)
FLOOD = make_scenario(HazardKind.FLOOD)
TSUNAMI = make_scenario(HazardKind.TSUNAMI)
FIRE = make_scenario(HazardKind.LARGE_FIRE)
STAY = make_scenario(HazardKind.EARTHQUAKE, phase=Phase.STAY)


def count(scenario, *, destination="shelter", share=1.0, **columns):
    whole = {"refuge_capacity_persons", "stay_capacity_persons", "official_capacity_persons"}
    values = {
        name: pd.array([value], dtype="Int64") if name in whole else [value]
        for name, value in columns.items()
    }
    found = seats(
        make_places([0], **values),
        np.array([destination], dtype=object),
        np.array([share]),
        scenario,
        SETTINGS,
    )
    return found.persons[0], found.standard[0], found.area_per_person_m2[0]


@pytest.mark.parametrize(
    ("scenario", "area", "persons", "standard", "per_person"),
    [
        # 1,000 m² × 0.5 ÷ the area a person of the phase; ground is taken whole.
        (FLOOD, "floor_area_m2", 250, "overnight_area", 2.0),
        (TSUNAMI, "refuge_area_m2", 500, "tsunami_area", 1.0),
        (STAY, "floor_area_m2", 125, "stay_area", 4.0),
        (FIRE, "open_area_m2", 400, "open_ground", 2.5),
    ],
)
def test_area_divided_by_the_standard_of_phase_and_kind(scenario, area, persons, standard, per_person):
    assert count(scenario, **{area: 1000.0}) == (persons, standard, per_person)


def test_a_wave_decides_before_a_fire():
    both = make_scenario(HazardKind.LARGE_FIRE, HazardKind.TSUNAMI)
    assert count(both, refuge_area_m2=1000.0, open_area_m2=1000.0)[1] == "tsunami_area"


def test_a_given_figure_comes_before_area_and_area_before_the_official_one():
    given = {"refuge_capacity_persons": 7, "floor_area_m2": 1000.0, "official_capacity_persons": 9}
    assert count(FLOOD, **given)[:2] == (7, "given")
    del given["refuge_capacity_persons"]
    assert count(FLOOD, **given)[:2] == (250, "overnight_area")
    persons, standard, per_person = count(FLOOD, official_capacity_persons=9)
    assert (persons, standard) == (9, "official")
    assert np.isnan(per_person)


def test_a_published_figure_that_may_count_open_ground_says_so():
    # As many are hardly all under one roof: the number counts, and what it rests on says what to check.
    assert count(FLOOD, official_capacity_persons=3000)[:2] == (3000, "official")
    assert count(FLOOD, official_capacity_persons=3001)[:2] == (3001, "official_large")
    # A figure of the place's own use is no list's.
    assert count(FLOOD, refuge_capacity_persons=3001, official_capacity_persons=3001)[:2] == (3001, "given")


def test_the_figure_of_another_phase_is_not_taken():
    assert count(STAY, refuge_capacity_persons=7)[0] is pd.NA
    assert count(STAY, stay_capacity_persons=8)[:2] == (8, "given")
    assert count(FLOOD, stay_capacity_persons=8)[0] is pd.NA


def test_seats_are_whole_persons_rounded_down_and_exact_ones_stay():
    # 1,003 m² × 0.5 ÷ 2 = 250.75.
    assert count(FLOOD, floor_area_m2=1003.0)[0] == 250
    # 0.1 + 0.2 of 10 is 3, although the floating product is a little less or more.
    assert count(FLOOD, refuge_capacity_persons=10, share=0.29999999999999999)[0] == 3
    assert count(FLOOD, refuge_capacity_persons=100, share=0.57)[0] == 57


def test_only_usable_floors_count_and_an_unknown_share_is_unknown():
    assert count(FLOOD, floor_area_m2=1000.0, share=0.75)[0] == 187
    assert count(FLOOD, floor_area_m2=1000.0, share=0.0)[:2] == (0, "overnight_area")
    persons, standard, per_person = count(FLOOD, floor_area_m2=1000.0, share=np.nan)
    assert (persons, standard) == (pd.NA, "") or persons is pd.NA
    assert standard == ""
    assert np.isnan(per_person)


def test_a_place_that_is_no_target_has_no_seats_to_count():
    persons, standard, _ = count(FLOOD, destination="", floor_area_m2=1000.0)
    assert persons is pd.NA
    assert standard == ""


def test_nothing_known_is_unknown_and_not_zero():
    assert count(FLOOD)[0] is pd.NA
