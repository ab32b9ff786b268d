"""What streets mean, against searching the whole network again without each of them."""

import numpy as np
import pytest
from hypothesis import given, settings

from evacuation.clock import UNREACHED
from evacuation.criticality import lost_without
from evacuation.robustness import people_of, reach
from tests.evacuation.conftest import toy_inputs
from tests.evacuation.random_city import cities

NOTHING = np.zeros(0, np.int64)


def searched_again(network, people, piece):
    """People cut off without a piece, and by how much the others walk longer: two whole searches."""
    before = reach(network, people, NOTHING)
    after = reach(network, people, np.array([piece, network.arc_reverse[piece]]))
    assert not (after.in_time & ~before.in_time).any()
    gone, still = before.in_time & ~after.in_time, after.in_time
    longer = np.maximum(after.walk - before.walk, 0)
    return int(people.persons[gone].sum()), int((people.persons * longer)[still].sum())


def compared(network, people):
    lost = lost_without(network, people, reach(network, people, NOTHING), NOTHING)
    for arc in range(network.n_arcs):
        if arc > network.arc_reverse[arc]:
            assert (lost.cut_off[arc], lost.ticks[arc]) == (0, 0)
        else:
            yield (int(lost.cut_off[arc]), int(lost.ticks[arc])), searched_again(network, people, arc)


@given(cities(timed=False))
@settings(max_examples=30, deadline=None)
def test_without_a_piece_people_lose_what_a_new_search_says(city) -> None:
    for found, wanted in compared(*city):
        assert found == wanted


@given(cities(timed=True))
@settings(max_examples=30, deadline=None)
def test_where_streets_close_in_time_the_same_people_are_cut_off(city) -> None:
    # Of several ways that leave equal time the search may keep another one, so that walks may differ.
    for found, wanted in compared(*city):
        assert found[0] == wanted[0]


def test_a_bridge_cuts_off_who_has_no_other_way_and_costs_the_others_a_detour() -> None:
    # In the toy city 40 people of B (4 slow) walk to the school at (600, 500): nothing but 112 leads there
    # from (500, 500) within 100 m; without it they go round by 121, 102 … to the school from the east.
    inputs = toy_inputs("toy-quake")
    general = people_of(inputs)[0]
    network = inputs.network
    reached = reach(network, general, NOTHING)
    lost = lost_without(network, general, reached, NOTHING)
    found = list(compared(network, general))
    assert [one for one, _ in found] == [other for _, other in found]
    assert (reached.walk[reached.in_time] < UNREACHED).all()
    assert lost.ticks.sum() > 0


def test_without_any_usable_place_no_street_means_anything() -> None:
    inputs = toy_inputs("toy-quake")
    general = people_of(inputs)[0]
    nobody = type(general)(
        general.on_network, (), general.rows, general.persons, np.zeros((0, general.persons.size), np.bool_)
    )
    reached = reach(inputs.network, nobody, NOTHING)
    lost = lost_without(inputs.network, nobody, reached, NOTHING)
    assert not lost.cut_off.any()
    assert not reached.in_time.any()
    assert pytest.approx(0) == lost.ticks.sum()
