"""Who is a destination of a plan, and which places only explain why somebody has none."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from domain.profiles import walking_profiles
from domain.settings.settings import Settings
from domain.vocabulary import DestinationKind
from evacuation.destinations import SAFE_AREA_ID, choose_destinations

SITE, SHELTER, SAFE = DestinationKind.EMERGENCY_SITE, DestinationKind.SHELTER, DestinationKind.SAFE_AREA
IDS = pd.Index(["P0", "P1", "P2", "P3", "P4", "P5"], dtype="str", name="place_id")
PLACES = pd.DataFrame(
    {
        "district_id": ["d0", "d1", "d2", "d3", "d4", "d5"],
        "emergency_site": [True, True, True, True, False, False],
        "shelter": [False, False, False, False, True, False],
    },
    index=IDS,
)
#: P0 usable; P1 of unknown capacity; P2 not in the plan; P3 off the network; P4 a shelter; P5 nothing.
USABLE = pd.DataFrame(
    {
        "in_plan": [True, True, False, True, True, False],
        "for_care": [False, True, False, False, True, False],
        "capacity_persons": pd.array([50, None, 70, 80, 90, 10], dtype="Int64"),
        "destination_kind": [SITE.value, SITE.value, SITE.value, SITE.value, SHELTER.value, ""],
    },
    index=IDS,
)
NETWORK = SimpleNamespace(place_node=np.array([10, 11, 12, -1, 14, 15]))
NOWHERE, SOMEWHERE = np.zeros(20, bool), np.arange(20) > 16


def choose(*order, safe=NOWHERE):
    return choose_destinations(NETWORK, PLACES, USABLE, order, safe)


def test_places_of_the_plan_with_known_seats_on_the_network_are_destinations():
    destinations, _ = choose(SITE)
    assert (destinations.destination_id, destinations.district_id) == (("P0",), ("d0",))
    assert (destinations.capacity.tolist(), destinations.place_row.tolist()) == ([50], [0])
    assert [nodes.tolist() for nodes in destinations.nodes] == [[10]]
    assert len(destinations) == 1


def test_kinds_stand_in_the_order_of_the_scenario():
    destinations, _ = choose(SHELTER, SITE)
    assert destinations.destination_id == ("P0", "P4")
    assert destinations.kind == (SITE, SHELTER)
    assert destinations.tier.tolist() == [1, 0]
    # Each is entered at its own node, and at no other.
    assert [nodes.tolist() for nodes in destinations.nodes] == [[10], [14]]


def test_safe_ground_comes_first_and_has_no_limit():
    destinations, _ = choose(SITE, SAFE, safe=SOMEWHERE)
    assert destinations.destination_id == (SAFE_AREA_ID, "P0")
    assert destinations.capacity.tolist() == [-1, 50]
    assert destinations.place_row.tolist() == [-1, 0]
    assert destinations.tier.tolist() == [1, 0]
    assert destinations.nodes[0].tolist() == [17, 18, 19]
    assert destinations.district_id == ("", "d0")
    # Not where the scenario does not name it, and not where there is none.
    assert choose(SITE, safe=SOMEWHERE)[0].destination_id == ("P0",)
    assert choose(SITE, SAFE)[0].destination_id == ("P0",)


def test_other_places_explain_why_somebody_has_none():
    _, groups = choose(SITE)
    assert (groups.capacity_unknown.tolist(), groups.unknown_district) == ([1], ("d1",))
    assert groups.unknown_for_care.tolist() == [True]
    # Designated and not in the plan; one off the network, or without a designation, explains nothing.
    assert groups.unsuitable.tolist() == [2]
    # Where only shelters are wanted a site of unknown capacity explains nothing.
    assert choose(SHELTER)[1].capacity_unknown.tolist() == []


def test_a_shelter_that_is_not_in_the_plan_is_an_unsuitable_place_like_a_site():
    without = USABLE.assign(in_plan=[True, True, False, True, False, False])
    _, groups = choose_destinations(NETWORK, PLACES, without, (SITE, SHELTER), NOWHERE)
    assert groups.unsuitable.tolist() == [2, 4]


def test_a_place_for_care_is_open_to_those_who_come_first_to_seats_alone():
    general, assisted = walking_profiles(Settings())
    destinations, _ = choose(SITE, SHELTER, SAFE, safe=SOMEWHERE)
    assert destinations.destination_id == (SAFE_AREA_ID, "P0", "P4")
    assert destinations.open_to(general).tolist() == [True, True, False]
    assert destinations.open_to(assisted).tolist() == [True, True, True]
    assert destinations.only(np.array([False, False, True])).open_to(general).tolist() == [False]
