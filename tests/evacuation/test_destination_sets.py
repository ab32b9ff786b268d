"""Destinations that one search serves: alike in kind and in what they close."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.destination_sets import destination_sets, place_sets
from evacuation.destinations import Destinations

NETWORK = SimpleNamespace(place_node=np.array([0, -1, 7, 8]))
WALKERS = SimpleNamespace(
    profile=SimpleNamespace(first_to_seats=False),
    place_closed_for=np.array([-1, -1, 0, -1]),
    place_connector=np.array([50, 51, 52, 53]),
    place_release=np.array([1, 2, 3, 4]),
)


def shown(sets):
    return [
        (
            one.kind,
            one.closed_for,
            one.ends.nodes.tolist(),
            one.ends.ticks.tolist(),
            one.ends.release.tolist(),
        )
        for one in sets
    ]


def test_places_that_close_the_same_arcs_stand_together_and_those_off_the_network_are_left_out():
    assert shown(place_sets(NETWORK, WALKERS, np.array([0, 1, 2, 3]))) == [
        (None, -1, [0, 8], [50, 53], [1, 4]),
        (None, 0, [7], [52], [3]),
    ]
    assert shown(place_sets(NETWORK, WALKERS, np.array([1]))) == []


def test_kinds_are_searched_apart_and_safe_ground_from_its_own_nodes():
    site, safe = DestinationKind.EMERGENCY_SITE, DestinationKind.SAFE_AREA
    destinations = Destinations(
        destination_id=("safe_area", "P0", "P2"), kind=(safe, site, site), tier=np.array([0, 1, 1]),
        nodes=(np.array([1, 2]), np.array([0]), np.array([7])), place_row=np.array([-1, 0, 2]),
        capacity=np.array([-1, 9, 9]), district_id=("", "d", "d"), for_care=np.zeros(3, bool),
    )  # fmt: skip
    assert shown(destination_sets(NETWORK, WALKERS, destinations)) == [
        (site, -1, [0], [50], [1]),
        (site, 0, [7], [52], [3]),
        (safe, -1, [1, 2], [0, 0], [0, 0]),
    ]
    # A place for people who need care is none to the others.
    for_care = replace(destinations, for_care=np.array([False, True, False]))
    assert [kind for kind, *_ in shown(destination_sets(NETWORK, WALKERS, for_care))] == [site, safe]
    helped = SimpleNamespace(**{**vars(WALKERS), "profile": SimpleNamespace(first_to_seats=True)})
    assert shown(destination_sets(NETWORK, helped, for_care)) == shown(
        destination_sets(NETWORK, WALKERS, destinations)
    )
