"""Why people have no place, and who of them can still walk out of the area."""

from dataclasses import replace

import numpy as np

from evacuation.placing import place_people
from evacuation.search import search_routes
from evacuation.unserved import explain_unserved
from tests.evacuation.conftest import Run


def test_only_rows_with_people_without_a_place_are_explained(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    # No seat anywhere: whoever does not reach safe ground has no place.
    full = replace(inputs, targets=replace(inputs.targets, capacity=np.minimum(inputs.targets.capacity, 0)))
    found = search_routes(full)
    flows = place_people(full, found)
    explained = explain_unserved(full, found, flows)
    without = np.zeros(len(full.demand), bool)
    without[flows.row[flows.target < 0]] = True
    assert explained.cause.size == explained.way_out.size == len(full.demand)
    assert not explained.way_out[~without].any()


def test_in_a_stay_nobody_walks_out(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    stay = replace(inputs, safe_ground=None)
    found = search_routes(stay)
    assert not explain_unserved(stay, found, place_people(stay, found)).way_out.any()
