"""Candidates against every possible matching of small cities, and what one helper more does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.matching import match_supporters
from community.matching_problem import MatchProblem


def problem(needed, pairs, *, cars=(), wants_car=(), spare=None, limit=None, taken=None) -> MatchProblem:
    """Pairs are (person, supporter, danger, walk)."""
    n = len(needed)
    m = max([pair[1] + 1 for pair in pairs] + ([] if limit is None else [len(limit)]), default=0)
    columns = np.array(sorted(pairs), np.int64).reshape(-1, 4).T
    return MatchProblem(
        needed=np.array(needed, np.int64),
        car_needed=np.isin(np.arange(n), list(wants_car)),
        spare=np.zeros(n, np.int64) if spare is None else np.array(spare, np.int64),
        limit=np.ones(m, np.int64) if limit is None else np.array(limit, np.int64),
        taken=np.zeros(m, np.int64) if taken is None else np.array(taken, np.int64),
        has_car=np.isin(np.arange(m), list(cars)),
        person=columns[0], supporter=columns[1], danger=columns[2], walk=columns[3],
    )  # fmt: skip


def worth(one: MatchProblem, chosen) -> tuple[int, ...] | None:
    """What a choice of pairs amounts to, least first; None where it is none."""
    count = np.bincount(one.person[chosen], minlength=one.n_people)
    load = np.bincount(one.supporter[chosen], minlength=one.n_supporters)
    cars = np.bincount(one.person[chosen & one.with_car()], minlength=one.n_people)
    covered = (count >= one.needed) & (~one.car_needed | (cars > 0))
    idle = (count[~covered] > 0).any()
    if (load > one.limit).any() or (count > one.needed + one.spare).any() or idle:
        return None
    spared = covered & (one.spare > 0) & (count > one.needed)
    turns = sum(int(t) + j for t, n in zip(one.taken, load, strict=True) for j in range(n))
    danger, walk = int(one.danger[chosen].sum()), int(one.walk[chosen].sum())
    return -int(covered.sum()), -int(spared.sum()), danger, walk, turns


def best(one: MatchProblem) -> tuple[int, ...]:
    """The best of all choices of pairs."""
    bits = np.arange(2**one.person.size)[:, None] >> np.arange(one.person.size) & 1
    found = (worth(one, row.astype(np.bool_)) for row in bits)
    return min(value for value in found if value is not None)


@st.composite
def problems(draw, *, several: bool) -> MatchProblem:
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    every = [(p, s) for p in range(n) for s in range(m)]
    kept = draw(st.lists(st.sampled_from(every), unique=True, max_size=9))
    small = st.integers(0, 3)
    needed = [draw(st.integers(0, 3 if several else 1)) for _ in range(n)]
    wants = [p for p in range(n) if several and needed[p] and draw(st.booleans())]
    return problem(
        needed,
        [(p, s, draw(small), draw(small)) for p, s in kept],
        cars=[s for s in range(m) if draw(st.booleans())],
        wants_car=wants,
        spare=[draw(st.integers(0, 1)) for _ in range(n)],
        limit=[draw(st.integers(0, 2)) for _ in range(m)],
        taken=[draw(st.integers(0, 1)) for _ in range(m)],
    )


@given(problems(several=False))
@settings(max_examples=150, deadline=None)
def test_where_nobody_needs_two_it_is_the_best_in_every_aim(one):
    assert worth(one, match_supporters(one).chosen) == best(one)


@given(problems(several=True))
@settings(max_examples=150, deadline=None)
def test_as_many_are_covered_and_spared_as_can_be_and_the_gap_says_so(one):
    match = match_supporters(one)
    found, most = worth(one, match.chosen), best(one)
    assert found is not None
    assert found[:2] == most[:2]
    assert (match.gap, match.spared_gap) == (0, 0)
    assert (-int(match.covered.sum()), -int(match.spared.sum())) == found[:2]


@given(problems(several=True), st.data())
@settings(max_examples=100, deadline=None)
def test_one_helper_more_never_covers_fewer(one, data):
    more = data.draw(st.integers(1, 2))
    new = one.n_supporters
    near = data.draw(st.lists(st.integers(0, one.n_people - 1), unique=True))
    order = np.lexsort(
        (np.append(one.supporter, [new] * len(near)), np.append(one.person, near).astype(np.int64))
    )
    nothing = np.zeros(len(near), np.int64)
    larger = replace(
        one,
        limit=np.append(one.limit, more), taken=np.append(one.taken, 0),
        has_car=np.append(one.has_car, data.draw(st.booleans())),
        person=np.append(one.person, np.array(near, np.int64))[order],
        supporter=np.append(one.supporter, np.full(len(near), new))[order],
        danger=np.append(one.danger, nothing)[order], walk=np.append(one.walk, nothing)[order],
    )  # fmt: skip
    assert match_supporters(larger).covered.sum() >= match_supporters(one).covered.sum()


def test_people_covered_come_before_danger():
    # Supporter 0 is safe for person 0 only at danger 0; person 1 has nobody else.
    one = problem([1, 1], [(0, 0, 0, 1), (0, 1, 9, 9), (1, 0, 0, 1)])
    assert match_supporters(one).chosen.tolist() == [False, True, True]


def test_danger_comes_before_walking():
    one = problem([1], [(0, 0, 1, 1), (0, 1, 0, 900)])
    assert match_supporters(one).chosen.tolist() == [False, True]


def test_a_spare_helper_comes_before_danger_but_after_another_person():
    # Person 0 would have both; person 1 has supporter 1 alone.
    one = problem([1, 1], [(0, 0, 0, 1), (0, 1, 0, 1), (1, 1, 5, 9)], spare=[1, 0])
    match = match_supporters(one)
    assert match.chosen.tolist() == [True, False, True]
    assert match.spared.tolist() == [False, False]
    spared = problem([1], [(0, 0, 0, 1), (0, 1, 7, 9)], spare=[1])
    assert match_supporters(spared).chosen.tolist() == [True, True]


def test_who_has_agreed_to_somebody_comes_after_who_has_not():
    one = problem([1], [(0, 0, 0, 5), (0, 1, 0, 5)], taken=[1, 0], limit=[1, 1])
    assert match_supporters(one).chosen.tolist() == [False, True]


def test_people_are_shared_out_among_supporters():
    pairs = [(p, s, 0, 5) for p in range(2) for s in range(2)]
    match = match_supporters(problem([1, 1], pairs, limit=[2, 2]))
    chosen = np.array(pairs)[match.chosen]
    assert sorted(chosen[:, 1].tolist()) == [0, 1]


def test_two_for_one_are_never_halved():
    # Two people need two helpers each, and there are three: one is covered, the third helper idles.
    pairs = [(p, s, 0, 1) for p in range(2) for s in range(3)]
    match = match_supporters(problem([2, 2], pairs))
    assert match.covered.sum() == 1
    assert match.chosen.sum() == 2
    assert (match.covered_bound, match.gap) == (1, 0)


def test_the_car_must_be_among_them():
    pairs = [(0, s, 0, s) for s in range(3)]
    match = match_supporters(problem([2], pairs, wants_car=[0], cars=[2]))
    assert match.chosen.tolist() == [True, False, True]
    without = match_supporters(problem([2], pairs, wants_car=[0]))
    assert not without.covered.any()
    assert without.covered_bound == 0


@pytest.mark.parametrize("needed", [[], [0], [2]])
def test_nobody_to_help_and_nobody_who_helps(needed):
    match = match_supporters(problem(needed, []))
    assert match.covered.tolist() == [number == 0 for number in needed]
    assert match.chosen.size == 0


def test_a_large_part_is_decided_by_who_is_covered_and_bounds_the_spared():
    # 80 people at 80 supporters of one person each, every pair possible (6,400 pairs): half need two.
    n = 80
    pairs = [(p, s, 0, 1) for p in range(n) for s in range(n)]
    match = match_supporters(problem([1, 2] * (n // 2), pairs, spare=[1] * n))
    # 40 with one helper each leave 40 helpers: 20 of those who need two; nobody is left to spare.
    assert match.covered.sum() == match.covered_bound == 60
    assert match.spared.sum() == match.spared_bound == 0
