"""Arcs that people can still walk, by the closings of the toy city; drawing in ``toy_city.build``."""

import numpy as np
import pytest

from evacuation.clock import UNREACHED, departure_ticks
from evacuation.passable import Starts, passable_arcs, safety_sets
from evacuation.search import place_profiles
from evacuation.second_choice import usable_arcs
from tests.evacuation.conftest import toy_inputs

INPUTS = toy_inputs("toy-tsunami-night")
ON = place_profiles(INPUTS)["general"]
BLOCKS = list(INPUTS.blocks.index)


def found(block: str, leave_s: float):
    row = BLOCKS.index(block)
    network = INPUTS.network
    leave = departure_ticks(np.array([leave_s])) + ON.block_connector[row]
    sets = safety_sets(network, ON, INPUTS.destinations, INPUTS.safe_ground)
    return passable_arcs(network, ON, usable_arcs(INPUTS, ON), sets, Starts(network.block_node[[row]], leave))


def streets(passable) -> set[int]:
    network = INPUTS.network
    return set(network.street_id[network.arc_street[np.flatnonzero(passable.arcs)]].tolist())


def test_all_streets_on_the_way_count_while_they_are_open():
    # Block A (100, 0) leaves at 600 s: 300 s later it is out of the part that is wet at 1,900 s.
    assert {101, 102, 103} <= streets(found("M271411-A", 600.0))


def test_a_street_that_closes_before_they_are_through_does_not_count():
    # Street 101 (x 0 to 500) closes at 1,900 s; from x = 100 the walk to its end takes 400 s.
    in_time, late = found("M271411-A", 1_500.0), found("M271411-A", 1_500.2)
    assert 102 in streets(in_time)
    assert 102 not in streets(late)


def test_who_starts_in_safety_is_safe_and_what_nobody_reaches_is_not():
    network = INPUTS.network
    passable = found("M271420-D", 600.0)
    assert passable.safe[network.block_node[BLOCKS.index("M271420-D")]]
    pier = np.isin(network.node_id, [21, 22])
    assert (passable.reached_ticks[pier] == UNREACHED).all()
    assert not passable.safe[pier].any()


@pytest.mark.parametrize(("later", "soonest"), [(0, 0), (500, 0)])
def test_of_several_people_the_first_to_be_there_counts(later, soonest):
    network, row = INPUTS.network, [BLOCKS.index(one) for one in ("M271411-A", "M271411-C")]
    sets = safety_sets(network, ON, INPUTS.destinations, INPUTS.safe_ground)
    starts = Starts(network.block_node[row], np.array([6_000, 6_000 + later]))
    reached = passable_arcs(network, ON, usable_arcs(INPUTS, ON), sets, starts).reached_ticks
    assert reached[network.block_node[row]].tolist() == [soonest, later]


def test_a_place_that_is_closed_from_the_start_is_no_safety():
    sets = safety_sets(INPUTS.network, ON, INPUTS.destinations, None)
    assert all((one.end_cost < UNREACHED).all() for one in sets)
    shut = type(ON)(**{**{name: getattr(ON, name) for name in ON.__dataclass_fields__},
                       "place_release": np.full(ON.place_release.size, 1 << 42)})  # fmt: skip
    places = [one for one in safety_sets(INPUTS.network, shut, INPUTS.destinations, None) if one.nodes.size]
    assert any((one.end_cost == UNREACHED).any() for one in places)
