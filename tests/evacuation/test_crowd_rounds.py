"""Assigned anew with the waits: the first round is the plan, the best is never worse."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evacuation.crowd_rounds import crowd_rounds, met_waits, moved_persons, rerouted_persons
from evacuation.crowding import crowd_of
from evacuation.profile_on_network import put_on_network
from evacuation.waits import Waits
from tests.evacuation.conftest import Run


@pytest.fixture(scope="module")
def narrow(run_toy: Run):
    """Return the tsunami in streets that let 0.12 persons/s through."""
    inputs, evacuation = run_toy("toy-tsunami-night")
    settings = inputs.settings.with_overrides({
        "crowding.street_flow": "0.3", "crowding.street_edges_m": "2", "crowding.least_width_m": "0.4",
    })  # fmt: skip
    streets = inputs.streets.assign(width_m=2.4)
    inputs = replace(inputs, settings=settings, streets=streets)
    return inputs, (evacuation.assignment, pd.DataFrame(evacuation.routes.drop(columns="geometry")))


def test_waits_met_are_means_of_those_who_pass(narrow):
    inputs, (_, routes) = narrow
    crowd = crowd_of(inputs, routes)
    met, passed = met_waits(inputs, crowd)
    assert passed.blocks.sum() == crowd.route.size
    total = sum((getattr(met, name) * getattr(passed, name)).sum() for name in ("arcs", "places", "blocks"))
    assert total == pytest.approx(crowd.walk.waited.sum())


def test_rounds_end_when_the_waits_are_those_expected_and_begin_with_the_plan(narrow):
    inputs, first = narrow
    told = []
    rounds = crowd_rounds(inputs, first, most=4, tolerance=1e-9, tell=told.append)
    # In round 2 everybody goes where he went, and waits where he is expected to.
    assert told == [1, 2]
    assert rounds[1].gap == pytest.approx(0.0, abs=1e-9)
    assert rounds[0].routes is first[1]
    # Round 1 expects no wait: its gap is its waiting over all walking and waiting.
    crowd = rounds[0].crowd
    waited = crowd.walk.waited.sum()
    assert rounds[0].gap == pytest.approx(waited / ((crowd.alone - crowd.leaves).sum() + waited))
    assert min(one.rank for one in rounds) <= rounds[0].rank
    # Nobody is lost from one round to the next: served or not, the people of the demand are the same.
    assert {int(one.assignment["persons"].sum()) for one in rounds} == {int(inputs.demand["persons"].sum())}
    # Nobody is too late because of queues: with any gap allowed the plan itself will do.
    assert not (crowd.missed & ~crowd.alone_missed).any()
    assert len(crowd_rounds(inputs, first, most=4, tolerance=1.0)) == 1


def test_a_second_round_leads_people_around_a_queue_and_the_best_round_is_better(run_toy: Run):
    inputs, evacuation = run_toy("toy-tsunami-night")
    first = evacuation.assignment, pd.DataFrame(evacuation.routes.drop(columns="geometry"))
    # Only street 103 is narrow: by 0.1 m × 0.3 persons/(m s) one goes on every 33 s, and 106 want it.
    settings = inputs.settings.with_overrides({
        "crowding.street_flow": "0.3", "crowding.street_edges_m": "2", "crowding.least_width_m": "0.1",
    })  # fmt: skip
    width = np.where(inputs.streets.index == 103, 0.5, 20.0)
    inputs = replace(inputs, settings=settings, streets=inputs.streets.assign(width_m=width))
    rounds = crowd_rounds(inputs, first, most=3, tolerance=1e-9)

    def over(street, one):
        return int(one.routes.loc[[street in path for path in one.routes["street_path"]], "persons"].sum())

    # All of them go over the bridge 121 in round 2; in round 3, with half of the waits, only 40 of A do.
    assert [over(103, one) for one in rounds] == [106, 0, 66]
    assert [over(121, one) for one in rounds] == [0, 106, 40]
    assert [rerouted_persons(first[1], one.routes) for one in rounds] == [0, 106, 40]
    assert rounds[2].rank < rounds[1].rank < rounds[0].rank


def test_who_goes_elsewhere_is_told_apart_from_who_goes_another_way():
    before = pd.DataFrame({
        "block_id": ["A", "A", "B"], "profile_id": "general", "destination_id": ["x", "y", "x"],
        "persons": [10, 5, 7], "street_path": [(1, 2), (3,), (4,)],
    })  # fmt: skip
    after = pd.DataFrame({
        "block_id": ["A", "A", "A", "B"], "profile_id": "general", "destination_id": ["x", "x", "y", "x"],
        "persons": [4, 3, 8, 7], "street_path": [(1, 2), (5,), (3,), (4,)],
    })  # fmt: skip
    # Three of A go to y now, three others another way to x.
    assert (moved_persons(before, after), rerouted_persons(before, after)) == (3, 3)
    assert (moved_persons(before, before), rerouted_persons(before, before)) == (0, 0)


def test_waits_count_as_walking_time_of_streets_doors_and_homes(narrow):
    inputs, _ = narrow
    network = inputs.network

    def placed(waits: Waits | None):
        passage = replace(inputs.passage, waits=waits)
        return put_on_network(
            network, inputs.streets, passage, inputs.profiles[0], inputs.day_time, inputs.settings
        )

    none, some = placed(None), Waits.none(network)
    assert (placed(some).ticks == none.ticks).all()
    longer = placed(Waits(some.arcs + 2.5, some.places + 7.0, some.blocks + 1.0))
    assert set(longer.ticks - none.ticks) == {3}
    assert set(longer.place_connector - none.place_connector) == {7}
    assert set(longer.block_connector - none.block_connector) == {1}


def test_everybody_leaves_at_a_time_of_his_own_in_each_round(narrow):
    inputs, first = narrow
    rounds = crowd_rounds(
        inputs, first, departures=lambda routes: np.full(routes["persons"].sum(), 605.0), most=2,
        tolerance=0,
    )  # fmt: skip
    assert len(rounds) == 2
    assert all(one.crowd.leaves.min() >= 6_050 for one in rounds)
