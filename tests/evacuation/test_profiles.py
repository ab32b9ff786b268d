"""A third walking profile is a row more: no code knows how many there are."""

from dataclasses import replace

import pandas as pd

from domain.profiles import WalkingProfile
from evacuation.evacuate import evacuate
from tests.evacuation.conftest import Run

C = "M271411-C"
#: As slow as people who need help, and kept from steps.
WHEELS = WalkingProfile("wheelchair", 0.5, "level3", walks_steps=False)


def _with_wheels(inputs, profile: WalkingProfile = WHEELS):
    """Ten of the adults of C walk by the profile; street 103 on their way has steps."""
    row = inputs.demand[inputs.demand["block_id"] == C].iloc[[0]]
    other = row.assign(profile_id=profile.profile_id, persons=10).astype({"profile_id": "str"})
    demand = pd.concat([inputs.demand.assign(
        persons=inputs.demand["persons"].where(inputs.demand["block_id"] != C, 40)
    ), other], ignore_index=True).rename_axis("demand_id")  # fmt: skip
    streets = inputs.streets.assign(steps=inputs.streets.index == 103)
    return replace(inputs, demand=demand, streets=streets, profiles=(*inputs.profiles, profile))


def test_people_of_a_third_profile_walk_at_their_own_speed_on_their_own_streets(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    result = evacuate(_with_wheels(inputs))
    route = result.routes.query("block_id == @C and profile_id == 'wheelchair'").iloc[0]
    # No steps on 103: back 400 m of 102, 500 m bridge, 500 m and 500 m at 0.5 m/s.
    assert route["street_path"] == (102, 121, 112, 113)
    assert route["walk_time_s"] == 1900.0 / 0.5
    assert route["persons"] == 10
    adults = result.routes.query("block_id == @C and profile_id == 'general'").iloc[0]
    assert adults["street_path"] == (102, 103)
    assert {"general", "assisted", "wheelchair"} == set(result.margin["profile_id"])


def test_how_people_walk_does_not_say_who_has_the_seats_first(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    help_first = [profile.profile_id for profile in inputs.profiles if profile.first_to_seats]
    assert help_first == ["assisted"]
    slow = replace(WHEELS, first_to_seats=False)
    result = evacuate(_with_wheels(inputs, slow))
    again = evacuate(_with_wheels(inputs, replace(slow, first_to_seats=True)))
    # The seats of the building go to the same people, and only the count of helped people differs.
    assert result.loads["assigned_persons"].equals(again.loads["assigned_persons"])
    assert result.routes["walk_time_s"].equals(again.routes["walk_time_s"])


def test_a_profile_has_its_own_lead_before_the_wind(run_toy: Run) -> None:
    # Storm wind from 5,200 s on: C's wheelchairs leave at 600 s and walk 3,800 s, just in time with a
    # lead of 800 s and too late with one of 801 s.
    inputs, _ = run_toy("toy-tsunami-night")

    def outcomes(lead_s: float) -> set[str]:
        windy = _with_wheels(inputs, replace(WHEELS, wind_lead_s=lead_s))
        result = evacuate(replace(windy, passage=replace(windy.passage, storm_wind_s=5_200.0)))
        return set(result.assignment.query("profile_id == 'wheelchair'")["outcome"])

    assert outcomes(800.0) == {"safe_area"}
    assert outcomes(801.0) == {"too_late"}
