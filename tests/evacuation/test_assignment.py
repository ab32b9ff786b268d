"""Exact assignment against networkx and against the order of aims, on random small cases."""

import itertools

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.assignment import Options, aim_weights, assign_people, keep_preferred, walking_cost


@st.composite
def cases(draw):
    rows, targets = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    persons = np.array(draw(st.lists(st.integers(1, 3), min_size=rows, max_size=rows)), np.int64)
    capacity = np.array(draw(st.lists(st.integers(-1, 4), min_size=targets, max_size=targets)), np.int64)
    helped = np.array(draw(st.lists(st.booleans(), min_size=rows, max_size=rows)))
    pairs = [p for p in itertools.product(range(rows), range(targets)) if draw(st.booleans())]
    ticks = [draw(st.integers(0, 50)) for _ in pairs]
    aside = [draw(st.integers(0, 1)) for _ in pairs]
    row, target = (np.array([p[i] for p in pairs], np.int64) for i in (0, 1))
    return (
        persons,
        helped,
        capacity,
        Options(row, target, np.array(ticks, np.int64), np.array(aside, np.int64)),
    )


def _aims(flows, persons, helped, options, n_targets):
    """What the four aims look at, in their order (smaller is better)."""
    served = flows.target >= 0
    lost = int(flows.persons[~served].sum())
    lost_help = int(flows.persons[~served & helped[flows.row]].sum())
    key = {(r, t): i for i, (r, t) in enumerate(zip(options.row, options.target, strict=True))}
    aside = walk = 0
    for r, t, p in zip(flows.row, flows.target, flows.persons, strict=True):
        if t >= 0:
            aside += int(options.aside[key[r, t]]) * int(p)
            walk += int(options.ticks[key[r, t]]) * int(p)
    return lost, lost_help, aside, walk


def _by_networkx(persons, helped, capacity, options):
    weights = aim_weights(options, capacity.size)
    graph = nx.DiGraph()
    total = int(persons.sum())
    graph.add_node("sink", demand=total)
    for r, p in enumerate(persons):
        graph.add_node(("row", r), demand=-int(p))
        extra = weights.help_first if helped[r] else 0
        graph.add_edge(("row", r), "sink", weight=weights.unserved + extra)
    for t, c in enumerate(capacity):
        graph.add_edge(("target", t), "sink", weight=0, capacity=total if c < 0 else int(c))
    for r, t, w, a in zip(options.row, options.target, options.ticks, options.aside, strict=True):
        graph.add_edge(("row", r), ("target", t), weight=int(w + a * weights.aside))
    return nx.min_cost_flow_cost(graph)


def _every_assignment(persons, capacity, options):
    """Every way to give each person an allowed target or none, as flows per (row, target)."""
    choices = []
    for r, p in enumerate(persons):
        allowed = [-1, *options.target[options.row == r].tolist()]
        choices.append(list(itertools.combinations_with_replacement(allowed, int(p))))
    for picked in itertools.product(*choices):
        used = np.zeros(capacity.size, np.int64)
        for t in itertools.chain(*picked):
            if t >= 0:
                used[t] += 1
        if ((used <= capacity) | (capacity < 0)).all():
            yield picked


@settings(deadline=None, max_examples=80)
@given(cases(), st.integers(1, 3))
def test_cost_equals_networkx_whatever_the_solver_sees_first(case, first) -> None:
    persons, helped, capacity, options = case
    flows = assign_people(persons, helped, capacity, options, first_choices=first)
    assert flows.cost == _by_networkx(persons, helped, capacity, options)


@settings(deadline=None, max_examples=60)
@given(cases())
def test_aims_are_kept_in_their_order(case) -> None:
    persons, helped, capacity, options = case
    flows = assign_people(persons, helped, capacity, options)
    ours = _aims(flows, persons, helped, options, capacity.size)
    key = {(r, t): i for i, (r, t) in enumerate(zip(options.row, options.target, strict=True))}
    best = min(
        (
            sum(picks.count(-1) for picks in picked),
            sum(picks.count(-1) for r, picks in enumerate(picked) if helped[r]),
            sum(int(options.aside[key[r, t]]) for r, picks in enumerate(picked) for t in picks if t >= 0),
            sum(int(options.ticks[key[r, t]]) for r, picks in enumerate(picked) for t in picks if t >= 0),
        )
        for picked in _every_assignment(persons, capacity, options)
    )
    assert ours == best


@settings(deadline=None)
@given(cases())
def test_everybody_is_counted_once_and_capacity_is_never_exceeded(case) -> None:
    persons, helped, capacity, options = case
    flows = assign_people(persons, helped, capacity, options)
    assert np.bincount(flows.row, flows.persons, minlength=persons.size).tolist() == persons.tolist()
    for t, c in enumerate(capacity):
        assert c < 0 or flows.persons[flows.target == t].sum() <= c


def test_walking_cost_is_that_of_the_pair() -> None:
    options = Options(np.array([0, 1]), np.array([1, 0]), np.array([7, 9]), np.array([0, 0]))
    flows = assign_people(np.array([2, 2]), np.array([False, False]), np.array([1, 2]), options)
    ticks = walking_cost(flows, options, 2)
    # Row 0 walks 7 ticks to target 1; row 1 has one seat of target 0 at 9 ticks; one is left.
    assert np.isnan(ticks[flows.target < 0]).all()
    assert sorted(ticks[flows.target >= 0].tolist()) == [7.0, 9.0]


def test_later_tiers_are_only_for_who_cannot_reach_a_limitless_one() -> None:
    feasible = np.array([[True, False], [True, True]])
    kept = keep_preferred(feasible, np.array([0, 1]), np.array([-1, 5]))
    assert kept.tolist() == [[True, False], [False, True]]
