"""The plan and its plain networkx version agree: two programs, one answer."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from domain.measures import split_overrides
from domain.vocabulary import SERVED_OUTCOMES, Outcome
from evacuation.clock import latest_departure_s
from evacuation.evacuate import evacuate
from planning.case import Case
from planning.stage_inputs import stage_inputs
from tests.toy_city import make_toy_bundle, toy_settings
from verification.networkx_plan import networkx_evacuate

SERVED = [*map(str, SERVED_OUTCOMES), str(Outcome.NOT_LEAVING)]
CASES = [
    ("toy-tsunami-night", {}),
    # Streets close before everybody has left: shortest and latest ways differ.
    ("toy-tsunami-night", {"departure.quake_direct_night_s": "1200"}),
    ("toy-tsunami-night", {"network.closed_crossings": "甲電鉄"}),
    ("toy-tsunami-night", {"departure.direct_share": "0.2", "departure.after_task_share": "0.5"}),
    ("toy-flood", {}),
    ("toy-quake", {}),
]


@pytest.mark.parametrize(("scenario_id", "overrides"), CASES)
def test_networkx_gives_the_same_cost_and_the_same_people_without_a_place(scenario_id, overrides) -> None:
    changed, measures = split_overrides(overrides)
    bundle, settings = make_toy_bundle(), toy_settings().with_overrides(changed)
    inputs = stage_inputs(Case.of(bundle, bundle.scenario(scenario_id), settings, measures=measures))
    ours = evacuate(inputs)
    # networkx sends people one by one: what bounds an assignment that keeps pairs whole.
    theirs = networkx_evacuate(replace(inputs, demand=ours.demand))
    assert theirs.cost == ours.bound_ticks
    rows = ours.assignment
    assert theirs.unserved_persons == ours.bound_totals.unserved
    assert ours.totals.unserved == rows.loc[~rows["outcome"].isin(SERVED), "persons"].sum()
    assert np.array_equal(latest_departure_s(theirs.latest_cost), ours.node_latest_departure_s)


def test_the_ways_of_networkx_are_paths_of_the_network() -> None:
    bundle = make_toy_bundle()
    inputs = stage_inputs(Case.of(bundle, bundle.scenario("toy-tsunami-night"), toy_settings()))
    network = inputs.network
    graph = network.graph()
    paths = networkx_evacuate(inputs).paths
    assert paths
    for path in paths:
        assert nx.is_path(graph, network.node_id[path].tolist())
