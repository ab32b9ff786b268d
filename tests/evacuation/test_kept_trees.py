"""Trees are taken over where no arc of theirs changed, and nowhere else."""

from dataclasses import replace

import numpy as np

from evacuation.clock import CLOSED
from evacuation.kept_trees import KeptTrees, StillRight, still_right
from evacuation.reach import Again
from evacuation.search import search_routes
from planning.stage_inputs import stage_inputs
from tests.made import make_toy

INPUTS = stage_inputs(make_toy("toy-tsunami-night").case)
FOUND = search_routes(INPUTS, {"general": Again(ahead_ticks=600)})
KEPT = FOUND.reaches["general"].kept


def asked(kept: KeptTrees | None = KEPT, **changes: object) -> StillRight | None:
    on_network = replace(FOUND.on_network["general"], **changes)
    return still_right(kept, INPUTS.network, on_network, INPUTS.destinations, KEPT.access_node)


def closed_at(arc: int) -> np.ndarray:
    release = KEPT.on_network.release.copy()
    release[arc] = CLOSED
    return release


def used_by_latest(arc: int) -> list[bool]:
    tail = INPUTS.network.arc_tail()[arc]
    return [bool(one.turn[tail] == arc - INPUTS.network.arc_start[tail]) for one in KEPT.latest]


def test_nothing_changed_leaves_every_tree():
    still = asked()
    assert still.latest == KEPT.latest
    assert still.shortest == KEPT.shortest
    assert any(one is not None for one in still.shortest)


def test_only_trees_over_a_closed_arc_are_searched_for_anew():
    some = 0
    for arc in range(INPUTS.network.n_arcs):
        still, used = asked(release=closed_at(arc)), used_by_latest(arc)
        assert [one is None for one in still.latest] == used
        some += 0 < sum(used) < len(used)
    assert some > 0


def test_an_arc_that_opens_has_everything_searched_anew():
    closed = int(np.flatnonzero(KEPT.on_network.release > 0)[0])
    release = KEPT.on_network.release.copy()
    release[closed] = 0
    still = asked(release=release)
    assert set(still.latest) == set(still.shortest) == {None}
    assert still.gone_late.opened


def test_a_bar_counts_like_a_closing_and_its_end_like_an_opening():
    arc = next(one for one in range(INPUTS.network.n_arcs) if any(used_by_latest(one)))
    barred = KEPT.on_network.barred.copy()
    barred[arc] = True
    expected = [not KEPT.on_network.barred[arc] and one for one in used_by_latest(arc)]
    assert [one is None for one in asked(barred=barred).latest] == expected
    lifted = np.zeros_like(barred)
    assert KEPT.on_network.barred.any()
    assert asked(barred=lifted) is None


def test_a_place_that_is_reached_earlier_is_searched_for_anew():
    row = INPUTS.destinations.place_row
    i = int(np.flatnonzero(row >= 0)[0])
    release = KEPT.on_network.place_release.copy()
    release[row[i]] += 1
    found = asked(place_release=release).latest
    assert [one is None for one in found] == [one == i for one in range(len(found))]


def test_another_pace_or_an_earlier_start_takes_nothing_over():
    assert asked(None) is None
    assert asked(ticks=KEPT.on_network.ticks + 1) is None
    # People were expected up to 60 s, 600 ticks, earlier.
    earliest = KEPT.on_network.earliest_ticks
    assert asked(earliest_ticks=earliest - 600) is not None
    assert asked(earliest_ticks=earliest - 601) is None


def test_shortest_routes_are_known_only_from_where_they_were_of_use():
    still = asked()
    i = next(i for i, one in enumerate(KEPT.shortest) if one is not None)
    useful = KEPT.useful(i)
    assert still.shortest_from(i, useful) is KEPT.shortest[i]
    fewer = replace(KEPT, limit_cost=-(2**40))
    assert replace(still, kept=fewer).shortest_from(i, useful) is None
