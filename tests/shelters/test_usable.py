"""Places: four states, ○ △ × 要確認, seats, and why a place is not in the plan."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.measures import OnlyPlaceOpened, PlaceOpened, SeatsAdded
from domain.settings.settings import Settings
from domain.tables.stages import PlaceExposure
from domain.vocabulary import DestinationKind, HazardKind, OpenClass, Phase
from shelters.usable import assess_places
from tests.each import each
from tests.hazard.fields import make_places, make_scenario

FLOOD, TSUNAMI, SURGE = HazardKind.FLOOD, HazardKind.TSUNAMI, HazardKind.STORM_SURGE
FLOOD_SCENARIO = make_scenario(FLOOD)
TSUNAMI_SCENARIO = make_scenario(
    TSUNAMI,
    targets=(DestinationKind.SAFE_AREA, DestinationKind.REFUGE_BUILDING),
    open_class=OpenClass.EARTHQUAKE,
    alerts_s={"warning": 180.0},
)
STAY_SCENARIO = make_scenario(
    HazardKind.EARTHQUAKE,
    phase=Phase.STAY,
    targets=(DestinationKind.SHELTER,),
    open_class=OpenClass.EARTHQUAKE,
    alerts_s={},
)


def exposure_of(places: pd.DataFrame, kinds: str = "", depth=(0.0, 0.0), **values: Any) -> pd.DataFrame:
    water = any(kind in kinds for kind in ("flood", "tsunami", "surge")) and depth != (0.0, 0.0)
    row = {
        "exposed": kinds != "",
        "water": water,
        "depth_m_min": depth[0],
        "depth_m_max": depth[1],
        "duration_h": np.nan,
        "arrival_time_s": np.inf,
        "in_collapse_zone": False,
        "kinds": kinds,
        **values,
    }
    frame = pd.DataFrame([row] * len(places), index=places.index).astype({"kinds": "str"})
    return PlaceExposure.check(frame)


def assess(scenario, kinds="", depth=(0.0, 0.0), overrides=None, exposure=None, measures=(), **columns):
    """One place under a scenario."""
    places = make_places([0], **{name: [value] for name, value in columns.items()})
    values = exposure or {}
    chosen = Settings().with_overrides(overrides or {})
    return assess_places(
        places, exposure_of(places, kinds, depth, **values), scenario, chosen, measures
    ).iloc[0]


def facts(row):
    return row["state"], row["suitability"], row["in_plan"], row["why_not"]


def test_a_dry_site_with_the_flag_is_usable():
    assert facts(assess(FLOOD_SCENARIO, flood=True)) == ("designated_outside", "usable", True, "")


def test_a_site_without_the_flag_costs_nothing_but_is_not_in_the_plan():
    row = assess(FLOOD_SCENARIO, earthquake=True)
    assert facts(row) == ("undesignated_outside", "usable", False, "no_flag")


def test_a_site_inside_the_area_without_the_flag_is_unusable():
    row = assess(FLOOD_SCENARIO, "flood", (0.5, 3.0), floors=4)
    assert facts(row) == ("undesignated_inside", "unusable", False, "no_flag")


def test_every_kind_that_reaches_a_place_must_be_flagged():
    scenario = make_scenario(FLOOD, HazardKind.INLAND_FLOOD)
    row = assess(scenario, "flood,inland_flood", (0.5, 1.0), floors=4, inland_flood=True)
    assert facts(row) == ("designated_inside", "unusable", False, "exposed_without_flag")
    # The flag of a kind that does not reach it is not asked for.
    assert assess(scenario, "inland_flood", (0.5, 1.0), floors=4, inland_flood=True)["in_plan"]


@pytest.mark.parametrize(
    ("depth_max", "floors", "suitability", "seats"),
    [
        # 3 m: water stands in storey ceil((3 − 0.5) / 3) = 1, refuge from floor 2: 3 of 4 floors
        # of 1,000 m² × 0.7 ÷ 2 = 350 seats: 262.5, down.
        (3.0, 4, "upper_floors", 262),
        # 5 m: storey 2, refuge from floor 3: 2 of 4: 175.
        (5.0, 4, "upper_floors", 175),
        (5.0, 3, "upper_floors", 116),
        (5.0, 2, "unusable", 0),
        (0.3, 1, "unusable", 0),
    ],
)
def test_in_water_only_the_floors_above_it_count(depth_max, floors, suitability, seats):
    row = assess(FLOOD_SCENARIO, "flood", (0.3, depth_max), floors=floors, flood=True, floor_area_m2=1000.0)
    assert (row["suitability"], row["capacity_persons"]) == (suitability, seats)
    assert row["in_plan"] == (suitability == "upper_floors")


def test_unknown_floors_in_water_are_to_be_confirmed_and_not_planned():
    row = assess(FLOOD_SCENARIO, "flood", (0.3, 3.0), flood=True, floor_area_m2=1000.0)
    assert facts(row) == ("designated_inside", "to_confirm", False, "floors_unknown")
    assert pd.isna(row["capacity_persons"])


def test_an_unknown_depth_is_to_be_confirmed():
    row = assess(FLOOD_SCENARIO, "flood", (0.3, np.inf), flood=True, floors=5)
    assert facts(row)[1:] == ("to_confirm", False, "depth_unknown")


def test_a_place_in_the_collapse_zone_is_unusable():
    row = assess(
        FLOOD_SCENARIO, "flood", (0.5, 3.0), floors=5, flood=True, exposure={"in_collapse_zone": True}
    )
    assert facts(row)[1:] == ("unusable", False, "collapse_zone")


def test_a_wooden_building_in_water_is_unusable():
    row = assess(FLOOD_SCENARIO, "flood", (0.3, 1.0), floors=3, flood=True, structure="木造")
    assert facts(row)[1:] == ("unusable", False, "wooden")


def test_landslide_sites_lie_outside_every_zone():
    scenario = make_scenario(HazardKind.LANDSLIDE)
    assert assess(scenario, "landslide", landslide=True)["why_not"] == "landslide_zone"
    assert assess(scenario, landslide=True)["in_plan"]


def test_surge_sites_lie_outside_the_area():
    scenario = make_scenario(SURGE)
    row = assess(scenario, "storm_surge", (0.5, 3.0), storm_surge=True, floors=8)
    assert facts(row) == ("designated_inside", "unusable", False, "inside_area")


def test_the_city_opens_the_places_of_the_class():
    # Fire is of the class of earthquakes: a place flagged for floods alone stays shut there.
    scenario = make_scenario(FLOOD, HazardKind.LARGE_FIRE, open_class=OpenClass.EARTHQUAKE)
    assert assess(scenario, flood=True)["why_not"] == "not_opened"
    assert assess(scenario, flood=True, large_fire=True)["in_plan"]


def test_a_site_opens_after_level_3_and_a_refuge_building_at_once():
    # 600 s, and 30 minutes until somebody has opened it.
    later = make_scenario(FLOOD, alerts_s={"level3": 600.0})
    assert assess(later, flood=True)["opens_at_s"] == 2400.0
    assert assess(TSUNAMI_SCENARIO, tsunami=True, refuge_building=True)["opens_at_s"] == 0.0


@pytest.mark.parametrize(
    ("depth_max", "floors", "suitability", "seats"),
    [
        # Depth to 1 m: storey 1, refuge two storeys above it: floor 3. 500 m² × 0.7 ÷ 1.0 = 350.
        (1.0, 3, "upper_floors", 350),
        (1.0, 2, "unusable", 0),
        # To 5 m: storey 2, refuge from floor 4: of the floors 3, 4, 5 two stay: 233.3, down.
        (5.0, 5, "upper_floors", 233),
        (5.0, 3, "unusable", 0),
    ],
)
def test_a_refuge_building_is_used_from_two_storeys_above_the_wave(depth_max, floors, suitability, seats):
    row = assess(
        TSUNAMI_SCENARIO, "tsunami", (0.3, depth_max), tsunami=True, refuge_building=True,
        floors=floors, refuge_area_m2=500.0,
    )  # fmt: skip
    assert (row["suitability"], row["capacity_persons"], row["destination_kind"]) == (
        suitability,
        seats,
        "refuge_building",
    )


def test_the_city_vouches_for_a_tsunami_building_whose_floors_are_unknown():
    row = assess(
        TSUNAMI_SCENARIO, "tsunami", (0.3, 1.0), tsunami=True, refuge_building=True, refuge_area_m2=100.0
    )
    assert facts(row) == ("designated_inside", "to_confirm", True, "")
    assert row["capacity_persons"] == 70
    # Without the flag nobody vouches.
    row = assess(TSUNAMI_SCENARIO, "tsunami", (0.3, 1.0), refuge_building=True)
    assert facts(row)[1:] == ("unusable", False, "not_a_target")


def test_stay_takes_shelters_at_the_standard_of_staying():
    # 1,000 m² × 0.7 ÷ 3.5 = 200.
    row = assess(STAY_SCENARIO, floor_area_m2=1000.0)
    assert facts(row) == ("designated_outside", "usable", True, "")
    assert (row["capacity_persons"], row["capacity_standard"], row["area_per_person_m2"]) == (
        200,
        "stay_area",
        3.5,
    )
    denser = assess(STAY_SCENARIO, overrides={"capacity.stay_area_m2": "1.65"}, floor_area_m2=1000.0)
    assert denser["capacity_persons"] == 424


def test_a_shelter_in_the_tsunami_area_is_not_for_staying():
    row = assess(STAY_SCENARIO, "tsunami", (0.3, 1.0), floors=8)
    assert facts(row) == ("designated_inside", "unusable", False, "inside_area")


@pytest.mark.parametrize(
    ("admission", "why_not"),
    [("unknown", "welfare_second_stage"), ("no", "welfare_second_stage"), ("yes", "")],
)
def test_welfare_shelters_come_second_unless_direct_admission_is_known(admission, why_not):
    row = assess(STAY_SCENARIO, shelter=False, welfare_shelter=True, direct_admission=admission)
    assert row["why_not"] == why_not
    # Whoever is taken in directly needs care; what is a shelter for everybody stays one.
    assert row["for_care"] == (admission == "yes")
    both = assess(STAY_SCENARIO, shelter=True, welfare_shelter=True, direct_admission=admission)
    assert (both["why_not"], both["for_care"]) == ("", False)
    escape = assess(FLOOD_SCENARIO, flood=True, welfare_shelter=True, direct_admission=admission)
    assert not escape["for_care"]


def test_phases_are_never_mixed():
    assert assess(STAY_SCENARIO, shelter=False, flood=True)["why_not"] == "not_a_target"
    assert assess(FLOOD_SCENARIO, emergency_site=False, flood=True)["why_not"] == "not_a_target"


@pytest.mark.parametrize(
    ("scenario", "columns", "seats", "standard"),
    [
        (FLOOD_SCENARIO, {"refuge_capacity_persons": 30, "floor_area_m2": 1000.0}, 30, "given"),
        (FLOOD_SCENARIO, {"floor_area_m2": 1000.0}, 350, "overnight_area"),
        (FLOOD_SCENARIO, {"official_capacity_persons": 44}, 44, "official"),
        (FLOOD_SCENARIO, {}, pd.NA, ""),
        # The seats of one phase are not those of the other.
        (FLOOD_SCENARIO, {"stay_capacity_persons": 30}, pd.NA, ""),
        (STAY_SCENARIO, {"refuge_capacity_persons": 30}, pd.NA, ""),
        (STAY_SCENARIO, {"stay_capacity_persons": 0}, 0, "given"),
    ],
)
def test_seats_are_given_computed_published_or_unknown(scenario, columns, seats, standard):
    row = assess(scenario, flood=True, **columns)
    assert row["capacity_standard"] == standard
    assert pd.isna(row["capacity_persons"]) if seats is pd.NA else row["capacity_persons"] == seats


def test_a_fire_refuge_is_open_ground():
    scenario = make_scenario(HazardKind.LARGE_FIRE, open_class=OpenClass.EARTHQUAKE)
    row = assess(scenario, large_fire=True, open_area_m2=1234.5, floor_area_m2=9.0)
    assert (row["capacity_persons"], row["capacity_standard"]) == (1234, "open_ground")


def test_a_place_that_the_settings_close_is_not_in_the_plan():
    row = assess(FLOOD_SCENARIO, measures=(PlaceOpened("P0000", is_open=False),), flood=True)
    assert facts(row) == ("designated_outside", "usable", False, "closed")


def test_a_place_that_the_scenario_does_not_open_can_be_opened_and_the_last_word_counts():
    # Designated for fire alone: in a flood nobody opens it.
    scenario = make_scenario(HazardKind.LARGE_FIRE)
    assert facts(assess(scenario, large_fire=True))[3] == "not_opened"
    opened, shut = PlaceOpened("P0000"), PlaceOpened("P0000", is_open=False)
    assert facts(assess(scenario, large_fire=True, measures=(shut, opened)))[2:] == (True, "")
    assert facts(assess(scenario, large_fire=True, measures=(opened, shut)))[2:] == (False, "closed")
    other = PlaceOpened("P0001")
    assert facts(assess(scenario, large_fire=True, measures=(other,)))[3] == "not_opened"


def test_only_the_places_that_are_named_are_open_and_what_is_none_keeps_its_reason():
    ours, other, none = OnlyPlaceOpened("P0000"), OnlyPlaceOpened("P0001"), OnlyPlaceOpened("")
    for only, expected in (((ours,), (True, "")), ((ours, other), (True, ""))):
        assert facts(assess(FLOOD_SCENARIO, measures=only, flood=True))[2:] == expected
    for only in (other, none):
        assert facts(assess(FLOOD_SCENARIO, measures=(only,), flood=True))[2:] == (False, "closed")
    # A measure of its own goes before.
    one_more = (other, PlaceOpened("P0000"))
    assert facts(assess(FLOOD_SCENARIO, measures=one_more, flood=True))[2:] == (True, "")
    shut = (ours, PlaceOpened("P0000", is_open=False))
    assert facts(assess(FLOOD_SCENARIO, measures=shut, flood=True))[2:] == (False, "closed")
    # Without the flag it is no destination whatever is opened, and says so.
    for only in (ours, other):
        assert facts(assess(FLOOD_SCENARIO, measures=(only,)))[2:] == facts(assess(FLOOD_SCENARIO))[2:]
    # What the scenario does not open is opened by being named, and stays not opened otherwise.
    fire = make_scenario(HazardKind.LARGE_FIRE)
    assert facts(assess(fire, large_fire=True, measures=(ours,)))[2:] == (True, "")
    assert facts(assess(fire, large_fire=True, measures=(other,)))[3] == "not_opened"


def test_seats_are_added_to_known_seats_and_unknown_ones_stay_unknown():
    added = (SeatsAdded("P0000", 30), SeatsAdded("P0000", 20), SeatsAdded("P0001", 7))
    row = assess(FLOOD_SCENARIO, flood=True, refuge_capacity_persons=100, measures=added)
    assert row["capacity_persons"] == 150
    assert pd.isna(assess(FLOOD_SCENARIO, flood=True, measures=added)["capacity_persons"])


@settings(deadline=None, max_examples=20)
@given(st.data())
def test_only_what_has_no_reason_against_it_is_in_the_plan(data):
    count = 4
    flag = st.lists(st.booleans(), min_size=count, max_size=count)
    names = ["emergency_site", "shelter", "refuge_building", "flood", "tsunami", "landslide"]
    floors = st.lists(st.none() | st.integers(1, 9), min_size=count, max_size=count)
    columns = {name: data.draw(flag) for name in names}
    places = make_places(range(count), **columns, floors=pd.array(data.draw(floors), dtype="Int64"))
    depth = data.draw(st.sampled_from([(0.0, 0.0), (0.3, 1.0), (3.0, 5.0), (5.0, np.inf)]))
    kinds = data.draw(st.sampled_from(["", "flood", "tsunami", "flood,landslide"]))
    scenario = data.draw(st.sampled_from([FLOOD_SCENARIO, TSUNAMI_SCENARIO, STAY_SCENARIO]))
    exposure = exposure_of(places, kinds, depth)
    table = assess_places(places, exposure, scenario, Settings())
    assert (table["in_plan"] == (table["why_not"] == "")).all()
    assert table.loc[table["in_plan"], "state"].str.startswith("designated").all()
    assert (table.loc[table["in_plan"], "destination_kind"] != "").all()
    assert not (table["in_plan"] & (table["suitability"] == "unusable")).any()
    assert table.equals(assess_places(places[::-1], exposure[::-1], scenario, Settings()))


FLAGGED = {"flood": True}


@each(
    ("scenario", "kinds", "depth", "columns", "standing"),
    [
        (FLOOD_SCENARIO, "", (0.0, 0.0), FLAGGED, "usable"),
        (FLOOD_SCENARIO, "flood", (0.5, 3.0), {**FLAGGED, "floors": 3}, "upper_floors"),
        (FLOOD_SCENARIO, "flood", (0.5, 3.0), {**FLAGGED, "floors": 1}, "unusable"),
        (FLOOD_SCENARIO, "flood", (0.5, 3.0), {**FLAGGED, "floors": None}, "to_confirm"),
        # Usable ground, but nobody may be sent there: no flag, no role, not opened, second stage.
        (FLOOD_SCENARIO, "", (0.0, 0.0), {}, "not_destination"),
        (FLOOD_SCENARIO, "", (0.0, 0.0), {**FLAGGED, "emergency_site": False}, "not_destination"),
        (TSUNAMI_SCENARIO, "", (0.0, 0.0), {"tsunami": False}, "not_destination"),
        (
            STAY_SCENARIO,
            "",
            (0.0, 0.0),
            {"shelter": False, "welfare_shelter": True},
            "not_destination",
        ),
        # Its ground would be ×, yet it is no destination at all.
        (FLOOD_SCENARIO, "flood", (0.5, 3.0), {"floors": 1}, "not_destination"),
        # The city vouches for a tsunami building of unknown floors: in the plan, and still 要確認.
        (TSUNAMI_SCENARIO, "tsunami", (0.5, 3.0), {"tsunami": True, "floors": None}, "to_confirm"),
    ],
)
def test_a_place_has_one_standing_and_no_more_than_a_destination_is_usable(
    scenario, kinds, depth, columns, standing
):
    row = assess(scenario, kinds, depth, **columns)
    assert row["standing"] == standing
    if standing in {"usable", "upper_floors"}:
        assert row["in_plan"]
    if standing in {"not_destination", "unusable"}:
        assert not row["in_plan"]


def test_a_place_that_a_measure_closes_is_no_destination():
    row = assess(FLOOD_SCENARIO, measures=(PlaceOpened("P0000", is_open=False),), flood=True)
    assert (row["standing"], row["why_not"]) == ("not_destination", "closed")


def test_a_place_that_the_city_does_not_open_is_no_destination():
    row = assess(make_scenario(FLOOD, open_class=OpenClass.EARTHQUAKE), flood=True)
    assert (row["standing"], row["why_not"]) == ("not_destination", "not_opened")
