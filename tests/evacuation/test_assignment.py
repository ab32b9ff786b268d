"""Exact assignment against networkx and against the order of aims, on random small cases."""

import itertools

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.aims import Options, People, aim_weights
from evacuation.assignment import assign_people, keep_preferred


def _people(persons, helped=None, group=None, zone=None, in_pairs=None, leaving=None) -> People:
    n = len(persons)
    helped = np.zeros(n, np.bool_) if helped is None else np.array(helped)
    return People(
        persons=np.array(persons, np.int64),
        group=np.arange(n) if group is None else np.array(group, np.int64),
        needs_help=helped,
        special_zone=np.zeros(n, np.bool_) if zone is None else np.array(zone),
        rank=(~helped).astype(np.int64),
        in_pairs=np.zeros(n, np.bool_) if in_pairs is None else np.array(in_pairs),
        leaving=np.ones(n, np.bool_) if leaving is None else np.array(leaving),
    )


def _options(row, destination, ticks, aside=None, below=None) -> Options:
    none = np.zeros(len(row), np.int64)
    return Options(
        np.asarray(row), np.asarray(destination), np.asarray(ticks),
        none if aside is None else np.asarray(aside), none if below is None else np.asarray(below),
    )  # fmt: skip


@st.composite
def cases(draw):
    rows, destinations = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    persons = draw(st.lists(st.integers(1, 3), min_size=rows, max_size=rows))
    capacity = np.array(
        draw(st.lists(st.integers(-1, 4), min_size=destinations, max_size=destinations)), np.int64
    )
    flags = st.lists(st.booleans(), min_size=rows, max_size=rows)
    # Rows of one group stand together; so do numbers of groups, without a gap.
    group = np.cumsum([0, *(draw(st.booleans()) for _ in range(rows - 1))])
    leaving = draw(flags)
    people = _people(persons, draw(flags), group, draw(flags), leaving=leaving)
    pairs = [p for p in itertools.product(range(rows), range(destinations)) if draw(st.booleans())]
    ticks = [draw(st.integers(0, 50)) for _ in pairs]
    # Half the time the rows of a group walk alike, as those of one walking profile do.
    if draw(st.booleans()):
        same = {(g, t): draw(st.integers(0, 9)) for g in set(group.tolist()) for t in range(destinations)}
        ticks = [same[int(group[r]), t] for r, t in pairs]
    # A place lies in the district of a block or not, whoever of it walks.
    away = {(g, t): draw(st.integers(0, 2)) for g in set(group.tolist()) for t in range(destinations)}
    aside = [away[int(group[r]), t] for r, t in pairs]
    below = [draw(st.integers(0, 1)) for _ in pairs]
    row, destination = (np.array([p[i] for p in pairs], np.int64) for i in (0, 1))
    options = Options(row, destination, *(np.array(one, np.int64) for one in (ticks, aside, below)))
    return people, capacity, options, draw(st.booleans())


def _counted(people, options, minutes_decide):
    """Walking time of each pair as the aims count it, worked out one pair after the other."""
    pairs = list(zip(options.row, options.destination, options.ticks, options.below, strict=True))
    counted = {}
    for r, t, own, _ in pairs:
        rows = np.flatnonzero(people.group == people.group[r]).tolist()
        alike = [(q, w, b) for q, s, w, b in pairs if s == t and q in rows]
        total = sum(int(people.persons[q]) for q, _, _ in alike)
        mean = sum(int(people.persons[q]) * int(w) for q, w, _ in alike) / total
        whole = len(alike) == len(rows) > 1 and len({int(b) for _, _, b in alike}) == 1
        counted[int(r), int(t)] = round(mean) if whole and not minutes_decide else int(own)
    return counted


def _by_networkx(people, capacity, options, minutes_decide):
    weights = aim_weights(people, options, capacity.size, minutes_decide=minutes_decide)
    unassigned, counted = weights.unassigned_cost(people), _counted(people, options, minutes_decide)
    graph = nx.DiGraph()
    total = int(people.persons.sum())
    graph.add_node("sink", demand=total)
    for r, p in enumerate(people.persons):
        graph.add_node(("row", r), demand=-int(p))
        graph.add_edge(("row", r), "sink", weight=int(unassigned[r]))
    for t, c in enumerate(capacity):
        graph.add_edge(("destination", t), "sink", weight=0, capacity=total if c < 0 else int(c))
    for r, t, a, b in zip(options.row, options.destination, options.aside, options.below, strict=True):
        weight = counted[r, t] * weights.ticks + int(a) * weights.aside + int(b) * weights.below
        graph.add_edge(("row", r), ("destination", t), weight=weight)
    return nx.min_cost_flow_cost(graph)


