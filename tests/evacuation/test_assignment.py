"""Exact assignment against networkx and against the order of aims, on random small cases."""

import itertools

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.assignment import (
    Options,
    People,
    aim_weights,
    assign_people,
    keep_preferred,
    walking_cost,
)


def _people(persons, helped=None, block=None, zone=None) -> People:
    n = len(persons)
    helped = np.zeros(n, np.bool_) if helped is None else np.array(helped)
    return People(
        persons=np.array(persons, np.int64),
        block=np.arange(n) if block is None else np.array(block, np.int64),
        needs_help=helped,
        special_zone=np.zeros(n, np.bool_) if zone is None else np.array(zone),
        rank=(~helped).astype(np.int64),
    )


@st.composite
def cases(draw):
    rows, targets = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    persons = draw(st.lists(st.integers(1, 3), min_size=rows, max_size=rows))
    capacity = np.array(draw(st.lists(st.integers(-1, 4), min_size=targets, max_size=targets)), np.int64)
    flags = st.lists(st.booleans(), min_size=rows, max_size=rows)
    # Rows of one block stand together; so do numbers of blocks, without a gap.
    block = np.cumsum([0, *(draw(st.booleans()) for _ in range(rows - 1))])
    people = _people(persons, draw(flags), block, draw(flags))
    pairs = [p for p in itertools.product(range(rows), range(targets)) if draw(st.booleans())]
    ticks = [draw(st.integers(0, 50)) for _ in pairs]
    # A place lies in the district of a block or not, whoever of it walks.
    away = {(b, t): draw(st.integers(0, 1)) for b in set(block.tolist()) for t in range(targets)}
    aside = [away[int(block[r]), t] for r, t in pairs]
    row, target = (np.array([p[i] for p in pairs], np.int64) for i in (0, 1))
    return people, capacity, Options(row, target, np.array(ticks, np.int64), np.array(aside, np.int64))


def _pace(people, options, n_targets):
    """Walking time of each pair as aim 4 counts it, worked out one pair after the other."""
    pairs = list(zip(options.row.tolist(), options.target.tolist(), options.ticks.tolist(), strict=True))
    pace = {}
    for r, t, own in pairs:
        rows = np.flatnonzero(people.block == people.block[r]).tolist()
        alike = [(q, w) for q, s, w in pairs if s == t and q in rows]
        total = sum(int(people.persons[q]) for q, _ in alike)
        mean = sum(int(people.persons[q]) * w for q, w in alike) / total
        pace[r, t] = round(mean) if len(alike) == len(rows) > 1 else own
    return pace


def _by_networkx(people, capacity, options):
    weights = aim_weights(people, options, capacity.size)
    stay_cost, pace = weights.stay_cost(people), _pace(people, options, capacity.size)
    graph = nx.DiGraph()
    total = int(people.persons.sum())
    graph.add_node("sink", demand=total)
    for r, p in enumerate(people.persons):
        graph.add_node(("row", r), demand=-int(p))
        graph.add_edge(("row", r), "sink", weight=int(stay_cost[r]))
    for t, c in enumerate(capacity):
        graph.add_edge(("target", t), "sink", weight=0, capacity=total if c < 0 else int(c))
    for r, t, a in zip(options.row, options.target, options.aside, strict=True):
        graph.add_edge(("row", r), ("target", t), weight=int(pace[r, t] + a * weights.aside))
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
@given(cases(), st.sampled_from([None, 1, 2, 3]))
def test_cost_equals_networkx_whatever_the_solver_sees_first(case, first) -> None:
    people, capacity, options = case
    flows = assign_people(people, capacity, options, first_choices=first)
    assert flows.cost == _by_networkx(people, capacity, options)
    # And that is what the people cost who are told where to go.
    weights, pace = aim_weights(people, options, capacity.size), _pace(people, options, capacity.size)
    aside = dict(zip(zip(options.row, options.target, strict=True), options.aside, strict=True))
    stay = weights.stay_cost(people)
    assert flows.cost == sum(
        int(p) * int(stay[r] if t < 0 else pace[r, t] + aside[r, t] * weights.aside)
        for r, t, p in zip(flows.row, flows.target, flows.persons, strict=True)
    )


