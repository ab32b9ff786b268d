"""Any choice of places is assigned as the plan of that choice assigns it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evacuation.openable import Openable
from evacuation.pairs import pair_up
from evacuation.placing import demand_options, place_people
from evacuation.search import search_routes
from tests.evacuation.conftest import Run

SOME_STAY = {"departure.direct_share": "0.5", "departure.after_task_share": "0.3"}


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_a_choice_of_places_goes_where_a_search_for_just_these_sends_it(run_toy: Run, scenario: str) -> None:
    inputs, _ = run_toy(scenario, SOME_STAY)
    openable = Openable.of(inputs, search_routes(inputs))
    # Who is paired is settled over all places that could be open.
    inputs = replace(inputs, demand=openable.demand)
    for code in range(2 ** len(inputs.destinations)):
        is_open = np.array([code >> i & 1 for i in range(len(inputs.destinations))], np.bool_)
        alone = replace(inputs, destinations=inputs.destinations.only(is_open))
        wanted = place_people(alone, search_routes(alone))
        flows = openable.assign(is_open)
        names = np.array([*inputs.destinations.destination_id, ""])[flows.destination].tolist()
        assert names == np.array([*alone.destinations.destination_id, ""])[wanted.destination].tolist()
        assert flows.persons.tolist() == wanted.persons.tolist()
        assert flows.row.tolist() == wanted.row.tolist()
        assert flows.totals == wanted.totals


def test_all_open_have_the_pairs_of_the_plan(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-flood")
    inputs, found = pair_up(inputs, search_routes(inputs))
    openable, plan = Openable.of(inputs, found), demand_options(inputs, found)
    assert (openable.demand["helpers"] > 0).any()
    options = openable.options(np.ones(len(inputs.destinations), np.bool_))
    for name in ("row", "destination", "ticks", "aside", "below"):
        assert getattr(options, name).tolist() == getattr(plan, name).tolist()


def test_safe_ground_is_open_whatever_is_chosen(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    openable = Openable.of(inputs, search_routes(inputs))
    limitless = inputs.destinations.capacity < 0
    assert limitless.any()
    assert openable.mask(frozenset()).tolist() == limitless.tolist()
    some = inputs.destinations.destination_id[int(np.flatnonzero(~limitless)[0])]
    assert openable.mask(frozenset({some, "elsewhere"})).sum() == limitless.sum() + 1


def test_other_seats_change_no_route_and_not_safe_ground(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    openable = Openable.of(inputs, search_routes(inputs))
    limited = inputs.destinations.capacity >= 0
    ids = pd.Index(inputs.destinations.destination_id)[limited]
    more = openable.with_seats(pd.Series(range(7, 7 + len(ids)), ids))
    assert more.destinations.capacity[limited].tolist() == list(range(7, 7 + len(ids)))
    assert (more.destinations.capacity[~limited] == -1).all()
    assert more.choices is openable.choices
    # A place without a seat is no safe ground that would be open whatever is chosen.
    none = openable.with_seats(pd.Series(0, ids))
    assert none.mask(frozenset()).tolist() == (~limited).tolist()