def _every_assignment(persons, capacity, options):
    """Every way to give each person an allowed destination or none, as flows per (row, destination)."""
    choices = []
    for r, p in enumerate(persons):
        allowed = [-1, *options.destination[options.row == r].tolist()]
        choices.append(list(itertools.combinations_with_replacement(allowed, int(p))))
    for picked in itertools.product(*choices):
        used = np.zeros(capacity.size, np.int64)
        for t in itertools.chain(*picked):
            if t >= 0:
                used[t] += 1
        if ((used <= capacity) | (capacity < 0)).all():
            yield picked


@settings(deadline=None, max_examples=100)
@given(cases())
def test_cost_equals_networkx(case) -> None:
    people, capacity, options, minutes_decide = case
    flows = assign_people(people, capacity, options, minutes_decide=minutes_decide)
    assert flows.cost == _by_networkx(people, capacity, options, minutes_decide)


def _aims(case, picked):
    """What the aims look at, in their order (smaller is better): destinations of each person by row."""
    people, _, options, minutes_decide = case
    counted = _counted(people, options, minutes_decide)
    pairs = list(zip(options.row.tolist(), options.destination.tolist(), strict=True))
    aside = dict(zip(pairs, options.aside.tolist(), strict=True))
    below = dict(zip(pairs, options.below.tolist(), strict=True))
    lost = [picks.count(-1) for picks in picked]
    used = [(r, t) for r, picks in enumerate(picked) for t in picks if t >= 0]
    away, walked = sum(aside[pair] for pair in used), sum(counted[pair] for pair in used)
    return (
        sum(lost),
        sum(n for r, n in enumerate(lost) if people.needs_help[r]),
        sum(n for r, n in enumerate(lost) if people.special_zone[r]),
        sum(below[pair] for pair in used),
        *((walked, away) if minutes_decide else (away, walked)),
        sum(n for r, n in enumerate(lost) if people.leaving[r]),
    )


def _picked(people, flows):
    ours = [[] for _ in people.persons]
    for r, t, p in zip(flows.row, flows.destination, flows.persons, strict=True):
        ours[r] += [int(t)] * int(p)
    return ours


@settings(deadline=None, max_examples=150)
@given(cases(), st.sampled_from([0, 1 << 58]))
def test_aims_are_kept_in_their_order(case, largest_cost) -> None:
    # With 0 as the largest cost the aims are solved in two stages, else with one set of weights.
    people, capacity, options, minutes_decide = case
    flows = assign_people(people, capacity, options, minutes_decide=minutes_decide, largest_cost=largest_cost)
    best = min(_aims(case, picked) for picked in _every_assignment(people.persons, capacity, options))
    assert _aims(case, _picked(people, flows)) == best
    totals = flows.totals
    said = (totals.unserved, totals.help_unserved, totals.zone_unserved, totals.below)
    rest = (totals.ticks, totals.aside) if minutes_decide else (totals.aside, totals.ticks)
    assert (*said, *rest, totals.leaving_unserved) == best
    # In two stages too the prices prove it.
    assert (flows.certificate.gap, flows.certificate.cost) == (0, flows.cost)
    assert flows.bound_totals == totals


@settings(deadline=None)
@given(cases())
def test_everybody_is_counted_once_and_capacity_is_never_exceeded(case) -> None:
    people, capacity, options, minutes_decide = case
    flows = assign_people(people, capacity, options, minutes_decide=minutes_decide)
    persons = people.persons
    assert np.bincount(flows.row, flows.persons, minlength=persons.size).tolist() == persons.tolist()
    for t, c in enumerate(capacity):
        assert c < 0 or flows.persons[flows.destination == t].sum() <= c


def test_people_of_a_special_zone_come_before_others_but_after_who_needs_help() -> None:
    # One seat after the other: who is left last?
    one_place = _options(np.arange(3), np.zeros(3, np.int64), [1, 50, 50])
    people = _people([1, 1, 1], [False, False, True], zone=[False, True, False])
    for seats, served in ((1, [2]), (2, [1, 2]), (3, [0, 1, 2])):
        flows = assign_people(people, np.array([seats]), one_place, minutes_decide=False)
        assert flows.row[flows.destination >= 0].tolist() == served