@settings(deadline=None, max_examples=60)
@given(cases())
def test_aims_are_kept_in_their_order(case) -> None:
    people, capacity, options = case
    flows = assign_people(people, capacity, options)
    pace = _pace(people, options, capacity.size)
    aside = {(r, t): int(a) for r, t, a in zip(options.row, options.target, options.aside, strict=True)}

    def aims(picked):
        """What the aims look at, in their order (smaller is better)."""
        lost = [picks.count(-1) for picks in picked]
        used = [(r, t) for r, picks in enumerate(picked) for t in picks if t >= 0]
        return (
            sum(lost),
            sum(n for r, n in enumerate(lost) if people.needs_help[r]),
            sum(n for r, n in enumerate(lost) if people.special_zone[r]),
            sum(aside[pair] for pair in used),
            sum(pace[pair] for pair in used),
        )

    ours = [[] for _ in people.persons]
    for r, t, p in zip(flows.row, flows.target, flows.persons, strict=True):
        ours[r] += [int(t)] * int(p)
    assert aims(ours) == min(map(aims, _every_assignment(people.persons, capacity, options)))


@settings(deadline=None)
@given(cases())
def test_everybody_is_counted_once_and_capacity_is_never_exceeded(case) -> None:
    people, capacity, options = case
    flows = assign_people(people, capacity, options)
    persons = people.persons
    assert np.bincount(flows.row, flows.persons, minlength=persons.size).tolist() == persons.tolist()
    for t, c in enumerate(capacity):
        assert c < 0 or flows.persons[flows.target == t].sum() <= c


def test_people_of_a_special_zone_come_before_others_but_after_who_needs_help() -> None:
    # One seat after the other: who is left last?
    one_place = Options(np.arange(3), np.zeros(3, np.int64), np.array([1, 50, 50]), np.zeros(3, np.int64))
    people = _people([1, 1, 1], [False, False, True], zone=[False, True, False])
    for seats, served in ((1, [2]), (2, [1, 2]), (3, [0, 1, 2])):
        flows = assign_people(people, np.array([seats]), one_place)
        assert flows.row[flows.target >= 0].tolist() == served


def test_a_block_is_divided_by_seats_only() -> None:
    # Two blocks of a general row (4 people) and one of people who need help (2), two places of 6
    # seats. Alone, those who need help of both blocks would find the first place nearer by far.
    options = Options(
        np.repeat(np.arange(4), 2), np.tile([0, 1], 4),
        np.array([10, 20, 10, 90, 10, 11, 10, 80]), np.zeros(8, np.int64),
    )  # fmt: skip
    people = _people([4, 2, 4, 2], [False, True, False, True], [0, 0, 1, 1])
    flows = assign_people(people, np.array([6, 6]), options)
    # Means: block 0 is 10 against (4·20 + 2·90)/6 = 43 ticks, block 1 10 against (4·11 + 2·80)/6 = 34.
    targets = {b: set(flows.target[people.block[flows.row] == b].tolist()) for b in (0, 1)}
    assert targets == {0: {0}, 1: {1}}


def test_in_a_divided_block_who_needs_help_has_the_nearer_place() -> None:
    # 6 people, 2 of them need help; the near place (5 ticks) has 3 seats, the far one 3.
    options = Options(
        np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([5, 9, 5, 9]), np.zeros(4, int)
    )
    people = _people([4, 2], [False, True], [0, 0])
    flows = assign_people(people, np.array([3, 3]), options)
    by_pair = dict(
        zip(zip(flows.row.tolist(), flows.target.tolist(), strict=True), flows.persons, strict=True)
    )
    assert by_pair == {(0, 0): 1, (0, 1): 3, (1, 0): 2}


def test_walking_cost_is_that_of_the_pair() -> None:
    options = Options(np.array([0, 1]), np.array([1, 0]), np.array([7, 9]), np.array([0, 0]))
    flows = assign_people(_people([2, 2]), np.array([1, 2]), options)
    ticks = walking_cost(flows, options, 2)
    # Row 0 walks 7 ticks to target 1; row 1 has one seat of target 0 at 9 ticks; one is left.
    assert np.isnan(ticks[flows.target < 0]).all()
    assert sorted(ticks[flows.target >= 0].tolist()) == [7.0, 9.0]


def test_later_tiers_are_only_for_who_cannot_reach_a_limitless_one() -> None:
    feasible = np.array([[True, False], [True, True]])
    kept = keep_preferred(feasible, np.array([0, 1]), np.array([-1, 5]))
    assert kept.tolist() == [[True, False], [False, True]]


def test_handing_out_may_use_a_pair_that_the_solver_never_saw() -> None:
    # One block: the general row sees the full place 0 and place 1 first, the other row 1 and 2.
    row, target = np.array([0, 0, 0, 1, 1]), np.array([0, 1, 2, 1, 2])
    options = Options(row, target, np.array([1, 5, 9, 5, 9]), np.zeros(5, np.int64))
    people = _people([1, 1], [False, True], [0, 0])
    flows = assign_people(people, np.array([0, 1, 1]), options, first_choices=2)
    # Who needs help has the nearer place 1, the other place 2.
    assert list(zip(flows.row, flows.target, flows.persons, strict=True)) == [(0, 2, 1), (1, 1, 1)]
