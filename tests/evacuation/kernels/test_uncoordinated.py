"""Everybody to the nearest place and on from there, against the same rule told step by step."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.kernels.uncoordinated import walk_on

FAR = 1 << 60


@st.composite
def cases(draw):
    rows, places, profiles = draw(st.integers(0, 5)), draw(st.integers(1, 4)), draw(st.integers(1, 2))

    def table(low, high, *shape):
        values = [draw(st.integers(low, high)) for _ in range(int(np.prod(shape)))]
        return np.array(values, np.int64).reshape(shape)

    walk = table(1, 9, profiles, 2, places, places)
    walk[table(0, 3, profiles, 2, places, places) == 0] = FAR
    walked = table(0, 5, rows)
    return {
        "first": table(-1, places - 1, rows), "arrive": table(-9, 9, rows), "walked": walked,
        "persons": table(0, 4, rows), "seats": table(-1, 5, places), "may": table(0, 3, places, rows) > 0,
        "walk": walk, "latest": table(-5, 40, profiles, 2, places, places),
        "most_walk": table(0, 30, profiles, places), "profile": table(0, profiles - 1, rows),
    }  # fmt: skip


def _step_by_step(case):
    """The rule in plain Python: whoever arrives next, of all who are on the way."""
    seated = dict.fromkeys(range(len(case["seats"])), 0)
    came, away, full = (dict(seated) for _ in range(3))
    seated_of, ticks = ([0] * len(case["persons"]) for _ in range(2))
    going = [
        (
            int(case["arrive"][r]),
            r,
            int(case["first"][r]),
            int(case["walked"][r]),
            int(case["persons"][r]),
            (),
        )
        for r in range(len(case["persons"]))
        if case["first"][r] >= 0 and case["persons"][r] > 0
    ]
    while going:
        now, r, at, walked, count, been = going.pop(going.index(min(going)))
        came[at] += count
        limit = int(case["seats"][at])
        sits = count if limit < 0 else min(count, limit - seated[at])
        seated[at] += sits
        seated_of[r] += sits
        ticks[r] += sits * walked
        away[at] += count - sits
        if not been:
            full[at] += count - sits
        been = (*been, at)
        p = case["profile"][r]
        ways = [
            (int(case["walk"][p, sort, at, to]), sort, to)
            for to in seated
            for sort in (0, 1)
            if to not in been
            and case["may"][to, r]
            and now <= case["latest"][p, sort, at, to]
            and walked + case["walk"][p, sort, at, to] <= case["most_walk"][p, to]
        ]
        if count > sits and ways:
            way, _, to = min(ways)
            going.append((now + way, r, to, walked + way, count - sits, been))
    return [list(one.values()) for one in (came, away, full, seated)] + [seated_of, ticks]


@settings(deadline=None, max_examples=60)
@given(cases())
def test_it_is_the_rule_told_step_by_step(case) -> None:
    found = walk_on(**case)
    assert [one.tolist() for one in found] == _step_by_step(case)


def test_who_arrives_first_sits_and_the_others_go_on() -> None:
    # Both places have one seat; rows 0 and 1 come to place 0 at 20 and 10; it takes 5 more to place 1.
    one = np.ones((2, 2), bool)
    walk = np.full((1, 2, 2, 2), 5, np.int64)
    found = walk_on(
        np.array([0, 0]), np.array([20, 10]), np.array([20, 10]), np.array([1, 1]), np.array([1, 1]), one,
        walk, np.full((1, 2, 2, 2), 25), np.array([[60, 60]]), np.array([0, 0]),
    )  # fmt: skip
    came, away, full, seated, seated_of, ticks = (values.tolist() for values in found)
    assert (came, away, full, seated) == ([2, 1], [1, 0], [1, 0], [1, 1])
    assert (seated_of, ticks) == ([1, 1], [25, 10])


def test_nobody_goes_on_when_it_is_too_late_or_too_far() -> None:
    def left(latest: int, most: int) -> int:
        found = walk_on(
            np.array([0]), np.array([20]), np.array([20]), np.array([2]), np.array([1, 5]),
            np.ones((2, 1), bool), np.full((1, 2, 2, 2), 5), np.full((1, 2, 2, 2), latest),
            np.array([[most, most]]), np.array([0]),
        )  # fmt: skip
        return 2 - int(found[4][0])

    assert (left(20, 25), left(19, 25), left(20, 24)) == (0, 1, 1)