def test_a_block_is_divided_by_seats_only() -> None:
    # Two blocks of a general row (4 people) and one of people who need help (2), two places of 6
    # seats. Alone, those who need help of both blocks would find the first place nearer by far.
    options = _options(np.repeat(np.arange(4), 2), np.tile([0, 1], 4), [10, 20, 10, 90, 10, 11, 10, 80])
    people = _people([4, 2, 4, 2], [False, True, False, True], [0, 0, 1, 1])
    flows = assign_people(people, np.array([6, 6]), options, minutes_decide=False)
    # Means: block 0 is 10 against (4·20 + 2·90)/6 = 43 ticks, block 1 10 against (4·11 + 2·80)/6 = 34.
    destinations = {b: set(flows.destination[people.group[flows.row] == b].tolist()) for b in (0, 1)}
    assert destinations == {0: {0}, 1: {1}}


def test_in_a_divided_block_who_needs_help_has_the_nearer_place() -> None:
    # 6 people, 2 of them need help; the near place (5 ticks) has 3 seats, the far one 3.
    options = _options([0, 0, 1, 1], [0, 1, 0, 1], [5, 9, 5, 9])
    people = _people([4, 2], [False, True], [0, 0])
    flows = assign_people(people, np.array([3, 3]), options, minutes_decide=False)
    by_pair = dict(
        zip(zip(flows.row.tolist(), flows.destination.tolist(), strict=True), flows.persons, strict=True)
    )
    assert by_pair == {(0, 0): 1, (0, 1): 3, (1, 0): 2}


def test_later_tiers_are_only_for_who_cannot_reach_a_limitless_one() -> None:
    feasible = np.array([[True, False], [True, True]])
    kept = keep_preferred(feasible, feasible, np.array([0, 1]), np.array([-1, 5]))
    assert kept.tolist() == [[True, False], [False, True]]


def test_who_reaches_safe_ground_below_the_reserve_may_take_a_refuge_building() -> None:
    feasible, in_reserve = np.array([[True, True], [True, True]]), np.array([[True, False], [False, True]])
    kept = keep_preferred(in_reserve, feasible, np.array([0, 1]), np.array([-1, 5]))
    assert kept.tolist() == [[True, True], [False, True]]


def _destinations_of(options, capacity, minutes_decide) -> list[int]:
    people = _people([1] * (int(options.row.max()) + 1))
    return assign_people(
        people, np.array(capacity), options, minutes_decide=minutes_decide
    ).destination.tolist()


def test_where_minutes_decide_walking_comes_before_the_own_district() -> None:
    # Own district 60 ticks away, another 59.
    options = _options([0, 0], [0, 1], [60, 59], aside=[0, 1])
    assert _destinations_of(options, [1, 1], minutes_decide=True) == [1]
    assert _destinations_of(options, [1, 1], minutes_decide=False) == [0]
    alike = _options([0, 0], [0, 1], [60, 60], aside=[1, 0])
    assert _destinations_of(alike, [1, 1], minutes_decide=True) == [1]


def test_the_reserve_comes_before_walking_and_district_but_after_a_place() -> None:
    options = _options([0, 0], [0, 1], [10, 900], aside=[0, 2], below=[1, 0])
    for minutes_decide in (True, False):
        assert _destinations_of(options, [1, 1], minutes_decide) == [1]
        # Two people and one seat with the reserve: nobody stays without a place for its sake.
        two = _options([0, 0, 1, 1], [0, 1, 0, 1], [10, 900, 10, 900], below=[1, 0, 1, 0])
        assert sorted(_destinations_of(two, [1, 1], minutes_decide)) == [0, 1]


def test_where_minutes_decide_everybody_counts_the_own_walk() -> None:
    # One seat nearby for one of two people of a group who walk 10 and 30 ticks to it, 40 to the other:
    # alone the first would gain 30, the second 10.
    people = _people([1, 1], [False, False], [0, 0])
    options = _options([0, 0, 1, 1], [0, 1, 0, 1], [30, 40, 10, 40])
    flows = assign_people(people, np.array([1, 1]), options, minutes_decide=True)
    assert flows.destination.tolist() == [1, 0]


def test_in_a_divided_block_a_full_place_is_handed_to_nobody() -> None:
    # One block: the general row may go to place 0, which has no seat; both to places 1 and 2.
    row, destination = np.array([0, 0, 0, 1, 1]), np.array([0, 1, 2, 1, 2])
    options = _options(row, destination, [1, 5, 9, 5, 9])
    people = _people([1, 1], [False, True], [0, 0])
    flows = assign_people(people, np.array([0, 1, 1]), options, minutes_decide=False)
    # Who needs help has the nearer place 1, the other place 2.
    assert list(zip(flows.row, flows.destination, flows.persons, strict=True)) == [(0, 2, 1), (1, 1, 1)]
